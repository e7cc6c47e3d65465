//! The headers that every answer carries.

use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// What a page may load and where its forms may go: ourselves, and nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// The browser's powers that no page asks for; passkeys are asked for by our own pages alone.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), \
     idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), \
     xr-spatial-tracking=()";

/// Seconds for which a browser insists on TLS: one year.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

const FIXED: [(HeaderName, HeaderValue); 9] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        HeaderValue::from_static("require-corp"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS_POLICY)),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
];

/// Characters of the longest origin that a form may lead to.
const TARGET_CHARS_MAX: usize = 200;

/// The one place outside to which the forms of a page lead; an extension of the answer. The settings name it, never
/// a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormTarget(String);

impl FormTarget {
    /// Returns the origin of an address; `None` where it has none that a policy can name.
    pub fn of_url(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        let is_origin = matches!(scheme, "https" | "http")
            && !host.is_empty()
            && host.len() <= TARGET_CHARS_MAX
            && host.chars().all(is_plain);
        is_origin.then(|| Self(format!("{scheme}://{host}")))
    }
}

/// Says that an answer is a style, a script or a shape of our own; an extension of the answer. It has only the headers that
/// mean something there: on a slow line, what a page needs waits for each of them.
#[derive(Clone, Copy, Debug)]
pub struct Embedded;

/// What these are told in place of what pages are: no type but its own, no other site, and nothing that runs were it opened by itself.
const EMBEDDED: [(HeaderName, HeaderValue); 3] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Says that an answer is a stranger's file; an extension of the answer. Were it ever shown in place of being saved,
/// nothing in it could run, and it would be of no origin.
#[derive(Clone, Copy, Debug)]
pub struct Strange;

/// What a stranger's file may do where it is shown after all.
const STRANGE_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Adds the headers to an answer.
#[boxed]
pub async fn add(State(rules): State<crate::Rules>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_embedded = response.extensions_mut().remove::<Embedded>().is_some();
    let fixed: &[_] = if is_embedded { &EMBEDDED } else { &FIXED };
    fill(response.headers_mut(), fixed, rules.config.is_https());
    if response.extensions_mut().remove::<Strange>().is_some() {
        let policy = HeaderValue::from_static(STRANGE_POLICY);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(FormTarget(origin)) = response.extensions_mut().remove::<FormTarget>() {
        let own = "form-action 'self'";
        let policy = CONTENT_SECURITY_POLICY.replace(own, &format!("{own} {origin}"));
        if let Ok(policy) = HeaderValue::try_from(policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}

fn fill(headers: &mut HeaderMap, fixed: &[(HeaderName, HeaderValue)], is_https: bool) {
    for (name, value) in fixed {
        headers.insert(name.clone(), value.clone());
    }
    // Only what says of itself that it may be kept is kept: assets, by their digest.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if is_https {
        let value = HeaderValue::from_static(STRICT_TRANSPORT_SECURITY);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_to_an_origin_and_to_nothing_else() {
        let check = |url: &str, expect: Option<&str>| {
            let target = FormTarget::of_url(url).map(|FormTarget(origin)| origin);
            assert_eq!(target.as_deref(), expect, "{url}");
        };
        check("https://accounts.example/authority?x", Some("https://accounts.example"));
        check("http://127.0.0.1:9000", Some("http://127.0.0.1:9000"));
        check("https://[::1]:9/a", Some("https://[::1]:9"));
        check("javascript://x", None);
        check("https://", None);
        check("https://a b/", None);
        check("https://a;script-src *", None);
        check("accounts.example", None);
    }

    #[test]
    fn nothing_inline_and_nothing_kept() {
        let mut headers = HeaderMap::new();
        fill(&mut headers, &FIXED, true);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn what_is_embedded_runs_nothing_and_is_nobody_elses() {
        let mut headers = HeaderMap::new();
        fill(&mut headers, &EMBEDDED, true);
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn an_asset_keeps_its_own_word_on_caching() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, immutable"));
        fill(&mut headers, &FIXED, false);
        assert_eq!(headers[header::CACHE_CONTROL], "public, immutable");
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
