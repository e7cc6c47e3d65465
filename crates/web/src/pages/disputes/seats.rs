//! Seats: taking one, naming a colleague for one, handing one's own back.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{Personal, Seat};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    locale::Words,
    pages::{
        cases::show::number_of,
        disputes::show::{Typed, again},
    },
    say,
    trouble::Trouble,
};

/// A seat, and who takes it: `me`, or an id.
#[derive(Deserialize)]
pub struct SeatForm {
    seat: String,
    staff: String,
}

/// A reason as typed.
#[derive(Deserialize)]
pub struct ReasonForm {
    pub reason: String,
}

/// Takes a seat, or gives it to a colleague.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<SeatForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let unusable = |words: Words| Trouble::Unusable(words.to_string());
    let seat = Seat::of_str(&form.seat).ok_or_else(|| unusable(say("disputes-no-seat")))?;
    let me = caller.staff().map(|staff| staff.id);
    let staff_id = match (form.staff.as_str(), me) {
        ("me", Some(id)) => id,
        (text, _) => text.parse().map_err(|_| unusable(say("disputes-lacks-whom")))?,
    };
    state.desk.take_seat(&caller.actor, number, seat, staff_id).await?;
    Ok(Redirect::to(&format!("/disputes/{number}?done=seated")).into_response())
}

/// Hands one's seat back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReasonForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    match state.desk.leave_seat(&caller.actor, number, Personal::new(form.reason)).await {
        Ok(()) => Ok(Redirect::to(&format!("/disputes/{number}?done=left")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let typed = Typed { other_error: Some(words), ..Typed::default() };
            again(&state, &caller, number, typed).await
        }
        Err(error) => Err(error.into()),
    }
}
