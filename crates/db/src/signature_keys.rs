//! OpenPGP keys that people have set down, sealed to them: by these, and by no others, what they sign is verified.

use jiff::Timestamp;
use model::{PersonId, SignatureKeyId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// A key, as kept.
#[derive(Clone, Debug)]
pub struct SignatureKeyRow {
    /// Its id, which its seals are bound to.
    pub id: SignatureKeyId,
    /// Whose it is.
    pub person_id: PersonId,
    /// Keyed digest of person and fingerprint, by which it is found.
    pub key_mac: [u8; 32],
    /// The fingerprint, sealed to the person.
    pub fingerprint_sealed: Vec<u8>,
    /// The key, sealed to the person.
    pub key_sealed: Vec<u8>,
    /// When it was set down.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    key_mac: Vec<u8>,
    fingerprint_sealed: Vec<u8>,
    key_sealed: Vec<u8>,
    created_at: i64,
}

impl Reader {
    /// Returns the keys that a person has set down, the first first.
    pub async fn signature_keys(&mut self, id: PersonId) -> Result<Vec<SignatureKeyRow>, DbError> {
        let rows = fetch_all!(self, Row, SIGNATURE_KEYS, id.uuid());
        rows.into_iter().map(|row| read(row, id)).collect()
    }
}

fn read(row: Row, person_id: PersonId) -> Result<SignatureKeyRow, DbError> {
    let at = crate::rows::At { table: "signature_keys", id: row.id };
    Ok(SignatureKeyRow {
        id: SignatureKeyId::from_uuid(row.id),
        person_id,
        key_mac: at.need("key_mac", row.key_mac.try_into().ok())?,
        fingerprint_sealed: row.fingerprint_sealed,
        key_sealed: row.key_sealed,
        created_at: timestamp_of_micros(row.created_at),
    })
}

impl WriteTx {
    /// Keeps a key; false when the person has set it down before.
    pub async fn insert_signature_key(&mut self, new: &SignatureKeyRow) -> Result<bool, DbError> {
        self.changed("signature_key", &[new.id.uuid().as_bytes(), &new.key_mac]);
        let n = execute!(
            self,
            INSERT_SIGNATURE_KEY,
            new.id.uuid(),
            new.person_id.uuid(),
            new.key_mac.as_slice(),
            new.fingerprint_sealed.as_slice(),
            new.key_sealed.as_slice(),
            micros(new.created_at),
        );
        Ok(n == 1)
    }

    /// Removes a key of a person; false when there is none.
    pub async fn delete_signature_key(
        &mut self,
        id: SignatureKeyId,
        person_id: PersonId,
    ) -> Result<bool, DbError> {
        self.changed("signature_key_removed", &[id.uuid().as_bytes()]);
        Ok(execute!(self, DELETE_SIGNATURE_KEY, id.uuid(), person_id.uuid()) == 1)
    }
}

statements! {
    SIGNATURE_KEYS = "select id, key_mac, fingerprint_sealed, key_sealed, created_at
        from signature_keys where person_id = $1 order by created_at, id";
    INSERT_SIGNATURE_KEY = "insert into signature_keys (id, person_id, key_mac, fingerprint_sealed, key_sealed,
        created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    DELETE_SIGNATURE_KEY = "delete from signature_keys where id = $1 and person_id = $2";
}
