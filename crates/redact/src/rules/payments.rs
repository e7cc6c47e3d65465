//! Bank accounts and payment cards, by their check digits.

use iban::BaseIban;
use regex::Regex;

use super::{CueHit, ends_of, last_before, pattern};
use crate::{
    Finding,
    PlaceholderKind::{Card, Iban, Number},
    Scan,
    words::Cue,
};

/// Letters and digits of the shortest IBAN (Norway).
const IBAN_CHARS_MIN: usize = 15;

/// Letters and digits of the longest IBAN.
const IBAN_CHARS_MAX: usize = 34;

/// Bytes between the word "IBAN" and the number.
const IBAN_GAP_BYTES_MAX: usize = 6;

/// Finds IBANs, cards and Czech account numbers.
pub(super) struct Payments {
    iban_start: Regex,
    card: Regex,
    czech_account: Regex,
}

impl Payments {
    pub(super) fn new() -> Self {
        Self {
            iban_start: pattern(r"[a-z]{2}[0-9]{2}[ -]?[a-z0-9]{2}"),
            card: pattern(r"[0-9](?:[ -]?[0-9]){12,18}"),
            czech_account: pattern(r"(?:[0-9]{1,6}-)?[0-9]{6,10}/[0-9]{4}"),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        let folded = scan.folded();
        let cue_ends = ends_of(cues, Cue::Iban);
        for hit in self.iban_start.find_iter(folded) {
            let is_word_start = !scan.char_before(hit.start()).is_some_and(char::is_alphanumeric);
            let is_told = last_before(&cue_ends, hit.start())
                .is_some_and(|end| hit.start() - end <= IBAN_GAP_BYTES_MAX);
            if is_word_start && let Some(end) = iban_end(scan, hit.start(), is_told) {
                found.push(scan.finding(Iban, hit.start()..end));
            }
        }
        for hit in self.card.find_iter(folded) {
            let digits: String = hit.as_str().chars().filter(char::is_ascii_digit).collect();
            if stands_alone(scan, hit.start(), hit.end()) && is_card(hit.as_str(), &digits) {
                found.push(scan.finding(Card, hit.range()));
            }
        }
        for hit in self.czech_account.find_iter(folded) {
            if stands_alone(scan, hit.start(), hit.end()) {
                found.push(scan.finding(Number, hit.range()));
            }
        }
    }
}

/// Returns where the IBAN that begins here ends: at the longest stretch whose check digits are right.
fn iban_end(scan: &Scan<'_>, start: usize, is_told: bool) -> Option<usize> {
    let mut compact = String::new();
    let mut ends = Vec::new();
    let mut blanks = 0;
    for (at, c) in scan.slice(start..scan.folded().len()).char_indices() {
        match c {
            'a'..='z' | '0'..='9' => {
                compact.push(c.to_ascii_uppercase());
                blanks = 0;
                ends.push(start + at + 1);
            }
            ' ' | '-' if blanks == 0 => blanks += 1,
            _ => break,
        }
        if compact.len() > IBAN_CHARS_MAX {
            break;
        }
    }
    let ends_word = |end: usize| !scan.char_at(end).is_some_and(char::is_alphanumeric);
    for length in (IBAN_CHARS_MIN..=compact.len().min(IBAN_CHARS_MAX)).rev() {
        let (Some(candidate), Some(end)) = (compact.get(..length), ends.get(length - 1)) else {
            continue;
        };
        if ends_word(*end) && candidate.parse::<BaseIban>().is_ok() {
            return Some(*end);
        }
    }
    // A mistyped account number is somebody's too: take the groups that hold digits.
    if !is_told {
        return None;
    }
    let token = scan.slice(start..*ends.last()?);
    let groups = token.split(' ').take_while(|group| group.contains(|c: char| c.is_ascii_digit()));
    let length = groups.map(|group| group.len() + 1).sum::<usize>().checked_sub(1)?;
    (length >= IBAN_CHARS_MIN).then_some(start + length)
}

fn is_card(written: &str, digits: &str) -> bool {
    let groups: Vec<usize> = written.split([' ', '-']).map(str::len).collect();
    let is_grouped = match groups.as_slice() {
        [_] | [4, 6, 4 | 5] => true,
        [all @ .., last] => all.iter().all(|length| *length == 4) && *last <= 4,
        [] => false,
    };
    is_grouped && digits.starts_with(['2', '3', '4', '5', '6']) && luhn::valid(digits)
}

/// Says whether no digit or letter touches a number.
fn stands_alone(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let touches = |c: char| c.is_ascii_alphanumeric();
    let before = scan.slice(0..start);
    let is_fraction = before.ends_with(['.', ','])
        && before.trim_end_matches(['.', ',']).ends_with(|c: char| c.is_ascii_digit());
    !before.ends_with(touches) && !is_fraction && !scan.char_at(end).is_some_and(touches)
}
