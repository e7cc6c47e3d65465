//! Patterns with wildcards, over folded or raw text.

use std::ops::Range;

use memchr::memmem;

use crate::pattern::{Pattern, Piece};

/// A pattern cut at its `*`.
#[derive(Debug)]
pub(super) struct Glob {
    segments: Vec<Segment>,
    is_open_start: bool,
    is_open_end: bool,
}

/// Texts and single characters in a row.
type Segment = Vec<Part>;

#[derive(Debug)]
enum Part {
    Text(Box<str>),
    One,
}

impl Glob {
    /// Compiles a pattern; its texts go through `write` first.
    pub fn new(pattern: &Pattern, write: impl Fn(&str) -> String) -> Self {
        let pieces = pattern.pieces();
        let mut segments = Vec::new();
        let mut segment = Segment::new();
        for piece in pieces {
            match piece {
                Piece::Any => {
                    segments.extend(Some(std::mem::take(&mut segment)).filter(|s| !s.is_empty()));
                }
                Piece::One => segment.push(Part::One),
                Piece::Text(text) => segment.push(Part::Text(write(text).into())),
            }
        }
        segments.extend(Some(segment).filter(|segment| !segment.is_empty()));
        Self {
            segments,
            is_open_start: pieces.first() == Some(&Piece::Any),
            is_open_end: pieces.last() == Some(&Piece::Any),
        }
    }

    /// Returns which bytes of a text are covered by what is not an open end; nothing if it does not match.
    pub fn range(&self, text: &str) -> Option<Range<usize>> {
        if !self.is_match(text) {
            return None;
        }
        let Some((last, before)) = self.segments.split_last() else { return Some(0..text.len()) };
        let (mut start, mut at) = (None, 0);
        for (index, segment) in before.iter().enumerate() {
            let found = match index == 0 && !self.is_open_start {
                true => 0..end_at(segment, text, 0)?,
                false => find(segment, text, at)?,
            };
            start = start.or(Some(found.start));
            at = found.end;
        }
        let is_bound_start = before.is_empty() && !self.is_open_start;
        let found = match (is_bound_start, self.is_open_end) {
            (true, _) => 0..end_at(last, text, 0)?,
            (false, true) => find(last, text, at)?,
            (false, false) => start_at(last, text)?..text.len(),
        };
        Some(start.unwrap_or(found.start)..found.end)
    }

    pub fn is_match(&self, text: &str) -> bool {
        let Some((last, before)) = self.segments.split_last() else {
            return self.is_open_start || text.is_empty();
        };
        let mut at = 0;
        for (index, segment) in before.iter().enumerate() {
            let end = match index == 0 && !self.is_open_start {
                true => end_at(segment, text, 0),
                false => find(segment, text, at).map(|found| found.end),
            };
            let Some(end) = end else { return false };
            at = end;
        }
        let is_bound_start = before.is_empty() && !self.is_open_start;
        match (is_bound_start, self.is_open_end) {
            (true, true) => end_at(last, text, 0).is_some(),
            (true, false) => end_at(last, text, 0) == Some(text.len()),
            (false, true) => find(last, text, at).is_some(),
            (false, false) => start_at(last, text).is_some_and(|start| start >= at),
        }
    }
}

/// Returns where a segment ends that starts at a place.
fn end_at(segment: &Segment, text: &str, start: usize) -> Option<usize> {
    let mut rest = text.get(start..)?;
    for part in segment {
        rest = match part {
            Part::Text(wanted) => rest.strip_prefix(wanted.as_ref())?,
            Part::One => {
                let mut chars = rest.chars();
                chars.next()?;
                chars.as_str()
            }
        };
    }
    Some(text.len() - rest.len())
}

/// Returns where a segment starts that ends with the text.
fn start_at(segment: &Segment, text: &str) -> Option<usize> {
    let mut rest = text;
    for part in segment.iter().rev() {
        rest = match part {
            Part::Text(wanted) => rest.strip_suffix(wanted.as_ref())?,
            Part::One => {
                let mut chars = rest.chars();
                chars.next_back()?;
                chars.as_str()
            }
        };
    }
    Some(rest.len())
}

/// Returns the first occurrence behind a place.
#[inline]
fn find(segment: &Segment, text: &str, from: usize) -> Option<Range<usize>> {
    if let Some(Part::Text(wanted)) = segment.first() {
        let mut at = from;
        loop {
            let found = memmem::find(text.as_bytes().get(at..)?, wanted.as_bytes())?;
            let start = at + found;
            if let Some(end) = end_at(segment, text, start) {
                return Some(start..end);
            }
            at = start + 1;
        }
    }
    let starts = text.get(from..)?.char_indices().map(|(at, _)| from + at);
    starts.into_iter().find_map(|start| Some(start..end_at(segment, text, start)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_is_bound() {
        let check = |pattern: &str, text: &str, expect: Option<&str>| {
            let glob = Glob::new(&Pattern::parse(pattern), str::to_owned);
            let range = glob.range(text);
            assert_eq!(range.is_some(), glob.is_match(text), "{pattern} {text}");
            assert_eq!(range.map(|range| &text[range]), expect, "{pattern} {text}");
        };
        check("*b*d*", "abcde", Some("bcd"));
        check("a*d", "abcd", Some("abcd"));
        check("a?c*", "abcd", Some("abc"));
        check("*c?", "abcd", Some("cd"));
        check("*b?d*f", "abcdef", Some("bcdef"));
        check("ab*e*", "abcdef", Some("abcde"));
        check("*", "abc", Some("abc"));
        check("*?", "äö", Some("ö"));
        check("*x*", "abc", None);
        check("", "", Some(""));
    }
}
