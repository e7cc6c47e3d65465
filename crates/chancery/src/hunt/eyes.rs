//! What the threads of a hunt do: let the rules look at the events of a load, and note what they found.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, mpsc::Receiver},
};

use sigma::{Engine, Explanation, Hint, RuleSet, Scratch};

use super::{
    Format,
    chains::{Seen, Watch},
    readers::{Load, Task},
};

/// What all threads look with.
pub struct Eyes {
    pub engine: Engine,
    pub rules: RuleSet,
    pub hint: Hint,
    pub watch: Watch,
    pub format: Format,
    pub is_explained: bool,
}

/// What was found in a load, in its order.
#[derive(Default)]
pub struct Answer {
    /// Events, whether or not rules could look at them.
    pub n_events: u64,
    /// Events that rules looked at.
    pub n_looked_at: u64,
    pub notes: Vec<Note>,
}

/// Something to tell of a load.
pub enum Note {
    /// What is no event.
    NoEvent(String),
    /// An event that rules cannot look at; events are counted from the first of the load.
    Unread {
        index: u64,
        reason: String,
    },
    Found(Found),
}

/// An event that rules matched.
pub struct Found {
    pub index: u64,
    pub matches: Vec<usize>,
    /// Why, where that is wanted; in the order of the matches.
    pub explanations: Vec<(usize, Explanation)>,
    /// What correlations want to know of it.
    pub seen: Option<Seen>,
}

impl Eyes {
    /// Looks until there are no more loads; returns at how many events of no known log source.
    pub fn look(&self, work: &Mutex<Receiver<Task>>) -> u64 {
        let mut look = Look {
            eyes: self,
            scratch: self.engine.scratch(),
            explained: HashSet::new(),
            n_unrouted: 0,
        };
        loop {
            let task = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Task { load, written_ms, answer }) = task else {
                return look.n_unrouted + look.scratch.counts().unrouted;
            };
            // Nobody waits for it if the hunt has ended.
            let _ = answer.send(look.load(load, written_ms));
        }
    }
}

/// One thread.
struct Look<'a> {
    eyes: &'a Eyes,
    scratch: Scratch,
    /// Rules of which a match was explained here. Loads come to a thread in their order, so the first match of all is among
    /// those that a thread explains.
    explained: HashSet<usize>,
    /// Of the scratches that were thrown away.
    n_unrouted: u64,
}

/// Contains a panic: events are what strangers bring, and one that breaks a reader must not end the hunt for all others.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

impl Look<'_> {
    fn load(&mut self, load: Load, written_ms: i64) -> Answer {
        let mut answer = Answer::default();
        match load {
            Load::Events(events) => {
                for item in events.items {
                    match item {
                        Ok(range) => {
                            let event = events.bytes.get(range).unwrap_or_default();
                            self.guarded_event(event, written_ms, &mut answer);
                        }
                        Err(fault) => answer.notes.push(Note::NoEvent(fault.to_string())),
                    }
                }
            }
            Load::Chunk(chunk) => {
                let Some(records) = guarded(|| chunk.records()) else {
                    let reason = "a piece of the event log broke the reader".to_owned();
                    answer.notes.push(Note::NoEvent(reason));
                    return answer;
                };
                for record in records {
                    match record {
                        Ok(event) => self.guarded_event(&event, written_ms, &mut answer),
                        Err(fault) => answer.notes.push(Note::NoEvent(fault.to_string())),
                    }
                }
            }
        }
        answer
    }

    fn guarded_event(&mut self, event: &[u8], written_ms: i64, answer: &mut Answer) {
        let index = answer.n_events;
        if guarded(|| self.event(event, written_ms, answer)).is_none() {
            self.n_unrouted += self.scratch.counts().unrouted;
            self.scratch = self.eyes.engine.scratch();
            answer.notes.push(Note::Unread { index, reason: "broke the reader".to_owned() });
        }
    }

    fn event(&mut self, event: &[u8], written_ms: i64, answer: &mut Answer) {
        let index = answer.n_events;
        answer.n_events += 1;
        let eyes = self.eyes;
        let matches = match eyes.engine.scan(&mut self.scratch, event, &eyes.hint) {
            Ok(matches) => matches.to_vec(),
            Err(fault) => {
                answer.notes.push(Note::Unread { index, reason: fault.to_string() });
                return;
            }
        };
        answer.n_looked_at += 1;
        if matches.is_empty() {
            return;
        }
        let seen = eyes.watch.see(&matches, event, (&eyes.engine, &self.scratch), written_ms);
        let mut explanations = Vec::new();
        for rule in &matches {
            if self.wants_words(*rule)
                && let Some(words) =
                    eyes.engine.explain_in(&mut self.scratch, &eyes.rules, *rule, event)
            {
                explanations.push((*rule, words));
            }
        }
        answer.notes.push(Note::Found(Found { index, matches, explanations, seen }));
    }

    fn wants_words(&mut self, rule: usize) -> bool {
        let eyes = self.eyes;
        eyes.is_explained
            && !eyes.rules.is_silent(rule)
            && (eyes.format == Format::Ndjson || self.explained.insert(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_contained() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded::<()>(|| std::panic::resume_unwind(Box::new(()))), None);
    }
}
