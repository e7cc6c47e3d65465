//! Tests and trees, evaluated when asked and remembered for the event.

use std::net::IpAddr;

use crate::rule::{FieldPart, Number, Operator, TimePart};

use super::{
    grams::Anchor,
    predicate::{Network, Predicate, PredicateId, Test},
    program::{GroupId, Tree},
    slots::{CellId, SlotId, Slots},
};

/// What is known of the tests for the event at hand.
#[derive(Debug, Default)]
pub(super) struct Memo {
    generation: u32,
    /// Twice the generation in which it was decided, and one if it held.
    marks: Vec<u32>,
    /// The generation in which one of a group of tests was found.
    found: Vec<u32>,
}

impl Memo {
    pub fn new(n_predicates: usize, n_groups: usize) -> Self {
        Self { generation: 0, marks: vec![0; n_predicates], found: vec![0; n_groups] }
    }

    /// Forgets the event before.
    pub fn clear(&mut self) {
        self.generation += 1;
        if self.generation == u32::MAX / 2 {
            self.generation = 1;
            self.marks.fill(0);
            self.found.fill(0);
        }
    }

    pub fn set(&mut self, id: PredicateId, holds: bool) {
        let mark = self.generation * 2 + u32::from(holds);
        if let Some(place) = self.marks.get_mut(id as usize) {
            *place = mark;
        }
    }

    pub fn find(&mut self, group: GroupId) {
        if let Some(place) = self.found.get_mut(group as usize) {
            *place = self.generation;
        }
    }

    fn is_found(&self, group: GroupId) -> bool {
        self.found.get(group as usize) == Some(&self.generation)
    }

    fn get(&self, id: PredicateId) -> Option<bool> {
        let mark = self.marks.get(id as usize).copied().unwrap_or_default();
        (mark / 2 == self.generation).then_some(mark % 2 == 1)
    }
}

/// Says whether a tree holds.
pub(super) fn holds(
    tree: &Tree,
    predicates: &[Predicate],
    slots: &mut Slots,
    memo: &mut Memo,
) -> bool {
    match tree {
        Tree::Test(id) => passes(*id, predicates, slots, memo),
        Tree::AnyFound(group) => memo.is_found(*group),
        Tree::Not(inner) => !holds(inner, predicates, slots, memo),
        Tree::And(parts) => parts.iter().all(|part| holds(part, predicates, slots, memo)),
        Tree::Or(parts) => parts.iter().any(|part| holds(part, predicates, slots, memo)),
    }
}

/// Says whether a test holds.
pub(super) fn passes(
    id: PredicateId,
    predicates: &[Predicate],
    slots: &mut Slots,
    memo: &mut Memo,
) -> bool {
    if let Some(known) = memo.get(id) {
        return known;
    }
    let Some(predicate) = predicates.get(id as usize) else { return false };
    let mut needs = |needle: &PredicateId| passes(*needle, predicates, slots, memo);
    let is_possible = match &predicate.test {
        // The pass over the field would have found it.
        test if test.is_found_by_pass() => false,
        Test::Glob { needle, .. } | Test::Cased { needle, .. } => needle.as_ref().is_none_or(needs),
        Test::Regex { needles, .. } => needles.is_empty() || needles.iter().any(&mut needs),
        _ => true,
    };
    let result = is_possible && judge(predicate, slots);
    memo.set(id, result);
    result
}

fn judge(predicate: &Predicate, slots: &mut Slots) -> bool {
    let slot = predicate.slot;
    match &predicate.test {
        Test::Exists => slots.is_there(slot),
        Test::Null => {
            let mut cells = slots.cells(slot).peekable();
            cells.peek().is_none() || cells.any(|cell| slots.text(cell).is_none())
        }
        // What is beyond ASCII is not looked for in ASCII.
        Test::Literal { text, .. } if !text.is_ascii() && !slots.has_beyond_ascii(slot) => false,
        Test::Literal { text, anchor, finder } => any_folded(slots, slot, |value| match anchor {
            Anchor::Whole => value == text.as_ref(),
            Anchor::Start => value.starts_with(text.as_ref()),
            Anchor::End => value.ends_with(text.as_ref()),
            Anchor::Anywhere => match finder {
                Some(finder) => finder.find(value.as_bytes()).is_some(),
                None => memchr::memmem::find(value.as_bytes(), text.as_bytes()).is_some(),
            },
        }),
        Test::Glob { glob, .. } => any_folded(slots, slot, |value| glob.is_match(value)),
        Test::Cased { glob, .. } => any_raw(slots, slot, |value| glob.is_match(value)),
        Test::Regex { regex, n_bytes_min, finder, .. } => {
            let is_possible = |value: &str| {
                let bytes = value.as_bytes();
                finder.as_ref().is_none_or(|finder| finder.find(bytes).is_some())
            };
            let is_tried = finder.is_none() || any_folded(slots, slot, is_possible);
            let passes = |value: &str| value.len() >= *n_bytes_min && regex.is_match(value);
            is_tried && any_raw(slots, slot, passes)
        }
        Test::Cidr(network) => any_address(slots, slot, |address| network.holds(address)),
        Test::Compare { operator, number } => {
            any_raw(slots, slot, |value| is_number(value, *operator, *number))
        }
        Test::Time { part, operator, number } => {
            any_raw(slots, slot, |value| is_time(value, *part, *operator, *number))
        }
        Test::FieldRef { other, part, is_cased } => {
            field_ref(slots, slot, *other, *part, *is_cased)
        }
    }
}

