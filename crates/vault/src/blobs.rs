//! Raw mails and attachments: sealed once, opened only with the keys of all persons in them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{BlobId, IntakeId, PersonId, Personal};
use object_store::{ObjectStoreExt, PutPayload};
use uuid::Uuid;

use crate::{
    BlobWrap, PERSONS_PER_BLOB_MAX, Vault, VaultError,
    bucket::Bucket,
    content::{self, FILE_BYTES_MAX, HEAD_BYTES, Head},
    folder,
    intake::unwrap_head,
    seal::{self, KeyBytes},
    store::KeyOwner,
    wrap::{self, Keys, Parsed},
};

/// Folders that a blob folder is divided into: one per value of the id's last octet, which is random.
const N_FOLDERS: u16 = 256;

/// Where blobs are kept.
pub(crate) enum BlobStore {
    Dir(PathBuf),
    Bucket(Bucket),
}

impl Vault {
    /// Keeps a blob under a fresh key, wrapped so that it opens only while all these persons have theirs; without
    /// persons, by the house's. Durable when this returns.
    pub async fn keep_blob(
        &self,
        id: BlobId,
        bytes: &[u8],
        persons: &[PersonId],
    ) -> Result<BlobWrap, VaultError> {
        content::check_size(bytes)?;
        let keys = self.keys_of(persons)?;
        let store = Arc::clone(&self.store);
        let bytes = bytes.to_vec();
        let (wrap, file) = self
            .blocking(move || {
                let content_key = seal::draw(store.chance());
                let wrap = wrap::close(id, id.uuid(), &content_key, &keys, store.chance())?;
                let head = Head::of_blob(id.uuid());
                let file = content::seal_file(head, &content_key, &bytes, store.chance())?;
                Ok((wrap, file))
            })
            .await?;
        self.put(id, file).await?;
        Ok(wrap)
    }

    /// Makes a blob of an intake without sealing its content anew. The intake stays until it is dropped, so that a
    /// crash before the wrap is kept loses nothing; adopting twice gives another wrap of the same blob.
    pub async fn adopt_intake(
        &self,
        intake: IntakeId,
        blob: BlobId,
        persons: &[PersonId],
    ) -> Result<BlobWrap, VaultError> {
        // Held until the blob stands: a new epoch would replace the file under our hands.
        let gate = Arc::clone(&self.gate).read_owned().await;
        let keys = self.keys_of(persons)?;
        let store = Arc::clone(&self.store);
        let intakes = self.intakes.clone();
        let blobs = Arc::clone(&self.blobs);
        let (wrap, file) = self
            .blocking(move || {
                let _gate = gate;
                let unknown = || VaultError::UnknownIntake(intake);
                let head = intakes.head(intake)?.ok_or_else(unknown)?;
                let content_key = unwrap_head(&store, intake, &head)?.ok_or_else(unknown)?;
                let wrap = wrap::close(blob, head.content, &content_key, &keys, store.chance())?;
                let from = intakes.path(intake);
                let file = match &*blobs {
                    BlobStore::Dir(dir) => {
                        link(&from, &path(dir, blob), blob, head.content)?;
                        None
                    }
                    BlobStore::Bucket(_) => {
                        Some(folder::read(&from, FILE_BYTES_MAX)?.ok_or_else(unknown)?)
                    }
                };
                Ok((wrap, file))
            })
            .await?;
        if let Some(file) = file {
            self.put(blob, file).await?;
        }
        Ok(wrap)
    }

    /// Opens a blob; `None` if it, or the key of one of its persons, was destroyed.
    pub async fn open_blob(
        &self,
        id: BlobId,
        wrap: &BlobWrap,
    ) -> Result<Option<Personal<Vec<u8>>>, VaultError> {
        let tampered = || VaultError::TamperedBlob(id);
        let wrap = Parsed::read(wrap).ok_or_else(tampered)?;
        let Some(content_key) = self.open_wrap(id, &wrap)? else { return Ok(None) };
        let Some(file) = self.get(id).await? else { return Ok(None) };
        let content = wrap.content;
        self.blocking(move || {
            let plain = content::open_file(content, &content_key, file)
                .ok_or(VaultError::TamperedBlob(id))?;
            Ok(Some(Personal::new(plain)))
        })
        .await
    }

    /// Says whether a blob's wrap still opens: the keys of all its persons are there. Nothing of it is read.
    pub fn opens(&self, id: BlobId, wrap: &BlobWrap) -> Result<bool, VaultError> {
        let wrap = Parsed::read(wrap).ok_or(VaultError::TamperedBlob(id))?;
        Ok(self.open_wrap(id, &wrap)?.is_some())
    }

