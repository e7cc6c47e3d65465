//! What the act before this page did: a word in the address, a sentence on the page.
//!
//! Only words of this list become sentences, so that nobody can put words on our pages by a link.

use serde::Deserialize;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// A case was moved.
    Moved,
    /// A case was given to somebody.
    Assigned,
    /// A case was taken.
    Taken,
    /// A case was closed.
    Closed,
    /// A case was taken up again.
    Reopened,
    /// A note was kept.
    Noted,
    /// A reply was put on hold.
    Replied,
    /// A reply was taken back.
    Undone,
    /// A sender was confirmed.
    Confirmed,
    /// A suspected follow-up was joined.
    Joined,
    /// A message was added to one's own request.
    Added,
    /// A signing key was kept.
    Key,
    /// Single keys were switched.
    Keys,
    /// Something was proposed that takes two.
    Proposed,
    /// A proposal was approved; its proposer carries it out.
    Approved,
    /// A proposal was declined or taken back.
    Declined,
    /// What was approved was carried out.
    CarriedOut,
}

/// The part of an address that says what was done.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    /// What was done.
    pub done: Option<Done>,
}

impl Done {
    /// Returns the sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::Moved => "The case was moved.",
            Self::Assigned => "The case was assigned.",
            Self::Taken => {
                "The case is yours now. Each look at an original needs a line of reason."
            }
            Self::Closed => "The case is closed.",
            Self::Reopened => "The case is open again; nobody has it yet.",
            Self::Noted => "The note is kept.",
            Self::Replied => "The reply is held; it can be taken back until it leaves.",
            Self::Undone => "The reply was taken back; nothing of it left.",
            Self::Confirmed => "The sender belongs to the case now, and gets its replies.",
            Self::Joined => "The messages are in this case now, and their sender belongs to it.",
            Self::Added => "We have your message.",
            Self::Key => "The key is kept. It signs your replies from now on.",
            Self::Keys => "Single keys were switched.",
            Self::Proposed => "It is proposed, and waits for another who may do the same.",
            Self::Approved => "It is approved; whoever proposed it carries it out.",
            Self::Declined => "It will not be done.",
            Self::CarriedOut => "It is approved by two, and done.",
        }
        .to_owned()
    }
}
