//! Notes: messages among the staff.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::NoteDraft;
use model::Personal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// A note to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewNote)]
pub struct NoteRequest {
    /// What it says.
    text: String,
    /// The version of the caller's draft that this is; it goes with it, unless a later one was kept.
    draft: Option<i64>,
}

/// A message that was written.
#[derive(Serialize, ToSchema)]
#[schema(as = Note)]
pub struct NoteBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
}

/// Writes a note on a case.
#[utoipa::path(post, path = "/cases/{number}/notes", operation_id = "create_note", tag = "messages",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = NoteRequest,
    responses((status = 201, description = "The note.", body = NoteBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<NoteRequest>,
) -> Result<impl IntoResponse, Problem> {
    let draft = NoteDraft { text: Personal::new(request.text) };
    let id = state.desk.note_drafted(&actor, named(&number)?, draft, request.draft).await?;
    Ok((StatusCode::CREATED, Json(NoteBody { id: id.to_string() })))
}
