//! A look at the bytes of an event that tells whether any keyword can stand in it.
//!
//! Keywords may stand in every value, so looking for them means reading the event twice. Nearly no event has any: it is
//! cheaper to look for a part of each in the event as it is written. What is written with escapes is not trusted.

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    grams::GRAM_BYTES,
    predicate::{Predicate, PredicateId, Test},
};

/// Parts of keywords.
#[derive(Debug)]
pub(super) struct Probe {
    parts: AhoCorasick,
}

impl Probe {
    /// Builds the probe for some tests; none if one of them has no part that would be written as it is.
    pub fn new(tests: &[PredicateId], predicates: &[Predicate]) -> Option<Self> {
        let mut parts = Vec::new();
        for id in tests {
            parts.extend(parts_of(*id, predicates)?);
        }
        parts.sort_unstable();
        parts.dedup();
        // With this kind of match, a few parts are looked for in many places at once.
        let parts =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(parts).ok()?;
        Some(Self { parts })
    }

    /// Says whether a keyword may stand in the event.
    pub fn may_hold(&self, json: &str, buffer: &mut String) -> bool {
        let bytes = json.as_bytes();
        // Written so, a sign may be any other; these two are folded to letters of ASCII.
        let folds_to_ascii = |sign: &str| memchr::memmem::find(bytes, sign.as_bytes()).is_some();
        let is_plain = memchr::memmem::find(bytes, b"\\u").is_none()
            && (json.is_ascii() || !(folds_to_ascii("\u{212a}") || folds_to_ascii("\u{17f}")));
        if !is_plain {
            return true;
        }
        buffer.clear();
        buffer.push_str(json);
        buffer.make_ascii_lowercase();
        self.parts.is_match(buffer.as_str())
    }
}

/// Returns the parts of which one is there whenever a test passes.
fn parts_of(id: PredicateId, predicates: &[Predicate]) -> Option<Vec<&str>> {
    match &predicates.get(id as usize)?.test {
        Test::Literal { text, .. } => part(text).map(|part| vec![part]),
        Test::Glob { needle: Some(needle), .. } | Test::Cased { needle: Some(needle), .. } => {
            parts_of(*needle, predicates)
        }
        Test::Regex { needles, .. } if !needles.is_empty() => {
            let all: Option<Vec<_>> =
                needles.iter().map(|needle| parts_of(*needle, predicates)).collect();
            all.map(|all| all.concat())
        }
        _ => None,
    }
}

/// Returns the longest part that no writer of JSON escapes, if it is long enough.
fn part(text: &str) -> Option<&str> {
    let is_escaped =
        |c: char| c.is_ascii_control() || matches!(c, '"' | '\\' | '/') || !c.is_ascii();
    let longest = text.split(is_escaped).max_by_key(|part| part.len())?;
    // A number may be written in another way than it reads.
    let is_number =
        longest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    (longest.len() >= GRAM_BYTES && !is_number).then_some(longest)
}
