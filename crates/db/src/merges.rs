//! Merges: which cases are part of others, and how both stood before.

use jiff::Timestamp;
use model::{
    Assignment, Before, Case, CaseId, CaseState, Due, MergeId, StaffId, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{CaseRecord, DbError, Reader, WriteTx, rows::At};

/// A merge of one case into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeRow {
    /// Its id.
    pub id: MergeId,
    /// The case that became part of the other.
    pub from_id: CaseId,
    /// The case that took it in.
    pub into_id: CaseId,
    /// Who merged them.
    pub merged_by: StaffId,
    /// When.
    pub merged_at: Timestamp,
    /// How the part stood before.
    pub from_before: Before,
    /// How the other stood before; who worked on it is not changed by a merge, and not kept.
    pub into_before: Before,
    /// The version that the other has had since the merge: another means that something was done about it.
    pub into_version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    from_case_id: Uuid,
    into_case_id: Uuid,
    merged_by: Uuid,
    merged_at: i64,
    state: String,
    assignee_id: Option<Uuid>,
    is_self_assigned: bool,
    assigned_at: Option<i64>,
    due_since: Option<i64>,
    due_target_secs: Option<i64>,
    into_state: String,
    into_due_since: Option<i64>,
    into_due_target_secs: Option<i64>,
    into_version: i64,
}

impl TryFrom<Row> for MergeRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "case_merges", id: row.id };
        let held = row.assignee_id.zip(row.assigned_at);
        let assignment = held.map(|(staff_id, at)| Assignment {
            staff_id: StaffId::from_uuid(staff_id),
            is_self: row.is_self_assigned,
            at: timestamp_of_micros(at),
        });
        let due = |since: Option<i64>, target_secs: Option<i64>| {
            let (since, target_secs) = since.zip(target_secs)?;
            Some(Due { since: timestamp_of_micros(since), target_secs })
        };
        Ok(Self {
            id: MergeId::from_uuid(row.id),
            from_id: CaseId::from_uuid(row.from_case_id),
            into_id: CaseId::from_uuid(row.into_case_id),
            merged_by: StaffId::from_uuid(row.merged_by),
            merged_at: timestamp_of_micros(row.merged_at),
            from_before: Before {
                state: at.need("state", CaseState::of_str(&row.state))?,
                assignment,
                due: due(row.due_since, row.due_target_secs),
            },
            into_before: Before {
                state: at.need("into_state", CaseState::of_str(&row.into_state))?,
                assignment: None,
                due: due(row.into_due_since, row.into_due_target_secs),
            },
            into_version: row.into_version,
        })
    }
}

impl Reader {
    /// Returns the merges that stand in a case, the earliest first.
    pub async fn merges_into(&mut self, id: CaseId) -> Result<Vec<MergeRow>, DbError> {
        let rows = fetch_all!(self, Row, MERGES_INTO, id.uuid());
        rows.into_iter().map(MergeRow::try_from).collect()
    }

    /// Returns the ids of the cases that are part of another.
    pub async fn part_ids(&mut self, id: CaseId) -> Result<Vec<CaseId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), PART_IDS, id.uuid());
        Ok(rows.into_iter().map(|(id,)| CaseId::from_uuid(id)).collect())
    }

    /// Returns the case that a case is part of, or the case itself.
    pub async fn host_of(&mut self, record: CaseRecord) -> Result<CaseRecord, DbError> {
        let Some(id) = record.merged_into else { return Ok(record) };
        let host = self.case(id).await?;
        let at = At { table: "cases", id: record.case.id.uuid() };
        at.need("merged_into", host)
    }
}

impl WriteTx {
    /// Makes a case part of another, and what is searched for in it found there; says false when it was made part of one
    /// meanwhile.
    pub async fn insert_merge(&mut self, new: &MergeRow, into: &Case) -> Result<bool, DbError> {
        let (from, before) = (new.from_id.uuid(), &new.from_before);
        self.changed(
            "merge",
            &[new.id.uuid().as_bytes(), from.as_bytes(), new.into_id.uuid().as_bytes()],
        );
        let n = execute!(
            self,
            INSERT_MERGE,
            new.id.uuid(),
            from,
            new.into_id.uuid(),
            new.merged_by.uuid(),
            micros(new.merged_at),
            before.state.as_str(),
            before.assignment.map(|held| held.staff_id.uuid()),
            before.assignment.is_some_and(|held| held.is_self),
            before.assignment.map(|held| micros(held.at)),
            before.due.map(|due| micros(due.since)),
            before.due.map(|due| due.target_secs),
            new.into_before.state.as_str(),
            new.into_before.due.map(|due| micros(due.since)),
            new.into_before.due.map(|due| due.target_secs),
            new.into_version,
        );
        execute!(self, SET_MERGED_INTO, from, Some(new.into_id.uuid()));
        execute!(self, GATHER_WORDS, from, into.id.uuid(), into.queue_id.uuid());
        Ok(n == 1)
    }

    /// Takes a case out of the one that it is part of, and its words with it; says false when somebody did meanwhile.
    pub async fn end_merge(
        &mut self,
        row: &MergeRow,
        by: StaffId,
        part: &Case,
    ) -> Result<bool, DbError> {
        self.changed("merge_ended", &[row.id.uuid().as_bytes(), row.from_id.uuid().as_bytes()]);
        let at = micros(part.updated_at);
        let n = execute!(self, END_MERGE, row.id.uuid(), by.uuid(), at);
        execute!(self, SET_MERGED_INTO, part.id.uuid(), None::<Uuid>);
        execute!(self, SCATTER_WORDS, part.id.uuid(), part.queue_id.uuid());
        Ok(n == 1)
    }

    /// Refuses when a case is not the one that was read any more, though the act is about another: what one may do with
    /// a part rests on the case that it is part of.
    pub async fn must_stand(&mut self, case: &Case) -> Result<(), DbError> {
        match self.locked_version(case.id).await? {
            Some(version) if version == case.version => Ok(()),
            _ => Err(DbError::Conflict { what: "case" }),
        }
    }
}

statements! {
    MERGES_INTO = "select id, from_case_id, into_case_id, merged_by, merged_at, state, assignee_id,
        is_self_assigned, assigned_at, due_since, due_target_secs, into_state, into_due_since,
        into_due_target_secs, into_version from case_merges
        where into_case_id = $1 and separated_at is null order by merged_at, id";
    PART_IDS = "select id from cases where merged_into = $1 order by id";
    INSERT_MERGE = "insert into case_merges (id, from_case_id, into_case_id, merged_by, merged_at, state,
        assignee_id, is_self_assigned, assigned_at, due_since, due_target_secs, into_state, into_due_since,
        into_due_target_secs, into_version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing";
    SET_MERGED_INTO = "update cases set merged_into = $2 where id = $1";
    GATHER_WORDS = "update search_rows set case_id = $2, queue_id = $3 where case_id = $1";
    END_MERGE = "update case_merges set separated_by = $2, separated_at = $3
        where id = $1 and separated_at is null";
    SCATTER_WORDS = "update search_rows set case_id = $1, queue_id = $2
        where message_id in (select id from messages where case_id = $1)";
}
