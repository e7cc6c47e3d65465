//! What lower floors word in English, for readers of other languages. Each takes the English words where the reader's language has none.

#[cfg(test)]
mod tests;

use model::Act;

use crate::say_of;

/// Returns what an act is called after "You may": `answer this case`.
pub fn act_words(act: Act) -> String {
    let name = act.as_str().replace('.', "-");
    say_of("act", &name).or_english(authority::act_words(act))
}

/// Returns the words with a capital at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
