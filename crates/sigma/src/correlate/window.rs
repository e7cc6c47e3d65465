//! What one group remembers of its last timespan.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::rule::CorrelationKind;

use super::plan::Plan;

/// Times, values or samples that one group remembers.
pub const REMEMBERED_MAX: usize = 10_000;

/// The memory of a group, by what is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Window {
    /// Times of the last matches, no more than are asked for.
    Times(VecDeque<i64>),
    /// How many, where only the end of the window matters.
    Count(u64),
    /// When each value was seen last, and the values in that order.
    Values { last: BTreeMap<String, i64>, order: BTreeSet<(i64, String)> },
    /// When each rule was seen last.
    Rules(Vec<Option<i64>>),
    /// For each step, when the latest chain began that came so far.
    Steps(Vec<Option<i64>>),
    /// Numbers.
    Samples(VecDeque<(i64, f64)>),
}

impl Window {
    pub fn new(plan: &Plan) -> Self {
        match plan.kind {
            CorrelationKind::EventCount if plan.is_closing => Self::Count(0),
            CorrelationKind::EventCount => Self::Times(VecDeque::new()),
            CorrelationKind::ValueCount { .. } => {
                Self::Values { last: BTreeMap::new(), order: BTreeSet::new() }
            }
            CorrelationKind::Temporal => Self::Rules(vec![None; plan.links.len()]),
            CorrelationKind::TemporalOrdered => Self::Steps(vec![None; plan.links.len()]),
            CorrelationKind::ValueSum { .. }
            | CorrelationKind::ValueAvg { .. }
            | CorrelationKind::ValuePercentile { .. } => Self::Samples(VecDeque::new()),
        }
    }

    /// Adds one input.
    pub fn add(&mut self, plan: &Plan, link: usize, time_ms: i64, value: Option<&str>) {
        match self {
            Self::Count(count) => *count += 1,
            Self::Times(times) => {
                times.push_back(time_ms);
                while times.len() > plan.enough(REMEMBERED_MAX) {
                    times.pop_front();
                }
            }
            Self::Values { last, order } => {
                let value = value.unwrap_or_default().to_owned();
                if let Some(before) = last.insert(value.clone(), time_ms) {
                    order.remove(&(before, value.clone()));
                }
                order.insert((time_ms, value));
                let most =
                    if plan.is_closing { REMEMBERED_MAX } else { plan.enough(REMEMBERED_MAX) };
                while order.len() > most {
                    if let Some((_, oldest)) = order.pop_first() {
                        last.remove(&oldest);
                    }
                }
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
            Self::Samples(samples) => {
                let number =
                    value.and_then(|value| value.parse::<f64>().ok()).filter(|n| n.is_finite());
                samples.extend(number.map(|number| (time_ms, number)));
                while samples.len() > REMEMBERED_MAX {
                    samples.pop_front();
                }
            }
        }
    }

    /// Forgets what happened before a time.
    pub fn expire(&mut self, before_ms: i64) {
        match self {
            Self::Count(_) => {}
            Self::Times(times) => {
                while times.front().is_some_and(|time| *time < before_ms) {
                    times.pop_front();
                }
            }
            Self::Values { last, order } => {
                while order.first().is_some_and(|(time, _)| *time < before_ms) {
                    if let Some((_, value)) = order.pop_first() {
                        last.remove(&value);
                    }
                }
            }
            Self::Rules(times) | Self::Steps(times) => {
                for time in times {
                    *time = time.filter(|time| *time >= before_ms);
                }
            }
            Self::Samples(samples) => {
                while samples.front().is_some_and(|(time, _)| *time < before_ms) {
                    samples.pop_front();
                }
            }
        }
    }

    /// Returns what is counted; nothing where there is nothing to take an average of.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub fn count(&self, plan: &Plan) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Times(times) => Some(times.len() as f64),
            Self::Values { last, .. } => Some(last.len() as f64),
            Self::Rules(times) => Some(times.iter().flatten().count() as f64),
            // Every step counts, once the last one is reached.
            Self::Steps(begins) => {
                let reached = begins.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
                Some(reached as f64)
            }
            Self::Samples(samples) => {
                let mut numbers: Vec<f64> = samples.iter().map(|(_, number)| *number).collect();
                let sum: f64 = numbers.iter().sum();
                match plan.kind {
                    CorrelationKind::ValueAvg { .. } if numbers.is_empty() => None,
                    CorrelationKind::ValueAvg { .. } => Some(sum / numbers.len() as f64),
                    CorrelationKind::ValuePercentile { percentile, .. } => {
                        numbers.sort_by(f64::total_cmp);
                        nearest_rank(&numbers, percentile)
                    }
                    _ => Some(sum),
                }
            }
        }
    }
}

/// Returns the smallest number that so many percent of all do not exceed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a rank within a short list"
)]
fn nearest_rank(sorted: &[f64], percentile: f64) -> Option<f64> {
    // Multiplied first: 55 % of 20 would else be a little more than 11.
    let rank = (percentile * sorted.len() as f64 / 100.0).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}
