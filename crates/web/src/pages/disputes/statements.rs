//! Statements: what the tribunal says, and what it lets the other party read.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, StatementDraft};
use model::{JottingSpot, MessageId, Personal, Visibility};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::show::number_of,
        disputes::show::{Typed, again},
        jottings,
    },
    say,
    trouble::Trouble,
};

/// A statement as typed.
#[derive(Deserialize)]
pub struct StatementForm {
    text: String,
    visibility: String,
    /// Which version of what was kept of it the form follows; 0 is none.
    #[serde(default)]
    jotting: i64,
}

/// A form without fields of its own.
#[derive(Deserialize)]
pub struct Nothing {}

/// Says something in a hearing.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<StatementForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let done = match Visibility::of_str(&form.visibility) {
        None => {
            let words = say("disputes-speak-lacks-whom").to_string();
            Err(DeskError::Invalid { field: "visibility", words })
        }
        Some(visibility) => {
            let draft = StatementDraft { text: Personal::new(form.text.clone()), visibility };
            state.desk.hear(&caller.actor, number, draft).await
        }
    };
    match done {
        Ok(_) => {
            let spot = JottingSpot::Statement(number);
            jottings::sent(&state, &caller, spot, form.jotting).await;
            Ok(Redirect::to(&format!("/disputes/{number}?done=heard")).into_response())
        }
        Err(DeskError::Invalid { words, .. }) => {
            let typed = Typed {
                text: form.text,
                visibility: form.visibility,
                jotting: form.jotting,
                error: Some(words),
                other_error: None,
            };
            again(&state, &caller, number, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Lets both parties read what one of them said.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(Nothing {}): Ours<Nothing>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let id: MessageId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.share_statement(&caller.actor, number, id).await?;
    Ok(Redirect::to(&format!("/disputes/{number}?done=shared")).into_response())
}
