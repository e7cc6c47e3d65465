//! Addresses: IPv4 and IPv6 with port and prefix, hardware addresses, host names, mail addresses.

use super::{Found, is_end};
use crate::{
    class::{DIGIT, HEX, INNER, LETTER, LOWER, UPPER, WORD, at, is, part, run},
    mask::Mask,
};

/// Longest name that is looked at as a host or a mailbox, in bytes (RFC 1035 allows 253).
const NAME_BYTES_MAX: usize = 253;

/// Endings of host names that are not words of programs, too.
const ENDINGS: [&str; 14] = [
    "com",
    "org",
    "edu",
    "gov",
    "mil",
    "info",
    "biz",
    "arpa",
    "net",
    "local",
    "lan",
    "internal",
    "localdomain",
    "corp",
];

/// Second-level names under which countries register: `co.uk`, `com.br`.
const SECOND: [&str; 10] = ["co", "com", "net", "org", "ac", "edu", "gov", "or", "ne", "go"];

/// Finds `/10.0.0.1:80`, as Java writes addresses without a name.
pub fn after_slash(token: &[u8], start: usize) -> Option<Found> {
    v4(token, start + 1).or_else(|| v6(token, start + 1))
}

/// Finds an IPv4 address with what belongs to it: a port, a prefix length, a second spelling (`0.0.0.0/0.0.0.0`).
pub fn v4(token: &[u8], start: usize) -> Option<Found> {
    let mut end = v4_alone(token, start)?;
    if at(token, end) == b'/' && is(at(token, end + 1), DIGIT) {
        end = v4_alone(token, end + 1).unwrap_or_else(|| run(token, end + 1, DIGIT));
    }
    end = port(token, end);
    // `5.36.59.76.dynamic.example.net` is a name.
    let goes_on = at(token, end) == b'.' && is(at(token, end + 1), WORD)
        || at(token, end) == b'-' && is(at(token, end + 1), LETTER);
    (is_end(token, end) && !goes_on).then_some((Mask::Address, end))
}

fn v4_alone(token: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    for group in 0..4 {
        if group > 0 {
            if at(token, end) != b'.' {
                return None;
            }
            end += 1;
        }
        let next = run(token, end, DIGIT);
        let digits = part(token, end, next);
        let value = digits.iter().take(4).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        if digits.is_empty() || digits.len() > 3 || value > 255 {
            return None;
        }
        end = next;
    }
    Some(end)
}

/// Extends an address over a port.
fn port(token: &[u8], end: usize) -> usize {
    let next = run(token, end + 1, DIGIT);
    let is_port = at(token, end) == b':' && matches!(next - end, 2..=6) && is_end(token, next);
    if is_port { next } else { end }
}

/// Finds groups of base sixteen between colons: IPv6, hardware addresses, bus addresses.
pub fn groups(token: &[u8], start: usize) -> Option<Found> {
    let mut end = run(token, start, HEX);
    if at(token, end) != b':' || !matches!(end - start, 1..=4) {
        return None;
    }
    let (mut n_groups, mut n_digits) = (1, 0);
    let mut is_short = false;
    while at(token, end) == b':' {
        let next = run(token, end + 1, HEX);
        is_short |= next == end + 1 && at(token, next) == b':';
        if next - end > 5 || next == end + 1 && at(token, next) != b':' {
            break;
        }
        n_digits += usize::from(is(at(token, end + 1), DIGIT));
        n_groups += 1;
        end = next;
    }
    if at(token, end) == b'.' {
        end = v4_alone(token, end + 1).unwrap_or_else(|| run(token, end + 1, DIGIT));
    }
    let is_address = (is_short || n_groups >= 3) && (n_digits > 0 || n_groups >= 6);
    (is_address && is_end(token, end)).then_some((Mask::Address, end))
}

/// Finds an IPv6 address that starts with `::`, or any after a slash.
pub fn v6(token: &[u8], start: usize) -> Option<Found> {
    if at(token, start) != b':' {
        return groups(token, start);
    }
    let (_, end) = groups(token, start + 2).unwrap_or((Mask::Address, run(token, start + 2, HEX)));
    (end > start + 2 && is_end(token, end)).then_some((Mask::Address, end))
}

/// Finds a mail address, a host, a host with a port, a host with its address.
pub fn named(token: &[u8], start: usize) -> Option<Found> {
    let limit = token.len().min(start + NAME_BYTES_MAX);
    let name_end = name_end(part(token, 0, limit), start);
    let name = part(token, start, name_end);
    match at(token, name_end) {
        b'@' => {
            let end = self::name_end(part(token, 0, limit), name_end + 1);
            return is_host(part(token, name_end + 1, end)).then_some((Mask::Mail, end));
        }
        b'/' => {
            if let Some((_, end)) = v4(token, name_end + 1) {
                return Some((Mask::Address, end));
            }
        }
        _ => {}
    }
    let is_host = is_host(name);
    let end = port(token, name_end);
    if end > name_end && (is_host || is_machine(name)) {
        return Some((Mask::Address, end));
    }
    is_host.then_some((Mask::Host, name_end))
}

/// Returns where a name of words, dots and hyphens ends; a dot or hyphen at its end is not part of it.
fn name_end(token: &[u8], start: usize) -> usize {
    let mut end = start;
    while is(at(token, end), WORD) || matches!(at(token, end), b'.' | b'-') {
        end += 1;
    }
    while end > start && is(at(token, end - 1), INNER) {
        end -= 1;
    }
    end
}

/// Tells whether a name is that of a host by its ending.
fn is_host(name: &[u8]) -> bool {
    let mut labels = name.rsplit(|&byte| byte == b'.');
    let (Some(last), Some(second)) = (labels.next(), labels.next()) else {
        return false;
    };
    let first = labels.next_back().unwrap_or(second);
    let has_digit = name.iter().any(|&byte| is(byte, DIGIT) || byte == b'-');
    let n_dots = name.iter().filter(|&&byte| byte == b'.').count();
    let is_among = |list: &[&str], text: &[u8]| list.iter().any(|word| word.as_bytes() == text);
    // `com.example.Thing` is a class, `java.net` a package.
    if is_among(&ENDINGS, first) {
        return false;
    }
    if is_among(&ENDINGS, last) {
        let is_package = last == b"net" || is_among(&["local", "internal"], last);
        return !is_package || n_dots > 1 || has_digit;
    }
    let is_country = last.len() == 2 && last.iter().all(|&byte| is(byte, LOWER));
    is_country && n_dots > 1 && (has_digit || is_among(&SECOND, second))
}

/// Tells whether a name looks like that of a machine: hyphens and digits, one case.
fn is_machine(name: &[u8]) -> bool {
    let has = |classes: u8| name.iter().any(|&byte| is(byte, classes));
    let has_mark = name.iter().any(|&byte| matches!(byte, b'-' | b'.'));
    name == b"localhost" || has_mark && has(DIGIT) && has(LOWER) != has(UPPER)
}
