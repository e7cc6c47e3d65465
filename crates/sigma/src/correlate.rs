//! Correlations: counting matches in sliding windows of event time, in bounded memory.
//!
//! Matches are put in order of their time first; how long one waits for late ones is the lateness.
//!
//! The specification wants time frames that are not "restricted to boundaries", and lets a condition have an upper bound
//! (`gt: 100, lte: 200`). It does not say of which windows such a condition speaks: some window of any flood holds few.
//! Here it is so:
//!
//! - What is asked of a growing count (`gt`, `gte`, all rules seen) is answered with the match that makes it true: the
//!   window is the timespan before that match.
//! - What a later match could make untrue again (`lt`, `lte`, `eq`, `neq`) is answered when a window ends. Each match opens
//!   one, a timespan long, its ends included; it is asked if no window holds all its matches and others besides. So
//!   the windows that count are the longest rows of matches that fit into one timespan: none is missed for lying across a
//!   boundary, and none is found that is but the edge of a larger one.
//! - A timespan after a match in which nothing comes is a window, too, with nothing in it: so silence is told. Where
//!   nothing is grouped, the watch begins with the first match of any rule.
//!
//! A finding silences its group for one timespan.
//!
//! Memory is bounded in groups, and in octets over all correlations; who gives way is told in `room`.

mod groups;
mod numbers;
mod plan;
mod room;
mod sketch;
mod snapshot;
mod window;

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::ruleset::{Link, RuleSet};

use self::{groups::Groups, plan::Plan};

pub use groups::GroupKey;
pub use snapshot::Snapshot;

/// Matches that wait for late ones; when more come, the oldest wait no longer.
pub const PENDING_MAX: usize = 100_000;
/// Octets that these take, about; when they take more, the oldest wait no longer.
pub const PENDING_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Bytes of a value that are kept; longer ones are told apart by these and by their length.
pub const VALUE_BYTES_MAX: usize = 256;

/// How much memory and patience there is.
#[derive(Debug, Clone, Copy)]
pub struct CorrelateConfig {
    /// How long a match waits for earlier ones that come late.
    pub lateness_ms: i64,
    /// Groups that one correlation watches at a time.
    pub groups_max: usize,
    /// Octets that the groups of all correlations take, about.
    pub bytes_max: usize,
}

impl Default for CorrelateConfig {
    fn default() -> Self {
        Self { lateness_ms: 60_000, groups_max: 50_000, bytes_max: 256 * 1024 * 1024 }
    }
}

/// A match of a rule, as correlations see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The rule's index.
    pub rule: usize,
    /// When the event happened.
    pub time_ms: i64,
    /// Whom the event comes from: one source cannot take the room of the others.
    pub source: u64,
    /// The caller's name for the event.
    pub event: u64,
    /// The fields that `Correlator::fields` asked for, as far as the event has them.
    pub values: BTreeMap<String, String>,
}

/// A correlation that came true for a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Finding {
    pub correlation: usize,
    /// When it came true.
    pub time_ms: i64,
    /// What the correlation groups by, and the values.
    pub group: Vec<(String, String)>,
    /// What was counted.
    pub count: f64,
    /// The event that made it true; none where time did.
    pub event: Option<u64>,
}

/// What happened to matches so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CorrelateCounts {
    pub hits: u64,
    /// Came after their time was settled, and were left out.
    pub late: u64,
    /// Were of a later time than now, and were taken as of now.
    pub future: u64,
    /// Lacked a field to group by, a value to count, or a number where one is asked for.
    pub without_field: u64,
    /// Groups that had to give way.
    pub evicted: u64,
    /// Waited at a restart, and their rule is gone, or is called like another one.
    pub lost: u64,
}

/// The state of all correlations.
#[derive(Debug)]
pub struct Correlator {
    config: CorrelateConfig,
    plans: Vec<Plan>,
    groups: Vec<Groups>,
    pending: BTreeMap<(i64, u64), Hit>,
    pending_bytes: usize,
    n_seen: u64,
    newest_ms: i64,
    settled_ms: i64,
    counts: CorrelateCounts,
}

/// Something a plan counts: a match of a rule, or a finding of another correlation.
#[derive(Debug, Clone)]
struct Input<'a> {
    link: Link,
    time_ms: i64,
    source: u64,
    event: Option<u64>,
    values: Cow<'a, BTreeMap<String, String>>,
}

impl Correlator {
    /// Begins to watch.
    pub fn new(rules: &RuleSet, config: CorrelateConfig) -> Self {
        let plans: Vec<Plan> =
            (0..rules.correlations.len()).filter_map(|index| Plan::new(rules, index)).collect();
        let groups = plans.iter().map(|_| Groups::default()).collect();
        Self {
            config,
            plans,
            groups,
            pending: BTreeMap::new(),
            pending_bytes: 0,
            n_seen: 0,
            newest_ms: i64::MIN,
            settled_ms: i64::MIN,
            counts: CorrelateCounts::default(),
        }
    }

