//! Tests of one field, each held once however many rules ask it.

use std::{collections::HashMap, net::IpAddr};

use foldhash::fast::FixedState;
use memchr::memmem::Finder;
use regex::Regex;

use crate::{
    pattern::{Pattern, Piece},
    rule::{Cidr, FieldPart, Item, Matcher, Number, Operator, TimePart},
};

use super::{
    fold::folded,
    glob::Glob,
    grams::{Anchor, GRAM_BYTES},
    required::{required, shortest},
    slots::{EVERYTHING, SlotId},
};

/// A test, by its place in the table.
pub(super) type PredicateId = u32;

/// A test of the values of a slot; it holds if one of them passes.
#[derive(Debug)]
pub(super) struct Predicate {
    pub slot: SlotId,
    pub test: Test,
}

/// What is tested.
#[derive(Debug)]
pub(super) enum Test {
    /// Folded text stands there; known from the pass over the field if the text is long enough.
    Literal {
        text: Box<str>,
        anchor: Anchor,
        /// Looks for it anywhere where the pass does not.
        finder: Option<Box<Finder<'static>>>,
    },
    /// A pattern over folded text; `needle` must hold first.
    Glob {
        glob: Glob,
        needle: Option<PredicateId>,
        shown: Box<str>,
    },
    /// A pattern over the text as it is.
    Cased {
        glob: Glob,
        needle: Option<PredicateId>,
        shown: Box<str>,
    },
    /// An expression; one of `needles` must hold first, if there are any. Expressions are dear, so they are
    /// tried only on texts that, as they are, have some length; those without needles only if a short text stands in a
    /// folded value of the field.
    Regex {
        regex: Regex,
        needles: Vec<PredicateId>,
        n_bytes_min: usize,
        finder: Option<Box<Finder<'static>>>,
    },
    Null,
    Exists,
    Cidr(Network),
    FieldRef {
        other: SlotId,
        part: FieldPart,
        is_cased: bool,
    },
    Compare {
        operator: Operator,
        number: Number,
    },
    Time {
        part: TimePart,
        operator: Operator,
        number: Number,
    },
}

/// A network as bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Network {
    is_v4: bool,
    bits: u128,
    mask: u128,
}

impl Network {
    fn new(cidr: &Cidr) -> Self {
        let (address, prefix) = match (cidr.network, cidr.network.to_canonical()) {
            // Below 96 bits a mapped network holds more than what is mapped.
            (IpAddr::V6(_), v4 @ IpAddr::V4(_)) if cidr.prefix >= 96 => (v4, cidr.prefix - 96),
            (own, _) => (own, cidr.prefix),
        };
        let (is_v4, bits) = Self::bits(address);
        let n_bits: u32 = if is_v4 { 32 } else { 128 };
        let n_host_bits = n_bits - u32::from(prefix);
        let mask = u128::MAX.checked_shl(n_host_bits).unwrap_or_default();
        Self { is_v4, bits: bits & mask, mask }
    }

    fn bits(address: IpAddr) -> (bool, u128) {
        match address {
            IpAddr::V4(v4) => (true, u128::from(v4.to_bits())),
            IpAddr::V6(v6) => (false, v6.to_bits()),
        }
    }

    pub fn holds(&self, address: IpAddr) -> bool {
        let (is_v4, bits) = Self::bits(address.to_canonical());
        is_v4 == self.is_v4 && bits & self.mask == self.bits
    }
}

/// What makes two tests the same.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Literal(SlotId, Box<str>, Anchor),
    Pattern(SlotId, Pattern, bool),
    Regex(SlotId, Box<str>),
    Plain(SlotId, Box<str>),
}

/// All tests of all rules.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub predicates: Vec<Predicate>,
    by_key: HashMap<Key, PredicateId, FixedState>,
}

impl Table {
    /// Forgets how tests were told apart, which is needed for adding only.
    pub fn into_predicates(self) -> Vec<Predicate> {
        self.predicates
    }

    /// Enters the test of a matcher; `slot_of` gives the slots of fields.
    pub fn enter(
        &mut self,
        item: &Item,
        matcher: &Matcher,
        mut slot_of: impl FnMut(&str) -> SlotId,
    ) -> PredicateId {
        let slot = item.field.as_deref().map_or(EVERYTHING, &mut slot_of);
        let is_keyword = item.field.is_none();
        match matcher {
            Matcher::Text { pattern, is_cased } => {
                let mut pattern = pattern.clone();
                if is_keyword {
                    pattern.open_start();
                    pattern.open_end();
                }
                self.pattern(slot, &pattern, *is_cased)
            }
            Matcher::Number(number) => {
                let anchor = if is_keyword { Anchor::Anywhere } else { Anchor::Whole };
                self.literal(slot, &number.to_string(), anchor)
            }
            Matcher::Regex(regex) => self.regex(slot, regex),
            Matcher::Null => self.plain(slot, "null", || Test::Null),
            Matcher::Exists(_) => self.plain(slot, "exists", || Test::Exists),
            Matcher::Cidr(cidr) => {
                let name = format!("cidr {}/{}", cidr.network, cidr.prefix);
                self.plain(slot, &name, || Test::Cidr(Network::new(cidr)))
            }
            Matcher::FieldRef { field, part, is_cased } => {
                let other = slot_of(field);
                let name = format!("field {other} {part:?} {is_cased}");
                self.plain(slot, &name, || Test::FieldRef {
                    other,
                    part: *part,
                    is_cased: *is_cased,
                })
            }
            Matcher::Compare { operator, number } => {
                let (operator, number) = (*operator, *number);
                let name = format!("{operator:?} {number:?}");
                self.plain(slot, &name, || Test::Compare { operator, number })
            }
            Matcher::Time { part, operator, number } => {
                let (part, operator, number) = (*part, *operator, *number);
                let name = format!("{part:?} {operator:?} {number:?}");
                self.plain(slot, &name, || Test::Time { part, operator, number })
            }
        }
    }

