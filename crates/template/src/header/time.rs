//! The times that headers start with.

use crate::{
    class::{DIGIT, SPACE, at, is, part, run},
    scan,
};

/// Returns where a time at the start of a text ends; zero if there is none.
pub fn end(text: &[u8]) -> usize {
    let close = match at(text, 0) {
        b'[' => b']',
        b'(' => b')',
        _ => return bare(text),
    };
    let inner = part(text, 1, text.len());
    let end = bare(inner);
    if end > 0 && at(inner, end) == close { end + 2 } else { 0 }
}

/// Tells whether a time is written as syslog writes it: `Jun 14 15:16:01`.
pub fn is_syslog(time: &[u8]) -> bool {
    scan::is_month_name(part(time, 0, 3)) && time.len() <= 15
}

/// Tells whether a time is written as RFC 3339 has it: `2015-07-29T17:41:44Z`.
pub fn is_iso(time: &[u8]) -> bool {
    time.len() >= 19 && at(time, 10) == b'T'
}

fn bare(text: &[u8]) -> usize {
    let by_name = named(text);
    if by_name > 0 { by_name } else { digits(text) }
}

/// `Sun Dec 04 04:47:44 2005`, `Dec 10 06:55:46`, with fractions and zones.
fn named(text: &[u8]) -> usize {
    let mut end = 0;
    if scan::is_day_name(part(text, 0, 3)) {
        end = run(text, skip_comma(text, 3), SPACE);
    }
    if !scan::is_month_name(part(text, end, end + 3)) {
        return 0;
    }
    let day = run(text, end + 3, SPACE);
    let day_end = run(text, day, DIGIT);
    let clock_end = clock(text, run(text, day_end, SPACE));
    if day == end + 3 || day_end == day || clock_end == 0 {
        return 0;
    }
    // A year behind the time is part of it only behind the name of a day.
    let year = clock_end + 1;
    let has_year = end > 0 && run(text, year, DIGIT) == year + 4 && at(text, clock_end) == b' ';
    if has_year { year + 4 } else { clock_end }
}

fn skip_comma(text: &[u8], end: usize) -> usize {
    end + usize::from(at(text, end) == b',')
}

/// Dates and times in digits: a date and a time behind it, a time alone, seconds since 1970, two blocks of six.
fn digits(text: &[u8]) -> usize {
    if !is(at(text, 0), DIGIT) {
        return 0;
    }
    let first = token_end(text, 0);
    let token = part(text, 0, first);
    let next = first + 1;
    let second = clock(text, next);
    if is_date(token) && at(text, first) == b' ' && second > 0 {
        return second;
    }
    if let Some((crate::mask::Mask::Time, end)) = scan::value(token, 0, false)
        && end == token.len()
    {
        return end;
    }
    let is_block =
        |start: usize| run(text, start, DIGIT) == start + 6 && is(at(text, start + 6), SPACE);
    if is_block(0) && is_block(7) {
        return 13;
    }
    // From 2001 to 2286, in seconds or milliseconds, with a fraction.
    let n_digits = run(text, 0, DIGIT);
    let is_epoch = matches!(n_digits, 10 | 13) && at(text, 0) == b'1';
    let fraction =
        if at(text, n_digits) == b'.' { run(text, n_digits + 1, DIGIT) } else { n_digits };
    if is_epoch && fraction == first { first } else { compact(token) }
}

/// `20171223-22:15:29:606`, `2005-06-03-15.42.50.675872`.
fn compact(token: &[u8]) -> usize {
    let n_digits = token.iter().filter(|&&byte| is(byte, DIGIT)).count();
    let has_marks = token.iter().filter(|&&byte| matches!(byte, b':' | b'.')).count() >= 2
        && token.contains(&b'-');
    if n_digits >= 14
        && has_marks
        && token.iter().all(|&byte| is(byte, DIGIT) || b":.-T".contains(&byte))
    {
        token.len()
    } else {
        0
    }
}

/// Tells whether a token is a date: digits between two equal marks, or one mark between month and day.
fn is_date(token: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'-' | b'/' | b'.');
    let n_marks = token.iter().filter(|byte| is_mark(byte)).count();
    matches!(n_marks, 1 | 2)
        && matches!(token.len(), 4..=10)
        && token.iter().all(|byte| is(*byte, DIGIT) || is_mark(byte))
}

/// Returns where a time of day ends; zero if there is none. A zone behind a space belongs to it.
fn clock(text: &[u8], start: usize) -> usize {
    let mut end = token_end(text, start);
    // `04:30:30,` is followed by the next field.
    let mut token = part(text, start, end);
    if let [rest @ .., b','] = token {
        (token, end) = (rest, end - 1);
    }
    match scan::value(token, 0, false) {
        Some((crate::mask::Mask::Time, n)) if n == token.len() && token.contains(&b':') => {}
        _ => return 0,
    }
    let zone = end + 2;
    let has_zone =
        matches!(part(text, end, zone), b" +" | b" -") && run(text, zone, DIGIT) == zone + 4;
    if has_zone { zone + 4 } else { end }
}

fn token_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let is_after = |byte: &u8| is(*byte, SPACE) || matches!(byte, b']' | b')' | b'|');
    start + rest.iter().position(is_after).unwrap_or(rest.len())
}
