//! Numbers: signed, decimal, grouped, with a unit written to them, in base sixteen; versions.

use super::{Found, is_end};
use crate::{
    class::{DIGIT, HEX, LETTER, at, is, run},
    mask::Mask,
};

/// Longest unit written to a number, in letters: `ms`, `KiB`, `Mbps`.
const UNIT_LETTERS_MAX: usize = 4;

/// Finds a number with a sign before it.
pub fn signed(token: &[u8], start: usize) -> Option<Found> {
    // `a-1` is a name; `=-1`, `(-1` and ` -1` are numbers.
    let is_sign =
        start == 0 || matches!(at(token, start - 1), b'=' | b':' | b'(' | b'[' | b',' | b'<');
    if is_sign { plain(token, start + 1) } else { None }
}

/// Finds a number or a version that starts with a digit.
pub fn plain(token: &[u8], start: usize) -> Option<Found> {
    if at(token, start) == b'0' && matches!(at(token, start + 1), b'x' | b'X') {
        let end = run(token, start + 2, HEX);
        return (end > start + 2 && is_end(token, end)).then_some((Mask::Hex, end));
    }
    let mut end = run(token, start, DIGIT);
    let mut n_dots = 0;
    while at(token, end) == b'.' && is(at(token, end + 1), DIGIT) {
        n_dots += 1;
        end = run(token, end + 1, DIGIT);
    }
    if n_dots == 0 {
        end = grouped(token, start, end);
    }
    if at(token, end) == b'%' && is_end(token, end + 1) {
        return Some((Mask::Number, end + 1));
    }
    let mask = if n_dots > 1 { Mask::Version } else { Mask::Number };
    let unit_end = run(token, end, LETTER);
    let n_letters = unit_end - end;
    if !is_end(token, unit_end) || n_letters > UNIT_LETTERS_MAX {
        return None;
    }
    // `16K` has a unit, `1a2b` has not; `0abc` is more likely digits of base sixteen.
    if n_letters > 0 && end - start < n_letters && n_dots == 0 && n_letters > 2 {
        return None;
    }
    Some((mask, unit_end))
}

/// Extends a number over groups of thousands: `1,234,567`.
fn grouped(token: &[u8], start: usize, end: usize) -> usize {
    if end - start > 3 {
        return end;
    }
    let mut end = end;
    while at(token, end) == b',' {
        let next = run(token, end + 1, DIGIT);
        if next - end != 4 || !is_end(token, next) {
            break;
        }
        end = next;
    }
    end
}
