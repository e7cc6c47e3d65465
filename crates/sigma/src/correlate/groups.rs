//! The groups of one correlation: who may stay when there is no room for all.
//!
//! When a group is new and there is no room, one of the source with the most groups gives way: the one with the fewest
//! matches, and among these the one silent longest. So a flood of new keys takes its own room and nobody else's, and a
//! slow attack, which has matches already, outlives any number of newcomers. A group that gave way is remembered
//! roughly; when it comes back it counts as one that had matches.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Input, plan::Plan, sketch::Sketch, window::Window};

/// The values of what a correlation groups by.
pub type GroupKey = Vec<String>;

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Group {
    pub window: Window,
    pub source: u64,
    pub last_ms: i64,
    /// Matches, and those from before it gave way; no more than fit.
    pub standing: u8,
    /// When it was found last.
    pub found_ms: Option<i64>,
    /// When the window ends, where its end matters.
    pub ends_ms: Option<i64>,
    /// Whether a match came since the window began; the beginning of a watch counts as one.
    ///
    /// States of before it was kept do not say; there a watch that is open goes on.
    #[serde(default = "fed")]
    pub is_fed: bool,
}

fn fed() -> bool {
    true
}

/// All groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_key: BTreeMap<GroupKey, Group>,
    /// By source: who gives way first.
    by_source: BTreeMap<u64, BTreeSet<(u8, i64, GroupKey)>>,
    by_last: BTreeSet<(i64, GroupKey)>,
    by_end: BTreeSet<(i64, GroupKey)>,
    gone: Sketch,
    n_evicted: u64,
    is_begun: bool,
}

impl Groups {
    /// Counts an input; returns the count if it came true.
    pub fn feed(
        &mut self,
        plan: &Plan,
        key: &GroupKey,
        value: Option<&str>,
        input: &Input<'_>,
        groups_max: usize,
    ) -> Option<f64> {
        let time_ms = input.time_ms;
        self.forget(time_ms.saturating_sub(plan.timespan_ms));
        let mut group = match self.remove(key) {
            Some(group) => group,
            None => {
                self.make_room(groups_max);
                self.new_group(plan, key, input)
            }
        };
        group.last_ms = group.last_ms.max(time_ms);
        group.standing = group.standing.saturating_add(1);
        let link = plan.link_index(input.link)?;
        let found = if plan.is_closing {
            group.window.add(plan, link, time_ms, value);
            group.is_fed = true;
            group.ends_ms = group.ends_ms.or(Some(time_ms.saturating_add(plan.timespan_ms)));
            None
        } else {
            group.window.expire(time_ms.saturating_sub(plan.timespan_ms));
            group.window.add(plan, link, time_ms, value);
            let is_silent = group
                .found_ms
                .is_some_and(|found| time_ms <= found.saturating_add(plan.timespan_ms));
            let count = group.window.count(plan).filter(|count| plan.holds(*count) && !is_silent);
            group.found_ms = count.map(|_| time_ms).or(group.found_ms);
            count
        };
        self.insert(key.clone(), group);
        found
    }

    /// Says what time it is. Where nothing at all is worth telling, the watch begins with the first time that is told.
    pub fn begin(&mut self, plan: &Plan, to_ms: i64) {
        if !plan.is_closing {
            return;
        }
        if !self.is_begun && plan.is_ungrouped() && plan.bounds.hold(0.0) && to_ms > i64::MIN {
            let ends_ms = Some(to_ms.saturating_add(plan.timespan_ms));
            let window = Window::new(plan);
            let group = Group {
                window,
                source: 0,
                last_ms: to_ms,
                standing: 0,
                found_ms: None,
                ends_ms,
                is_fed: true,
            };
            if !self.by_key.contains_key(&GroupKey::new()) {
                self.insert(GroupKey::new(), group);
            }
        }
        self.is_begun |= to_ms > i64::MIN;
    }

    /// Returns when the next window ends.
    pub fn next_end(&self) -> Option<i64> {
        self.by_end.first().map(|(end, _)| *end)
    }

    /// Ends windows; returns what came true: key, time, count, source.
    pub fn close(&mut self, plan: &Plan, to_ms: i64) -> Vec<(GroupKey, i64, f64, u64)> {
        let mut found = Vec::new();
        while let Some((end_ms, key)) =
            self.by_end.first().filter(|(end, _)| *end <= to_ms).cloned()
        {
            let Some(mut group) = self.remove(&key) else { break };
            let count = group.window.count(plan);
            found.extend(
                count
                    .filter(|count| plan.bounds.hold(*count))
                    .map(|n| (key.clone(), end_ms, n, group.source)),
            );
            let is_empty = !std::mem::take(&mut group.is_fed);
            group.window = Window::new(plan);
            let is_awaited = plan.bounds.hold(0.0) && !is_empty;
            if is_awaited {
                group.ends_ms = Some(end_ms.saturating_add(plan.timespan_ms));
                self.insert(key, group);
            }
        }
        found
    }

    /// Returns how many gave way since this was asked last.
    pub fn take_evicted(&mut self) -> u64 {
        std::mem::take(&mut self.n_evicted)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&GroupKey, &Group)> {
        self.by_key.iter()
    }

    /// Puts a group in place.
    pub fn insert(&mut self, key: GroupKey, group: Group) {
        let order = (group.standing, group.last_ms, key.clone());
        self.by_source.entry(group.source).or_default().insert(order);
        self.by_last.insert((group.last_ms, key.clone()));
        if let Some(end) = group.ends_ms {
            self.by_end.insert((end, key.clone()));
        }
        self.by_key.insert(key, group);
    }

    fn remove(&mut self, key: &GroupKey) -> Option<Group> {
        let group = self.by_key.remove(key)?;
        if let Some(order) = self.by_source.get_mut(&group.source) {
            order.remove(&(group.standing, group.last_ms, key.clone()));
            if order.is_empty() {
                self.by_source.remove(&group.source);
            }
        }
        self.by_last.remove(&(group.last_ms, key.clone()));
        if let Some(end) = group.ends_ms {
            self.by_end.remove(&(end, key.clone()));
        }
        Some(group)
    }

    fn new_group(&self, plan: &Plan, key: &GroupKey, input: &Input<'_>) -> Group {
        Group {
            window: Window::new(plan),
            source: input.source,
            last_ms: input.time_ms,
            standing: self.gone.count(key),
            found_ms: None,
            ends_ms: None,
            is_fed: false,
        }
    }

    /// Drops groups that have been silent for a timespan and await nothing.
    fn forget(&mut self, before_ms: i64) {
        while let Some((_, key)) =
            self.by_last.first().filter(|(last, _)| *last < before_ms).cloned()
        {
            if self.by_key.get(&key).is_some_and(|group| group.ends_ms.is_some()) {
                break;
            }
            self.remove(&key);
        }
    }

    fn make_room(&mut self, groups_max: usize) {
        if self.by_key.len() < groups_max {
            return;
        }
        let largest = self.by_source.iter().max_by_key(|(_, order)| order.len());
        let first = largest.and_then(|(_, order)| order.first()).map(|(_, _, key)| key.clone());
        if let Some(key) = first
            && let Some(group) = self.remove(&key)
        {
            self.gone.add(&key, group.standing.max(1));
            self.n_evicted += 1;
        }
    }
}
