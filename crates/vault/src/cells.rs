//! Sealed cells: a value of a database row that opens only in its own place, by its own owner's key.

use std::sync::Arc;

use model::{CaseId, KeyId, PersonId, Personal};
use uuid::Uuid;

use crate::{
    Vault, VaultError, content,
    seal::{self, DataKey},
    store::KeyOwner,
};

/// Octets of a key id at the head of a sealed cell.
const KEY_ID_BYTES: usize = 16;

/// The place of a sealed value in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
}

/// Whose key seals a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A person: the value dies with them.
    Person(PersonId),
    /// A case: the value dies with its requester.
    Case(CaseId),
    /// The house: the value is nobody's.
    House,
}

impl Owner {
    fn key_owner(self) -> KeyOwner {
        match self {
            Self::Person(id) => KeyOwner::person(id),
            Self::Case(id) => KeyOwner::case(id),
            Self::House => KeyOwner::HOUSE,
        }
    }
}

impl Cell {
    fn aad(&self) -> Vec<u8> {
        let row = self.row.as_bytes();
        seal::bound("cell", &[self.table.as_bytes(), self.column.as_bytes(), row])
    }

    fn tampered(&self) -> VaultError {
        VaultError::TamperedCell { table: self.table, column: self.column, row: self.row }
    }
}

impl Vault {
    /// Seals a value for its place: `key id | nonce | ciphertext | tag`.
    pub fn seal(&self, owner: Owner, cell: Cell, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        content::check_size(plain)?;
        let (id, key) = self.key_of(owner)?;
        key.cells().seal(&cell.aad(), id.uuid().as_bytes().to_vec(), plain, self.store.chance())
    }

    /// Opens a sealed value; `None` if its key was destroyed.
    pub fn open_cell(
        &self,
        cell: Cell,
        sealed: &[u8],
    ) -> Result<Option<Personal<Vec<u8>>>, VaultError> {
        let (id, body) =
            sealed.split_first_chunk::<KEY_ID_BYTES>().ok_or_else(|| cell.tampered())?;
        if body.len() < seal::NONCE_BYTES + seal::TAG_BYTES {
            return Err(cell.tampered());
        }
        let id = KeyId::from_uuid(Uuid::from_bytes(*id));
        let Some(key) = self.store.key(id)? else { return Ok(None) };
        let plain = key.cells().open(&cell.aad(), body.to_vec(), 0);
        Ok(Some(Personal::new(plain.ok_or_else(|| cell.tampered())?)))
    }

    /// Opens a sealed text; `None` if its key was destroyed.
    pub fn open_text(
        &self,
        cell: Cell,
        sealed: &[u8],
    ) -> Result<Option<Personal<String>>, VaultError> {
        let Some(plain) = self.open_cell(cell, sealed)? else { return Ok(None) };
        let Cell { table, column, row } = cell;
        String::from_utf8(plain.into_exposed())
            .map(|text| Some(Personal::new(text)))
            .map_err(|_| VaultError::NotText { table, column, row })
    }

    fn key_of(&self, owner: Owner) -> Result<(KeyId, Arc<DataKey>), VaultError> {
        let found = self.store.key_of(owner.key_owner())?;
        found.ok_or(match owner {
            Owner::Person(id) => VaultError::UnknownPerson(id),
            Owner::Case(id) => VaultError::UnknownCase(id),
            Owner::House => VaultError::Closed,
        })
    }
}
