//! A message as its writer laid it out: opened by an act of its own, shown in a frame where nothing runs.

use axum::{
    extract::{Path, State},
    response::Response,
};

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        cases::{
            message::Opened,
            show::{CameBack, build},
        },
        messages::{LookForm, message_of, not_opened},
    },
    trouble::{Trouble, page},
};

/// Opens the HTML of a message and shows it in place.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(form): Ours<LookForm>,
) -> Result<Response, Trouble> {
    let (number, id) = message_of(&path)?;
    match state.desk.unseal_html(&caller.actor, number, id, form.reason.as_deref()).await {
        Ok(found) => {
            let opened = Opened { original: found.original, html: Some(found.html) };
            let came_back = CameBack { lifted: Some((id, opened)), ..CameBack::default() };
            page(&build(&state, &caller, number, came_back).await?)
        }
        Err(error) => not_opened(&state, &caller, (number, id), error).await,
    }
}