    fn intern(&mut self, key: Key, predicate: impl FnOnce(&mut Self) -> Predicate) -> PredicateId {
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let predicate = predicate(self);
        let id = PredicateId::try_from(self.predicates.len()).unwrap_or(PredicateId::MAX);
        self.predicates.push(predicate);
        self.by_key.insert(key, id);
        id
    }

    fn plain(&mut self, slot: SlotId, name: &str, test: impl FnOnce() -> Test) -> PredicateId {
        self.intern(Key::Plain(slot, name.into()), |_| Predicate { slot, test: test() })
    }

    fn literal(&mut self, slot: SlotId, text: &str, anchor: Anchor) -> PredicateId {
        let text: Box<str> = folded(text).into();
        let key = Key::Literal(slot, text.clone(), anchor);
        self.intern(key, |_| {
            let is_looked_for = anchor == Anchor::Anywhere && text.len() < GRAM_BYTES;
            let finder = is_looked_for.then(|| Box::new(Finder::new(text.as_bytes()).into_owned()));
            Predicate { slot, test: Test::Literal { text, anchor, finder } }
        })
    }

    fn pattern(&mut self, slot: SlotId, pattern: &Pattern, is_cased: bool) -> PredicateId {
        let literal = match pattern.pieces() {
            [] => Some(("", Anchor::Whole)),
            [Piece::Text(text)] => Some((text.as_str(), Anchor::Whole)),
            [Piece::Text(text), Piece::Any] => Some((text.as_str(), Anchor::Start)),
            [Piece::Any, Piece::Text(text)] => Some((text.as_str(), Anchor::End)),
            [Piece::Any, Piece::Text(text), Piece::Any] => Some((text.as_str(), Anchor::Anywhere)),
            _ => None,
        };
        if let (Some((text, anchor)), false) = (literal, is_cased) {
            return self.literal(slot, text, anchor);
        }
        self.intern(Key::Pattern(slot, pattern.clone(), is_cased), |table| {
            let needle = table.needle(slot, pattern);
            let shown = pattern.to_string().into();
            let test = match is_cased {
                true => Test::Cased { glob: Glob::new(pattern, str::to_owned), needle, shown },
                false => Test::Glob { glob: Glob::new(pattern, folded), needle, shown },
            };
            Predicate { slot, test }
        })
    }

    /// Enters the longest text of a pattern as a test of its own, if it is long enough to be looked for.
    fn needle(&mut self, slot: SlotId, pattern: &Pattern) -> Option<PredicateId> {
        let texts = pattern.pieces().iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Any | Piece::One => None,
        });
        let longest = texts.max_by_key(|text| folded(text).len())?;
        (folded(longest).len() >= GRAM_BYTES).then(|| self.literal(slot, longest, Anchor::Anywhere))
    }

    fn regex(&mut self, slot: SlotId, regex: &Regex) -> PredicateId {
        self.intern(Key::Regex(slot, regex.as_str().into()), |table| {
            let literals = required(regex.as_str(), GRAM_BYTES).unwrap_or_default();
            let needles: Vec<PredicateId> =
                literals.iter().map(|text| table.literal(slot, text, Anchor::Anywhere)).collect();
            let part = required(regex.as_str(), 1).filter(|_| needles.is_empty());
            let finder = match part.as_deref() {
                Some([only]) => Some(Box::new(Finder::new(only).into_owned())),
                _ => None,
            };
            let n_bytes_min = shortest(regex.as_str());
            let test = Test::Regex { regex: regex.clone(), needles, n_bytes_min, finder };
            Predicate { slot, test }
        })
    }
}

impl Test {
    /// Returns about how dear the test is, a look at what is known already being one.
    pub fn price(&self) -> usize {
        match self {
            test if test.is_found_by_pass() => 1,
            Self::Null | Self::Exists => 2,
            Self::Literal { .. } | Self::Compare { .. } | Self::Time { .. } | Self::Cidr(_) => 15,
            Self::Glob { needle: Some(_), .. } | Self::Cased { needle: Some(_), .. } => 3,
            Self::Glob { .. } | Self::Cased { .. } | Self::FieldRef { .. } => 20,
            Self::Regex { needles, .. } if !needles.is_empty() => 5 + needles.len(),
            Self::Regex { .. } => 100,
        }
    }

    /// Says whether the pass over the field decides the test.
    pub fn is_found_by_pass(&self) -> bool {
        match self {
            Self::Literal { text, anchor, .. } => {
                *anchor == Anchor::Whole || text.len() >= GRAM_BYTES
            }
            _ => false,
        }
    }
}
