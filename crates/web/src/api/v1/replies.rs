//! Replies: public messages, held a moment, then sent; taken back while they are held.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{ReplyDraft, ReplyOrigin, Window};
use jiff::Timestamp;
use model::{Actor, CaseNumber, MessageId, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Empty, named},
};

/// A reply to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReply)]
pub struct ReplyRequest {
    /// What it says.
    text: String,
    /// How many messages the case had when the writer began (`n_messages`). More from outside since then stop
    /// the reply; without it, nothing is checked.
    n_seen: Option<i64>,
    /// The version of the caller's draft that this is; it goes with it, unless a later one was kept.
    draft: Option<i64>,
}

/// A reply that is on hold.
#[derive(Serialize, ToSchema)]
#[schema(as = Reply)]
pub struct ReplyBody {
    /// The message's id.
    #[schema(format = Uuid)]
    id: String,
    /// When its copies leave; until then it can be taken back. Null when there is nobody to send it to.
    #[schema(value_type = Option<String>, format = DateTime)]
    leaves_at: Option<Timestamp>,
}

/// Answers the requester of a case.
#[utoipa::path(post, path = "/cases/{number}/replies", operation_id = "create_reply",
    tag = "messages",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = ReplyRequest,
    responses((status = 201, description = "The reply, on hold.", body = ReplyBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<ReplyRequest>,
) -> Result<impl IntoResponse, Problem> {
    let number = named(&number)?;
    let draft = ReplyDraft { text: Personal::new(request.text), n_seen: request.n_seen };
    let origin = ReplyOrigin { kept: request.draft, ..ReplyOrigin::default() };
    let id = state.desk.reply_from(&actor, number, draft, origin).await?;
    let leaves_at = leaves_at(&state, &actor, number, id).await;
    Ok((StatusCode::CREATED, Json(ReplyBody { id: id.to_string(), leaves_at })))
}

/// Takes a reply back while all its copies are still held.
#[utoipa::path(delete, path = "/cases/{number}/replies/{id}", operation_id = "destroy_reply",
    tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    responses((status = 204, description = "It was taken back; nothing of it leaves.")))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    state.desk.undo(&actor, named(&number)?, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a reply back, for programs that cannot send DELETE.
#[utoipa::path(post, path = "/cases/{number}/messages/{id}/retraction",
    operation_id = "create_retraction", tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The message's id."),
    ),
    request_body = Empty,
    responses((status = 204, description = "It was taken back; nothing of it leaves.")))]
#[boxed]
pub async fn create_retraction(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(Empty {}): Body<Empty>,
) -> Result<StatusCode, Problem> {
    state.desk.undo(&actor, named(&number)?, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Looks up when the copies leave. The reply is written, so a failure here must not look like its own.
async fn leaves_at(
    state: &crate::State,
    actor: &Actor,
    number: CaseNumber,
    id: MessageId,
) -> Option<Timestamp> {
    let entered = state.desk.enter(actor, number).await.ok()?;
    let page = state.desk.case_page(&entered, Window::Around(id)).await.ok()?;
    let view = page.messages.into_iter().find(|view| view.message.id == id)?;
    view.deliveries.iter().map(|view| view.delivery.leaves_at).min()
}
