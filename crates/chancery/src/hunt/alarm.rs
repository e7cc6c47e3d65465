//! What is told last, and loudly, where the engine and the naive evaluator differ: one of the two is wrong.

use sigma::recheck::Difference;

use crate::shown::{Shown, count, number, tell};

/// Events that are told; the others are counted.
const EVENTS_TOLD_MAX: usize = 10;

/// The events over which the two differ.
#[derive(Debug, Default)]
pub struct Alarm {
    first: Vec<String>,
    n_events: u64,
}

impl Alarm {
    /// Takes one in. What the event says is not told, only which it is.
    pub fn add(&mut self, file: &str, index: u64, difference: &Difference) {
        self.n_events += 1;
        if self.first.len() < EVENTS_TOLD_MAX {
            self.first.push(format!("{file}, event {index}: {difference}"));
        }
    }

    /// Tells it, if there is anything to tell.
    pub fn tell(&self, n_rechecked: u64) {
        for words in self.words(n_rechecked) {
            tell(format_args!("ALARM {}", Shown(&words)));
        }
    }

    fn words(&self, n_rechecked: u64) -> Vec<String> {
        if self.n_events == 0 {
            return Vec::new();
        }
        let mut words = vec![format!(
            "the engine and the naive evaluator differ over {} of {} that both looked at: what was found may be wrong, or not \
             all. Please report it, with these rules:",
            number(self.n_events),
            count(n_rechecked, "event"),
        )];
        words.extend_from_slice(&self.first);
        let more = self.n_events - self.first.len() as u64;
        if more > 0 {
            words.push(format!("and over {more} more"));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use sigma::recheck::Names;

    use super::*;

    #[test]
    fn the_first_are_named_and_the_rest_is_counted() {
        let mut alarm = Alarm::default();
        assert!(alarm.words(5000).is_empty());
        let by_engine = Names { first: vec!["a-rule".to_owned()], n: 1 };
        let difference = Difference { by_engine, by_reference: Names::default() };
        for index in 0..12 {
            alarm.add("a.json", index, &difference);
        }
        let words = alarm.words(5000);
        assert!(words[0].contains("differ over 12 of 5,000 events"), "{words:?}");
        assert_eq!(
            words[1],
            "a.json, event 0: found by the engine alone: a-rule; by the naive evaluator alone: none"
        );
        assert_eq!((words.len(), words[11].as_str()), (12, "and over 2 more"));
    }
}
