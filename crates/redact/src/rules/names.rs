//! Names where spaces stand between words: behind titles and greetings, in signatures, beside an address.

mod signatures;

use std::{collections::HashSet, ops::Range};

use super::{CueHit, ends_of};
use crate::{
    Finding,
    PlaceholderKind::Person,
    Scan,
    scan::Word,
    words::{CLOSINGS, Cue, folded_words},
    words_of_names::{GIVEN_NAMES, NOT_NAMES, PARTICLES, ROLE_WORDS},
};

/// Words of the longest name.
const NAME_WORDS_MAX: usize = 4;

/// Bytes between a telling word and the name: `: `, `, "`.
const CUE_GAP_BYTES_MAX: usize = 4;

/// Letters of the shortest name that stands in lower case.
const LOWER_NAME_LETTERS_MIN: usize = 3;

/// Finds names by what stands around them.
pub(super) struct NameRules {
    closings: HashSet<String>,
}

impl NameRules {
    pub(super) fn new() -> Self {
        Self { closings: folded_words(CLOSINGS).collect() }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, cues: &[CueHit], found: &mut Vec<Finding>) {
        let mut names = Vec::new();
        for end in ends_of(cues, Cue::Honorific) {
            names.extend(name_after(scan, end, 2));
        }
        for end in ends_of(cues, Cue::Introduction) {
            names.extend(
                name_after(scan, end, NAME_WORDS_MAX).or_else(|| small_name_after(scan, end)),
            );
        }
        for end in ends_of(cues, Cue::Presence) {
            names.extend(name_after(scan, end, 3).filter(|name| is_full_name(scan, name)));
        }
        for hit in cues {
            match hit.cue {
                Cue::Greeting => names.extend(greeted(scan, hit)),
                Cue::Field => names.extend(in_field(scan, hit)),
                Cue::Wrote => names.extend(name_before(scan, hit.range.start)),
                _ => {}
            }
        }
        for (at, _) in scan.folded().match_indices('@') {
            names.extend(beside_address(scan, at));
        }
        names.extend(given_names(scan));
        names.extend(signatures::find(scan, &self.closings));
        found.extend(names.into_iter().map(|range| scan.finding(Person, range)));
    }
}

/// Reads a capitalised name behind a place.
fn name_after(scan: &Scan<'_>, from: usize, words_max: usize) -> Option<Range<usize>> {
    let first_index = scan.word_index_at(from);
    let first = scan.words().get(first_index)?;
    let gap = scan.slice(from..first.start);
    if gap.len() > CUE_GAP_BYTES_MAX
        || gap.contains('\n')
        || !gap.chars().all(|c| " :,.*\"'-(\u{a0}„".contains(c))
    {
        return None;
    }
    read_name(scan, first_index, words_max)
}

/// Reads capitalised words from a word on; particles may stand between them, titles before.
fn read_name(scan: &Scan<'_>, first_index: usize, words_max: usize) -> Option<Range<usize>> {
    let mut name: Option<Range<usize>> = None;
    let mut n_words = 0;
    let mut before: Option<&Word> = None;
    for word in scan.words().get(first_index..)?.iter().take(NAME_WORDS_MAX * 2) {
        let text = scan.word(word);
        let is_near = before.is_none_or(|before| {
            let may_be_short =
                is_title(scan.word(before)) || scan.word(before).chars().count() == 1;
            let gap = scan.slice(before.end..word.start);
            is_name_gap(gap) && (may_be_short || !gap.starts_with('.'))
        });
        if !is_near || word.is_eastern || n_words >= words_max {
            break;
        }
        let is_title = name.is_none() && is_title(text);
        let is_passed = is_title || (PARTICLES.has(text) && (name.is_some() || word.is_capital));
        let is_initial = text.chars().count() == 1 && scan.char_at(word.end) == Some('.');
        let is_name =
            word.is_capital && (is_initial || !NOT_NAMES.has(text)) && !is_attached(scan, word);
        if is_name && !is_title && (!ROLE_WORDS.has(text) || is_person_like(text)) {
            name = Some(name.map_or(word.start, |name| name.start)..word.end);
            n_words += 1;
        } else if !is_passed {
            break;
        }
        before = Some(word);
    }
    name.filter(|name| name.len() > 1)
}

