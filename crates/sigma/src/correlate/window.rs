//! What one group remembers of its last timespan.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::rule::{CorrelationKind, VALUES_MAX};

use super::{
    numbers::{Ranks, Sums},
    plan::Plan,
};

/// Values, numbers or matches that one group remembers.
pub const REMEMBERED_MAX: usize = VALUES_MAX;

/// Octets that a time takes in a queue, about.
const TIME_BYTES: usize = 16;
/// Octets that a text takes besides its own in a tree, about.
const NODE_BYTES: usize = 80;

/// The memory of a group, by what is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Window {
    /// Times of the last matches, no more than are asked for.
    Times(VecDeque<i64>),
    /// When each value was seen last, and the values in that order.
    Values {
        last: BTreeMap<String, i64>,
        order: BTreeSet<(i64, String)>,
        n_bytes: usize,
    },
    /// When each rule was seen last.
    Rules(Vec<Option<i64>>),
    /// For each step, when the latest chain began that came so far.
    Steps(Vec<Option<i64>>),
    Sums(Sums),
    Ranks(Ranks),
    /// Values in a row, and how often each is among them; where the end of a window is awaited.
    ValueRow {
        row: VecDeque<(i64, String)>,
        counts: BTreeMap<String, usize>,
        n_bytes: usize,
    },
    /// Rules in a row, and how often each is among them; where the end of a window is awaited.
    RuleRow {
        row: VecDeque<(i64, usize)>,
        counts: Vec<usize>,
    },
}

impl Window {
    pub fn new(plan: &Plan) -> Self {
        match plan.kind {
            CorrelationKind::EventCount => Self::Times(VecDeque::new()),
            CorrelationKind::ValueCount { .. } if plan.is_closing => {
                Self::ValueRow { row: VecDeque::new(), counts: BTreeMap::new(), n_bytes: 0 }
            }
            CorrelationKind::ValueCount { .. } => {
                Self::Values { last: BTreeMap::new(), order: BTreeSet::new(), n_bytes: 0 }
            }
            CorrelationKind::Temporal | CorrelationKind::TemporalOrdered if plan.is_closing => {
                Self::RuleRow { row: VecDeque::new(), counts: vec![0; plan.links.len()] }
            }
            CorrelationKind::Temporal => Self::Rules(vec![None; plan.links.len()]),
            CorrelationKind::TemporalOrdered => Self::Steps(vec![None; plan.links.len()]),
            CorrelationKind::ValueSum { .. } | CorrelationKind::ValueAvg { .. } => {
                Self::Sums(Sums::default())
            }
            CorrelationKind::ValuePercentile { .. } => Self::Ranks(Ranks::default()),
        }
    }

    /// Adds one input.
    pub fn add(&mut self, plan: &Plan, link: usize, time_ms: i64, value: Option<&str>) {
        let number = || value.and_then(super::number);
        match self {
            Self::Times(times) => times.push_back(time_ms),
            Self::Values { last, order, n_bytes } => {
                let value = value.unwrap_or_default().to_owned();
                match last.insert(value.clone(), time_ms) {
                    Some(before) => _ = order.remove(&(before, value.clone())),
                    None => *n_bytes += 2 * (value.len() + NODE_BYTES),
                }
                order.insert((time_ms, value));
            }
            Self::Rules(last) => {
                if let Some(place) = last.get_mut(link) {
                    *place = Some(time_ms);
                }
            }
            Self::Steps(begins) => {
                let begin = match link.checked_sub(1) {
                    None => Some(time_ms),
                    Some(before) => begins.get(before).copied().flatten(),
                };
                if let Some(place) = begins.get_mut(link) {
                    *place = (*place).max(begin);
                }
            }
            Self::Sums(sums) => {
                if let Some(number) = number() {
                    sums.push(time_ms, number);
                }
            }
            Self::Ranks(ranks) => {
                if let Some(number) = number() {
                    ranks.push(time_ms, number);
                }
            }
            Self::ValueRow { row, counts, n_bytes } => {
                let value = value.unwrap_or_default();
                *n_bytes += value.len() + TIME_BYTES;
                match counts.get_mut(value) {
                    Some(count) => *count += 1,
                    None => {
                        *n_bytes += value.len() + NODE_BYTES;
                        counts.insert(value.to_owned(), 1);
                    }
                }
                row.push_back((time_ms, value.to_owned()));
            }
            Self::RuleRow { row, counts } => {
                row.push_back((time_ms, link));
                if let Some(count) = counts.get_mut(link) {
                    *count += 1;
                }
            }
        }
        // Where the end of a window is awaited, the group does this: it must know what it forgot.
        while !plan.is_closing && self.is_over(plan) {
            self.pop_first();
        }
    }

    /// Says whether there is more than is remembered.
    pub fn is_over(&self, plan: &Plan) -> bool {
        match self {
            Self::Times(times) => times.len() > plan.times_max(),
            Self::Values { order, .. } => order.len() > plan.enough(REMEMBERED_MAX),
            Self::Rules(_) | Self::Steps(_) => false,
            Self::Sums(sums) => sums.len() > REMEMBERED_MAX,
            Self::Ranks(ranks) => ranks.len() > REMEMBERED_MAX,
            Self::ValueRow { row, .. } => row.len() > REMEMBERED_MAX,
            Self::RuleRow { row, .. } => row.len() > REMEMBERED_MAX,
        }
    }

