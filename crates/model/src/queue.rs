//! Queues: triage buckets, editable, each with its own first-response time and staff.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{QueueId, Role};

/// Characters of the longest queue name.
const NAME_CHARS_MAX: usize = 32;

/// A queue's name: lower-case letters, digits and dashes; it is also the local part of its mail address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QueueName(String);

/// Why a text is not a queue's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a queue name; use up to 32 lower-case letters, digits and dashes, a letter first")]
pub struct QueueNameError;

impl QueueName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, QueueNameError> {
        let is_name = text.len() <= NAME_CHARS_MAX
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if is_name { Ok(Self(text.to_owned())) } else { Err(QueueNameError) }
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueueName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for QueueName {
    type Error = QueueNameError;

    fn try_from(text: String) -> Result<Self, QueueNameError> {
        Self::parse(&text)
    }
}

impl From<QueueName> for String {
    fn from(name: QueueName) -> Self {
        name.0
    }
}

/// A triage bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// Its name, unique.
    pub name: QueueName,
    /// How soon a message from outside is answered, in seconds.
    pub first_response_secs: i64,
    /// Who staffs it: holders of any of these roles.
    pub roles: BTreeSet<Role>,
    /// Its place in lists, from 0.
    pub position_index: i64,
    /// False when no case may enter it any more.
    pub is_active: bool,
    /// Counts changes, for a check before a change.
    pub version: i64,
}
