//! Holds: whose data may not be destroyed, and the signs by which a legal inquiry was suspected.

use jiff::Timestamp;
use model::{CaseId, HoldId, PersonId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// A hold on what is kept of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// Its id.
    pub id: HoldId,
    /// Whose data it keeps.
    pub person_id: PersonId,
    /// The case that is the reason.
    pub case_id: CaseId,
    /// Who set it.
    pub set_by: StaffId,
    /// When.
    pub set_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    case_id: Uuid,
    set_by: Uuid,
    set_at: i64,
    ended_at: Option<i64>,
}

impl From<Row> for HoldRow {
    fn from(row: Row) -> Self {
        Self {
            id: HoldId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            case_id: CaseId::from_uuid(row.case_id),
            set_by: StaffId::from_uuid(row.set_by),
            set_at: timestamp_of_micros(row.set_at),
            ended_at: row.ended_at.map(timestamp_of_micros),
        }
    }
}

impl Reader {
    /// Says whether a hold keeps what we have of a person.
    pub async fn is_held(&mut self, id: PersonId) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (i64,), IS_HELD, id.uuid()).is_some_and(|(n,)| n > 0))
    }

    /// Returns the holds that a case is the reason for, the earliest first.
    pub async fn holds_of_case(&mut self, id: CaseId) -> Result<Vec<HoldRow>, DbError> {
        Ok(fetch_all!(self, Row, HOLDS_OF_CASE, id.uuid()).into_iter().map(HoldRow::from).collect())
    }

    /// Returns why a case is suspected to be a legal inquiry, sealed: it quotes the message.
    pub async fn legal_sign(&mut self, id: CaseId) -> Result<Option<Vec<u8>>, DbError> {
        Ok(fetch_optional!(self, (Vec<u8>,), LEGAL_SIGN, id.uuid()).map(|(sign,)| sign))
    }
}

impl WriteTx {
    /// Takes a person's row for this transaction, so that a hold and a destruction do not miss each other.
    pub async fn lock_person(&mut self, id: PersonId) -> Result<(), DbError> {
        execute!(self, LOCK_PERSON, id.uuid());
        Ok(())
    }

    /// Sets a hold.
    pub async fn insert_hold(&mut self, hold: &HoldRow) -> Result<(), DbError> {
        self.changed("hold", &[hold.id.uuid().as_bytes(), hold.person_id.uuid().as_bytes()]);
        self.lock_person(hold.person_id).await?;
        execute!(
            self,
            INSERT_HOLD,
            hold.id.uuid(),
            hold.person_id.uuid(),
            hold.case_id.uuid(),
            hold.set_by.uuid(),
            micros(hold.set_at),
        );
        Ok(())
    }

    /// Ends a hold; says false where it had ended.
    pub async fn end_hold(
        &mut self,
        id: HoldId,
        staff_id: StaffId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("hold_ended", &[id.uuid().as_bytes()]);
        Ok(execute!(self, END_HOLD, id.uuid(), staff_id.uuid(), micros(now)) == 1)
    }

    /// Notes why a case is suspected to be a legal inquiry; the first reason stays.
    pub async fn insert_legal_sign(
        &mut self,
        id: CaseId,
        sign_sealed: &[u8],
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("legal_sign", &[id.uuid().as_bytes(), sign_sealed]);
        execute!(self, INSERT_LEGAL_SIGN, id.uuid(), sign_sealed, micros(now));
        Ok(())
    }
}

statements! {
    IS_HELD = "select count(*) from holds where person_id = $1 and ended_at is null";
    HOLDS_OF_CASE = "select id, person_id, case_id, set_by, set_at, ended_at from holds
        where case_id = $1 order by set_at, id";
    LEGAL_SIGN = "select sign_sealed from legal_signs where case_id = $1";
    LOCK_PERSON = "update persons set erased_at = erased_at where id = $1";
    INSERT_HOLD = "insert into holds (id, person_id, case_id, set_by, set_at)
        values ($1, $2, $3, $4, $5)";
    END_HOLD = "update holds set ended_by = $2, ended_at = $3 where id = $1 and ended_at is null";
    INSERT_LEGAL_SIGN = "insert into legal_signs (case_id, sign_sealed, at) values ($1, $2, $3)
        on conflict do nothing";
}
