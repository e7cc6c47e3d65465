//! A text beside its folded form: lower case, no diacritics, plain digits, spaces and dashes.
//!
//! Rules read the folded form, so that "NOVÁKOVÁ", "novakova" and a full-width `＠` need one rule; every
//! place in it leads back to the bytes of the original.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use crate::{Finding, PlaceholderKind};

/// Bytes that are looked at for the ends of a line; longer lines are cut there, so that work stays linear.
const LINE_BYTES_MAX: usize = 1024;

/// A text, its folded form and its words.
pub struct Scan<'t> {
    text: &'t str,
    folded: String,
    /// For each byte of `folded`, and once more for its end, the byte of `text` it came from.
    starts: Vec<usize>,
    words: Vec<Word>,
}

/// A run of letters in the folded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    /// The original does not begin with a small letter; scripts without small letters count.
    pub is_capital: bool,
    /// The script is written without spaces: Chinese, Japanese, Thai and their neighbours.
    pub is_eastern: bool,
}

impl<'t> Scan<'t> {
    /// Folds a text.
    pub fn new(text: &'t str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut starts = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let length_before = folded.len();
            fold_char(c, &mut folded);
            starts.extend(std::iter::repeat_n(at, folded.len() - length_before));
        }
        starts.push(text.len());
        let words = words_of(text, &folded, &starts);
        Self { text, folded, starts, words }
    }

    /// Returns the original.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the folded form.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Returns the bytes of the original that a stretch of the folded form came from.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.starts.get(range.start).copied().unwrap_or(self.text.len());
        // One character may fold to several: an end amid them takes the whole character.
        let last = range.end.checked_sub(1).and_then(|last| self.starts.get(last).copied());
        let end = self
            .starts
            .get(range.end..)
            .and_then(|rest| rest.iter().copied().find(|end| Some(*end) != last))
            .unwrap_or(self.text.len());
        start..end.max(start)
    }

    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns a stretch of the folded form; what is not there is empty.
    pub(crate) fn slice(&self, range: Range<usize>) -> &str {
        self.folded.get(range).unwrap_or_default()
    }

    pub(crate) fn word(&self, word: &Word) -> &str {
        self.slice(word.start..word.end)
    }

    /// Returns the original spelling of a stretch of the folded form.
    pub(crate) fn spelling(&self, range: Range<usize>) -> &'t str {
        self.text.get(self.original(range)).unwrap_or_default()
    }

    pub(crate) fn finding(&self, kind: PlaceholderKind, range: Range<usize>) -> Finding {
        Finding::new(kind, self.original(range))
    }

    /// Returns the index of the first word that starts at or behind a place of the folded form.
    pub(crate) fn word_index_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.start < at)
    }

    pub(crate) fn char_before(&self, at: usize) -> Option<char> {
        self.slice(0..at).chars().next_back()
    }

    pub(crate) fn char_at(&self, at: usize) -> Option<char> {
        self.slice(at..self.folded.len()).chars().next()
    }

    /// Returns where the line of a place begins, in the folded form.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let from = self.folded.ceil_char_boundary(at.saturating_sub(LINE_BYTES_MAX));
        self.slice(from..at).rfind('\n').map_or(from, |newline| from + newline + 1)
    }

    /// Returns where the line of a place ends, in the folded form.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        let to = self.folded.floor_char_boundary(at + LINE_BYTES_MAX);
        self.slice(at..to).find('\n').map_or(to, |newline| at + newline)
    }
}

fn words_of(text: &str, folded: &str, starts: &[usize]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_inside = false;
    for (at, c) in folded.char_indices() {
        if !c.is_alphabetic() {
            is_inside = false;
            continue;
        }
        let end = at + c.len_utf8();
        let is_eastern = is_unspaced(c);
        match words.last_mut() {
            Some(word) if is_inside && word.is_eastern == is_eastern => word.end = end,
            _ => {
                let original = starts.get(at).and_then(|start| text.get(*start..));
                let first = original.and_then(|rest| rest.chars().next());
                let is_capital = first.is_some_and(|c| !c.is_lowercase());
                words.push(Word { start: at, end, is_capital, is_eastern });
            }
        }
        is_inside = true;
    }
    words
}

/// Says whether a letter belongs to a script without spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Says whether a letter is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々' | '〆')
}

/// Folds a text: what two spellings of one value have in common.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    if is_han(c) {
        folded.push(c);
        return;
    }
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |part| fold_part(part, folded));
    }
}

/// Folds one piece of a decomposed character.
fn fold_part(part: char, folded: &mut String) {
    match part {
        // Marks above and below letters, and characters that take no room.
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' => {}
        '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' => {}
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' => {}
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' => folded.push('\''),
        '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => folded.push('"'),
        'ß' => folded.push_str("ss"),
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        // Russian writes е for ё anyway; Ukrainian keeps its own letters.
        '\u{0660}'..='\u{0669}' => push_digit(part, '\u{0660}', folded),
        '\u{06F0}'..='\u{06F9}' => push_digit(part, '\u{06F0}', folded),
        '\u{0966}'..='\u{096F}' => push_digit(part, '\u{0966}', folded),
        other if other.is_ascii() => folded.push(other.to_ascii_lowercase()),
        other if other.is_whitespace() && other != '\u{2028}' && other != '\u{2029}' => {
            folded.push(' ');
        }
        '\u{2028}' | '\u{2029}' => folded.push('\n'),
        other => folded.push(other),
    }
}

fn push_digit(part: char, zero: char, folded: &mut String) {
    let digit = u32::from(part).wrapping_sub(u32::from(zero));
    folded.push(char::from_digit(digit, 10).unwrap_or(part));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        let cases = [
            ("NOVÁKOVÁ", "novakova"),
            ("Novakova\u{301}", "novakova"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("Пётр", "петр"),
            ("＋４２０", "+420"),
            ("No\u{ad}vák", "novak"),
            ("a\u{a0}–\u{202f}b", "a - b"),
            ("٣٤", "34"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded);
            assert_eq!(Scan::new(text).folded(), folded);
        }
    }

    #[test]
    fn places_lead_back() {
        let scan = Scan::new("Hi Jána\u{301} Weiß!");
        let at = scan.folded().find("jana").unwrap();
        assert_eq!(scan.spelling(at..at + 4), "Jána\u{301}");
        let at = scan.folded().find("weis").unwrap();
        assert_eq!(scan.spelling(at..at + 4), "Weiß");
        assert_eq!(scan.words().len(), 3);
    }
}
