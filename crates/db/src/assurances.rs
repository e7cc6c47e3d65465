//! Assurances: that somebody was met in person, until when, and whether it was taken back.

use jiff::Timestamp;
use model::{AssuranceId, CaseId, FactorId, PersonId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Assurances of one person that a page shows.
pub const ASSURANCES_MAX: i64 = 50;

/// That somebody was met.
#[derive(Clone, Debug)]
pub struct AssuranceRow {
    /// Its id.
    pub id: AssuranceId,
    /// Who was met.
    pub person_id: PersonId,
    /// In which case it was said.
    pub case_id: CaseId,
    /// Who met them.
    pub met_by: StaffId,
    /// Who approved that.
    pub seconded_by: StaffId,
    /// What was said of the meeting, sealed to the person.
    pub said_sealed: Vec<u8>,
    /// It counts beside what they held before this: the day of the meeting.
    pub held_before: Timestamp,
    /// When it was said.
    pub made_at: Timestamp,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub ended_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    case_id: Uuid,
    met_by: Uuid,
    seconded_by: Uuid,
    said_sealed: Vec<u8>,
    held_before: i64,
    made_at: i64,
    expires_at: i64,
    ended_at: Option<i64>,
}

impl From<Row> for AssuranceRow {
    fn from(row: Row) -> Self {
        Self {
            id: AssuranceId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            case_id: CaseId::from_uuid(row.case_id),
            met_by: StaffId::from_uuid(row.met_by),
            seconded_by: StaffId::from_uuid(row.seconded_by),
            said_sealed: row.said_sealed,
            held_before: timestamp_of_micros(row.held_before),
            made_at: timestamp_of_micros(row.made_at),
            expires_at: timestamp_of_micros(row.expires_at),
            ended_at: row.ended_at.map(timestamp_of_micros),
        }
    }
}

impl Reader {
    /// Says whether somebody was met whom that makes surer when they show this passkey or app: it is one that they had
    /// before the day of the meeting, so that whoever gets hold of the mailbox and sets up another is not them.
    pub async fn is_assured(
        &mut self,
        id: PersonId,
        shown: FactorId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let found = fetch_optional!(self, (i64,), IS_ASSURED, id.uuid(), micros(now), shown.uuid());
        Ok(found.is_some_and(|(n,)| n > 0))
    }

    /// Says whether somebody has a passkey or an app that was theirs before a moment.
    pub async fn held_strong_factor(
        &mut self,
        id: PersonId,
        before: Timestamp,
    ) -> Result<bool, DbError> {
        let found = fetch_optional!(self, (i64,), N_STRONG, id.uuid(), micros(before));
        Ok(found.is_some_and(|(n,)| n > 0))
    }

    /// Returns that somebody was met.
    pub async fn assurance(&mut self, id: AssuranceId) -> Result<Option<AssuranceRow>, DbError> {
        Ok(fetch_optional!(self, Row, ASSURANCE, id.uuid()).map(AssuranceRow::from))
    }

    /// Returns when a person was met, the latest first.
    pub async fn assurances(&mut self, id: PersonId) -> Result<Vec<AssuranceRow>, DbError> {
        let rows = fetch_all!(self, Row, ASSURANCES, id.uuid(), ASSURANCES_MAX);
        Ok(rows.into_iter().map(AssuranceRow::from).collect())
    }
}

impl WriteTx {
    /// Keeps that somebody was met; an earlier one ends.
    pub async fn insert_assurance(&mut self, row: &AssuranceRow) -> Result<(), DbError> {
        let (id, person) = (row.id.uuid(), row.person_id.uuid());
        self.changed("assurance", &[id.as_bytes(), person.as_bytes(), &row.said_sealed]);
        execute!(self, END_ASSURANCES, person, micros(row.made_at), None::<Uuid>);
        execute!(
            self,
            INSERT_ASSURANCE,
            id,
            person,
            row.case_id.uuid(),
            row.met_by.uuid(),
            row.seconded_by.uuid(),
            row.said_sealed.as_slice(),
            micros(row.made_at),
            micros(row.expires_at),
            micros(row.held_before),
        );
        Ok(())
    }

    /// Takes back that somebody was met; says false where nothing stood.
    pub async fn end_assurances(
        &mut self,
        id: PersonId,
        by: Option<PersonId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("assurance_ended", &[id.uuid().as_bytes()]);
        let by = by.map(PersonId::uuid);
        Ok(execute!(self, END_ASSURANCES, id.uuid(), micros(now), by) > 0)
    }
}

statements! {
    IS_ASSURED = "select count(*) from assurances a join persons p on p.id = a.person_id
        where a.person_id = $1 and a.ended_at is null and a.made_at <= $2 and a.expires_at > $2
          and p.erased_at is null and exists (
            select 1 from factors f where f.id = $3 and f.person_id = a.person_id
              and f.kind in ('passkey', 'totp') and f.created_at < a.held_before)";
    N_STRONG = "select count(*) from factors
        where person_id = $1 and kind in ('passkey', 'totp') and created_at < $2";
    ASSURANCE = "select id, person_id, case_id, met_by, seconded_by, said_sealed, held_before, made_at, expires_at,
            ended_at
        from assurances where id = $1";
    ASSURANCES = "select id, person_id, case_id, met_by, seconded_by, said_sealed, held_before, made_at, expires_at,
            ended_at
        from assurances where person_id = $1 order by made_at desc nulls last, id desc limit $2";
    INSERT_ASSURANCE = "insert into assurances (id, person_id, case_id, met_by, seconded_by, said_sealed, made_at,
        expires_at, held_before) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END_ASSURANCES = "update assurances set ended_at = $2, ended_by = $3
        where person_id = $1 and ended_at is null";
}