    /// Forgets what happened before a time.
    pub fn expire(&mut self, before_ms: i64) {
        if let Self::Rules(times) | Self::Steps(times) = self {
            for time in times {
                *time = time.filter(|time| *time >= before_ms);
            }
            return;
        }
        while self.first_ms().is_some_and(|first| first < before_ms) {
            self.pop_first();
        }
    }

    /// Forgets the oldest match, or value; rules that were seen last and steps have no row.
    pub fn pop_first(&mut self) {
        match self {
            Self::Times(times) => _ = times.pop_front(),
            Self::Values { last, order, n_bytes } => {
                if let Some((_, value)) = order.pop_first() {
                    *n_bytes = n_bytes.saturating_sub(2 * (value.len() + NODE_BYTES));
                    last.remove(&value);
                }
            }
            Self::Rules(_) | Self::Steps(_) => {}
            Self::Sums(sums) => sums.pop_first(),
            Self::Ranks(ranks) => ranks.pop_first(),
            Self::ValueRow { row, counts, n_bytes } => {
                let Some((_, value)) = row.pop_front() else { return };
                *n_bytes = n_bytes.saturating_sub(value.len() + TIME_BYTES);
                if let Some(count) = counts.get_mut(&value) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        *n_bytes = n_bytes.saturating_sub(value.len() + NODE_BYTES);
                        counts.remove(&value);
                    }
                }
            }
            Self::RuleRow { row, counts } => {
                let Some((_, link)) = row.pop_front() else { return };
                if let Some(count) = counts.get_mut(link) {
                    *count = count.saturating_sub(1);
                }
            }
        }
    }

    /// Returns when the oldest of a row happened.
    pub fn first_ms(&self) -> Option<i64> {
        match self {
            Self::Times(times) => times.front().copied(),
            Self::Values { order, .. } => order.first().map(|(time_ms, _)| *time_ms),
            Self::Rules(_) | Self::Steps(_) => None,
            Self::Sums(sums) => sums.first_ms(),
            Self::Ranks(ranks) => ranks.first_ms(),
            Self::ValueRow { row, .. } => row.front().map(|(time_ms, _)| *time_ms),
            Self::RuleRow { row, .. } => row.front().map(|(time_ms, _)| *time_ms),
        }
    }

    /// Returns when the newest of a row happened.
    pub fn last_ms(&self) -> Option<i64> {
        match self {
            Self::Times(times) => times.back().copied(),
            Self::Values { order, .. } => order.last().map(|(time_ms, _)| *time_ms),
            Self::Rules(_) | Self::Steps(_) => None,
            Self::Sums(sums) => sums.last_ms(),
            Self::Ranks(ranks) => ranks.last_ms(),
            Self::ValueRow { row, .. } => row.back().map(|(time_ms, _)| *time_ms),
            Self::RuleRow { row, .. } => row.back().map(|(time_ms, _)| *time_ms),
        }
    }

    /// Returns what is counted; nothing where there is nothing to take an average of.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub fn count(&self, plan: &Plan) -> Option<f64> {
        match self {
            Self::Sums(sums) => match plan.kind {
                CorrelationKind::ValueAvg { .. } if sums.len() == 0 => None,
                CorrelationKind::ValueAvg { .. } => Some(sums.sum() / sums.len() as f64),
                _ => Some(sums.sum()),
            },
            Self::Ranks(ranks) => match plan.kind {
                CorrelationKind::ValuePercentile { percentile, .. } => ranks.at(percentile),
                _ => None,
            },
            Self::RuleRow { row, .. } if plan.kind == CorrelationKind::TemporalOrdered => {
                let reached = row
                    .iter()
                    .fold(0, |reached, (_, link)| reached + usize::from(*link == reached));
                Some(reached as f64)
            }
            _ => Some(self.n_seen() as f64),
        }
    }

    /// Returns how many matches, values, rules or steps were seen.
    fn n_seen(&self) -> usize {
        match self {
            Self::Times(times) => times.len(),
            Self::Values { last, .. } => last.len(),
            Self::Rules(times) => times.iter().flatten().count(),
            // Every step counts, once the last one is reached.
            Self::Steps(begins) => begins.iter().rposition(Option::is_some).map_or(0, |at| at + 1),
            Self::Sums(sums) => sums.len(),
            Self::Ranks(ranks) => ranks.len(),
            Self::ValueRow { counts, .. } => counts.len(),
            Self::RuleRow { counts, .. } => counts.iter().filter(|count| **count > 0).count(),
        }
    }

    /// Returns how near the group is to what is asked for, from 0 to 255. Averages and percentiles are near or far
    /// without having come any way, so they say nothing.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between 0 and 255"
    )]
    pub fn progress(&self, plan: &Plan) -> u8 {
        let reached = match (self, &plan.kind) {
            (Self::Ranks(_), _) | (_, CorrelationKind::ValueAvg { .. }) => return 0,
            (Self::Sums(sums), _) => sums.sum(),
            _ => self.n_seen() as f64,
        };
        (255.0 * (reached / plan.needed()).clamp(0.0, 1.0)) as u8
    }

    /// Returns about how many octets the memory takes.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Times(times) => times.len() * TIME_BYTES,
            Self::Values { n_bytes, .. } | Self::ValueRow { n_bytes, .. } => *n_bytes,
            Self::Rules(times) | Self::Steps(times) => times.len() * TIME_BYTES,
            Self::Sums(sums) => sums.n_bytes(),
            Self::Ranks(ranks) => ranks.n_bytes(),
            Self::RuleRow { row, counts } => (row.len() * 2 + counts.len()) * TIME_BYTES,
        }
    }
}
