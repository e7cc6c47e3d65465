//! Times and dates written with digits: `2015-07-29T17:41:44,747Z`, `17/06/09`, `10/Oct/2000:13:55:36`, `06:47`.

use super::{Found, is_end};
use crate::{
    class::{DIGIT, HEX, LETTER, at, is, part, run},
    mask::Mask,
};

/// Finds a date, a time, or a date with a time.
pub fn date_or_time(token: &[u8], start: usize) -> Option<Found> {
    let end =
        date(token, start).map(|end| with_time(token, end)).or_else(|| clock(token, start))?;
    // `00:11:43:e3:ba:c3` goes on; it is the address of a card.
    let goes_on = at(token, end) == b':' && is(at(token, end + 1), HEX);
    (is_end(token, end) && !goes_on).then_some((Mask::Time, end))
}

/// Returns where a date ends: three groups between equal marks, one of them a year or all of two digits.
fn date(token: &[u8], start: usize) -> Option<usize> {
    let first = run(token, start, DIGIT);
    let mark = at(token, first);
    if !matches!(mark, b'-' | b'/') || !matches!(first - start, 1 | 2 | 4) {
        return None;
    }
    let second = run(token, first + 1, DIGIT | LETTER);
    if at(token, second) != mark || !is_month(part(token, first + 1, second)) {
        return None;
    }
    let third = run(token, second + 1, DIGIT);
    let lengths = (first - start, third - second - 1);
    matches!(lengths, (4, 1 | 2) | (1 | 2, 4) | (2, 2)).then_some(third)
}

/// Tells whether a text is the number or the short name of a month (or a day).
fn is_month(text: &[u8]) -> bool {
    match text {
        [a] => is(*a, DIGIT),
        [a, b] => is(*a, DIGIT) && is(*b, DIGIT),
        [_, _, _] => is_month_name(text),
        _ => false,
    }
}

/// Tells whether a text is the short name of a month.
pub fn is_month_name(text: &[u8]) -> bool {
    const MONTHS: [&[u8; 3]; 12] = [
        b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov",
        b"Dec",
    ];
    MONTHS.iter().any(|month| month.as_slice() == text)
}

/// Tells whether a text is the short name of a day of the week.
pub fn is_day_name(text: &[u8]) -> bool {
    const DAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    DAYS.iter().any(|day| day.as_slice() == text)
}

/// Extends a date over a time of day that is written to it.
fn with_time(token: &[u8], end: usize) -> usize {
    if matches!(at(token, end), b'T' | b':' | b'-' | b'_') {
        return clock(token, end + 1).unwrap_or(end);
    }
    end
}

/// Returns where a time of day ends: `17:41`, `17:41:44`, a fraction, a zone.
fn clock(token: &[u8], start: usize) -> Option<usize> {
    let hours = run(token, start, DIGIT);
    let minutes = run(token, hours + 1, DIGIT);
    let is_clock = at(token, hours) == b':'
        && matches!(hours - start, 1 | 2)
        && minutes - hours == 3
        && at(token, hours + 1) < b'6';
    if !is_clock {
        return None;
    }
    let mut end = minutes;
    if at(token, end) == b':' {
        let seconds = run(token, end + 1, DIGIT);
        if seconds - end != 3 {
            return None;
        }
        end = seconds;
    } else if hours - start == 1 {
        // `1:30` alone is as likely a ratio.
        return None;
    }
    if matches!(at(token, end), b'.' | b',') && is(at(token, end + 1), DIGIT) {
        end = run(token, end + 1, DIGIT);
    } else if at(token, end) == b':' && run(token, end + 1, DIGIT) == end + 4 {
        // Milliseconds behind a colon.
        end += 4;
    }
    Some(zone(token, end))
}

fn zone(token: &[u8], end: usize) -> usize {
    match at(token, end) {
        b'Z' => end + 1,
        b'+' | b'-' => {
            let hours = run(token, end + 1, DIGIT);
            match (hours - end, at(token, hours)) {
                (5, _) => hours,
                (3, b':') => run(token, hours + 1, DIGIT),
                _ => end,
            }
        }
        _ => end,
    }
}
