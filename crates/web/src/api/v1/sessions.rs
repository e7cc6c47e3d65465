//! Sessions: where the caller is signed in.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use desk::SessionView;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// Where the caller is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionList)]
pub struct SessionsBody {
    /// The sessions, the latest used first.
    sessions: Vec<SessionBody>,
}

/// One session. Neither place nor device is kept.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// How it was begun: `link`, `link_totp`, `passkey`, `password_totp` or `password_recovery`.
    #[schema(example = "passkey")]
    way: &'static str,
    /// How sure we are who holds it: `signed_in`, `strong` or `assured`.
    #[schema(example = "strong")]
    identity: &'static str,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last used.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// True for the one that asks; a token is none.
    is_this: bool,
}

impl From<SessionView> for SessionBody {
    fn from(view: SessionView) -> Self {
        Self {
            id: view.id.to_string(),
            way: view.way.as_str(),
            identity: view.identity.as_str(),
            created_at: view.created_at,
            seen_at: view.seen_at,
            is_this: view.is_this,
        }
    }
}

/// Lists where the caller is signed in.
#[utoipa::path(get, path = "/me/sessions", operation_id = "list_own_sessions", tag = "me",
    responses((status = 200, description = "Where the caller is signed in.", body = SessionsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<SessionsBody>, Problem> {
    let sessions = state.desk.own_sessions(&actor).await?;
    Ok(Json(SessionsBody { sessions: sessions.into_iter().map(SessionBody::from).collect() }))
}

/// Ends a session of the caller.
#[utoipa::path(delete, path = "/me/sessions/{id}", operation_id = "destroy_own_session", tag = "me",
    params(("id" = String, Path, description = "The session's id.")),
    responses((status = 204, description = "It has ended.")))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    state.desk.end_session(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
