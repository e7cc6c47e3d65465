//! The key store: wrapped keys in one small file per epoch, opened keys in a bounded cache.
//!
//! Reads are synchronous and see the last commit. Writes go through [`writer`], which lets many callers
//! share one commit. [`epoch`] replaces the file and the key-encryption key together.

pub(crate) mod epoch;
mod opening;
mod rows;
pub(crate) mod writer;
mod writes;

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use model::{Chance, KeyId, PersonId};
use redb::{Database, ReadTransaction, ReadableDatabase, ReadableTable};
use uuid::Uuid;

pub(crate) use opening::open;
pub(crate) use rows::{KeyKind, KeyOwner};
pub(crate) use writes::{Write, Written};

use crate::{
    VaultError,
    cache::KeyCache,
    kek::{Guard, Kek},
    seal::{DataKey, KeyBytes},
    store::rows::{ADDRESSES, INTAKES, KEYS, KeyRow, OWNERS, SECRETS, secret_aad},
    words::WordKeys,
};

/// Octets of the key store's page cache.
const STORE_CACHE_BYTES: usize = 16 * 1024 * 1024;

/// An open key store.
pub(crate) struct KeyStore {
    dir: PathBuf,
    chance: Arc<dyn Chance>,
    guard: Guard,
    state: RwLock<State>,
    // Whoever commits holds it, so that no commit slips into the old file while a new epoch is copied.
    commits: Mutex<()>,
    cache: KeyCache,
    secrets: Mutex<HashMap<&'static str, KeyBytes>>,
    // With the epoch that they were read in: another epoch may have others.
    pub(crate) words: Mutex<Option<(u64, Arc<WordKeys>)>>,
    #[cfg(test)]
    n_commits: std::sync::atomic::AtomicU64,
    // Locked as long as this process has the store open.
    _lock: File,
}

/// The epoch that is in force.
struct State {
    epoch: u64,
    kek: Kek,
    // `None` after a failure of the disk, until it opens again.
    db: Option<Database>,
}

impl KeyStore {
    /// Returns the number of the epoch in force.
    pub(crate) fn epoch(&self) -> u64 {
        self.state().epoch
    }

    /// Returns the folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the source of randomness.
    pub(crate) fn chance(&self) -> &dyn Chance {
        &*self.chance
    }

    /// Opens a data key by its id; `None` if it was destroyed.
    pub(crate) fn key(&self, id: KeyId) -> Result<Option<Arc<DataKey>>, VaultError> {
        if let Some(key) = self.cache.get(id) {
            return Ok(Some(key));
        }
        self.read(|state, tx| self.open_key(&state.kek, &tx.open_table(KEYS)?, id))
    }

    /// Opens the data key of an owner, with its id; `None` if there is none.
    pub(crate) fn key_of(
        &self,
        owner: KeyOwner,
    ) -> Result<Option<(KeyId, Arc<DataKey>)>, VaultError> {
        self.read(|state, tx| {
            let Some(id) = key_id(&tx.open_table(OWNERS)?, owner)? else { return Ok(None) };
            let key = self.open_key(&state.kek, &tx.open_table(KEYS)?, id)?;
            Ok(key.map(|key| (id, key)))
        })
    }

    /// Says whether an owner has a key, without opening it: a damaged key must not keep its owner from leaving.
    pub(crate) fn has_key(&self, owner: KeyOwner) -> Result<bool, VaultError> {
        self.read(|_, tx| Ok(key_id(&tx.open_table(OWNERS)?, owner)?.is_some()))
    }

    /// Finds the person to whom a blind index belongs.
    pub(crate) fn person_of(&self, index: [u8; 32]) -> Result<Option<PersonId>, VaultError> {
        self.read(|_, tx| {
            let row = tx.open_table(ADDRESSES)?.get(&index)?;
            Ok(row.map(|id| PersonId::from_uuid(Uuid::from_bytes(*id.value()))))
        })
    }

    /// Lists the intake keys with their days.
    pub(crate) fn intake_keys(&self) -> Result<Vec<(KeyId, i64)>, VaultError> {
        self.read(|_, tx| intake_keys(&tx.open_table(INTAKES)?))
    }

    /// Forgets all opened keys, so that a key that was destroyed opens nothing from memory either.
    pub(crate) fn forget_opened(&self) {
        // Whoever reads now may still put one back; whoever reads after this finds it gone.
        let _alone = self.state_mut();
        self.cache.clear();
    }

    /// Returns a house secret, made on first use.
    pub(crate) fn secret(&self, name: &'static str) -> Result<KeyBytes, VaultError> {
        if let Some(secret) = lock(&self.secrets).get(name) {
            return Ok(secret.clone());
        }
        let secret = self.read_or_make_secret(name)?;
        lock(&self.secrets).insert(name, secret.clone());
        Ok(secret)
    }

