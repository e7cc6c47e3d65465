//! Cuts a line into tokens and masks the values that their form gives away.
//!
//! A token is what stands between spaces. Its *shape* is its text with every value replaced by the byte of its
//! mask; two tokens are alike when their shapes are. Shapes are written one after another into a buffer that is
//! used again for the next line, so that a line costs no allocation.

use crate::{
    class::{self, DIGIT, INNER, QUOTE, SPACE, UPPER, WORD, class, is, part, run},
    hash,
    mask::Mask,
    scan,
};

/// How much of a line is read, in bytes; what follows is one value.
pub const LINE_BYTES_MAX: usize = 8 * 1024;

/// How many tokens a line has; what follows is one value.
pub const LINE_TOKENS_MAX: usize = 128;

/// How many tokens of one shape with a value are told apart in a row; more are a list, however long.
const RUN_TOKENS_MAX: usize = 2;

/// How far the end of a quoted value is looked for, in bytes.
const QUOTED_BYTES_MAX: usize = 512;

/// One token of a line.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    start: u32,
    end: u32,
    /// The hash of its shape.
    pub hash: u64,
}

/// The tokens of one line.
#[derive(Debug, Default)]
pub struct Tokens {
    key: u64,
    shapes: Vec<u8>,
    tokens: Vec<Token>,
}

impl Tokens {
    /// Makes a reader whose hashes are under a key.
    pub fn new(key: u64) -> Self {
        Self { key, ..Self::default() }
    }

    /// Reads a line; what was read before is forgotten.
    pub fn read(&mut self, line: &[u8]) {
        self.shapes.clear();
        self.tokens.clear();
        let cut = part(line, 0, line.len().min(LINE_BYTES_MAX));
        let mut at = 0;
        loop {
            at = run(cut, at, SPACE);
            if at >= cut.len() {
                break;
            }
            if self.tokens.len() == LINE_TOKENS_MAX {
                self.rest();
                return;
            }
            at = self.token(cut, at);
        }
        if cut.len() < line.len() {
            // The cut may have gone through the last token.
            self.tokens.pop();
            self.rest();
        }
    }

    /// The tokens in order.
    pub fn all(&self) -> &[Token] {
        &self.tokens
    }

    /// The shape of a token.
    pub fn shape(&self, token: Token) -> &[u8] {
        part(&self.shapes, token.start as usize, token.end as usize)
    }

    /// The hash of the whole line.
    pub fn hash(&self) -> u64 {
        let sum =
            self.tokens.iter().enumerate().fold(0_u64, |sum, (index, token)| {
                sum.wrapping_add(hash::place(token.hash, index))
            });
        hash::pair(sum, self.tokens.len() as u64)
    }

    /// Reads one token and returns where it ends.
    fn token(&mut self, line: &[u8], start: usize) -> usize {
        // One pass tells what occurs in the token; `seen` lags by one byte, so that a mark at the end is not inner.
        let (mut end, mut seen, mut last) = (start, 0, 0);
        while let Some(&byte) = line.get(end) {
            let classes = class(byte);
            if classes & (SPACE | QUOTE) != 0 {
                if classes == SPACE {
                    break;
                }
                if end > start && class::at(line, end - 1) == b'=' {
                    end = quoted(line, end);
                }
            }
            seen |= last;
            last = classes;
            end += 1;
        }
        seen |= last & !INNER;
        let raw = part(line, start, end);
        let begin = self.shapes.len();
        if seen & (DIGIT | INNER) == 0 {
            self.plain(raw, line, end);
        } else {
            let is_last = run(line, end, SPACE) >= line.len();
            self.pieces(raw, begin, is_last);
        }
        self.close(begin);
        end
    }

    /// Takes a token of letters and outer marks.
    fn plain(&mut self, raw: &[u8], line: &[u8], after: usize) {
        if raw.len() < 3 {
            self.shapes.extend_from_slice(raw);
            return;
        }
        let start = raw.iter().position(|&byte| is(byte, WORD)).unwrap_or(0);
        let end = run(raw, start, WORD);
        let word = part(raw, start, end);
        if let Some(mask) = scan::meaning(word).or_else(|| calendar(word, line, after)) {
            self.shapes.extend_from_slice(part(raw, 0, start));
            self.shapes.push(mask as u8);
            self.shapes.extend_from_slice(part(raw, end, raw.len()));
        } else {
            self.shapes.extend_from_slice(raw);
        }
    }

