//! The groups of one correlation.
//!
//! There are at most so many; who gives way for a new one is told in `room`. A group that gave way is remembered roughly;
//! when it comes back it stands a little higher than one that is new.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Input,
    plan::Plan,
    room::{GroupId, Line},
    sketch::Sketch,
    window::Window,
};

/// The values of what a correlation groups by.
pub type GroupKey = Vec<String>;

/// Octets that a group takes besides its key and its window, about.
const GROUP_BYTES: usize = 512;
/// A group with more octets is heavy.
const HEAVY_BYTES: usize = 64 * 1024;

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Group {
    window: Window,
    source: u64,
    last_ms: i64,
    /// How near it was when it gave way.
    standing: u8,
    /// When it was found last.
    found_ms: Option<i64>,
    /// When the window ends that the oldest match opened, where ends matter.
    ends_ms: Option<i64>,
    /// When the window ended that the match before opened.
    before_ms: Option<i64>,
}

/// A group at its place.
#[derive(Debug)]
struct Member {
    key: Arc<GroupKey>,
    group: Group,
    marks: Marks,
}

/// By what a group is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marks {
    last_ms: i64,
    ends_ms: Option<i64>,
    near: u8,
    n_bytes: usize,
}

/// All groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    ids: BTreeMap<Arc<GroupKey>, GroupId>,
    members: BTreeMap<GroupId, Member>,
    line: Line,
    by_last: BTreeSet<(i64, GroupId)>,
    by_end: BTreeSet<(i64, Arc<GroupKey>)>,
    /// By the power of two of their octets.
    by_weight: BTreeSet<(u32, GroupId)>,
    n_bytes: usize,
    n_born: u64,
    n_evicted: u64,
    pub gone: Sketch,
    /// Whether a watch for silence has begun.
    pub is_begun: bool,
}

impl Group {
    fn new(plan: &Plan, source: u64, time_ms: i64) -> Self {
        Self {
            window: Window::new(plan),
            source,
            last_ms: time_ms,
            standing: 0,
            found_ms: None,
            ends_ms: None,
            before_ms: None,
        }
    }

    /// Counts an input; returns the count if it came true by that.
    fn feed(&mut self, plan: &Plan, link: usize, time_ms: i64, value: Option<&str>) -> Option<f64> {
        self.last_ms = self.last_ms.max(time_ms);
        if !plan.is_closing {
            self.window.expire(time_ms.saturating_sub(plan.timespan_ms));
            self.window.add(plan, link, time_ms, value);
            return self.ask(plan, time_ms);
        }
        self.window.add(plan, link, time_ms, value);
        while self.window.is_over(plan) {
            self.before_ms = self.first_end(plan);
            self.window.pop_first();
        }
        self.ends_ms = self.first_end(plan);
        None
    }

    /// Ends the window that the oldest match opened; returns the count if it came true.
    fn close(&mut self, plan: &Plan, end_ms: i64) -> Option<f64> {
        let mut found = None;
        if let (Some(first), Some(last)) = (self.window.first_ms(), self.window.last_ms()) {
            // A window that ends with the same match as the one before it is but a part of that.
            if self.before_ms.is_none_or(|before| last > before) {
                found = self.ask(plan, end_ms);
            }
            self.before_ms = Some(end_ms);
            while self.window.first_ms() == Some(first) {
                self.window.pop_first();
            }
        }
        self.ends_ms = self.first_end(plan);
        match self.ends_ms {
            None => found.or_else(|| self.ask(plan, end_ms)),
            Some(_) => found,
        }
    }

    fn ask(&mut self, plan: &Plan, time_ms: i64) -> Option<f64> {
        if self.is_silent(plan, time_ms) {
            return None;
        }
        let count = self.window.count(plan).filter(|count| plan.holds(*count));
        self.found_ms = count.map(|_| time_ms).or(self.found_ms);
        count
    }

    fn is_silent(&self, plan: &Plan, time_ms: i64) -> bool {
        self.found_ms.is_some_and(|found| time_ms <= found.saturating_add(plan.timespan_ms))
    }

    fn first_end(&self, plan: &Plan) -> Option<i64> {
        self.window.first_ms().map(|first| first.saturating_add(plan.timespan_ms))
    }

    fn marks(&self, plan: &Plan, key: &GroupKey) -> Marks {
        // What was told already is worth little: were it forgotten, it would be told twice.
        let progress = match self.is_silent(plan, self.last_ms) {
            true => 0,
            false => self.window.progress(plan),
        };
        let key_bytes: usize = key.iter().map(|part| part.len() + size_of::<String>()).sum();
        let n_bytes = GROUP_BYTES.saturating_add(key_bytes).saturating_add(self.window.n_bytes());
        let near = progress.max(self.standing);
        Marks { last_ms: self.last_ms, ends_ms: self.ends_ms, near, n_bytes }
    }
}

