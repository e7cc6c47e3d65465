//! One place of a template: a token as it was, or one with a hole in it.

use crate::{
    class::{DIGIT, INNER, WORD, is, part},
    hash,
    overlay::{HOLE, OPEN, Overlay, is_hole},
    seen::{Seen, is_firm},
    state::{is_state, is_unit},
    tokens::{core, has_mask},
};

/// The hash of every slot with a hole.
const HOLE_HASH: u64 = 0;

/// Words after which a name stands: `user alice`, `host db1`.
const CUES: &[&str] = &[
    "user",
    "username",
    "account",
    "host",
    "hostname",
    "node",
    "device",
    "interface",
    "file",
    "named",
    "group",
    "member",
];

/// One place of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The hash of the token's shape; of a slot with a hole, always the same.
    pub hash: u64,
    /// The shape, with at most one hole.
    pub text: Box<[u8]>,
    /// It is a word by its letters alone, and has no hole.
    pub is_firm: bool,
}

impl Slot {
    /// Makes a slot that is a token as it was.
    pub fn exact(hash: u64, shape: &[u8]) -> Self {
        Self { hash, text: shape.into(), is_firm: is_firm(shape) }
    }

    /// Makes a slot from its text, as it was kept.
    pub fn kept(key: u64, text: &[u8]) -> Self {
        if text.iter().any(|&byte| is_hole(byte)) {
            return Self { hash: HOLE_HASH, text: text.into(), is_firm: false };
        }
        Self::exact(hash::hash(key, text), text)
    }

    /// Makes a slot with a hole between two texts.
    fn hole(prefix: &[u8], hole: u8, suffix: &[u8]) -> Self {
        Self { hash: HOLE_HASH, text: [prefix, &[hole], suffix].concat().into(), is_firm: false }
    }

    /// Makes a slot whose word, without the marks around it, is an open hole.
    pub fn around(shape: &[u8]) -> Self {
        let start = shape.iter().position(|&byte| is(byte, WORD)).unwrap_or(shape.len());
        let end = start + core(shape).len();
        Self::hole(part(shape, 0, start), OPEN, part(shape, end, shape.len()))
    }

    /// Makes a slot with an open hole behind the first `=`, if a key stands before it and a value behind.
    pub fn after_key(shape: &[u8]) -> Option<Self> {
        let mark = shape.iter().position(|&byte| byte == b'=').filter(|&mark| mark > 0)?;
        let (key, value) = shape.split_at_checked(mark + 1)?;
        if core(value).is_empty() {
            return None;
        }
        let slot = Self::around(value);
        Some(Self { text: [key, &*slot.text].concat().into(), ..slot })
    }

    /// Tells whether the slot has a hole.
    pub fn has_hole(&self) -> bool {
        self.hash == HOLE_HASH
    }

    /// Returns the texts before and behind the hole.
    fn ends(&self) -> (&[u8], &[u8]) {
        let hole = self.text.iter().position(|&byte| is_hole(byte)).unwrap_or(self.text.len());
        (part(&self.text, 0, hole), part(&self.text, hole + 1, self.text.len()))
    }

    /// Tells whether a token fits here as the slot is.
    pub fn accepts(&self, hash: u64, shape: &[u8]) -> bool {
        if !self.has_hole() {
            return self.hash == hash;
        }
        let (prefix, suffix) = self.ends();
        let n_outer = prefix.len() + suffix.len();
        // Between brackets nothing is a value, too: the name of a host that has none.
        let is_optional = is_bracket(prefix.last(), suffix.first());
        let is_long_enough = shape.len() > n_outer || is_optional && shape.len() == n_outer;
        if !is_long_enough || !shape.starts_with(prefix) || !shape.ends_with(suffix) {
            return false;
        }
        let value = core(part(shape, prefix.len(), shape.len() - suffix.len()));
        self.text.contains(&OPEN) || !is_state(value)
    }

