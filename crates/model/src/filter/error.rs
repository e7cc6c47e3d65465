//! What is wrong with a filter: where it is, and what would be right. Never what was typed.

/// Why a text is not a filter. It names places and our own words only: what is typed may be personal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {words}")]
pub struct FilterError {
    /// Where it begins, in characters, from 1.
    pub column: usize,
    /// How many characters it is long, at least 1.
    pub length: usize,
    /// What is wrong and what would be right.
    pub words: String,
}

impl FilterError {
    /// Returns the text in three: before what is wrong, what is wrong, behind it.
    pub fn around(&self, text: &str) -> [String; 3] {
        let take = |from: usize, n: usize| text.chars().skip(from).take(n).collect();
        let from = self.column.saturating_sub(1);
        [take(0, from), take(from, self.length), take(from + self.length, usize::MAX)]
    }
}