    /// Says whether any correlation looks at a rule.
    pub fn watches(&self, rule: usize) -> bool {
        self.plans.iter().any(|plan| plan.links.contains(&Link::Rule(rule)))
    }

    /// Returns the fields that a match must bring, if its event has them.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.plans.iter().flat_map(Plan::fields)
    }

    /// Returns the events of the matches that still wait; a finding is of one of these, or of the match that is taken in.
    pub fn waiting(&self) -> impl Iterator<Item = u64> {
        self.pending.values().map(|hit| hit.event)
    }

    /// Returns what happened so far.
    pub fn counts(&self) -> CorrelateCounts {
        self.counts
    }

    /// Takes a match in, and returns what came true. `now_ms` is when it was received; for events of the past it may be
    /// as late as one likes.
    pub fn observe(&mut self, mut hit: Hit, now_ms: i64) -> Vec<Finding> {
        self.counts.hits += 1;
        // A clock that runs ahead must not make all others late.
        if hit.time_ms > now_ms {
            hit.time_ms = now_ms;
            self.counts.future += 1;
        }
        if hit.time_ms < self.settled_ms {
            self.counts.late += 1;
            return Vec::new();
        }
        self.newest_ms = self.newest_ms.max(hit.time_ms);
        for value in hit.values.values_mut() {
            shorten(value);
        }
        self.wait(hit);
        let settled = self.newest_ms.saturating_sub(self.config.lateness_ms).max(self.crowded_ms());
        // Before the first match there is nothing to settle, and no time at which a watch for silence could begin.
        let is_before_all =
            self.pending.first_key_value().is_some_and(|((oldest, _), _)| *oldest > settled);
        if self.settled_ms == i64::MIN && is_before_all {
            return Vec::new();
        }
        self.settle(settled)
    }

    /// Says that no earlier event will come, as when time passes in silence, and returns what came true by that.
    pub fn advance(&mut self, to_ms: i64) -> Vec<Finding> {
        self.settle(to_ms)
    }

    /// Settles all that waits, as at the end of a file.
    pub fn finish(&mut self) -> Vec<Finding> {
        self.settle(self.newest_ms)
    }

    /// Lets a match wait for earlier ones.
    fn wait(&mut self, hit: Hit) {
        self.n_seen += 1;
        self.pending_bytes = self.pending_bytes.saturating_add(hit.n_bytes());
        self.pending.insert((hit.time_ms, self.n_seen), hit);
    }

    /// Returns up to when matches cannot wait, because they are too many.
    fn crowded_ms(&self) -> i64 {
        let mut n_over = self.pending.len().saturating_sub(PENDING_MAX);
        let mut bytes_over = self.pending_bytes.saturating_sub(PENDING_BYTES_MAX);
        let mut crowded_ms = i64::MIN;
        for ((time_ms, _), hit) in &self.pending {
            if n_over == 0 && bytes_over == 0 {
                break;
            }
            crowded_ms = *time_ms;
            n_over = n_over.saturating_sub(1);
            bytes_over = bytes_over.saturating_sub(hit.n_bytes());
        }
        crowded_ms
    }

    fn settle(&mut self, to_ms: i64) -> Vec<Finding> {
        let mut findings = Vec::new();
        if to_ms < self.settled_ms {
            return findings;
        }
        while let Some(((time_ms, _), _)) = self.pending.first_key_value() {
            let time_ms = *time_ms;
            if time_ms > to_ms {
                break;
            }
            self.close_windows(time_ms.saturating_sub(1), &mut findings);
            // What happened in one instant has no order.
            let mut instant = Vec::new();
            while let Some(entry) = self.pending.first_entry() {
                if entry.key().0 != time_ms {
                    break;
                }
                let hit = entry.remove();
                self.pending_bytes = self.pending_bytes.saturating_sub(hit.n_bytes());
                instant.push(hit);
            }
            self.feed_instant(&instant, time_ms, &mut findings);
        }
        self.close_windows(to_ms, &mut findings);
        self.settled_ms = to_ms;
        findings
    }

    /// Gives each plan what happened in one instant, in the order in which it names it: matches, and what came true of
    /// other plans. Those that a plan refers to stand before it.
    fn feed_instant(&mut self, instant: &[Hit], time_ms: i64, findings: &mut Vec<Finding>) {
        let mut told: Vec<Vec<Input<'_>>> = Vec::with_capacity(self.plans.len());
        for index in 0..self.plans.len() {
            let links = self.plans.get(index).map_or(&[][..], |plan| plan.links.as_slice());
            let mut inputs = Vec::new();
            for link in links {
                match link {
                    Link::Rule(rule) => {
                        let hits = instant.iter().filter(|hit| hit.rule == *rule);
                        inputs.extend(hits.map(|hit| Input {
                            link: *link,
                            time_ms,
                            source: hit.source,
                            event: Some(hit.event),
                            values: Cow::Borrowed(&hit.values),
                        }));
                    }
                    Link::Correlation(inner) => {
                        inputs.extend(told.get(*inner).into_iter().flatten().cloned());
                    }
                }
            }
            told.push(self.feed(index, inputs, findings));
        }
    }

    /// Gives inputs to one plan; returns what those are told that refer to it.
    fn feed<'a>(
        &mut self,
        index: usize,
        inputs: Vec<Input<'a>>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Input<'a>> {
        let mut told = Vec::new();
        let (Some(plan), Some(groups)) = (self.plans.get(index), self.groups.get_mut(index)) else {
            return told;
        };
        let mut is_fed = false;
        for input in inputs {
            let Some((key, value)) = plan.key_and_value(&input) else {
                self.counts.without_field += 1;
                continue;
            };
            let found = groups.feed(plan, &key, value.as_deref(), &input, self.config.groups_max);
            self.counts.evicted += groups.take_evicted();
            is_fed = true;
            let Some(count) = found else { continue };
            findings.push(plan.finding(key, input.time_ms, count, input.event));
            told.push(Input { link: Link::Correlation(plan.correlation), ..input });
        }
        if is_fed {
            self.lighten();
        }
        told
    }

    /// Keeps the octets of all groups within bounds: the correlation whose groups take most gives way.
    fn lighten(&mut self) {
        let mut n_bytes: usize = self.groups.iter().map(Groups::n_bytes).sum();
        while n_bytes > self.config.bytes_max {
            let largest = self.groups.iter_mut().max_by_key(|groups| groups.n_bytes());
            let Some(largest) = largest else { return };
            let before = largest.n_bytes();
            if !largest.lighten(self.config.groups_max) {
                return;
            }
            n_bytes = n_bytes.saturating_sub(before.saturating_sub(largest.n_bytes()));
            self.counts.evicted += largest.take_evicted();
        }
    }

    /// Ends the windows whose time has come, in the order of their ends over all plans.
    fn close_windows(&mut self, to_ms: i64, findings: &mut Vec<Finding>) {
        for (plan, groups) in self.plans.iter().zip(&mut self.groups) {
            groups.begin(plan, to_ms);
        }
        while let Some(end_ms) = self.groups.iter().filter_map(Groups::next_end).min()
            && end_ms <= to_ms
        {
            self.close_at(end_ms, findings);
        }
    }

    /// Ends the windows of one instant; what comes true by that is told to the windows that end in it, too.
    fn close_at(&mut self, end_ms: i64, findings: &mut Vec<Finding>) {
        let mut told: Vec<Vec<Input<'_>>> = Vec::with_capacity(self.plans.len());
        for index in 0..self.plans.len() {
            let links = self.plans.get(index).map_or(&[][..], |plan| plan.links.as_slice());
            let inner = links.iter().filter_map(|link| match link {
                Link::Rule(_) => None,
                Link::Correlation(inner) => told.get(*inner),
            });
            let inputs = inner.flatten().cloned().collect();
            let mut of_this = self.feed(index, inputs, findings);
            let (Some(plan), Some(groups)) = (self.plans.get(index), self.groups.get_mut(index))
            else {
                continue;
            };
            for (key, time_ms, count, source) in groups.close(plan, end_ms) {
                let finding = plan.finding(key, time_ms, count, None);
                let values = Cow::Owned(finding.group.iter().cloned().collect());
                findings.push(finding);
                let link = Link::Correlation(plan.correlation);
                of_this.push(Input { link, time_ms, source, event: None, values });
            }
            told.push(of_this);
        }
    }
}

impl Hit {
    /// Returns about how many octets the match takes while it waits.
    fn n_bytes(&self) -> usize {
        let of_values = self.values.iter().map(|(name, value)| name.len() + value.len() + 96);
        of_values.sum::<usize>() + 256
    }
}

/// Returns the number that a value is.
fn number(value: &str) -> Option<f64> {
    value.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Cuts a value; its length is put behind, so that long values that begin alike are seldom taken for one.
fn shorten(value: &mut String) {
    if value.len() <= VALUE_BYTES_MAX {
        return;
    }
    let n_bytes = value.len();
    let end =
        (0..=VALUE_BYTES_MAX).rev().find(|at| value.is_char_boundary(*at)).unwrap_or_default();
    value.truncate(end);
    value.push_str(&format!("… {n_bytes}"));
}

#[cfg(test)]
mod tests;
