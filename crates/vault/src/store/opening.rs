//! Opens the keys folder: finds the epoch in force, makes the first, finishes what a crash left.
//!
//! The file `current` names the epoch. It is replaced by a rename, so there is always exactly one; whatever
//! belongs to another epoch was not switched to yet or was not destroyed yet, and goes.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, RwLock},
};

use model::Chance;
use redb::{Builder, Database, ReadableDatabase, backends::FileBackend};

use crate::{
    KekSource, VaultError,
    cache::KeyCache,
    folder,
    kek::{self, Guard, Kek},
    store::{
        KeyStore, STORE_CACHE_BYTES, State,
        rows::{FORM, KeyOwner, META, META_FORM},
        writes::{Tables, make_key},
    },
};

/// Octets of the file `current` at most: `epoch`, a space, a number, a line end.
const CURRENT_BYTES_MAX: usize = 64;

const FIRST_EPOCH: u64 = 1;
const CURRENT: &str = "current";
const LOCK: &str = "lock";

pub(super) fn kek_path(dir: &Path, epoch: u64) -> PathBuf {
    dir.join(format!("kek-{epoch}"))
}

pub(super) fn store_path(dir: &Path, epoch: u64) -> PathBuf {
    dir.join(format!("keystore-{epoch}.redb"))
}

/// Opens the key store of a folder, made on first use. True beside it: the key file must be guarded anew.
pub(crate) fn open(
    dir: &Path,
    source: &KekSource,
    chance: Arc<dyn Chance>,
) -> Result<(KeyStore, bool), VaultError> {
    if !dir.exists() {
        folder::make(dir)?;
    }
    folder::check_private(dir)?;
    let lock = take_lock(dir)?;
    let epoch = match read_current(dir)? {
        Some(epoch) => epoch,
        None => adopt_or_create(dir, source, &*chance)?,
    };
    let (kek, mut guard) = kek::read(&kek_path(dir, epoch), source)?;
    let path = store_path(dir, epoch);
    if !path.exists() {
        let fault = "the key store is missing; restore it from its own backup";
        return Err(VaultError::Layout { path, fault });
    }
    folder::check_private(&path)?;
    let db = open_database(&path)?;
    check_form(&db, &path)?;
    let is_unguarded = matches!(guard, Guard::Rights) && !matches!(source, KekSource::File);
    if is_unguarded {
        guard = Guard::new(source, &*chance)?;
    }
    let store = KeyStore {
        dir: dir.to_owned(),
        chance,
        guard,
        state: RwLock::new(State { epoch, kek, db: Some(db) }),
        commits: Mutex::default(),
        cache: KeyCache::default(),
        secrets: Mutex::default(),
        words: Mutex::default(),
        #[cfg(test)]
        n_commits: std::sync::atomic::AtomicU64::default(),
        _lock: lock,
    };
    // Only now that this epoch is known to open may the others go.
    match store.key_of(KeyOwner::HOUSE) {
        Ok(Some(_)) => remove_others(dir, epoch)?,
        Ok(None) | Err(VaultError::TamperedKey(_)) => {
            return Err(VaultError::WrongKek { dir: dir.to_owned(), epoch });
        }
        Err(e) => return Err(e),
    }
    Ok((store, is_unguarded))
}

/// Opens a key store's file.
pub(super) fn open_database(path: &Path) -> Result<Database, VaultError> {
    let file = folder::open_private(path)?;
    Ok(Builder::new()
        .set_cache_size(STORE_CACHE_BYTES)
        .create_with_backend(FileBackend::new(file)?)?)
}

/// Makes the file of an epoch under its unfinished name, with no row in it.
pub(super) fn create_database(path: &Path) -> Result<Database, VaultError> {
    let new = folder::unfinished(path);
    folder::remove(&new)?;
    open_database(&new)
}

/// Gives a finished key store its name.
pub(super) fn finish_database(path: &Path) -> Result<(), VaultError> {
    std::fs::rename(folder::unfinished(path), path)
        .map_err(|e| VaultError::io("rename", path, e))?;
    folder::sync_parent(path)
}

/// Names the epoch in force. This is the moment of the switch.
pub(super) fn write_current(dir: &Path, epoch: u64) -> Result<(), VaultError> {
    folder::replace_durably(&dir.join(CURRENT), format!("epoch {epoch}\n").as_bytes())
}

/// Says whether this epoch is the one named by the folder.
pub(super) fn is_current(dir: &Path, epoch: u64) -> bool {
    matches!(read_current(dir), Ok(Some(named)) if named == epoch)
}

