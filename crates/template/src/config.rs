//! The one configuration, the same for all sources.

use serde::{Deserialize, Serialize};

/// What is learnt, how fast, and how much of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The key of all hashes. Draw it at random once per installation: whoever knows it can make lines collide.
    pub key: u64,
    /// How many sources are told apart.
    pub sources_max: usize,
    /// How many forms of lines a source may ever have; a kind has at least one.
    pub forms_max: usize,
    /// How many bytes the templates and samples of all sources together may take.
    pub bytes_max: usize,
    /// How many forms may be born at once.
    pub births_max: u32,
    /// After how many seconds one more may be born.
    pub birth_secs: u64,
    /// How many lines are kept as they were, for each kind. They may hold personal data.
    pub samples_max: usize,
    /// For how many seconds from its first line a source is only learnt, and nothing is new.
    pub learning_secs: u64,
    /// For how many lines at least.
    pub learning_lines: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            key: 0x5EED,
            sources_max: 1_024,
            forms_max: 8_192,
            bytes_max: 256 * 1024 * 1024,
            births_max: 2_048,
            birth_secs: 30,
            samples_max: 3,
            learning_secs: 24 * 60 * 60,
            learning_lines: 1_000,
        }
    }
}
