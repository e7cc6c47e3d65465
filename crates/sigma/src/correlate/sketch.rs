//! A rough memory of groups that had to give way, so that one that comes back is not taken for new.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{BuildHasher, Hash, Hasher, RandomState},
};

use serde::{Deserialize, Serialize};

use super::GroupKey;

const ROWS: usize = 4;
const COLUMNS: usize = 1 << 15;
/// Entries after which all marks are halved: what is long ago fades.
const FADE_AFTER: u32 = 1 << 15;

/// How near groups were when they gave way, by key: never too low, seldom too high.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sketch {
    marks: Vec<u8>,
    /// One for each row, of chance, so that nobody can choose keys that collide. They are kept with the marks; should the
    /// hash of the standard library change, what was remembered is lost, and no more than that.
    seeds: Vec<u64>,
    n_entries: u32,
}

impl Sketch {
    pub fn is_empty(&self) -> bool {
        self.marks.len() != ROWS * COLUMNS || self.seeds.len() != ROWS
    }

    pub fn add(&mut self, key: &GroupKey, near: u8) {
        if self.is_empty() {
            self.marks = vec![0; ROWS * COLUMNS];
            self.seeds = (0..ROWS).map(|row| RandomState::new().hash_one(row)).collect();
            self.n_entries = 0;
        }
        for place in self.places(key) {
            if let Some(mark) = self.marks.get_mut(place) {
                *mark = near.max(*mark);
            }
        }
        self.n_entries = self.n_entries.saturating_add(1);
        if self.n_entries >= FADE_AFTER {
            self.n_entries = 0;
            self.marks.iter_mut().for_each(|mark| *mark /= 2);
        }
    }

    pub fn near(&self, key: &GroupKey) -> u8 {
        if self.is_empty() {
            return 0;
        }
        let marks = self.places(key).into_iter().filter_map(|place| self.marks.get(place));
        marks.min().copied().unwrap_or_default()
    }

    fn places(&self, key: &GroupKey) -> Vec<usize> {
        let column = |seed: &u64| {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            key.hash(&mut hasher);
            usize::try_from(hasher.finish() % COLUMNS as u64).unwrap_or_default()
        };
        self.seeds.iter().enumerate().map(|(row, seed)| row * COLUMNS + column(seed)).collect()
    }
}
