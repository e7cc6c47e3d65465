//! The wrap of a blob's content key: it opens only while the keys of all persons in the blob are there.

use std::{collections::BTreeMap, fmt, sync::Arc};

use model::{BlobId, Chance, KeyId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    VaultError,
    seal::{self, Cipher, DataKey, KEY_BYTES, KeyBytes, WRAPPED_BYTES, Wrapped},
};

/// Persons that one blob can hang on; more recipients than any mail server of ours accepts.
pub const PERSONS_PER_BLOB_MAX: usize = 4096;

const FORM: u8 = 1;

/// What opens a blob, beside the keys of the persons in it; kept by the caller, in the database.
#[derive(Clone, PartialEq, Eq)]
pub struct BlobWrap(Vec<u8>);

impl BlobWrap {
    /// Wraps octets read from where they were kept.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns the octets to keep.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for BlobWrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobWrap({} octets)", self.0.len())
    }
}

/// The keys a blob hangs on, in the order of their ids.
pub(crate) type Keys = BTreeMap<KeyId, Arc<DataKey>>;

/// A wrap, read.
pub(crate) struct Parsed {
    pub(crate) content: Uuid,
    pub(crate) key_ids: Vec<KeyId>,
    wrapped: Wrapped,
}

/// Wraps a content key.
pub(crate) fn close(
    blob: BlobId,
    content: Uuid,
    content_key: &[u8; KEY_BYTES],
    keys: &Keys,
    chance: &dyn Chance,
) -> Result<BlobWrap, VaultError> {
    let n_keys = u16::try_from(keys.len()).map_err(|_| VaultError::TooManyPersons {
        n_persons: keys.len(),
        max: PERSONS_PER_BLOB_MAX,
    })?;
    let mut bytes = vec![FORM];
    bytes.extend_from_slice(content.as_bytes());
    bytes.extend_from_slice(&n_keys.to_be_bytes());
    for id in keys.keys() {
        bytes.extend_from_slice(id.uuid().as_bytes());
    }
    let aad = aad(blob, content, keys.keys());
    let wrapped = Cipher::new(&joint_key(keys)).wrap_key(&aad, content_key, chance)?;
    bytes.extend_from_slice(&wrapped);
    Ok(BlobWrap(bytes))
}

/// Unwraps a content key; `None` if the wrap was changed or belongs to another blob.
pub(crate) fn open(blob: BlobId, wrap: &Parsed, keys: &Keys) -> Option<KeyBytes> {
    let aad = aad(blob, wrap.content, wrap.key_ids.iter());
    Cipher::new(&joint_key(keys)).unwrap_key(&aad, &wrap.wrapped)
}

impl Parsed {
    /// Reads a wrap; `None` if it is not one.
    pub(crate) fn read(wrap: &BlobWrap) -> Option<Self> {
        let (form, rest) = wrap.0.split_first()?;
        if *form != FORM {
            return None;
        }
        let (content, rest) = rest.split_first_chunk::<16>()?;
        let (n_keys, mut rest) = rest.split_first_chunk::<2>()?;
        let n_keys = usize::from(u16::from_be_bytes(*n_keys));
        if n_keys == 0 || n_keys > PERSONS_PER_BLOB_MAX {
            return None;
        }
        let mut key_ids = Vec::new();
        for _ in 0..n_keys {
            let (id, after) = rest.split_first_chunk::<16>()?;
            key_ids.push(KeyId::from_uuid(Uuid::from_bytes(*id)));
            rest = after;
        }
        let wrapped: [u8; WRAPPED_BYTES] = rest.try_into().ok()?;
        Some(Self { content: Uuid::from_bytes(*content), key_ids, wrapped })
    }
}

/// Derives one key from a share of each; without any of them nothing of it can be known.
fn joint_key(keys: &Keys) -> KeyBytes {
    // Reserved once, so that no copy of the shares is left behind by growing.
    let mut shares = Zeroizing::new(Vec::with_capacity(keys.len() * KEY_BYTES));
    for key in keys.values() {
        shares.extend_from_slice(key.share().as_slice());
    }
    seal::extract(b"chancery blob", &shares, "joint")
}

fn aad<'a>(blob: BlobId, content: Uuid, key_ids: impl Iterator<Item = &'a KeyId>) -> Vec<u8> {
    let ids: Vec<u8> = key_ids.flat_map(|id| id.uuid().into_bytes()).collect();
    seal::bound("blob", &[blob.uuid().as_bytes(), content.as_bytes(), &ids])
}
