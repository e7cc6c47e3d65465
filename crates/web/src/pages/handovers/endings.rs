//! How a handover ends: accepted, declined, taken back.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::{HandoverId, Personal};
use serde::Deserialize;

use crate::{caller::Caller, form::Ours, pages::messages::EmptyForm, trouble::Trouble};

/// How it is known that it was accepted outside; nothing where somebody accepts it themself.
#[derive(Deserialize)]
pub struct AcceptanceForm {
    #[serde(default)]
    known: String,
}

/// Why it is declined.
#[derive(Deserialize)]
pub struct DeclineForm {
    reason: String,
}

/// Accepts a handover, or says that it was accepted outside.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<AcceptanceForm>,
) -> Result<Response, Trouble> {
    let known = (!form.known.trim().is_empty()).then(|| Personal::new(form.known));
    let number = state.desk.accept_handover(&caller.actor, id_of(&id)?, known.as_ref()).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=handover_accepted")).into_response())
}

/// Declines a handover, or says that it was declined outside.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<DeclineForm>,
) -> Result<Response, Trouble> {
    let why = Personal::new(form.reason);
    state.desk.decline_handover(&caller.actor, id_of(&id)?, &why).await?;
    // Whoever declines may not see the case.
    Ok(Redirect::to("/handovers?done=handover_declined").into_response())
}

/// Takes a handover back, or says that its lapse was seen.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.withdraw_handover(&caller.actor, id_of(&id)?).await?;
    Ok(Redirect::to("/handovers?done=handover_withdrawn").into_response())
}

fn id_of(text: &str) -> Result<HandoverId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}
