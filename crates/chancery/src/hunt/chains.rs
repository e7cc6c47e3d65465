//! Correlations over the matches of a hunt. Files come in any order, so matches wait and are counted in the order of time.

use std::collections::{BTreeMap, HashMap, HashSet};

use sigma::{
    CorrelateConfig, Correlator, Engine, Finding, Hit, RuleSet, Scratch,
    correlate::{CorrelateCounts, PENDING_MAX},
    ruleset::Link,
};

use super::{place::Where, time::Times};

/// Places that are kept at most, for the events of the matches that wait.
const PLACES_MAX: usize = 2 * PENDING_MAX;

/// Correlations of the rules, and the matches they wait for.
pub struct Chains {
    correlator: Correlator,
    /// Whether a rule has matched at all.
    seen: Vec<bool>,
    last_ms: i64,
    n_without_time: u64,
    /// Where the events stand whose matches may still make something true.
    places: HashMap<u64, Where>,
    found: Vec<(Finding, Where)>,
}

/// What came true, and what was told on the way.
pub struct Chained {
    /// Findings, with the places of the events that made them true.
    pub found: Vec<(Finding, Where)>,
    pub counts: CorrelateCounts,
    pub n_without_time: u64,
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
        let (places, found) = (HashMap::new(), Vec::new());
        Self { correlator, seen, last_ms: 0, n_without_time: 0, places, found }
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
    pub fn observe(&mut self, name: EventName, place: Where, event: Seen) {
        let number = u64::from(name.file) << INDEX_BITS | name.index;
        if self.places.len() >= PLACES_MAX {
            let waiting: HashSet<u64> = self.correlator.waiting().collect();
            self.places.retain(|event, _| waiting.contains(event));
        }
        self.places.insert(number, place);
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
                event: number,
                values: event.values.clone(),
            };
            let found = self.correlator.observe(hit, i64::MAX);
            self.keep(found);
        }
    }

    fn keep(&mut self, found: Vec<Finding>) {
        let place = |finding: &Finding| self.places.get(&finding.event?).copied();
        self.found.extend(found.into_iter().map(|finding| {
            let place = place(&finding).unwrap_or(Where::Unknown);
            (finding, place)
        }));
    }

    /// Ends, and returns what came true.
    pub fn finish(mut self, rules: &RuleSet) -> Chained {
        let last = self.correlator.finish();
        self.keep(last);
        let mut found = std::mem::take(&mut self.found);
        // That something stays away means nothing where it has never been: the files are of something else.
        found.retain(|(finding, _)| {
            finding.event.is_some() || self.has_seen(rules, finding.correlation)
        });
        let (counts, n_without_time) = (self.correlator.counts(), self.n_without_time);
        Chained { found, counts, n_without_time }
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
