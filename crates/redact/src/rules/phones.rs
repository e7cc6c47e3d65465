//! Telephone numbers: international ones, national forms by country, and what stands behind "Tel.".

use phonenumber::country;
use regex::Regex;

use super::{CueHit, ends_of, last_before, pattern};
use crate::{
    Finding,
    PlaceholderKind::Phone,
    Scan,
    words::{Cue, UNITS, folded_words},
};

/// Numbers of one text that are checked against the national plans (slow); what has the form of a number
/// beyond that is hidden unchecked.
const CHECKS_MAX: usize = 64;

/// Bytes between "Tel." and the number.
const CUE_GAP_BYTES_MAX: usize = 28;

/// Digits of the longest telephone number (E.164).
const DIGITS_MAX: usize = 15;

/// Groups of digits that are looked at together.
const GROUPS_MAX: usize = 9;

/// Countries whose national forms are recognised where the configuration names none.
const REGIONS: &[&str] = &[
    "CZ", "SK", "DE", "AT", "CH", "US", "GB", "FR", "ES", "PL", "RU", "UA", "JP", "CN", "BR", "IT",
    "NL",
];

/// Finds telephone numbers.
pub(super) struct Phones {
    candidate: Regex,
    regions: Vec<country::Id>,
    units: Vec<String>,
}

/// A group of digits within a candidate.
#[derive(Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
}

/// A stretch of groups that may be one number.
struct Attempt<'s> {
    written: &'s str,
    digits: String,
    lengths: Vec<usize>,
    is_international: bool,
    is_told: bool,
}