    pub(crate) fn read_or_make_secret(&self, name: &'static str) -> Result<KeyBytes, VaultError> {
        if let Some(secret) = self.read_secret(name)? {
            return Ok(secret);
        }
        // Not through the queue: its callers wait in async, this one cannot. It happens once per name.
        for written in self.apply(vec![Write::Secret(name)]) {
            written?;
        }
        // Read back, so that two who came first at once agree.
        self.read_secret(name)?.ok_or(VaultError::Closed)
    }

    pub(crate) fn read_secret(&self, name: &'static str) -> Result<Option<KeyBytes>, VaultError> {
        self.read(|state, tx| {
            let Some(row) = tx.open_table(SECRETS)?.get(name)? else { return Ok(None) };
            let tampered = || VaultError::TamperedSecret(name);
            let wrapped = row.value().try_into().map_err(|_| tampered())?;
            let secret = state.kek.cipher().unwrap_key(&secret_aad(name), &wrapped);
            secret.ok_or_else(tampered).map(Some)
        })
    }

    fn open_key(
        &self,
        kek: &Kek,
        keys: &impl ReadableTable<&'static [u8; 16], &'static [u8]>,
        id: KeyId,
    ) -> Result<Option<Arc<DataKey>>, VaultError> {
        if let Some(key) = self.cache.get(id) {
            return Ok(Some(key));
        }
        let Some(row) = key_row(keys, id)? else { return Ok(None) };
        let aad = KeyRow::aad(id, row.owner);
        let bytes = match (row.by_kek, row.by_person) {
            (Some(wrapped), _) => kek.cipher().unwrap_key(&aad, &wrapped),
            (None, Some((person, wrapped))) => {
                // Only a person's key wraps another: a damaged row must not lead in circles.
                let by_kek = key_row(keys, person)?.filter(|r| r.owner.kind == KeyKind::Person);
                if by_kek.and_then(|r| r.by_kek).is_none() {
                    return Ok(None);
                }
                let Some(person) = self.open_key(kek, keys, person)? else { return Ok(None) };
                person.wraps().unwrap_key(&aad, &wrapped)
            }
            (None, None) => None,
        };
        let key = Arc::new(DataKey::new(bytes.ok_or(VaultError::TamperedKey(id))?));
        self.cache.insert(id, Arc::clone(&key));
        Ok(Some(key))
    }

    // The state is held while `look` runs, so that nothing of an old epoch is cached after the switch.
    fn read<T>(
        &self,
        look: impl Fn(&State, &ReadTransaction) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        for is_retry in [false, true] {
            let outcome = {
                let state = self.state();
                state.db.as_ref().map(|db| {
                    db.begin_read().map_err(VaultError::from).and_then(|tx| look(&state, &tx))
                })
            };
            match outcome {
                Some(Err(VaultError::Store(e))) if !is_retry && is_stuck(&e) => self.reopen()?,
                Some(outcome) => return outcome,
                None if !is_retry => self.reopen()?,
                None => break,
            }
        }
        Err(VaultError::Closed)
    }

    /// Opens the file anew after the disk failed: redb refuses everything after its first failure.
    fn reopen(&self) -> Result<(), VaultError> {
        let mut state = self.state_mut();
        state.db = None;
        state.db = Some(opening::open_database(&opening::store_path(&self.dir, state.epoch))?);
        self.cache.clear();
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn n_commits(&self) -> u64 {
        self.n_commits.load(std::sync::atomic::Ordering::Relaxed)
    }

    #[cfg(test)]
    pub(crate) fn put_raw(&self, id: KeyId, row: &[u8]) {
        let state = self.state();
        let tx = state.db.as_ref().unwrap().begin_write().unwrap();
        tx.open_table(KEYS).unwrap().insert(id.uuid().as_bytes(), row).unwrap();
        tx.commit().unwrap();
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        // The state is replaced in one assignment; a panic elsewhere does not tear it.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key_id(
    owners: &impl ReadableTable<&'static [u8; 17], &'static [u8; 16]>,
    owner: KeyOwner,
) -> Result<Option<KeyId>, VaultError> {
    let row = owners.get(&owner.to_bytes())?;
    Ok(row.map(|id| KeyId::from_uuid(Uuid::from_bytes(*id.value()))))
}

fn intake_keys(
    intakes: &impl ReadableTable<&'static [u8; 16], i64>,
) -> Result<Vec<(KeyId, i64)>, VaultError> {
    let mut found = Vec::new();
    for row in intakes.iter()? {
        let (id, day) = row?;
        found.push((KeyId::from_uuid(Uuid::from_bytes(*id.value())), day.value()));
    }
    Ok(found)
}

fn key_row(
    keys: &impl ReadableTable<&'static [u8; 16], &'static [u8]>,
    id: KeyId,
) -> Result<Option<KeyRow>, VaultError> {
    let Some(row) = keys.get(id.uuid().as_bytes())? else { return Ok(None) };
    KeyRow::parse(row.value()).ok_or(VaultError::TamperedKey(id)).map(Some)
}

fn is_stuck(error: &redb::Error) -> bool {
    matches!(error, redb::Error::PreviousIo | redb::Error::Io(_))
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
