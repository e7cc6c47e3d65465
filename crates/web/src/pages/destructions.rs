//! What two do to a person who is named by address: their data is destroyed, or how they sign in is reset.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::Deed;
use model::{Act, Address};
use serde::Deserialize;

use crate::{
    caller::{Caller, SOMEBODY},
    form::Ours,
    frame::{Frame, Here},
    say,
    trouble::{Trouble, page_with},
};

/// What is to be done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Their data is destroyed.
    Destroy,
    /// What they sign in by is taken away.
    Reset,
}

impl What {
    const fn act(self) -> Act {
        match self {
            Self::Destroy => Act::PersonDestroy,
            Self::Reset => Act::FactorReset,
        }
    }
}

/// Asks to whom; the address is posted, so that it is in no address line.
#[derive(Template)]
#[template(path = "destructions/new.html")]
pub struct DestructionNew {
    /// What stands around.
    pub frame: Frame,
    /// What is to be done.
    pub what: What,
    /// Why the form came back.
    pub error: Option<String>,
}

impl DestructionNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_staff(Here::Approvals, ""), what: What::Destroy, error: None }
    }

    /// Returns sample values of a reset.
    pub fn sample_reset() -> Self {
        Self { what: What::Reset, ..Self::sample() }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some(say("people-no-address").to_string());
        Self { error, ..Self::sample() }
    }
}

/// To whom.
#[derive(Deserialize)]
pub struct DestructionForm {
    address: String,
}

/// Asks whom to destroy.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    ask(&state, &caller, What::Destroy, None).await
}

/// Asks for whom to reset how they sign in.
pub async fn new_reset(
    State(state): State<crate::State>,
    caller: Caller,
) -> Result<Response, Trouble> {
    ask(&state, &caller, What::Reset, None).await
}

/// Proposes a destruction.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<DestructionForm>,
) -> Result<Response, Trouble> {
    propose(&state, &caller, What::Destroy, &form).await
}

/// Proposes a reset.
pub async fn create_reset(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<DestructionForm>,
) -> Result<Response, Trouble> {
    propose(&state, &caller, What::Reset, &form).await
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    what: What,
    error: Option<String>,
) -> Result<Response, Trouble> {
    caller.must(state, what.act(), &SOMEBODY)?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = caller.frame(state, Here::Approvals).await?;
    page_with(status, &DestructionNew { frame, what, error })
}

async fn propose(
    state: &crate::State,
    caller: &Caller,
    what: What,
    form: &DestructionForm,
) -> Result<Response, Trouble> {
    let Ok(address) = Address::parse(&form.address) else {
        let error = say("people-no-address").to_string();
        return ask(state, caller, what, Some(error)).await;
    };
    let named = state.desk.named_person(&address)?;
    let deed = match what {
        What::Destroy => Deed::DestroyPerson(named),
        What::Reset => Deed::ResetFactors(named),
    };
    let id = state.desk.propose(&caller.actor, &deed).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response())
}
