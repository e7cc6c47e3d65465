//! What goes over the line compressed: assets, and pages that their reader went to.
//!
//! The length of a compressed page tells whether two of its parts are alike. A stranger who has a browser open pages of
//! ours with words of their choice in the address, and sees the line, could guess by it what else stands there: a
//! token, a name (BREACH). Browsers say where a request came from, so what others led to goes at full length
//! (docs/adr/0017).

use async_recursion::async_recursion as boxed;
use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, Method, StatusCode, Version, header},
    middleware::Next,
    response::Response,
};
use tower_http::compression::{
    CompressionLayer,
    predicate::{Predicate, SizeAbove},
};

/// Octets that go in one packet however they are packed.
const PACKET_BYTES: u64 = 1_400;

/// What shrinks. Files of people are no pages: they are sealed, or packed already.
const MEDIA_TYPES: [&[u8]; 4] = [b"text/html", b"text/css", b"text/javascript", b"image/svg+xml"];

/// Compresses answers whose requests may still say that they take it.
pub fn layer() -> CompressionLayer<impl Predicate + Send + Sync + 'static> {
    CompressionLayer::new().compress_when(SizeAbove::new(PACKET_BYTES).and(shrinks))
}

/// Forgets that a request takes compressed answers, where it is not to have one.
#[boxed]
pub async fn choose(mut request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    if !is_asset && !is_own_way(request.method(), request.headers()) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Says whether a reader went to a page by themselves: from a page of ours, or by typing its address. What a page fetches
/// does not count, because a stranger may have chosen the address of that page.
fn is_own_way(method: &Method, headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).map(|value| value.as_bytes());
    *method == Method::GET
        && says("sec-fetch-mode") == Some(b"navigate")
        && matches!(says("sec-fetch-site"), Some(b"same-origin" | b"none"))
}

fn shrinks(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| {
        MEDIA_TYPES.iter().any(|media_type| value.as_bytes().starts_with(media_type))
    })
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, to_bytes},
        middleware,
        response::Html,
        routing::get,
    };
    use tower::ServiceExt;

    use super::*;

    /// Octets of a page that shrinks.
    const PAGE_BYTES: usize = 9_000;

    async fn answer(path: &str, method: Method, headers: &[(&str, &str)]) -> Response {
        let page = || async { Html("page ".repeat(PAGE_BYTES / 5)) };
        let file = || async { ([(header::CONTENT_TYPE, "application/zip")], vec![0; PAGE_BYTES]) };
        let routes = Router::new()
            .route("/cases", get(page).post(page))
            .route("/assets/0/a.css", get(page))
            .route("/file", get(file))
            .route("/short", get(|| async { Html("short") }))
            .layer(layer())
            .layer(middleware::from_fn(choose));
        let mut request = Request::builder().uri(path).method(method);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request = request.header(header::ACCEPT_ENCODING, "gzip, br");
        routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    const TYPED: [(&str, &str); 2] = [("sec-fetch-mode", "navigate"), ("sec-fetch-site", "none")];

    #[tokio::test]
    async fn what_a_stranger_led_to_goes_at_full_length() {
        let check = async |path: &str, headers: &[(&str, &str)], expect: bool| {
            let answer = answer(path, Method::GET, headers).await;
            let is_packed = answer.headers().contains_key(header::CONTENT_ENCODING);
            assert_eq!(is_packed, expect, "{path} {headers:?}");
        };
        let way = |mode, site| [("sec-fetch-mode", mode), ("sec-fetch-site", site)];
        check("/cases", &TYPED, true).await;
        check("/cases", &way("navigate", "same-origin"), true).await;
        check("/cases", &way("navigate", "same-site"), false).await;
        check("/cases", &way("navigate", "cross-site"), false).await;
        check("/cases", &way("cors", "same-origin"), false).await;
        check("/cases", &[], false).await;
        check("/assets/0/a.css", &way("cors", "cross-site"), true).await;
        check("/file", &TYPED, false).await;
        check("/short", &TYPED, false).await;
    }

    #[tokio::test]
    async fn what_an_act_released_goes_at_full_length() {
        let answer = answer("/cases", Method::POST, &TYPED).await;
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn a_packed_page_is_short_and_says_so() {
        let answer = answer("/cases", Method::GET, &TYPED).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        let body = to_bytes(answer.into_body(), PAGE_BYTES).await.unwrap();
        assert!(body.starts_with(b"\x1f\x8b"));
        assert!(body.len() < PAGE_BYTES / 10);
    }
}
