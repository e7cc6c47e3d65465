//! A row of cases, read into what it means.

use model::{
    Assignment, Case, CaseId, CaseNumber, CaseState, Class, Due, PersonId, QueueId, StaffId,
    Tribunal, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{CaseRecord, DbError, rows::At};

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: Uuid,
    number: String,
    state: String,
    queue_id: Uuid,
    requester_id: Uuid,
    assignee_id: Option<Uuid>,
    is_self_assigned: bool,
    assigned_at: Option<i64>,
    class: String,
    due_since: Option<i64>,
    due_target_secs: Option<i64>,
    opened_at: i64,
    updated_at: i64,
    n_messages: i64,
    language: Option<String>,
    subject_twin: Vec<u8>,
    excerpt_twin: Vec<u8>,
    suggested_case_id: Option<Uuid>,
    arbitrator_id: Option<Uuid>,
    second_arbitrator_id: Option<Uuid>,
    third_arbitrator_id: Option<Uuid>,
    case_manager_id: Option<Uuid>,
    respondent_id: Option<Uuid>,
    merged_into: Option<Uuid>,
    version: i64,
}

impl TryFrom<Row> for CaseRecord {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "cases", id: row.id };
        let number: CaseNumber = at.need("number", row.number.parse().ok())?;
        let assignment = match (row.assignee_id, row.assigned_at) {
            (Some(staff_id), Some(assigned_at)) => Some(Assignment {
                staff_id: StaffId::from_uuid(staff_id),
                is_self: row.is_self_assigned,
                at: timestamp_of_micros(assigned_at),
            }),
            _ => None,
        };
        let arbitrators = [row.arbitrator_id, row.second_arbitrator_id, row.third_arbitrator_id];
        let tribunal = Tribunal {
            arbitrators: arbitrators.into_iter().flatten().map(StaffId::from_uuid).collect(),
            case_manager: row.case_manager_id.map(StaffId::from_uuid),
            respondent_id: row.respondent_id.map(PersonId::from_uuid),
        };
        let due = match (row.due_since, row.due_target_secs) {
            (Some(since), Some(target_secs)) => {
                Some(Due { since: timestamp_of_micros(since), target_secs })
            }
            _ => None,
        };
        let case = Case {
            id: CaseId::from_uuid(row.id),
            number,
            state: at.need("state", CaseState::of_str(&row.state))?,
            queue_id: QueueId::from_uuid(row.queue_id),
            requester_id: PersonId::from_uuid(row.requester_id),
            assignment,
            class: at.need("class", Class::of_str(&row.class))?,
            due,
            opened_at: timestamp_of_micros(row.opened_at),
            updated_at: timestamp_of_micros(row.updated_at),
            n_messages: row.n_messages,
            language: row.language,
            tribunal,
            version: row.version,
        };
        Ok(Self {
            case,
            subject_twin: row.subject_twin,
            excerpt_twin: row.excerpt_twin,
            suggested_case_id: row.suggested_case_id.map(CaseId::from_uuid),
            merged_into: row.merged_into.map(CaseId::from_uuid),
        })
    }
}
