//! The regression data that comes with public rules: does each rule match its events as often as is said?

use std::ops::ControlFlow;

use crate::{
    engine::Engine,
    event::Value,
    maps::{Hint, Maps},
    read, reference,
    ruleset::RuleSet,
    yaml::{self, Kind, Node},
};

/// What an `info.yml` expects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Expectation {
    pub rule_id: String,
    pub rule_title: String,
    /// The event file, as the data names it.
    pub path: String,
    /// How often the rule matches; where it is not said, at least once.
    pub match_count: Option<usize>,
}

impl Expectation {
    /// Says whether a number of matches is what is expected.
    ///
    /// One is what authors write who did not count: the convention of the data calls it the usual value, and the
    /// data's own runner looks only whether the rule matches at all. So one means at least one.
    pub fn is_met_by(&self, n_matches: usize) -> bool {
        match self.match_count {
            None | Some(1) => n_matches > 0,
            Some(expected) => n_matches == expected,
        }
    }
}

/// How often a rule matched the events of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Outcome {
    pub n_events: usize,
    pub by_engine: usize,
    pub by_reference: usize,
    /// Events over which the two evaluators differ on any rule.
    pub differences: usize,
    pub faults: usize,
}

/// Reads an `info.yml`. What it does not list is not expected.
pub fn expectations(bytes: &[u8]) -> Option<Vec<Expectation>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let documents = yaml::documents(text).ok()?;
    let info = documents.first()?;
    let list = |name| match info.get(name).map(|node| &node.kind) {
        Some(Kind::List(items)) => items.as_slice(),
        _ => &[],
    };
    let word = |node: &Node, name| Some(node.get(name)?.text()?.into_owned());
    let rule = list("rule_metadata").first()?;
    let expectation = |test: &Node| {
        let match_count = match word(test, "match_count") {
            Some(count) => Some(count.parse().ok()?),
            None => None,
        };
        Some(Expectation {
            rule_id: word(rule, "id")?,
            rule_title: word(rule, "title").unwrap_or_default(),
            path: word(test, "path")?,
            match_count,
        })
    };
    list("regression_tests_info").iter().map(expectation).collect()
}

/// Counts the matches of one rule over the events of a file, by both evaluators.
pub fn count(
    engine: &Engine,
    rules: &RuleSet,
    maps: &Maps,
    rule_id: &str,
    bytes: Vec<u8>,
    hint: &Hint,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut scratch = engine.scratch();
    let wanted = rules.rules.iter().position(|rule| rule.header.id.as_deref() == Some(rule_id));
    read::events(bytes, |event| {
        let Ok(event) = event else {
            outcome.faults += 1;
            return ControlFlow::Continue(());
        };
        outcome.n_events += 1;
        let value: Result<Value, _> = serde_json::from_slice(event);
        let (Ok(value), Ok(matches)) = (value, engine.scan(&mut scratch, event, hint)) else {
            outcome.faults += 1;
            return ControlFlow::Continue(());
        };
        let view = reference::View::new(&value, maps, hint);
        let by_reference: Vec<usize> = (0..rules.rules.len())
            .filter(|index| {
                rules.rules.get(*index).is_some_and(|rule| reference::matches(rule, &view))
            })
            .collect();
        outcome.by_engine += matches.iter().filter(|rule| Some(**rule) == wanted).count();
        outcome.by_reference += by_reference.iter().filter(|rule| Some(**rule) == wanted).count();
        outcome.differences += usize::from(by_reference != matches);
        ControlFlow::Continue(())
    });
    outcome
}
