//! Emergencies: who broke glass over which case, why, and what the review found.

use jiff::Timestamp;
use model::{AuthorityId, CaseId, RulingId, StaffId, micros, timestamp_of_micros};
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
    /// The dispute in which it is reviewed; those from before there was one have none.
    pub dispute_id: Option<CaseId>,
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
    /// What ended it.
    pub end: ReviewEnd,
}

/// What ends a review.
#[derive(Clone, Debug)]
pub enum ReviewEnd {
    /// Whoever judged it said so.
    Finding {
        /// In words, sealed with the case.
        words_sealed: Vec<u8>,
        /// True when glass was rightly broken.
        is_justified: bool,
    },
    /// The final ruling in its dispute, whose text says it.
    Ruling(RulingId),
}

#[derive(sqlx::FromRow)]
struct Row {
    authority_id: Uuid,
    staff_id: Uuid,
    case_id: Uuid,
    dispute_id: Option<Uuid>,
    why_sealed: Vec<u8>,
    declared_at: i64,
    reviewed_at: Option<i64>,
    reviewed_by: Option<Uuid>,
    finding_sealed: Option<Vec<u8>>,
    is_justified: Option<bool>,
    ruling_id: Option<Uuid>,
}

impl From<Row> for EmergencyRow {
    fn from(row: Row) -> Self {
        let finding = row.finding_sealed.zip(row.is_justified);
        let finding = finding
            .map(|(words_sealed, is_justified)| ReviewEnd::Finding { words_sealed, is_justified });
        let end = row.ruling_id.map(|id| ReviewEnd::Ruling(RulingId::from_uuid(id))).or(finding);
        let review = row.reviewed_at.zip(row.reviewed_by).zip(end);
        let review = review.map(|((at, by), end)| ReviewRow {
            staff_id: StaffId::from_uuid(by),
            at: timestamp_of_micros(at),
            end,
        });
        Self {
            authority_id: AuthorityId::from_uuid(row.authority_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            case_id: CaseId::from_uuid(row.case_id),
            dispute_id: row.dispute_id.map(CaseId::from_uuid),
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

    /// Returns the emergency that a dispute reviews.
    pub async fn emergency_of_dispute(
        &mut self,
        id: CaseId,
    ) -> Result<Option<EmergencyRow>, DbError> {
        Ok(fetch_optional!(self, Row, OF_DISPUTE, id.uuid()).map(EmergencyRow::from))
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
            new.dispute_id.map(CaseId::uuid),
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
        let (words, is_justified, ruling) = match &review.end {
            ReviewEnd::Finding { words_sealed, is_justified } => {
                (Some(words_sealed.as_slice()), Some(*is_justified), None)
            }
            ReviewEnd::Ruling(id) => (None, None, Some(id.uuid())),
        };
        let by = words.or(ruling.as_ref().map(|id| id.as_bytes().as_slice())).unwrap_or_default();
        self.changed("emergency_reviewed", &[id.uuid().as_bytes(), by]);
        let n = execute!(
            self,
            REVIEW,
            id.uuid(),
            micros(review.at),
            review.staff_id.uuid(),
            words,
            is_justified,
            ruling,
        );
        Ok(n == 1)
    }
}

statements! {
    EMERGENCY = "select authority_id, staff_id, case_id, dispute_id, why_sealed, declared_at, reviewed_at,
        reviewed_by, finding_sealed, is_justified, ruling_id from emergencies where authority_id = $1";
    OF_DISPUTE = "select authority_id, staff_id, case_id, dispute_id, why_sealed, declared_at, reviewed_at,
        reviewed_by, finding_sealed, is_justified, ruling_id from emergencies where dispute_id = $1";
    UNREVIEWED = "select authority_id, staff_id, case_id, dispute_id, why_sealed, declared_at, reviewed_at,
        reviewed_by, finding_sealed, is_justified, ruling_id from emergencies where reviewed_at is null
        order by declared_at desc nulls last, authority_id desc limit $1";
    DECLARED = "select authority_id, staff_id, case_id, dispute_id, why_sealed, declared_at, reviewed_at,
        reviewed_by, finding_sealed, is_justified, ruling_id from emergencies
        order by declared_at desc nulls last, authority_id desc limit $1";
    OWES_REVIEW = "select declared_at from emergencies where staff_id = $1 and reviewed_at is null
        order by declared_at nulls last, authority_id limit 1";
    INSERT_EMERGENCY = "insert into emergencies (authority_id, staff_id, case_id, dispute_id, why_sealed, declared_at)
        values ($1, $2, $3, $4, $5, $6)";
    REVIEW = "update emergencies set reviewed_at = $2, reviewed_by = $3, finding_sealed = $4, is_justified = $5,
        ruling_id = $6 where authority_id = $1 and reviewed_at is null";
}
