//! What a hunt has seen, in numbers, and what its exit code says of it.

use sigma::RuleSet;

use crate::shown::{count, number};

/// Exit code where there was something to read, and nothing could be.
const NOTHING_READ: u8 = 2;
/// Exit code where the engine cannot be trusted.
const EVALUATORS_DIFFER: u8 = 3;
/// Exit code where some was read, and not all.
const NOT_ALL_READ: u8 = 4;

/// What was seen.
#[derive(Debug, Default)]
pub struct Counts {
    pub files: u64,
    /// Files of which nothing could be read.
    pub unread_files: u64,
    /// Files that could not be read to their end.
    pub broken_files: u64,
    pub events: u64,
    pub unread_events: u64,
    pub matches: u64,
    /// Events of no known log source.
    pub unrouted: u64,
    /// Events that both evaluators looked at.
    pub rechecked: u64,
    /// Events that were to be looked at by both, and could not be.
    pub not_compared: u64,
    /// Those of them over which the two differ.
    pub different: u64,
}

impl Counts {
    /// Returns how the hunt ends.
    pub fn exit_code(&self) -> u8 {
        // Folders without files are no failure; files that all refuse to be read are.
        match self {
            Self { different: 1.., .. } => EVALUATORS_DIFFER,
            Self { files: 0, unread_files: 1.., .. } => NOTHING_READ,
            Self { unread_files: 1.., .. } | Self { broken_files: 1.., .. } => NOT_ALL_READ,
            _ => 0,
        }
    }

    /// Says it in words; `is_hinted` is whether somebody said what events are of.
    pub fn summary(&self, rules: &RuleSet, is_hinted: bool) -> String {
        let mut words = format!(
            "{} found in {} of {}, with {}",
            number(self.matches),
            count(self.events, "event"),
            count(self.files, "file"),
            count(rules.rules.len() as u64, "rule"),
        );
        if !rules.correlations.is_empty() {
            words += &format!(" and {}", count(rules.correlations.len() as u64, "correlation"));
        }
        words.push('\n');
        let mut tell = |n: u64, noun: &str, what: &str| {
            if n > 0 {
                words += &format!("{} {what}\n", count(n, noun));
            }
        };
        tell(self.unread_files, "file", "could not be read");
        tell(self.broken_files, "file", "could not be read to the end");
        tell(self.unread_events, "event", "could not be read");
        tell(self.not_compared, "event", "could not be compared by the second evaluator");
        let n_filters = rules.faults.iter().filter(|fault| fault.is_of_filter).count();
        let n_rules = rules.faults.len() - n_filters;
        tell(
            n_filters as u64,
            "filter",
            "refused: what it leaves out is found; --verbose lists them",
        );
        tell(n_rules as u64, "rule", "refused; --verbose lists them");
        if !is_hinted {
            let what = "of no known log source: see --everything and --logsource";
            tell(self.unrouted, "event", what);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_compared_is_told() {
        let counts = Counts { not_compared: 2, ..Counts::default() };
        let words = counts.summary(&RuleSet::default(), false);
        assert!(
            words.contains("2 events could not be compared by the second evaluator\n"),
            "{words}"
        );
    }

    #[test]
    fn a_difference_outweighs_all_else() {
        let code = |files, unread_files, different| {
            Counts { files, unread_files, different, ..Counts::default() }.exit_code()
        };
        assert_eq!([code(0, 0, 0), code(3, 0, 0), code(3, 1, 0), code(0, 1, 0)], [0, 0, 4, 2]);
        let broken = Counts { files: 3, broken_files: 1, ..Counts::default() };
        assert_eq!(broken.exit_code(), 4);
        assert_eq!([code(3, 0, 1), code(0, 1, 1)], [3, 3]);
    }
}
