//! Which language a reader gets: the one that they chose in this browser, else the first that the browser asks for and we have. And
//! by whose clock they read: the one that they chose, else universal time.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header, uri::PathAndQuery},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::CookieJar;
use model::Zone;

use super::{Locale, Reader};
use crate::cookies::{self, Jar};

/// Languages that are looked at in one header.
const ASKED_MAX: usize = 20;

/// Answers a request in the language of its reader.
#[boxed]
pub async fn choose(State(rules): State<crate::Rules>, request: Request, next: Next) -> Response {
    let cookies = CookieJar::from_headers(request.headers());
    let chosen = cookies::read(&rules.config, &cookies, Jar::Language);
    let known = chosen
        .and_then(|tag| Locale::of_tag(tag.expose()))
        .or_else(|| negotiate(request.headers()));
    let chosen = cookies::read(&rules.config, &cookies, Jar::Zone);
    let zone = chosen.and_then(|name| Zone::of_name(name.expose()));
    let back = match *request.method() {
        Method::GET => request.uri().path_and_query().map_or("/", PathAndQuery::as_str),
        // What a form was sent to is no page to come back to.
        _ => "/",
    };
    let locale = known.unwrap_or_default();
    let reader = Reader {
        locale,
        is_locale_known: known.is_some(),
        is_zone_chosen: zone.is_some(),
        zone: zone.unwrap_or_default(),
        back: back.to_owned(),
    };
    let mut response = reader.scope(next.run(request)).await;
    let media_type = response.headers().get(header::CONTENT_TYPE);
    if media_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html")) {
        let language = HeaderValue::from_static(locale.tag());
        response.headers_mut().entry(header::CONTENT_LANGUAGE).or_insert(language);
    }
    response
}

/// Returns the language that a browser likes best among ours (`Accept-Language`, RFC 9110 §12.5.4), where it
/// likes one.
pub fn negotiate(headers: &HeaderMap) -> Option<Locale> {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut best = (0.0, None);
    for part in asked.unwrap_or_default().split(',').take(ASKED_MAX) {
        let (tag, weight) = match part.split_once(';') {
            None => (part.trim(), 1.0),
            Some((tag, weight)) => {
                let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok());
                (tag.trim(), weight.unwrap_or(0.0))
            }
        };
        // The first of equals wins.
        match Locale::of_tag(tag) {
            Some(locale) if weight > best.0 => best = (weight, Some(locale)),
            _ => {}
        }
    }
    best.1
}
