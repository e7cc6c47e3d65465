//! The board: the cases of the queues that one may see, redacted.

use db::{CaseAt, CaseFilter};
use model::{Act, Actor, CaseState, QueueName, Resource};

use crate::{
    Desk, DeskError,
    views::{CaseView, QueueView},
};

/// Cases of a page of the board.
pub const PAGE_CASES: i64 = 50;

/// What the board is asked to show.
#[derive(Clone, Debug, Default)]
pub struct BoardFilter {
    /// Only this queue; `None` is every queue that the actor may see.
    pub queue: Option<QueueName>,
    /// Only these states; empty is all that are not closed.
    pub states: Vec<CaseState>,
    /// Only cases of the actor.
    pub is_mine: bool,
    /// Only cases behind this place.
    pub after: Option<CaseAt>,
}

/// A page of the board.
#[derive(Clone, Debug)]
pub struct BoardPage {
    /// The cases, the newest change first.
    pub cases: Vec<CaseView>,
    /// Where the next page begins.
    pub next: Option<CaseAt>,
}

impl Desk {
    /// Shows a page of the board.
    pub async fn board(&self, actor: &Actor, filter: BoardFilter) -> Result<BoardPage, DeskError> {
        let queues = self.queues_now().await?;
        if let Some(name) = &filter.queue {
            let queue =
                queues.iter().find(|queue| queue.name == *name).ok_or(DeskError::NotFound)?;
            self.ask_to_read(actor, Act::CaseList, &Resource::Queue(queue.clone())).await?;
        }
        let visible = self.authority.queues_visible(actor, Act::CaseList, &queues);
        let queue_ids = match &filter.queue {
            Some(name) => queues.iter().filter(|q| q.name == *name).map(|q| q.id).collect(),
            None => visible,
        };
        if queue_ids.is_empty() {
            self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        }
        let states = match filter.states.as_slice() {
            [] => {
                vec![CaseState::Pending, CaseState::Open, CaseState::Waiting, CaseState::Resolved]
            }
            states => states.to_vec(),
        };
        let assignee_id = match (filter.is_mine, actor) {
            (true, Actor::Staff(staff)) => Some(staff.id),
            _ => None,
        };
        let filter = CaseFilter {
            queue_ids,
            states,
            assignee_id,
            after: filter.after,
            n_max: PAGE_CASES + 1,
        };
        let mut records = self.db.read().await?.cases(&filter).await?;
        let has_more = records.len() > usize::try_from(PAGE_CASES).unwrap_or(usize::MAX);
        if has_more {
            records.pop();
        }
        let next = records
            .last()
            .filter(|_| has_more)
            .map(|last| CaseAt { updated_at: last.case.updated_at, id: last.case.id });
        let mut placed = Vec::with_capacity(records.len());
        for record in records {
            let queue = queues.iter().find(|queue| queue.id == record.case.queue_id);
            placed.push((record, queue.cloned().ok_or(DeskError::NotFound)?));
        }
        Ok(BoardPage { cases: self.case_views(actor, placed).await?, next })
    }

    /// Shows the queues that the actor may see, with their counts.
    pub async fn queue_views(&self, actor: &Actor) -> Result<Vec<QueueView>, DeskError> {
        let queues = self.queues_now().await?;
        let counts = self.counts_now().await?;
        let visible = self.authority.queues_visible(actor, Act::CaseList, &queues);
        Ok(queues
            .iter()
            .filter(|queue| visible.contains(&queue.id))
            .map(|queue| {
                let count = counts.iter().find(|count| count.queue_id == queue.id);
                QueueView {
                    n_open: count.map_or(0, |count| count.n_open),
                    n_late: count.map_or(0, |count| count.n_late),
                    queue: queue.clone(),
                }
            })
            .collect())
    }
}
