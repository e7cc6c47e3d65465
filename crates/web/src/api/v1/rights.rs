//! Rights: which acts on a case the caller may do, by what right, and what would help where not.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use desk::Decision;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::{Problem, RemedyBody},
    reading::named,
};

/// The caller's rights on a case.
#[derive(Serialize, ToSchema)]
#[schema(as = RightList)]
pub struct RightsBody {
    /// One for each act.
    rights: Vec<RightBody>,
}

/// Whether an act may be done, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = Right)]
pub struct RightBody {
    /// The act.
    #[schema(example = "case.reply")]
    act: &'static str,
    /// True when it may be done.
    is_allowed: bool,
    /// The rule, or why not, in words for people.
    sentence: String,
    /// The clause that it comes from.
    clause: String,
    /// What would help, where it may not be done.
    remedies: Vec<RemedyBody>,
}

impl From<Decision> for RightBody {
    fn from(decision: Decision) -> Self {
        let decision = match decision {
            // One alone may not; what would do is to propose it.
            Decision::Allowed(grant) if grant.eyes.is_some() => {
                Decision::Denied(grant.wants_a_second())
            }
            decision => decision,
        };
        match decision {
            Decision::Allowed(grant) => Self {
                act: grant.act.as_str(),
                is_allowed: true,
                sentence: grant.sentence,
                clause: grant.clause,
                remedies: Vec::new(),
            },
            Decision::Denied(denial) => Self {
                act: denial.act.as_str(),
                is_allowed: false,
                sentence: denial.sentence,
                clause: denial.clause,
                remedies: denial.remedies.iter().map(RemedyBody::from).collect(),
            },
        }
    }
}

/// Lists what the caller may do to a case.
#[utoipa::path(get, path = "/cases/{number}/rights", operation_id = "list_rights", tag = "cases",
    params(("number" = String, Path, description = "The case's number.")),
    responses((status = 200, description = "The caller's rights.", body = RightsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<RightsBody>, Problem> {
    let entered = state.desk.enter_unread(&actor, named(&number)?).await?;
    let decisions = state.desk.case_rights(&entered).await?;
    Ok(Json(RightsBody { rights: decisions.into_iter().map(RightBody::from).collect() }))
}
