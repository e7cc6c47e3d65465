//! Who gives way when there is no room for another group.
//!
//! Groups stand in a line by age. The older half is safe: whoever was there before a flood stays. The youngest quarter is
//! safe, too: who is new gets the time to come some way. Of the quarter between, the one that came the least way towards
//! what is asked for gives way, and among equals the one silent longest.
//!
//! A source that has more than a sixteenth of the room stands for itself: while there are such sources, one of the largest's
//! groups gives way, so that a source can only take its own room. Sources that are smaller stand in one line, or a flood of
//! sources with a group each would push out whoever has two.

use std::collections::{BTreeMap, BTreeSet};

/// A source with more than this part of the room is large.
const LARGE_PART: usize = 16;

/// A group, by the order of its birth.
pub(super) type GroupId = u64;

/// How low a group stands: how near it is to what is asked for, and when it was heard last.
type Rank = (u8, i64, GroupId);

/// All groups, in the order in which they may stay.
#[derive(Debug, Default)]
pub(super) struct Line {
    all: BTreeMap<GroupId, (u64, Rank)>,
    elders: BTreeSet<GroupId>,
    middle: BTreeSet<GroupId>,
    young: BTreeSet<GroupId>,
    /// Those of the middle.
    by_rank: BTreeSet<Rank>,
    sources: BTreeMap<u64, Source>,
    by_size: BTreeSet<(usize, u64)>,
}

#[derive(Debug, Default)]
struct Source {
    ids: BTreeSet<GroupId>,
    /// Those of the middle.
    by_rank: BTreeSet<Rank>,
}

impl Line {
    /// Adds a group; it must be younger than all others.
    pub fn add(&mut self, id: GroupId, source: u64, near: u8, last_ms: i64) {
        self.all.insert(id, (source, (near, last_ms, id)));
        self.young.insert(id);
        self.resize(source, |ids| _ = ids.insert(id));
        self.balance();
    }

    pub fn remove(&mut self, id: GroupId) {
        self.leave_middle(id);
        let Some((source, _)) = self.all.remove(&id) else { return };
        self.elders.remove(&id);
        self.young.remove(&id);
        self.resize(source, |ids| _ = ids.remove(&id));
        self.balance();
    }

    /// Says how near a group is now, and when it was heard.
    pub fn place(&mut self, id: GroupId, near: u8, last_ms: i64) {
        let is_middle = self.leave_middle(id);
        if let Some((_, rank)) = self.all.get_mut(&id) {
            *rank = (near, last_ms, id);
        }
        if is_middle {
            self.enter_middle(id);
        }
    }

    /// Returns the group that gives way first.
    pub fn first(&self, groups_max: usize) -> Option<GroupId> {
        let (most, _) = *self.by_size.last()?;
        if most <= groups_max / LARGE_PART {
            let first = self.by_rank.first().map(|(_, _, id)| *id);
            return first.or_else(|| self.all.last_key_value().map(|(id, _)| *id));
        }
        let largest = || {
            let of_most = self.by_size.iter().rev().take_while(move |(size, _)| *size == most);
            of_most.filter_map(|(_, source)| self.sources.get(source))
        };
        let lowest = largest().filter_map(|source| source.by_rank.first()).min();
        let youngest = || largest().filter_map(|source| source.ids.last()).max().copied();
        lowest.map(|(_, _, id)| *id).or_else(youngest)
    }

    fn resize(&mut self, source: u64, change: impl FnOnce(&mut BTreeSet<GroupId>)) {
        let of_source = self.sources.entry(source).or_default();
        self.by_size.remove(&(of_source.ids.len(), source));
        change(&mut of_source.ids);
        match of_source.ids.len() {
            0 => _ = self.sources.remove(&source),
            size => _ = self.by_size.insert((size, source)),
        }
    }

    /// Cuts the line anew: one half, one quarter, one quarter.
    fn balance(&mut self) {
        let n_elders = self.all.len().div_ceil(2);
        let n_young = self.all.len() / 4;
        while self.elders.len() > n_elders
            && let Some(id) = self.elders.pop_last()
        {
            self.enter_middle(id);
        }
        while self.young.len() < n_young
            && let Some(id) = self.middle.last().copied()
        {
            self.leave_middle(id);
            self.young.insert(id);
        }
        while self.young.len() > n_young
            && let Some(id) = self.young.pop_first()
        {
            self.enter_middle(id);
        }
        while self.elders.len() < n_elders
            && let Some(id) = self.middle.first().copied()
        {
            self.leave_middle(id);
            self.elders.insert(id);
        }
    }

    fn enter_middle(&mut self, id: GroupId) {
        let Some((source, rank)) = self.all.get(&id) else { return };
        self.middle.insert(id);
        self.by_rank.insert(*rank);
        if let Some(source) = self.sources.get_mut(source) {
            source.by_rank.insert(*rank);
        }
    }

    fn leave_middle(&mut self, id: GroupId) -> bool {
        let Some((source, rank)) = self.all.get(&id) else { return false };
        self.by_rank.remove(rank);
        if let Some(source) = self.sources.get_mut(source) {
            source.by_rank.remove(rank);
        }
        self.middle.remove(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_cut_by_age_whoever_leaves() {
        let mut line = Line::default();
        for id in 0..40 {
            line.add(id, id % 3, 0, 0);
            if id % 4 == 3 {
                line.remove(id / 2);
            }
            let n = line.all.len();
            let lengths = (line.elders.len(), line.middle.len(), line.young.len());
            assert_eq!(lengths, (n.div_ceil(2), n - n.div_ceil(2) - n / 4, n / 4), "{id}");
            let in_order = line.elders.iter().chain(&line.middle).chain(&line.young);
            assert!(in_order.eq(line.all.keys()), "{id}");
            assert_eq!(line.by_rank.len(), line.middle.len());
        }
    }

    #[test]
    fn the_largest_source_gives_way_and_of_small_ones_the_lowest() {
        let mut line = Line::default();
        for id in 0..20 {
            line.add(id, u64::from(id >= 15), 9, 0);
        }
        // Source 0 has ten elders and five in the middle.
        line.place(12, 3, 0);
        line.place(17, 0, 0);
        assert_eq!(line.first(20), Some(12));
        // In a room so large both are small.
        line.remove(17);
        line.place(13, 2, 0);
        assert_eq!(line.first(1_000), Some(13));
        assert_eq!(Line::default().first(0), None);
    }
}
