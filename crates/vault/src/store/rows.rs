//! The tables of the key store and the form of their rows.

use model::{CaseId, KeyId, PersonId};
use redb::TableDefinition;
use uuid::Uuid;

use crate::seal::{self, WRAPPED_BYTES, Wrapped};

/// Key id to [`KeyRow`].
pub(crate) const KEYS: TableDefinition<'static, &[u8; 16], &[u8]> = TableDefinition::new("keys");

/// Owner to key id.
pub(crate) const OWNERS: TableDefinition<'static, &[u8; OWNER_BYTES], &[u8; 16]> =
    TableDefinition::new("owners");

/// Intake key id to its day; beside [`OWNERS`], because a renewed key has no owner until its epoch ends.
pub(crate) const INTAKES: TableDefinition<'static, &[u8; 16], i64> =
    TableDefinition::new("intakes");

/// Blind index of an address to person id.
pub(crate) const ADDRESSES: TableDefinition<'static, &[u8; 32], &[u8; 16]> =
    TableDefinition::new("addresses");

/// Name of a house secret to its wrapped octets.
pub(crate) const SECRETS: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("secrets");

/// What the file says of itself.
pub(crate) const META: TableDefinition<'static, &str, u64> = TableDefinition::new("meta");

/// The row of [`META`] that names the form of the file.
pub(crate) const META_FORM: &str = "form";

/// The form that this code writes and reads.
pub(crate) const FORM: u64 = 1;

/// Octets of an owner: kind and id.
const OWNER_BYTES: usize = 17;

/// Octets of the shortest row: kind, owner, wraps.
const KEY_HEAD_BYTES: usize = 1 + 16 + 1;

const HAS_PERSON_WRAP: u8 = 1;
const HAS_KEK_WRAP: u8 = 2;

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum KeyKind {
    Person = 1,
    Case = 2,
    Intake = 3,
    House = 4,
}

/// Whom a key belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct KeyOwner {
    pub(crate) kind: KeyKind,
    pub(crate) id: [u8; 16],
}

impl KeyOwner {
    pub(crate) const HOUSE: Self = Self { kind: KeyKind::House, id: [0; 16] };

    pub(crate) fn person(id: PersonId) -> Self {
        Self { kind: KeyKind::Person, id: id.uuid().into_bytes() }
    }

    pub(crate) fn case(id: CaseId) -> Self {
        Self { kind: KeyKind::Case, id: id.uuid().into_bytes() }
    }

    /// The intake of a day, counted from 1970.
    pub(crate) fn intake(day: i64) -> Self {
        Self { kind: KeyKind::Intake, id: i128::from(day).to_be_bytes() }
    }

    /// The day of an intake key.
    pub(crate) fn day(self) -> Option<i64> {
        if self.kind != KeyKind::Intake {
            return None;
        }
        i64::try_from(i128::from_be_bytes(self.id)).ok()
    }

    pub(crate) fn to_bytes(self) -> [u8; OWNER_BYTES] {
        let mut bytes = [self.kind as u8; OWNER_BYTES];
        for (to, from) in bytes.iter_mut().skip(1).zip(self.id) {
            *to = from;
        }
        bytes
    }

    pub(crate) fn parse(bytes: &[u8; OWNER_BYTES]) -> Option<Self> {
        let (kind, id) = bytes.split_first()?;
        let kind = match kind {
            1 => KeyKind::Person,
            2 => KeyKind::Case,
            3 => KeyKind::Intake,
            4 => KeyKind::House,
            _ => return None,
        };
        Some(Self { kind, id: id.try_into().ok()? })
    }
}

/// A key at rest: whose it is, and the wraps that open it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct KeyRow {
    pub(crate) owner: KeyOwner,
    /// The requester's key that wraps a case's, and the wrap.
    pub(crate) by_person: Option<(KeyId, Wrapped)>,
    /// The wrap by the key-encryption key; on a case only while a hold stands.
    pub(crate) by_kek: Option<Wrapped>,
}

impl KeyRow {
    /// Binds a wrap to the key and its owner, so that rows cannot be swapped.
    pub(crate) fn aad(id: KeyId, owner: KeyOwner) -> Vec<u8> {
        seal::bound("key", &[id.uuid().as_bytes(), &owner.to_bytes()])
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = self.owner.to_bytes().to_vec();
        let has_person = if self.by_person.is_some() { HAS_PERSON_WRAP } else { 0 };
        let has_kek = if self.by_kek.is_some() { HAS_KEK_WRAP } else { 0 };
        bytes.push(has_person | has_kek);
        if let Some((id, wrapped)) = self.by_person {
            bytes.extend_from_slice(id.uuid().as_bytes());
            bytes.extend_from_slice(&wrapped);
        }
        if let Some(wrapped) = self.by_kek {
            bytes.extend_from_slice(&wrapped);
        }
        bytes
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, mut rest) = bytes.split_first_chunk::<KEY_HEAD_BYTES>()?;
        let (owner, wraps) = head.split_first_chunk::<OWNER_BYTES>()?;
        let owner = KeyOwner::parse(owner)?;
        let wraps = *wraps.first()?;
        let mut row = Self { owner, by_person: None, by_kek: None };
        if wraps & HAS_PERSON_WRAP != 0 {
            let (id, after) = rest.split_first_chunk::<16>()?;
            let (wrapped, after) = after.split_first_chunk::<WRAPPED_BYTES>()?;
            row.by_person = Some((KeyId::from_uuid(Uuid::from_bytes(*id)), *wrapped));
            rest = after;
        }
        if wraps & HAS_KEK_WRAP != 0 {
            let (wrapped, after) = rest.split_first_chunk::<WRAPPED_BYTES>()?;
            row.by_kek = Some(*wrapped);
            rest = after;
        }
        rest.is_empty().then_some(row)
    }
}

/// Binds the wrap of a house secret to its name.
pub(crate) fn secret_aad(name: &str) -> Vec<u8> {
    seal::bound("secret", &[name.as_bytes()])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_read_back() {
        let id = KeyId::from_uuid(Uuid::from_u128(9));
        for owner in [KeyOwner::HOUSE, KeyOwner::intake(-3), KeyOwner::intake(20_000)] {
            for by_person in [None, Some((id, [3; WRAPPED_BYTES]))] {
                for by_kek in [None, Some([4; WRAPPED_BYTES])] {
                    let row = KeyRow { owner, by_person, by_kek };
                    assert_eq!(KeyRow::parse(&row.to_bytes()), Some(row));
                }
            }
        }
        assert_eq!(KeyOwner::intake(-3).day(), Some(-3));
        assert_eq!(KeyOwner::HOUSE.day(), None);
    }

    proptest! {
        #[test]
        fn a_damaged_row_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(row) = KeyRow::parse(&bytes) {
                prop_assert_eq!(row.to_bytes().len(), bytes.len());
            }
        }
    }
}
