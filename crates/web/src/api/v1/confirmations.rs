//! Confirmations: the staff say that a new sender belongs to a case.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Empty, named},
};

/// Accepts the sender of a message as a participant of the case.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/confirmation",
    operation_id = "create_confirmation", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    request_body = Empty,
    responses((status = 204, description = "From now on they get replies.")))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(Empty {}): Body<Empty>,
) -> Result<StatusCode, Problem> {
    state.desk.confirm_sender(&actor, named(&number)?, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
