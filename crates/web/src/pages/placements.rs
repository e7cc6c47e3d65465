//! Placements: in which queue a case lies, one or several.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use model::{Act, QueueName};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::cases::{
        self,
        bulk::{self, Outcome},
        show::number_of,
    },
    trouble::Trouble,
};

/// Where a case is to go.
#[derive(Deserialize)]
pub struct PlacementForm {
    queue: String,
    version: Option<i64>,
}

/// Where several cases are to go, and which board they were picked on.
#[derive(Deserialize)]
pub struct PlacementsForm {
    #[serde(default)]
    queue: String,
    #[serde(default)]
    case: Vec<String>,
    q: Option<String>,
    view: Option<String>,
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

/// Moves several cases, each by its own act, and shows the board with what became of each.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PlacementsForm>,
) -> Result<Response, Trouble> {
    let queue = match form.queue.as_str() {
        "" => None,
        name => Some(QueueName::parse(name).map_err(|_| Trouble::NotFound)?),
    };
    let chosen = form.case.iter().map(|text| bulk::chosen(text, queue.as_ref()));
    let chosen = chosen.collect::<Result<Vec<_>, _>>()?;
    let done = state.desk.move_cases(&caller.actor, &chosen).await?;
    let outcome = Outcome::of_moves(&state, &caller, done, queue.as_ref()).await;
    let asked = cases::asked(&state, &caller, form.q, form.view, None).await?;
    cases::show_board(&state, &caller, asked, None, Some(outcome)).await
}

/// Leads whoever comes back to the address of the form to the board.
pub async fn list() -> Redirect {
    Redirect::to("/cases")
}
