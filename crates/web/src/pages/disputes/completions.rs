//! Completions: a part that a filing lacked, written down by the tribunal.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{CompletionDraft, DeskError};
use model::{Address, Part, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::show::number_of,
        disputes::show::{Typed, again},
    },
    say,
    trouble::Trouble,
};

/// A part as typed.
#[derive(Deserialize)]
pub struct PartForm {
    part: String,
    text: String,
    #[serde(default)]
    address: String,
}

impl PartForm {
    /// Reads the part; the error is what is wrong with it.
    pub fn read(self) -> Result<CompletionDraft, String> {
        let part = Part::of_str(&self.part).ok_or(say("disputes-no-part"))?;
        Ok(CompletionDraft {
            part,
            text: Personal::new(self.text),
            respondent_address: address(&self.address)?,
        })
    }
}

/// Reads an address that may be left out.
pub fn address(text: &str) -> Result<Option<Address>, String> {
    match text.trim() {
        "" => Ok(None),
        text => Address::parse(text).map(Some).map_err(|error| error.to_string()),
    }
}

/// Adds a part.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<PartForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let done = match form.read() {
        Ok(draft) => state.desk.complete_dispute(&caller.actor, number, draft).await,
        Err(words) => Err(DeskError::Invalid { field: "address", words }),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/disputes/{number}?done=completed")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let typed = Typed { other_error: Some(words), ..Typed::default() };
            again(&state, &caller, number, typed).await
        }
        Err(error) => Err(error.into()),
    }
}
