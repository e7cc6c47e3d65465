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
    /// The states of a case, with what they mean.
    pub states: Vec<(CaseState, &'static str)>,
    /// The states of a copy on its way, with what they mean.
    pub deliveries: Vec<(DeliveryState, &'static str)>,
}

impl HelpShow {
    /// Fills in the words.
    pub fn new(frame: Frame) -> Self {
        let states = CaseState::ALL.map(|state| (state, of_state(state))).to_vec();
        let deliveries = DeliveryState::ALL.map(|state| (state, of_delivery(state))).to_vec();
        Self { frame, states, deliveries }
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        Self::new(Frame::sample_staff(Here::Help, ""))
    }
}

const fn of_state(state: CaseState) -> &'static str {
    match state {
        CaseState::Pending => "Nobody has taken it yet.",
        CaseState::Open => "Somebody works on it.",
        CaseState::Waiting => "We answered and wait for somebody else.",
        CaseState::Resolved => "We think it is done.",
        CaseState::Closed => "It is over; who had it has it no more.",
    }
}

const fn of_delivery(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Held => "Written, and can still be taken back.",
        DeliveryState::Undone => "Taken back by its author; it never left.",
        DeliveryState::Leaving => "Being handed over at this moment.",
        DeliveryState::Sent => "Accepted by the mail relay.",
        DeliveryState::Deferred => "Not accepted for now; it is tried again.",
        DeliveryState::Failed => "It will not arrive. The code says why.",
        DeliveryState::Uncertain => {
            "We stopped in the middle of handing it over; it is tried again, and may arrive twice."
        }
        DeliveryState::Refused => "The gate refused it when it was about to leave.",
    }
}

/// Shows the help of the staff.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    page(&HelpShow::new(caller.frame(&state, Here::Help).await?))
}
