//! Placements: in which queue a case lies.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::{Act, QueueName};
use serde::Deserialize;

use crate::{caller::Caller, form::Ours, pages::cases::show::number_of, trouble::Trouble};

/// Where a case is to go.
#[derive(Deserialize)]
pub struct PlacementForm {
    queue: String,
    version: Option<i64>,
}

/// Moves a case to a queue.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<PlacementForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let queue = QueueName::parse(&form.queue).map_err(|_| Trouble::NotFound)?;
    state.desk.move_case(&caller.actor, number, &queue, form.version).await?;
    // Whoever moved it out of their own queues does not see it any more.
    let resource = state.desk.resource(&caller.actor, number).await;
    let is_seen = resource.is_ok_and(|case| caller.may(&state, Act::CaseShow, &case));
    let path = if is_seen { format!("/cases/{number}") } else { "/cases".to_owned() };
    Ok(Redirect::to(&format!("{path}?done=moved")).into_response())
}
