//! Links between cases: made, and taken away.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{CaseLinkId, CaseNumber, LinkKind};
use serde::Deserialize;

use crate::{
    caller::Caller,
    floors,
    form::Ours,
    pages::{
        cases::{
            affairs,
            show::{CameBack, again, number_of},
        },
        messages::EmptyForm,
    },
    say,
    trouble::Trouble,
};

/// How two cases belong together, and which other.
#[derive(Deserialize)]
pub struct LinkForm {
    kind: String,
    number: String,
}

/// Links a case with another.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<LinkForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let kind = LinkKind::of_str(&form.kind).ok_or(Trouble::NotFound)?;
    let done = match typed_number(&form.number) {
        Ok(other) => state.desk.link(&caller.actor, number, kind, other).await.map(drop),
        Err(error) => Err(error),
    };
    let words = match done {
        Ok(()) => return Ok(back(number, "linked")),
        Err(error) => fault(error)?,
    };
    let affair = affairs::CameBack { link: Some((form.number, words)), ..Default::default() };
    again(&state, &caller, number, CameBack { affair, ..CameBack::default() }).await
}

/// Takes a link away.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let id: CaseLinkId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.unlink(&caller.actor, number, id).await?;
    Ok(back(number, "unlinked"))
}

fn back(number: CaseNumber, done: &str) -> Response {
    Redirect::to(&format!("/cases/{number}?done={done}#affairs")).into_response()
}

/// Reads the number of another case as somebody typed it.
pub fn typed_number(text: &str) -> Result<CaseNumber, DeskError> {
    text.trim().parse().map_err(|_| {
        let words = say("affairs-number-such-as").to_string();
        DeskError::Invalid { field: "number", words }
    })
}

/// Returns the sentence that is said beside the field of a form that came back, in its reader's language; what else went
/// wrong has a page of its own.
pub fn fault(error: DeskError) -> Result<String, Trouble> {
    let words = match error {
        DeskError::Invalid { words, .. } => words,
        DeskError::Affair(error) => error.to_string(),
        DeskError::Case(error) => error.to_string(),
        DeskError::Void { words } => words.to_owned(),
        DeskError::TooMany { .. } => error.to_string(),
        error => return Err(error.into()),
    };
    Ok(format!("{}.", floors::capitalised(&floors::fault(&words))))
}
