//! Names by word: whole, in part, in another spelling, with another ending.

use std::collections::{BTreeSet, HashMap};

use model::PersonId;

use crate::{
    scan::{Scan, Word, fold},
    words_of_names::{ENDINGS, ORDINARY_NAMES, PARTICLES, ROLE_WORDS},
};

/// Letters of the shortest part of a name that is looked for alone.
const PART_LETTERS_MIN: usize = 3;

/// Letters of the shortest stem that may take any ending.
const STEM_LETTERS_MIN: usize = 4;

/// Letters of the longest ending.
const ENDING_LETTERS_MAX: usize = 3;

/// Letters of the shortest stem that takes an ending in lower case, where a name is harder to tell.
const LOWER_STEM_LETTERS_MIN: usize = 5;

/// Bytes between two words of one name: a space, a hyphen, `". "`.
const GAP_BYTES_MAX: usize = 2;

/// Letters by which the two words of a turned name differ; else it is one word in two forms.
const TURNED_LETTERS: usize = 2;

/// The names known for one text.
#[derive(Default)]
pub(super) struct Names {
    persons: Vec<Name>,
    /// Whole words of names.
    words: HashMap<String, BTreeSet<usize>>,
    /// Beginnings of words that take endings.
    stems: HashMap<String, Stem>,
}

struct Name {
    folded: String,
    about: Option<PersonId>,
    /// Words that are looked for alone.
    parts: BTreeSet<String>,
    /// Words that belong to the name only beside a part of it: "von", "Li".
    glue: BTreeSet<String>,
}

#[derive(Default)]
struct Stem {
    persons: BTreeSet<usize>,
    /// Too short for any ending but the usual ones.
    is_short: bool,
}

/// A stretch of the folded text that names a person.
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub folded: String,
    pub about: Option<PersonId>,
}

