//! Folding words for search: lower case, no diacritics, light stemming, pairs of signs where a script
//! writes no spaces; then a keyed hash of each, so that the index cannot be read.

use data_encoding::BASE32_NOPAD;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use db::{Phrases, Words};
use vault::WordKey;

use crate::{Desk, DeskError};

/// Words of one text that are made findable; what comes behind is not.
pub const WORDS_MAX: usize = 4_000;

/// Characters of the longest word; longer ones are cut.
const WORD_CHARS_MAX: usize = 48;

/// Octets of a word's hash: 40 bits, 8 characters of base 32. Two words of a vocabulary of a million meet by
/// chance in one case of two million, and then a search shows one case too many.
const HASH_BYTES: usize = 5;

impl Desk {
    /// Returns the hashes of a text's words under the newest word key, in order.
    pub fn words_of(&self, subject: &str, text: &str) -> Result<Words, DeskError> {
        let key = &self.vault.word_keys()?.newest;
        let folded = fold_words(&format!("{subject} {text}"));
        let hashes = folded.iter().map(|word| hash(key, word)).collect();
        Ok(Words { key_id: key.id(), hashes })
    }

    /// Hashes a query under each word key that stands.
    pub(crate) fn hashed_queries(
        &self,
        phrases: &[Vec<String>],
    ) -> Result<Vec<Phrases>, DeskError> {
        let keys = self.vault.word_keys()?;
        let under = |key: &WordKey| {
            let phrase = |words: &Vec<String>| words.iter().map(|word| hash(key, word)).collect();
            phrases.iter().map(phrase).collect()
        };
        Ok(std::iter::once(&keys.newest).chain(&keys.before).map(under).collect())
    }
}

fn hash(key: &WordKey, word: &str) -> String {
    let mac = key.hash(word);
    BASE32_NOPAD.encode(mac.get(..HASH_BYTES).unwrap_or_default()).to_ascii_lowercase()
}

/// Folds a text into words, in order.
///
/// Languages are not told apart: a query says too little to know its language, so one light stemmer by script
/// must serve text and query alike. Placeholders such as `[person 1]` are one word each.
pub fn fold_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split_word_bounds() {
        if words.len() >= WORDS_MAX {
            break;
        }
        let folded: String = word
            .nfkd()
            .filter(|c| !is_combining_mark(*c) && c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .take(WORD_CHARS_MAX)
            .collect();
        if folded.is_empty() {
            continue;
        }
        if folded.chars().any(is_unspaced) {
            push_signs(&mut words, &folded);
        } else {
            words.push(stem(&folded));
        }
    }
    words
}

// Chinese and Japanese write no spaces and no dictionary is at hand, so each sign is a word: a phrase of
// signs then finds exactly the places where they stand together (ADR 0004).
fn push_signs(words: &mut Vec<String>, folded: &str) {
    let mut run = String::new();
    for c in folded.chars() {
        if is_unspaced(c) {
            if !run.is_empty() {
                words.push(stem(&std::mem::take(&mut run)));
            }
            words.push(c.to_string());
        } else {
            run.push(c);
        }
    }
    if !run.is_empty() {
        words.push(stem(&run));
    }
}

const fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FA1F)
}

fn stem(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let algorithm = if word.chars().all(|c| matches!(c, 'а'..='я' | 'ё')) {
        Algorithm::Russian
    } else if word.is_ascii() {
        Algorithm::English
    } else {
        return word.to_owned();
    };
    Stemmer::create(algorithm).stem(word).into_owned()
}

/// Reads a query: words, and phrases in quotation marks.
pub fn query_phrases(query: &str) -> Vec<Vec<String>> {
    let mut phrases = Vec::new();
    for (index, part) in query.split('"').enumerate() {
        // Between an odd and an even quotation mark stands a phrase.
        if index % 2 == 1 {
            phrases.push(fold_words(part));
            continue;
        }
        for word in part.split_whitespace() {
            phrases.push(fold_words(word));
        }
    }
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(fold_words(text), expect, "{text}");
    }

    #[test]
    fn folds_alike_what_people_write_alike() {
        check("Certificates renewed", &["certif", "renew"]);
        check("Žádost o obnovení", &["zadost", "o", "obnoveni"]);
        check("証明書の更新", &["証", "明", "書", "の", "更", "新"]);
        check("error 0x80070005", &["error", "0x80070005"]);
        check("", &[]);
    }

    #[test]
    fn a_query_is_words_and_phrases() {
        assert_eq!(
            query_phrases("lost \"new phone\" 証明書"),
            vec![
                vec!["lost".to_owned()],
                vec!["new".to_owned(), "phone".to_owned()],
                vec!["証".to_owned(), "明".to_owned(), "書".to_owned()],
            ]
        );
        assert!(query_phrases("\"\" \" ").is_empty());
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,200}") {
            prop_assert!(fold_words(&text).len() <= WORDS_MAX + 200);
            query_phrases(&text);
        }
    }
}
