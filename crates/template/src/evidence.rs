//! Evidence that a place is a parameter: several forms that are equal but for that place.
//!
//! Every form is entered under the hash of its slots with one place left open, for each of its places in turn.
//! Forms that differ in one place only meet there; when enough have met, the place is a parameter. The first
//! word of a line and words for states are never left open.

use crate::{
    class::{INNER, LETTER, WORD, is},
    form,
    hash::{self, HashedMap},
    slot::{Slot, is_dotted, open_hash},
    state::is_state,
    tokens::{core, has_mask},
};

/// How many places of a form are left open in turn, counted from the left.
const PLACES_MAX: usize = 24;

/// How many values must have stood in a place, by the length of the line: the less else is equal, the more.
const fn values_min(n_tokens: usize) -> usize {
    match n_tokens {
        2 => 8,
        3 => 6,
        _ => 4,
    }
}

/// How many lines must differ in all their names and nothing else, for the names to be parameters.
const NAMED_MIN: usize = 6;

/// Forms by the hash of their slots with a place left open.
#[derive(Debug, Default)]
pub struct Evidence {
    groups: HashedMap<Vec<u32>>,
}

/// Where a form is entered, and how many must meet there.
struct Entry {
    key: u64,
    n_min: usize,
}

impl Evidence {
    /// Enters a form; returns the first group that is large enough, with the form in it.
    pub fn add(&mut self, slots: &[Slot], form: u32) -> Option<&[u32]> {
        let mut found = None;
        for entry in entries(slots) {
            let group = self.groups.entry(entry.key).or_default();
            if let Err(place) = group.binary_search(&form) {
                group.insert(place, form);
            }
            if group.len() >= entry.n_min && found.is_none() {
                found = Some(entry.key);
            }
        }
        found.and_then(|key| self.groups.get(&key)).map(Vec::as_slice)
    }

    /// Takes a form out, wherever it was entered with these slots.
    pub fn remove(&mut self, slots: &[Slot], form: u32) {
        for entry in entries(slots) {
            if let Some(group) = self.groups.get_mut(&entry.key) {
                group.retain(|&other| other != form);
                if group.is_empty() {
                    self.groups.remove(&entry.key);
                }
            }
        }
    }
}

fn entries(slots: &[Slot]) -> Vec<Entry> {
    let mut entries = Vec::new();
    if slots.len() < 2 {
        return entries;
    }
    let whole = form::sum(slots);
    let n_words = slots.iter().filter(|slot| is_word(slot)).count();
    for (index, slot) in slots.iter().enumerate().take(PLACES_MAX) {
        let n_other_words = n_words - usize::from(is_word(slot));
        if n_other_words > 0 && may_open(slot, index) {
            let key = hash::pair(opened(whole, slot, index), slots.len() as u64);
            entries.push(Entry { key, n_min: values_min(slots.len()) });
        }
    }
    entries.extend(named(slots, whole, n_words));
    entries
}

/// The entry of a line with all its names left open; names of program parts change together.
fn named(slots: &[Slot], whole: u64, n_words: usize) -> Option<Entry> {
    let names = || slots.iter().enumerate().filter(|(_, slot)| is_name(slot));
    let n_names = names().count();
    if n_names < 2 || n_words <= n_names {
        return None;
    }
    let sum = names().fold(whole, |sum, (index, slot)| opened(sum, slot, index));
    // Told apart from the entries with one open place.
    let key = hash::pair(!sum, slots.len() as u64);
    Some(Entry { key, n_min: NAMED_MIN })
}

fn opened(sum: u64, slot: &Slot, index: usize) -> u64 {
    sum.wrapping_sub(hash::place(slot.hash, index)).wrapping_add(hash::place(open_hash(), index))
}

fn may_open(slot: &Slot, index: usize) -> bool {
    let own = core(&slot.text);
    let is_first_word = index == 0 && slot.is_firm;
    !own.is_empty() && !is_first_word && !is_state(own)
}

fn is_word(slot: &Slot) -> bool {
    !slot.has_hole() && !has_mask(&slot.text) && slot.text.iter().any(|&byte| is(byte, LETTER))
}

/// Tells whether a slot is a name with marks inside, or what became of one.
fn is_name(slot: &Slot) -> bool {
    let core = core(&slot.text);
    let is_one = core.iter().all(|&byte| is(byte, WORD | INNER) || byte == b'$');
    slot.has_hole() || is_one && is_dotted(core)
}
