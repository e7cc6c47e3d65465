//! Forged requests, refused by where they come from; the token in every form refuses them a second time.

use axum::http::{HeaderMap, Method, header};

use crate::Config;

/// Says whether a request may come from one of our own pages, as far as browsers tell.
///
/// Browsers send `Sec-Fetch-Site`, older ones `Origin`; programs send neither and hold no cookie.
pub fn is_ours(config: &Config, method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        // `none` is a person's own doing, such as sending a form again after a reload.
        return site == "same-origin" || site == "none";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.as_bytes().eq_ignore_ascii_case(config.origin().as_bytes()),
        None => true,
    }
}

/// Says whether a browser says of a request that a page of ours made it. Whoever says nothing does not say so, and neither does who
/// sends by hand what was sent before.
pub fn is_said_ours(config: &Config, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get(header::ORIGIN).is_some_and(|origin| {
            origin.as_bytes().eq_ignore_ascii_case(config.origin().as_bytes())
        }),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(method: &Method, name: &'static str, value: &'static str, expect: bool) {
        let config = Config::new("https://desk.example.org").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        assert_eq!(is_ours(&config, method, &headers), expect, "{method} {name}: {value}");
    }

    #[test]
    fn only_what_is_said_to_be_ours_is_shown_again() {
        let config = Config::new("https://desk.example.org").unwrap();
        let check = |list: &[(&'static str, &'static str)], expect| {
            let mut headers = HeaderMap::new();
            for (name, value) in list {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(is_said_ours(&config, &headers), expect, "{list:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "https://desk.example.org")], false);
        check(&[("origin", "https://desk.example.org")], true);
        check(&[("origin", "null")], false);
        check(&[], false);
    }

    #[test]
    fn only_our_own_pages_may_post() {
        check(&Method::POST, "sec-fetch-site", "same-origin", true);
        check(&Method::POST, "sec-fetch-site", "none", true);
        check(&Method::POST, "sec-fetch-site", "same-site", false);
        check(&Method::POST, "sec-fetch-site", "cross-site", false);
        check(&Method::GET, "sec-fetch-site", "cross-site", true);
        check(&Method::POST, "origin", "https://desk.example.org", true);
        check(&Method::POST, "origin", "https://evil.example", false);
        check(&Method::POST, "origin", "null", false);
        check(&Method::POST, "accept", "*/*", true);
    }
}
