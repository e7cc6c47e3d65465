//! Ending sessions of one's own.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::SessionId;

use crate::{caller::Caller, form::Ours, pages::messages::EmptyForm, trouble::Trouble};

/// Ends one; whoever ends the one they are in has signed out.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<SessionId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.end_session(&caller.actor, id).await?;
    Ok(Redirect::to("/security?done=session_ended").into_response())
}

/// Ends all but the one that asks.
pub async fn destroy_others(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.end_other_sessions(&caller.actor).await?;
    Ok(Redirect::to("/security?done=sessions_ended").into_response())
}
