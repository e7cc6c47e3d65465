//! What a transaction changed: a chain of keyed digests, whose end stands in its entry.

use crate::key::{LogKey, Purpose};

/// The chain: the digest so far, then what came. It holds any number of changes in 32 octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes([u8; 32]);

impl Changes {
    /// Begins with nothing changed.
    pub fn none(key: &LogKey) -> Self {
        Self(key.digest(Purpose::Change, &[]))
    }

    /// Adds a change: what was changed, and by what it is known.
    pub fn add(&mut self, key: &LogKey, what: &str, parts: &[&[u8]]) {
        let parts: Vec<&[u8]> =
            [&self.0, what.as_bytes()].into_iter().chain(parts.iter().copied()).collect();
        self.0 = key.digest(Purpose::Change, &parts);
    }

    /// Returns the end of the chain.
    pub const fn digest(&self) -> &[u8; 32] {
        &self.0
    }
}
