//! Search: words and phrases in redacted texts of the queues that one may see.

use model::{Act, Actor, Resource};

use crate::{Desk, DeskError, views::CaseView, words::query_phrases};

/// Characters of the longest query.
const QUERY_CHARS_MAX: usize = 200;

/// Phrases of one query.
const PHRASES_MAX: usize = 12;

/// Cases of an answer.
const CASES_MAX: usize = 50;

/// What a search found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// The cases: most matching messages first, then the newest.
    pub cases: Vec<CaseView>,
    /// True when there may be more than are shown.
    pub has_more: bool,
}

impl Desk {
    /// Finds cases by words, and phrases in quotation marks, all of which one message must hold.
    pub async fn search(&self, actor: &Actor, query: &str) -> Result<SearchPage, DeskError> {
        if query.chars().count() > QUERY_CHARS_MAX {
            let words = format!("at most {QUERY_CHARS_MAX} characters");
            return Err(DeskError::Invalid { field: "query", words });
        }
        let queues = self.queues_now().await?;
        let visible = self.authority.queues_visible(actor, Act::CaseSearch, &queues);
        if visible.is_empty() {
            self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        }
        let mut phrases = query_phrases(query);
        phrases.truncate(PHRASES_MAX);
        let queries = self.hashed_queries(&phrases)?;
        let n_max = i64::try_from(CASES_MAX + 1).unwrap_or(i64::MAX);
        let mut order = self.db.read().await?.search_cases(&queries, &visible, n_max).await?;
        let has_more = order.len() > CASES_MAX;
        order.truncate(CASES_MAX);
        let mut placed = Vec::with_capacity(order.len());
        for record in self.db.read().await?.cases_of_ids(&order).await? {
            // The index may lag behind a case that moves at this moment; the case itself says where it is.
            if !visible.contains(&record.case.queue_id) {
                continue;
            }
            let queue = queues.iter().find(|queue| queue.id == record.case.queue_id);
            placed.push((record, queue.cloned().ok_or(DeskError::NotFound)?));
        }
        let mut cases = self.case_views(actor, placed).await?;
        // Where an older database meets today's keys, the index still knows the words of destroyed cases.
        cases.retain(|view| view.subject.is_some());
        Ok(SearchPage { cases, has_more })
    }
}
