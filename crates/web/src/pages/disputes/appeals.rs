//! Appeals: a party asks a panel to review a ruling.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::AppealDraft;
use model::Personal;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::disputes::{own::answer, rulings::ruling_of},
    trouble::Trouble,
};

/// Why a review is asked for, as typed.
#[derive(Deserialize)]
pub struct AppealForm {
    complaint: String,
    relief: String,
}

/// Asks for the review of a ruling.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, index)): Path<(String, String)>,
    Ours(form): Ours<AppealForm>,
) -> Result<Response, Trouble> {
    let ruling = ruling_of(&number, &index)?;
    let draft = AppealDraft {
        complaint: Personal::new(form.complaint),
        relief: Personal::new(form.relief),
    };
    match state.desk.appeal(&caller.actor, ruling, draft).await {
        Ok(review) => {
            Ok(Redirect::to(&format!("/me/disputes/{review}?done=filed")).into_response())
        }
        Err(error) => answer(&state, &caller, ruling.case, "filed", None, Err(error)).await,
    }
}
