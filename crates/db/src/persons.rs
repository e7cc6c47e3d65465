//! Persons and their addresses, both sealed; the way from an address to a person is in the vault.

use jiff::Timestamp;
use model::{PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx};

/// A person, as kept.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Who it is.
    pub id: PersonId,
    /// Their name, sealed under their key.
    pub name_sealed: Option<Vec<u8>>,
    /// When their keys were destroyed.
    pub erased_at: Option<Timestamp>,
}

/// One address of a person, as kept.
#[derive(Clone, Debug)]
pub struct PersonAddress {
    /// The id of the row, which the seal is bound to.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: PersonId,
    /// The address, sealed under their key.
    pub address_sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name_sealed: Option<Vec<u8>>,
    erased_at: Option<i64>,
}

impl Reader {
    /// Returns a person.
    pub async fn person(&mut self, id: PersonId) -> Result<Option<PersonRow>, DbError> {
        Ok(fetch_optional!(self, Row, PERSON, id.uuid()).map(|row| PersonRow {
            id: PersonId::from_uuid(row.id),
            name_sealed: row.name_sealed,
            erased_at: row.erased_at.map(timestamp_of_micros),
        }))
    }

    /// Returns a person's addresses, the first known first.
    pub async fn person_addresses(&mut self, id: PersonId) -> Result<Vec<PersonAddress>, DbError> {
        let rows = fetch_all!(self, (Uuid, Uuid, Vec<u8>), ADDRESSES, id.uuid());
        Ok(rows
            .into_iter()
            .map(|(id, person_id, address_sealed)| PersonAddress {
                id,
                person_id: PersonId::from_uuid(person_id),
                address_sealed,
            })
            .collect())
    }

    async fn put_person(
        &mut self,
        id: PersonId,
        name_sealed: Option<&[u8]>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        Ok(execute!(self, INSERT_PERSON, id.uuid(), name_sealed, micros(now)) == 1)
    }

    async fn put_address(
        &mut self,
        address: &PersonAddress,
        now: Timestamp,
    ) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_ADDRESS,
            address.id,
            address.person_id.uuid(),
            &address.address_sealed,
            micros(now)
        );
        Ok(())
    }
}

impl WriteTx {
    /// Inserts a person unless they are there; says whether they were new.
    pub async fn insert_person(
        &mut self,
        id: PersonId,
        name_sealed: Option<&[u8]>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("person", &[id.uuid().as_bytes()]);
        self.put_person(id, name_sealed, now).await
    }

    /// Inserts an address of a person.
    pub async fn insert_person_address(
        &mut self,
        address: &PersonAddress,
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("person_address", &[address.id.as_bytes()]);
        self.put_address(address, now).await
    }

    /// Gives a person a name.
    pub async fn update_person_name(&mut self, id: PersonId, sealed: &[u8]) -> Result<(), DbError> {
        self.changed("person_name", &[id.uuid().as_bytes()]);
        execute!(self, UPDATE_NAME, id.uuid(), sealed);
        Ok(())
    }

    /// Marks a person erased and deletes their sealed columns; their keys are destroyed by the vault.
    pub async fn erase_person(&mut self, id: PersonId, now: Timestamp) -> Result<(), DbError> {
        self.changed("person_erased", &[id.uuid().as_bytes()]);
        execute!(self, ERASE_PERSON, id.uuid(), micros(now));
        execute!(self, ERASE_ADDRESSES, id.uuid());
        execute!(self, ERASE_VALUES, id.uuid());
        execute!(self, ERASE_LINKS, id.uuid());
        execute!(self, ERASE_FACTORS, id.uuid());
        execute!(self, ERASE_RECOVERY_CODES, id.uuid());
        execute!(self, ERASE_CHALLENGES, id.uuid());
        execute!(self, ERASE_EVIDENCE, id.uuid());
        execute!(self, ERASE_SIGNATURE_KEYS, id.uuid());
        execute!(self, ERASE_SIGNED_ANSWERS, id.uuid());
        execute!(self, END_SESSIONS, id.uuid(), micros(now));
        Ok(())
    }
}

impl Reader {
    /// Returns how a person reads what is written to them, sealed, where that was kept.
    pub async fn reading_sealed(&mut self, id: PersonId) -> Result<Option<Vec<u8>>, DbError> {
        let row = fetch_optional!(self, (Option<Vec<u8>>,), READING, id.uuid());
        Ok(row.and_then(|(sealed,)| sealed))
    }
}

impl BookTx {
    /// Returns how a person reads, sealed, where that was kept; it stands until the commit.
    pub async fn hold_reading(&mut self, id: PersonId) -> Result<Option<Vec<u8>>, DbError> {
        let row = fetch_optional!(self, (Option<Vec<u8>>,), HOLD_READING, id.uuid());
        Ok(row.and_then(|(sealed,)| sealed))
    }

    /// Keeps how a person reads in place of what was kept before; nothing of somebody who is gone.
    pub async fn put_reading(&mut self, id: PersonId, sealed: &[u8]) -> Result<(), DbError> {
        execute!(self, PUT_READING, id.uuid(), sealed);
        Ok(())
    }
}

statements! {
    READING = "select reading_sealed from persons where id = $1 and erased_at is null";
    HOLD_READING = "update persons set reading_sealed = reading_sealed where id = $1 and erased_at is null
        returning reading_sealed";
    PUT_READING = "update persons set reading_sealed = $2 where id = $1 and erased_at is null";
    PERSON = "select id, name_sealed, erased_at from persons where id = $1";
    ADDRESSES = "select id, person_id, address_sealed from person_addresses
        where person_id = $1 order by created_at, id";
    INSERT_PERSON = "insert into persons (id, name_sealed, created_at) values ($1, $2, $3)
        on conflict (id) do nothing";
    INSERT_ADDRESS = "insert into person_addresses (id, person_id, address_sealed, created_at)
        values ($1, $2, $3, $4) on conflict (id) do nothing";
    UPDATE_NAME = "update persons set name_sealed = $2 where id = $1 and erased_at is null";
    ERASE_PERSON = "update persons set name_sealed = null, reading_sealed = null, erased_at = $2 where id = $1";
    ERASE_ADDRESSES = "delete from person_addresses where person_id = $1";
    ERASE_VALUES = "delete from message_values where person_id = $1";
    ERASE_LINKS = "delete from links where person_id = $1";
    ERASE_FACTORS = "delete from factors where person_id = $1";
    ERASE_RECOVERY_CODES = "delete from recovery_codes where person_id = $1";
    ERASE_CHALLENGES = "delete from challenges where person_id = $1";
    ERASE_EVIDENCE = "update proofs set evidence_sealed = null where person_id = $1";
    ERASE_SIGNATURE_KEYS = "delete from signature_keys where person_id = $1";
    ERASE_SIGNED_ANSWERS = "update signed_answers set evidence_sealed = null where person_id = $1";
    END_SESSIONS = "update sessions set ended_at = $2 where person_id = $1 and ended_at is null";
}
