//! The page that is shown when there is no other.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use crate::frame::Frame;

/// Says what went wrong, and where to go from here.
#[derive(Template)]
#[template(path = "errors/show.html")]
pub struct ErrorShow {
    frame: Frame,
    status: u16,
    heading: &'static str,
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
            heading,
            text: text.to_owned(),
            request_id: request_id.to_owned(),
        }
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

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => (
            "There is nothing here for you",
            "The address may be mistyped, or what it names is not yours to see. \
             We do not say which.",
        ),
        StatusCode::FORBIDDEN => (
            "This form was not ours, or it is too old",
            "We only take forms from our own pages, from the browser that asked for them. \
             Open the page again and send the form from there.",
        ),
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => (
            "Somebody was faster",
            "What you wanted to change has changed since you looked. Open it again; \
             nothing of yours was written.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("That is too much at once", "A form may hold one megabyte. Nothing was written.")
        }
        StatusCode::TOO_MANY_REQUESTS => {
            ("Too many at once", "Please wait a minute and try again. Nothing was written.")
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => (
            "We are not able to answer now",
            "Something that we stand on is slow or away. Nothing of yours is lost: \
             what we have accepted, we have kept.",
        ),
        StatusCode::GONE => {
            ("It is no longer there", "It was destroyed, and cannot be brought back.")
        }
        StatusCode::UNPROCESSABLE_ENTITY => (
            "That cannot be used as it is",
            "Something that you gave does not fit. Nothing was written.",
        ),
        StatusCode::INSUFFICIENT_STORAGE => {
            ("The storage is full", "We accept nothing that we cannot keep. Nothing was written.")
        }
        status if status.is_client_error() => (
            "We could not read that",
            "The request was not in a form that we understand. Nothing was written.",
        ),
        _ => (
            "Something broke on our side",
            "It has been noted. What we accepted before is kept; what you just sent may not \
             have been written.",
        ),
    }
}
