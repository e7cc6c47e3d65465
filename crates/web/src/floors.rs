//! What lower floors word in English, for readers of other languages. Each takes the English words where the reader's language has none.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::LazyLock};

use authority::PolicyText;
use model::Act;

use crate::{locale::Locale, say_of};

/// The policies that Chancery comes with: their names by their sentences.
static STANDING: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    PolicyText::standing_sentences().into_iter().map(|(id, sentence)| (sentence, id)).collect()
});

/// Returns what an act is called after "You may": `answer this case`.
pub fn act_words(act: Act) -> String {
    let name = act.as_str().replace('.', "-");
    say_of("act", &name).or_english(authority::act_words(act))
}

/// Returns the sentence of a policy. One that the house wrote itself is said as it was written.
pub fn sentence(english: &str) -> String {
    // The policies are not read for who reads them as they are.
    let id = if Locale::English.is_current() { None } else { STANDING.get(english) };
    id.map_or_else(|| english.to_owned(), |id| say_of("policy", id).or_english(english))
}

/// Returns the words with a capital at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
