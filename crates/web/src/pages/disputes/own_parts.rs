//! A part that the claimant's own filing lacked.

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::DeskError;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::show::number_of,
        disputes::{completions::PartForm, own::answer},
    },
    trouble::Trouble,
};

/// Adds a part.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<PartForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let done = match form.read() {
        Ok(draft) => state.desk.complete_dispute(&caller.actor, number, draft).await,
        Err(words) => Err(DeskError::Invalid { field: "address", words }),
    };
    answer(&state, &caller, number, "completed", None, done).await
}