impl Phones {
    pub(super) fn new(regions: &[String]) -> Self {
        let parse = |code: &str| code.trim().to_uppercase().parse().ok();
        let mut known: Vec<country::Id> = regions.iter().filter_map(|code| parse(code)).collect();
        if known.is_empty() {
            known = REGIONS.iter().filter_map(|code| parse(code)).collect();
        }
        Self {
            candidate: pattern(r"(?:\+ ?)?\(?\+?[0-9](?:[ ./()\xA0-]{0,3}[0-9]){4,24}"),
            regions: known,
            units: folded_words(UNITS).collect(),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        let cue_ends = ends_of(cues, Cue::Phone);
        let mut checks_left = CHECKS_MAX;
        for hit in self.candidate.find_iter(scan.folded()) {
            if !is_apart(scan, hit.start(), hit.end()) || self.counts_things(scan, hit.end()) {
                continue;
            }
            let is_told = last_before(&cue_ends, hit.start()).is_some_and(|end| {
                let gap = scan.slice(end..hit.start());
                gap.len() <= CUE_GAP_BYTES_MAX
                    && !gap.contains(|c: char| c == '\n' || c.is_ascii_digit())
            });
            self.read(scan, hit.start(), hit.end(), is_told, &mut checks_left, found);
        }
    }

    /// Splits a candidate into numbers: two may stand side by side.
    fn read(
        &self,
        scan: &Scan<'_>,
        start: usize,
        end: usize,
        is_told: bool,
        checks_left: &mut usize,
        found: &mut Vec<Finding>,
    ) {
        let groups = groups_of(scan.slice(start..end), start);
        let mut first = 0;
        while first < groups.len() {
            let longest = groups.len().min(first + GROUPS_MAX);
            let hit = (first + 1..=longest).rev().find_map(|last| {
                let stretch = groups.get(first..last)?;
                self.attempt(scan, stretch, (start, end), is_told, checks_left).map(|f| (last, f))
            });
            match hit {
                Some((last, finding)) => {
                    found.push(finding);
                    first = last;
                }
                None => first += 1,
            }
        }
    }

    fn attempt(
        &self,
        scan: &Scan<'_>,
        stretch: &[Group],
        bounds: (usize, usize),
        is_told: bool,
        checks_left: &mut usize,
    ) -> Option<Finding> {
        let (first, last) = (stretch.first()?, stretch.last()?);
        // A number begins and ends at a blank, never amid a dotted or dashed one.
        let is_edge = |c: Option<char>| c.is_none_or(|c| c == ' ' || c == '(' || c == ')');
        let before = scan.slice(bounds.0..first.start);
        if !is_edge(before.chars().next_back().filter(|c| *c != '+'))
            || (last.end < bounds.1 && !is_edge(scan.char_at(last.end)))
        {
            return None;
        }
        let sign = before.trim_end_matches(['(', ' ']);
        let start = if sign.ends_with('+') { bounds.0 + sign.len() - 1 } else { first.start };
        let start = if scan.slice(0..start).ends_with('(') && start == first.start {
            start - 1
        } else {
            start
        };
        let written = scan.slice(start..last.end);
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let attempt = Attempt {
            written,
            is_international: written.starts_with('+')
                || written.starts_with("(+")
                || digits.starts_with("00"),
            lengths: stretch.iter().map(|group| group.end - group.start).collect(),
            is_told,
            digits,
        };
        let folded = self.judge(&attempt, checks_left)?;
        Some(scan.finding(Phone, start..last.end).with_folded(folded))
    }

    /// Returns the number as it is recognised again, if it is one.
    fn judge(&self, attempt: &Attempt<'_>, checks_left: &mut usize) -> Option<String> {
        let n_digits = attempt.digits.len();
        if has_date(attempt.written) || is_dotted_quad(attempt.written) || n_digits > DIGITS_MAX + 2
        {
            return None;
        }
        if attempt.is_international && n_digits >= 8 {
            let is_plus = attempt.written.contains('+');
            let bare = if is_plus {
                attempt.digits.as_str()
            } else {
                attempt.digits.trim_start_matches('0')
            };
            // "+49 (0)30": the zero in brackets is not dialled from abroad.
            let spelled = attempt.written.replace("(0)", "");
            let dialled: String = spelled.chars().filter(char::is_ascii_digit).collect();
            let dialled =
                if is_plus { dialled } else { dialled.trim_start_matches('0').to_owned() };
            if let Some(folded) = checked(None, &format!("+{dialled}"), checks_left) {
                return Some(folded);
            }
            return (is_plus && (9..=DIGITS_MAX).contains(&bare.len()))
                .then(|| format!("+{dialled}"));
        }
        let fitting = self.regions.iter().filter(|region| has_form(region.as_ref(), attempt));
        let mut is_formed = false;
        for region in fitting {
            is_formed = true;
            if let Some(folded) = checked(Some(*region), &attempt.digits, checks_left) {
                return Some(folded);
            }
        }
        let is_told = attempt.is_told && (5..=DIGITS_MAX).contains(&n_digits);
        (is_told || (is_formed && *checks_left == 0)).then(|| attempt.digits.clone())
    }

    /// Says whether the word behind a number is something that is counted.
    fn counts_things(&self, scan: &Scan<'_>, end: usize) -> bool {
        let rest = scan.slice(end..scan.folded().len());
        let rest = rest.trim_start_matches([' ', '-']);
        if rest.starts_with(['€', '$', '£', '%', '₽', '¥']) {
            return true;
        }
        self.units.iter().any(|unit| {
            rest.strip_prefix(unit.as_str()).is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_alphabetic()) || !unit.is_ascii()
            })
        })
    }
}

fn groups_of(text: &str, offset: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let at = offset + at;
        match groups.last_mut() {
            Some(group) if group.end == at => group.end = at + c.len_utf8(),
            _ => groups.push(Group { start: at, end: at + c.len_utf8() }),
        }
    }
    groups
}

