//! The keys of issuers: the seed sealed to the person, the public half for everyone who holds what they signed.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{PersonId, Role, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, authorities::role, rows::At};

/// Public keys of one list.
const KEYS_MAX: i64 = 1_000;

/// The key of an issuer.
#[derive(Clone, Debug)]
pub struct IssuerKeyRow {
    /// The public half, in hex digits.
    pub public_key: String,
    /// The seed of the other, sealed to the person.
    pub seed_sealed: Vec<u8>,
}

/// The public half of an issuer's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeyRow {
    /// Whose.
    pub person_id: PersonId,
    /// The key, in hex digits.
    pub public_key: String,
    /// Since when; unknown of the first.
    pub made_at: Option<Timestamp>,
    /// Until when: the person left the staff, or their keys were destroyed.
    pub ended_at: Option<Timestamp>,
    /// The roles that they hold.
    pub roles: BTreeSet<Role>,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: Uuid,
    public_key: String,
    made_at: Option<i64>,
    ended_at: Option<i64>,
    erased_at: Option<i64>,
    is_active: Option<bool>,
    staff_id: Option<Uuid>,
}

impl Reader {
    /// Returns the key of an issuer.
    pub async fn issuer_key(&mut self, id: PersonId) -> Result<Option<IssuerKeyRow>, DbError> {
        let row = fetch_optional!(self, (String, Vec<u8>), ISSUER_KEY, id.uuid());
        Ok(row.map(|(public_key, seed_sealed)| IssuerKeyRow { public_key, seed_sealed }))
    }

    /// Returns the public keys of those who are or were of the staff, the latest first.
    pub async fn staff_public_keys(&mut self) -> Result<Vec<PublicKeyRow>, DbError> {
        let rows = fetch_all!(self, Row, STAFF_KEYS, 0_i64, KEYS_MAX);
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows {
            keys.push(self.public(row).await?);
        }
        Ok(keys)
    }

    /// Returns the public key of one issuer.
    pub async fn public_key(&mut self, id: PersonId) -> Result<Option<PublicKeyRow>, DbError> {
        match fetch_optional!(self, Row, PUBLIC_KEY, id.uuid()) {
            Some(row) => Ok(Some(self.public(row).await?)),
            None => Ok(None),
        }
    }

    async fn public(&mut self, row: Row) -> Result<PublicKeyRow, DbError> {
        let mut roles = BTreeSet::new();
        if let Some(id) = row.staff_id {
            for (word,) in fetch_all!(self, (String,), ROLES, StaffId::from_uuid(id).uuid()) {
                roles.insert(role(At { table: "staff_roles", id }, "role", &word)?);
            }
        }
        // Who came back to the staff signs again.
        let left_at = row.ended_at.filter(|_| row.is_active == Some(false));
        Ok(PublicKeyRow {
            person_id: PersonId::from_uuid(row.person_id),
            public_key: row.public_key,
            made_at: row.made_at.map(timestamp_of_micros),
            ended_at: row.erased_at.or(left_at).map(timestamp_of_micros),
            roles,
        })
    }
}

impl WriteTx {
    /// Keeps the key of an issuer, unless there is one.
    pub async fn insert_issuer_key(
        &mut self,
        id: PersonId,
        key: &IssuerKeyRow,
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("issuer_key", &[id.uuid().as_bytes(), key.public_key.as_bytes()]);
        let seed = key.seed_sealed.as_slice();
        execute!(self, INSERT_ISSUER_KEY, id.uuid(), key.public_key.as_str(), seed, micros(now));
        Ok(())
    }

    /// Notes that whoever leaves the staff signs no more.
    pub(crate) async fn end_issuer_key(
        &mut self,
        id: StaffId,
        now: Timestamp,
    ) -> Result<(), DbError> {
        execute!(self, END_ISSUER_KEY, id.uuid(), micros(now));
        Ok(())
    }
}

statements! {
    ISSUER_KEY = "select public_key, seed_sealed from issuer_keys where person_id = $1";
    STAFF_KEYS = "select k.person_id, k.public_key, k.made_at, k.ended_at, p.erased_at, s.is_active, s.id as staff_id
        from staff s join issuer_keys k on k.person_id = s.person_id join persons p on p.id = s.person_id
        where s.position_index >= $1 order by k.made_at desc nulls last, k.person_id limit $2";
    PUBLIC_KEY = "select k.person_id, k.public_key, k.made_at, k.ended_at, p.erased_at, s.is_active, s.id as staff_id
        from issuer_keys k join persons p on p.id = k.person_id left join staff s on s.person_id = k.person_id
        where k.person_id = $1";
    ROLES = "select role from staff_roles where staff_id = $1 order by role";
    INSERT_ISSUER_KEY = "insert into issuer_keys (person_id, public_key, seed_sealed, made_at)
        values ($1, $2, $3, $4) on conflict do nothing";
    END_ISSUER_KEY = "update issuer_keys set ended_at = $2
        where person_id = (select person_id from staff where id = $1)";
}
