//! What was received and is not understood yet: sealed under the day's key, durable before it is acknowledged.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use jiff::Timestamp;
use model::{IntakeId, KeyId, Personal};

use crate::{
    Vault, VaultError,
    content::{self, FILE_BYTES_MAX, HEAD_BYTES, Head},
    folder,
    seal::{self, DataKey, KeyBytes},
    store::{KeyOwner, KeyStore, Write},
};

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// The folder where intake waits. It is always local: a bucket may be away when a mail comes.
#[derive(Clone)]
pub(crate) struct Intakes {
    dir: PathBuf,
}

impl Vault {
    /// Keeps received octets; they are sealed and durable when this returns.
    pub async fn keep_intake(
        &self,
        id: IntakeId,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<(), VaultError> {
        content::check_size(bytes)?;
        // Held until the file stands: a new epoch must find it, to wrap it anew.
        let gate = Arc::clone(&self.gate).read_owned().await;
        let (key_id, key) = self.intake_key(now).await?;
        let store = Arc::clone(&self.store);
        let path = self.intakes.path(id);
        let bytes = bytes.to_vec();
        self.blocking(move || {
            let _gate = gate;
            let content_key = seal::draw(store.chance());
            let head = Head::of_intake(id.uuid(), &content_key, (key_id, &key), store.chance())?;
            let file = content::seal_file(head, &content_key, &bytes, store.chance())?;
            folder::write_durably(&path, &file)
        })
        .await
    }

    /// Lists what waits, oldest first.
    pub async fn intakes(&self) -> Result<Vec<IntakeId>, VaultError> {
        let intakes = self.intakes.clone();
        self.blocking(move || intakes.list()).await
    }

    /// Returns how large an intake is, in octets; 0 if it is not there.
    pub async fn intake_bytes(&self, id: IntakeId) -> Result<u64, VaultError> {
        let path = self.intakes.path(id);
        self.blocking(move || folder::len(&path)).await
    }

    /// Opens an intake; `None` if it is not there or its key was destroyed.
    pub async fn open_intake(&self, id: IntakeId) -> Result<Option<Personal<Vec<u8>>>, VaultError> {
        let store = Arc::clone(&self.store);
        let path = self.intakes.path(id);
        self.blocking(move || {
            let Some(file) = folder::read(&path, FILE_BYTES_MAX)? else { return Ok(None) };
            let tampered = || VaultError::TamperedIntake(id);
            let head = Head::parse(&file).ok_or_else(tampered)?;
            let Some(content_key) = unwrap_head(&store, id, &head)? else { return Ok(None) };
            let plain = content::open_file(id.uuid(), &content_key, file).ok_or_else(tampered)?;
            Ok(Some(Personal::new(plain)))
        })
        .await
    }

    /// Drops an intake whose content has found its place. Dropping twice is the same as once.
    pub async fn drop_intake(&self, id: IntakeId) -> Result<(), VaultError> {
        let path = self.intakes.path(id);
        // No fsync: what comes back after a power cut is met a second time, which its reader must bear anyway
        // (a crash before this call does the same).
        self.blocking(move || folder::remove(&path)).await
    }

    /// Destroys the intake keys of earlier days on which nothing hangs any more; returns how many.
    pub async fn retire_intake_keys(&self, now: Timestamp) -> Result<usize, VaultError> {
        // Exclusive: no intake may be written under a key that is about to go.
        let _gate = self.gate.write().await;
        let today = day(now);
        let store = Arc::clone(&self.store);
        let intakes = self.intakes.clone();
        let retired = self
            .blocking(move || {
                let mut keys = store.intake_keys()?;
                keys.retain(|(_, day)| *day < today);
                if keys.is_empty() {
                    return Ok(Vec::new());
                }
                for id in intakes.list()? {
                    if let Some(head) = intakes.head(id)? {
                        keys.retain(|(key, _)| *key != head.intake.0);
                    }
                }
                Ok(keys.into_iter().map(|(id, _)| id).collect::<Vec<_>>())
            })
            .await?;
        let n_keys = retired.len();
        if n_keys > 0 {
            self.writer.write(Write::DropKeys(retired)).await?;
            self.store.forget_opened();
        }
        Ok(n_keys)
    }

    async fn intake_key(&self, now: Timestamp) -> Result<(KeyId, Arc<DataKey>), VaultError> {
        let day = day(now);
        if let Some(found) = self.store.key_of(KeyOwner::intake(day))? {
            return Ok(found);
        }
        self.writer.write(Write::IntakeKey { day }).await?;
        self.store.key_of(KeyOwner::intake(day))?.ok_or(VaultError::Closed)
    }
}

impl Intakes {
    /// Opens the folder; files that were cut off while they were written go.
    pub(crate) fn open(dir: &Path) -> Result<Self, VaultError> {
        folder::make(dir)?;
        for name in folder::names(dir)? {
            if Path::new(&name).extension().is_some_and(|ending| ending == folder::UNFINISHED) {
                folder::remove(&dir.join(name))?;
            }
        }
        Ok(Self { dir: dir.to_owned() })
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn path(&self, id: IntakeId) -> PathBuf {
        self.dir.join(id.to_string())
    }

    fn list(&self) -> Result<Vec<IntakeId>, VaultError> {
        let mut ids: Vec<IntakeId> = folder::names(&self.dir)?
            .iter()
            .filter_map(|name| IntakeId::from_str(name).ok())
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// Reads what a file says before its content; `None` if there is no such file or it is damaged.
    pub(crate) fn head(&self, id: IntakeId) -> Result<Option<Head>, VaultError> {
        let bytes = folder::read_head::<HEAD_BYTES>(&self.path(id))?;
        Ok(bytes.and_then(|bytes| Head::parse(&bytes)))
    }

    /// Wraps the content keys of all that waits by another intake key. The content is not sealed anew.
    pub(crate) fn rewrap(&self, store: &KeyStore, fresh: KeyId) -> Result<(), VaultError> {
        let Some(key) = store.key(fresh)? else { return Err(VaultError::Closed) };
        for id in self.list()? {
            let Some(head) = self.head(id)? else { continue };
            if head.intake.0 == fresh {
                continue;
            }
            let content_key = match unwrap_head(store, id, &head) {
                Ok(Some(content_key)) => content_key,
                // It opens today as little as tomorrow, and must not stand in the way of an erasure.
                Ok(None) | Err(VaultError::TamperedIntake(_)) => {
                    tracing::warn!(intake.id = %id, "intake {id} does not open; left as it is");
                    continue;
                }
                Err(e) => return Err(e),
            };
            let path = self.path(id);
            let Some(file) = folder::read(&path, FILE_BYTES_MAX)? else { continue };
            let head = Head::of_intake(head.content, &content_key, (fresh, &key), store.chance())?;
            let rest = file.get(HEAD_BYTES..).unwrap_or_default();
            // A blob that was linked to this file keeps the old head, which dies with the old key.
            folder::replace_durably(&path, &[&head.to_bytes(), rest].concat())?;
        }
        Ok(())
    }
}

/// Opens the content key of an intake; `None` if the intake key was destroyed.
pub(crate) fn unwrap_head(
    store: &KeyStore,
    id: IntakeId,
    head: &Head,
) -> Result<Option<KeyBytes>, VaultError> {
    let Some(key) = store.key(head.intake.0)? else { return Ok(None) };
    let is_own = head.content == id.uuid();
    let content_key = head.content_key(&key).filter(|_| is_own);
    content_key.ok_or(VaultError::TamperedIntake(id)).map(Some)
}

fn day(now: Timestamp) -> i64 {
    now.as_second().div_euclid(SECONDS_PER_DAY)
}
