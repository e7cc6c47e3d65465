//! Joinings: a suspected follow-up goes into the case that its subject names.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    caller::Caller,
    form::Ours,
    pages::{cases::show::number_of, messages::EmptyForm},
    trouble::Trouble,
};

/// Confirms that a case belongs to the one its subject names.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let number = state.desk.confirm_suggestion(&caller.actor, number_of(&number)?).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=joined")).into_response())
}
