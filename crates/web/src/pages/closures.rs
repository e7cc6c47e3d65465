//! Closures: a case ends, and is taken up again.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{caller::Caller, form::Ours, pages::cases::show::number_of, trouble::Trouble};

/// The version of the case that was read.
#[derive(Deserialize)]
pub struct VersionForm {
    version: Option<i64>,
}

/// Ends a case.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    state.desk.close(&caller.actor, number, form.version).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=closed")).into_response())
}

/// Takes an ended case up again.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<VersionForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    state.desk.reopen(&caller.actor, number, form.version).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=reopened")).into_response())
}
