//! Numbers that name one person: national ids by their check digits, and what stands behind "customer number".

mod checks;

use std::ops::Range;

use regex::Regex;

use super::{CueHit, ends_of, last_before, pattern};
use crate::{Finding, PlaceholderKind::Number, Scan, words::Cue};

/// Bytes between a word such as "SSN" and the number.
const SOCIAL_GAP_BYTES_MAX: usize = 24;

/// Bytes read behind a word such as "customer number".
const TOLD_BYTES_MAX: usize = 80;

/// Digits from which on a told number names something; "order 12" may be the twelfth.
const TOLD_DIGITS_MIN: usize = 4;

/// Digits in one run from which on nobody counts with them.
const LONG_DIGITS_MIN: usize = 9;

/// Finds personal numbers.
pub(super) struct Numbers {
    /// Digits in one run or in groups; which id it is, its length and check digits tell.
    digits: Regex,
    social: Regex,
    with_letters: Regex,
    british: Regex,
    told: Regex,
}

impl Numbers {
    pub(super) fn new() -> Self {
        let filler = concat!(
            r"^(?:[\s:#=.'\x22-]|no\b|nr\b|number|nummer|cislo|numero|numer|n[o°]|nº|номер|№|id\b|is\b|ist\b|lautet|je\b|est\b|es\b|jest\b|",
            r"this|my|is:|c\.|は|是|号码|号|为){0,8}?",
        );
        Self {
            digits: pattern(r"[0-9]+(?:[ ./-][0-9]{1,6}){0,8}"),
            social: pattern(r"[0-9]{3}-[0-9]{2}-[0-9]{4}"),
            with_letters: pattern(
                r"[0-9]{8}-?[a-z]|[xyz]-?[0-9]{7}-?[a-z]|[0-9]{17}x|[a-z]{6}[0-9]{2}[abcdehlmprst][0-9]{2}[a-z][0-9]{3}[a-z]",
            ),
            british: pattern(r"[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]"),
            told: pattern(&format!(
                r"{filler}((?:[a-z]{{1,6}}[-/]?)?[0-9][0-9a-z./-]{{0,40}}(?: [0-9]{{2,6}}){{0,6}})"
            )),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        let folded = scan.folded();
        for hit in self.digits.find_iter(folded) {
            found.extend(national_id(scan, hit.range()).map(|range| scan.finding(Number, range)));
        }
        for hit in self.with_letters.find_iter(folded) {
            if stands_alone(scan, hit.start(), hit.end()) && checks::is_lettered_id(hit.as_str()) {
                found.push(scan.finding(Number, hit.range()));
            }
        }
        let social_ends = ends_of(cues, Cue::Social);
        for hit in self.social.find_iter(folded) {
            let is_told = last_before(&social_ends, hit.start())
                .is_some_and(|end| hit.start() - end <= SOCIAL_GAP_BYTES_MAX);
            if is_told && stands_alone(scan, hit.start(), hit.end()) {
                found.push(scan.finding(Number, hit.range()));
            }
        }
        for hit in self.british.find_iter(scan.text()) {
            let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let (before, after) = (scan.text().get(..hit.start()), scan.text().get(hit.end()..));
            let is_apart = !touches(before.and_then(|t| t.chars().next_back()))
                && !touches(after.and_then(|t| t.chars().next()));
            if is_apart {
                found.push(Finding::new(Number, hit.range()));
            }
        }
        for end in ends_of(cues, Cue::Number) {
            found.extend(self.told(scan, end));
        }
    }

    /// Finds runs of digits too long to count with; asked last, as any other rule knows better what they are.
    pub(super) fn find_long(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        for hit in self.digits.find_iter(scan.folded()) {
            if is_long(hit.as_str()) && stands_alone(scan, hit.start(), hit.end()) {
                found.push(scan.finding(Number, hit.range()));
            }
        }
    }

    /// Reads the number behind a word that announces one.
    fn told(&self, scan: &Scan<'_>, from: usize) -> Option<Finding> {
        let to = scan.line_end(from).min(scan.folded().floor_char_boundary(from + TOLD_BYTES_MAX));
        let hit = self.told.captures(scan.slice(from..to))?.get(1)?;
        let number =
            hit.as_str().trim_end_matches(['.', '-', '/']).trim_start_matches([' ', '-', '/']);
        let start = from
            + hit.start()
            + (hit.as_str().len() - hit.as_str().trim_start_matches([' ', '-', '/']).len());
        let n_digits = number.chars().filter(char::is_ascii_digit).count();
        let end = start + number.len();
        let is_whole = !scan.char_at(end).is_some_and(char::is_alphanumeric);
        let is_clock_or_price = scan.slice(end..scan.folded().len()).starts_with([':', ','])
            && scan.slice(end + 1..scan.folded().len()).starts_with(|c: char| c.is_ascii_digit());
        (n_digits >= TOLD_DIGITS_MIN && is_whole && !is_clock_or_price && !is_date_or_year(number))
            .then(|| scan.finding(Number, start..end))
    }
}

/// Says whether so many digits stand together that they number something; counts are shorter, or parted, and
/// what begins like this is a time in seconds or milliseconds.
fn is_long(digits: &str) -> bool {
    let is_time = matches!(digits.len(), 10 | 13) && digits.starts_with('1');
    digits.len() >= LONG_DIGITS_MIN && digits.bytes().all(|b| b.is_ascii_digit()) && !is_time
}

/// Returns the longest stretch of groups that is a national id.
fn national_id(scan: &Scan<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let written = scan.slice(range.clone());
    let blanks = || written.match_indices(' ').map(|(at, _)| at);
    let starts = std::iter::once(0).chain(blanks().map(|at| at + 1));
    starts.into_iter().find_map(|start| {
        let ends =
            std::iter::once(written.len()).chain(blanks().collect::<Vec<_>>().into_iter().rev());
        let mut stretches =
            ends.filter(|end| *end > start).filter_map(|end| Some((end, written.get(start..end)?)));
        let (end, _) = stretches.find(|(_, text)| checks::is_national_id(text))?;
        let found = range.start + start..range.start + end;
        stands_alone(scan, found.start, found.end).then_some(found)
    })
}

/// "Order of 2024" and "invoice 03.11.2025" name a day, not a person.
fn is_date_or_year(number: &str) -> bool {
    let groups: Vec<&str> = number.split(['.', '-', '/']).collect();
    let is_year =
        |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_short = |group: &str| group.len() <= 2 && group.chars().all(|c| c.is_ascii_digit());
    match groups.as_slice() {
        [year] => is_year(year) && number.chars().all(|c| c.is_ascii_digit()),
        [a, b, c] => {
            (is_year(a) && is_short(b) && is_short(c)) || (is_short(a) && is_short(b) && is_year(c))
        }
        _ => false,
    }
}

fn stands_alone(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let touches = |c: char| c.is_ascii_alphanumeric() || "_./-+".contains(c);
    let mut after = scan.slice(end..scan.folded().len()).chars();
    let (next, one_more) = (after.next(), after.next());
    let goes_on =
        next.is_some_and(|c| ".,-/:".contains(c)) && one_more.is_some_and(|c| c.is_ascii_digit());
    !scan.char_before(start).is_some_and(touches)
        && !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
        && !goes_on
}
