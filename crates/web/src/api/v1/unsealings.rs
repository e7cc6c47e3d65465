//! Unsealings: the original of a message is opened, on record, before a byte is released.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    api::{
        caller::Caller,
        problem::Problem,
        reading::{Body, named},
    },
    saving::saved,
};

/// Why an original is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUnsealing)]
pub struct UnsealingRequest {
    /// One line, which the person concerned will see; needed where one took the case oneself.
    reason: Option<String>,
}

/// The original of a message.
#[derive(Serialize, ToSchema)]
#[schema(as = Original)]
pub struct OriginalBody {
    /// Who wrote, as the header has it.
    from: String,
    /// The subject.
    subject: String,
    /// The text.
    text: String,
    /// The names of the attachments, in the order of the message's list.
    attachments: Vec<String>,
}

/// Opens the original of a message.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/unsealing",
    operation_id = "create_unsealing", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    request_body = UnsealingRequest,
    responses((status = 200, description = "The original.", body = OriginalBody)))]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(request): Body<UnsealingRequest>,
) -> Result<Json<OriginalBody>, Problem> {
    let (number, id) = (named(&number)?, named(&id)?);
    let original = state.desk.unseal(&actor, number, id, request.reason.as_deref()).await?;
    Ok(Json(OriginalBody {
        from: original.from.into_exposed(),
        subject: original.subject.into_exposed(),
        text: original.text.into_exposed(),
        attachments: original.names.into_iter().map(|name| name.into_exposed()).collect(),
    }))
}

/// The original of a message as its writer laid it out.
#[derive(Serialize, ToSchema)]
#[schema(as = OriginalHtml)]
pub struct OriginalHtmlBody {
    /// Who wrote, as the header has it.
    from: String,
    /// The subject.
    subject: String,
    /// The HTML, made harmless: nothing in it runs, nothing is loaded from elsewhere; its links are the writer's.
    html: String,
}

/// Opens the original of a message as HTML.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/html/unsealing",
    operation_id = "create_html_unsealing", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    request_body = UnsealingRequest,
    responses((status = 200, description = "The original as HTML.", body = OriginalHtmlBody)))]
pub async fn create_html(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(request): Body<UnsealingRequest>,
) -> Result<Json<OriginalHtmlBody>, Problem> {
    let (number, id) = (named(&number)?, named(&id)?);
    let found = state.desk.unseal_html(&actor, number, id, request.reason.as_deref()).await?;
    Ok(Json(OriginalHtmlBody {
        from: found.original.from.into_exposed(),
        subject: found.original.subject.into_exposed(),
        html: found.html.into_exposed(),
    }))
}

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
pub async fn create_mail(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(request): Body<UnsealingRequest>,
) -> Result<Response, Problem> {
    let (number, id) = (named(&number)?, named(&id)?);
    let opened = state.desk.unseal_mail(&actor, number, id, request.reason.as_deref()).await?;
    Ok(saved(opened))
}

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
pub async fn create_file(
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
