//! Signing in: an address is asked for, and every answer looks the same.

use askama::Template;
use authority::LINK_SECS;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::{Actor, Address};
use serde::Deserialize;

use crate::{
    caller::Caller,
    cookies::{self, Jar},
    form::Ours,
    frame::{Frame, Here},
    pages::messages::EmptyForm,
    trouble::{Trouble, page, page_with},
};

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

/// An address as typed.
#[derive(Deserialize)]
pub struct SignInForm {
    address: String,
}

/// Goes to where the caller belongs.
pub async fn start(caller: Caller) -> Redirect {
    Redirect::to(match caller.actor {
        Actor::Staff(_) => "/cases",
        Actor::Person(_) => "/me",
        Actor::Visitor | Actor::Founder => "/sign-in",
    })
}

/// Asks for an address.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    if !matches!(caller.actor, Actor::Visitor) {
        return Ok(start(caller).await.into_response());
    }
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&SignInNew { frame, error: None, address: String::new() })
}

/// Asks for a link. Known and unknown addresses get the same answer after the same work.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<SignInForm>,
) -> Result<Response, Trouble> {
    let Ok(address) = Address::parse(&form.address) else {
        let frame = caller.frame(&state, Here::Elsewhere).await?;
        let error = Some("This is not a mail address; it looks like name@example.org.");
        let page = SignInNew { frame, error, address: form.address };
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    state.sign_in.request_link(&address, caller.peer).await?;
    Ok(Redirect::to("/sign-in/sent").into_response())
}

/// Says the same to everybody.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&SignInShow { frame, link_minutes: LINK_SECS / 60 })
}

/// Ends the session.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.sign_in.sign_out(caller.cookie.expose()).await?;
    let end = CookieJar::new().add(cookies::end(&state.rules.config, Jar::Session));
    Ok((end, Redirect::to("/sign-in")).into_response())
}
