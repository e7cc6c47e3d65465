//! Settles overlapping findings: the longest stands, what sticks out of it is kept as its own piece.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use crate::Finding;

/// Returns findings that do not overlap, in the order of the text.
///
/// Of two equally long ones the earlier in the list stands, so detectors come in the order of trust. Pieces
/// that stick out are kept, for dropping them would show half of a value.
pub(crate) fn settle(text: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| text.get(finding.range.clone()).is_some_and(|t| !t.is_empty()));
    findings.sort_by_key(|finding| (Reverse(finding.range.len()), finding.range.start));
    let mut settled: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in findings {
        let free = free_pieces(&settled, &finding.range);
        let is_whole = free.first() == Some(&finding.range);
        for piece in free {
            let Some(range) = trimmed(text, piece, is_whole) else { continue };
            let folded = if is_whole { finding.folded.clone() } else { None };
            let piece = Finding { range, folded, ..finding.clone() };
            settled.insert(piece.range.start, piece);
        }
    }
    settled.into_values().collect()
}

fn free_pieces(settled: &BTreeMap<usize, Finding>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut free = Vec::new();
    let mut from = range.start;
    if let Some((_, before)) = settled.range(..=range.start).next_back() {
        from = from.max(before.range.end);
    }
    for (_, taken) in settled.range(range.start..range.end) {
        if taken.range.start > from {
            free.push(from..taken.range.start);
        }
        from = from.max(taken.range.end);
    }
    if from < range.end {
        free.push(from..range.end);
    }
    free
}

/// Takes the blanks off a piece; a piece without a letter or digit tells nothing.
fn trimmed(text: &str, piece: Range<usize>, is_whole: bool) -> Option<Range<usize>> {
    if is_whole {
        return Some(piece);
    }
    let inner = text.get(piece.clone())?;
    let start = piece.start + inner.find(char::is_alphanumeric)?;
    let (last, c) = inner.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    Some(start..piece.start + last + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PlaceholderKind::{Link, Person, Phone};

    fn check(ranges: &[(crate::PlaceholderKind, Range<usize>)], expect: &[(usize, usize)]) {
        let text = "abcdefghij klmnopqrst";
        let findings =
            ranges.iter().map(|(kind, range)| Finding::new(*kind, range.clone())).collect();
        let settled: Vec<_> =
            settle(text, findings).into_iter().map(|f| (f.range.start, f.range.end)).collect();
        assert_eq!(settled, expect);
    }

    #[test]
    fn the_longest_stands_and_the_rest_is_kept() {
        check(&[(Person, 2..4), (Link, 0..10)], &[(0, 10)]);
        check(&[(Person, 8..13), (Link, 0..10)], &[(0, 10), (11, 13)]);
        check(&[(Person, 0..6), (Phone, 4..12), (Link, 10..21)], &[(0, 4), (4, 10), (10, 21)]);
        check(&[(Person, 5..5), (Phone, 90..99)], &[]);
    }

    #[test]
    fn the_trusted_one_stands_at_a_tie() {
        let findings = vec![Finding::new(Phone, 0..4), Finding::new(Person, 0..4)];
        assert!(settle("abcdefgh", findings).iter().all(|f| f.kind == Phone));
    }
}
