//! Looks: who opened the caller's own data, when, and why.

use axum::{Json, extract::State};
use desk::LookView;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// Who looked.
#[derive(Serialize, ToSchema)]
#[schema(as = LookList)]
pub struct LooksBody {
    /// The looks.
    looks: Vec<LookBody>,
}

/// One look at a person's data.
#[derive(Serialize, ToSchema)]
#[schema(as = Look)]
pub struct LookBody {
    /// The request that it was for.
    number: String,
    /// Which message of the request was opened, from 1.
    position_index: i64,
    /// The clause that allowed it.
    clause: String,
    /// Who looked.
    who: String,
    /// In which role.
    role: String,
    /// The reason given.
    reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<LookView> for LookBody {
    fn from(look: LookView) -> Self {
        Self {
            number: look.number.to_string(),
            position_index: look.position_index,
            clause: look.clause,
            who: look.who.into_exposed(),
            role: look.role,
            reason: look.reason.map(|reason| reason.into_exposed()),
            at: look.at,
        }
    }
}

/// Lists who looked at the caller's data.
#[utoipa::path(get, path = "/me/looks", operation_id = "list_own_looks", tag = "me",
    responses((status = 200, description = "Who looked.", body = LooksBody)))]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<LooksBody>, Problem> {
    let looks = state.desk.own_looks(&actor).await?;
    Ok(Json(LooksBody { looks: looks.into_iter().map(LookBody::from).collect() }))
}
