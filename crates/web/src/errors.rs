//! The page that is shown when there is no other.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use crate::{frame::Frame, locale::Words, say};

/// Says what went wrong, and where to go from here.
#[derive(Template)]
#[template(path = "errors/show.html")]
pub struct ErrorShow {
    frame: Frame,
    status: u16,
    heading: String,
    text: String,
    request_id: String,
}

impl ErrorShow {
    /// Finds the words for a status; causes are logged, not shown.
    pub fn new(status: StatusCode, request_id: &str) -> Self {
        let (heading, text) = words(status);
        let frame = Frame::bare();
        Self {
            frame,
            status: status.as_u16(),
            heading: heading.to_string(),
            text: text.to_string(),
            request_id: request_id.to_owned(),
        }
    }

    /// Returns what a status means, in words: a heading and a sentence or two.
    pub fn told(status: StatusCode) -> (String, String) {
        let (heading, text) = words(status);
        (heading.to_string(), text.to_string())
    }

    /// Says something nearer to the matter.
    pub fn saying(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// Returns sample values.
    pub fn sample(status: StatusCode) -> Self {
        Self::new(status, "0199d0c2-7d3b-7c52-9d4e-51f0a2c3b4d5")
    }
}

impl IntoResponse for ErrorShow {
    fn into_response(self) -> Response {
        match self.render() {
            Ok(html) => Html(html).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

fn words(status: StatusCode) -> (Words, Words) {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            (say("errors-nothing-here"), say("errors-nothing-here-text"))
        }
        StatusCode::FORBIDDEN => (say("errors-not-our-form"), say("errors-not-our-form-text")),
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => {
            (say("errors-faster"), say("errors-faster-text"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => (say("errors-too-large"), say("errors-too-large-text")),
        StatusCode::TOO_MANY_REQUESTS => (say("errors-too-many"), say("errors-too-many-text")),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            (say("errors-unable"), say("errors-unable-text"))
        }
        StatusCode::GONE => (say("errors-gone"), say("errors-gone-text")),
        StatusCode::UNPROCESSABLE_ENTITY => (say("errors-unusable"), say("errors-unusable-text")),
        StatusCode::INSUFFICIENT_STORAGE => (say("errors-full"), say("errors-full-text")),
        status if status.is_client_error() => {
            (say("errors-unreadable"), say("errors-unreadable-text"))
        }
        _ => (say("errors-broken"), say("errors-broken-text")),
    }
}
