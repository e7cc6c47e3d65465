//! Deliveries: one copy of an outgoing message on its way to one recipient.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DeliveryId, MessageId, PersonId};

/// Where a copy stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Written, and can still be taken back.
    Held,
    /// Taken back by its author.
    Undone,
    /// Being handed over at this moment.
    Leaving,
    /// Handed over to the relay.
    Sent,
    /// The hand-over failed for now and is tried again.
    Deferred,
    /// The hand-over failed for good, or the recipient's server said so later.
    Failed,
    /// We stopped in the middle of handing it over; it is tried again under the same Message-ID.
    Uncertain,
    /// The gate refused it when it was about to leave.
    Refused,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::Undone,
        Self::Leaving,
        Self::Sent,
        Self::Deferred,
        Self::Failed,
        Self::Uncertain,
        Self::Refused,
    ];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Undone => "undone",
            Self::Leaving => "leaving",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Refused => "refused",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// To whom a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryTarget {
    /// A person of the case.
    Person(PersonId),
    /// The team's private channel.
    Channel,
}

/// One copy of a message on its way to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// What is sent.
    pub message_id: MessageId,
    /// To whom.
    pub target: DeliveryTarget,
    /// Where it stands.
    pub state: DeliveryState,
    /// When it leaves, or is tried next.
    pub leaves_at: Timestamp,
    /// How often the hand-over was tried.
    pub n_tries: i64,
    /// The enhanced status code of the last answer (RFC 3463), such as `4.4.1`.
    pub status: Option<String>,
    /// Counts changes, so that undo and leaving cannot both win.
    pub version: i64,
}
