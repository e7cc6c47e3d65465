//! Ids: one type per noun, all UUIDv7, so that they sort by the moment they were drawn.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::Chance;

// A macro because fifteen hand-written copies would drift apart.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Draws a new id for this moment.
            pub fn draw(now: Timestamp, chance: &dyn Chance) -> Self {
                Self(draw(now, chance))
            }

            /// Wraps an id read from where it was kept.
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// Returns the bare UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(Uuid::try_parse(text)?))
            }
        }
    )*};
}

ids! {
    /// A case.
    CaseId,
    /// A message of a case.
    MessageId,
    /// A person whose data we hold.
    PersonId,
    /// A message that a member of the staff is writing.
    DraftId,
    /// What somebody has typed in a form and not sent.
    JottingId,
    /// A member of the staff.
    StaffId,
    /// A queue.
    QueueId,
    /// A ruling.
    RulingId,
    /// A direction of a ruling.
    DirectionId,
    /// A hold.
    HoldId,
    /// A link between two cases.
    CaseLinkId,
    /// A merge of one case into another.
    MergeId,
    /// A seat in a dispute, taken or declined.
    SeatId,
    /// An entry of the log.
    EntryId,
    /// A sealed blob: raw mail or an attachment.
    BlobId,
    /// One copy of an outgoing message on its way to one recipient.
    DeliveryId,
    /// A signed-in browser.
    SessionId,
    /// A bearer token of the API.
    ApiTokenId,
    /// A one-time link.
    LinkId,
    /// A piece of slow follow-up work.
    JobId,
    /// Bytes that were received and kept, not yet understood.
    IntakeId,
    /// A request from outside, for finding its log lines.
    RequestId,
    /// An act that was proposed and waits for a second pair of eyes.
    ApprovalId,
    /// What a requester said of an answer.
    OutcomeId,
    /// An agreement that a member of the staff accepted.
    AgreementId,
    /// A data key in the vault.
    KeyId,
    /// An authority that was given: a token.
    AuthorityId,
    /// A request for consent.
    ConsentId,
    /// That somebody of the staff met a person and saw who they are.
    AssuranceId,
    /// The value of a field of a person.
    FieldValueId,
    /// A saved view of the board.
    SavedViewId,
    /// A token taken to another system.
    PresentationId,
    /// A passkey, a password or an authenticator app of a person.
    FactorId,
    /// A fresh proof that it is them.
    ProofId,
    /// An OpenPGP key that a person has set down.
    SignatureKeyId,
    /// A template or a guide.
    SheetId,
    /// A guide at work in a case.
    GuideRunId,
    /// A tick at a step of a guide.
    TickId,
    /// A place where a case can be handed over to.
    DestinationId,
    /// A case given to a destination.
    HandoverId,
}

fn draw(now: Timestamp, chance: &dyn Chance) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &chance.bytes::<10>()).into_uuid()
}
