//! Finds known values again: names by word, part and inflected ending; everything else as it is written.

mod names;

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use model::{PersonId, Personal};

use crate::{
    Detector, Finding, Known, PlaceholderKind, Scan,
    redactor::folded_value,
    scan::{fold, is_unspaced},
};

use names::Names;

/// Letters of the shortest value that is looked for as it is written; shorter ones are in every other word.
const PHRASE_LETTERS_MIN: usize = 2;

/// The known values of one text, ready for looking up.
#[derive(Default)]
pub(crate) struct Matcher {
    names: Names,
    phrases: Vec<Phrase>,
    about: BTreeMap<(PlaceholderKind, String), Option<PersonId>>,
}

struct Phrase {
    kind: PlaceholderKind,
    text: String,
    /// By which it is recognised again: a part of a name leads to the whole name.
    folded: String,
}

impl Matcher {
    pub(crate) fn new(known: &Known) -> Self {
        let mut matcher = Self::default();
        let mut names = Vec::new();
        for value in known.values() {
            let text = value.text.expose();
            if value.kind == PlaceholderKind::Person && !text.contains('@') {
                names.push((text.as_str(), value.about));
            } else {
                let is_address = value.kind == PlaceholderKind::Person;
                let kind = if is_address { PlaceholderKind::Email } else { value.kind };
                matcher.add_phrase(kind, text, folded_value(kind, text), value.about);
            }
        }
        // Longer names first, so that "Jana" joins "Jana Nováková" and not the other way round.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.split_whitespace().count()));
        for (name, about) in names {
            matcher.add_name(name, about);
        }
        matcher
    }

    /// Learns a name that a rule found in the text itself.
    pub(crate) fn learn(&mut self, name: &str) {
        if !self.names.knows(name) {
            self.add_name(name, None);
        }
    }

    /// Returns whom a value is about, where exactly one person is known for it.
    pub(crate) fn about(&self, kind: PlaceholderKind, folded: &str) -> Option<PersonId> {
        self.about.get(&(kind, folded.to_owned())).copied().flatten()
    }

    fn add_name(&mut self, name: &str, about: Option<PersonId>) {
        let folded = folded_value(PlaceholderKind::Person, name);
        if folded.chars().any(is_unspaced) {
            self.add_eastern_name(name, &folded, about);
            return;
        }
        if let Some(phrase) = self.names.add(name, about) {
            self.add_phrase(PlaceholderKind::Person, &phrase, phrase.clone(), about);
        }
    }

    fn add_eastern_name(&mut self, name: &str, folded: &str, about: Option<PersonId>) {
        let person = PlaceholderKind::Person;
        self.add_phrase(person, folded, folded.to_owned(), about);
        let spaced = fold(name);
        let mut parts: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        if let [whole] = parts.as_slice() {
            parts = eastern_parts(whole);
        }
        for part in parts {
            let is_telling = part.chars().count() >= PHRASE_LETTERS_MIN;
            if is_telling && part.chars().all(is_unspaced) {
                self.phrases.push(Phrase { kind: person, text: part, folded: folded.to_owned() });
            }
        }
    }

    fn add_phrase(
        &mut self,
        kind: PlaceholderKind,
        text: &str,
        folded: String,
        about: Option<PersonId>,
    ) {
        let text = fold(text).trim().to_owned();
        if text.chars().filter(|c| c.is_alphanumeric()).count() < PHRASE_LETTERS_MIN {
            return;
        }
        let known = self.about.entry((kind, folded.clone())).or_insert(about);
        // Two persons for one value: nobody's.
        if about.is_some() && *known != about {
            *known = if known.is_none() { about } else { None };
        }
        self.phrases.push(Phrase { kind, text, folded });
    }

    fn find_phrases(&self, scan: &Scan<'_>) -> Vec<Finding> {
        let patterns = self.phrases.iter().map(|phrase| phrase.text.as_str());
        // Too many values to build an automaton for cannot come from one case; then the names remain.
        let Ok(automaton) = AhoCorasick::new(patterns) else { return Vec::new() };
        automaton
            .find_overlapping_iter(scan.folded())
            .filter_map(|hit| {
                let phrase = self.phrases.get(hit.pattern().as_usize())?;
                is_bounded(scan, hit.start(), hit.end()).then(|| {
                    scan.finding(phrase.kind, hit.range()).with_folded(phrase.folded.clone())
                })
            })
            .collect()
    }
}

impl Detector for Matcher {
    fn detect(&self, scan: &Scan<'_>) -> Vec<Finding> {
        let mut findings =
            if self.phrases.is_empty() { Vec::new() } else { self.find_phrases(scan) };
        for hit in self.names.find(scan) {
            let mut finding = scan.finding(PlaceholderKind::Person, hit.start..hit.end);
            finding.folded = Some(Personal::new(hit.folded));
            finding.about = hit.about;
            findings.push(finding);
        }
        findings
    }
}

/// Says whether a stretch stands apart: no letter or digit touches it, unless the script has no spaces.
pub(crate) fn is_bounded(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let joins = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => {
            a.is_alphanumeric() && b.is_alphanumeric() && !is_unspaced(a) && !is_unspaced(b)
        }
        _ => false,
    };
    !joins(scan.char_before(start), scan.char_at(start))
        && !joins(scan.char_before(end), scan.char_at(end))
}

/// Guesses the parts of a name written without spaces: two and two in Japanese, one and two in Chinese.
fn eastern_parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [a, b, c, d] => vec![[*a, *b].iter().collect(), [*c, *d].iter().collect()],
        [_, b, c] => vec![[*b, *c].iter().collect()],
        _ => Vec::new(),
    }
}
