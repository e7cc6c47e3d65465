//! What the threads of a hunt do: let the rules look at the events of a load, and note what they found.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc::Receiver},
};

use sigma::{
    Engine, Explanation, Hint, Recheck, RuleSet, Scratch,
    read::unwrapped,
    recheck::{Difference, Rechecked},
};

use super::{
    Format,
    chains::{Seen, Watch},
    place::{Teller, Told, Where},
    readers::{Load, Task},
};

/// What all threads look with.
pub struct Eyes {
    pub engine: Engine,
    pub rules: Arc<RuleSet>,
    pub recheck: Recheck,
    pub hint: Hint,
    pub watch: Watch,
    pub teller: Teller,
    pub format: Format,
    pub is_explained: bool,
}

/// What was found in a load, in its order.
#[derive(Default)]
pub struct Answer {
    /// Events, whether or not rules could look at them.
    pub n_events: u64,
    /// Events of no known log source.
    pub n_unrouted: u64,
    /// Events that rules looked at.
    pub n_looked_at: u64,
    /// Events that the naive evaluator looked at, too.
    pub n_rechecked: u64,
    /// Events that it was to look at and could not.
    pub n_not_compared: u64,
    pub notes: Vec<Note>,
}

/// Something to tell of a load.
pub enum Note {
    /// What is no event, and in which line, where that is known.
    NoEvent(String, Option<u64>),
    /// An event that rules cannot look at; events are counted from the first of the load.
    Unread {
        index: u64,
        place: Where,
        reason: String,
    },
    Found(Found),
    /// An event over which the two evaluators differ.
    Differs {
        index: u64,
        difference: Difference,
    },
}

/// An event that rules matched.
pub struct Found {
    pub index: u64,
    pub place: Where,
    /// What is told of it, where its match is told and not only counted.
    pub told: Told,
    pub matches: Vec<usize>,
    /// Why, where that is wanted; in the order of the matches.
    pub explanations: Vec<(usize, Explanation)>,
    /// What correlations want to know of it.
    pub seen: Option<Seen>,
}

impl Eyes {
    /// Looks until there are no more loads.
    pub fn look(&self, work: &Mutex<Receiver<Task>>) {
        let mut look = Look {
            eyes: self,
            scratch: self.engine.scratch(),
            told: HashSet::new(),
            n_unrouted: 0,
        };
        loop {
            let task = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Task { load, first_number, is_first, written_ms, answer }) = task else {
                return;
            };
            let about = About { first_number, is_first, written_ms };
            let n_before = look.n_unrouted();
            let mut found = look.load(load, about);
            found.n_unrouted = look.n_unrouted() - n_before;
            // Nobody waits for it if the hunt has ended.
            let _ = answer.send(found);
        }
    }
}

/// What is known of a load.
#[derive(Clone, Copy)]
struct About {
    first_number: u64,
    is_first: bool,
    written_ms: i64,
}

/// One thread.
struct Look<'a> {
    eyes: &'a Eyes,
    scratch: Scratch,
    /// Rules of which a match was told here. Loads come to a thread in their order, so the first match of all is among
    /// those that a thread tells.
    told: HashSet<usize>,
    /// Of the scratches that were thrown away.
    n_unrouted: u64,
}

/// Contains a panic: events are what strangers bring, and one that breaks a reader must not end the hunt for all others.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

