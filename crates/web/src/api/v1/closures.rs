//! Closures: ending a case, and taking it up again.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};

use super::cases::{StandingBody, standing};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Empty, named},
    versions::IfMatch,
};

/// Ends a case.
#[utoipa::path(post, path = "/cases/{number}/closure", operation_id = "create_closure", tag = "cases",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read."),
    ),
    request_body = Empty,
    responses((status = 200, description = "Where the case stands now.", body = StandingBody,
        headers(("ETag" = String, description = "Its new version.")))))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
    Body(Empty {}): Body<Empty>,
) -> Result<impl IntoResponse, Problem> {
    let closed = state.desk.close(&actor, named(&number)?, if_match.optional()).await;
    Ok(standing(&closed.map_err(|error| Problem::from(error).if_match())?))
}

/// Takes an ended case up again; nobody holds it until it is assigned anew.
#[utoipa::path(delete, path = "/cases/{number}/closure", operation_id = "destroy_closure",
    tag = "cases",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read."),
    ),
    responses((status = 200, description = "Where the case stands now.", body = StandingBody,
        headers(("ETag" = String, description = "Its new version.")))))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
) -> Result<impl IntoResponse, Problem> {
    reopen(&state, &actor, &number, if_match).await
}

/// Takes an ended case up again, for programs that cannot send DELETE.
#[utoipa::path(post, path = "/cases/{number}/reopening", operation_id = "create_reopening",
    tag = "cases",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read."),
    ),
    request_body = Empty,
    responses((status = 200, description = "Where the case stands now.", body = StandingBody,
        headers(("ETag" = String, description = "Its new version.")))))]
#[boxed]
pub async fn create_reopening(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
    Body(Empty {}): Body<Empty>,
) -> Result<impl IntoResponse, Problem> {
    reopen(&state, &actor, &number, if_match).await
}

async fn reopen(
    state: &crate::State,
    actor: &model::Actor,
    number: &str,
    if_match: IfMatch,
) -> Result<impl IntoResponse + use<>, Problem> {
    let reopened = state.desk.reopen(actor, named(number)?, if_match.optional()).await;
    Ok(standing(&reopened.map_err(|error| Problem::from(error).if_match())?))
}
