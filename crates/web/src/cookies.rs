//! The cookies: the session of who signed in, the visit of who has not yet, and what was chosen in this browser.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use data_encoding::BASE64URL_NOPAD;
use model::{Chance, Personal};

use crate::Config;

/// Octets of a visit cookie, to which the forms of a signed-out browser are tied; as many as a session's,
/// so that both give form tokens in the same way.
const VISIT_BYTES: usize = 32;

/// Characters of the longest cookie value that we look at.
const VALUE_CHARS_MAX: usize = 128;

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    /// A signed-in browser.
    Session,
    /// A browser that has not signed in.
    Visit,
    /// Set to `off` by who does not want single keys to act (WCAG 2.1.4).
    Keys,
    /// Set to the language that its reader chose for the pages.
    Language,
    /// Set to the time zone that its reader chose for the pages.
    Zone,
}

impl Jar {
    /// Returns the name; the prefix makes browsers refuse it from elsewhere, and asks for TLS.
    const fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-chancery",
            (Self::Session, false) => "chancery",
            (Self::Visit, true) => "__Host-chancery-visit",
            (Self::Visit, false) => "chancery-visit",
            (Self::Keys, true) => "__Host-chancery-keys",
            (Self::Keys, false) => "chancery-keys",
            (Self::Language, true) => "__Host-chancery-language",
            (Self::Language, false) => "chancery-language",
            (Self::Zone, true) => "__Host-chancery-zone",
            (Self::Zone, false) => "chancery-zone",
        }
    }
}

/// Reads a cookie.
pub fn read(config: &Config, cookies: &CookieJar, which: Jar) -> Option<Personal<String>> {
    let value = cookies.get(which.name(config.is_https()))?.value();
    // Names of zones have a slash.
    let is_token =
        |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || (which == Jar::Zone && c == '/');
    let is_plain =
        !value.is_empty() && value.len() <= VALUE_CHARS_MAX && value.chars().all(is_token);
    is_plain.then(|| Personal::new(value.to_owned()))
}

/// Makes a cookie that lives as long as the browser does.
pub fn set(config: &Config, which: Jar, value: &Personal<String>) -> Cookie<'static> {
    cookie(config, which, value.expose().clone())
}

/// Makes a cookie that outlives the browser: a choice, not a proof.
pub fn keep(config: &Config, which: Jar, value: String) -> Cookie<'static> {
    let mut cookie = cookie(config, which, value);
    cookie.make_permanent();
    cookie
}

/// Makes the cookie that ends another.
pub fn end(config: &Config, which: Jar) -> Cookie<'static> {
    let mut cookie = cookie(config, which, String::new());
    cookie.make_removal();
    cookie
}

/// Draws the value of a visit cookie.
pub fn draw_visit(chance: &dyn Chance) -> Personal<String> {
    Personal::new(BASE64URL_NOPAD.encode(&chance.bytes::<VISIT_BYTES>()))
}

fn cookie(config: &Config, which: Jar, value: String) -> Cookie<'static> {
    Cookie::build((which.name(config.is_https()), value))
        .path("/")
        .http_only(true)
        // Not Strict: a link from a mail must find who is signed in. Changes need POST and a token.
        .same_site(SameSite::Lax)
        .secure(config.is_https())
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expect: &str) {
        let config = Config::new(url).unwrap();
        let cookie = set(&config, Jar::Session, &Personal::new("abc".to_owned()));
        assert_eq!(cookie.to_string(), expect);
    }

    #[test]
    fn names_follow_the_scheme() {
        check(
            "https://desk.example.org",
            "__Host-chancery=abc; HttpOnly; SameSite=Lax; Secure; Path=/",
        );
        check("http://127.0.0.1:8080", "chancery=abc; HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn a_zone_has_a_slash_and_a_session_has_none() {
        let config = Config::new("http://127.0.0.1").unwrap();
        let zone = keep(&config, Jar::Zone, "Europe/Prague".to_owned());
        let cookies = CookieJar::new().add(zone).add(Cookie::new("chancery", "a/b"));
        let read = |which| read(&config, &cookies, which).map(Personal::into_exposed);
        assert_eq!(read(Jar::Zone).as_deref(), Some("Europe/Prague"));
        assert_eq!(read(Jar::Session), None);
    }

    #[test]
    fn odd_values_are_no_cookie() {
        let config = Config::new("http://127.0.0.1").unwrap();
        for (value, expect) in [("abc-_1", true), ("a b", false), ("", false)] {
            let jar = CookieJar::new().add(Cookie::new("chancery", value));
            assert_eq!(read(&config, &jar, Jar::Session).is_some(), expect, "{value}");
        }
        let long = CookieJar::new().add(Cookie::new("chancery", "a".repeat(129)));
        assert!(read(&config, &long, Jar::Session).is_none());
    }
}
