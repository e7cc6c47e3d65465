//! Setting up an authenticator app: its secret as a picture and as text, and the first code back.

use askama::Template;
use authority::FactorError;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{FactorChange, OwnFactors};
use model::Personal;
use qrcodegen::{QrCode, QrCodeEcc};
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

/// Modules of quiet around a picture (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Shows the secret, and asks for the first code.
#[derive(Template)]
#[template(path = "apps/new.html")]
pub struct AppNew {
    /// What stands around.
    pub frame: Frame,
    /// The secret as a picture.
    pub picture: Picture,
    /// The secret as text.
    pub secret: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A picture of squares that a camera reads, drawn into the page so that no address of it exists.
pub struct Picture {
    /// Squares on each side, the quiet ones too.
    pub size: i32,
    /// The dark ones, as an SVG path.
    pub path: Personal<String>,
}

/// The first code.
#[derive(Deserialize)]
pub struct AppForm {
    code: String,
}

impl AppNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            picture: Picture { size: 10, path: Personal::new("M4,4h1v1h-1z".to_owned()) },
            secret: Personal::new("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned()),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("this is not the code that the app should show now".to_owned());
        Self { frame: Frame::sample_requester(), error, ..Self::sample() }
    }
}

impl Picture {
    /// Draws a text; `None` when it is too long for any picture.
    fn of(text: &Personal<String>) -> Option<Self> {
        let code = QrCode::encode_text(text.expose(), QrCodeEcc::Medium).ok()?;
        let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = squares.filter(|(x, y)| code.get_module(*x, *y));
        let path = dark.map(|(x, y)| format!("M{},{}h1v1h-1z", x + QUIET, y + QUIET));
        let path = Personal::new(path.collect::<String>());
        Some(Self { size: code.size() + 2 * QUIET, path })
    }
}

/// Shows the secret, after whoever asks has shown that it is them.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let own = state.desk.own_factors(&caller.actor).await?;
    if let Shown::Ask(page) = proofs::shown(&state, &caller, &own, FactorChange::SetTotp).await? {
        return Ok(page);
    }
    ask(&state, &caller, &own, StatusCode::OK, None).await
}

/// Keeps the app when it shows the right code.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<AppForm>,
) -> Result<Response, Trouble> {
    let (person_id, session_id) = proofs::signed_in(&caller)?;
    let code = Personal::new(form.code);
    let ready = match state.sign_in.finish_totp(person_id, session_id, &code).await {
        Ok(ready) => ready,
        Err(FactorError::SignIn(error)) => return Err(error.into()),
        Err(error) => {
            let own = state.desk.own_factors(&caller.actor).await?;
            let (status, words) = (StatusCode::UNPROCESSABLE_ENTITY, fault_words(&error));
            return ask(&state, &caller, &own, status, Some(words)).await;
        }
    };
    let change = FactorChange::SetTotp;
    let proof = proofs::standing(&state, &caller, change).await?;
    let done = state.desk.add_factor(&caller.actor, &ready, proof.as_ref()).await;
    proofs::answer(done, change, Redirect::to("/security?done=app").into_response())
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    own: &OwnFactors,
    status: StatusCode,
    error: Option<String>,
) -> Result<Response, Trouble> {
    let (person_id, session_id) = proofs::signed_in(caller)?;
    let shown = state.sign_in.begin_totp(person_id, session_id, &own.address).await?;
    let picture = Picture::of(&shown.uri).ok_or(Trouble::NotFound)?;
    let frame = caller.frame(state, Here::Security).await?;
    page_with(status, &AppNew { frame, picture, secret: shown.text, error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_corners() {
        let picture = Picture::of(&Personal::new("otpauth://totp/x".to_owned())).unwrap();
        assert!(picture.size > 21 + 2 * QUIET - 1);
        // The finder pattern begins at the first corner, behind the quiet zone.
        assert!(picture.path.expose().starts_with("M4,4h1v1h-1zM5,4h1v1h-1z"));
    }
}
