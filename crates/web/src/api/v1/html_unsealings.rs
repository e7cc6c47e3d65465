//! Unsealings of messages as their writers laid them out; on record like the text.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
    v1::unsealings::UnsealingRequest,
};

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
#[boxed]
pub async fn create(
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
