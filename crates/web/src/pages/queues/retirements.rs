//! Retiring a queue, with what becomes of its cases said before; and taking it up again.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::QueueDraft;
use model::{Act, Queue, Resource};

use super::{may_retire, queue_of};
use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::messages::EmptyForm,
    trouble::{Trouble, page},
};

/// Says what it means to retire a queue, and asks.
#[derive(Template)]
#[template(path = "queues/retire.html")]
pub struct QueueRetire {
    /// What stands around.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// Where mail for it goes.
    pub address: String,
    /// How many of its cases are not closed.
    pub n_open: i64,
    /// How many of those are overdue.
    pub n_late: i64,
    /// False for the one that stays.
    pub may_retire: bool,
}

impl QueueRetire {
    /// Returns sample values of a queue with open cases.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Queues, ""),
            name: "help".to_owned(),
            address: "help@desk.example".to_owned(),
            n_open: 12,
            n_late: 1,
            may_retire: true,
        }
    }

    /// Returns sample values of an empty queue.
    pub fn sample_empty() -> Self {
        Self { n_open: 0, n_late: 0, ..Self::sample() }
    }

    /// Returns sample values of the one that stays.
    pub fn sample_staying() -> Self {
        Self { name: "triage".to_owned(), may_retire: false, ..Self::sample() }
    }
}

/// Asks before a queue is retired.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, Trouble> {
    caller.must(&state, Act::QueueEdit, &Resource::House)?;
    let rooms = state.desk.queue_rooms(&caller.actor).await?;
    let room = rooms.into_iter().find(|room| room.queue.name.as_str() == name);
    let room = room.ok_or(Trouble::NotFound)?;
    page(&QueueRetire {
        frame: caller.frame(&state, Here::Queues).await?,
        may_retire: may_retire(&room.queue.name),
        name,
        address: room.address,
        n_open: room.n_open,
        n_late: room.n_late,
    })
}

/// Retires a queue.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(name): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let queue = queue_of(&state, &caller, &name).await?;
    put(&state, &caller, queue, false).await?;
    Ok(Redirect::to("/queues?done=queue_retired").into_response())
}

/// Takes a retired queue up again.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(name): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let queue = queue_of(&state, &caller, &name).await?;
    put(&state, &caller, queue, true).await?;
    Ok(Redirect::to("/queues?done=queue_returned").into_response())
}

async fn put(
    state: &crate::State,
    caller: &Caller,
    queue: Queue,
    is_active: bool,
) -> Result<(), Trouble> {
    let name = queue.name.clone();
    let draft = QueueDraft {
        name: queue.name,
        first_response_secs: queue.first_response_secs,
        roles: queue.roles,
        is_active,
    };
    Ok(state.desk.update_queue(&caller.actor, &name, draft).await?)
}