/// Says whether a value is an address of a network.
pub(super) fn is_within(value: &str, network: &Network) -> bool {
    value.parse::<IpAddr>().is_ok_and(|address| network.holds(address))
}

/// Says whether a value is a number that compares so.
pub(super) fn is_number(value: &str, operator: Operator, number: Number) -> bool {
    read_number(value).is_some_and(|value| compares(value, operator, number))
}

/// Says whether a value is a time of which a part compares so.
pub(super) fn is_time(value: &str, part: TimePart, operator: Operator, number: Number) -> bool {
    time_part(value, part).is_some_and(|value| compares(Number::Int(value), operator, number))
}

/// Says whether a value compares so to another.
pub(super) fn has_part(value: &str, other: &str, part: FieldPart) -> bool {
    match part {
        FieldPart::Whole => value == other,
        FieldPart::Start => value.starts_with(other),
        FieldPart::End => value.ends_with(other),
        FieldPart::Anywhere => memchr::memmem::find(value.as_bytes(), other.as_bytes()).is_some(),
    }
}

fn any_raw(slots: &Slots, slot: SlotId, mut passes: impl FnMut(&str) -> bool) -> bool {
    slots.cells(slot).any(|cell| slots.text(cell).is_some_and(&mut passes))
}

fn any_address(slots: &mut Slots, slot: SlotId, mut passes: impl FnMut(IpAddr) -> bool) -> bool {
    let mut at: Option<CellId> = None;
    while let Some(cell) = slots.next_cell(slot, at) {
        if slots.address(cell).is_some_and(&mut passes) {
            return true;
        }
        at = Some(cell);
    }
    false
}

fn any_folded(slots: &mut Slots, slot: SlotId, mut passes: impl FnMut(&str) -> bool) -> bool {
    let mut at: Option<CellId> = None;
    while let Some(cell) = slots.next_cell(slot, at) {
        slots.fold(cell);
        if slots.folded(cell).is_some_and(&mut passes) {
            return true;
        }
        at = Some(cell);
    }
    false
}

fn field_ref(
    slots: &mut Slots,
    slot: SlotId,
    other: SlotId,
    part: FieldPart,
    is_cased: bool,
) -> bool {
    for slot in [slot, other] {
        any_folded(slots, slot, |_| false);
    }
    let slots = &*slots;
    let text = |cell| if is_cased { slots.text(cell) } else { slots.folded(cell) };
    slots
        .cells(slot)
        .filter_map(text)
        .any(|value| slots.cells(other).filter_map(text).any(|other| has_part(value, other, part)))
}

/// Reads a decimal number; words that stand for numbers are none.
fn read_number(text: &str) -> Option<Number> {
    let last = text.as_bytes().last()?;
    if !last.is_ascii_digit() && *last != b'.' {
        return None;
    }
    if let Ok(int) = text.parse() {
        return Some(Number::Int(int));
    }
    let has_words =
        text.bytes().any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E'));
    if has_words { None } else { text.parse().ok().map(Number::Float) }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers are compared as such")]
fn compares(value: Number, operator: Operator, bound: Number) -> bool {
    if let (Number::Int(value), Number::Int(bound)) = (value, bound) {
        return is_so(&value, operator, &bound);
    }
    let float = |number| match number {
        Number::Int(int) => int as f64,
        Number::Float(float) => float,
    };
    is_so(&float(value), operator, &float(bound))
}

fn is_so<T: PartialOrd>(value: &T, operator: Operator, bound: &T) -> bool {
    match operator {
        Operator::Eq => value == bound,
        Operator::Lt => value < bound,
        Operator::Lte => value <= bound,
        Operator::Gt => value > bound,
        Operator::Gte => value >= bound,
    }
}

/// Reads a part of a time as it is written: `YYYY-MM-DD`, then perhaps `T` or a blank and `hh:mm`.
fn time_part(text: &str, part: TimePart) -> Option<i64> {
    let bytes = text.as_bytes();
    let digits = |from: usize, n: usize| -> Option<i64> {
        bytes.get(from..from + n)?.iter().try_fold(0, |sum, byte| {
            byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'))
        })
    };
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let (year, month, day) = (digits(0, 4)?, digits(5, 2)?, digits(8, 2)?);
    if !is(4, b'-') || !is(7, b'-') {
        return None;
    }
    let date =
        jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
            .ok()?;
    let clock = || {
        let is_ended = !bytes.get(16).is_some_and(u8::is_ascii_digit);
        let is_clock = (is(10, b'T') || is(10, b' ')) && is(13, b':') && is_ended;
        let (hour, minute) = (digits(11, 2)?, digits(14, 2)?);
        (is_clock && hour < 24 && minute < 60).then_some((hour, minute))
    };
    match part {
        TimePart::Year => Some(year),
        TimePart::Month => Some(month),
        TimePart::Day => Some(day),
        TimePart::Week => Some(i64::from(date.iso_week_date().week())),
        TimePart::Hour => Some(clock()?.0),
        TimePart::Minute => Some(clock()?.1),
    }
}
