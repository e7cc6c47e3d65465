//! Patterns with wildcards, over folded or raw text.

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

    pub fn is_match(&self, text: &str) -> bool {
        let Some((last, before)) = self.segments.split_last() else {
            return self.is_open_start || text.is_empty();
        };
        let mut at = 0;
        for (index, segment) in before.iter().enumerate() {
            let end = match index == 0 && !self.is_open_start {
                true => end_at(segment, text, 0),
                false => find(segment, text, at),
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

/// Returns where the first occurrence behind a place ends.
fn find(segment: &Segment, text: &str, from: usize) -> Option<usize> {
    if let Some(Part::Text(wanted)) = segment.first() {
        let mut at = from;
        loop {
            let found = memmem::find(text.as_bytes().get(at..)?, wanted.as_bytes())?;
            let start = at + found;
            if let Some(end) = end_at(segment, text, start) {
                return Some(end);
            }
            at = start + 1;
        }
    }
    let starts = text.get(from..)?.char_indices().map(|(at, _)| from + at);
    starts.into_iter().find_map(|start| end_at(segment, text, start))
}
