//! One's own requests: what one asked, what was answered, one more word.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{NewRequest, OwnConversation, OwnMessage, OwnRequest};
use jiff::Timestamp;
use model::Personal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::messages::MessageParams;
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Params, named},
};

/// The caller's own requests.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnRequestList)]
pub struct OwnRequestsBody {
    /// The requests.
    requests: Vec<OwnRequestBody>,
}

/// A request, as its requester sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnRequest)]
pub struct OwnRequestBody {
    /// Its number.
    number: String,
    /// Where it stands.
    state: &'static str,
    /// Its subject as they wrote it.
    subject: String,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// When anything last happened.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// When an answer is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// What they last said of the answers: whether they helped. Lists leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_helped: Option<bool>,
}

/// A request with its conversation.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnConversation)]
pub struct OwnConversationBody {
    /// The request.
    #[serde(flatten)]
    request: OwnRequestBody,
    /// What was said, in order; a page of at most 100 where the request is shown by itself.
    messages: Vec<OwnMessageBody>,
    /// Where the next page of messages begins; left out on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A message, as the requester sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnMessage)]
pub struct OwnMessageBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who said it.
    author: String,
    /// True for their own.
    is_own: bool,
    /// What was said.
    text: String,
}

/// A new request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOwnRequest)]
pub struct OwnRequestRequest {
    /// What it is about.
    subject: String,
    /// What is asked.
    text: String,
}

/// One more word on a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOwnMessage)]
pub struct OwnMessageRequest {
    /// What is said.
    text: String,
}

/// Whether the answer helped.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOutcome)]
pub struct OutcomeRequest {
    /// True where it did: the request is resolved then.
    is_helped: bool,
}

/// A request that was opened.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenedRequest)]
pub struct OpenedBody {
    /// Its number.
    number: String,
}

impl From<OwnRequest> for OwnRequestBody {
    fn from(request: OwnRequest) -> Self {
        Self {
            number: request.number.to_string(),
            state: request.state.as_str(),
            subject: request.subject.into_exposed(),
            opened_at: request.opened_at,
            updated_at: request.updated_at,
            due_at: request.due_at,
            is_helped: request.is_helped,
        }
    }
}

impl From<OwnConversation> for OwnConversationBody {
    fn from(found: OwnConversation) -> Self {
        let last = found.messages.last().filter(|_| found.beyond.n_later > 0);
        let next = last.map(|message| message.id.to_string());
        let messages = found.messages.into_iter().map(OwnMessageBody::from).collect();
        Self { request: found.request.into(), messages, next }
    }
}

impl From<OwnMessage> for OwnMessageBody {
    fn from(message: OwnMessage) -> Self {
        Self {
            id: message.id.to_string(),
            at: message.at,
            author: message.author.into_exposed(),
            is_own: message.is_own,
            text: message.text.into_exposed(),
        }
    }
}

/// Lists one's own requests.
#[utoipa::path(get, path = "/me/requests", operation_id = "list_own_requests", tag = "me",
    responses((status = 200, description = "One's own requests.", body = OwnRequestsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<OwnRequestsBody>, Problem> {
    let requests = state.desk.own_requests(&actor).await?;
    Ok(Json(OwnRequestsBody { requests: requests.into_iter().map(OwnRequestBody::from).collect() }))
}

/// Shows one of one's own requests with what was said, the first of it first, at most 100 messages at once; `next` leads to those
/// behind them.
#[utoipa::path(get, path = "/me/requests/{number}", operation_id = "show_own_request", tag = "me",
    params(("number" = String, Path, description = "Its number."), MessageParams),
    responses((status = 200, description = "The request.", body = OwnConversationBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Params(params): Params<MessageParams>,
) -> Result<Json<OwnConversationBody>, Problem> {
    let found = state.desk.own_request(&actor, named(&number)?, params.window()?).await;
    Ok(Json(found.map_err(|error| params.told(error))?.into()))
}

/// Opens a request.
#[utoipa::path(post, path = "/me/requests", operation_id = "create_own_request", tag = "me",
    request_body = OwnRequestRequest,
    responses((status = 201, description = "Its number.", body = OpenedBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<OwnRequestRequest>,
) -> Result<impl IntoResponse, Problem> {
    let new = NewRequest {
        subject: Personal::new(request.subject),
        text: Personal::new(request.text),
        files: Vec::new(),
    };
    let number = state.desk.own_new(&actor, new).await?;
    Ok((StatusCode::CREATED, Json(OpenedBody { number: number.to_string() })))
}

/// Adds a message to one of one's own requests.
#[utoipa::path(post, path = "/me/requests/{number}/messages", operation_id = "create_own_message",
    tag = "me",
    params(("number" = String, Path, description = "Its number.")),
    request_body = OwnMessageRequest,
    responses((status = 204, description = "It was added.")))]
#[boxed]
pub async fn create_message(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<OwnMessageRequest>,
) -> Result<StatusCode, Problem> {
    let text = Personal::new(request.text);
    state.desk.own_add(&actor, named(&number)?, text, Vec::new()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says whether the answer to one of one's own requests helped.
#[utoipa::path(post, path = "/me/requests/{number}/outcome", operation_id = "create_own_outcome",
    tag = "me",
    params(("number" = String, Path, description = "Its number.")),
    request_body = OutcomeRequest,
    responses((status = 204, description = "It is kept.")))]
#[boxed]
pub async fn create_outcome(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<OutcomeRequest>,
) -> Result<StatusCode, Problem> {
    state.desk.judge(&actor, named(&number)?, request.is_helped).await?;
    Ok(StatusCode::NO_CONTENT)
}
