//! Outcomes: what requesters said of the answers that they got.

use jiff::Timestamp;
use model::{CaseId, OutcomeId, SheetId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Cases in which the use of one sheet is counted, the first.
pub const SHEET_CASES_MAX: i64 = 10_000;

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

/// In how many cases a sheet was used, and what was said there first afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct SheetUse {
    /// Cases in which a reply came from it, or which it was beside.
    pub n_used: i64,
    /// Cases in which the answer helped, of those that are counted.
    pub n_helped: i64,
    /// Cases in which it did not, of those that are counted.
    pub n_not_helped: i64,
}

impl Reader {
    /// Counts the uses of a template or guide, a case once, and what their requesters said first after it. Words are counted
    /// in the order in which they were said, and only so many at a time as make a group of `n_together`: whoever looks before
    /// and behind one word sees no difference. What somebody says later changes none of it, and nor does it that a case becomes
    /// part of another: each is counted as itself. A reply counts once it left. Past the first [`SHEET_CASES_MAX`] cases none is
    /// counted: the first, so that those do not change with each that comes.
    pub async fn sheet_use(&mut self, id: SheetId, n_together: i64) -> Result<SheetUse, DbError> {
        let row = fetch_optional!(
            self,
            SheetUse,
            SHEET_USE,
            id.uuid(),
            n_together.max(1),
            SHEET_CASES_MAX,
        );
        Ok(row.unwrap_or_default())
    }

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
    SHEET_USE = "select count(*) as n_used,
        cast(coalesce(sum(case when place <= n_said - n_said % $2 and is_helped then 1 else 0 end), 0) as bigint)
            as n_helped,
        cast(coalesce(sum(case when place <= n_said - n_said % $2 and not is_helped then 1 else 0 end), 0) as bigint)
            as n_not_helped
        from (select o.is_helped, count(o.id) over () as n_said,
            row_number() over (order by o.at nulls last, o.id nulls last, u.case_id) as place
            from (select b.case_id, min(b.at) as at
                from (select m.case_id, m.at from message_sheets s join messages m on m.id = s.message_id
                    where s.sheet_id = $1 and exists (select 1 from deliveries d
                        where d.message_id = m.id and d.state in ('sent', 'failed'))
                    union all select r.case_id, r.started_at as at from guide_runs r where r.sheet_id = $1) b
                group by b.case_id order by min(b.at), b.case_id limit $3) u
            left join outcomes o on o.id = (select w.id from outcomes w
                where w.case_id = u.case_id and w.at >= u.at order by w.at, w.id limit 1)) said";
    INSERT_OUTCOME = "insert into outcomes (id, case_id, is_helped, at) values ($1, $2, $3, $4)";
}