    /// Removes a blob for good. Destroying twice is the same as once.
    pub async fn destroy_blob(&self, id: BlobId) -> Result<(), VaultError> {
        match &*self.blobs {
            BlobStore::Dir(dir) => {
                let path = path(dir, id);
                self.blocking(move || {
                    // Not overwritten: an intake may share its octets, and they are sealed.
                    folder::remove(&path).and_then(|()| folder::sync_parent(&path))
                })
                .await
            }
            BlobStore::Bucket(bucket) => {
                match bucket.store.delete(&bucket.path(&object_name(id))).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                    Err(e) => Err(VaultError::Bucket(e)),
                }
            }
        }
    }

    fn keys_of(&self, persons: &[PersonId]) -> Result<Keys, VaultError> {
        let mut keys = Keys::new();
        for person in persons {
            let found = self.store.key_of(KeyOwner::person(*person))?;
            let (id, key) = found.ok_or(VaultError::UnknownPerson(*person))?;
            keys.insert(id, key);
        }
        if keys.len() > PERSONS_PER_BLOB_MAX {
            let n_persons = keys.len();
            return Err(VaultError::TooManyPersons { n_persons, max: PERSONS_PER_BLOB_MAX });
        }
        if keys.is_empty() {
            let (id, key) = self.store.key_of(KeyOwner::HOUSE)?.ok_or(VaultError::Closed)?;
            keys.insert(id, key);
        }
        Ok(keys)
    }

    fn open_wrap(&self, id: BlobId, wrap: &Parsed) -> Result<Option<KeyBytes>, VaultError> {
        let mut keys = Keys::new();
        for key_id in &wrap.key_ids {
            let Some(key) = self.store.key(*key_id)? else { return Ok(None) };
            keys.insert(*key_id, key);
        }
        wrap::open(id, wrap, &keys).ok_or(VaultError::TamperedBlob(id)).map(Some)
    }

    async fn put(&self, id: BlobId, file: Vec<u8>) -> Result<(), VaultError> {
        match &*self.blobs {
            BlobStore::Dir(dir) => {
                let path = path(dir, id);
                self.blocking(move || folder::write_durably(&path, &file)).await
            }
            BlobStore::Bucket(bucket) => bucket
                .store
                .put(&bucket.path(&object_name(id)), PutPayload::from(file))
                .await
                .map(drop)
                .map_err(VaultError::Bucket),
        }
    }

    async fn get(&self, id: BlobId) -> Result<Option<Vec<u8>>, VaultError> {
        match &*self.blobs {
            BlobStore::Dir(dir) => {
                let path = path(dir, id);
                self.blocking(move || folder::read(&path, FILE_BYTES_MAX)).await
            }
            BlobStore::Bucket(bucket) => {
                let found = match bucket.store.get(&bucket.path(&object_name(id))).await {
                    Ok(found) => found,
                    Err(object_store::Error::NotFound { .. }) => return Ok(None),
                    Err(e) => return Err(VaultError::Bucket(e)),
                };
                let n_bytes = usize::try_from(found.meta.size).unwrap_or(usize::MAX);
                if n_bytes > FILE_BYTES_MAX {
                    return Err(VaultError::TooLarge { n_bytes, max: FILE_BYTES_MAX });
                }
                Ok(Some(found.bytes().await.map_err(VaultError::Bucket)?.into()))
            }
        }
    }
}

impl BlobStore {
    /// Opens a local folder, with the folders in it made ahead: one fsync instead of one per new folder.
    pub(crate) fn open_dir(dir: &Path) -> Result<Self, VaultError> {
        folder::make(dir)?;
        let mut has_new = false;
        for octet in 0..N_FOLDERS {
            let sub = dir.join(format!("{octet:02x}"));
            if !sub.is_dir() {
                fs::create_dir(&sub).map_err(|e| VaultError::io("make the folder", &sub, e))?;
                has_new = true;
            }
        }
        if has_new {
            folder::sync(dir)?;
        }
        Ok(Self::Dir(dir.to_owned()))
    }
}

fn path(dir: &Path, id: BlobId) -> PathBuf {
    dir.join(object_name(id))
}

/// The last octet names the folder: the first ones are the time, by which all of a day would share one.
fn object_name(id: BlobId) -> String {
    let last = id.uuid().as_bytes().last().copied().unwrap_or_default();
    format!("{last:02x}/{id}")
}

/// Gives an intake's file a second name, as a blob.
fn link(from: &Path, to: &Path, blob: BlobId, content: Uuid) -> Result<(), VaultError> {
    match fs::hard_link(from, to) {
        Ok(()) => folder::sync_parent(to),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            let head = folder::read_head::<HEAD_BYTES>(to)?.and_then(|head| Head::parse(&head));
            if head.is_some_and(|head| head.content == content) {
                // A second try after a crash: the name may not be durable yet.
                return folder::sync_parent(to);
            }
            Err(VaultError::BlobExists(blob))
        }
        // Another file system, or one without links.
        Err(_) => {
            let file = folder::read(from, FILE_BYTES_MAX)?
                .ok_or_else(|| VaultError::io("read", from, io::ErrorKind::NotFound.into()))?;
            folder::write_durably(to, &file)
        }
    }
}
