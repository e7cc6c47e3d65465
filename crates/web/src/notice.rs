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
    /// A draft was kept.
    Drafted,
    /// An empty draft was not kept.
    Undrafted,
    /// A reply was taken back.
    Undone,
    /// A sender was confirmed.
    Confirmed,
    /// A suspected follow-up was joined.
    Joined,
    /// A message was added to one's own request.
    Added,
    /// A requester said that an answer helped.
    Helped,
    /// A requester said that an answer did not help.
    NotHelped,
    /// A dispute was filed.
    Filed,
    /// A seat was taken.
    Seated,
    /// A seat was handed back.
    Left,
    /// A dispute was declined.
    Declined,
    /// Something was said in a hearing.
    Heard,
    /// What a party said was shared.
    Shared,
    /// A missing part was added.
    Completed,
    /// A ruling was made.
    Ruled,
    /// A ruling was signed.
    Signed,
    /// A ruling was published.
    Released,
    /// A case was marked as a legal inquiry.
    Legal,
    /// A hold was ended.
    Unheld,
    /// A signing key was kept.
    Key,
    /// Single keys were switched.
    Keys,
    /// Keys were bound.
    KeysBound,
    /// What one is told of was chosen.
    Notices,
    /// A view was kept.
    ViewKept,
    /// A view was renamed.
    ViewRenamed,
    /// A view was dropped.
    ViewDropped,
    /// A dropped view was brought back.
    ViewReturned,
    /// A passkey was added.
    Passkey,
    /// An authenticator app was set up.
    App,
    /// A password was set.
    Password,
    /// Something by which one signs in was removed.
    Removed,
    /// One showed that it is oneself.
    Proven,
    /// A session was ended.
    SessionEnded,
    /// All other sessions were ended.
    SessionsEnded,
    /// The requester was asked for consent.
    Asked,
    /// Consent was given.
    Given,
    /// Consent was declined.
    Withheld,
    /// An authority was taken back.
    Withdrawn,
    /// An authority was given up.
    GivenUp,
    /// A field was changed.
    Changed,
    /// Glass was broken.
    Broken,
    /// An emergency was ended.
    Ended,
    /// An emergency was judged.
    Judged,
    /// Something was proposed that takes two.
    Proposed,
    /// A proposal was approved; its proposer carries it out.
    Approved,
    /// A proposal was declined or taken back.
    TurnedDown,
    /// What was approved was carried out.
    CarriedOut,
    /// What the command line proposed was moved.
    TakenUp,
    /// A place was given.
    Placed,
    /// A place was ended.
    PlaceEnded,
    /// A deputy was named.
    Deputy,
    /// A token was ended.
    TokenEnded,
    /// An edition of a template or a guide was written.
    Written,
    /// What Chancery comes with was taken over.
    Adopted,
    /// A guide was begun.
    Begun,
    /// A step was ticked.
    Ticked,
    /// A tick was taken back.
    Unticked,
    /// A guide was set aside.
    SetAside,
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
            Self::Drafted => "The draft is kept; nobody but you reads it.",
            Self::Undrafted => "Nothing was written, so no draft is kept.",
            Self::Undone => {
                "The reply was taken back; nothing of it left. Its text is your draft again, below."
            }
            Self::Confirmed => "The sender belongs to the case now, and gets its replies.",
            Self::Joined => "The messages are in this case now, and their sender belongs to it.",
            Self::Added => "We have your message.",
            Self::Helped => "Thank you. The request is resolved; a new message opens it again.",
            Self::NotHelped => "We know that it did not help yet. Tell us what is lacking.",
            Self::Filed => "The dispute is filed; it waits for its tribunal.",
            Self::Seated => "The seat is taken.",
            Self::Left => "The seat is handed back; the dispute waits for somebody else.",
            Self::Declined => "It is on record that this dispute was declined.",
            Self::Heard => "It is said. What goes out by mail can be taken back until it leaves.",
            Self::Shared => "Both parties can read it now; the other one reads it redacted.",
            Self::Completed => "The missing part is added.",
            Self::Ruled => "The ruling is written. Below is where it stands.",
            Self::Signed => "You signed the ruling.",
            Self::Released => "The ruling is published, anonymised.",
            Self::Legal => {
                "The case is a legal inquiry now: a hold is set, a dispute is open, those who must know are told."
            }
            Self::Unheld => "The hold has ended.",
            Self::Key => "The key is kept. It signs your replies from now on.",
            Self::Keys => "Single keys were switched.",
            Self::KeysBound => "Your keys are kept, and act on the next page.",
            Self::Notices => "Your notices are kept.",
            Self::ViewKept => "The view is kept; it stands at the left.",
            Self::ViewRenamed => "The view has its new name.",
            Self::ViewDropped => "The view is dropped. It can be brought back, below.",
            Self::ViewReturned => "The view is back.",
            Self::Passkey => "The passkey is kept. Sign in with it from now on.",
            Self::App => "The app is set up. Its codes count from now on.",
            Self::Password => "The password is kept. It signs in together with a code.",
            Self::Removed => "It is removed, and all your other sessions have ended.",
            Self::Proven => "You have shown that it is you.",
            Self::SessionEnded => "The session has ended.",
            Self::SessionsEnded => "All other sessions have ended.",
            Self::Asked => "The member is asked, by mail and on their pages.",
            Self::Given => "You agreed. Here is what was given; you can take it back at any time.",
            Self::Withheld => "You declined, and nothing was opened.",
            Self::Withdrawn => "It is taken back, and allows nothing from now on.",
            Self::GivenUp => "You gave it up, and it allows nothing from now on.",
            Self::Changed => "It is changed, on record, and shown to the person.",
            Self::Broken => "The glass is broken, and the alarm is out. Each use is listed.",
            Self::Ended => "The emergency is over; it still waits for its review.",
            Self::Judged => "The review is kept.",
            Self::Proposed => "It is proposed, and waits for another who may do the same.",
            Self::Approved => "It is approved; whoever proposed it carries it out.",
            Self::TurnedDown => "It will not be done.",
            Self::CarriedOut => "It is approved by two, and done.",
            Self::TakenUp => "You took it up; it waits for another who may do the same.",
            Self::Placed => "The place is given.",
            Self::PlaceEnded => "The place is ended, and with it all that it held.",
            Self::Deputy => "Your deputy is noted.",
            Self::TokenEnded => "The token is ended; whoever shows it is nobody.",
            Self::Written => "The edition is kept, and in use from now on.",
            Self::Adopted => "What was missing is taken over; nothing of yours was touched.",
            Self::Begun => "The guide stands beside the case.",
            Self::Ticked => "The step is ticked, on record.",
            Self::Unticked => "The tick is taken back; that it was there stays on record.",
            Self::SetAside => "The guide is set aside; what was ticked stays on record.",
        }
        .to_owned()
    }
}
