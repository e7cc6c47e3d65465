//! Words to look for, and all the forms in which bytes may hold them.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use unicode_segmentation::UnicodeSegmentation;

/// Letters of the shortest word that is looked for.
const LETTERS_MIN: usize = 5;

/// Signs of the shortest listed number that is looked for: shorter ones stand in times and sizes too.
const NUMBER_CHARS_MIN: usize = 8;

/// Octets shown on either side of what was found.
const AROUND_BYTES: usize = 24;

/// Takes the words of a text: letters only, five or more, as spelled and in lower case.
pub fn words_of(text: &str, words: &mut BTreeSet<String>) {
    let mut push = |word: &str| {
        words.insert(word.to_owned());
        words.insert(word.to_lowercase());
    };
    for word in text.unicode_words() {
        for letters in word.split(|c: char| !c.is_alphabetic()) {
            if letters.chars().count() >= LETTERS_MIN {
                push(letters);
            }
        }
    }
    // Japanese writes no spaces: whatever five signs stand together count as a word.
    for run in text.split(|c: char| !is_unspaced(c)) {
        let run: Vec<char> = run.chars().collect();
        for window in run.windows(LETTERS_MIN) {
            push(&window.iter().collect::<String>());
        }
    }
}

/// Takes a listed personal word or number.
pub fn listed(entry: &str, words: &mut BTreeSet<String>) {
    words_of(entry, words);
    if entry.chars().count() >= NUMBER_CHARS_MIN {
        words.insert(entry.to_owned());
    }
}

const fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x4E00..=0x9FFF)
}

/// A way to write a word down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low octet first.
    Utf16Le,
    /// UTF-16, the high octet first.
    Utf16Be,
    /// Base64 of UTF-8, behind this many octets of something else (modulo 3).
    Base64(usize),
    /// Quoted-printable: `=C3=A9`.
    Quoted,
    /// As in a URL: `%C3%A9`.
    Percent,
    /// Hexadecimal.
    Hex,
    /// JSON with escapes: `\u00e9`.
    Json,
}

impl Form {
    const ALL: [Self; 10] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Base64(0),
        Self::Base64(1),
        Self::Base64(2),
        Self::Quoted,
        Self::Percent,
        Self::Hex,
        Self::Json,
    ];

    /// Writes a word down; `None` where it would look as in another form.
    fn write(self, word: &str) -> Option<Vec<u8>> {
        let escaped = |sign: char, upper: bool| {
            (!word.is_ascii()).then(|| {
                let mut text = String::new();
                for byte in word.bytes() {
                    match byte {
                        byte if byte.is_ascii() => text.push(char::from(byte)),
                        byte if upper => text.push_str(&format!("{sign}{byte:02X}")),
                        byte => text.push_str(&format!("{sign}{byte:02x}")),
                    }
                }
                text.into_bytes()
            })
        };
        match self {
            Self::Utf8 => Some(word.as_bytes().to_vec()),
            Self::Utf16Le => Some(word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(word.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Base64(n_before) => Some(base64_inner(word.as_bytes(), n_before)),
            Self::Quoted => escaped('=', true),
            Self::Percent => escaped('%', true),
            Self::Hex => Some(data_encoding::HEXLOWER.encode(word.as_bytes()).into_bytes()),
            Self::Json => (!word.is_ascii()).then(|| {
                let write = |unit: u16| match char::from_u32(u32::from(unit)) {
                    Some(c) if c.is_ascii() => c.to_string(),
                    _ => format!("\\u{unit:04x}"),
                };
                word.encode_utf16().map(write).collect::<String>().into_bytes()
            }),
        }
    }
}

/// The signs of base64 that depend on the word alone, whatever stands before and behind it.
fn base64_inner(word: &[u8], n_before: usize) -> Vec<u8> {
    let mut bytes = vec![0; n_before];
    bytes.extend_from_slice(word);
    let n_bits = bytes.len() * 8;
    let signs = BASE64_STANDARD_NO_PAD.encode(&bytes).into_bytes();
    let first = (n_before * 8).div_ceil(6);
    signs[first..n_bits / 6].to_vec()
}

/// Finds any of many words in any form.
pub struct Needles {
    words: Vec<String>,
    searchers: Vec<(Form, Vec<usize>, AhoCorasick)>,
}

impl Needles {
    /// Makes ready.
    pub fn new(words: BTreeSet<String>) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        let searchers = Form::ALL
            .into_iter()
            .map(|form| {
                let (indexes, patterns): (Vec<usize>, Vec<Vec<u8>>) = words
                    .iter()
                    .enumerate()
                    .filter_map(|(index, word)| Some((index, form.write(word)?)))
                    .unzip();
                let searcher =
                    AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).unwrap();
                (form, indexes, searcher)
            })
            .collect();
        Self { words, searchers }
    }

    /// Returns how many words there are.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// Returns each word that stands in the bytes, with its form and what stands around it the first time.
    pub fn found_in(&self, bytes: &[u8]) -> BTreeMap<(&str, Form), String> {
        let mut found = BTreeMap::new();
        for (form, indexes, searcher) in &self.searchers {
            for at in searcher.find_overlapping_iter(bytes) {
                let word = self.words[indexes[at.pattern().as_usize()]].as_str();
                let around = at.start().saturating_sub(AROUND_BYTES)
                    ..(at.end() + AROUND_BYTES).min(bytes.len());
                found
                    .entry((word, *form))
                    .or_insert_with(|| String::from_utf8_lossy(&bytes[around]).into_owned());
            }
        }
        found
    }
}

#[test]
fn a_word_is_found_in_every_form() {
    let mut words = BTreeSet::new();
    words_of("Nováková, krátký pes 更新してください", &mut words);
    assert!(words.contains("Nováková") && words.contains("nováková"));
    assert!(words.contains("更新してく") && words.contains("てください") && !words.contains("pes"));
    let needles = Needles::new(words);
    for n_before in 0..3 {
        let text = format!("{}Nováková.", "x".repeat(n_before));
        let found = needles.found_in(BASE64_STANDARD_NO_PAD.encode(&text).as_bytes());
        assert!(found.keys().any(|(word, _)| *word == "Nováková"), "{n_before}: {found:?}");
    }
    for form in Form::ALL {
        let mut bytes = b"..".to_vec();
        bytes.extend(form.write("krátký").unwrap());
        bytes.push(b'.');
        let found = needles.found_in(&bytes);
        assert_eq!(found.keys().collect::<Vec<_>>(), [&("krátký", form)]);
    }
    assert!(needles.found_in(b"nothing of the sort").is_empty());
}