impl Look<'_> {
    /// Returns how many events were of no known log source, over all loads.
    fn n_unrouted(&self) -> u64 {
        self.n_unrouted + self.scratch.counts().unrouted
    }

    fn load(&mut self, load: Load, about: About) -> Answer {
        let mut answer = Answer::default();
        match load {
            Load::Events(events) => {
                for (item, place) in events.items {
                    match item {
                        Ok(range) => {
                            let event = events.bytes.get(range).unwrap_or_default();
                            self.guarded_event(event, Some(place), about, &mut answer);
                        }
                        Err(fault) => {
                            answer.notes.push(Note::NoEvent(fault.to_string(), place.line()));
                        }
                    }
                }
            }
            Load::Chunk(chunk) => {
                let Some(records) = guarded(|| chunk.records()) else {
                    let reason = "a piece of the event log broke the reader".to_owned();
                    answer.notes.push(Note::NoEvent(reason, None));
                    return answer;
                };
                for record in records {
                    match record {
                        Ok(event) => self.guarded_event(&event, None, about, &mut answer),
                        Err(fault) => answer.notes.push(Note::NoEvent(fault.to_string(), None)),
                    }
                }
            }
        }
        answer
    }

    /// Looks at an event; records of event logs say themselves where they stand.
    fn guarded_event(
        &mut self,
        event: &[u8],
        place: Option<Where>,
        about: About,
        answer: &mut Answer,
    ) {
        let index = answer.n_events;
        if guarded(|| self.event(event, place, about, answer)).is_none() {
            self.renew_scratch();
            let place = place.unwrap_or(Where::Unknown);
            answer.notes.push(Note::Unread { index, place, reason: "broke the reader".to_owned() });
        }
    }

    /// Throws away what a panic may have left half done.
    fn renew_scratch(&mut self) {
        self.n_unrouted += self.scratch.counts().unrouted;
        self.scratch = self.eyes.engine.scratch();
    }

    fn event(&mut self, event: &[u8], place: Option<Where>, about: About, answer: &mut Answer) {
        let index = answer.n_events;
        answer.n_events += 1;
        let eyes = self.eyes;
        let event = &*unwrapped(event);
        let number = about.first_number.saturating_add(index);
        let is_due = eyes.recheck.is_due(number) || about.is_first && answer.n_looked_at == 0;
        let matches = match eyes.engine.scan(&mut self.scratch, event, &eyes.hint) {
            Ok(matches) => matches.to_vec(),
            Err(fault) => {
                let place = place.unwrap_or(Where::Unknown);
                answer.notes.push(Note::Unread { index, place, reason: fault.to_string() });
                // That the engine will not look may be its mistake.
                self.recheck(is_due, (number, index), event, &[], answer);
                return;
            }
        };
        answer.n_looked_at += 1;
        let is_compared = self.recheck(is_due, (number, index), event, &matches, answer);
        answer.n_not_compared += u64::from(!is_compared);
        if matches.is_empty() {
            return;
        }
        let written_ms = about.written_ms;
        // What is a match stays one, whatever breaks while more is found out about it.
        let seen =
            guarded(|| eyes.watch.see(&matches, event, (&eyes.engine, &self.scratch), written_ms));
        let fresh: Vec<usize> =
            matches.iter().copied().filter(|rule| self.is_told(*rule)).collect();
        let more = guarded(|| self.more(&fresh, event, written_ms));
        let is_broken = seen.is_none() || more.is_none();
        let (seen, (told, explanations)) = (seen.flatten(), more.unwrap_or_default());
        let is_asked = !fresh.is_empty() || seen.is_some();
        let record = || is_asked.then(|| guarded(|| eyes.teller.record(event))).flatten();
        let place = place.or_else(record).unwrap_or(Where::Unknown);
        if is_broken {
            self.renew_scratch();
            let reason = "matched, and broke what was to be told of it".to_owned();
            answer.notes.push(Note::Unread { index, place, reason });
        }
        answer.notes.push(Note::Found(Found { index, place, told, matches, explanations, seen }));
    }

    /// Returns what is told of an event that rules matched, and why they did where that is wanted.
    fn more(
        &mut self,
        rules: &[usize],
        event: &[u8],
        written_ms: i64,
    ) -> (Told, Vec<(usize, Explanation)>) {
        let eyes = self.eyes;
        let mut explanations = Vec::new();
        for rule in rules.iter().filter(|_| eyes.is_explained) {
            if let Some(words) =
                eyes.engine.explain_in(&mut self.scratch, &eyes.rules, *rule, event)
            {
                explanations.push((*rule, words));
            }
        }
        let told = match rules.is_empty() {
            true => Told::default(),
            false => eyes.teller.told(event, written_ms),
        };
        (told, explanations)
    }

    /// Has the naive evaluator look, too, if the event is due; returns false if it could not. What the engine found stands.
    fn recheck(
        &self,
        is_due: bool,
        (number, index): (u64, u64),
        event: &[u8],
        found: &[usize],
        answer: &mut Answer,
    ) -> bool {
        let eyes = self.eyes;
        if !is_due || !eyes.recheck.is_on() {
            return true;
        }
        match guarded(|| eyes.recheck.look(number, event, &eyes.hint, found)) {
            Some(Rechecked::Same { .. }) => answer.n_rechecked += 1,
            Some(Rechecked::Different(difference)) => {
                answer.n_rechecked += 1;
                answer.notes.push(Note::Differs { index, difference });
            }
            Some(Rechecked::NotCompared) | None => return false,
        }
        true
    }

    /// Says whether a match of a rule is told: all of them, or the first, as far as is known here.
    fn is_told(&mut self, rule: usize) -> bool {
        let eyes = self.eyes;
        !eyes.rules.is_silent(rule) && (eyes.format == Format::Ndjson || self.told.insert(rule))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use sigma::{Maps, Placeholders};

    use crate::hunt::{chains::Chains, readers::Events};

    use super::*;

    fn rules(end: &str) -> RuleSet {
        let rule = format!(
            "title: Ends\nid: 0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01\nlogsource: {{}}\n\
             detection: {{s: {{Image|endswith: '{end}'}}, condition: s}}\n"
        );
        let rules = RuleSet::read([("t.yml", rule.as_bytes())], &Placeholders::new());
        assert!(rules.faults.is_empty(), "{:?}", rules.faults);
        rules
    }

    /// Looks at events with an engine that was made of other rules than it says.
    fn look(made_of: &str, one_in: u64, is_first: bool) -> Answer {
        let texts = [r#"{"Image":"secret\\b.exe"}"#, "nonsense", r#"{"Image":"secret\\a.exe"}"#];
        look_at(&texts, made_of, one_in, is_first)
    }

    fn look_at(texts: &[&str], made_of: &str, one_in: u64, is_first: bool) -> Answer {
        let (rules, maps) = (Arc::new(rules("a.exe")), Arc::new(Maps::default()));
        let recheck = Recheck::new(Arc::clone(&rules), Arc::clone(&maps), 0).one_in(one_in);
        let eyes = Eyes {
            engine: Engine::new(&self::rules(made_of), &maps),
            watch: Chains::new(&rules).watch(),
            rules,
            recheck,
            hint: Hint::default(),
            teller: Teller::new(false),
            format: Format::Ndjson,
            is_explained: false,
        };
        let mut events = Events::default();
        for event in texts {
            let start = events.bytes.len();
            events.bytes.extend_from_slice(event.as_bytes());
            events.items.push((Ok(start..events.bytes.len()), Where::Line(1)));
        }
        let load = Load::Events(events);
        let (work, tasks) = sync_channel(1);
        let (answer, answers) = sync_channel(1);
        work.send(Task { load, first_number: 0, is_first, written_ms: 0, answer }).unwrap();
        drop(work);
        eyes.look(&Mutex::new(tasks));
        answers.recv().unwrap()
    }

    fn differences(answer: &Answer) -> Vec<(u64, String)> {
        let difference = |note: &Note| match note {
            Note::Differs { index, difference } => Some((*index, difference.to_string())),
            _ => None,
        };
        answer.notes.iter().filter_map(difference).collect()
    }

    #[test]
    fn an_engine_that_is_wrong_is_told_on() {
        let id = "0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01";
        let too_much =
            format!("found by the engine alone: {id}; by the naive evaluator alone: none");
        let too_little =
            format!("found by the engine alone: none; by the naive evaluator alone: {id}");
        let answer = look("b.exe", 1, false);
        assert_eq!(differences(&answer), [(0, too_much.clone()), (2, too_little)]);
        assert_eq!((answer.n_events, answer.n_looked_at, answer.n_rechecked), (3, 2, 2));
        assert_eq!(answer.n_unrouted, 2);
        // The first event of a file, though none is due by its number.
        assert_eq!(differences(&look("b.exe", u64::MAX, true)), [(0, too_much)]);
        assert!(differences(&look("b.exe", u64::MAX, false)).is_empty());
        assert!(differences(&look("b.exe", 0, true)).is_empty());
        let right = look("a.exe", 1, true);
        assert_eq!((differences(&right).len(), right.n_rechecked), (0, 2));
        // What was found is told in any case.
        assert!(answer.notes.iter().any(|note| matches!(note, Note::Found(_))));
    }

    #[test]
    fn what_could_not_be_compared_is_counted() {
        let look = |text: &str| {
            let answer = look_at(&[text], "b.exe", 1, false);
            (answer.n_rechecked, answer.n_not_compared, differences(&answer).len())
        };
        assert_eq!(look(r#"{"Image":"a.exe","n":1}"#), (1, 0, 1));
        assert_eq!(look(r#"{"Image":"a.exe","n":1764321945123456789}"#), (1, 0, 1));
        assert_eq!(look(r#"{"Image":"a.exe","n":1e0}"#), (0, 1, 0));
        let long = format!(r#"{{"Image":"{}a.exe"}}"#, "x".repeat(64 << 10));
        assert_eq!(look(&long), (0, 1, 0));
        // That is told already.
        assert_eq!(look("nonsense"), (0, 0, 0));
    }

    #[test]
    fn a_panic_is_contained() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded::<()>(|| std::panic::resume_unwind(Box::new(()))), None);
    }
}
