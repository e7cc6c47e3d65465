//! Did you mean: the known word that is nearest to what was typed.

/// Changes of a letter up to which a word is taken for a slip.
const CHANGES_MAX: usize = 2;

/// Characters of the longest word that is compared; the work grows with the square.
const CHARS_MAX: usize = 40;

/// Returns the nearest of the known words, if one is near enough.
pub fn nearest<'w>(typed: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let typed: Vec<char> = typed.chars().take(CHARS_MAX).collect();
    // Of a word of three letters, two changes leave nothing.
    let n_max = CHANGES_MAX.min(typed.len().saturating_sub(1));
    let near = known.filter_map(|word| {
        let n = changes(&typed, &word.chars().take(CHARS_MAX).collect::<Vec<_>>());
        (n <= n_max).then_some((n, word))
    });
    near.min_by_key(|(n, _)| *n).map(|(_, word)| word)
}

/// Counts insertions, deletions and changes of letters between two words (Levenshtein), row by row.
fn changes(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, a) in one.iter().enumerate() {
        let mut next = vec![index + 1];
        let mut left = index + 1;
        for ((above_left, above), b) in row.iter().zip(row.iter().skip(1)).zip(other) {
            left = (above_left + usize::from(a != b)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_words() {
        let check = |typed: &str, expect: Option<&str>| {
            assert_eq!(nearest(typed, ["queue", "state", "is"].into_iter()), expect, "{typed}");
        };
        check("quene", Some("queue"));
        check("statte", Some("state"));
        check("sate", Some("state"));
        check("iss", Some("is"));
        check("priority", None);
        check("x", None);
        check("", None);
        check("queue", Some("queue"));
    }
}
