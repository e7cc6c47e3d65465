//! What a hunt does not know: files whose events are of no known log source, and log sources for which there is no rule.

use std::{cmp::Reverse, collections::BTreeSet};

use sigma::{RuleSet, rule::Logsource};

use crate::shown::{Shown, count};

/// Files that are named.
const FILES_TOLD_MAX: usize = 5;
/// Log sources that are named.
const SOURCES_TOLD_MAX: usize = 12;

/// The parts of a log source.
const PARTS: [fn(&Logsource) -> Option<&str>; 3] =
    [|s| s.product.as_deref(), |s| s.category.as_deref(), |s| s.service.as_deref()];

/// The files that hold most events of no known log source.
#[derive(Debug, Default)]
pub struct Unknown {
    /// The worst first.
    worst: Vec<(u64, String)>,
    n_files: u64,
    n_events: u64,
}

impl Unknown {
    /// Takes in how many events of a file are of no known log source.
    pub fn add(&mut self, file: &str, n_events: u64) {
        if n_events == 0 {
            return;
        }
        self.n_files += 1;
        self.n_events += n_events;
        self.worst.push((n_events, file.to_owned()));
        // Of files with as many, the first stays.
        self.worst.sort_by_key(|(n_events, _)| Reverse(*n_events));
        self.worst.truncate(FILES_TOLD_MAX);
    }

    /// Names the files, a line each.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (n_events, file) in &self.worst {
            words += &format!("  {} in {}\n", count(*n_events, "event"), Shown(file));
        }
        let n_told: u64 = self.worst.iter().map(|(n_events, _)| n_events).sum();
        let n_more = self.n_files - self.worst.len() as u64;
        if n_more > 0 {
            let n_events = count(self.n_events - n_told, "event");
            words += &format!("  {n_events} in {}\n", count(n_more, "more file"));
        }
        words
    }
}

/// Says that no rule asks for a log source, if none does, and for which they ask.
pub fn unasked(rules: &RuleSet, said: &Logsource) -> Option<String> {
    let sources: BTreeSet<&Logsource> = rules.rules.iter().map(|rule| &rule.logsource).collect();
    let is_asked = |part: &fn(&Logsource) -> Option<&str>| {
        part(said).is_none_or(|word| {
            sources.iter().any(|source| source.may_cover(said) && part(source) == Some(word))
        })
    };
    if PARTS.iter().all(is_asked) {
        return None;
    }
    // A word in the wrong place, or one wrong word of two.
    let words: Vec<&str> = PARTS.iter().filter_map(|part| part(said)).collect();
    let is_near = |source: &&&Logsource| {
        PARTS.iter().filter_map(|part| part(source)).any(|word| words.contains(&word))
    };
    let mut near: Vec<&&Logsource> = sources.iter().filter(is_near).collect();
    if near.is_empty() {
        near = sources.iter().filter(|source| ***source != Logsource::default()).collect();
    }
    let names: Vec<String> =
        near.iter().take(SOURCES_TOLD_MAX).map(|source| name(source)).collect();
    let n_more = near.len().saturating_sub(SOURCES_TOLD_MAX);
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    Some(format!("no rule asks for {}; rules ask for {}{more}", name(said), names.join(", ")))
}

/// Names a log source as it is given on the command line.
fn name(source: &Logsource) -> String {
    let words = PARTS.map(|part| part(source).unwrap_or_default());
    words.join("/").trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use sigma::Placeholders;

    use super::*;

    #[test]
    fn the_worst_files_are_named() {
        let mut unknown = Unknown::default();
        assert_eq!(unknown.words(), "");
        for (file, n_events) in [
            ("a", 1),
            ("b\u{1b}", 3000),
            ("c", 0),
            ("d", 5),
            ("e", 1),
            ("f", 7),
            ("g", 1),
            ("h", 2),
        ] {
            unknown.add(file, n_events);
        }
        let expect = "  3,000 events in b\\u{1b}\n  7 events in f\n  5 events in d\n  2 events in h\n  1 event in a\n  \
                      2 events in 2 more files\n";
        assert_eq!(unknown.words(), expect);
    }

    #[test]
    fn log_sources_without_a_rule_are_told() {
        let rule = |source: &str| {
            format!("title: t\nlogsource: {source}\ndetection: {{s: {{a: b}}, condition: s}}\n")
        };
        let texts =
            ["{product: linux, service: sshd}", "{product: linux}", "{category: dns}"].map(rule);
        let files = texts.iter().map(|text| ("t.yml", text.as_bytes()));
        let rules = RuleSet::read(files, &Placeholders::new());
        assert!(rules.faults.is_empty(), "{:?}", rules.faults);
        let told = |product: &str, category: &str, service: &str| {
            let part = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
            let said = Logsource {
                product: part(product),
                category: part(category),
                service: part(service),
            };
            unasked(&rules, &said)
        };
        assert_eq!(told("linux", "", "sshd"), None);
        assert_eq!(told("linux", "", ""), None);
        assert_eq!(told("", "", "sshd"), None);
        // Of two rules together.
        assert_eq!(told("linux", "dns", ""), None);
        let misplaced = Some("no rule asks for sshd; rules ask for linux//sshd".to_owned());
        assert_eq!(told("sshd", "", ""), misplaced);
        let misspelt =
            Some("no rule asks for linux//ssshd; rules ask for linux, linux//sshd".to_owned());
        assert_eq!(told("linux", "", "ssshd"), misspelt);
        let all = Some("no rule asks for x; rules ask for /dns, linux, linux//sshd".to_owned());
        assert_eq!(told("x", "", ""), all);
    }
}
