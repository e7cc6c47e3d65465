//! Help: what the words and shapes mean, and which keys act.

use askama::Template;
use axum::{extract::State, response::Response};
use model::{CaseState, DeliveryState};

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    trouble::{Trouble, page},
};

/// The help page of the staff.
#[derive(Template)]
#[template(path = "help/show.html")]
pub struct HelpShow {
    /// What stands around.
    pub frame: Frame,
    /// The states of a case.
    pub states: Vec<CaseState>,
    /// The states of a copy on its way.
    pub deliveries: Vec<DeliveryState>,
}

impl HelpShow {
    /// Names every state.
    pub fn new(frame: Frame) -> Self {
        Self { frame, states: CaseState::ALL.to_vec(), deliveries: DeliveryState::ALL.to_vec() }
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        Self::new(Frame::sample_staff(Here::Help, ""))
    }
}

/// Shows the help of the staff.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    page(&HelpShow::new(caller.frame(&state, Here::Help).await?))
}
