//! From the keys of an event to slots: a tree of all ways that some rule takes, walked once per event.

use std::{collections::HashMap, fmt};

use foldhash::fast::FixedState;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::event::{self, Step, TEXT_KEY};

use super::slots::{EVERYTHING, SlotId, Slots};

/// Levels of lists and objects that are walked into.
pub const EVENT_DEPTH_MAX: usize = 64;

/// A place in the tree.
pub(super) type NodeId = usize;

/// The tree.
#[derive(Debug, Default)]
pub(super) struct Ways {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// Slots that a value here fills, and the rank of the way.
    fills: Vec<(SlotId, u8)>,
    keys: HashMap<Box<str>, usize, FixedState>,
    any: Option<usize>,
}

impl Ways {
    /// Where an event begins.
    pub const ROOT: NodeId = 0;

    pub fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// Adds all ways to a field.
    pub fn add(&mut self, slot: SlotId, field: &str) {
        for (rank, path) in event::paths(field).iter().enumerate() {
            let rank = u8::try_from(rank).unwrap_or(u8::MAX - 1);
            let mut at = 0;
            for step in path {
                at = self.child(at, step);
            }
            if let Some(node) = self.nodes.get_mut(at) {
                node.fills.push((slot, rank));
            }
        }
    }

    /// Adds one way of keys, and no other.
    pub fn add_keys<'k>(&mut self, slot: SlotId, keys: impl IntoIterator<Item = &'k str>) {
        let mut at = 0;
        for key in keys {
            at = self.child(at, &Step::Key(key.to_owned()));
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.fills.push((slot, 0));
        }
    }

    fn child(&mut self, at: usize, step: &Step) -> usize {
        let new = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        let child = match step {
            Step::Key(name) => *node.keys.entry(name.as_str().into()).or_insert(new),
            Step::Any => *node.any.get_or_insert(new),
        };
        if child == new {
            self.nodes.push(Node::default());
        }
        child
    }

    fn node(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    /// Returns the slots that a value at a place fills, each with the rank of the way.
    #[inline]
    pub fn fills(&self, at: NodeId) -> &[(SlotId, u8)] {
        self.node(at).map_or(&[], |node| &node.fills)
    }

    /// Returns the places that a key leads to.
    #[inline]
    pub fn under(&self, at: [Option<NodeId>; 2], key: &str) -> [Option<NodeId>; 2] {
        let next = |at: NodeId| match self.node(at) {
            None => [None, None],
            Some(node) => match (node.keys.get(key), node.any) {
                (Some(keyed), any) => [Some(*keyed), any],
                (None, any) => [any, None],
            },
        };
        match at {
            [Some(only), None] => next(only),
            [None, _] => [None, None],
            [Some(one), Some(other)] => match next(one) {
                [None, _] => next(other),
                [first, None] => [first, next(other).into_iter().flatten().next()],
                both => both,
            },
        }
    }
}

/// Fills the slots from an event.
pub(super) struct Fill<'a> {
    pub ways: &'a Ways,
    pub slots: &'a mut Slots,
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let at = [Some(0), None];
        At { ways: self.ways, slots: self.slots, at, depth: 0 }.deserialize(deserializer)
    }
}

/// A value under up to two nodes: one by its key, one that takes any key.
struct At<'a> {
    ways: &'a Ways,
    slots: &'a mut Slots,
    at: [Option<usize>; 2],
    depth: usize,
}

impl At<'_> {
    fn push(self, text: Option<&str>) {
        for node in self.at.iter().flatten().filter_map(|at| self.ways.node(*at)) {
            for (slot, rank) in &node.fills {
                self.slots.push(*slot, *rank, text);
            }
        }
    }

    fn claim(&mut self) {
        for node in self.at.iter().flatten().filter_map(|at| self.ways.node(*at)) {
            for (slot, rank) in &node.fills {
                self.slots.claim(*slot, *rank);
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The nodes that a key leads to, and whether it holds the text of its parent.
struct KeyOf<'a, 'b>(&'a At<'b>);

impl<'de> DeserializeSeed<'de> for KeyOf<'_, '_> {
    type Value = ([Option<usize>; 2], bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOf<'_, '_> {
    type Value = ([Option<usize>; 2], bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((self.0.ways.under(self.0.at, key), key == TEXT_KEY))
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.push(None);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.push(Some(if value { "true" } else { "false" }));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.push(Some(Digits::new().write(value.unsigned_abs(), value < 0)));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.push(Some(Digits::new().write(value, false)));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.push(Some(&written(value)));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.push(Some(value));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        self.claim();
        if self.depth >= EVENT_DEPTH_MAX {
            while access.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let (ways, at, depth) = (self.ways, self.at, self.depth + 1);
        let mut next = || access.next_element_seed(At { ways, slots: &mut *self.slots, at, depth });
        while next()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        self.claim();
        let depth = self.depth + 1;
        while let Some((mut at, is_text)) = access.next_key_seed(KeyOf(&self))? {
            if at == [None, None] && is_text {
                at = self.at;
            }
            if at == [None, None] || depth > EVENT_DEPTH_MAX {
                access.next_value::<IgnoredAny>()?;
                continue;
            }
            access.next_value_seed(At { ways: self.ways, slots: &mut *self.slots, at, depth })?;
        }
        Ok(())
    }
}

/// Collects every value of an event, for keywords.
pub(super) struct FillEverything<'a> {
    pub slots: &'a mut Slots,
}

impl<'de> DeserializeSeed<'de> for FillEverything<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FillEverything<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.slots.push(EVERYTHING, 0, Some(if value { "true" } else { "false" }));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.slots.push(EVERYTHING, 0, Some(Digits::new().write(value.unsigned_abs(), value < 0)));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.slots.push(EVERYTHING, 0, Some(Digits::new().write(value, false)));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.slots.push(EVERYTHING, 0, Some(&written(value)));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.slots.push(EVERYTHING, 0, Some(value));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while access.next_element_seed(FillEverything { slots: &mut *self.slots })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while access.next_key::<IgnoredAny>()?.is_some() {
            access.next_value_seed(FillEverything { slots: &mut *self.slots })?;
        }
        Ok(())
    }
}

/// Writes a number; zero has no sign, since parsers do not agree on it.
pub(super) fn write_number(value: f64, to: &mut String) {
    let value = if value == 0.0 { 0.0 } else { value };
    // Writing into a text does not fail.
    let _ = fmt::Write::write_fmt(to, format_args!("{value}"));
}

fn written(value: f64) -> String {
    let mut text = String::new();
    write_number(value, &mut text);
    text
}

/// Digits of a whole number, written without allocating.
struct Digits([u8; 20]);

impl Digits {
    fn new() -> Self {
        Self([b'0'; 20])
    }

    fn write(&mut self, mut value: u64, is_negative: bool) -> &str {
        let mut start = self.0.len();
        loop {
            start -= 1;
            let digit = u8::try_from(value % 10).unwrap_or_default();
            if let Some(place) = self.0.get_mut(start) {
                *place = b'0' + digit;
            }
            value /= 10;
            if value == 0 || start == 0 {
                break;
            }
        }
        // The smallest i64 has 19 digits: there is room for its sign.
        if is_negative && start > 0 {
            start -= 1;
            if let Some(place) = self.0.get_mut(start) {
                *place = b'-';
            }
        }
        self.0.get(start..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }
}