/// Reads one or two words in lower case behind "my name is", as people in a hurry write.
fn small_name_after(scan: &Scan<'_>, from: usize) -> Option<Range<usize>> {
    const NOT_HERE: &[&str] = &[
        "shown",
        "displayed",
        "wrong",
        "missing",
        "misspelled",
        "incorrect",
        "being",
        "correct",
        "changed",
        "different",
        "used",
        "already",
        "taken",
        "invalid",
        "required",
        "empty",
        "spatne",
        "falsch",
        "kein",
        "pas",
        "mal",
        "incorrecto",
        "only",
        "always",
    ];
    let first_index = scan.word_index_at(from);
    let mut name: Option<Range<usize>> = None;
    let mut end = from;
    for word in scan.words().get(first_index..)?.iter().take(2) {
        let gap = scan.slice(end..word.start);
        let text = scan.word(word);
        let is_word = text.chars().count() >= LOWER_NAME_LETTERS_MIN && !word.is_eastern;
        if !gap.chars().all(|c| c == ' ')
            || !is_word
            || NOT_NAMES.has(text)
            || PARTICLES.has(text)
            || NOT_HERE.contains(&text)
        {
            break;
        }
        name = Some(name.map_or(word.start, |name| name.start)..word.end);
        end = word.end;
    }
    name
}

/// Reads the name of a greeting that opens its line and ends in punctuation or with the line.
fn greeted(scan: &Scan<'_>, hit: &CueHit) -> Option<Range<usize>> {
    if !opens_line(scan, hit.range.start) {
        return None;
    }
    let name = name_after(scan, hit.range.end, NAME_WORDS_MAX)?;
    let rest = scan.slice(name.end..scan.line_end(name.end)).trim_start_matches(' ');
    let ends = rest.is_empty() || rest.starts_with([',', '!', '.', ':', ';', '-', '\r', '(']);
    (ends
        && scan
            .words()
            .iter()
            .skip(scan.word_index_at(name.start))
            .take(1)
            .all(|word| scan.word(word) != "world"))
    .then_some(name)
}

/// Reads the name in a field of a form or of a quoted header.
fn in_field(scan: &Scan<'_>, hit: &CueHit) -> Option<Range<usize>> {
    let rest = scan.slice(hit.range.end..scan.line_end(hit.range.end));
    let sign = rest.trim_start_matches([' ', '*']);
    let colon = sign.chars().next().filter(|c| *c == ':' || *c == '：')?;
    if !opens_line(scan, hit.range.start) {
        return None;
    }
    let from = hit.range.end + (rest.len() - sign.len()) + colon.len_utf8();
    let value = scan.slice(from..scan.line_end(from));
    let starred = value.len() - value.trim_start_matches(['*', ' ', '\t', '"']).len();
    let first = scan.word_index_at(from + starred);
    let name = read_name(scan, first, NAME_WORDS_MAX)?;
    (name.start <= from + starred + 1).then_some(name)
}

/// Reads the capitalised words that end before a place, on the same line.
fn name_before(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let to = scan.words().partition_point(|word| word.end <= at);
    let line_start = scan.line_start(at);
    let mut name: Option<Range<usize>> = None;
    let mut right = at;
    for word in scan.words().get(..to)?.iter().rev().take(NAME_WORDS_MAX + 1) {
        let gap = scan.slice(word.end..right);
        let is_near =
            if name.is_none() { gap.len() <= 4 && !gap.contains('\n') } else { is_name_gap(gap) };
        let text = scan.word(word);
        let is_inner = name.is_some() && PARTICLES.has(text) && !word.is_capital;
        if word.start < line_start || !is_near || word.is_eastern {
            break;
        }
        if word.is_capital && !NOT_NAMES.has(text) && !is_title(text) {
            name = Some(word.start..name.map_or(word.end, |name| name.end));
        } else if !is_inner {
            break;
        }
        right = word.start;
    }
    name.filter(|name| name.len() > 1)
}

