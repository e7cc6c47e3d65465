//! The first-response clock: when an answer is due, and why then.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A running first-response clock. It starts with the first unanswered message from outside and stops
/// when a public reply leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// When the first unanswered message came.
    pub since: Timestamp,
    /// How long the queue gives itself, in seconds.
    pub target_secs: i64,
}

impl Due {
    /// Returns the moment at which the answer is due.
    pub fn at(self) -> Timestamp {
        let target = SignedDuration::from_secs(self.target_secs);
        self.since.saturating_add(target).unwrap_or(Timestamp::MAX)
    }

    /// Says whether the moment has passed.
    pub fn is_late(self, now: Timestamp) -> bool {
        now > self.at()
    }
}
