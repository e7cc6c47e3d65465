//! How new a new kind is: far from what is known, of rare words, of grave words, seen on many hosts.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{form::Form, seen::Seen, state, tokens::core};

/// How many words are remembered for a source.
pub const WORDS_MAX: usize = 65_536;

/// Shares of the score, in points of a hundred.
const DISTANCE_POINTS: f64 = 40.0;
const GRAVITY_POINTS: f64 = 25.0;
const RARITY_POINTS: f64 = 20.0;
const SPREAD_POINTS: f64 = 15.0;

/// The number of hosts from which more add nothing.
const HOSTS_FULL: f64 = 16.0;

/// What makes a kind new.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Novelty {
    /// How far the nearest kind is: 0 is the same, 1 shares nothing.
    pub distance: f64,
    /// Which share of its words the source has never used before.
    pub rarity: f64,
    /// How grave its words are: 0, 0.5 for a warning, 1 for a failure.
    pub gravity: f64,
}

impl Novelty {
    /// Returns the score, 0 to 100, for a kind that so many hosts have sent.
    pub fn score(&self, n_hosts: usize) -> f64 {
        let spread = ((n_hosts.max(1) as f64).ln() / HOSTS_FULL.ln()).min(1.0);
        self.distance * DISTANCE_POINTS
            + self.gravity * GRAVITY_POINTS
            + self.rarity * RARITY_POINTS
            + spread * SPREAD_POINTS
    }
}

/// The words that a source has used in its kinds, as hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words(BTreeSet<u64>);

impl Words {
    /// Remembers the words of a line.
    pub fn add(&mut self, line: &[Seen<'_>]) {
        for seen in line.iter().filter(|seen| seen.is_firm) {
            if self.0.len() < WORDS_MAX {
                self.0.insert(seen.hash);
            }
        }
    }

    /// Returns which share of the words of a line was never used.
    fn rarity(&self, line: &[Seen<'_>]) -> f64 {
        let words = || line.iter().filter(|seen| seen.is_firm);
        let n_rare = words().filter(|seen| !self.0.contains(&seen.hash)).count();
        share(n_rare, words().count())
    }
}

/// Judges a line that fits no form.
pub fn of(line: &[Seen<'_>], forms: &[Form], words: &Words) -> Novelty {
    let nearest = forms
        .iter()
        .filter(|form| !form.is_dead)
        .map(|form| likeness(form, line))
        .fold(0.0, f64::max);
    Novelty { distance: 1.0 - nearest, rarity: words.rarity(line), gravity: gravity(line) }
}

/// Returns the share of tokens that two lines have in common in the same order, from both ends.
fn likeness(form: &Form, line: &[Seen<'_>]) -> f64 {
    let is_same =
        |(slot, seen): &(&crate::slot::Slot, &Seen<'_>)| slot.accepts(seen.hash, seen.shape);
    let n_left = form.slots.iter().zip(line).take_while(is_same).count();
    let n_most = form.slots.len().max(line.len());
    let n_places = if form.slots.len() == line.len() {
        form.slots.iter().zip(line).filter(is_same).count()
    } else {
        let n_room = form.slots.len().min(line.len()) - n_left;
        n_left
            + form
                .slots
                .iter()
                .rev()
                .zip(line.iter().rev())
                .take(n_room)
                .take_while(is_same)
                .count()
    };
    share(n_places, n_most)
}

fn gravity(line: &[Seen<'_>]) -> f64 {
    line.iter().map(|seen| state::gravity(core(seen.shape))).fold(0.0, f64::max)
}

fn share(n: usize, n_all: usize) -> f64 {
    if n_all == 0 { 0.0 } else { n as f64 / n_all as f64 }
}
