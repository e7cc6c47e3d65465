//! Keyed digests and house secrets: what can be compared and found, yet not guessed from a stolen database.

use model::{CaseId, PersonId};
use zeroize::Zeroizing;

use crate::{
    Vault, VaultError,
    seal::{self, KEY_BYTES},
    store::KeyOwner,
};

impl Vault {
    /// Returns the house's keyed digest of the parts; two purposes never share one, nor do parts cut elsewhere.
    pub fn mac(&self, purpose: &'static str, parts: &[&[u8]]) -> [u8; 32] {
        seal::mac(&self.mac_key, purpose, parts)
    }

    /// Returns a digest keyed by a person's own key; `None` once they are destroyed.
    pub fn person_mac(
        &self,
        id: PersonId,
        purpose: &'static str,
        parts: &[&[u8]],
    ) -> Result<Option<[u8; 32]>, VaultError> {
        self.owner_mac(KeyOwner::person(id), purpose, parts)
    }

    /// Returns a digest keyed by a case's own key; `None` once it is destroyed.
    pub fn case_mac(
        &self,
        id: CaseId,
        purpose: &'static str,
        parts: &[&[u8]],
    ) -> Result<Option<[u8; 32]>, VaultError> {
        self.owner_mac(KeyOwner::case(id), purpose, parts)
    }

    /// Returns a secret of the house by its name, made on first use. It outlives epochs.
    pub fn secret(&self, name: &'static str) -> Result<Zeroizing<[u8; KEY_BYTES]>, VaultError> {
        self.store.secret(name)
    }

    fn owner_mac(
        &self,
        owner: KeyOwner,
        purpose: &'static str,
        parts: &[&[u8]],
    ) -> Result<Option<[u8; 32]>, VaultError> {
        let found = self.store.key_of(owner)?;
        Ok(found.map(|(_, key)| seal::mac(&key.digests(), purpose, parts)))
    }
}
