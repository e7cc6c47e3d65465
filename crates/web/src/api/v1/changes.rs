//! Changes since a cursor: what happened to cases, in the order of the log.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem, reading::Params};

/// From where on.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeParams {
    /// `next` of the page before; 0 or nothing is the beginning.
    since: Option<i64>,
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangePage)]
pub struct ChangesBody {
    /// What happened, in order.
    changes: Vec<ChangeBody>,
    /// The cursor to ask with next. It moves on past changes that the caller may not see.
    next: i64,
}

/// Something that happened to a case.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeBody {
    /// The number of its entry in the log.
    index: i64,
    /// The act.
    #[schema(example = "case.move")]
    act: String,
    /// The case.
    number: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Lists what happened to cases in the caller's queues since a cursor.
#[utoipa::path(get, path = "/changes", operation_id = "list_changes", tag = "cases",
    params(ChangeParams),
    responses((status = 200, description = "A page of changes.", body = ChangesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Params(params): Params<ChangeParams>,
) -> Result<Json<ChangesBody>, Problem> {
    let page = state.desk.changes(&actor, params.since.unwrap_or(0)).await?;
    let changes = page
        .changes
        .into_iter()
        .map(|change| ChangeBody {
            index: change.log_index,
            act: change.act,
            number: change.number.to_string(),
            at: change.at,
        })
        .collect();
    Ok(Json(ChangesBody { changes, next: page.next }))
}
