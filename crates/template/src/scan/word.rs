//! Words that machines made: UUIDs, base 64, hex, identifiers, versions, flags and well-known accounts.

use super::{Found, is_end, is_start};
use crate::{
    class::{DIGIT, HEX, JOIN, LETTER, UPPER, WORD, at, is, part, run},
    mask::Mask,
};

/// Shortest word of hex digits that is masked, in letters; `face` and `e820` are names.
const HEX_LETTERS_MIN: usize = 6;

/// Fewest digits in such a word when it starts with a letter.
const HEX_DIGITS_MIN: usize = 2;

/// Shortest text taken for base 64, in letters.
const BASE64_LETTERS_MIN: usize = 24;

/// Digits at the end of a word that make it an identifier: `worker12345`.
const TAIL_DIGITS_MIN: usize = 4;

/// Finds a UUID.
pub fn uuid(token: &[u8], start: usize) -> Option<Found> {
    const ENDS: [usize; 5] = [8, 13, 18, 23, 36];
    let mut from = start;
    for end in ENDS {
        let next = run(token, from, HEX);
        if next != start + end || (end != 36 && at(token, next) != b'-') {
            return None;
        }
        from = next + 1;
    }
    is_end(token, start + 36).then_some((Mask::Uuid, start + 36))
}

/// Finds a word that no person wrote, or one that is a value by its meaning.
pub fn odd(token: &[u8], start: usize) -> Option<Found> {
    let end = run(token, start, WORD);
    let word = part(token, start, end);
    if let Some(mask) = meaning(word) {
        return Some((mask, end));
    }
    if token.len() - start >= BASE64_LETTERS_MIN
        && let Some(end) = base64(token, start, end)
    {
        return Some((Mask::Base64, end));
    }
    if let Some(end) = tildes(token, start, end) {
        return Some((Mask::Identifier, end));
    }
    if let Some(end) = version(token, start) {
        return Some((Mask::Version, end));
    }
    if let Some(end) = signed(token, word, end) {
        return Some((Mask::Identifier, end));
    }
    let is_after_at = start > 0 && at(token, start - 1) == b'@';
    form(word, is_after_at).map(|mask| (mask, end))
}

/// Returns where a name ends that a number with its sign belongs to: `blk_-1608999687919862906`.
fn signed(token: &[u8], word: &[u8], word_end: usize) -> Option<usize> {
    let is_signed = word.last() == Some(&b'_') && at(token, word_end) == b'-';
    let end = run(token, word_end + 1, DIGIT);
    (is_signed && end > word_end + 1 && is_end(token, end)).then_some(end)
}

/// Returns the mask of a word that is a value whatever it stands in.
pub fn meaning(word: &[u8]) -> Option<Mask> {
    if !matches!(word.len(), 4 | 5 | 6 | 13) {
        return None;
    }
    let is = |text: &str| word.eq_ignore_ascii_case(text.as_bytes());
    if is("true") || is("false") || is("null") {
        return Some(Mask::Flag);
    }
    (is("root") || is("admin") || is("nobody") || is("administrator")).then_some(Mask::Account)
}

/// Returns the mask of a word that letters and digits give away.
fn form(word: &[u8], is_after_at: bool) -> Option<Mask> {
    let n_digits = word.iter().filter(|&&byte| is(byte, DIGIT)).count();
    let is_hex = word.iter().all(|&byte| is(byte, HEX));
    if is_after_at && is_hex && word.len() >= 5 {
        return Some(Mask::Hex);
    }
    if n_digits == 0 {
        return None;
    }
    let first = at(word, 0);
    if is_hex && word.len() >= HEX_LETTERS_MIN && (is(first, DIGIT) || n_digits >= HEX_DIGITS_MIN) {
        return Some(Mask::Hex);
    }
    let has_numeric_part = word
        .split(|&byte| byte == b'_')
        .skip(1)
        .any(|part| !part.is_empty() && part.iter().all(|&byte| is(byte, DIGIT)));
    if has_numeric_part && word.contains(&b'_') {
        return Some(Mask::Identifier);
    }
    let n_letters = word.iter().filter(|&&byte| is(byte, LETTER | JOIN)).count();
    let n_tail = word.iter().rev().take_while(|&&byte| is(byte, DIGIT)).count();
    let is_made = n_tail >= TAIL_DIGITS_MIN
        || is(first, DIGIT) && n_digits >= n_letters
        || word.len() >= 16 && n_digits >= 4;
    is_made.then_some(Mask::Identifier)
}

/// Returns where a version ends that starts with `v`: `v1.12`, `v2`.
fn version(token: &[u8], start: usize) -> Option<usize> {
    if !matches!(at(token, start), b'v' | b'V')
        || !is(at(token, start + 1), DIGIT)
        || !is_start(token, start)
    {
        return None;
    }
    let mut end = run(token, start + 1, DIGIT);
    let mut n_dots = 0;
    while at(token, end) == b'.' && is(at(token, end + 1), DIGIT) {
        end = run(token, end + 1, DIGIT);
        n_dots += 1;
    }
    (n_dots > 0 && is_end(token, end)).then_some(end)
}

/// Returns where base 64 ends: long, with digits, no more marks than the alphabet has, and changing between
/// capitals and small letters as no name does.
fn base64(token: &[u8], start: usize, word_end: usize) -> Option<usize> {
    let mut end = word_end;
    while is(at(token, end), WORD) || matches!(at(token, end), b'+' | b'/' | b'-') {
        end += 1;
    }
    let text = part(token, start, end);
    if text.len() < BASE64_LETTERS_MIN {
        return None;
    }
    let count = |classes: u8| text.iter().filter(|&&byte| is(byte, classes)).count();
    let n_marks = text.len() - count(LETTER | DIGIT);
    let is_change = |pair: &[u8]| is(at(pair, 0), UPPER) != is(at(pair, 1), UPPER);
    let n_changes = text.windows(2).filter(|pair| is_change(pair)).count();
    let is_random =
        n_changes * 5 >= text.len() * 2 && count(DIGIT) > 0 && n_marks * 12 <= text.len();
    while at(token, end) == b'=' {
        end += 1;
    }
    is_random.then_some(end)
}

/// Returns where a name ends whose parts are joined by tildes, as packages are named on Windows.
fn tildes(token: &[u8], start: usize, word_end: usize) -> Option<usize> {
    if at(token, word_end) != b'~' {
        return None;
    }
    let mut end = word_end;
    while is(at(token, end), WORD)
        || matches!(at(token, end), b'~' | b'-')
        || at(token, end) == b'.' && is(at(token, end + 1), WORD)
    {
        end += 1;
    }
    let n_tildes = part(token, start, end).iter().filter(|&&byte| byte == b'~').count();
    (n_tildes > 1).then_some(end)
}
