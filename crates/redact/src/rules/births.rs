//! Dates of birth: a date beside a word for being born. Other dates stay.

use regex::Regex;

use super::{CueHit, ends_of, pattern};
use crate::{Finding, PlaceholderKind::Date, Scan, words::Cue};

/// Bytes after a word for birth within which the date begins.
const AFTER_BYTES_MAX: usize = 48;

/// Bytes before such a word within which the date ends.
const BEFORE_BYTES_MAX: usize = 4;

/// Finds dates of birth.
pub(super) struct Births {
    date: Regex,
    starred: Regex,
}

impl Births {
    pub(super) fn new() -> Self {
        let date = concat!(
            r"[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?(?:[0-9]{4}|[0-9]{2})|",
            r"[0-9]{4}[./-] ?[0-9]{1,2}[./-] ?[0-9]{1,2}|",
            r"[0-9]{4}年 ?(?:[0-9]{1,2}月 ?(?:[0-9]{1,2}日)?)?|",
            r"[0-9]{1,2}(?:\.|st|nd|rd|th|er|o|º)? (?:of |de |d')?[^\s0-9,.]{3,20}\.?,? (?:de |del )?[0-9]{4}|",
            r"[a-z]{3,10}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|",
            r"(?:19|20)[0-9]{2}",
        );
        Self {
            date: pattern(date),
            starred: pattern(
                r"\* ?(?:[0-9]{1,2}\. ?[0-9]{1,2}\. ?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2})",
            ),
        }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        for end in ends_of(cues, Cue::Birth) {
            let window = window_after(scan, end);
            if let Some(hit) = self.date.find(window) {
                let is_whole = !window
                    .get(hit.end()..)
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                if is_whole {
                    found.push(scan.finding(Date, end + hit.start()..end + hit.end()));
                }
            }
        }
        for hit in cues.iter().filter(|hit| hit.cue == Cue::BirthBehind) {
            let near = hit.range.start.saturating_sub(AFTER_BYTES_MAX);
            let from = scan.folded().ceil_char_boundary(near);
            let line = scan.slice(from..hit.range.start);
            let last = self.date.find_iter(line).last();
            if let Some(date) = last.filter(|date| line.len() - date.end() <= BEFORE_BYTES_MAX) {
                found.push(scan.finding(Date, from + date.start()..from + date.end()));
            }
        }
        for hit in self.starred.find_iter(scan.folded()) {
            let stands_alone =
                !scan.char_before(hit.start()).is_some_and(|c| c.is_alphanumeric() || c == '*');
            let date = hit.as_str().trim_start_matches(['*', ' ']);
            if stands_alone && !scan.char_at(hit.end()).is_some_and(char::is_alphanumeric) {
                found.push(scan.finding(Date, hit.end() - date.len()..hit.end()));
            }
        }
    }
}

fn window_after<'s>(scan: &'s Scan<'_>, from: usize) -> &'s str {
    let rest = scan.slice(from..scan.folded().len());
    let window = rest.get(..rest.floor_char_boundary(AFTER_BYTES_MAX)).unwrap_or_default();
    // A form may put the date on the line below its label, not further.
    let lines: usize = window.split_inclusive('\n').take(2).map(str::len).sum();
    window.get(..lines).unwrap_or_default()
}
