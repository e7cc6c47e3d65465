//! What could not be understood, in words for the staff.

/// Faults of one mail that are told; a mail that has more is odd enough.
const FAULTS_MAX: usize = 20;

/// Collects faults, each once.
///
/// The words are fixed: a fault never repeats the mail's own words, so that it may be shown and logged.
#[derive(Default)]
pub(crate) struct Faults(Vec<&'static str>);

impl Faults {
    /// Adds a fault, if it is new.
    pub(crate) fn add(&mut self, words: &'static str) {
        if self.0.len() < FAULTS_MAX && !self.0.contains(&words) {
            self.0.push(words);
        }
    }

    /// Returns the words.
    pub(crate) fn into_words(self) -> Vec<String> {
        self.0.into_iter().map(str::to_owned).collect()
    }
}
