//! Correlations over the matches of a hunt. Files come in any order, so matches wait and are counted in the order of time.

use std::collections::BTreeMap;

use sigma::{
    CorrelateConfig, Correlator, Engine, Finding, Hit, RuleSet, Scratch,
    correlate::CorrelateCounts, ruleset::Link,
};

use super::time::Times;

/// Correlations of the rules, and the matches they wait for.
pub struct Chains {
    correlator: Correlator,
    /// Whether a rule has matched at all.
    seen: Vec<bool>,
    last_ms: i64,
    n_without_time: u64,
    found: Vec<Finding>,
}

/// What correlations want to know of an event. It does not change and is shared between threads.
pub struct Watch {
    fields: Vec<String>,
    watched: Vec<bool>,
    times: Times,
}

/// What they were told of one.
pub struct Seen {
    rules: Vec<usize>,
    time_ms: Option<i64>,
    values: BTreeMap<String, String>,
}

/// An event, as the hunt names it.
#[derive(Clone, Copy)]
pub struct EventName {
    pub file: u32,
    pub index: u64,
}

/// Bits of an event's number that tell its place within the file.
const INDEX_BITS: u32 = 40;

impl Watch {
    /// Looks at the matches of the last event; none if no correlation asks for them.
    pub fn see(
        &self,
        matches: &[usize],
        event: &[u8],
        (engine, scratch): (&Engine, &Scratch),
        written_ms: i64,
    ) -> Option<Seen> {
        let is_watched = |rule: &&usize| self.watched.get(**rule).copied().unwrap_or_default();
        let rules: Vec<usize> = matches.iter().filter(is_watched).copied().collect();
        if rules.is_empty() {
            return None;
        }
        let value =
            |field: &String| Some((field.clone(), engine.value(scratch, field)?.to_owned()));
        let values = self.fields.iter().filter_map(value).collect();
        Some(Seen { rules, time_ms: self.times.of(event, written_ms), values })
    }
}

impl Chains {
    /// Begins to watch.
    pub fn new(rules: &RuleSet) -> Self {
        // As late as can be: the oldest match is settled only when there is no room for more, or at the end.
        let config = CorrelateConfig { lateness_ms: i64::MAX, ..CorrelateConfig::default() };
        let correlator = Correlator::new(rules, config);
        let seen = vec![false; rules.rules.len()];
        Self { correlator, seen, last_ms: 0, n_without_time: 0, found: Vec::new() }
    }

    /// Returns what is wanted of events.
    pub fn watch(&self) -> Watch {
        let fields = self.correlator.fields().map(str::to_owned).collect();
        let watched = (0..self.seen.len()).map(|rule| self.correlator.watches(rule)).collect();
        Watch { fields, watched, times: Times::default() }
    }

    /// Says that a new file begins: an event without a time is as late as the one before it in the same file.
    pub fn begin_file(&mut self, written_ms: i64) {
        self.last_ms = written_ms;
    }

    /// Takes in what was seen of an event.
    pub fn observe(&mut self, name: EventName, event: Seen) {
        self.n_without_time += u64::from(event.time_ms.is_none());
        self.last_ms = event.time_ms.unwrap_or(self.last_ms);
        for rule in event.rules {
            if let Some(seen) = self.seen.get_mut(rule) {
                *seen = true;
            }
            let hit = Hit {
                rule,
                time_ms: self.last_ms,
                source: u64::from(name.file),
                event: u64::from(name.file) << INDEX_BITS | name.index,
                values: event.values.clone(),
            };
            self.found.extend(self.correlator.observe(hit, i64::MAX));
        }
    }

    /// Ends, and returns what came true.
    pub fn finish(mut self, rules: &RuleSet) -> (Vec<Finding>, CorrelateCounts, u64) {
        self.found.extend(self.correlator.finish());
        let mut found = std::mem::take(&mut self.found);
        // That something stays away means nothing where it has never been: the files are of something else.
        found
            .retain(|finding| finding.event.is_some() || self.has_seen(rules, finding.correlation));
        (found, self.correlator.counts(), self.n_without_time)
    }

    /// Says whether a rule has matched that a correlation looks at; those it refers to stand before it.
    fn has_seen(&self, rules: &RuleSet, correlation: usize) -> bool {
        rules.links(correlation).iter().any(|link| match link {
            Link::Rule(rule) => self.seen.get(*rule).copied().unwrap_or_default(),
            Link::Correlation(other) => *other < correlation && self.has_seen(rules, *other),
        })
    }
}

/// Returns the event that made a finding true.
pub fn event_of(finding: &Finding) -> Option<EventName> {
    let event = finding.event?;
    let file = u32::try_from(event >> INDEX_BITS).ok()?;
    Some(EventName { file, index: event & ((1 << INDEX_BITS) - 1) })
}
