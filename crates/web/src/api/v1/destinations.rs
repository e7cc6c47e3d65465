//! Destinations: where cases can be handed over to.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use desk::DestinationView;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// All destinations.
#[derive(Serialize, ToSchema)]
#[schema(as = DestinationList)]
pub struct DestinationsBody {
    /// The destinations, by name.
    destinations: Vec<DestinationBody>,
}

/// A destination.
#[derive(Serialize, ToSchema)]
#[schema(as = Destination)]
pub struct DestinationBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it is for.
    purpose: String,
    /// Who it is: `queue`, `member`, `role`, `outside`.
    kind: &'static str,
    /// The queue, the member by title, the role or the address.
    target: String,
    /// Which classes of cases may go there.
    audience: Vec<&'static str>,
    /// How long accepting may take, in seconds.
    accept_secs: i64,
    /// False when nothing is handed over to it any more.
    is_active: bool,
}

impl From<DestinationView> for DestinationBody {
    fn from(view: DestinationView) -> Self {
        let destination = view.destination;
        Self {
            id: destination.id.to_string(),
            name: destination.name,
            purpose: destination.purpose,
            kind: destination.target.kind(),
            target: view.address.map_or(view.target, |address| address.expose().to_owned()),
            audience: destination.audience.iter().map(|class| class.as_str()).collect(),
            accept_secs: destination.accept_secs,
            is_active: destination.is_active,
        }
    }
}

/// Lists the destinations.
#[utoipa::path(get, path = "/destinations", operation_id = "list_destinations",
    tag = "handovers",
    responses((status = 200, description = "All destinations.", body = DestinationsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<DestinationsBody>, Problem> {
    let views = state.desk.destinations(&actor).await?;
    Ok(Json(DestinationsBody { destinations: views.into_iter().map(Into::into).collect() }))
}
