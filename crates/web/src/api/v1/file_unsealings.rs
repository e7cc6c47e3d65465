//! Unsealings of files; on record like the text.

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

/// Opens a file of a message.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/attachments/{file}/unsealing",
    operation_id = "create_file_unsealing", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
        ("file" = String, Path, description = "The attachment's id."),
    ),
    request_body = UnsealingRequest,
    responses((status = 200, description = "Its bytes, to be saved and not shown.",
        content_type = "application/octet-stream",
        headers(("Content-Disposition" = String, description = "Its name as sent.")))))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id, file)): Path<(String, String, String)>,
    Body(request): Body<UnsealingRequest>,
) -> Result<Response, Problem> {
    let (number, id, file) = (named(&number)?, named(&id)?, named(&file)?);
    let reason = request.reason.as_deref();
    let opened = state.desk.unseal_file(&actor, number, id, file, reason).await?;
    Ok(saved(opened))
}
