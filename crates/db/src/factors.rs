//! Factors: passkeys, passwords and authenticator apps, sealed to their person; recovery codes, as digests.

use jiff::Timestamp;
use model::{FactorId, FactorKind, PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// A factor, as kept.
#[derive(Clone, Debug)]
pub struct FactorRow {
    /// Its id, which its seals are bound to.
    pub id: FactorId,
    /// Whose it is.
    pub person_id: PersonId,
    /// What it is.
    pub kind: FactorKind,
    /// What its owner calls it, sealed under their key.
    pub name_sealed: Option<Vec<u8>>,
    /// What it is checked by, sealed under their key.
    pub secret_sealed: Vec<u8>,
    /// The latest half minute whose code was used; zero before the first.
    pub last_step: i64,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A factor to be kept.
#[derive(Clone, Debug)]
pub struct NewFactor {
    /// Its id.
    pub id: FactorId,
    /// Whose it is.
    pub person_id: PersonId,
    /// What it is.
    pub kind: FactorKind,
    /// What its owner calls it, sealed.
    pub name_sealed: Option<Vec<u8>>,
    /// What it is checked by, sealed.
    pub secret_sealed: Vec<u8>,
    /// Keyed digest of a passkey's own id, by which it is found.
    pub credential_mac: Option<[u8; 32]>,
    /// The half minute whose code was used to set it up; zero for what has no codes.
    pub last_step: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    kind: String,
    name_sealed: Option<Vec<u8>>,
    secret_sealed: Vec<u8>,
    last_step: i64,
    created_at: i64,
    used_at: Option<i64>,
}

impl TryFrom<Row> for FactorRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "factors", id: row.id };
        Ok(Self {
            id: FactorId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            kind: at.need("kind", FactorKind::of_str(&row.kind))?,
            name_sealed: row.name_sealed,
            secret_sealed: row.secret_sealed,
            last_step: row.last_step,
            created_at: timestamp_of_micros(row.created_at),
            used_at: row.used_at.map(timestamp_of_micros),
        })
    }
}

impl Reader {
    /// Returns a person's factors, the first set up first.
    pub async fn factors(&mut self, id: PersonId) -> Result<Vec<FactorRow>, DbError> {
        let rows = fetch_all!(self, Row, FACTORS, id.uuid());
        rows.into_iter().map(FactorRow::try_from).collect()
    }

    /// Returns the factor of a passkey's own id.
    pub async fn factor_of_credential(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<FactorRow>, DbError> {
        fetch_optional!(self, Row, FACTOR_OF_CREDENTIAL, mac.as_slice())
            .map(FactorRow::try_from)
            .transpose()
    }

    /// Counts a person's recovery codes that are not used.
    pub async fn n_recovery_codes(&mut self, id: PersonId) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), N_RECOVERY_CODES, id.uuid());
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl WriteTx {
    /// Keeps a factor; says false when the person has the one that there can be of its kind, or the passkey is known.
    pub async fn insert_factor(
        &mut self,
        new: &NewFactor,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("factor", &[new.id.uuid().as_bytes(), new.kind.as_str().as_bytes()]);
        let n = execute!(
            self,
            INSERT_FACTOR,
            new.id.uuid(),
            new.person_id.uuid(),
            new.kind.as_str(),
            new.name_sealed.as_deref(),
            new.secret_sealed.as_slice(),
            new.credential_mac.as_ref().map(<[u8; 32]>::as_slice),
            new.last_step,
            micros(now),
        );
        Ok(n == 1)
    }

    /// Removes a factor of a person; says false when there is none.
    pub async fn delete_factor(
        &mut self,
        id: FactorId,
        person_id: PersonId,
    ) -> Result<bool, DbError> {
        self.changed("factor_removed", &[id.uuid().as_bytes()]);
        Ok(execute!(self, DELETE_FACTOR, id.uuid(), person_id.uuid()) == 1)
    }

    /// Replaces a person's recovery codes, used ones too; no codes take them away.
    pub async fn replace_recovery_codes(
        &mut self,
        person_id: PersonId,
        macs: &[[u8; 32]],
        now: Timestamp,
    ) -> Result<(), DbError> {
        let n = u64::try_from(macs.len()).unwrap_or(u64::MAX);
        self.changed("recovery_codes", &[person_id.uuid().as_bytes(), &n.to_be_bytes()]);
        execute!(self, DELETE_RECOVERY_CODES, person_id.uuid());
        for mac in macs {
            execute!(self, INSERT_RECOVERY_CODE, mac.as_slice(), person_id.uuid(), micros(now));
        }
        Ok(())
    }
}

impl BookTx {
    /// Notes that a factor was used; a passkey's counter may have moved with it.
    pub async fn note_factor(
        &mut self,
        id: FactorId,
        secret_sealed: Option<&[u8]>,
        now: Timestamp,
    ) -> Result<(), DbError> {
        execute!(self, NOTE_FACTOR, id.uuid(), micros(now));
        if let Some(sealed) = secret_sealed {
            execute!(self, RESEAL_FACTOR, id.uuid(), sealed);
        }
        Ok(())
    }

    /// Uses up a half minute's code; says false when it or a later one was used before.
    pub async fn use_totp_step(
        &mut self,
        id: FactorId,
        step: i64,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        Ok(execute!(self, USE_TOTP_STEP, id.uuid(), step, micros(now)) == 1)
    }

    /// Uses up a recovery code; says false when there is none, or it was used before.
    pub async fn use_recovery_code(
        &mut self,
        person_id: PersonId,
        mac: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let n = execute!(self, USE_RECOVERY_CODE, mac.as_slice(), person_id.uuid(), micros(now));
        Ok(n == 1)
    }
}

statements! {
    FACTORS = "select id, person_id, kind, name_sealed, secret_sealed, last_step, created_at, used_at
        from factors where person_id = $1 order by created_at, id";
    FACTOR_OF_CREDENTIAL = "select id, person_id, kind, name_sealed, secret_sealed, last_step,
        created_at, used_at from factors where credential_mac = $1";
    N_RECOVERY_CODES = "select count(*) from recovery_codes where person_id = $1 and used_at is null";
    INSERT_FACTOR = "insert into factors (id, person_id, kind, name_sealed, secret_sealed,
        credential_mac, last_step, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict do nothing";
    DELETE_FACTOR = "delete from factors where id = $1 and person_id = $2";
    DELETE_RECOVERY_CODES = "delete from recovery_codes where person_id = $1";
    INSERT_RECOVERY_CODE = "insert into recovery_codes (code_mac, person_id, created_at)
        values ($1, $2, $3)";
    NOTE_FACTOR = "update factors set used_at = $2 where id = $1";
    RESEAL_FACTOR = "update factors set secret_sealed = $2 where id = $1";
    USE_TOTP_STEP = "update factors set last_step = $2, used_at = $3 where id = $1 and last_step < $2";
    USE_RECOVERY_CODE = "update recovery_codes set used_at = $3
        where code_mac = $1 and person_id = $2 and used_at is null";
}
