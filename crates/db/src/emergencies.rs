//! Emergencies: who broke glass over which case, why, and what the review found.

use jiff::Timestamp;
use model::{AuthorityId, CaseId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Emergencies that one page shows.
const EMERGENCIES_MAX: i64 = 100;

/// An emergency.
#[derive(Clone, Debug)]
pub struct EmergencyRow {
    /// The authority that it is.
    pub authority_id: AuthorityId,
    /// Who declared it.
    pub staff_id: StaffId,
    /// Over which case.
    pub case_id: CaseId,
    /// Why, sealed with the case.
    pub why_sealed: Vec<u8>,
    /// When.
    pub declared_at: Timestamp,
    /// What the review found, if there was one.
    pub review: Option<ReviewRow>,
}

/// What the review of an emergency found.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// Who judged it.
    pub staff_id: StaffId,
    /// When.
    pub at: Timestamp,
    /// In words, sealed with the case.
    pub finding_sealed: Vec<u8>,
    /// True when glass was rightly broken.
    pub is_justified: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    authority_id: Uuid,
    staff_id: Uuid,
    case_id: Uuid,
    why_sealed: Vec<u8>,
    declared_at: i64,
    reviewed_at: Option<i64>,
    reviewed_by: Option<Uuid>,
    finding_sealed: Option<Vec<u8>>,
    is_justified: Option<bool>,
}

impl From<Row> for EmergencyRow {
    fn from(row: Row) -> Self {
        let found = row.reviewed_at.zip(row.reviewed_by).zip(row.finding_sealed);
        let review =
            found.zip(row.is_justified).map(|(((at, by), finding_sealed), is_justified)| {
                ReviewRow {
                    staff_id: StaffId::from_uuid(by),
                    at: timestamp_of_micros(at),
                    finding_sealed,
                    is_justified,
                }
            });
        Self {
            authority_id: AuthorityId::from_uuid(row.authority_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            case_id: CaseId::from_uuid(row.case_id),
            why_sealed: row.why_sealed,
            declared_at: timestamp_of_micros(row.declared_at),
            review,
        }
    }
}

impl Reader {
    /// Returns an emergency.
    pub async fn emergency(&mut self, id: AuthorityId) -> Result<Option<EmergencyRow>, DbError> {
        Ok(fetch_optional!(self, Row, EMERGENCY, id.uuid()).map(EmergencyRow::from))
    }

    /// Returns emergencies, those that wait for a review first, then the latest.
    pub async fn emergencies(&mut self) -> Result<Vec<EmergencyRow>, DbError> {
        let mut rows = fetch_all!(self, Row, UNREVIEWED, EMERGENCIES_MAX);
        let lately = fetch_all!(self, Row, DECLARED, EMERGENCIES_MAX);
        rows.extend(lately.into_iter().filter(|row| row.reviewed_at.is_some()));
        Ok(rows.into_iter().map(EmergencyRow::from).collect())
    }

    /// Says whether an emergency of a member of the staff waits for its review.
    pub async fn owes_review(&mut self, id: StaffId) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (i64,), OWES_REVIEW, id.uuid()).is_some())
    }
}

impl WriteTx {
    /// Keeps an emergency.
    pub async fn insert_emergency(&mut self, new: &EmergencyRow) -> Result<(), DbError> {
        self.changed("emergency", &[new.authority_id.uuid().as_bytes(), &new.why_sealed]);
        execute!(
            self,
            INSERT_EMERGENCY,
            new.authority_id.uuid(),
            new.staff_id.uuid(),
            new.case_id.uuid(),
            new.why_sealed.as_slice(),
            micros(new.declared_at),
        );
        Ok(())
    }

    /// Notes what the review found; false when there was one before.
    pub async fn review_emergency(
        &mut self,
        id: AuthorityId,
        review: &ReviewRow,
    ) -> Result<bool, DbError> {
        self.changed("emergency_reviewed", &[id.uuid().as_bytes(), &review.finding_sealed]);
        let n = execute!(
            self,
            REVIEW,
            id.uuid(),
            micros(review.at),
            review.staff_id.uuid(),
            review.finding_sealed.as_slice(),
            review.is_justified,
        );
        Ok(n == 1)
    }
}

statements! {
    EMERGENCY = "select authority_id, staff_id, case_id, why_sealed, declared_at, reviewed_at, reviewed_by,
        finding_sealed, is_justified from emergencies where authority_id = $1";
    UNREVIEWED = "select authority_id, staff_id, case_id, why_sealed, declared_at, reviewed_at, reviewed_by,
        finding_sealed, is_justified from emergencies where reviewed_at is null
        order by declared_at desc nulls last, authority_id desc limit $1";
    DECLARED = "select authority_id, staff_id, case_id, why_sealed, declared_at, reviewed_at, reviewed_by,
        finding_sealed, is_justified from emergencies
        order by declared_at desc nulls last, authority_id desc limit $1";
    OWES_REVIEW = "select declared_at from emergencies where staff_id = $1 and reviewed_at is null
        order by declared_at nulls last, authority_id limit 1";
    INSERT_EMERGENCY = "insert into emergencies (authority_id, staff_id, case_id, why_sealed, declared_at)
        values ($1, $2, $3, $4, $5)";
    REVIEW = "update emergencies set reviewed_at = $2, reviewed_by = $3, finding_sealed = $4, is_justified = $5
        where authority_id = $1 and reviewed_at is null";
}
