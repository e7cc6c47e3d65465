//! Capitalised words amid a sentence: in most languages a name of somebody or something.
//!
//! A rule knows few names, but most scripts mark them. What is marked and is none of the words that a help desk
//! meets every day is hidden: a place or a product too many, rather than a person. German writes every noun
//! large, so its texts, and texts too short to tell, are left to the other rules.

use std::ops::Range;

use crate::{
    Finding,
    PlaceholderKind::Person,
    Scan,
    scan::Word,
    words_of_names::{FUNCTION_WORDS, GERMAN_FUNCTION_WORDS, NOT_NAMES, PARTICLES, THINGS},
};

/// Letters of the shortest word that is taken for a name.
const LETTERS_MIN: usize = 3;

/// Bytes of a line behind which a break is one of the mail program's, not the writer's.
const WRAPPED_BYTES_MIN: usize = 50;

/// Finds capitalised words that do not open a sentence.
pub(super) fn find(scan: &Scan<'_>, found: &mut Vec<Finding>) {
    if !marks_names(scan) {
        return;
    }
    let mut name: Option<Range<usize>> = None;
    let mut before: Option<&Word> = None;
    for word in scan.words() {
        let goes_on = before.zip(name.as_ref()).is_some_and(|(before, name)| {
            name.end == before.end && [" ", "-", "'"].contains(&scan.slice(before.end..word.start))
        });
        let is_amid = before.is_some_and(|before| is_amid_sentence(scan, before, word));
        if (goes_on || is_amid) && is_name_shaped(scan, word) {
            name = Some(match name.take() {
                Some(name) if goes_on => name.start..word.end,
                ended => {
                    found.extend(ended.map(|name| scan.finding(Person, name)));
                    word.start..word.end
                }
            });
        }
        before = Some(word);
    }
    found.extend(name.map(|name| scan.finding(Person, name)));
}

/// Says whether the text is in a language that keeps capitals for names, and does not write titles in them.
fn marks_names(scan: &Scan<'_>) -> bool {
    let (mut n_german, mut n_other, mut n_capital, mut n_words) = (0, 0, 0, 0);
    for word in scan.words().iter().filter(|word| !word.is_eastern) {
        let text = scan.word(word);
        n_words += 1;
        n_capital += usize::from(word.is_capital);
        n_german += usize::from(GERMAN_FUNCTION_WORDS.has(text));
        n_other += usize::from(FUNCTION_WORDS.has(text));
    }
    n_other > n_german && n_capital * 2 <= n_words
}

/// Says whether a word follows another within a sentence: the one before is small and nothing ends there.
fn is_amid_sentence(scan: &Scan<'_>, before: &Word, word: &Word) -> bool {
    if before.is_capital || before.is_eastern {
        return false;
    }
    match scan.slice(before.end..word.start) {
        " " | ", " | " (" | " \"" | "  " => true,
        // "d'Ivry", "l'Oréal".
        "'" => word.start - before.start <= 4,
        "\n" | "\r\n" => before.end - scan.line_start(before.end) >= WRAPPED_BYTES_MIN,
        _ => false,
    }
}

/// Says whether a word looks like a name: `Novák`, not `TLS`, `OpenSSL`, `Main.java`, `Debian 12`.
fn is_name_shaped(scan: &Scan<'_>, word: &Word) -> bool {
    let text = scan.word(word);
    let mut letters = scan.spelling(word.start..word.end).chars();
    let is_shaped =
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let rest = scan.slice(word.end..scan.folded().len());
    let mut after = rest.chars();
    let (next, one_more) = (after.next(), after.next());
    let is_inner = next.is_some_and(|c| c.is_alphanumeric() || "_@/\\:=".contains(c))
        || (next == Some('.') && one_more.is_some_and(char::is_alphanumeric))
        || (next == Some('(') && one_more == Some(')'));
    let is_version = next == Some(' ') && one_more.is_some_and(|c| c.is_ascii_digit());
    is_shaped
        && text.chars().count() >= LETTERS_MIN
        && !is_inner
        && !is_version
        && !NOT_NAMES.has(text)
        && !THINGS.has(text)
        && !PARTICLES.has(text)
}
