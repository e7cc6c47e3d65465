//! The vault as its callers see it, on real files.

mod blobs;
mod cells;
mod crashes;
mod disk;
mod epochs;
mod intake;
mod keys;
mod words;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use model::{Address, BlobId, CaseId, Chance, IntakeId, KeyId, PersonId};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    BlobsConfig, Cell, KekSource, Owner, SystemChance, Vault, VaultConfig, VaultError,
    store::{KeyOwner, KeyStore},
};

/// Noon of 2026-11-21, UTC.
const NOON: i64 = 1_795_262_400;

pub(crate) fn at_day(days: i64) -> Timestamp {
    Timestamp::from_second(NOON + days * 86_400).unwrap()
}

/// A data folder with a vault in it.
struct House {
    dir: TempDir,
}

impl House {
    fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn keys(&self) -> PathBuf {
        self.path().join("keys")
    }

    fn config(&self, kek: KekSource) -> VaultConfig {
        config(self.path(), &self.keys(), kek)
    }

    async fn open(&self) -> Vault {
        self.open_with(KekSource::File).await.unwrap()
    }

    async fn open_with(&self, kek: KekSource) -> Result<Vault, VaultError> {
        open(self.config(kek)).await
    }
}

fn config(data: &Path, keys: &Path, kek: KekSource) -> VaultConfig {
    VaultConfig { keys_dir: keys.to_owned(), blobs: BlobsConfig::Dir(data.join("blobs")), kek }
}

async fn open(config: VaultConfig) -> Result<Vault, VaultError> {
    Vault::open(config, Arc::new(SystemChance), at_day(0)).await
}

fn person(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(n))
}

fn case(n: u128) -> CaseId {
    CaseId::from_uuid(Uuid::from_u128(n))
}

fn blob(n: u128) -> BlobId {
    BlobId::from_uuid(Uuid::from_u128(n))
}

fn intake_id(n: u128) -> IntakeId {
    IntakeId::from_uuid(Uuid::from_u128(n))
}

fn cell(row: u128) -> Cell {
    Cell { table: "messages", column: "body", row: Uuid::from_u128(row) }
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// What a cell shows: its text, `None` if its key is gone.
fn shown(vault: &Vault, cell: Cell, sealed: &[u8]) -> Option<String> {
    vault.open_text(cell, sealed).unwrap().map(model::Personal::into_exposed)
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files_of(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_of(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
