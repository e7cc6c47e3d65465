//! A mail as it was received: opened by an act of its own, to be saved and never shown.

use axum::{
    extract::{Path, State},
    response::Response,
};

use crate::{
    caller::Caller,
    form::Ours,
    pages::messages::{LookForm, message_of, not_opened},
    saving::saved,
    trouble::Trouble,
};

/// Opens the mail that a message came by. The browser keeps the page that it is on and saves what comes.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(form): Ours<LookForm>,
) -> Result<Response, Trouble> {
    let (number, id) = message_of(&path)?;
    match state.desk.unseal_mail(&caller.actor, number, id, form.reason.as_deref()).await {
        Ok(opened) => Ok(saved(opened)),
        Err(error) => not_opened(&state, &caller, (number, id), error).await,
    }
}
