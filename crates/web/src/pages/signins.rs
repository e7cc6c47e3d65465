//! Signing in: an address is asked for, and every answer looks the same.

use askama::Template;

use crate::frame::Frame;

/// Asks for an address.
#[derive(Template)]
#[template(path = "signins/new.html")]
pub struct SignInNew {
    /// What stands around.
    pub frame: Frame,
    /// Why the form came back, such as an address that is none.
    pub error: Option<&'static str>,
    /// The address as typed, so that it can be corrected.
    pub address: String,
}

/// Says the same to everybody, whether the address may sign in or not.
#[derive(Template)]
#[template(path = "signins/show.html")]
pub struct SignInShow {
    /// What stands around.
    pub frame: Frame,
    /// Minutes for which a link works.
    pub link_minutes: i64,
}

impl SignInNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_nobody(), error: None, address: String::new() }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("This is not a mail address; it looks like name@example.org.");
        Self { error, address: "jana at example".to_owned(), ..Self::sample() }
    }
}

impl SignInShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_nobody(), link_minutes: 15 }
    }
}
