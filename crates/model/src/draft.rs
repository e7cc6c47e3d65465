//! Drafts: messages that are being written.

use std::str::FromStr;

use crate::Act;

/// What a draft becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKind {
    /// A public message to the requester.
    Reply,
    /// An internal message among the staff.
    Note,
}

impl DraftKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Note];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Returns the act that it is a draft for.
    pub const fn act(self) -> Act {
        match self {
            Self::Reply => Act::CaseReply,
            Self::Note => Act::CaseNote,
        }
    }
}

/// A word that names no kind of draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a draft is a reply or a note")]
pub struct DraftKindError;

impl FromStr for DraftKind {
    type Err = DraftKindError;

    fn from_str(text: &str) -> Result<Self, DraftKindError> {
        Self::of_str(text).ok_or(DraftKindError)
    }
}
