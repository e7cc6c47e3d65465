//! What is done to one message: its seal is lifted, its sender confirmed, it is taken back.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use model::{CaseNumber, MessageId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::cases::{
        message::Opened,
        show::{CameBack, again, build, number_of},
    },
    trouble::{Trouble, page},
};

/// Why somebody opens an original.
#[derive(Deserialize)]
pub struct LookForm {
    /// The line that the person will read.
    pub reason: Option<String>,
}

/// A form that says nothing but that it was sent.
#[derive(Deserialize)]
pub struct EmptyForm {}

/// Opens the original of a message and shows it in place. There is no redirect: a second look is a second
/// act, with its own entry.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(form): Ours<LookForm>,
) -> Result<Response, Trouble> {
    let (number, id) = message_of(&path)?;
    match state.desk.unseal(&caller.actor, number, id, form.reason.as_deref()).await {
        Ok(original) => {
            let opened = Opened { original, html: None };
            let came_back = CameBack { lifted: Some((id, opened)), ..CameBack::default() };
            page(&build(&state, &caller, number, came_back).await?)
        }
        Err(error) => not_opened(&state, &caller, (number, id), error).await,
    }
}

/// Shows the case again where a look wants a better reason.
pub async fn not_opened(
    state: &crate::State,
    caller: &Caller,
    (number, id): (CaseNumber, MessageId),
    error: DeskError,
) -> Result<Response, Trouble> {
    match error {
        DeskError::Invalid { field: "reason", words } => {
            let came_back = CameBack { look_error: Some((id, words)), ..CameBack::default() };
            again(state, caller, number, came_back).await
        }
        error => Err(error.into()),
    }
}

/// Confirms that the sender belongs to the case.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let (number, id) = message_of(&path)?;
    state.desk.confirm_sender(&caller.actor, number, id).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=confirmed&at={id}")).into_response())
}

/// Takes a held reply back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let (number, id) = message_of(&path)?;
    state.desk.undo(&caller.actor, number, id).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=undone")).into_response())
}

/// Reads case and message out of an address.
pub fn message_of((number, id): &(String, String)) -> Result<(CaseNumber, MessageId), Trouble> {
    Ok((number_of(number)?, id.parse().map_err(|_| Trouble::NotFound)?))
}
