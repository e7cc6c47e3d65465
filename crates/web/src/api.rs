//! The API: what the pages can do, for programs, as JSON.

mod caller;
mod idempotency;
mod problem;
mod reading;
mod shown;
mod v1;

mod versions;

pub use v1::{
    AssuranceBody, AuthorityBody, ConsentBody, FieldLookBody, LookBody, OwnDisputeBody,
    OwnMessageBody, OwnRequestBody, OwnRulingBody, OwnStatementBody, ValueBody, VisitBody,
};

use std::time::Duration;

use async_recursion::async_recursion as boxed;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::header,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use problem::Problem;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{State, answer, headers};

/// Octets of the largest request; a long reply typed by hand stays far below.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// How long an answer may take; below the limit of the frame around, so that a program gets a problem.
const ANSWER_SECS_MAX: u64 = 15;

// An analysis of the policies stops by itself well before, and says how far it came.
const _: () = assert!(desk::AnalysisLimits::PAGE.within.as_secs() + 4 < ANSWER_SECS_MAX);

/// Builds the routes of the API, under the rules that hold for every answer.
pub fn router(state: State) -> Router {
    let rules = state.rules.clone();
    Router::new()
        .nest("/api/v1", v1::router(&state))
        .with_state(state)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(rules.clone(), answer::refuse_foreign))
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn(put_in_words))
        .layer(middleware::from_fn_with_state(rules.clone(), answer::identify))
        .layer(middleware::from_fn_with_state(rules, headers::add))
}

/// Makes a problem of every bare error status, whoever gave it, and of a request that takes too long.
#[boxed]
async fn put_in_words(request: Request, next: Next) -> Response {
    let limit = Duration::from_secs(ANSWER_SECS_MAX);
    let Ok(response) = tokio::time::timeout(limit, next.run(request)).await else {
        tracing::warn!("gave up on an answer after {ANSWER_SECS_MAX} s");
        // Its header stays, and its body becomes a problem.
        let (parts, _) = answer::too_long().into_parts();
        return (parts.headers, Problem::of_status(parts.status)).into_response();
    };
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let is_bare = media_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !is_error || !is_bare {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    // What the first answer set, such as Allow, stays.
    (parts.headers, Problem::of_status(status)).into_response()
}
