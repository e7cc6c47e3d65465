//! The board: the cases of the queues that one may see, redacted.

use db::CaseAt;
use model::{Act, Actor, Filter};

use crate::{
    Desk, DeskError,
    board_reads::BoardRows,
    views::{CaseView, QueueView},
};

/// What the board is asked to show.
#[derive(Clone, Debug, Default)]
pub struct BoardFilter {
    /// Which of the cases that the actor may see.
    pub filter: Filter,
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
    pub async fn board(&self, actor: &Actor, asked: BoardFilter) -> Result<BoardPage, DeskError> {
        let queues = self.queues_now().await?;
        let mut filter = self.case_filter(actor, &asked.filter, &queues).await?;
        filter.after = asked.after;
        let n_max = self.live_settings().page_cases;
        filter.n_max = n_max + 1;
        let BoardRows { mut records, sides, marks } = self.board_rows(&filter).await?;
        let has_more = records.len() > usize::try_from(n_max).unwrap_or(usize::MAX);
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
        let mut cases = self.case_views_of(actor, placed, sides, marks).await?;
        if asked.filter.has_words() {
            // Where an older database meets today's keys, the index still knows the words of destroyed cases.
            cases.retain(|view| view.subject.is_some());
        }
        Ok(BoardPage { cases, next })
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
