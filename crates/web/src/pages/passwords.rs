//! Setting a password.

use askama::Template;
use authority::FactorError;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{FactorChange, OwnFactors};
use model::{FactorKind, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{
        factors::fault_words,
        proofs::{self, Shown},
    },
    say,
    trouble::{Trouble, page_with},
};

/// Asks for a password, twice.
#[derive(Template)]
#[template(path = "passwords/edit.html")]
pub struct PasswordEdit {
    /// What stands around.
    pub frame: Frame,
    /// True where there is one already.
    pub is_set: bool,
    /// True where there is something that gives codes.
    pub has_code: bool,
    /// The address it goes with, for who keeps passwords.
    pub address: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A password, twice.
#[derive(Deserialize)]
pub struct PasswordForm {
    password: String,
    again: String,
}

impl PasswordEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            is_set: true,
            has_code: true,
            address: Personal::new("eva@desk.example".to_owned()),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("choose 12 characters or more".to_owned());
        let frame = Frame::sample_requester();
        Self { frame, is_set: false, has_code: false, error, ..Self::sample() }
    }
}

/// Asks for a password, after whoever asks has shown that it is them.
pub async fn edit(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    if let Shown::Ask(page) =
        proofs::shown(&state, &caller, &own, FactorChange::SetPassword).await?
    {
        return Ok(page);
    }
    ask(&state, &caller, own, StatusCode::OK, None).await
}

/// Keeps a password.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PasswordForm>,
) -> Result<Response, Trouble> {
    let (person_id, _) = proofs::signed_in(&caller)?;
    let (password, again) = (Personal::new(form.password), Personal::new(form.again));
    let ready = if password.expose() == again.expose() {
        state.sign_in.choose_password(person_id, &password).await
    } else {
        Err(FactorError::Unfit(say("security-not-the-same").to_string()))
    };
    let ready = match ready {
        Ok(ready) => ready,
        Err(FactorError::SignIn(error)) => return Err(error.into()),
        Err(error) => {
            let own = state.desk.own_factors(&caller.actor).await?;
            let (status, words) = (StatusCode::UNPROCESSABLE_ENTITY, fault_words(&error));
            return ask(&state, &caller, own, status, Some(words)).await;
        }
    };
    let change = FactorChange::SetPassword;
    let proof = proofs::standing(&state, &caller, change).await?;
    let done = state.desk.add_factor(&caller.actor, &ready, proof.as_ref()).await;
    proofs::answer(done, change, Redirect::to("/security?done=password").into_response())
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    own: OwnFactors,
    status: StatusCode,
    error: Option<String>,
) -> Result<Response, Trouble> {
    let frame = caller.frame(state, Here::Security).await?;
    let is_set = own.single(FactorKind::Password).is_some();
    let has_code = own.single(FactorKind::Totp).is_some() || own.n_recovery_codes > 0;
    let page = PasswordEdit { frame, is_set, has_code, address: own.address, error };
    page_with(status, &page)
}
