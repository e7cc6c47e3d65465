//! One event in many is looked at again, by the naive evaluator: that the engine found something else is an alarm.
//!
//! This is for production, where the rules and the events are that no test has seen. Which events are looked at follows from their
//! numbers and a key, and from nothing that an event says: whoever does not know the key cannot pass by. What a look costs is
//! bounded by an estimate for each rule, so that an event made to be slow is looked at with some of the rules only.
//!
//! An event can still say that it cannot be compared ([`Rechecked::NotCompared`]), by its length or by a number that readers round: count
//! those, and tell them. Correlations are not looked at again.

mod cost;

use std::{collections::HashMap, fmt, sync::Arc};

use crate::{
    engine::{EVENT_DEPTH_MAX, VALUES_MAX},
    event::Value,
    maps::{Hint, Maps},
    reference::{self, View},
    rule::{Logsource, Rule},
    ruleset::RuleSet,
};

use self::cost::{Size, Weight};

/// Of how many events one is looked at again.
pub const ONE_IN: u64 = 10_000;
/// Bytes of an event that is looked at again.
pub const EVENT_BYTES_MAX: usize = 64 << 10;
/// What a look may cost, in steps of about a nanosecond, so that looks at one in [`ONE_IN`] are lost in what matching takes.
/// Rules for which there is no room are left for other events.
pub const STEPS_MAX: u64 = 300_000;
/// What a look may cost where all rules are wanted.
pub const STEPS_OF_ALL_MAX: u64 = 1_000_000_000;
/// What one rule may cost that is the first of its look: there are some for which there never is room behind others.
const STEPS_OF_FIRST_MAX: u64 = 50_000_000;
/// Rules of each side that a difference names.
pub const NAMES_MAX: usize = 16;
/// Digits up to which all readers take a number with a point for the same one.
const DIGITS_MAX: usize = 15;

/// Looks at events again. It does not change and may be shared between threads.
#[derive(Debug)]
pub struct Recheck {
    rules: Arc<RuleSet>,
    maps: Arc<Maps>,
    /// Of each rule: what it costs, and which of the log sources it is for.
    weights: Vec<(Weight, usize)>,
    sources: Vec<Logsource>,
    one_in: u64,
    steps_max: u64,
    key: u64,
}

/// What became of an event that was looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rechecked {
    /// Both evaluators say the same.
    Same {
        /// Rules that were compared, those included that are not meant for such events.
        n_rules: usize,
    },
    /// They differ: one of them is wrong.
    Different(Difference),
    /// Nothing can be said: the event is longer than [`EVENT_BYTES_MAX`], is no JSON to the other reader, or has more values, more
    /// brackets or longer numbers than both read alike.
    NotCompared,
}

/// In what two evaluators differ. It names rules, and says nothing of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Rules that the engine alone found.
    pub by_engine: Names,
    /// Rules that the naive evaluator alone found.
    pub by_reference: Names,
}

/// Rules by their ids, or by file and line where they have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The first of them, at most [`NAMES_MAX`].
    pub first: Vec<String>,
    /// How many they are.
    pub n: usize,
}

impl Recheck {
    /// Begins; the rules and maps are those that the engine was made of.
    pub fn new(rules: Arc<RuleSet>, maps: Arc<Maps>, key: u64) -> Self {
        let mut sources = Vec::new();
        let mut numbers = HashMap::new();
        let weighed = |rule: &Rule| {
            let source = *numbers.entry(rule.logsource.clone()).or_insert_with(|| {
                sources.push(rule.logsource.clone());
                sources.len() - 1
            });
            (Weight::of(rule), source)
        };
        let weights = rules.rules.iter().map(weighed).collect();
        Self { rules, maps, weights, sources, one_in: ONE_IN, steps_max: STEPS_MAX, key }
    }

    /// Says that one in so many events is looked at again; 1 is all, 0 is none.
    pub fn one_in(mut self, n_events: u64) -> Self {
        self.one_in = n_events;
        self
    }

    /// Says that each look is with all rules, whatever it costs, within [`STEPS_OF_ALL_MAX`].
    pub fn with_all_rules(mut self) -> Self {
        self.steps_max = STEPS_OF_ALL_MAX;
        self
    }

    /// Says whether any event is looked at again.
    pub fn is_on(&self) -> bool {
        self.one_in > 0
    }

    /// Says whether the event of this number is to be looked at again. No two events of a stream have the same.
    #[inline]
    pub fn is_due(&self, number: u64) -> bool {
        match self.one_in {
            0 => false,
            n => mixed(number ^ self.key).is_multiple_of(n),
        }
    }

