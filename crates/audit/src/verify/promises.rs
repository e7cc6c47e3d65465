//! Signed checkpoints as promises: at this size the log has this root.

use std::collections::BTreeMap;

use crate::{
    fault::{Fault, FaultKind, Place},
    tree::{Hash, TreeHead},
};

/// Checkpoints that may be pushed before the rows that they cover.
pub const CHECKPOINTS_AHEAD_MAX: usize = 100_000;

/// Where a checkpoint was kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeper {
    /// In the database, with the log.
    Log,
    /// Out of reach of whoever writes to the database.
    Elsewhere,
}

/// The checkpoints that wait for the tree to get to their size, and what became of the others.
pub(super) struct Promises {
    waiting: BTreeMap<u64, Vec<(Hash, Keeper)>>,
    n_waiting: usize,
    /// The size of the largest that could not be held.
    dropped_size: u64,
    /// The size of the last that fitted, and whether one since did not.
    fitting_size: u64,
    is_off: bool,
    n_fitting: u64,
}

impl Promises {
    pub(super) const fn new() -> Self {
        Self {
            waiting: BTreeMap::new(),
            n_waiting: 0,
            dropped_size: 0,
            fitting_size: 0,
            is_off: false,
            n_fitting: 0,
        }
    }

    /// Returns how many stored checkpoints fitted.
    pub(super) const fn n_fitting(&self) -> u64 {
        self.n_fitting
    }

    pub(super) fn add(&mut self, head: TreeHead, keeper: Keeper) {
        // One that was kept elsewhere is never dropped: there are as many as the caller was given.
        if self.n_waiting >= CHECKPOINTS_AHEAD_MAX && keeper == Keeper::Log {
            self.dropped_size = self.dropped_size.max(head.size);
            return;
        }
        self.n_waiting += 1;
        let waiting = self.waiting.entry(head.size).or_default();
        waiting.push((head.root, keeper));
    }

    /// Says whether one waits for this size.
    pub(super) fn is_due(&self, size: u64) -> bool {
        self.waiting.contains_key(&size)
    }

    /// Compares those of the size that the tree has now.
    pub(super) fn keep(&mut self, head: &TreeHead) -> Vec<Fault> {
        let due = self.waiting.remove(&head.size).unwrap_or_default();
        self.n_waiting -= due.len();
        let kept = due.into_iter();
        kept.filter_map(|(root, keeper)| self.compare(head, &root, keeper)).collect()
    }

    fn compare(&mut self, head: &TreeHead, root: &Hash, keeper: Keeper) -> Option<Fault> {
        let size = head.size;
        let place = size.checked_sub(1).map_or(Place::Checkpoint(size), |last| {
            // What the last fitting checkpoint covers is beyond doubt.
            Place::Entries { first: self.fitting_size.min(last), last }
        });
        match (head.root == *root, keeper) {
            (true, Keeper::Elsewhere) => None,
            (true, Keeper::Log) => {
                self.n_fitting += 1;
                self.fitting_size = size;
                self.is_off = false;
                None
            }
            (false, Keeper::Elsewhere) => Some(Fault { place, kind: FaultKind::OlderDiffers }),
            // After the first that does not fit, the later ones cannot: one fault, not thousands.
            (false, Keeper::Log) if self.is_off => None,
            (false, Keeper::Log) => {
                self.is_off = true;
                Some(Fault { place, kind: FaultKind::CheckpointDiffers })
            }
        }
    }

    /// Looks at those that the tree never got to, in a log of `next` entries.
    pub(super) fn at_end(&mut self, next: u64) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut longest = self.dropped_size;
        let mut passed = Some(self.dropped_size).filter(|size| *size > 0 && *size <= next);
        for (size, promises) in std::mem::take(&mut self.waiting) {
            if size <= next {
                passed = Some(passed.map_or(size, |passed| passed.min(size)));
                continue;
            }
            let place = Place::Entries { first: next, last: size - 1 };
            if promises.iter().any(|(_, keeper)| *keeper == Keeper::Elsewhere) {
                faults.push(Fault { place, kind: FaultKind::OlderLonger });
            }
            if promises.iter().any(|(_, keeper)| *keeper == Keeper::Log) {
                longest = longest.max(size);
            }
        }
        if longest > next {
            let place = Place::Entries { first: next, last: longest - 1 };
            faults.push(Fault { place, kind: FaultKind::TailCut });
        }
        if let Some(size) = passed {
            faults.push(Fault { place: Place::Checkpoint(size), kind: FaultKind::Unchecked });
        }
        faults
    }
}
