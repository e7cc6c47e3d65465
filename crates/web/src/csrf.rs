//! Forgery of requests, refused twice: by where a request comes from, and by a token in every form.

use aws_lc_rs::hmac;
use axum::http::{HeaderMap, Method, header};
use data_encoding::BASE64URL_NOPAD;
use model::Personal;

use crate::Config;

/// What the token is derived for; another use of the cookie's value gives another token.
const PURPOSE: &[u8] = b"chancery form token 1";

/// Characters of the longest token that we decode.
const TOKEN_CHARS_MAX: usize = 64;

/// Derives the token that forms of this session or visit carry.
///
/// Whoever can compute it knows the cookie, and whoever knows the cookie needs no forgery.
pub fn token(cookie: &Personal<String>) -> String {
    BASE64URL_NOPAD.encode(hmac::sign(&key(cookie), PURPOSE).as_ref())
}

/// Says whether a form's token belongs to this session or visit, in constant time.
pub fn is_ours(cookie: &Personal<String>, token: &str) -> bool {
    if token.len() > TOKEN_CHARS_MAX {
        return false;
    }
    let Ok(tag) = BASE64URL_NOPAD.decode(token.as_bytes()) else { return false };
    hmac::verify(&key(cookie), PURPOSE, &tag).is_ok()
}

/// Says whether a request may come from one of our own pages, as far as browsers tell.
///
/// Browsers send `Sec-Fetch-Site`, older ones `Origin`; programs send neither and hold no cookie.
pub fn is_same_site(config: &Config, method: &Method, headers: &HeaderMap) -> bool {
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

fn key(cookie: &Personal<String>) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, cookie.expose().as_bytes())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_belongs_to_one_cookie() {
        let mine = Personal::new("mine".to_owned());
        let other = Personal::new("other".to_owned());
        assert!(is_ours(&mine, &token(&mine)));
        assert!(!is_ours(&other, &token(&mine)));
        assert!(!is_ours(&mine, ""));
    }

    fn check(method: Method, name: &'static str, value: &'static str, expect: bool) {
        let config = Config::new("https://desk.example.org").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        assert_eq!(is_same_site(&config, &method, &headers), expect, "{method} {name}: {value}");
    }

    #[test]
    fn only_our_own_pages_may_post() {
        check(Method::POST, "sec-fetch-site", "same-origin", true);
        check(Method::POST, "sec-fetch-site", "none", true);
        check(Method::POST, "sec-fetch-site", "same-site", false);
        check(Method::POST, "sec-fetch-site", "cross-site", false);
        check(Method::GET, "sec-fetch-site", "cross-site", true);
        check(Method::POST, "origin", "https://desk.example.org", true);
        check(Method::POST, "origin", "https://evil.example", false);
        check(Method::POST, "origin", "null", false);
        check(Method::POST, "accept", "*/*", true);
    }

    proptest! {
        #[test]
        fn no_text_passes_for_a_token(text in ".{0,100}") {
            let cookie = Personal::new("mine".to_owned());
            prop_assert_eq!(is_ours(&cookie, &text), text == token(&cookie));
        }
    }
}
