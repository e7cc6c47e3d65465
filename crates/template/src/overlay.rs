//! Two texts laid over each other: what they share at both ends, and what differs between.

use crate::{
    class::{WORD, at, is, part},
    state::is_state,
    tokens::core,
};

/// Stands for a hole in a slot's text; like the masks, no line can hold it.
pub const HOLE: u8 = 0x13;

/// Stands for a hole in a place that only a name can fill, like the one after "invalid user".
pub const OPEN: u8 = 0x1A;

/// What two texts share and what not.
pub struct Overlay<'a> {
    /// The text before the difference, up to the start of a word.
    pub prefix: &'a [u8],
    /// The text behind it, from the end of a word.
    pub suffix: &'a [u8],
    /// What stands between in the one.
    pub left: &'a [u8],
    /// What stands between in the other.
    pub right: &'a [u8],
}

impl<'a> Overlay<'a> {
    /// Lays two texts over each other.
    pub fn of(left: &'a [u8], right: &'a [u8]) -> Self {
        let n_most = left.len().min(right.len());
        let n_prefix = shared(left.iter().zip(right), n_most, |n| is_edge(at(left, n - 1)));
        // What remains on the shorter side is never empty, so that a value stands against a value.
        let n_room = n_most - n_prefix;
        let n_suffix = shared(left.iter().rev().zip(right.iter().rev()), n_room, |n| {
            is_edge(at(left, left.len() - n))
        });
        Self {
            prefix: part(left, 0, n_prefix),
            suffix: part(left, left.len() - n_suffix, left.len()),
            left: part(left, n_prefix, left.len() - n_suffix),
            right: part(right, n_prefix, right.len() - n_suffix),
        }
    }

    /// Tells whether one of the differing texts names a state.
    pub fn has_state(&self) -> bool {
        is_state(core(self.left)) || is_state(core(self.right))
    }
}

/// Returns how many bytes are equal, up to the last edge; at least one of `n_room` stays out.
fn shared<'a>(
    pairs: impl Iterator<Item = (&'a u8, &'a u8)>,
    n_room: usize,
    is_edge: impl Fn(usize) -> bool,
) -> usize {
    let n_same = pairs.take_while(|(left, right)| left == right && !is_hole(**left)).count();
    let n_most = n_same.min(n_room.saturating_sub(1));
    (1..=n_most).rev().find(|&n| is_edge(n)).unwrap_or(0)
}

/// Tells whether a word may start or end beside this byte: it is a mark, and neither letter nor value.
fn is_edge(byte: u8) -> bool {
    byte >= b' ' && !is(byte, WORD)
}

/// Tells whether a byte of a slot's text stands for a hole.
pub fn is_hole(byte: u8) -> bool {
    matches!(byte, HOLE | OPEN)
}