/// Destroys what does not belong to this epoch; key-encryption keys first.
pub(super) fn remove_others(dir: &Path, epoch: u64) -> Result<(), VaultError> {
    let unfinished = format!(".{}", folder::UNFINISHED);
    let mut names = folder::names(dir)?;
    names.sort();
    let mut n_files = 0_u64;
    for name in names {
        let whole = name.strip_suffix(&unfinished);
        let is_ours = file_epoch(whole.unwrap_or(&name)).is_some() || whole == Some(CURRENT);
        let is_in_force = whole.is_none() && file_epoch(&name) == Some(epoch);
        if is_ours && !is_in_force {
            folder::destroy(&dir.join(&name))?;
            n_files += 1;
        }
    }
    if n_files > 0 {
        folder::sync(dir)?;
        tracing::info!(n_files, epoch, "destroyed key files of other epochs than {epoch}");
    }
    Ok(())
}

fn file_epoch(name: &str) -> Option<u64> {
    let number = name.strip_prefix("kek-").or_else(|| store_number(name))?;
    number.parse().ok()
}

fn store_number(name: &str) -> Option<&str> {
    name.strip_prefix("keystore-")?.strip_suffix(".redb")
}

fn take_lock(dir: &Path) -> Result<File, VaultError> {
    let path = dir.join(LOCK);
    let file = folder::open_private(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse(dir.to_owned())),
        Err(TryLockError::Error(e)) => Err(VaultError::io("lock", &path, e)),
    }
}

fn read_current(dir: &Path) -> Result<Option<u64>, VaultError> {
    let path = dir.join(CURRENT);
    let Some(bytes) = folder::read(&path, CURRENT_BYTES_MAX)? else { return Ok(None) };
    let epoch = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| text.strip_prefix("epoch "))
        .and_then(|text| text.trim_end().parse().ok());
    let fault = "it must read `epoch` and the number of the key store beside it";
    epoch.map(Some).ok_or(VaultError::Layout { path, fault })
}

/// Finds out what a folder without `current` is: new, cut off while it was made, or robbed of a file.
fn adopt_or_create(dir: &Path, source: &KekSource, chance: &dyn Chance) -> Result<u64, VaultError> {
    let names = folder::names(dir)?;
    let stores: Vec<&str> = names.iter().filter_map(|name| store_number(name)).collect();
    let first = FIRST_EPOCH.to_string();
    let is_cut_off = stores.is_empty() || stores == [first.as_str()];
    let is_later_kek = |name: &&String| {
        name.starts_with("kek-") && file_epoch(name).is_some_and(|epoch| epoch != FIRST_EPOCH)
    };
    if !is_cut_off || names.iter().any(|name| is_later_kek(&name)) {
        return Err(VaultError::Layout {
            path: dir.join(CURRENT),
            fault: "the file is missing beside later epochs; restore the folder as a whole",
        });
    }
    if stores.is_empty() {
        create(dir, source, chance)?;
    }
    write_current(dir, FIRST_EPOCH)?;
    Ok(FIRST_EPOCH)
}

fn create(dir: &Path, source: &KekSource, chance: &dyn Chance) -> Result<(), VaultError> {
    let kek_path = kek_path(dir, FIRST_EPOCH);
    // A key file that is there already stays: it may be all that is left of a house.
    let kek = if kek_path.exists() {
        kek::read(&kek_path, source)?.0
    } else {
        let kek = Kek::draw(chance);
        kek::write(&kek_path, &kek, &Guard::new(source, chance)?, chance)?;
        kek
    };
    let path = store_path(dir, FIRST_EPOCH);
    let db = create_database(&path)?;
    let tx = db.begin_write()?;
    tx.open_table(META)?.insert(META_FORM, FORM)?;
    make_key(&mut Tables::open(&tx)?, &kek, KeyOwner::HOUSE, chance)?;
    tx.commit()?;
    drop(db);
    finish_database(&path)?;
    tracing::info!("made a new key store");
    Ok(())
}

fn check_form(db: &Database, path: &Path) -> Result<(), VaultError> {
    let fault = "not a key store that this version can read";
    let layout = || VaultError::Layout { path: path.to_owned(), fault };
    let tx = db.begin_read()?;
    let meta = tx.open_table(META).map_err(|_| layout())?;
    let form = meta.get(META_FORM)?.map(|form| form.value());
    if form == Some(FORM) { Ok(()) } else { Err(layout()) }
}
