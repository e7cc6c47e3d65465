//! Outcomes: what requesters said of the answers that they got.

use jiff::Timestamp;
use model::{CaseId, OutcomeId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// What a requester said of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeRow {
    /// Its id.
    pub id: OutcomeId,
    /// Of which case.
    pub case_id: CaseId,
    /// Whether it helped.
    pub is_helped: bool,
    /// When they said so.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    is_helped: bool,
    at: i64,
}

impl From<Row> for OutcomeRow {
    fn from(row: Row) -> Self {
        Self {
            id: OutcomeId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            is_helped: row.is_helped,
            at: timestamp_of_micros(row.at),
        }
    }
}

impl Reader {
    /// Returns what was said of the answers of a case, the earliest first.
    pub async fn outcomes(&mut self, id: CaseId) -> Result<Vec<OutcomeRow>, DbError> {
        let rows = fetch_all!(self, Row, OUTCOMES, id.uuid());
        Ok(rows.into_iter().map(OutcomeRow::from).collect())
    }
}

impl WriteTx {
    /// Keeps what a requester said of an answer.
    pub async fn insert_outcome(&mut self, new: &OutcomeRow) -> Result<(), DbError> {
        self.changed("outcome", &[new.id.uuid().as_bytes(), &[u8::from(new.is_helped)]]);
        execute!(
            self,
            INSERT_OUTCOME,
            new.id.uuid(),
            new.case_id.uuid(),
            new.is_helped,
            micros(new.at),
        );
        Ok(())
    }
}

statements! {
    OUTCOMES = "select id, case_id, is_helped, at from outcomes
        where case_id = $1 order by at, id";
    INSERT_OUTCOME = "insert into outcomes (id, case_id, is_helped, at) values ($1, $2, $3, $4)";
}
