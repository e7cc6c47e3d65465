//! A file of a message: opened by an act of its own, to be saved and never shown.

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::DeskError;
use model::MessageId;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::show::{CameBack, again, number_of},
        messages::LookForm,
    },
    saving::saved,
    trouble::Trouble,
};

/// Opens a file. The browser keeps the page that it is on and saves what comes.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id, file)): Path<(String, String, String)>,
    Ours(form): Ours<LookForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let id: MessageId = id.parse().map_err(|_| Trouble::NotFound)?;
    let file = file.parse().map_err(|_| Trouble::NotFound)?;
    match state.desk.unseal_file(&caller.actor, number, id, file, form.reason.as_deref()).await {
        Ok(opened) => Ok(saved(opened)),
        Err(DeskError::Invalid { field: "reason", words }) => {
            let came_back = CameBack { file_error: Some((id, words)), ..CameBack::default() };
            again(&state, &caller, number, came_back).await
        }
        Err(error) => Err(error.into()),
    }
}
