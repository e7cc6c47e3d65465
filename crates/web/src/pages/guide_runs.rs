//! Guides beside a case: begun, ticked, taken back, set aside.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{CaseNumber, GuideRunId, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::{
            guides::TickError,
            show::{CameBack, again, number_of},
        },
        messages::EmptyForm,
        sheets::sheet_id,
    },
    trouble::Trouble,
};

/// Which guide is to be begun.
#[derive(Deserialize)]
pub struct StartForm {
    guide: String,
}

/// Which step, and what is noted with it.
#[derive(Deserialize)]
pub struct TickForm {
    step: usize,
    #[serde(default)]
    note: String,
}

/// Which step.
#[derive(Deserialize)]
pub struct StepForm {
    step: usize,
}

/// Begins a guide.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<StartForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let run = state.desk.start_guide(&caller.actor, number, sheet_id(&form.guide)?).await?;
    Ok(back(number, run, "begun"))
}

/// Ticks a step.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(form): Ours<TickForm>,
) -> Result<Response, Trouble> {
    let (number, run) = (number_of(&number)?, run_id(&id)?);
    let note = Personal::new(form.note);
    match state.desk.tick(&caller.actor, number, run, form.step, Some(note.clone())).await {
        Ok(_) => Ok(back(number, run, "ticked")),
        Err(DeskError::Invalid { words, .. }) => {
            let error = TickError { run, step: form.step, words, note };
            let came_back = CameBack { tick_error: Some(error), ..CameBack::default() };
            again(&state, &caller, number, came_back).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the tick of a step back.
pub async fn undo(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(form): Ours<StepForm>,
) -> Result<Response, Trouble> {
    let (number, run) = (number_of(&number)?, run_id(&id)?);
    state.desk.untick(&caller.actor, number, run, form.step).await?;
    Ok(back(number, run, "unticked"))
}

/// Sets a guide aside.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let (number, run) = (number_of(&number)?, run_id(&id)?);
    state.desk.stop_guide(&caller.actor, number, run).await?;
    Ok(back(number, run, "set_aside"))
}

fn back(number: CaseNumber, run: GuideRunId, done: &str) -> Response {
    Redirect::to(&format!("/cases/{number}?done={done}#guide-{run}")).into_response()
}

fn run_id(text: &str) -> Result<GuideRunId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}