/// Says whether a candidate is not a piece of something longer: a version, an amount, a path.
fn is_apart(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let before = scan.char_before(start);
    let joins_before = |c: char| c.is_ascii_alphanumeric() || ".,_-/#:=$€£\\@&".contains(c);
    let told = scan.slice(0..start).ends_with("tel:") || scan.slice(0..start).ends_with("phone=");
    let is_label = before == Some(':')
        && !scan.slice(0..start).trim_end_matches(':').ends_with(|c: char| c.is_ascii_digit());
    let mut after = scan.slice(end..scan.folded().len()).chars();
    let (next, one_more) = (after.next(), after.next());
    let goes_on = next.is_some_and(|c| ".,:/-".contains(c))
        && one_more.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_joined = next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '%');
    (told || is_label || !before.is_some_and(joins_before)) && !goes_on && !is_joined
}

/// Says whether a number has the national form of a country.
fn has_form(region: &str, attempt: &Attempt<'_>) -> bool {
    let digits = attempt.digits.as_str();
    let lengths = attempt.lengths.as_slice();
    let n_digits = digits.len();
    let is_bare = lengths.len() == 1;
    let starts = |set: &[char]| digits.starts_with(set);
    match region {
        "CZ" => {
            n_digits == 9
                && starts(&['2', '3', '4', '5', '6', '7', '9'])
                && matches!(lengths, [3, 3, 3] | [9])
        }
        "PL" => {
            n_digits == 9
                && matches!(lengths, [3, 3, 3] | [2, 3, 2, 2] | [9])
                && !starts(&['0', '1'])
        }
        "ES" => {
            n_digits == 9
                && starts(&['6', '7', '8', '9'])
                && matches!(lengths, [3, 3, 3] | [3, 2, 2, 2] | [2, 3, 2, 2] | [9])
        }
        "US" | "CA" => {
            matches!(lengths, [3, 3, 4] | [1, 3, 3, 4]) && (n_digits == 10 || starts(&['1']))
        }
        "RU" => {
            n_digits == 11
                && digits.starts_with('8')
                && digits.get(1..2).is_some_and(|d| "3489".contains(d))
        }
        "CN" if starts(&['1']) => n_digits == 11 && matches!(lengths, [11] | [3, 4, 4] | [3, 8]),
        "BR" => {
            (10..=11).contains(&n_digits)
                && (matches!(lengths, [2, 5, 4] | [2, 4, 4]) || (attempt.is_told && is_bare))
        }
        _ => {
            starts(&['0'])
                && (9..=12).contains(&n_digits)
                && (!is_bare || (10..=11).contains(&n_digits))
        }
    }
}

/// Asks the national plans; returns the international form of a valid number.
fn checked(region: Option<country::Id>, number: &str, checks_left: &mut usize) -> Option<String> {
    *checks_left = checks_left.checked_sub(1)?;
    let parsed = phonenumber::parse(region, number).ok()?;
    if !phonenumber::is_valid(&parsed) {
        return None;
    }
    // The leading zeros of the national part count in Italy, so the digits are printed, not calculated.
    Some(format!("+{}{}", parsed.code().value(), parsed.national()))
}

fn is_dotted_quad(written: &str) -> bool {
    let groups: Vec<&str> = written.split('.').collect();
    groups.len() == 4
        && groups.iter().all(|group| (1..=3).contains(&group.len()) && group.parse::<u8>().is_ok())
}

/// Says whether a date is part of a number: three groups joined by one sign, one of them a year.
fn has_date(written: &str) -> bool {
    let is_part = |group: &str, max: u32| {
        group.len() <= 2 && group.parse().is_ok_and(|n: u32| (1..=max).contains(&n))
    };
    let is_year =
        |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    ['.', '-', '/'].into_iter().any(|sign| {
        written.split([' ', '(', ')']).any(|piece| {
            let groups: Vec<&str> = piece.split(sign).collect();
            groups.windows(3).any(|window| match window {
                [a, b, c] => {
                    (is_year(a) && is_part(b, 12) && is_part(c, 31))
                        || (is_part(a, 31) && is_part(b, 31) && is_year(c))
                }
                _ => false,
            })
        })
    })
}
