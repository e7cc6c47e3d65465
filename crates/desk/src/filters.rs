//! Filters at the desk: read with the queues there are, and made what the database asks, never wider than the board.

use db::CaseFilter;
use model::{Act, Actor, Completions, Filter, Queue, QueueId, QueueName, Resource, Test};

use crate::{Desk, DeskError, words::fold_words};

/// Phrases of one filter that are searched for; what comes behind is not.
const PHRASES_MAX: usize = 12;

impl Desk {
    /// Reads a filter as it was typed. What is said of a queue that there is not names those that the actor sees.
    pub async fn read_filter(&self, actor: &Actor, text: &str) -> Result<Filter, DeskError> {
        let names = self.queue_names(actor).await?;
        let queues = self.queues_now().await?;
        let all: Vec<QueueName> = queues.iter().map(|queue| queue.name.clone()).collect();
        match Filter::parse_among(text, &names) {
            Ok(filter) => Ok(filter),
            // A queue that they do not see can be named; who asks for it is told why there is nothing.
            Err(error) => Ok(Filter::parse_among(text, &all).map_err(|_| error)?),
        }
    }

    /// Proposes what may stand in a filter where the caret is: our own words, and the queues that the actor sees.
    pub async fn completions(
        &self,
        actor: &Actor,
        text: &str,
        caret: usize,
    ) -> Result<Completions, DeskError> {
        Ok(Completions::at(text, caret, &self.queue_names(actor).await?))
    }

    async fn queue_names(&self, actor: &Actor) -> Result<Vec<QueueName>, DeskError> {
        self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        let queues = self.queues_now().await?;
        let visible = self.authority.queues_visible(actor, Act::CaseList, &queues);
        let seen = queues.iter().filter(|queue| visible.contains(&queue.id));
        Ok(seen.map(|queue| queue.name.clone()).collect())
    }

    /// Makes of a filter what the database asks for this actor. A filter leaves out of what they may see, and adds
    /// nothing to it; who names only what they may not see is told why.
    pub(crate) async fn case_filter(
        &self,
        actor: &Actor,
        filter: &Filter,
        queues: &[Queue],
    ) -> Result<CaseFilter, DeskError> {
        let visible_ids = self.authority.queues_visible(actor, Act::CaseList, queues);
        let queue_ids = self.queues_meant(actor, filter, queues, &visible_ids).await?;
        let phrase = |text: &str| Some(fold_words(text)).filter(|words| !words.is_empty());
        let mut phrases = Vec::new();
        let mut without = Vec::new();
        for term in filter.terms() {
            let Test::Text(text) = &term.test else { continue };
            let Some(words) = phrase(text.expose()) else { continue };
            if phrases.len() + without.len() >= PHRASES_MAX {
                break;
            }
            if term.is_negated {
                without.push(self.hashed_queries(&[words])?);
            } else {
                phrases.push(words);
            }
        }
        Ok(CaseFilter {
            queue_ids,
            states: filter.states(),
            terms: filter.terms().to_vec(),
            words: if phrases.is_empty() { Vec::new() } else { self.hashed_queries(&phrases)? },
            without,
            visible_ids,
            staff_id: match actor {
                Actor::Staff(staff) => Some(staff.id),
                _ => None,
            },
            now: self.now(),
            after: None,
            n_max: 0,
        })
    }

    async fn queues_meant(
        &self,
        actor: &Actor,
        filter: &Filter,
        queues: &[Queue],
        visible: &[QueueId],
    ) -> Result<Vec<QueueId>, DeskError> {
        let named = |name: &QueueName| queues.iter().find(|queue| queue.name == *name);
        let mut first = None;
        for name in filter.queues() {
            let queue = named(name).ok_or(DeskError::NotFound)?;
            first = first.or(Some(queue));
        }
        let searched = match filter.has_words() {
            true => self.authority.queues_visible(actor, Act::CaseSearch, queues),
            false => visible.to_vec(),
        };
        let is_meant = |queue: &&Queue| {
            visible.contains(&queue.id)
                && searched.contains(&queue.id)
                && filter.means_queue(&queue.name)
        };
        let meant: Vec<QueueId> = queues.iter().filter(is_meant).map(|queue| queue.id).collect();
        match (meant.is_empty(), first) {
            (true, Some(queue)) => {
                self.ask_to_read(actor, Act::CaseList, &Resource::Queue(queue.clone())).await?;
            }
            (true, None) => self.ask_to_read(actor, Act::QueueList, &Resource::House).await?,
            (false, _) => {}
        }
        Ok(meant)
    }
}
