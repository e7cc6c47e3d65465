//! Assignments: who works on a case.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::StaffId;
use serde::Deserialize;

use crate::{caller::Caller, form::Ours, pages::cases::show::number_of, trouble::Trouble};

/// Who is to work on a case: an id, or `me`.
#[derive(Deserialize)]
pub struct AssignmentForm {
    staff: String,
    version: Option<i64>,
}

/// Gives a case to somebody, or takes it.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<AssignmentForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let me = caller.staff().map(|staff| staff.id);
    let id: StaffId = match form.staff.as_str() {
        "me" => me.ok_or(Trouble::NotFound)?,
        id => id.parse().map_err(|_| Trouble::NotFound)?,
    };
    state.desk.assign(&caller.actor, number, id, form.version).await?;
    let done = if Some(id) == me { "taken" } else { "assigned" };
    Ok(Redirect::to(&format!("/cases/{number}?done={done}")).into_response())
}
