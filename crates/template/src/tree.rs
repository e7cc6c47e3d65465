//! The tree of a source: length of the line, first token, second token; leaves hold forms.
//!
//! Its depth is fixed, so a path is one hash and the tree one map. A token with a digit, a mark or a mask is not
//! trusted to lead anywhere: it takes the open branch, and so do holes.

use crate::{
    hash::{self, HashedMap},
    seen::Seen,
    slot::Slot,
};

/// How many forms share a leaf; it bounds the work for a line that was never seen.
pub const LEAF_FORMS_MAX: usize = 256;

/// The branch of tokens that may be values.
const OPEN: u64 = 0;

/// The branch past the end of the line.
const END: u64 = 1;

/// The leaves by their paths.
#[derive(Debug, Default)]
pub struct Tree {
    leaves: HashedMap<Vec<u32>>,
}

impl Tree {
    /// Adds a form; false when its leaf is full.
    pub fn add(&mut self, slots: &[Slot], form: u32) -> bool {
        let leaf = self.leaves.entry(path(slots)).or_default();
        let has_room = leaf.len() < LEAF_FORMS_MAX;
        if has_room && let Err(place) = leaf.binary_search(&form) {
            leaf.insert(place, form);
        }
        has_room
    }

    /// Tells whether the leaf of these slots has room.
    pub fn has_room(&self, slots: &[Slot]) -> bool {
        self.leaves.get(&path(slots)).is_none_or(|leaf| leaf.len() < LEAF_FORMS_MAX)
    }

    /// Takes a form out.
    pub fn remove(&mut self, slots: &[Slot], form: u32) {
        let path = path(slots);
        if let Some(leaf) = self.leaves.get_mut(&path) {
            leaf.retain(|&other| other != form);
            if leaf.is_empty() {
                self.leaves.remove(&path);
            }
        }
    }

    /// Returns the forms that a line may fit.
    pub fn candidates(&self, line: &[Seen<'_>]) -> impl Iterator<Item = u32> {
        let [first, second] = [branches(line, 0), branches(line, 1)];
        let mut paths = Vec::with_capacity(4);
        for first in first {
            for second in second {
                let path = joined(line.len(), first, second);
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
        paths.into_iter().filter_map(|path| self.leaves.get(&path)).flatten().copied()
    }
}

fn path(slots: &[Slot]) -> u64 {
    let branch = |index: usize| match slots.get(index) {
        None => END,
        Some(slot) if slot.is_firm => slot.hash,
        Some(_) => OPEN,
    };
    joined(slots.len(), branch(0), branch(1))
}

/// The branches that a token of a line may have taken when it was a slot.
fn branches(line: &[Seen<'_>], index: usize) -> [u64; 2] {
    match line.get(index) {
        None => [END, END],
        Some(seen) if seen.is_firm => [seen.hash, OPEN],
        Some(_) => [OPEN, OPEN],
    }
}

fn joined(n_tokens: usize, first: u64, second: u64) -> u64 {
    hash::pair(hash::pair(n_tokens as u64, first), second)
}
