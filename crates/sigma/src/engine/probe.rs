//! A look at the bytes of an event that tells whether any keyword can stand in it.
//!
//! Keywords may stand in every value, so looking for them means reading the event twice. Nearly no event has any: it is
//! cheaper to look for a part of each in the event as it is written. A sign that is
//! seen here and written by its number is not trusted; the reader says whether there is one.

use aho_corasick::{AhoCorasick, MatchKind, packed};

use super::{
    grams::GRAM_BYTES,
    predicate::{Predicate, PredicateId, Test},
};

/// Parts of keywords.
#[derive(Debug)]
pub(super) struct Probe {
    parts: Parts,
}

/// How they are looked for.
#[derive(Debug)]
enum Parts {
    /// In many places at once.
    Few(packed::Searcher),
    Many(AhoCorasick),
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
        let parts = match packed::Searcher::new(&parts) {
            Some(few) => Parts::Few(few),
            None => {
                let kind = MatchKind::LeftmostFirst;
                Parts::Many(AhoCorasick::builder().match_kind(kind).build(parts).ok()?)
            }
        };
        Some(Self { parts })
    }

    /// Says whether a keyword may stand in an event, given in lower case as far as it is ASCII, in which no sign that is
    /// seen here is written by its number.
    pub fn may_hold(&self, lowered: &str) -> bool {
        let bytes = lowered.as_bytes();
        // These two are folded to letters of ASCII.
        let holds = |sign: &str| memchr::memmem::find(bytes, sign.as_bytes()).is_some();
        let is_plain = lowered.is_ascii() || !(holds("\u{212a}") || holds("\u{17f}"));
        !is_plain
            || match &self.parts {
                Parts::Few(parts) => parts.find(bytes).is_some(),
                Parts::Many(parts) => parts.is_match(bytes),
            }
    }
}

/// Says whether parts are made of a sign: of any that no writer of JSON has to escape.
pub(super) fn is_seen(sign: char) -> bool {
    sign.is_ascii() && !sign.is_ascii_control() && !matches!(sign, '"' | '\\' | '/')
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
    let longest = text.split(|sign| !is_seen(sign)).max_by_key(|part| part.len())?;
    // A number may be written in another way than it reads.
    let is_number =
        longest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    (longest.len() >= GRAM_BYTES && !is_number).then_some(longest)
}