    /// Looks at an event again; `found` is what the engine found in it, nothing if it refused the event.
    pub fn look(&self, number: u64, event: &[u8], hint: &Hint, found: &[usize]) -> Rechecked {
        if event.len() > EVENT_BYTES_MAX {
            return Rechecked::NotCompared;
        }
        let Ok(value) = serde_json::from_slice::<Value>(event) else {
            return Rechecked::NotCompared;
        };
        let size = Size::of(&value);
        let view = View::new(&value, &self.maps, hint);
        let is_meant: Vec<bool> =
            self.sources.iter().map(|source| reference::is_meant(source, &view)).collect();
        let mut difference =
            Difference { by_engine: Names::default(), by_reference: Names::default() };
        let (mut n_rules, mut n_left) = (0, self.steps_max);
        for (place, index) in self.order(number, found).enumerate() {
            let (Some(rule), Some((weight, source))) =
                (self.rules.rules.get(index), self.weights.get(index))
            else {
                continue;
            };
            let is_meant = is_meant.get(*source).copied().unwrap_or_default();
            let n_wanted = if is_meant { weight.steps(&size) } else { 0 };
            let is_first = place == found.len();
            if n_wanted > n_left && !(is_first && n_wanted <= STEPS_OF_FIRST_MAX) {
                continue;
            }
            n_left = n_left.saturating_sub(n_wanted);
            n_rules += 1;
            let by_reference = is_meant && reference::matches(rule, &view);
            match (found.contains(&index), by_reference) {
                (true, false) => difference.by_engine.add(&self.rules, index),
                (false, true) => difference.by_reference.add(&self.rules, index),
                _ => {}
            }
        }
        if difference.by_engine.n + difference.by_reference.n == 0 {
            return Rechecked::Same { n_rules };
        }
        // Before it is an alarm: of what lies beyond the engine's limits, the two are known to differ.
        let is_beyond = size.n_scalars > VALUES_MAX as u64 / 4
            || size.depth >= EVENT_DEPTH_MAX
            || has_rough_number(event);
        if is_beyond { Rechecked::NotCompared } else { Rechecked::Different(difference) }
    }

    /// The rules that the engine found, and then the others, from one that changes with the events: if there is no time for
    /// all, each has its turn.
    fn order<'a>(&self, number: u64, found: &'a [usize]) -> impl Iterator<Item = usize> + use<'a> {
        let n_rules = self.rules.rules.len();
        let start = mixed(number).checked_rem(n_rules as u64).unwrap_or_default();
        let start = usize::try_from(start).unwrap_or_default();
        let others = (start..n_rules).chain(0..start).filter(|index| !found.contains(index));
        found.iter().copied().chain(others)
    }
}

impl Names {
    fn add(&mut self, rules: &RuleSet, index: usize) {
        self.n += 1;
        if self.first.len() < NAMES_MAX
            && let Some(rule) = rules.rules.get(index)
        {
            let place = || rule.header.place.to_string();
            self.first.push(rule.header.id.clone().unwrap_or_else(place));
        }
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.n - self.first.len().min(self.n) {
            _ if self.n == 0 => f.write_str("none"),
            0 => f.write_str(&self.first.join(", ")),
            more => write!(f, "{} and {more} more", self.first.join(", ")),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by_engine, by_reference } = self;
        write!(
            f,
            "found by the engine alone: {by_engine}; by the naive evaluator alone: {by_reference}"
        )
    }
}

/// Mixes the bits of a number (SplitMix64).
#[inline]
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Says whether an event has a number that readers of JSON round each in their own way.
fn has_rough_number(event: &[u8]) -> bool {
    let (mut at, mut is_text) = (0, false);
    while let Some(byte) = event.get(at) {
        match byte {
            b'\\' if is_text => at += 1,
            b'"' => is_text = !is_text,
            b'-' | b'0'..=b'9' if !is_text => {
                let rest = event.get(at..).unwrap_or_default();
                let is_part = |byte: &&u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
                let number = rest.iter().take_while(is_part);
                let n_bytes = number.clone().count();
                let n_digits = number.clone().filter(|byte| byte.is_ascii_digit()).count();
                let has_exponent = number.clone().any(|byte| matches!(byte, b'e' | b'E'));
                let has_point = number.clone().any(|byte| *byte == b'.');
                let is_long = n_digits > DIGITS_MAX && has_point;
                // Whole numbers that do not fit 64 bits are rounded, too; nanoseconds and the like do fit.
                let is_whole = !has_exponent && !has_point;
                if has_exponent || is_long || is_whole && !fits(rest.get(..n_bytes)) {
                    return true;
                }
                at += n_bytes;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// Says whether a whole number is one of 64 bits.
fn fits(digits: Option<&[u8]>) -> bool {
    let text = digits.and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default();
    text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok()
}

#[cfg(test)]
mod tests;
