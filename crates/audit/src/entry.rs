//! The entry: what a write leaves in the log, stored once as canonical bytes.

use jiff::Timestamp;
use model::{Act, AuthorityRef, CaseId, EntryId, PersonId, Via, micros, timestamp_of_micros};
use serde::{Deserialize, Serialize};

use crate::permit::{Ground, PolicyRef, Who};

/// Octets of the largest entry; ids and clauses never come near it.
pub const ENTRY_BYTES_MAX: usize = 16 * 1024;

/// How an act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// The gate refused it.
    Refused,
}

impl Outcome {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// One line of the record. The order of the fields is the order of the canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The form of the bytes, 1.
    pub v: u8,
    /// Its id.
    pub id: EntryId,
    /// When it was decided, in UTC microseconds.
    at: i64,
    /// Who acted.
    pub who: Who,
    /// How they came in.
    pub via: Via,
    /// What they did.
    pub act: Act,
    /// How it ended.
    pub outcome: Outcome,
    /// To what kind of thing.
    pub resource_kind: String,
    /// To which one.
    pub resource_id: String,
    /// The case it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// The person whose data it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// The authorities used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<AuthorityRef>,
    /// The policies that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyRef>,
    /// The edition of the policies.
    pub edition: String,
    /// Keyed digest (HMAC-SHA256 under the log key) of what was written, hex; empty for a refusal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

/// Why bytes are not an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// They are not the JSON of an entry.
    #[error("entry bytes cannot be read")]
    Unreadable(#[source] serde_json::Error),
    /// They are an entry in another spelling.
    #[error("entry bytes are not canonical")]
    NotCanonical,
    /// They are too long.
    #[error("entry is longer than {ENTRY_BYTES_MAX} octets")]
    TooLong,
}

impl Entry {
    /// Makes the entry of an act that was permitted and done.
    pub fn done(id: EntryId, ground: Ground, digest: &[u8]) -> Self {
        let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::of_ground(id, ground, Outcome::Done, digest)
    }

    /// Makes the entry of an act that was refused.
    pub fn refused(id: EntryId, ground: Ground) -> Self {
        Self::of_ground(id, ground, Outcome::Refused, String::new())
    }

    fn of_ground(id: EntryId, ground: Ground, outcome: Outcome, digest: String) -> Self {
        Self {
            v: 1,
            id,
            at: micros(ground.at),
            who: ground.who,
            via: ground.via,
            act: ground.act,
            outcome,
            resource_kind: ground.resource_kind.to_owned(),
            resource_id: ground.resource_id,
            case_id: ground.case.map(|(id, _)| id),
            person_id: ground.person_id,
            authorities: ground.authorities,
            policies: ground.policies,
            edition: ground.edition,
            digest,
        }
    }

    /// Returns when it was decided.
    pub fn at(&self) -> Timestamp {
        timestamp_of_micros(self.at)
    }

    /// Returns the one spelling: compact JSON, fields in the order of the struct, empty ones left out.
    pub fn canonical(&self) -> Result<Vec<u8>, EntryError> {
        let bytes = serde_json::to_vec(self).map_err(EntryError::Unreadable)?;
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLong);
        }
        Ok(bytes)
    }

    /// Reads canonical bytes; any other spelling is refused.
    pub fn of_canonical(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLong);
        }
        let entry: Self = serde_json::from_slice(bytes).map_err(EntryError::Unreadable)?;
        if entry.canonical()? != bytes {
            return Err(EntryError::NotCanonical);
        }
        Ok(entry)
    }
}
