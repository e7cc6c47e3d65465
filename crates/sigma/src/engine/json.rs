//! An event read from its JSON straight into slots: strict, in one pass; what no rule reads is only passed over.
//!
//! A general reader hands over each key and text through several calls, and copies texts with escapes twice; half of an
//! event's time went into that. What is read here means the same as by `ways`, which tests hold against it. Two things
//! are read more kindly than by most: half of a pair of surrogates stands for the sign of replacement, and a number that is too
//! large for all for its own text, so that nobody escapes the rules by writing one.

use std::fmt;

use super::{
    fold::fold_char,
    probe,
    slots::{EVERYTHING, Slots, Span},
    ways::{EVENT_DEPTH_MAX, NodeId, Ways, write_number},
};
use crate::event::TEXT_KEY;

/// Lists and objects that may be open at a time, those included that no rule reads.
const DEPTH_MAX: usize = 128;
const CHUNK_BYTES: usize = 8;
/// Whole numbers of fewer digits fit 64 bits.
const DIGITS_PLAIN: usize = 19;

/// Why the text is no JSON, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoJson {
    what: &'static str,
    at: usize,
}

impl fmt::Display for NoJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at)
    }
}

/// Reads an event.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    slots: &'a mut Slots,
    /// Where the event stands in what the slots hold: what is written plainly need not be copied once more.
    base: usize,
    /// Whether a sign was written by its number that `probe` would have to see.
    is_hiding: bool,
}

