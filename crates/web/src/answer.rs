//! What happens around every request: an id, a span, a limit of time, and a page when we stumble.

use std::{any::Any, time::Duration};

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::RequestId;
use tracing::{Instrument, error, info_span, warn};

use crate::{errors::ErrorShow, origin};

/// Octets of the largest form; a long mail typed by hand stays far below.
pub const FORM_BYTES_MAX: usize = 1024 * 1024;

/// How long a page may take, its request read to the end included.
const ANSWER_SECS_MAX: u64 = 20;

/// Seconds after which it is worth asking again for what took too long.
const RETRY_SECS: HeaderValue = HeaderValue::from_static("5");

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives a request its id, its span and its limit of time.
///
/// The span names the route, never the path: paths carry one-time links and search words.
#[boxed]
pub async fn identify(
    State(rules): State<crate::Rules>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::draw(rules.clock.now(), &*rules.chance);
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span =
        info_span!("web.request.answer", request.id = %id, method = %request.method(), route);
    request.extensions_mut().insert(id);
    let limit = Duration::from_secs(ANSWER_SECS_MAX);
    let answer = async {
        let Ok(response) = tokio::time::timeout(limit, next.run(request)).await else {
            warn!("gave up on a page after {ANSWER_SECS_MAX} s");
            return too_long();
        };
        response
    };
    let mut response = dress(answer.instrument(span).await, id);
    if let Ok(value) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

/// Limits the time of what has neither id nor span: the probes.
#[boxed]
pub async fn hurry(request: Request, next: Next) -> Response {
    let limit = Duration::from_secs(ANSWER_SECS_MAX);
    let answer = tokio::time::timeout(limit, next.run(request)).await;
    answer.unwrap_or_else(|_| too_long())
}

/// Says that an answer took too long.
pub fn too_long() -> Response {
    metrics::counter!("web.request.given_up").increment(1);
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_SECS)]).into_response()
}

/// What a page function says about its error, in words for people; an extension of its answer.
#[derive(Clone)]
pub struct Said(pub String);

/// Refuses requests that come from another site's page.
#[boxed]
pub async fn refuse_foreign(
    State(rules): State<crate::Rules>,
    request: Request,
    next: Next,
) -> Response {
    if origin::is_ours(&rules.config, request.method(), request.headers()) {
        return next.run(request).await;
    }
    StatusCode::FORBIDDEN.into_response()
}

/// Makes the answer when a page function panicked; the text of the panic stays inside.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    error!("a page function panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Puts the page of our look around bare error statuses, whoever gave them.
fn dress(response: Response, id: RequestId) -> Response {
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
    let page = ErrorShow::new(status, &id.to_string());
    let page = match parts.extensions.remove::<Said>() {
        Some(Said(text)) => page.saying(text),
        None => page,
    };
    // The status of the first part wins; what it set, such as Allow or Retry-After, stays.
    (status, parts.headers, page).into_response()
}
