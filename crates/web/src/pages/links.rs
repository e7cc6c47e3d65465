//! One-time links: looking shows a button, only pressing it consumes the link.

use askama::Template;

use crate::frame::Frame;

/// Shows the button; the page is the same for good, used and invented links.
#[derive(Template)]
#[template(path = "links/show.html")]
pub struct LinkShow {
    /// What stands around.
    pub frame: Frame,
    /// Where the button posts to; carries the secret, as the address of the page does.
    pub path: String,
}

/// Says that a link does not work, without saying why.
#[derive(Template)]
#[template(path = "links/create.html")]
pub struct LinkSpent {
    /// What stands around.
    pub frame: Frame,
}

impl LinkShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_nobody(), path: "/links/sample-secret".to_owned() }
    }
}

impl LinkSpent {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_nobody() }
    }
}
