//! Notes among the staff.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, NoteDraft};
use model::Personal;
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::cases::show::{CameBack, again, number_of},
    trouble::Trouble,
};

/// A text that somebody typed.
#[derive(Deserialize)]
pub struct TextForm {
    text: String,
}

/// Writes a note.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<TextForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let draft = NoteDraft { text: Personal::new(form.text.clone()) };
    match state.desk.note(&caller.actor, number, draft).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{number}?done=noted")).into_response()),
        Err(DeskError::Invalid { field: "text", words }) => {
            let came_back =
                CameBack { note: form.text, note_error: Some(words), ..CameBack::default() };
            again(&state, &caller, number, came_back).await
        }
        Err(error) => Err(error.into()),
    }
}
