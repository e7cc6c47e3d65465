//! Notes among the staff.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, NoteDraft};
use model::{DraftKind, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::cases::show::{CameBack, Typed, again, moved_on, number_of},
    trouble::Trouble,
};

/// A text that somebody typed.
#[derive(Deserialize)]
pub struct TextForm {
    text: String,
    /// Which kept version of the draft it follows; 0 is none.
    #[serde(default)]
    draft: i64,
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
    let kept = (form.draft != 0).then_some(form.draft);
    match state.desk.note_drafted(&caller.actor, number, draft, kept).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{number}?done=noted")).into_response()),
        Err(DeskError::Merged { into }) => {
            let typed = Typed { text: form.text, draft: 0, error: Some(moved_on(into)) };
            again(&state, &caller, into, CameBack::typed(DraftKind::Note, typed)).await
        }
        Err(DeskError::Invalid { field: "text", words }) => {
            let typed = Typed { text: form.text, draft: form.draft, error: Some(words) };
            again(&state, &caller, number, CameBack::typed(DraftKind::Note, typed)).await
        }
        Err(error) => Err(error.into()),
    }
}
