//! What changed since a cursor: the log's index is the cursor, so nothing is missed and nothing comes twice.

use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, Resource, timestamp_of_micros};

use crate::{Desk, DeskError};

/// Changes of a page.
const PAGE_CHANGES: i64 = 200;

/// Something that happened to a case.
#[derive(Clone, Debug)]
pub struct Change {
    /// The number of its entry.
    pub log_index: i64,
    /// The act's name.
    pub act: String,
    /// The case.
    pub number: CaseNumber,
    /// When.
    pub at: Timestamp,
}

/// A page of changes.
#[derive(Clone, Debug)]
pub struct ChangePage {
    /// What happened, in order.
    pub changes: Vec<Change>,
    /// The cursor to ask with next.
    pub next: i64,
}

impl Desk {
    /// Returns what happened to cases in the actor's queues from a cursor on.
    pub async fn changes(&self, actor: &Actor, since: i64) -> Result<ChangePage, DeskError> {
        self.ask_to_read(actor, Act::ChangeList, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let queues = reader.queues().await?;
        let rows = reader.changes_from(since.max(0), PAGE_CHANGES).await?;
        drop(reader);
        let visible = self.authority.queues_visible(actor, Act::CaseList, &queues);
        let next = rows.last().map_or(since.max(0), |row| row.log_index + 1);
        let changes = rows
            .into_iter()
            .filter(|row| visible.iter().any(|id| id.uuid() == row.queue_id))
            .filter_map(|row| {
                let number = row.number.parse().ok()?;
                let at = timestamp_of_micros(row.at);
                Some(Change { log_index: row.log_index, act: row.act, number, at })
            })
            .collect();
        Ok(ChangePage { changes, next })
    }
}
