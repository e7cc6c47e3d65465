//! Signing in: by a link, a passkey, or a password and a code. Every answer looks the same, whoever is asked about.

use askama::Template;
use authority::{Credentials, LINK_SECS, SignedIn};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use model::{Actor, Address, KnownReading, Personal, Reading};
use serde::Deserialize;
use tracing::warn;

use crate::{
    caller::Caller,
    cookies::{self, Jar},
    form::Ours,
    frame::{Frame, Here},
    locale,
    pages::{messages::EmptyForm, time_zones},
    say,
    trouble::{Trouble, page, page_with},
};

/// Asks how somebody wants to sign in.
#[derive(Template)]
#[template(path = "signins/new.html")]
pub struct SignInNew {
    /// What stands around.
    pub frame: Frame,
    /// Why the form came back, such as an address that is none.
    pub error: Option<String>,
    /// The address as typed, so that it can be corrected.
    pub address: String,
    /// True where browsers have passkeys for this house.
    pub takes_passkeys: bool,
    /// True where a passkey was not taken.
    pub is_passkey_refused: bool,
    /// True where address, password and code did not go together.
    pub is_password_refused: bool,
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
        Self::of(Frame::sample_nobody(), true)
    }

    const fn of(frame: Frame, takes_passkeys: bool) -> Self {
        Self {
            frame,
            error: None,
            address: String::new(),
            takes_passkeys,
            is_passkey_refused: false,
            is_password_refused: false,
        }
    }

    /// Returns sample values of refused ways.
    pub fn sample_refused() -> Self {
        let address = "jana@mail.example".to_owned();
        Self { address, is_passkey_refused: true, is_password_refused: true, ..Self::sample() }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some(say("signin-no-address").to_string());
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

/// What a browser answered for a passkey.
#[derive(Deserialize)]
pub struct PasskeyForm {
    credential: String,
}

/// A password and a code.
#[derive(Deserialize)]
pub struct PasswordForm {
    address: String,
    password: String,
    code: String,
}

/// Goes to where the caller belongs.
pub async fn start(State(state): State<crate::State>, caller: Caller) -> Result<Redirect, Trouble> {
    Ok(Redirect::to(match caller.actor {
        Actor::Staff(_) if caller.is_held_back(&state) => "/security",
        Actor::Staff(_) => "/cases",
        // Whoever was given a place and may not begin yet reads why.
        Actor::Person(_) if state.desk.lacks_to_begin(&caller.actor).await?.is_some() => {
            "/agreement"
        }
        Actor::Person(_) => "/me",
        Actor::Visitor | Actor::Founder if state.demo.is_some() => "/demo",
        Actor::Visitor | Actor::Founder => "/sign-in",
    }))
}

/// Asks how somebody wants to sign in.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    if !matches!(caller.actor, Actor::Visitor) {
        return Ok(start(State(state), caller).await?.into_response());
    }
    page(&blank(&state, &caller).await?)
}

/// Asks for a link. Known and unknown addresses get the same answer after the same work.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<SignInForm>,
) -> Result<Response, Trouble> {
    let Ok(address) = Address::parse(&form.address) else {
        let error = Some(say("signin-no-address").to_string());
        let address = form.address;
        let page = SignInNew { error, address, ..blank(&state, &caller).await? };
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    // Of who asks, and not of whose the address is: nobody is looked up here.
    let reading = Reading { locale: locale::current(), zone: locale::zone() };
    state.sign_in.request_link(&address, caller.peer, &reading).await?;
    Ok(Redirect::to("/sign-in/sent").into_response())
}

/// Answers a script with what to ask the browser for a passkey: the same for everybody.
pub async fn challenge(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    visitor(&caller)?;
    let begun = state.sign_in.begin_passkey_sign_in(&caller.cookie, caller.peer).await?;
    let options = begun.ok_or(Trouble::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], options.into_exposed()).into_response())
}

/// Signs in by a passkey.
pub async fn create_by_passkey(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PasskeyForm>,
) -> Result<Response, Trouble> {
    visitor(&caller)?;
    let answer = Personal::new(form.credential);
    let signed_in = state.sign_in.finish_passkey_sign_in(&caller.cookie, &answer, caller.peer);
    if let Some(signed_in) = signed_in.await? {
        return Ok(welcome(&state, &signed_in).await);
    }
    let page = SignInNew { is_passkey_refused: true, ..blank(&state, &caller).await? };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Signs in by a password and a code. Whatever does not go together gets the same answer at the same time.
pub async fn create_by_password(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PasswordForm>,
) -> Result<Response, Trouble> {
    visitor(&caller)?;
    let refused = SignInNew {
        is_password_refused: true,
        address: form.address.clone(),
        ..blank(&state, &caller).await?
    };
    // What is no address is nobody's; that much anybody can see.
    if let Ok(address) = Address::parse(&form.address) {
        let (password, code) = (Personal::new(form.password), Personal::new(form.code));
        let typed = Credentials { address, password, code };
        if let Some(signed_in) = state.sign_in.sign_in_by_password(&typed, caller.peer).await? {
            return Ok(welcome(&state, &signed_in).await);
        }
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &refused)
}

/// Gives the browser its session, and goes to where its owner belongs.
pub async fn welcome(state: &crate::State, signed_in: &SignedIn) -> Response {
    let mut jar = cookies_of(state, signed_in);
    match state.desk.fill_reading(&signed_in.actor, locale::known()).await {
        // What they chose wins over what stands in this browser, which somebody else may have left there.
        Ok(KnownReading { zone: Some(zone), .. }) => {
            jar = jar.add(time_zones::cookie(state, &signed_in.actor, &zone));
        }
        Ok(_) => {}
        // Nobody is kept out for that.
        Err(error) => warn!("how somebody reads could not be kept: {error}"),
    }
    (jar, Redirect::to("/")).into_response()
}

/// Returns the cookies of a browser whose session begins.
pub fn cookies_of(state: &crate::State, signed_in: &SignedIn) -> CookieJar {
    let config = &state.rules.config;
    let session = cookies::set(config, Jar::Session, &signed_in.cookie);
    CookieJar::new().add(cookies::end(config, Jar::Visit)).add(session)
}

async fn blank(state: &crate::State, caller: &Caller) -> Result<SignInNew, Trouble> {
    let frame = caller.frame(state, Here::Elsewhere).await?;
    Ok(SignInNew::of(frame, state.sign_in.takes_passkeys()))
}

/// Whoever is signed in signs out first: a session is not swapped under its owner's hands.
fn visitor(caller: &Caller) -> Result<(), Trouble> {
    if matches!(caller.actor, Actor::Visitor) { Ok(()) } else { Err(Trouble::Foreign) }
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
    let config = &state.rules.config;
    // Their clock is kept with them: who comes next is not to see by it where they are.
    let end = CookieJar::new();
    let end = end.add(cookies::end(config, Jar::Session)).add(cookies::end(config, Jar::Zone));
    Ok((end, Redirect::to("/sign-in")).into_response())
}