/// Up to two nodes of the tree of ways: one for a key, one for any key.
type Nodes = [Option<NodeId>; 2];

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, slots: &'a mut Slots) -> Self {
        let base = slots.hold(text);
        Self { text, at: 0, slots, base, is_hiding: false }
    }

    /// Reads once more the event that the slots hold already.
    pub fn again(text: &'a str, slots: &'a mut Slots) -> Self {
        let base = slots.event_start();
        Self { text, at: 0, slots, base, is_hiding: false }
    }

    /// Fills the slots that some rule reads.
    ///
    /// Returns whether a sign is written by its number that `probe` would have to see.
    pub fn fill(mut self, ways: &Ways) -> Result<bool, NoJson> {
        self.value(ways, [Some(Ways::ROOT), None], 0)?;
        self.end()?;
        Ok(self.is_hiding)
    }

    /// Collects every value, for keywords.
    pub fn fill_everything(mut self) -> Result<(), NoJson> {
        self.any_value(0)?;
        self.end()
    }

    fn end(&mut self) -> Result<(), NoJson> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(self.fault("more than one value")),
        }
    }

    fn value(&mut self, ways: &Ways, at: Nodes, depth: usize) -> Result<(), NoJson> {
        match self.next() {
            Some(b'"') => {
                let text = self.string()?;
                self.push(ways, at, Some(text));
                Ok(())
            }
            Some(b'{') => {
                self.claim(ways, at);
                self.object(ways, at, depth)
            }
            Some(b'[') => {
                self.claim(ways, at);
                self.list(ways, at, depth)
            }
            _ => {
                let scalar = self.scalar()?;
                if self.claim(ways, at) {
                    let text = self.text_of(scalar);
                    self.push(ways, at, text);
                }
                Ok(())
            }
        }
    }

    fn object(&mut self, ways: &Ways, at: Nodes, depth: usize) -> Result<(), NoJson> {
        self.enter(depth)?;
        let mut is_first = true;
        while self.more(b'}', &mut is_first)? {
            let key = self.key()?;
            let key = self.slots.held(key);
            let mut inner = ways.under(at, key);
            if inner == [None, None] && key == TEXT_KEY {
                inner = at;
            }
            if inner == [None, None] || depth >= EVENT_DEPTH_MAX {
                self.skip(depth + 1)?;
            } else {
                self.value(ways, inner, depth + 1)?;
            }
        }
        Ok(())
    }

    fn list(&mut self, ways: &Ways, at: Nodes, depth: usize) -> Result<(), NoJson> {
        self.enter(depth)?;
        let mut is_first = true;
        while self.more(b']', &mut is_first)? {
            if depth >= EVENT_DEPTH_MAX {
                self.skip(depth + 1)?;
            } else {
                self.value(ways, at, depth + 1)?;
            }
        }
        Ok(())
    }

    /// Pushes each text within a value.
    fn any_value(&mut self, depth: usize) -> Result<(), NoJson> {
        match self.next() {
            Some(b'"') => {
                let text = self.string()?;
                self.slots.push_held(EVERYTHING, 0, Some(text));
                Ok(())
            }
            Some(open @ (b'{' | b'[')) => {
                self.enter(depth)?;
                let close = open + 2;
                let mut is_first = true;
                while self.more(close, &mut is_first)? {
                    if open == b'{' {
                        self.key()?;
                    }
                    self.any_value(depth + 1)?;
                }
                Ok(())
            }
            _ => {
                let scalar = self.scalar()?;
                if let Some(text) = self.text_of(scalar) {
                    self.slots.push_held(EVERYTHING, 0, Some(text));
                }
                Ok(())
            }
        }
    }

    /// Passes over a value.
    fn skip(&mut self, depth: usize) -> Result<(), NoJson> {
        match self.next() {
            Some(b'"') => self.string().map(drop),
            Some(open @ (b'{' | b'[')) => {
                self.enter(depth)?;
                let close = open + 2;
                let mut is_first = true;
                while self.more(close, &mut is_first)? {
                    if open == b'{' {
                        self.key()?;
                    }
                    self.skip(depth + 1)?;
                }
                Ok(())
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    #[inline]
    fn push(&mut self, ways: &Ways, at: Nodes, text: Option<Span>) {
        for node in at.into_iter().flatten() {
            for (slot, rank) in ways.fills(node) {
                self.slots.push_held(*slot, *rank, text);
            }
        }
    }

    /// Says that a field is there.
    ///
    /// Returns whether some slot takes a value.
    fn claim(&mut self, ways: &Ways, at: Nodes) -> bool {
        let mut is_welcome = false;
        for node in at.into_iter().flatten() {
            for (slot, rank) in ways.fills(node) {
                is_welcome |= self.slots.claim(*slot, *rank);
            }
        }
        is_welcome
    }

    /// Goes behind the bracket that opens a list or an object.
    fn enter(&mut self, depth: usize) -> Result<(), NoJson> {
        if depth >= DEPTH_MAX {
            return Err(self.fault("too many brackets within each other"));
        }
        self.at += 1;
        Ok(())
    }

    /// Goes to the next member, or behind the bracket that closes.
    fn more(&mut self, close: u8, is_first: &mut bool) -> Result<bool, NoJson> {
        let was_first = std::mem::replace(is_first, false);
        match self.next() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(_) if was_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                if self.next() == Some(close) {
                    return Err(self.fault("a comma before the end"));
                }
                Ok(true)
            }
            _ => Err(self.fault("no comma and no end")),
        }
    }

    fn key(&mut self) -> Result<Span, NoJson> {
        if self.next() != Some(b'"') {
            return Err(self.fault("no key"));
        }
        let key = self.string()?;
        if self.next() != Some(b':') {
            return Err(self.fault("no colon"));
        }
        self.at += 1;
        Ok(key)
    }

    /// Goes to the next byte that is no blank.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&self, what: &'static str) -> NoJson {
        NoJson { what, at: self.at }
    }

    /// Reads a text, from its opening quote to behind its closing one.
    #[inline]
    fn string(&mut self) -> Result<Span, NoJson> {
        let start = self.at + 1;
        self.at = plain_end(self.text.as_bytes(), start);
        if self.peek() == Some(b'"') {
            let end = self.at;
            self.at += 1;
            return Ok(self.span(start, end));
        }
        self.escaped(start)
    }

    /// Returns where a part of the event is held.
    fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.base + start, end: self.base + end }
    }

    /// Reads on a text that is not plain, after its plain beginning.
    fn escaped(&mut self, mut start: usize) -> Result<Span, NoJson> {
        let from = self.slots.buffer().len();
        loop {
            let plain = self.text.get(start..self.at).unwrap_or_default();
            self.slots.buffer().push_str(plain);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Span { start: from, end: self.slots.buffer().len() });
                }
                Some(b'\\') => self.at += 1,
                Some(_) => return Err(self.fault("a control character in a text")),
                None => return Err(self.fault("a text without end")),
            }
            // Most escapes are of signs that stand for themselves, and so begin what is plain again.
            let is_itself = matches!(self.peek(), Some(b'"' | b'\\' | b'/'));
            if !is_itself {
                let sign = self.escape()?;
                self.slots.buffer().push(sign);
            }
            start = self.at;
            self.at = plain_end(self.text.as_bytes(), start + usize::from(is_itself));
        }
    }

    /// Reads what stands behind a backslash and is another sign than the one that it is written with.
    fn escape(&mut self) -> Result<char, NoJson> {
        let sign = match self.peek() {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let sign = self.unicode()?;
                self.is_hiding |= probe::is_seen(fold_char(sign));
                return Ok(sign);
            }
            _ => return Err(self.fault("an unknown escape")),
        };
        self.at += 1;
        Ok(sign)
    }

    fn unicode(&mut self) -> Result<char, NoJson> {
        let unit = self.unit()?;
        if !(0xD800..0xDC00).contains(&unit) {
            return Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.at;
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
            self.at += 2;
            let low = self.unit()?;
            if (0xDC00..0xE000).contains(&low) {
                let sign = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(sign).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// Reads four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, NoJson> {
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|four| u32::from_str_radix(four, 16).ok());
        let unit = unit.ok_or_else(|| self.fault("an escape without four digits"))?;
        self.at += 4;
        Ok(unit)
    }

    /// Goes behind a number or a word.
    fn scalar(&mut self) -> Result<Scalar, NoJson> {
        let word = match self.peek() {
            Some(b'n') => "null",
            Some(b't') => "true",
            Some(b'f') => "false",
            _ => return self.number(),
        };
        let start = self.at;
        if !self.text.get(start..).unwrap_or_default().starts_with(word) {
            return Err(self.fault("no value"));
        }
        self.at += word.len();
        Ok(if word == "null" { Scalar::Null } else { Scalar::Plain(self.span(start, self.at)) })
    }

    fn number(&mut self) -> Result<Scalar, NoJson> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let first = self.peek();
        let n_digits = self.digits();
        if n_digits == 0 || first == Some(b'0') && n_digits > 1 {
            self.at = start;
            return Err(self.fault("no value"));
        }
        let mut is_whole = true;
        if self.peek() == Some(b'.') {
            self.at += 1;
            is_whole = false;
            if self.digits() == 0 {
                return Err(self.fault("no digit behind the point"));
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            is_whole = false;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err(self.fault("no digit in the exponent"));
            }
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let is_plain = is_whole && n_digits < DIGITS_PLAIN && text != "-0";
        let span = self.span(start, self.at);
        Ok(if is_plain { Scalar::Plain(span) } else { Scalar::Number(span) })
    }

    /// Returns what a number or a word reads as; null has no text, nor has what there is no room for.
    fn text_of(&mut self, scalar: Scalar) -> Option<Span> {
        if !self.slots.has_room() {
            return None;
        }
        let span = match scalar {
            Scalar::Null => return None,
            Scalar::Plain(span) => return Some(span),
            Scalar::Number(span) => span,
        };
        let text = self.slots.held(span);
        // Zero has no sign: other readers do not agree on it.
        let is_whole = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
        if is_whole && text != "-0" {
            return Some(span);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => {
                let buffer = self.slots.buffer();
                let start = buffer.len();
                write_number(value, buffer);
                Some(Span { start, end: buffer.len() })
            }
            _ => Some(span),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }
}

/// A number or a word. Its text is made only where a slot wants it.
#[derive(Clone, Copy)]
enum Scalar {
    Null,
    /// Reads as it is written.
    Plain(Span),
    /// A number that may have to be written in another way.
    Number(Span),
}

/// Returns where the first byte stands, from a place on, that is a quote, a backslash or a control character.
#[inline]
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; CHUNK_BYTES]);
    const HIGH: u64 = ONES << 7;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<CHUNK_BYTES>) {
        let word = u64::from_le_bytes(*chunk);
        // The lowest bit that is set is that of the first such byte; those above it may be wrong.
        let is_zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
        let quote = is_zero(word ^ (ONES * u64::from(b'"')));
        let backslash = is_zero(word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found = quote | backslash | control;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += CHUNK_BYTES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\') || *byte < 0x20;
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
