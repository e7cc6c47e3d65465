//! Keys of persons and cases: made, found by address, held, destroyed.

use std::sync::Arc;

use model::{Address, CaseId, PersonId};

use crate::{
    Destroyed, Vault, VaultError, seal,
    store::{Write, Written, epoch::Reason},
};

impl Vault {
    /// Makes a person's key, unless they have one.
    pub async fn create_person(&self, id: PersonId) -> Result<(), VaultError> {
        self.writer.write(Write::Person(id)).await.map(drop)
    }

    /// Returns the person of an address; if there is none, makes this one and binds the address to them.
    pub async fn create_person_with_address(
        &self,
        id: PersonId,
        address: &Address,
    ) -> Result<PersonId, VaultError> {
        let index = self.blind_index(address);
        // Most who write have written before: that is read, not written.
        if let Some(bound) = self.store.person_of(index)? {
            return Ok(bound);
        }
        person(self.writer.write(Write::PersonWithAddress { id, index }).await?, id)
    }

    /// Binds an address to a person who has a key; returns whom it belongs to, which is the first who had it.
    pub async fn bind_address(
        &self,
        address: &Address,
        id: PersonId,
    ) -> Result<PersonId, VaultError> {
        let index = self.blind_index(address);
        person(self.writer.write(Write::Bind { index, id }).await?, id)
    }

    /// Finds a person by exact address.
    pub fn find_person(&self, address: &Address) -> Result<Option<PersonId>, VaultError> {
        self.store.person_of(self.blind_index(address))
    }

    /// Makes a case's key, which dies with its requester's, unless the case has one.
    pub async fn create_case(&self, id: CaseId, requester: PersonId) -> Result<(), VaultError> {
        self.writer.write(Write::Case { id, requester }).await.map(drop)
    }

    /// Finds or makes the person of an address, and makes a case's key under theirs, in one commit.
    pub async fn create_person_and_case(
        &self,
        person_id: PersonId,
        address: &Address,
        case: CaseId,
    ) -> Result<PersonId, VaultError> {
        let index = self.blind_index(address);
        let write = Write::CaseOfAddress { id: case, person: person_id, index };
        person(self.writer.write(write).await?, person_id)
    }

    /// Keeps a case readable without its requester, while a hold stands.
    pub async fn hold_case(&self, id: CaseId) -> Result<(), VaultError> {
        self.writer.write(Write::Hold(id)).await.map(drop)
    }

    /// Ends the hold; the case's key is destroyed now if its requester was meanwhile.
    pub async fn release_case(&self, id: CaseId) -> Result<(), VaultError> {
        if self.writer.write(Write::Release(id)).await? == Written::Orphaned {
            self.new_epoch(Reason::CaseReleased).await?;
        }
        Ok(())
    }

    /// Destroys a person's keys and blind indexes and those of their cases that no hold keeps, and starts a new
    /// epoch, so that no older copy of anything opens again. A new word key is drawn too: see [`Vault::word_keys`].
    pub async fn destroy_person(&self, id: PersonId) -> Result<Destroyed, VaultError> {
        self.new_epoch(Reason::Destruction(id)).await
    }

    /// Starts a new epoch of the key-encryption key and destroys the old one; returns its number.
    pub async fn rotate(&self) -> Result<u64, VaultError> {
        Ok(self.new_epoch(Reason::Rotation).await?.epoch)
    }

    async fn new_epoch(&self, reason: Reason) -> Result<Destroyed, VaultError> {
        let gate = Arc::clone(&self.gate).write_owned().await;
        self.writer.new_epoch(reason, gate).await
    }

    fn blind_index(&self, address: &Address) -> [u8; 32] {
        seal::mac(&self.index_key, "address", &[address.expose().as_bytes()])
    }
}

fn person(written: Written, asked: PersonId) -> Result<PersonId, VaultError> {
    match written {
        Written::Person(id) => Ok(id),
        Written::Done | Written::Orphaned => Err(VaultError::UnknownPerson(asked)),
    }
}
