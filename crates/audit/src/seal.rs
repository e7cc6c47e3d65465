//! Seals: the keyed digests that stand beside the rows of the log.

use model::EntryId;

use crate::{
    key::{LogKey, Purpose},
    tree::Hash,
};

/// Returns the seal of an entry row: over its id and its canonical bytes.
pub fn entry_seal(key: &LogKey, id: EntryId, canonical: &[u8]) -> [u8; 32] {
    key.digest(Purpose::Entry, &[id.uuid().as_bytes(), canonical])
}

/// Returns the seal of a leaf row: over its number, its entry and its hash.
pub fn leaf_seal(key: &LogKey, index: u64, entry_id: EntryId, hash: &Hash) -> [u8; 32] {
    key.digest(Purpose::Leaf, &[&index.to_be_bytes(), entry_id.uuid().as_bytes(), hash])
}

/// Says whether an entry row bears its seal.
pub(crate) fn is_entry_sealed(key: &LogKey, id: EntryId, canonical: &[u8], seal: &[u8]) -> bool {
    key.is_digest(Purpose::Entry, &[id.uuid().as_bytes(), canonical], seal)
}

/// Says whether a leaf row bears its seal.
pub(crate) fn is_leaf_sealed(
    key: &LogKey,
    index: u64,
    entry_id: EntryId,
    hash: &[u8],
    seal: &[u8],
) -> bool {
    key.is_digest(Purpose::Leaf, &[&index.to_be_bytes(), entry_id.uuid().as_bytes(), hash], seal)
}
