//! Messages: one thing said in a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Identity, MessageId, PersonId, StaffId};

/// Who may ever read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Said to or by the requester.
    Public,
    /// A note among the staff.
    Internal,
}

/// Which way it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From outside.
    In,
    /// From the staff.
    Out,
}

/// One thing said in a case. Its texts are sealed and live beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The case it belongs to.
    pub case_id: CaseId,
    /// Counts messages within the case from 1.
    pub position_index: i64,
    /// Who may ever read it.
    pub kind: MessageKind,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it: a person from outside. Exactly one of the two authors is set.
    pub author_person_id: Option<PersonId>,
    /// Who wrote it: a member of the staff.
    pub author_staff_id: Option<StaffId>,
    /// How sure we are of the author.
    pub identity: Identity,
    /// When it came or was written.
    pub at: Timestamp,
    /// False while a new sender waits for the staff to say that they belong to the case.
    pub is_confirmed: bool,
    /// Why it counts as sent by a machine; such a message is never answered by itself.
    pub automatic: Option<String>,
    /// What could not be understood about it, in words for the staff; `None` is nothing.
    pub fault: Option<String>,
    /// How many attachments it has.
    pub n_attachments: i64,
    /// The language of its text, ISO 639-3, when it could be told.
    pub language: Option<String>,
}

impl MessageKind {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        [Self::Public, Self::Internal].into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Direction {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        [Self::In, Self::Out].into_iter().find(|direction| direction.as_str() == text)
    }
}
