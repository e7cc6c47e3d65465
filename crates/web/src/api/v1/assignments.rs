//! Assignments: somebody takes a case, or is given it.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use model::{Actor, Address};
use serde::Deserialize;
use utoipa::ToSchema;

use super::cases::{StandingBody, standing};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
    versions::IfMatch,
};

/// The word for oneself.
const ME: &str = "me";

/// To whom a case is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAssignment)]
pub struct AssignmentRequest {
    /// The address of a member of the staff; `me`, or nothing, is oneself.
    #[schema(example = "me")]
    staff: Option<String>,
}

/// Gives a case to a member of the staff of its queue.
#[utoipa::path(post, path = "/cases/{number}/assignment", operation_id = "create_assignment",
    tag = "cases",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read."),
    ),
    request_body = AssignmentRequest,
    responses((status = 200, description = "Where the case stands now.", body = StandingBody,
        headers(("ETag" = String, description = "Its new version.")))))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
    Body(request): Body<AssignmentRequest>,
) -> Result<impl IntoResponse, Problem> {
    let number = named(&number)?;
    let staff_id = match (request.staff.as_deref().map(str::trim), &actor) {
        (None | Some(ME), Actor::Staff(me)) => me.id,
        // Who is not on the staff takes no cases, and learns of none.
        (None | Some(ME), _) => return Err(Problem::not_found()),
        (Some(text), _) => {
            let address = Address::parse(text)
                .map_err(|error| Problem::invalid("staff", error.to_string()))?;
            // The case first: who may not see it learns nothing about the staff here.
            state.desk.case(&actor, number).await?;
            state.desk.staff_of_address(&actor, &address).await?
        }
    };
    let assigned = state.desk.assign(&actor, number, staff_id, if_match.optional()).await;
    Ok(standing(&assigned.map_err(|error| Problem::from(error).if_match())?))
}
