//! The name below "Best regards".

use std::{collections::HashSet, ops::Range};

use super::read_name;
use crate::{
    Scan,
    scan::is_unspaced,
    words_of_names::{NOT_NAMES, PARTICLES, ROLE_WORDS},
};

/// Lines below a closing among which the name is looked for; blank ones count.
const LINES_MAX: usize = 3;

/// Bytes of the longest line that is a name.
const LINE_BYTES_MAX: usize = 80;

/// Letters of the longest name in Chinese characters or kana.
const EASTERN_LETTERS_MAX: usize = 12;

/// What stands before the name of one who signs for another.
const PROXIES: &[&str] =
    &["i. a.", "i.a.", "i. v.", "i.v.", "ppa.", "p.p.", "p. p.", "v z.", "p. o.", "p.o."];

/// Returns the names that stand below or behind a closing.
pub(super) fn find(scan: &Scan<'_>, closings: &HashSet<String>) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    // Lines that are still to be looked at for a name.
    let mut lines_left = 0;
    let mut from = 0;
    for line in scan.folded().split('\n') {
        let start = from;
        from += line.len() + 1;
        let inner = inner(line);
        let inner_start = start + line.find(inner).unwrap_or(0);
        let plain = inner.trim_end_matches([',', '.', '!', '-', ' ', '。', ':', ';']);
        if closings.contains(plain) || inner == "--" {
            lines_left = LINES_MAX;
            continue;
        }
        if let Some(name) = behind_closing(scan, inner_start, inner, closings) {
            names.push(name);
            lines_left = 0;
            continue;
        }
        if lines_left == 0 {
            continue;
        }
        lines_left -= 1;
        if inner.is_empty() {
            continue;
        }
        names.extend(name_line(scan, inner_start, inner));
        lines_left = 0;
    }
    names
}

/// Takes quote signs and blanks off a line.
fn inner(line: &str) -> &str {
    line.trim_start_matches([' ', '>', '\t', '|', '*', '_'])
        .trim_end_matches([' ', '\t', '\r', '*', '_'])
}

/// Reads the name in "Best regards, Jana" at the end of a line.
fn behind_closing(
    scan: &Scan<'_>,
    start: usize,
    line: &str,
    closings: &HashSet<String>,
) -> Option<Range<usize>> {
    if line.len() > LINE_BYTES_MAX {
        return None;
    }
    let (closing, rest) = line.split_once([',', '-', '.', '!'])?;
    if !closings.contains(closing.trim()) {
        return None;
    }
    let name = rest.trim_start_matches([' ', '-']);
    let at = start + line.len() - name.len();
    let is_capital = scan
        .words()
        .get(scan.word_index_at(at))
        .is_some_and(|word| word.is_capital && word.start == at);
    is_capital.then(|| name_line(scan, at, name)).flatten()
}

/// Reads a line that is a name, perhaps with a title before and a company behind a comma.
fn name_line(scan: &Scan<'_>, start: usize, line: &str) -> Option<Range<usize>> {
    if line.len() > LINE_BYTES_MAX || line.contains(['@', '?', '=']) || line.contains("://") {
        return None;
    }
    let line = line.split([',', '|', '/', '(', '–', ':']).next()?.trim_end_matches(['.', '!', ' ']);
    if line.is_empty() || line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if line.chars().any(is_unspaced) {
        let letters = line.chars().filter(|c| !c.is_whitespace()).count();
        let is_name = (2..=EASTERN_LETTERS_MAX).contains(&letters)
            && line.chars().all(|c| is_unspaced(c) || c == ' ');
        return is_name.then(|| start..start + line.len());
    }
    let end = start + line.len();
    let signer = PROXIES.iter().find_map(|proxy| line.strip_prefix(proxy)).unwrap_or(line);
    let start = end - signer.trim_start_matches(' ').len();
    let first = scan.word_index_at(start);
    if let Some(name) = read_name(scan, first, 5).filter(|name| name.end <= end) {
        // What stands behind the name on the line makes it a sentence.
        let rest = scan.slice(name.end..end).trim();
        let is_degree = rest.len() <= 6;
        return (rest.is_empty() || is_degree || rest.starts_with('-')).then_some(name);
    }
    // "jana" below "thanks": one or two words in lower case.
    let words: Vec<&str> = line.split(' ').collect();
    let is_small_name = words.len() <= 2
        && words.iter().all(|word| {
            word.chars().count() >= 3
                && word.chars().all(char::is_alphabetic)
                && !NOT_NAMES.has(word)
                && !ROLE_WORDS.has(word)
                && !PARTICLES.has(word)
        });
    is_small_name.then_some(start..end)
}
