//! Reviews: an emergency is judged by somebody else, in words that stay.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{AuthorityId, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::emergencies::{BadReview, gather},
    say,
    trouble::{Trouble, page_with},
};

/// What was found.
#[derive(Deserialize)]
pub struct ReviewForm {
    finding: String,
    verdict: String,
}

/// Keeps what was found.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<AuthorityId>,
    Ours(form): Ours<ReviewForm>,
) -> Result<Response, Trouble> {
    let is_justified = match form.verdict.as_str() {
        "justified" => true,
        "not_justified" => false,
        _ => return Err(Trouble::Unusable(say("reviews-verdict").to_string())),
    };
    let finding = Personal::new(form.finding);
    match state.desk.review_emergency(&caller.actor, id, finding.clone(), is_justified).await {
        Ok(()) => Ok(Redirect::to("/emergencies?done=judged").into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let bad = BadReview { id, finding, words };
            let list = gather(&state, &caller, Some(bad)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &list)
        }
        Err(error) => Err(error.into()),
    }
}
