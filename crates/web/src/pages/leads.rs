//! Whom a link from elsewhere led to a case that they read under an authority alone: they are asked first, for to read it is
//! entered in their name and uses the authority. Nor does a browser read ahead for them, nor a question for the head alone.

use askama::Template;
use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::CaseNumber;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    trouble::{Trouble, page},
};

/// Headers by which browsers say that they read ahead.
const PURPOSES: [&str; 3] = ["sec-purpose", "purpose", "x-moz"];

/// Asks whether to read a case.
#[derive(Template)]
#[template(path = "leads/show.html")]
pub struct LeadShow {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// Where they were led.
    pub href: String,
}

impl LeadShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, ""),
            number: "s20261121.30".to_owned(),
            href: "/cases/s20261121.30".to_owned(),
        }
    }
}

/// Asks first, where somebody was led to a case and would begin to read it under an authority.
#[boxed]
pub async fn ask_first(
    State(state): State<crate::State>,
    caller: Caller,
    request: Request,
    next: Next,
) -> Response {
    let led = case_in(request.uri().path()).filter(|_| is_led(request.method(), request.headers()));
    let Some(number) = led else { return next.run(request).await };
    match state.desk.would_visit(&caller.actor, number).await {
        // Who sees it by right, is on a visit there or may not see it has the answer of the page itself.
        Ok(false) => next.run(request).await,
        Ok(true) => {
            let href = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
            let shown = show(&state, &caller, number, href).await;
            shown.unwrap_or_else(IntoResponse::into_response)
        }
        Err(error) => Trouble::from(error).into_response(),
    }
}

async fn show(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    href: String,
) -> Result<Response, Trouble> {
    let frame = caller.frame(state, Here::Elsewhere).await?;
    page(&LeadShow { frame, number: number.to_string(), href })
}

/// Returns the case that an address is of.
fn case_in(path: &str) -> Option<CaseNumber> {
    path.strip_prefix("/cases/")?.split('/').next()?.parse().ok()
}

/// Says whether a request was not made by somebody who is here and wants to read.
fn is_led(method: &Method, headers: &HeaderMap) -> bool {
    let is_from_elsewhere =
        headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    let mut purposes = PURPOSES.iter().filter_map(|name| headers.get(*name)?.to_str().ok());
    let is_ahead = purposes.any(|purpose| purpose.contains("prefetch"));
    match *method {
        Method::HEAD => true,
        Method::GET => is_from_elsewhere || is_ahead,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn whoever_is_led_is_told_from_whoever_comes() {
        let check = |method: Method, list: &[(&'static str, &'static str)], expect| {
            let mut headers = HeaderMap::new();
            for (name, value) in list {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(is_led(&method, &headers), expect, "{method} {list:?}");
        };
        check(Method::GET, &[], false);
        check(Method::GET, &[("sec-fetch-site", "same-origin")], false);
        check(Method::GET, &[("sec-fetch-site", "none")], false);
        check(Method::GET, &[("sec-fetch-site", "cross-site")], true);
        check(Method::GET, &[("sec-fetch-site", "same-site")], true);
        check(Method::GET, &[("sec-purpose", "prefetch;prerender")], true);
        check(Method::HEAD, &[("sec-fetch-site", "same-origin")], true);
        check(Method::POST, &[("sec-fetch-site", "same-origin")], false);
    }

    #[test]
    fn the_case_stands_in_the_address() {
        let number = |path: &str| case_in(path).map(|number| number.to_string());
        assert_eq!(number("/cases/s20261121.30").as_deref(), Some("s20261121.30"));
        assert_eq!(number("/cases/s20261121.30/splits/new").as_deref(), Some("s20261121.30"));
        assert_eq!(number("/cases/placements"), None);
        assert_eq!(number("/cases"), None);
    }
}
