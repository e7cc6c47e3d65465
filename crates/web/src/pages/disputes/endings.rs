//! Endings: declining to sit, and ending a dispute that nobody takes.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{CaseNumber, Personal};

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::show::number_of,
        disputes::{
            seats::ReasonForm,
            show::{Typed, again},
        },
    },
    trouble::Trouble,
};

/// Declines to be arbitrator.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReasonForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let reason = Personal::new(form.reason);
    let done = state.desk.decline_dispute(&caller.actor, number, reason).await;
    answer(&state, &caller, number, done.map(drop)).await
}

/// Ends a dispute as declined.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReasonForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let done = state.desk.end_dispute(&caller.actor, number, Personal::new(form.reason)).await;
    answer(&state, &caller, number, done).await
}

async fn answer(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/disputes/{number}?done=declined")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let typed = Typed { other_error: Some(words), ..Typed::default() };
            again(state, caller, number, typed).await
        }
        Err(error) => Err(error.into()),
    }
}