impl Marks {
    fn weight(&self) -> u32 {
        self.n_bytes.checked_ilog2().unwrap_or_default()
    }
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
        let link = plan.link_index(input.link)?;
        if !plan.is_closing {
            self.forget(time_ms.saturating_sub(plan.timespan_ms));
        }
        let id = match self.ids.get(key) {
            Some(id) => *id,
            None => {
                let group = Group {
                    standing: self.gone.near(key),
                    ..Group::new(plan, input.source, time_ms)
                };
                self.insert(plan, key.clone(), group, groups_max)
            }
        };
        let found = self.members.get_mut(&id)?.group.feed(plan, link, time_ms, value);
        self.mark(plan, id);
        found
    }

    /// Says what time it is. Where nothing at all is worth telling, the watch begins with the first time that is told.
    pub fn begin(&mut self, plan: &Plan, to_ms: i64) {
        if !plan.is_closing || self.is_begun || to_ms == i64::MIN {
            return;
        }
        self.is_begun = true;
        let key = GroupKey::new();
        if plan.is_ungrouped() && plan.bounds.hold(0.0) && !self.ids.contains_key(&key) {
            let mut group = Group::new(plan, 0, to_ms);
            group.ends_ms = Some(to_ms.saturating_add(plan.timespan_ms));
            self.insert(plan, key, group, usize::MAX);
        }
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
            let id = self.ids.get(&key).copied();
            let Some((id, Member { group, .. })) =
                id.and_then(|id| Some((id, self.members.get_mut(&id)?)))
            else {
                self.by_end.pop_first();
                continue;
            };
            let count = group.close(plan, end_ms);
            found.extend(count.map(|n| (GroupKey::clone(&key), end_ms, n, group.source)));
            match group.ends_ms {
                Some(_) => self.mark(plan, id),
                None => _ = self.remove(id),
            }
        }
        found
    }

    /// Returns how many gave way since this was asked last.
    pub fn take_evicted(&mut self) -> u64 {
        std::mem::take(&mut self.n_evicted)
    }

    /// Returns about how many octets all groups take.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Lets one group go because all take too many octets: the youngest of the heaviest, or, where none is heavy, the one
    /// that would give way for a new one. Says whether there was one.
    pub fn lighten(&mut self, groups_max: usize) -> bool {
        let heaviest = self.by_weight.last();
        let heavy = heaviest.filter(|(weight, _)| *weight >= HEAVY_BYTES.ilog2());
        let id = heavy.map(|(_, id)| *id).or_else(|| self.line.first(groups_max));
        id.is_some_and(|id| self.give_way(id))
    }

    /// Returns all groups, the eldest first.
    pub fn iter(&self) -> impl Iterator<Item = (&GroupKey, &Group)> {
        self.members.values().map(|member| (member.key.as_ref(), &member.group))
    }

    /// Puts a group in place, as the youngest.
    pub fn insert(
        &mut self,
        plan: &Plan,
        key: GroupKey,
        group: Group,
        groups_max: usize,
    ) -> GroupId {
        if let Some(id) = self.ids.get(&key).copied() {
            self.remove(id);
        }
        if self.members.len() >= groups_max
            && let Some(id) = self.line.first(groups_max)
        {
            self.give_way(id);
        }
        let id = self.n_born;
        self.n_born += 1;
        let key = Arc::new(key);
        let marks = group.marks(plan, &key);
        self.ids.insert(Arc::clone(&key), id);
        self.line.add(id, group.source, marks.near, marks.last_ms);
        self.enter(id, &key, &marks);
        self.members.insert(id, Member { key, group, marks });
        id
    }

    fn give_way(&mut self, id: GroupId) -> bool {
        let Some(Member { key, marks, .. }) = self.remove(id) else { return false };
        self.gone.add(&key, marks.near.saturating_add(1));
        self.n_evicted += 1;
        true
    }

    fn remove(&mut self, id: GroupId) -> Option<Member> {
        let member = self.members.remove(&id)?;
        self.ids.remove(&member.key);
        self.line.remove(id);
        self.leave(id, &member.key, &member.marks);
        Some(member)
    }

    /// Finds the place of a group that has changed.
    fn mark(&mut self, plan: &Plan, id: GroupId) {
        let Some(member) = self.members.get_mut(&id) else { return };
        let marks = member.group.marks(plan, &member.key);
        let old = std::mem::replace(&mut member.marks, marks);
        if old == marks {
            return;
        }
        let key = Arc::clone(&member.key);
        self.leave(id, &key, &old);
        self.enter(id, &key, &marks);
        self.line.place(id, marks.near, marks.last_ms);
    }

    fn enter(&mut self, id: GroupId, key: &Arc<GroupKey>, marks: &Marks) {
        self.by_last.insert((marks.last_ms, id));
        if let Some(end) = marks.ends_ms {
            self.by_end.insert((end, Arc::clone(key)));
        }
        self.by_weight.insert((marks.weight(), id));
        self.n_bytes = self.n_bytes.saturating_add(marks.n_bytes);
    }

    fn leave(&mut self, id: GroupId, key: &Arc<GroupKey>, marks: &Marks) {
        self.by_last.remove(&(marks.last_ms, id));
        if let Some(end) = marks.ends_ms {
            self.by_end.remove(&(end, Arc::clone(key)));
        }
        self.by_weight.remove(&(marks.weight(), id));
        self.n_bytes = self.n_bytes.saturating_sub(marks.n_bytes);
    }

    /// Drops groups that have been silent for a timespan.
    fn forget(&mut self, before_ms: i64) {
        while let Some((_, id)) = self.by_last.first().filter(|(last, _)| *last < before_ms) {
            let id = *id;
            self.remove(id);
        }
    }
}
