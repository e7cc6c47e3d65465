//! Queues: what there is, who staffs it, how soon it answers.

use std::collections::BTreeSet;

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::QueueDraft;
use model::{Queue, QueueName, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem, reading::Body};

/// All queues.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueList)]
pub struct QueuesBody {
    /// The queues, in their order.
    queues: Vec<QueueBody>,
}

/// A queue.
#[derive(Serialize, ToSchema)]
#[schema(as = Queue)]
pub struct QueueBody {
    /// Its name; also the local part of its mail address.
    name: String,
    /// How soon a message is answered, in seconds.
    first_response_secs: i64,
    /// Who staffs it: holders of any of these roles.
    roles: Vec<&'static str>,
    /// False when it takes no more cases.
    is_active: bool,
    /// How many of its cases are not closed; null where the caller does not see its board.
    n_open: Option<i64>,
    /// How many of those are overdue; null where the caller does not see its board.
    n_late: Option<i64>,
}

/// A queue to be created.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewQueue)]
pub struct NewQueueRequest {
    /// Its name: lower-case letters, digits and dashes.
    name: String,
    /// How soon a message is answered, in seconds.
    first_response_secs: i64,
    /// Who staffs it.
    roles: Vec<String>,
}

/// A change of a queue; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QueueUpdate)]
pub struct QueueUpdateRequest {
    /// Its new name.
    name: Option<String>,
    /// How soon a message is answered, in seconds.
    first_response_secs: Option<i64>,
    /// Who staffs it.
    roles: Option<Vec<String>>,
    /// False to take no more cases.
    is_active: Option<bool>,
}

impl From<Queue> for QueueBody {
    fn from(queue: Queue) -> Self {
        Self {
            name: queue.name.to_string(),
            first_response_secs: queue.first_response_secs,
            roles: queue.roles.iter().map(|role| role.as_str()).collect(),
            is_active: queue.is_active,
            n_open: None,
            n_late: None,
        }
    }
}

/// Lists the queues.
#[utoipa::path(get, path = "/queues", operation_id = "list_queues", tag = "queues",
    responses((status = 200, description = "All queues.", body = QueuesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<QueuesBody>, Problem> {
    let queues = state.desk.queues(&actor).await?;
    let views = state.desk.queue_views(&actor).await?;
    let with_counts = |queue: Queue| {
        let view = views.iter().find(|view| view.queue.id == queue.id);
        let (n_open, n_late) = (view.map(|view| view.n_open), view.map(|view| view.n_late));
        QueueBody { n_open, n_late, ..QueueBody::from(queue) }
    };
    Ok(Json(QueuesBody { queues: queues.into_iter().map(with_counts).collect() }))
}

/// Creates a queue.
#[utoipa::path(post, path = "/queues", operation_id = "create_queue", tag = "queues",
    request_body = NewQueueRequest,
    responses((status = 201, description = "The queue.", body = QueueBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<NewQueueRequest>,
) -> Result<impl IntoResponse, Problem> {
    let draft = QueueDraft {
        name: queue_name(&request.name)?,
        first_response_secs: request.first_response_secs,
        roles: roles(&request.roles)?,
        is_active: true,
    };
    let queue = state.desk.create_queue(&actor, draft).await?;
    Ok((StatusCode::CREATED, Json(QueueBody::from(queue))))
}

/// Changes a queue.
#[utoipa::path(patch, path = "/queues/{name}", operation_id = "update_queue", tag = "queues",
    params(("name" = String, Path, description = "Its name.")),
    request_body = QueueUpdateRequest,
    responses((status = 204, description = "It was changed.")))]
#[boxed]
pub async fn update(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(name): Path<String>,
    Body(request): Body<QueueUpdateRequest>,
) -> Result<StatusCode, Problem> {
    let name = QueueName::parse(&name).map_err(|_| Problem::not_found())?;
    let queues = state.desk.queues(&actor).await?;
    let queue = queues.into_iter().find(|queue| queue.name == name);
    let queue = queue.ok_or_else(Problem::not_found)?;
    let draft = QueueDraft {
        name: request.name.as_deref().map_or(Ok(queue.name), queue_name)?,
        first_response_secs: request.first_response_secs.unwrap_or(queue.first_response_secs),
        roles: request.roles.as_deref().map_or(Ok(queue.roles), roles)?,
        is_active: request.is_active.unwrap_or(queue.is_active),
    };
    state.desk.update_queue(&actor, &name, draft).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn queue_name(text: &str) -> Result<QueueName, Problem> {
    QueueName::parse(text).map_err(|error| Problem::invalid("name", error.to_string()))
}

fn roles(words: &[String]) -> Result<BTreeSet<Role>, Problem> {
    let role = |word: &String| {
        let roles = Role::ALL.map(Role::as_str).join(", ");
        Role::of_str(word).ok_or_else(|| Problem::invalid("roles", format!("roles are {roles}")))
    };
    words.iter().map(role).collect()
}
