//! The keys under which search words are hashed. A destruction draws a new one, so that the index in an older copy
//! of the database tells nothing beside today's keys.
//!
//! A new key does not hash anything by itself: its user hashes all words anew and then calls
//! [`Vault::words_are_hashed`], which destroys the key before. Until then both stand, and a search asks for both.
//! Whoever is destroyed meanwhile may have words under the newest key already: that is noted, and yet another key
//! is drawn at the end.

use std::sync::Arc;

use crate::{
    Vault, VaultError,
    seal::{self, KeyBytes},
    store::{KeyStore, epoch::Reason, lock},
};

const NEWEST: &str = "words";
const BEFORE: &str = "words before";
/// Only its being there counts: the newest key is older than the last destruction.
const DUE: &str = "words due";

/// Octets of a word key's id.
const ID_BYTES: usize = 8;

/// A key of search words.
pub struct WordKey {
    id: [u8; ID_BYTES],
    key: KeyBytes,
}

impl WordKey {
    fn new(key: KeyBytes) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = seal::mac(&key, "word key", &[]);
        Self { id: [a, b, c, d, e, f, g, h], key }
    }

    /// Names the key without telling it.
    pub const fn id(&self) -> [u8; ID_BYTES] {
        self.id
    }

    /// Returns the keyed digest of a folded word.
    pub fn hash(&self, word: &str) -> [u8; 32] {
        seal::mac(&self.key, "word", &[word.as_bytes()])
    }
}

/// The word keys that stand.
pub struct WordKeys {
    /// What is indexed now is hashed under this.
    pub newest: WordKey,
    /// What was not hashed anew yet is hashed under this.
    pub before: Option<WordKey>,
}

impl Vault {
    /// Returns the word keys that stand.
    pub fn word_keys(&self) -> Result<Arc<WordKeys>, VaultError> {
        self.store.word_keys()
    }

    /// Destroys the word key before this one, now that nothing is hashed under another than this. False when there
    /// was none; else the caller looks once more: this may not be the newest any more, and a writer who was slow
    /// may have brought words under the key that is gone.
    pub async fn words_are_hashed(&self, key_id: [u8; ID_BYTES]) -> Result<bool, VaultError> {
        if self.word_keys()?.before.is_none() {
            return Ok(false);
        }
        // Asked for again where no other epoch can begin: what was shown of one key says nothing of the next.
        let gate = Arc::clone(&self.gate).write_owned().await;
        if self.word_keys()?.newest.id() == key_id {
            self.writer.new_epoch(Reason::WordsHashed, gate).await?;
        }
        Ok(true)
    }
}

impl KeyStore {
    fn word_keys(&self) -> Result<Arc<WordKeys>, VaultError> {
        // Asked for before the keys are read: what a new epoch overtakes is not kept for it.
        let epoch = self.epoch();
        if let Some((of, keys)) = lock(&self.words).as_ref()
            && *of == epoch
        {
            return Ok(Arc::clone(keys));
        }
        let newest = WordKey::new(self.read_or_make_secret(NEWEST)?);
        let before = self.read_secret(BEFORE)?.map(WordKey::new);
        let keys = Arc::new(WordKeys { newest, before });
        *lock(&self.words) = Some((epoch, Arc::clone(&keys)));
        Ok(keys)
    }
}

/// What a new epoch does with the word keys.
pub(crate) struct Plan {
    /// Secrets that are drawn.
    pub(crate) drawn: &'static [&'static str],
    is_renewal: bool,
    has_hashed: bool,
}

impl Plan {
    /// Decides by what stands in the epoch that ends.
    pub(crate) fn new(
        reason: Reason,
        is_there: &dyn Fn(&'static str) -> Result<bool, VaultError>,
    ) -> Result<Self, VaultError> {
        let has_hashed = reason == Reason::WordsHashed;
        let is_called_for = match reason {
            Reason::Rotation => false,
            Reason::Destruction(_) | Reason::CaseReleased => true,
            Reason::WordsHashed => is_there(DUE)?,
        };
        let is_possible = has_hashed || !is_there(BEFORE)?;
        let is_renewal = is_called_for && is_possible && is_there(NEWEST)?;
        let drawn: &[&str] = match (is_renewal, is_called_for) {
            (true, _) => &[NEWEST],
            (false, true) if !is_possible && !is_there(DUE)? => &[DUE],
            (false, _) => &[],
        };
        Ok(Self { drawn, is_renewal, has_hashed })
    }

    /// Returns the name of a secret in the new epoch; `None` if it is not taken along.
    pub(crate) fn rename<'n>(&self, name: &'n str) -> Option<&'n str> {
        match name {
            BEFORE | DUE if self.has_hashed => None,
            NEWEST if self.is_renewal => Some(BEFORE),
            name => Some(name),
        }
    }
}
