//! Looks: each opening of a sealed original, for the person whose data it was.

use jiff::Timestamp;
use model::{CaseId, MessageId, PersonId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Looks that one page shows.
const LOOKS_MAX: i64 = 500;

/// One look.
#[derive(Clone, Debug)]
pub struct Look {
    /// Its own id, which the seal of the reason is bound to.
    pub id: Uuid,
    /// The message that was opened.
    pub message_id: MessageId,
    /// The case it belongs to.
    pub case_id: CaseId,
    /// Whose data it was.
    pub person_id: PersonId,
    /// Who looked.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// The reason given, sealed under the person's key.
    pub reason_sealed: Option<Vec<u8>>,
    /// When.
    pub at: Timestamp,
}

/// A look to be recorded.
#[derive(Clone, Debug)]
pub struct NewLook {
    /// The look.
    pub look: Look,
    /// True when the looker had taken the case themself.
    pub is_self: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    message_id: Uuid,
    case_id: Uuid,
    person_id: Uuid,
    staff_id: Uuid,
    role: String,
    clause: String,
    reason_sealed: Option<Vec<u8>>,
    at: i64,
}

impl Reader {
    /// Returns who looked at a person's data, the latest first.
    pub async fn looks(&mut self, id: PersonId) -> Result<Vec<Look>, DbError> {
        let rows = fetch_all!(self, Row, LOOKS, id.uuid(), LOOKS_MAX);
        Ok(rows
            .into_iter()
            .map(|row| Look {
                id: row.id,
                message_id: MessageId::from_uuid(row.message_id),
                case_id: CaseId::from_uuid(row.case_id),
                person_id: PersonId::from_uuid(row.person_id),
                staff_id: StaffId::from_uuid(row.staff_id),
                role: row.role,
                clause: row.clause,
                reason_sealed: row.reason_sealed,
                at: timestamp_of_micros(row.at),
            })
            .collect())
    }

    /// Counts the looks that somebody took on their own account since a moment.
    pub async fn n_self_looks(&mut self, id: StaffId, since: Timestamp) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), N_SELF_LOOKS, id.uuid(), micros(since));
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl WriteTx {
    /// Records a look.
    pub async fn insert_look(&mut self, new: &NewLook) -> Result<(), DbError> {
        let look = &new.look;
        self.changed("look", &[look.id.as_bytes(), look.message_id.uuid().as_bytes()]);
        execute!(
            self,
            INSERT_LOOK,
            look.id,
            look.message_id.uuid(),
            look.case_id.uuid(),
            look.person_id.uuid(),
            look.staff_id.uuid(),
            &look.role,
            &look.clause,
            new.is_self,
            look.reason_sealed.as_deref(),
            micros(look.at),
        );
        Ok(())
    }
}

statements! {
    LOOKS = "select id, message_id, case_id, person_id, staff_id, role, clause, reason_sealed, at
        from looks where person_id = $1 order by at desc, id desc limit $2";
    N_SELF_LOOKS = "select count(*) from looks where staff_id = $1 and is_self and at >= $2";
    INSERT_LOOK = "insert into looks (id, message_id, case_id, person_id, staff_id, role, clause,
        is_self, reason_sealed, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}
