//! Search: words and phrases in redacted texts of the queues that one may see.

use std::collections::BTreeMap;

use model::{Act, Actor, CaseId, Resource};

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
        let queues = self.db.read().await?.queues().await?;
        let visible = self.authority.queues_visible(actor, Act::CaseSearch, &queues);
        if visible.is_empty() {
            self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        }
        let phrases: Vec<Vec<String>> = query_phrases(query)
            .into_iter()
            .take(PHRASES_MAX)
            .map(|words| words.iter().map(|word| self.word_hash(word)).collect())
            .collect();
        let hits = self.db.read().await?.search(&phrases, &visible).await?;
        let mut counts: BTreeMap<CaseId, usize> = BTreeMap::new();
        let mut order = Vec::new();
        for hit in &hits {
            let count = counts.entry(hit.case_id).or_default();
            if *count == 0 {
                order.push(hit.case_id);
            }
            *count += 1;
        }
        // Stable: among equals the newest stays first.
        order.sort_by_key(|id| std::cmp::Reverse(counts.get(id).copied()));
        let has_more = order.len() > CASES_MAX;
        order.truncate(CASES_MAX);
        let mut placed = Vec::with_capacity(order.len());
        for record in self.db.read().await?.cases_of_ids(&order).await? {
            let queue = queues.iter().find(|queue| queue.id == record.case.queue_id);
            placed.push((record, queue.cloned().ok_or(DeskError::NotFound)?));
        }
        let mut cases = self.case_views(actor, placed).await?;
        // Where an older database meets today's keys, the index still knows the words of destroyed cases.
        cases.retain(|view| view.subject.is_some());
        Ok(SearchPage { cases, has_more })
    }
}
