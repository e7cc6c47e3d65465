//! Recovery codes: drawn anew, and shown once.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use desk::FactorChange;
use model::Personal;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{
        messages::EmptyForm,
        proofs::{self, Shown},
    },
    trouble::{Trouble, page},
};

/// Asks whether to draw.
#[derive(Template)]
#[template(path = "recoveries/new.html")]
pub struct RecoveryNew {
    /// What stands around.
    pub frame: Frame,
    /// Codes that would be good for nothing.
    pub n_codes: i64,
}

/// Shows the codes, once.
#[derive(Template)]
#[template(path = "recoveries/show.html")]
pub struct RecoveryShow {
    /// What stands around.
    pub frame: Frame,
    /// The codes.
    pub codes: Vec<Personal<String>>,
}

impl RecoveryNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_staff(Here::Security, ""), n_codes: 3 }
    }
}

impl RecoveryShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let codes = ["abcde-01234", "fghjk-56789", "mnpqr-stvwx"];
        let codes = codes.map(|code| Personal::new(code.to_owned())).into();
        Self { frame: Frame::sample_requester(), codes }
    }
}

/// Asks whether to draw, after whoever asks has shown that it is them.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    if let Shown::Ask(page) = proofs::shown(&state, &caller, &own, FactorChange::DrawCodes).await? {
        return Ok(page);
    }
    let frame = caller.frame(&state, Here::Security).await?;
    page(&RecoveryNew { frame, n_codes: own.n_recovery_codes })
}

/// Draws and shows them. The answer to the form is the page itself: an address that showed them again would be one
/// place too many.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let (person_id, _) = proofs::signed_in(&caller)?;
    let change = FactorChange::DrawCodes;
    let proof = proofs::standing(&state, &caller, change).await?;
    let drawn = state.sign_in.draw_recovery_codes(person_id);
    let done = state.desk.replace_recovery_codes(&caller.actor, &drawn, proof.as_ref()).await;
    let frame = caller.frame(&state, Here::Security).await?;
    let shown = page(&RecoveryShow { frame, codes: drawn.shown })?;
    proofs::answer(done, change, shown.into_response())
}
