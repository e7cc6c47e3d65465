//! Looks: each opening of a sealed original, for the person whose data it was. A look bears the id of its entry,
//! whose digest covers it, so that verification can compare the two.

use audit::{LOOK_CHANGE, LookRow};
use jiff::Timestamp;
use model::{
    AuthorityId, CaseId, EntryId, MessageId, PersonId, StaffId, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Looks that one page shows.
const LOOKS_MAX: i64 = 500;

/// Looks that verification reads at once.
const VERIFIED_MAX: i64 = 1_000;

/// One look.
#[derive(Clone, Debug)]
pub struct Look {
    /// The entry that made it, whose id it bears; the seal of the reason is bound to it.
    pub id: EntryId,
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
    /// The authority that was used, where no standing rule allowed it.
    pub authority_id: Option<AuthorityId>,
    /// When.
    pub at: Timestamp,
}

/// A look to be recorded. It gets the id of the entry of its transaction.
#[derive(Clone, Debug)]
pub struct NewLook {
    /// The message that is opened.
    pub message_id: MessageId,
    /// The case it belongs to.
    pub case_id: CaseId,
    /// Whose data it is.
    pub person_id: PersonId,
    /// Who looks.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allows it.
    pub clause: String,
    /// True when the looker took the case themself.
    pub is_self: bool,
    /// The reason given, sealed under the person's key.
    pub reason_sealed: Option<Vec<u8>>,
    /// The authority that was used, where no standing rule allowed it.
    pub authority_id: Option<AuthorityId>,
    /// When.
    pub at: Timestamp,
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
    authority_id: Option<Uuid>,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct VerifiedRow {
    #[sqlx(flatten)]
    row: Row,
    is_self: bool,
    message_case_id: Option<Uuid>,
}

impl From<VerifiedRow> for LookRow {
    fn from(found: VerifiedRow) -> Self {
        let row = found.row;
        Self {
            id: EntryId::from_uuid(row.id),
            message_id: MessageId::from_uuid(row.message_id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            role: row.role,
            clause: row.clause,
            is_self: found.is_self,
            reason_sealed: row.reason_sealed,
            authority_id: row.authority_id.map(AuthorityId::from_uuid),
            at: row.at,
            case_id: CaseId::from_uuid(row.case_id),
            message_case_id: found.message_case_id.map(CaseId::from_uuid),
        }
    }
}

impl From<Row> for Look {
    fn from(row: Row) -> Self {
        Self {
            id: EntryId::from_uuid(row.id),
            message_id: MessageId::from_uuid(row.message_id),
            case_id: CaseId::from_uuid(row.case_id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            role: row.role,
            clause: row.clause,
            reason_sealed: row.reason_sealed,
            authority_id: row.authority_id.map(AuthorityId::from_uuid),
            at: timestamp_of_micros(row.at),
        }
    }
}

impl Reader {
    /// Returns so many of those who looked at a person's data, the latest first.
    pub async fn looks(&mut self, id: PersonId, n_max: i64) -> Result<Vec<Look>, DbError> {
        let rows = fetch_all!(self, Row, LOOKS, id.uuid(), n_max);
        Ok(rows.into_iter().map(Look::from).collect())
    }

    /// Returns what was opened under an authority, the latest first; of one person alone where one is named.
    pub async fn looks_under(
        &mut self,
        id: AuthorityId,
        whose: Option<PersonId>,
    ) -> Result<Vec<Look>, DbError> {
        let rows = match whose {
            Some(whose) => {
                fetch_all!(self, Row, LOOKS_UNDER_AT, id.uuid(), whose.uuid(), LOOKS_MAX)
            }
            None => fetch_all!(self, Row, LOOKS_UNDER, id.uuid(), LOOKS_MAX),
        };
        Ok(rows.into_iter().map(Look::from).collect())
    }

    /// Counts the looks that somebody took on their own account since a moment.
    pub async fn n_self_looks(&mut self, id: StaffId, since: Timestamp) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), N_SELF_LOOKS, id.uuid(), micros(since));
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Returns the looks under the ids of entries from one number to another, for verification.
    pub async fn looks_between(&mut self, first: i64, last: i64) -> Result<Vec<LookRow>, DbError> {
        let rows = fetch_all!(self, VerifiedRow, LOOKS_BETWEEN, first, last, VERIFIED_MAX);
        Ok(rows.into_iter().map(LookRow::from).collect())
    }

    /// Returns the look under the id of an entry, for verification.
    pub async fn look_of_entry(&mut self, id: EntryId) -> Result<Option<LookRow>, DbError> {
        Ok(fetch_optional!(self, VerifiedRow, LOOK_OF_ENTRY, id.uuid()).map(LookRow::from))
    }

    /// Returns looks under whose id there is no entry, for verification; more than a page of them are no news.
    pub async fn stray_looks(&mut self) -> Result<Vec<LookRow>, DbError> {
        let rows = fetch_all!(self, VerifiedRow, STRAY_LOOKS, Uuid::nil(), VERIFIED_MAX);
        Ok(rows.into_iter().map(LookRow::from).collect())
    }
}

impl WriteTx {
    /// Records a look.
    pub async fn insert_look(&mut self, new: &NewLook) -> Result<(), DbError> {
        let look = LookRow {
            id: self.entry_id(),
            message_id: new.message_id,
            person_id: new.person_id,
            staff_id: new.staff_id,
            role: new.role.clone(),
            clause: new.clause.clone(),
            is_self: new.is_self,
            reason_sealed: new.reason_sealed.clone(),
            authority_id: new.authority_id,
            at: micros(new.at),
            case_id: new.case_id,
            message_case_id: Some(new.case_id),
        };
        let digest = look.digest(self.log_key());
        self.changed(LOOK_CHANGE, &[&digest]);
        execute!(
            self,
            INSERT_LOOK,
            look.id.uuid(),
            look.message_id.uuid(),
            look.case_id.uuid(),
            look.person_id.uuid(),
            look.staff_id.uuid(),
            &look.role,
            &look.clause,
            look.is_self,
            look.reason_sealed.as_deref(),
            look.authority_id.map(AuthorityId::uuid),
            look.at,
        );
        Ok(())
    }
}

statements! {
    LOOKS = "select id, message_id, case_id, person_id, staff_id, role, clause, reason_sealed,
        authority_id, at from looks where person_id = $1 order by at desc, id desc limit $2";
    LOOKS_UNDER = "select id, message_id, case_id, person_id, staff_id, role, clause, reason_sealed,
        authority_id, at from looks where authority_id = $1 order by at desc, id desc limit $2";
    LOOKS_UNDER_AT = "select id, message_id, case_id, person_id, staff_id, role, clause, reason_sealed,
        authority_id, at from looks where authority_id = $1 and person_id = $2
        order by at desc, id desc limit $3";
    N_SELF_LOOKS = "select count(*) from looks where staff_id = $1 and is_self and at >= $2";
    LOOKS_BETWEEN = "select l.id, l.message_id, l.case_id, l.person_id, l.staff_id, l.role, l.clause,
        l.reason_sealed, l.authority_id, l.at, l.is_self, m.case_id as message_case_id
        from entries e join looks l on l.id = e.id left join messages m on m.id = l.message_id
        where e.log_index >= $1 and e.log_index <= $2 order by e.log_index, l.id limit $3";
    LOOK_OF_ENTRY = "select l.id, l.message_id, l.case_id, l.person_id, l.staff_id, l.role, l.clause,
        l.reason_sealed, l.authority_id, l.at, l.is_self, m.case_id as message_case_id
        from looks l left join messages m on m.id = l.message_id where l.id = $1";
    STRAY_LOOKS = "select l.id, l.message_id, l.case_id, l.person_id, l.staff_id, l.role, l.clause,
        l.reason_sealed, l.authority_id, l.at, l.is_self, m.case_id as message_case_id
        from looks l left join entries e on e.id = l.id left join messages m on m.id = l.message_id
        where l.id >= $1 and e.id is null order by l.id limit $2";
    INSERT_LOOK = "insert into looks (id, message_id, case_id, person_id, staff_id, role, clause,
        is_self, reason_sealed, authority_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}
