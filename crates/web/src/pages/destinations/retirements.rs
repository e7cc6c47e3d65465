//! Taking a destination out of use, and back into it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::id_of;
use crate::{caller::Caller, form::Ours, trouble::Trouble};

/// Which version was seen.
#[derive(Deserialize)]
pub struct VersionForm {
    version: i64,
}

/// Takes a destination out of use.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    state.desk.retire_destination(&caller.actor, id_of(&id)?, form.version).await?;
    Ok(Redirect::to("/destinations?done=destination_retired").into_response())
}

/// Takes a destination back into use.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    state.desk.restore_destination(&caller.actor, id_of(&id)?, form.version).await?;
    Ok(Redirect::to("/destinations?done=destination_returned").into_response())
}
