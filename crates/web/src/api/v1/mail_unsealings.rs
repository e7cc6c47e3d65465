//! Unsealings of mails as they were received; on record like the text.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Path, State},
    response::Response,
};

use crate::{
    api::{
        caller::Caller,
        problem::Problem,
        reading::{Body, named},
        v1::unsealings::UnsealingRequest,
    },
    saving::saved,
};

/// Opens the mail that a message came by.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/mail/unsealing",
    operation_id = "create_mail_unsealing", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    request_body = UnsealingRequest,
    responses((status = 200, description = "The mail octet for octet as it was received, to be saved and not shown.",
        content_type = "application/octet-stream",
        headers(("Content-Disposition" = String, description = "A name that ends in `.eml`.")))))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(request): Body<UnsealingRequest>,
) -> Result<Response, Problem> {
    let (number, id) = (named(&number)?, named(&id)?);
    let opened = state.desk.unseal_mail(&actor, number, id, request.reason.as_deref()).await?;
    Ok(saved(opened))
}
