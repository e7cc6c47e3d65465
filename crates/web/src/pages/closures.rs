//! Closures: a case ends, and is taken up again.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::Unfinished;
use model::CaseNumber;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::cases::{case::Head, show::number_of},
    trouble::{Trouble, page_with},
};

/// The version of the case that was read.
#[derive(Deserialize)]
pub struct VersionForm {
    version: Option<i64>,
    /// Anything where the reader was asked and closes the case all the same.
    #[serde(default)]
    anyway: String,
}

/// Asks once more: a guide beside the case is not through.
#[derive(Template)]
#[template(path = "closures/new.html")]
pub struct ClosureNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub head: Head,
    /// The guides that are not through.
    pub unfinished: Vec<Unfinished>,
}

impl ClosureNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let title = "Password recovery with split words and two witnesses".to_owned();
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            head: Head::sample(),
            unfinished: vec![Unfinished { title, n_done: 3, n_steps: 11 }],
        }
    }
}

/// Ends a case.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    if form.anyway.is_empty() {
        let entered = state.desk.enter_unread(&caller.actor, number).await?;
        let unfinished = state.desk.unfinished_guides(&entered).await?;
        if !unfinished.is_empty() {
            return ask(&state, &caller, number, unfinished).await;
        }
    }
    state.desk.close(&caller.actor, number, form.version).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=closed")).into_response())
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    unfinished: Vec<Unfinished>,
) -> Result<Response, Trouble> {
    let view = state.desk.case(&caller.actor, number).await?;
    let mut frame = caller.frame(state, Here::Elsewhere).await?;
    frame.mark(view.queue.name.as_str());
    let head = Head::new(&view, &caller.actor, state.now());
    page_with(StatusCode::CONFLICT, &ClosureNew { frame, head, unfinished })
}

/// Takes an ended case up again.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    state.desk.reopen(&caller.actor, number, form.version).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=reopened")).into_response())
}