impl Names {
    /// Adds a name; returns it folded if it must be looked for as one phrase, having no part of its own.
    pub(super) fn add(&mut self, name: &str, about: Option<PersonId>) -> Option<String> {
        let folded = fold(name);
        let mut parts = BTreeSet::new();
        let mut glue = BTreeSet::new();
        for word in folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            if ROLE_WORDS.has(word) {
                continue;
            }
            let is_part = word.chars().count() >= PART_LETTERS_MIN && !PARTICLES.has(word);
            if is_part {
                parts.insert(word.to_owned())
            } else {
                glue.insert(word.to_owned())
            };
        }
        if parts.is_empty() {
            // "Li Na" and "Bo Ek" are looked for as a whole.
            let words: Vec<_> = folded.split_whitespace().collect();
            let is_name = words.len() >= 2 && words.iter().all(|word| glue.contains(*word));
            let has_name = glue.iter().any(|word| word.len() > 1 && !PARTICLES.has(word));
            return (is_name && has_name).then(|| words.join(" "));
        }
        if let Some(same) = self.persons.iter_mut().find(|person| parts.is_subset(&person.parts)) {
            let is_other = about.is_some() && same.about.is_some() && about != same.about;
            if !is_other || same.parts == parts {
                same.about = if is_other { None } else { same.about.or(about) };
                same.glue.append(&mut glue);
                return None;
            }
        }
        let index = self.persons.len();
        for part in &parts {
            self.index_part(part, index);
            for spelling in umlaut_spellings(name, part) {
                self.index_part(&spelling, index);
            }
        }
        let folded = parts.iter().cloned().collect::<Vec<_>>().join(" ");
        self.persons.push(Name { folded, about, parts, glue });
        None
    }

    /// Says whether a name is a known one, perhaps with other endings.
    pub(super) fn knows(&self, name: &str) -> bool {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphabetic());
        let mut parts =
            words.filter(|word| word.chars().count() >= PART_LETTERS_MIN && !PARTICLES.has(word));
        let Some(mut persons) = parts.next().and_then(|first| self.look_up_text(first, true))
        else {
            return false;
        };
        for part in parts {
            persons = &persons & &self.look_up_text(part, true).unwrap_or_default();
        }
        !persons.is_empty()
    }

    /// Finds every name in a text.
    pub(super) fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        if self.persons.is_empty() {
            return Vec::new();
        }
        let words = scan.words();
        let mut hits: Vec<Hit> = Vec::new();
        let mut index = 0;
        while let Some(word) = words.get(index) {
            let Some(mut persons) = self.look_up(scan, word) else {
                index += 1;
                continue;
            };
            let free_from = hits.last().map_or(0, |hit| hit.end);
            let start = self.start_with_glue(scan, index, &persons, free_from);
            let mut last = index;
            let mut next = index + 1;
            while let Some(following) = words.get(next) {
                let before = words.get(next.saturating_sub(1));
                let is_turned = last == index && is_turned(scan, before, following);
                if !is_turned && !is_joined(scan, before, following) {
                    break;
                }
                let shared = self.look_up(scan, following).map(|others| &persons & &others);
                match shared {
                    Some(shared) if !shared.is_empty() => {
                        persons = shared;
                        last = next;
                    }
                    _ if self.is_initial(scan, following, &persons)
                        || self.is_glue(scan, following, &persons) =>
                    {
                        last = next;
                    }
                    _ if PARTICLES.has(scan.word(following)) => {}
                    _ => break,
                }
                next += 1;
            }
            let end = words.get(last).map_or(word.end, |word| word.end);
            let (folded, about) = self.named(scan, start..end, &persons);
            hits.push(Hit { start, end, folded, about });
            index = last + 1;
        }
        hits
    }

    fn index_part(&mut self, part: &str, index: usize) {
        self.words.entry(part.to_owned()).or_default().insert(index);
        if ORDINARY_NAMES.has(part) {
            return;
        }
        for (stem, is_short) in stems_of(part) {
            let entry = self.stems.entry(stem).or_default();
            entry.is_short |= is_short;
            entry.persons.insert(index);
        }
    }

    /// Returns the persons that a word may name.
    fn look_up(&self, scan: &Scan<'_>, word: &Word) -> Option<BTreeSet<usize>> {
        (!word.is_eastern).then(|| self.look_up_text(scan.word(word), word.is_capital)).flatten()
    }

    fn look_up_text(&self, text: &str, is_capital: bool) -> Option<BTreeSet<usize>> {
        if let Some(persons) = self.words.get(text) {
            return (is_capital || !ORDINARY_NAMES.has(text)).then(|| persons.clone());
        }
        let mut ends = text.char_indices().map(|(at, _)| at).rev().take(ENDING_LETTERS_MAX);
        std::iter::once(text.len()).chain(&mut ends).find_map(|at| {
            let (beginning, ending) = text.split_at_checked(at)?;
            let stem = self.stems.get(beginning)?;
            let is_usual = ending.is_empty() || ENDINGS.has(ending);
            let is_long = beginning.chars().count() >= LOWER_STEM_LETTERS_MIN;
            let fits = match (is_capital, stem.is_short) {
                (true, true) => is_usual,
                (true, false) => true,
                (false, is_short) => is_usual && is_long && !is_short,
            };
            fits.then(|| stem.persons.clone())
        })
    }

    /// Takes in "J." or "von" before the first word.
    fn start_with_glue(
        &self,
        scan: &Scan<'_>,
        index: usize,
        persons: &BTreeSet<usize>,
        free_from: usize,
    ) -> usize {
        let words = scan.words();
        let Some(word) = words.get(index) else { return 0 };
        let mut start = word.start;
        let mut following = word;
        for before in words.get(..index).unwrap_or_default().iter().rev() {
            let belongs =
                self.is_initial(scan, before, persons) || self.is_glue(scan, before, persons);
            if !belongs || !is_joined(scan, Some(before), following) || before.start < free_from {
                break;
            }
            start = before.start;
            following = before;
        }
        start
    }

    fn is_initial(&self, scan: &Scan<'_>, word: &Word, persons: &BTreeSet<usize>) -> bool {
        let text = scan.word(word);
        word.is_capital
            && text.chars().count() == 1
            && scan.char_at(word.end) == Some('.')
            && self.any(persons, |name| name.parts.iter().any(|part| part.starts_with(text)))
    }

    fn is_glue(&self, scan: &Scan<'_>, word: &Word, persons: &BTreeSet<usize>) -> bool {
        self.any(persons, |name| name.glue.contains(scan.word(word)))
    }

    fn any(&self, persons: &BTreeSet<usize>, is: impl Fn(&Name) -> bool) -> bool {
        persons.iter().filter_map(|index| self.persons.get(*index)).any(is)
    }

    /// Returns by what a name is recognised again, and whose it is.
    ///
    /// A first name that two known persons share is nobody's and counts for itself.
    fn named(
        &self,
        scan: &Scan<'_>,
        range: std::ops::Range<usize>,
        persons: &BTreeSet<usize>,
    ) -> (String, Option<PersonId>) {
        let mut names = persons.iter().filter_map(|index| self.persons.get(*index));
        let Some(first) = names.next() else { return (scan.slice(range).to_owned(), None) };
        if names.all(|other| other.about.is_some() && other.about == first.about) {
            return (first.folded.clone(), first.about);
        }
        (scan.slice(range).to_owned(), None)
    }
}

