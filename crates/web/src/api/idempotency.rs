//! `Idempotency-Key`: the same request under the same key is done once, and answered as it was then.

use async_recursion::async_recursion as boxed;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::{Claim, ClaimedKey, Desk, KeptAnswer, KeyedRequest};
use model::Personal;
use serde::{Deserialize, Serialize};
use tracing::{Instrument, error};

use super::{
    BODY_BYTES_MAX,
    caller::Caller,
    problem::{Kind, Problem},
};

/// The header that carries a key.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Says of an answer that it was given before.
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Characters of the longest key; a UUID has 36.
const KEY_CHARS_MAX: usize = 200;

/// Octets of the longest answer that is kept: ids, numbers and states.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// An answer, as kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    etag: Option<String>,
    location: Option<String>,
    body: String,
}

/// Does a POST that carries a key once.
///
/// Only what was done is kept. What was refused wrote nothing, so its key is free again.
#[boxed]
pub async fn keep(State(state): State<crate::State>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    match key(request.headers()) {
        Ok(None) => next.run(request).await,
        Ok(Some(key)) => {
            answer(&state.desk, key, request, next).await.unwrap_or_else(Problem::into_response)
        }
        Err(problem) => problem.into_response(),
    }
}

#[boxed]
async fn answer(
    desk: &Desk,
    key: String,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let caller = request.extensions().get::<Caller>().cloned();
    let Caller(actor) = caller.ok_or_else(Problem::unauthenticated)?;
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_BYTES_MAX)
        .await
        .map_err(|_| Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let keyed = KeyedRequest { key: &key, parts: &[path.as_bytes(), &body] };
    let claimed = match desk.claim_key(&actor, keyed).await? {
        Claim::Fresh(claimed) => claimed,
        Claim::Answered(kept) => return Ok(again(&kept)),
        Claim::Running => {
            let words = "The first request with this key still runs, or was cut off in the middle. \
                         Wait, then look whether it was done before you send it with a new key.";
            return Err(Problem::new(Kind::StillRunning, words));
        }
        Claim::Taken => {
            let words = "You sent this key with another request within the last 24 hours; \
                         draw a new key for each thing to do.";
            return Err(Problem::new(Kind::KeyTaken, words));
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    // On its own, so that it comes to its end and is kept even when the caller hangs up.
    let work = finish(desk.clone(), claimed, request, next).in_current_span();
    let done = tokio::spawn(work).await;
    done.map_err(|_| Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR))
}

#[boxed]
async fn finish(desk: Desk, key: ClaimedKey, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status == StatusCode::SERVICE_UNAVAILABLE {
        if let Err(error) = desk.free_key(key).await {
            error!(error = &error as &dyn std::error::Error, "a key could not be freed");
        }
        return response;
    }
    // After a fault of ours nobody knows what was written, so the key stays claimed.
    if !status.is_success() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, ANSWER_BYTES_MAX).await else {
        error!("an answer to be kept is longer than {ANSWER_BYTES_MAX} octets");
        return Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    let kept = kept(status, &parts.headers, &body);
    if let Err(error) = desk.keep_answer(key, &kept).await {
        error!(error = &error as &dyn std::error::Error, "an answer could not be kept");
    }
    Response::from_parts(parts, Body::from(body))
}

fn kept(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> KeptAnswer {
    let text = |name: HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let kept = Kept {
        etag: text(header::ETAG),
        location: text(header::LOCATION),
        body: String::from_utf8_lossy(body).into_owned(),
    };
    // A struct of texts always has a JSON form.
    let bytes = serde_json::to_vec(&kept).unwrap_or_default();
    KeptAnswer { status: status.as_u16(), bytes: Personal::new(bytes) }
}

fn again(answer: &KeptAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status);
    let kept = serde_json::from_slice::<Kept>(answer.bytes.expose());
    let (Ok(status), Ok(kept)) = (status, kept) else {
        error!("a kept answer cannot be read");
        return Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    let mut headers = HeaderMap::new();
    for (name, value) in [(header::ETAG, kept.etag), (header::LOCATION, kept.location)] {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(name, value);
        }
    }
    headers.insert(IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
    if !kept.body.is_empty() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    (status, headers, kept.body).into_response()
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    let is_key = (1..=KEY_CHARS_MAX).contains(&text.len()) && values.next().is_none();
    if !is_key {
        let words = format!("send one key of 1 to {KEY_CHARS_MAX} visible characters");
        return Err(Problem::invalid("Idempotency-Key", words));
    }
    Ok(Some(text.to_owned()))
}