/// Reads the name in `Jana Nováková <jana@example.org>`.
fn beside_address(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let line_start = scan.line_start(at);
    let local = scan.slice(line_start..at);
    let open = local.rfind(['<', '(', '['])? + line_start;
    let is_address = !scan.slice(open + 1..at).contains([' ', '>']);
    let name = name_before(scan, open)?;
    let gap = scan.slice(name.end..open);
    let only_roles = scan.slice(name.clone()).split(' ').all(|word| ROLE_WORDS.has(word));
    (is_address && !only_roles && gap.chars().all(|c| " \"'".contains(c))).then_some(name)
}

/// Finds common given names, with the capitalised word behind them.
fn given_names(scan: &Scan<'_>) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for (index, word) in scan.words().iter().enumerate() {
        let text = scan.word(word);
        if !word.is_capital || word.is_eastern || !GIVEN_NAMES.has(text) || is_attached(scan, word)
        {
            continue;
        }
        let is_inner = scan
            .char_before(word.start)
            .is_some_and(|c| c.is_alphanumeric() || "_@/\\.".contains(c))
            || scan.char_at(word.end).is_some_and(|c| c.is_ascii_digit() || "_@/\\".contains(c));
        if !is_inner {
            names.extend(read_name(scan, index, 3));
        }
    }
    names
}

/// Says whether two or more words make the name, so that "I am Groot" stays and "I am Jana Nová" goes.
fn is_full_name(scan: &Scan<'_>, name: &Range<usize>) -> bool {
    let first = scan.word_index_at(name.start);
    let words = scan.words().get(first..).unwrap_or_default();
    let words: Vec<_> = words.iter().take_while(|word| word.end <= name.end).collect();
    let is_shouted = words
        .iter()
        .all(|word| scan.spelling(word.start..word.end).chars().all(char::is_uppercase));
    let rest = scan.slice(name.end..scan.folded().len());
    let after = rest.trim_start_matches(' ');
    let ends = after.is_empty()
        || after.starts_with([',', '.', '!', ';', '\n', '\r', '(', '-'])
        || [
            "and ",
            "from ",
            "und ",
            "aus ",
            "von ",
            "a ",
            "z ",
            "ze ",
            "et ",
            "de ",
            "y ",
            "i ",
            "и ",
            "из ",
            "in ",
            "at ",
            "about ",
            "yesterday",
        ]
        .iter()
        .any(|word| after.starts_with(word));
    words.len() >= 2 && !is_shouted && ends
}

fn is_name_gap(gap: &str) -> bool {
    matches!(gap, " " | "-" | "'" | ". " | "." | "  ")
}

/// A capital inside a longer token is no name: `Jan_file`, `e-Mail2`.
fn is_attached(scan: &Scan<'_>, word: &Word) -> bool {
    scan.char_at(word.end).is_some_and(|c| c.is_ascii_digit() || c == '_' || c == '/')
        || scan.char_before(word.start).is_some_and(|c| c.is_ascii_digit() || "_/\\@".contains(c))
}

fn is_title(text: &str) -> bool {
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "herr",
        "herrn",
        "frau",
        "pan",
        "pani",
        "pane",
        "panie",
        "slecna",
        "slecno",
        "senor",
        "senora",
        "sr",
        "sra",
        "monsieur",
        "madame",
        "mme",
        "mlle",
        "ing",
        "mgr",
        "bc",
        "mudr",
        "judr",
        "phdr",
        "rndr",
        "dipl",
        "sir",
        "signor",
        "signora",
        "senhor",
        "senhora",
        "mevrouw",
        "meneer",
        "heer",
        "господин",
        "госпожа",
        "пане",
    ]
    .contains(&text)
}

/// Role words that are surnames or given names too.
fn is_person_like(text: &str) -> bool {
    text.chars().count() == 1 || GIVEN_NAMES.has(text)
}

/// Says whether only quote signs, bullets and blanks stand before a place on its line.
fn opens_line(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.slice(scan.line_start(at)..at);
    before.len() <= 24 && before.chars().all(|c| " >*-•|\t#_\"".contains(c))
}
