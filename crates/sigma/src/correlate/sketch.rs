//! A rough memory of groups that had to give way, so that one that comes back is not taken for new.

use std::hash::{BuildHasher, RandomState};

use super::GroupKey;

const ROWS: usize = 4;
const COLUMNS: usize = 1 << 15;
/// Entries after which all counts are halved: what is long ago fades.
const FADE_AFTER: u32 = 1 << 15;

/// Counts by key, never too low, seldom too high.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    counts: Vec<u8>,
    /// With chance in it, so that nobody can choose keys that collide.
    hashers: Vec<RandomState>,
    n_entries: u32,
}

impl Sketch {
    pub fn add(&mut self, key: &GroupKey, n: u8) {
        if self.counts.is_empty() {
            self.counts = vec![0; ROWS * COLUMNS];
            self.hashers = (0..ROWS).map(|_| RandomState::new()).collect();
        }
        for place in self.places(key) {
            if let Some(count) = self.counts.get_mut(place) {
                *count = count.saturating_add(n);
            }
        }
        self.n_entries += 1;
        if self.n_entries >= FADE_AFTER {
            self.n_entries = 0;
            self.counts.iter_mut().for_each(|count| *count /= 2);
        }
    }

    pub fn count(&self, key: &GroupKey) -> u8 {
        let counts = self.places(key).into_iter().filter_map(|place| self.counts.get(place));
        counts.min().copied().unwrap_or_default()
    }

    fn places(&self, key: &GroupKey) -> Vec<usize> {
        let column = |hasher: &RandomState| {
            usize::try_from(hasher.hash_one(key) % COLUMNS as u64).unwrap_or_default()
        };
        self.hashers
            .iter()
            .enumerate()
            .map(|(row, hasher)| row * COLUMNS + column(hasher))
            .collect()
    }
}