    /// Takes a token that may hold values.
    fn pieces(&mut self, raw: &[u8], begin: usize, is_last: bool) {
        let mut at = 0;
        while at < raw.len() {
            let byte = class::at(raw, at);
            if scan::is_start(raw, at)
                && let Some((mask, end)) = scan::value(raw, at, is_last)
            {
                self.mask(mask, begin);
                at = end;
                continue;
            }
            let end = if is(byte, WORD) { run(raw, at, WORD) } else { at + 1 };
            self.shapes.extend_from_slice(part(raw, at, end));
            at = end;
        }
    }

    /// Adds a mask. Masks that are joined by a mark that joins parts of one value become one.
    fn mask(&mut self, mask: Mask, begin: usize) {
        let shape = self.shapes.get(begin..).unwrap_or_default();
        let (earlier, n_joined) = match shape {
            [.., before] if Mask::of(*before).is_some() => (*before, 1),
            [.., before, b'-' | b'.' | b'/' | b'_' | b'+' | b':' | b'@' | b'#']
                if Mask::of(*before).is_some() =>
            {
                (*before, 2)
            }
            _ => {
                self.shapes.push(mask as u8);
                return;
            }
        };
        self.shapes.truncate(self.shapes.len() - n_joined);
        let joined = if earlier == mask as u8 { earlier } else { Mask::Identifier as u8 };
        self.shapes.push(joined);
    }

    /// Ends the token whose shape starts at `begin`.
    fn close(&mut self, begin: usize) {
        let shape = self.shapes.get(begin..).unwrap_or_default();
        let hash = hash::hash(self.key, shape);
        if has_mask(shape) && self.ends_run(hash) {
            self.shapes.truncate(begin);
            return;
        }
        let (start, end) = (begin as u32, self.shapes.len() as u32);
        self.tokens.push(Token { start, end, hash });
    }

    /// Tells whether the line ends with as many equal tokens as are told apart.
    fn ends_run(&self, hash: u64) -> bool {
        let n_equal = self.tokens.iter().rev().take_while(|token| token.hash == hash).count();
        n_equal >= RUN_TOKENS_MAX
    }

    /// Ends a line that is too long.
    fn rest(&mut self) {
        let begin = self.shapes.len();
        self.shapes.push(Mask::Rest as u8);
        self.close(begin);
    }
}

/// Returns where a quoted text after a `=` ends, spaces and all; where it starts, if it never does. A control
/// character ends the search: in a shape it would pass for a mask.
fn quoted(line: &[u8], start: usize) -> usize {
    let rest = line.get(start + 1..).unwrap_or_default();
    let is_text = |byte: &&u8| **byte == b' ' || !is(**byte, SPACE);
    let length =
        rest.iter().take(QUOTED_BYTES_MAX).take_while(is_text).position(|&byte| byte == b'"');
    length.map_or(start, |length| start + 1 + length)
}

/// Returns the mask of the name of a month or of a day of the week, if a date goes on behind it.
fn calendar(word: &[u8], line: &[u8], after: usize) -> Option<Mask> {
    if word.len() != 3 || !is(class::at(word, 0), UPPER) {
        return None;
    }
    let next = run(line, after, SPACE);
    let is_date = if scan::is_month_name(word) {
        is(class::at(line, next), DIGIT)
    } else {
        scan::is_day_name(word)
            && (scan::is_month_name(part(line, next, next + 3)) || is(class::at(line, next), DIGIT))
    };
    is_date.then_some(Mask::Time)
}

/// What the bytes of a shape tell about it.
pub fn classes(shape: &[u8]) -> u8 {
    shape.iter().fold(0, |seen, &byte| seen | class(byte))
}

/// Tells whether a shape holds a mask.
pub fn has_mask(shape: &[u8]) -> bool {
    shape.iter().any(|&byte| byte < b' ')
}

/// Returns the word of a shape without the marks around it.
pub fn core(shape: &[u8]) -> &[u8] {
    let start = shape.iter().position(|&byte| is(byte, WORD)).unwrap_or(shape.len());
    let end = shape.iter().rposition(|&byte| is(byte, WORD)).map_or(start, |last| last + 1);
    part(shape, start, end)
}
