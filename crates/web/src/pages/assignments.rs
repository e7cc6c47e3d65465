//! Assignments: who works on a case, one or several.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::StaffId;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::cases::{
        self,
        bulk::{self, Outcome},
        show::number_of,
    },
    trouble::Trouble,
};

/// Who is to work on a case: an id, or `me`.
#[derive(Deserialize)]
pub struct AssignmentForm {
    staff: String,
    version: Option<i64>,
}

/// The cases that somebody takes, and which board they were picked on.
#[derive(Deserialize)]
pub struct AssignmentsForm {
    #[serde(default)]
    case: Vec<String>,
    q: Option<String>,
    view: Option<String>,
}

/// Takes several cases, each by its own act, and shows the board with what became of each.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<AssignmentsForm>,
) -> Result<Response, Trouble> {
    let me = caller.staff().map(|staff| staff.id).ok_or(Trouble::NotFound)?;
    let chosen = form.case.iter().map(|text| {
        let (number, version, _) = bulk::picked(text)?;
        Ok((number, version))
    });
    let chosen = chosen.collect::<Result<Vec<_>, Trouble>>()?;
    let done = state.desk.assign_cases(&caller.actor, me, &chosen).await?;
    let asked = cases::asked(&state, &caller, form.q, form.view, None).await?;
    cases::show_board(&state, &caller, asked, None, Some(Outcome::of_takes(done))).await
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
