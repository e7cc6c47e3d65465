//! One sequence of slots that lines are held against.

use crate::{
    hash,
    seen::Seen,
    slot::{Slot, is_unit_after},
};

/// A sequence of slots. A kind has several forms when its lines differ in length.
#[derive(Debug)]
pub struct Form {
    pub slots: Vec<Slot>,
    /// The kind it was born with; follow it to the one that lives.
    pub kind: u32,
    /// The hash of its canonical text.
    pub text: u64,
    /// Taken up into a wider form; its slots are gone.
    pub is_dead: bool,
}

/// How a line and a form fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The form accepts the line as it is; so many slots had no hole.
    Whole(usize),
    /// It would after its holes are widened; so good is the likeness.
    Near(usize),
    /// They differ in more than values.
    Not,
}

/// Holds a line against slots.
pub fn fit(slots: &[Slot], line: &[Seen<'_>]) -> Fit {
    if slots.len() != line.len() || differ_mostly(slots, line) {
        return Fit::Not;
    }
    let (mut n_words, mut n_soft) = (0, 0);
    for (slot, seen) in slots.iter().zip(line) {
        if slot.accepts(seen.hash, seen.shape) {
            n_words += usize::from(!slot.has_hole() && seen.is_word);
        } else if slot.differs_softly(seen) {
            n_soft += 1;
        } else {
            return Fit::Not;
        }
    }
    match n_soft {
        0 => Fit::Whole(n_words),
        // The threshold adapts to the line: every value that is given up needs a word that stays.
        _ if n_soft <= n_words => Fit::Near(2 * n_words - n_soft),
        _ => Fit::Not,
    }
}

/// Tells by hashes alone whether more tokens differ than can stay; it keeps strange lines cheap.
fn differ_mostly(slots: &[Slot], line: &[Seen<'_>]) -> bool {
    let mut n_left = line.len() / 2;
    for (slot, seen) in slots.iter().zip(line) {
        if slot.hash != seen.hash && !slot.has_hole() {
            if n_left == 0 {
                return true;
            }
            n_left -= 1;
        }
    }
    false
}

/// Returns slots that accept a line as well.
pub fn widened(slots: &[Slot], line: &[Seen<'_>]) -> Vec<Slot> {
    let join = |(slot, seen): (&Slot, &Seen<'_>)| {
        if slot.accepts(seen.hash, seen.shape) {
            return slot.clone();
        }
        slot.joined(seen.shape).unwrap_or_else(|| slot.clone())
    };
    let wide: Vec<Slot> = slots.iter().zip(line).map(join).collect();
    spread_units(slots, wide)
}

/// Returns slots that accept what both accept, or nothing if a state would be lost.
pub fn joined(slots: &[Slot], others: &[Slot]) -> Option<Vec<Slot>> {
    if slots.len() != others.len() {
        return None;
    }
    slots.iter().zip(others).map(|(slot, other)| slot.joined(&other.text)).collect()
}

/// A unit that has changed once shows that a person is meant to read the number: then all units of the line do.
fn spread_units(old: &[Slot], mut new: Vec<Slot>) -> Vec<Slot> {
    let unit_at = |slots: &[Slot], index: usize| {
        let before = index.checked_sub(1).and_then(|index| slots.get(index));
        before
            .zip(slots.get(index))
            .is_some_and(|(before, slot)| is_unit_after(&before.text, &slot.text))
    };
    let has_changed =
        |index: usize| unit_at(old, index) && new.get(index).is_some_and(Slot::has_hole);
    if !(0..old.len()).any(has_changed) {
        return new;
    }
    let places: Vec<usize> = (0..old.len()).filter(|&index| unit_at(old, index)).collect();
    for index in places {
        if let Some((slot, old)) = new.get_mut(index).zip(old.get(index)) {
            *slot = Slot::around(&old.text);
        }
    }
    new
}

/// Returns the sum of the places of slots, from which one place can be taken out again.
pub fn sum(slots: &[Slot]) -> u64 {
    slots
        .iter()
        .enumerate()
        .fold(0, |sum: u64, (index, slot)| sum.wrapping_add(hash::place(slot.hash, index)))
}

/// The memory that slots take, in bytes.
pub fn n_bytes(slots: &[Slot]) -> usize {
    slots.iter().map(|slot| slot.text.len() + size_of::<Slot>()).sum()
}
