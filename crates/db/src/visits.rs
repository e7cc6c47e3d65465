//! Visits: that the redacted texts of a case were read under an authority, for the person. A visit bears the id of its entry,
//! whose digest covers it, so that verification can compare the two.

use audit::{VISIT_CHANGE, VisitRow};
use jiff::Timestamp;
use model::{AuthorityId, CaseId, EntryId, PersonId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Visits that are named below an authority, the latest first; the others are counted.
const UNDER_MAX: i64 = 50;

/// Visits of one member in one case that go on at once: one under each authority that they hold there.
const RUNNING_MAX: i64 = 200;

/// Visits that verification reads at once.
const VERIFIED_MAX: i64 = 1_000;

/// A visit to a case.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The authority that was used.
    pub authority_id: AuthorityId,
    /// The case.
    pub case_id: CaseId,
    /// Who asked in that case.
    pub person_id: PersonId,
    /// Who read.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// When it began.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    authority_id: Uuid,
    case_id: Uuid,
    person_id: Uuid,
    staff_id: Uuid,
    role: String,
    clause: String,
    at: i64,
}

impl From<Row> for Visit {
    fn from(row: Row) -> Self {
        Self {
            authority_id: AuthorityId::from_uuid(row.authority_id),
            case_id: CaseId::from_uuid(row.case_id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            role: row.role,
            clause: row.clause,
            at: timestamp_of_micros(row.at),
        }
    }
}

impl From<Row> for VisitRow {
    fn from(row: Row) -> Self {
        Self {
            id: EntryId::from_uuid(row.id),
            authority_id: AuthorityId::from_uuid(row.authority_id),
            case_id: CaseId::from_uuid(row.case_id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            role: row.role,
            clause: row.clause,
            at: row.at,
        }
    }
}

impl Reader {
    /// Returns under which authorities a member of the staff is on a visit to a case that began behind `since`, and not behind
    /// `now`.
    pub async fn running_visits(
        &mut self,
        staff_id: StaffId,
        case_id: CaseId,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<AuthorityId>, DbError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            RUNNING,
            staff_id.uuid(),
            case_id.uuid(),
            micros(since),
            micros(now),
            RUNNING_MAX,
        );
        Ok(rows.into_iter().map(|(id,)| AuthorityId::from_uuid(id)).collect())
    }

    /// Returns who read in a person's cases under an authority, and in other cases under one that names them; the latest first,
    /// `n_max` at most.
    pub async fn visits(&mut self, id: PersonId, n_max: i64) -> Result<Vec<Visit>, DbError> {
        let rows = fetch_all!(self, Row, VISITS, id.uuid(), n_max.max(1));
        Ok(rows.into_iter().map(Visit::from).collect())
    }

    /// Returns the visits under an authority, the latest first; to one person's cases alone where one is named.
    pub async fn visits_under(
        &mut self,
        id: AuthorityId,
        whose: Option<PersonId>,
    ) -> Result<Vec<Visit>, DbError> {
        let rows = match whose {
            Some(whose) => {
                fetch_all!(self, Row, VISITS_UNDER_AT, id.uuid(), whose.uuid(), UNDER_MAX)
            }
            None => fetch_all!(self, Row, VISITS_UNDER, id.uuid(), UNDER_MAX),
        };
        Ok(rows.into_iter().map(Visit::from).collect())
    }

    /// Returns the visits under the ids of entries from one number to another, for verification.
    pub async fn visits_between(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<VisitRow>, DbError> {
        let rows = fetch_all!(self, Row, VISITS_BETWEEN, first, last, VERIFIED_MAX);
        Ok(rows.into_iter().map(VisitRow::from).collect())
    }

    /// Returns the visit under the id of an entry, for verification.
    pub async fn visit_of_entry(&mut self, id: EntryId) -> Result<Option<VisitRow>, DbError> {
        Ok(fetch_optional!(self, Row, VISIT_OF_ENTRY, id.uuid()).map(VisitRow::from))
    }

    /// Returns visits under whose id there is no entry, for verification; more than a page of them are no news.
    pub async fn stray_visits(&mut self) -> Result<Vec<VisitRow>, DbError> {
        let rows = fetch_all!(self, Row, STRAY_VISITS, Uuid::nil(), VERIFIED_MAX);
        Ok(rows.into_iter().map(VisitRow::from).collect())
    }
}

impl WriteTx {
    /// Records a visit, under the id of this transaction's entry.
    pub async fn insert_visit(&mut self, new: &Visit) -> Result<(), DbError> {
        let row = VisitRow {
            id: self.entry_id(),
            authority_id: new.authority_id,
            case_id: new.case_id,
            person_id: new.person_id,
            staff_id: new.staff_id,
            role: new.role.clone(),
            clause: new.clause.clone(),
            at: micros(new.at),
        };
        let digest = row.digest(self.log_key());
        self.changed(VISIT_CHANGE, &[&digest]);
        execute!(
            self,
            INSERT_VISIT,
            row.id.uuid(),
            row.authority_id.uuid(),
            row.case_id.uuid(),
            row.person_id.uuid(),
            row.staff_id.uuid(),
            row.role.as_str(),
            row.clause.as_str(),
            row.at,
        );
        Ok(())
    }
}

statements! {
    RUNNING = "select authority_id from visits
        where staff_id = $1 and case_id = $2 and at > $3 and at <= $4
        order by at desc nulls last, id desc limit $5";
    VISITS = "select id, authority_id, case_id, person_id, staff_id, role, clause, at from visits where id in (
            select id from visits where person_id = $1
            union select v.id from authority_persons p join visits v on v.authority_id = p.authority_id
                where p.person_id = $1
        ) order by at desc nulls last, id desc limit $2";
    VISITS_UNDER = "select id, authority_id, case_id, person_id, staff_id, role, clause, at from visits
        where authority_id = $1 order by at desc nulls last, id desc limit $2";
    VISITS_UNDER_AT = "select id, authority_id, case_id, person_id, staff_id, role, clause, at from visits
        where authority_id = $1 and person_id = $2 order by at desc nulls last, id desc limit $3";
    VISITS_BETWEEN = "select v.id, v.authority_id, v.case_id, v.person_id, v.staff_id, v.role, v.clause, v.at
        from entries e join visits v on v.id = e.id
        where e.log_index >= $1 and e.log_index <= $2 order by e.log_index, v.id limit $3";
    VISIT_OF_ENTRY = "select id, authority_id, case_id, person_id, staff_id, role, clause, at from visits where id = $1";
    STRAY_VISITS = "select v.id, v.authority_id, v.case_id, v.person_id, v.staff_id, v.role, v.clause, v.at
        from visits v left join entries e on e.id = v.id
        where v.id >= $1 and e.id is null order by v.id limit $2";
    INSERT_VISIT = "insert into visits (id, authority_id, case_id, person_id, staff_id, role, clause, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
}
