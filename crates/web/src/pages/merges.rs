//! Merges: a case becomes part of another, and is taken out again.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::MergeId;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        case_links::{fault, typed_number},
        cases::{
            affairs,
            show::{CameBack, again, number_of},
        },
        messages::EmptyForm,
    },
    trouble::Trouble,
};

/// Into which case.
#[derive(Deserialize)]
pub struct MergeForm {
    into: String,
    /// True where what was split comes home.
    #[serde(default)]
    home: bool,
}

/// Merges a case into another.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<MergeForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let merged = match typed_number(&form.into) {
        Ok(into) => state.desk.merge(&caller.actor, number, into).await,
        Err(error) => Err(error),
    };
    let words = match merged {
        Ok(merged) => {
            let done = if form.home { "came_home" } else { "merged" };
            let to = format!("/cases/{}?done={done}", merged.into);
            return Ok(Redirect::to(&to).into_response());
        }
        // Somebody was quicker; the case is on its own page as it is now.
        Err(error @ DeskError::Merged { .. }) => return Err(error.into()),
        Err(error) => fault(error)?,
    };
    let affair = affairs::CameBack { merge: Some((form.into, words)), ..Default::default() };
    again(&state, &caller, number, CameBack { affair, ..CameBack::default() }).await
}

/// Takes a case out of the one that it is part of.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let id: MergeId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.separate(&caller.actor, number, id).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=separated")).into_response())
}
