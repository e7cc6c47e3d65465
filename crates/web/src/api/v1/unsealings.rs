//! Unsealings: the original of a message is opened, on record, before a byte is released.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// Why an original is opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUnsealing)]
pub struct UnsealingRequest {
    /// One line, which the person concerned will see; needed where one took the case oneself.
    pub reason: Option<String>,
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
#[boxed]
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
