//! Destructions: a person's data is proposed for destruction; another approves.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use model::{Act, Address};
use serde::Deserialize;

use crate::{
    caller::{Caller, SOMEBODY},
    form::Ours,
    frame::{Frame, Here},
    trouble::{Trouble, page, page_with},
};

/// Asks whom to destroy; the address is posted, so that it is in no address line.
#[derive(Template)]
#[template(path = "destructions/new.html")]
pub struct DestructionNew {
    /// What stands around.
    pub frame: Frame,
    /// Why the form came back.
    pub error: Option<String>,
}

impl DestructionNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_staff(Here::Approvals, ""), error: None }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("This is not a mail address; it looks like name@example.org.".to_owned());
        Self { error, ..Self::sample() }
    }
}

/// Whom to destroy.
#[derive(Deserialize)]
pub struct DestructionForm {
    address: String,
}

/// Asks whom to destroy.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.must(&state, Act::PersonDestroy, &SOMEBODY)?;
    page(&DestructionNew { frame: caller.frame(&state, Here::Approvals).await?, error: None })
}

/// Proposes it.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<DestructionForm>,
) -> Result<Response, Trouble> {
    let Ok(address) = Address::parse(&form.address) else {
        caller.must(&state, Act::PersonDestroy, &SOMEBODY)?;
        let frame = caller.frame(&state, Here::Approvals).await?;
        let error = Some("This is not a mail address; it looks like name@example.org.".to_owned());
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &DestructionNew { frame, error });
    };
    let deed = state.desk.person_destruction(&address)?;
    let id = state.desk.propose(&caller.actor, &deed).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response())
}
