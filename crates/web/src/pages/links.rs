//! One-time links: looking shows a button, only pressing it consumes the link.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{messages::EmptyForm, signins},
    trouble::{Trouble, page, page_with},
};

/// Characters of the longest secret that is put back into an address.
const SECRET_CHARS_MAX: usize = 64;

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

/// Shows the button. Nothing is looked up: the page is the same for every link.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(secret): Path<String>,
) -> Result<Response, Trouble> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if secret.len() > SECRET_CHARS_MAX || !secret.chars().all(is_letter) {
        return Err(Trouble::NotFound);
    }
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&LinkShow { frame, path: super::link_path(&secret) })
}

/// Uses the link up and begins a session.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(secret): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let Some(signed_in) = state.sign_in.use_link(&secret, caller.peer).await? else {
        let frame = caller.frame(&state, Here::Elsewhere).await?;
        return page_with(StatusCode::GONE, &LinkSpent { frame });
    };
    Ok(signins::welcome(&state, &signed_in).await)
}