    /// Tells whether a difference to a token is one of values, judged by form and place alone.
    pub fn differs_softly(&self, seen: &Seen<'_>) -> bool {
        if self.is_firm && seen.is_firm && !seen.may_vary {
            return false;
        }
        let Seen { shape, before, .. } = *seen;
        let overlay = Overlay::of(&self.text, shape);
        if overlay.has_state() || overlay.left.is_empty() || overlay.right.is_empty() {
            return false;
        }
        if self.has_hole() {
            // A hole behind a key stays behind its key.
            let has_key = self.ends().0.iter().any(|&byte| is(byte, WORD));
            return !has_key || !overlay.prefix.is_empty();
        }
        is_key(overlay.prefix)
            || are_values(overlay.left, overlay.right)
            || is_cue(before)
            || is_unit_after(before, &self.text) && is_unit_after(before, shape)
            || is_empty_of(&self.text, shape)
            || is_empty_of(shape, &self.text)
    }

    /// Returns a slot that accepts both this one and another text, or nothing when a state would be lost.
    pub fn joined(&self, other: &[u8]) -> Option<Self> {
        if *self.text == *other {
            return Some(self.clone());
        }
        if is_empty_of(&self.text, other) || is_empty_of(other, &self.text) {
            let (open, rest) = self.text.split_at_checked(1)?;
            let suffix =
                if is_empty_of(&self.text, other) { rest } else { part(other, 1, other.len()) };
            return Some(Self::hole(open, HOLE, suffix));
        }
        let overlay = Overlay::of(&self.text, other);
        let is_open = self.text.contains(&OPEN) || other.contains(&OPEN);
        if is_open {
            return Some(Self::hole(overlay.prefix, OPEN, overlay.suffix));
        }
        (!overlay.has_state()).then(|| Self::hole(overlay.prefix, HOLE, overlay.suffix))
    }
}

/// Tells whether a value stands behind this text: a key, its mark, perhaps an opening quote or bracket.
fn is_key(prefix: &[u8]) -> bool {
    let end = prefix.iter().rposition(|byte| !b"\"'([{<".contains(byte));
    matches!(end.map(|end| part(prefix, 0, end + 1)), Some([_, .., b'=' | b':']))
}

/// Tells whether two texts are values by their form, or one is and the other may be.
fn are_values(left: &[u8], right: &[u8]) -> bool {
    match (is_weak(left), is_weak(right)) {
        (true, true) => true,
        (true, false) => is_dotted(right),
        (false, true) => is_dotted(left),
        (false, false) => false,
    }
}

/// Tells whether a text is a value by its form: it has a mask or a digit.
pub fn is_weak(text: &[u8]) -> bool {
    has_mask(text) || text.iter().any(|&byte| is(byte, DIGIT))
}

/// Tells whether a text has marks inside a word.
pub fn is_dotted(text: &[u8]) -> bool {
    core(text).iter().any(|&byte| is(byte, INNER))
}

/// Tells whether a name stands after this token.
pub fn is_cue(before: &[u8]) -> bool {
    let word = core(before);
    CUES.iter().any(|cue| word.eq_ignore_ascii_case(cue.as_bytes()))
}

/// Tells whether a token is the unit of the number before it.
pub fn is_unit_after(before: &[u8], shape: &[u8]) -> bool {
    has_mask(before) && is_unit(core(shape))
}

/// Tells whether one text is an empty pair of brackets and the other the same pair around a value.
fn is_empty_of(empty: &[u8], full: &[u8]) -> bool {
    match (empty, full) {
        ([open, close, rest @ ..], [first, inner @ ..])
            if open == first && is_bracket(Some(open), Some(close)) =>
        {
            inner.ends_with(rest) && (is_weak(inner) || is_dotted(inner))
        }
        _ => false,
    }
}

fn is_bracket(open: Option<&u8>, close: Option<&u8>) -> bool {
    matches!((open, close), (Some(b'('), Some(b')')) | (Some(b'['), Some(b']')))
}

/// The hash under which a slot is laid out when its place is left open.
pub fn open_hash() -> u64 {
    hash::pair(HOLE_HASH, 1)
}
