//! Who is calling: a program by its bearer token, or one of our own pages by its session.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::Actor;

use super::problem::Problem;
use crate::cookies::{self, Jar};

/// The header in which our own pages repeat the token of their forms.
const FORM_TOKEN: HeaderName = HeaderName::from_static("x-form-token");

/// Whoever calls; somebody known.
#[derive(Clone)]
pub struct Caller(pub Actor);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthenticated)
    }
}

/// Lets those in who are known; what they may do is for the gate.
#[boxed]
pub async fn admit(
    State(state): State<crate::State>,
    mut request: Request,
    next: Next,
) -> Response {
    match actor(&state, request.method(), request.headers()).await {
        Ok(actor) => {
            request.extensions_mut().insert(Caller(actor));
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn actor(
    state: &crate::State,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Actor, Problem> {
    let mut shown = headers.get_all(header::AUTHORIZATION).iter();
    let found = match (shown.next(), shown.next()) {
        (None, _) => return of_session(state, method, headers).await,
        (Some(value), None) => match value.to_str().ok().and_then(bearer) {
            Some(token) => state.sign_in.actor_of_token(token).await?,
            None => None,
        },
        // Two tokens are two callers; we do not choose.
        (Some(_), Some(_)) => None,
    };
    found.ok_or_else(Problem::unauthenticated)
}

/// Reads `Bearer TOKEN`; the scheme is written in any case (RFC 9110 §11.1).
pub fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A browser sends its cookie whoever asks it to, so a change also needs what only our own pages know.
async fn of_session(
    state: &crate::State,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Actor, Problem> {
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = cookies::read(&state.rules.config, &jar, Jar::Session) else {
        return Err(Problem::unauthenticated());
    };
    let actor = state.sign_in.actor_of_session(cookie.expose()).await?;
    let actor = actor.ok_or_else(Problem::unauthenticated)?;
    let is_reading = matches!(*method, Method::GET | Method::HEAD);
    let token = headers.get(FORM_TOKEN).and_then(|value| value.to_str().ok());
    if !is_reading && !token.is_some_and(|token| is_ours(state, cookie.expose(), token)) {
        return Err(Problem::of_status(axum::http::StatusCode::FORBIDDEN));
    }
    Ok(actor)
}

fn is_ours(state: &crate::State, cookie: &str, token: &str) -> bool {
    state.sign_in.is_form_token(cookie, token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bearer_tokens() {
        let check = |value, expect| assert_eq!(bearer(value), expect, "{value}");
        check("Bearer abc", Some("abc"));
        check("bearer  abc", Some("abc"));
        check("Basic abc", None);
        check("Bearer", None);
        check("", None);
    }
}