/// Says whether two words may belong to one name.
fn is_joined(scan: &Scan<'_>, word: Option<&Word>, following: &Word) -> bool {
    let Some(word) = word else { return false };
    let gap = scan.slice(word.end..following.start);
    // A full stop ends a sentence unless it stands behind an initial.
    let is_initial = scan.word(word).chars().count() == 1;
    gap.len() <= GAP_BYTES_MAX
        && gap.chars().all(|c| " '-\t".contains(c) || (c == '.' && is_initial))
}

/// Says whether a name is turned round here: "Nováková, Jana", not "Nováková, Novákové".
fn is_turned(scan: &Scan<'_>, word: Option<&Word>, following: &Word) -> bool {
    let Some(word) = word else { return false };
    let beginning = |word| scan.word(word).chars().take(TURNED_LETTERS).collect::<String>();
    scan.slice(word.end..following.start) == ", " && beginning(word) != beginning(following)
}

/// Returns the beginnings under which a word is found with other endings, and whether they are short.
fn stems_of(word: &str) -> Vec<(String, bool)> {
    let letters: Vec<char> = word.chars().collect();
    let mut stems = Vec::new();
    let mut add = |letters: &[char]| {
        let is_short = letters.len() < STEM_LETTERS_MIN;
        if letters.len() >= PART_LETTERS_MIN {
            stems.push((letters.iter().collect(), is_short));
        }
    };
    add(&letters);
    match letters.as_slice() {
        [stem @ .., last] if is_vowel(*last) => {
            add(stem);
            if let [shorter @ .., second] = stem
                && is_vowel(*second)
                && shorter.len() >= STEM_LETTERS_MIN
            {
                add(shorter);
            }
        }
        // Pavel, Pavla; Marek, Marka; Павел, Павла.
        [stem @ .., c, 'e' | 'е' | 'о', last] if !is_vowel(*c) && "klcкцл".contains(*last) => {
            let stem: String = stem.iter().chain([c, last]).collect();
            stems.push((stem, true));
        }
        _ => {}
    }
    stems
}

fn is_vowel(c: char) -> bool {
    "aeiouyаеиоуыэюяіьё".contains(c)
}

/// Returns the other way to write German umlauts: Müller, Mueller.
fn umlaut_spellings(name: &str, part: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut spellings = Vec::new();
    for word in lower.split(|c: char| !c.is_alphabetic()).filter(|word| fold(word) == part) {
        if word.contains(['ä', 'ö', 'ü']) {
            let spelled = word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
            spellings.push(fold(&spelled));
        } else if word.contains("ae") || word.contains("oe") || word.contains("ue") {
            spellings.push(part.replace("ae", "a").replace("oe", "o").replace("ue", "u"));
        }
    }
    spellings
}
