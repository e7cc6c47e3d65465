//! Adding a passkey.

use askama::Template;
use authority::FactorError;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{FactorChange, OwnFactors};
use model::Personal;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{
        factors::fault_words,
        proofs::{self, Shown},
    },
    trouble::{Trouble, page_with},
};

/// Asks the browser for a new passkey.
#[derive(Template)]
#[template(path = "passkeys/new.html")]
pub struct PasskeyNew {
    /// What stands around.
    pub frame: Frame,
    /// What the browser is asked.
    pub options: Personal<String>,
    /// What it is called, as typed.
    pub name: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A new passkey.
#[derive(Deserialize)]
pub struct PasskeyForm {
    name: String,
    credential: String,
}

impl PasskeyNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            options: Personal::new("{\"challenge\":\"c2FtcGxl\"}".to_owned()),
            name: Personal::default(),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let name = Personal::new("blue key".to_owned());
        let error = Some(fault_words(&FactorError::Wrong));
        Self { frame: Frame::sample_requester(), name, error, ..Self::sample() }
    }
}

/// Asks for a new passkey, after whoever asks has shown that it is them.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    if let Shown::Ask(page) = proofs::shown(&state, &caller, &own, FactorChange::AddPasskey).await?
    {
        return Ok(page);
    }
    ask(&state, &caller, &own, StatusCode::OK, Personal::default(), None).await
}

/// Keeps a new passkey.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PasskeyForm>,
) -> Result<Response, Trouble> {
    let (person_id, session_id) = proofs::signed_in(&caller)?;
    let (name, answer) = (Personal::new(form.name), Personal::new(form.credential));
    let ready = state.sign_in.finish_passkey(person_id, session_id, &name, &answer).await;
    let ready = match ready {
        Ok(ready) => ready,
        Err(FactorError::SignIn(error)) => return Err(error.into()),
        Err(error) => {
            let own = state.desk.own_factors(&caller.actor).await?;
            let (status, words) = (StatusCode::UNPROCESSABLE_ENTITY, fault_words(&error));
            return ask(&state, &caller, &own, status, name, Some(words)).await;
        }
    };
    let change = FactorChange::AddPasskey;
    let proof = proofs::standing(&state, &caller, change).await?;
    let done = state.desk.add_factor(&caller.actor, &ready, proof.as_ref()).await;
    proofs::answer(done, change, Redirect::to("/security?done=passkey").into_response())
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    own: &OwnFactors,
    status: StatusCode,
    name: Personal<String>,
    error: Option<String>,
) -> Result<Response, Trouble> {
    let (person_id, session_id) = proofs::signed_in(caller)?;
    let begun = state.sign_in.begin_passkey(person_id, session_id, &own.address).await;
    let options = match begun {
        Ok(options) => options.ok_or(Trouble::NotFound)?,
        Err(FactorError::SignIn(error)) => return Err(error.into()),
        Err(error) => return Err(Trouble::Unusable(fault_words(&error))),
    };
    let frame = caller.frame(state, Here::Security).await?;
    page_with(status, &PasskeyNew { frame, options, name, error })
}
