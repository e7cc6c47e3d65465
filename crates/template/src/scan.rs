//! Finds the typed values inside one token, by hand: one pass, no regular expressions, no allocation.
//!
//! A scanner is asked at the first byte of a piece and answers with the mask and the end of the value. It may
//! look ahead to the end of the token and never further, so the work is bounded by the length of the line.

mod address;
mod number;
mod path;
mod time;
mod word;

use crate::{
    class::{self, DIGIT, LETTER, WORD, at, is},
    mask::Mask,
};

pub use time::{is_day_name, is_month_name};
pub use word::meaning;

/// A value that was found: what it is and where it ends.
pub type Found = (Mask, usize);

/// Finds a value that starts here. `start` must be a place where a piece starts.
pub fn value(token: &[u8], start: usize, is_last: bool) -> Option<Found> {
    let first = at(token, start);
    let second = at(token, start + 1);
    if is(first, DIGIT) {
        return digits(token, start);
    }
    if is(first, LETTER) {
        return letters(token, start);
    }
    match first {
        b'/' => address::after_slash(token, start).or_else(|| path::rooted(token, start, is_last)),
        b'-' | b'+' if is(second, DIGIT) => number::signed(token, start),
        b'~' if second == b'/' => path::rooted(token, start + 1, is_last),
        b'\\' if second == b'\\' => path::rooted(token, start + 1, is_last),
        b':' if second == b':' => address::v6(token, start),
        // Fewer or more than a number is a value, too.
        b'<' | b'>' | b'~' if is(second, DIGIT) && start == 0 => digits(token, start + 1),
        b'.' if is(second, DIGIT) && start == 0 => number::plain(token, start + 1),
        _ => None,
    }
}

/// Tells whether a piece may start here: at the start, or after a mark.
pub fn is_start(token: &[u8], start: usize) -> bool {
    start == 0 || !is(at(token, start - 1), WORD)
}

/// Tells whether a value may end here: at the end, or before a mark.
fn is_end(token: &[u8], end: usize) -> bool {
    !is(at(token, end), WORD)
}

/// Finds what starts with a digit. What follows the digits tells what it can be.
fn digits(token: &[u8], start: usize) -> Option<Found> {
    if start > 0 && at(token, start - 1) == b'@' && at(token, start + 1) != b'x' {
        // `Main@7317849d`: an object's address, not a number of days.
        return word::odd(token, start).or_else(|| number::plain(token, start));
    }
    let end = class::run(token, start, DIGIT);
    match at(token, end) {
        b':' => time::date_or_time(token, start)
            .or_else(|| address::groups(token, start))
            .or_else(|| number::plain(token, start)),
        b'/' => time::date_or_time(token, start).or_else(|| number::plain(token, start)),
        b'.' => address::v4(token, start)
            .or_else(|| address::named(token, start))
            .or_else(|| number::plain(token, start))
            .or_else(|| word::odd(token, start)),
        b',' | b'%' => number::plain(token, start),
        next if next == b'-' || is(next, WORD) => mixed(token, start),
        _ => Some((Mask::Number, end)),
    }
}

/// Finds what starts with digits and goes on with letters or hyphens.
fn mixed(token: &[u8], start: usize) -> Option<Found> {
    time::date_or_time(token, start)
        .or_else(|| word::uuid(token, start))
        .or_else(|| address::groups(token, start))
        .or_else(|| address::named(token, start))
        .or_else(|| number::plain(token, start))
        .or_else(|| word::odd(token, start))
}

/// Finds what starts with a letter. The mark behind the first word tells what it can be.
fn letters(token: &[u8], start: usize) -> Option<Found> {
    let end = class::run(token, start, WORD);
    let found = match at(token, end) {
        b':' => path::with_scheme(token, start, end)
            .or_else(|| path::with_drive(token, start, end))
            .or_else(|| address::groups(token, start))
            .or_else(|| address::named(token, start)),
        b'.' | b'-' | b'+' => path::with_scheme(token, start, end)
            .or_else(|| word::uuid(token, start))
            .or_else(|| address::named(token, start))
            .or_else(|| path::relative(token, start)),
        b'/' => address::named(token, start).or_else(|| path::relative(token, start)),
        b'@' => address::named(token, start),
        _ => None,
    };
    found.or_else(|| word::odd(token, start))
}

#[cfg(test)]
mod tests;
