//! What the act before this page did: a word in the address, a sentence on the page.
//!
//! Only words of this list become sentences, so that nobody can put words on our pages by a link.

use serde::Deserialize;

use crate::say;

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
    /// What was kept of a form was discarded.
    Discarded,
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
    /// A time zone was chosen.
    TimeZone,
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
    /// An OpenPGP key was set down.
    SignatureKey,
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
    /// The case that was named is part of this one.
    MovedOn,
    /// A case was merged into this one.
    Merged,
    /// A case was taken out again.
    Separated,
    /// A case was made of messages of another.
    Split,
    /// A case that was split off came home.
    CameHome,
    /// Two cases were linked.
    Linked,
    /// A link was taken away.
    Unlinked,
    /// A case was handed over.
    HandedOver,
    /// A handover was accepted.
    HandoverAccepted,
    /// A handover was declined.
    HandoverDeclined,
    /// A handover was taken back, or its lapse seen.
    HandoverWithdrawn,
    /// A destination was made or changed.
    DestinationKept,
    /// A destination was taken out of use.
    DestinationRetired,
    /// A destination was taken back into use.
    DestinationReturned,
    /// A queue was made or changed.
    QueueKept,
    /// A queue was retired.
    QueueRetired,
    /// A retired queue was taken up again.
    QueueReturned,
    /// A setting was changed.
    SettingChanged,
    /// A change of a setting was taken back.
    SettingUndone,
    /// Copies that waited are tried now.
    Retried,
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
        let words = match self {
            Self::Moved => say("notice-moved"),
            Self::Assigned => say("notice-assigned"),
            Self::Taken => say("notice-taken"),
            Self::Closed => say("notice-closed"),
            Self::Reopened => say("notice-reopened"),
            Self::Noted => say("notice-noted"),
            Self::Replied => say("notice-replied"),
            Self::Drafted => say("notice-drafted"),
            Self::Undrafted => say("notice-undrafted"),
            Self::Discarded => say("notice-discarded"),
            Self::Undone => say("notice-undone"),
            Self::Confirmed => say("notice-confirmed"),
            Self::Joined => say("notice-joined"),
            Self::Added => say("notice-added"),
            Self::Helped => say("notice-helped"),
            Self::NotHelped => say("notice-not-helped"),
            Self::Filed => say("notice-filed"),
            Self::Seated => say("notice-seated"),
            Self::Left => say("notice-left"),
            Self::Declined => say("notice-declined"),
            Self::Heard => say("notice-heard"),
            Self::Shared => say("notice-shared"),
            Self::Completed => say("notice-completed"),
            Self::Ruled => say("notice-ruled"),
            Self::Signed => say("notice-signed"),
            Self::Released => say("notice-released"),
            Self::Legal => say("notice-legal"),
            Self::Unheld => say("notice-unheld"),
            Self::Key => say("notice-key"),
            Self::Keys => say("notice-keys"),
            Self::KeysBound => say("notice-keys-bound"),
            Self::Notices => say("notice-notices"),
            Self::TimeZone => say("notice-time-zone"),
            Self::ViewKept => say("notice-view-kept"),
            Self::ViewRenamed => say("notice-view-renamed"),
            Self::ViewDropped => say("notice-view-dropped"),
            Self::ViewReturned => say("notice-view-returned"),
            Self::Passkey => say("notice-passkey"),
            Self::App => say("notice-app"),
            Self::SignatureKey => say("notice-signature-key"),
            Self::Password => say("notice-password"),
            Self::Removed => say("notice-removed"),
            Self::Proven => say("notice-proven"),
            Self::SessionEnded => say("notice-session-ended"),
            Self::SessionsEnded => say("notice-sessions-ended"),
            Self::Asked => say("notice-asked"),
            Self::Given => say("notice-given"),
            Self::Withheld => say("notice-withheld"),
            Self::Withdrawn => say("notice-withdrawn"),
            Self::GivenUp => say("notice-given-up"),
            Self::Changed => say("notice-changed"),
            Self::Broken => say("notice-broken"),
            Self::Ended => say("notice-ended"),
            Self::Judged => say("notice-judged"),
            Self::Proposed => say("notice-proposed"),
            Self::Approved => say("notice-approved"),
            Self::TurnedDown => say("notice-turned-down"),
            Self::CarriedOut => say("notice-carried-out"),
            Self::TakenUp => say("notice-taken-up"),
            Self::Placed => say("notice-placed"),
            Self::PlaceEnded => say("notice-place-ended"),
            Self::Deputy => say("notice-deputy"),
            Self::TokenEnded => say("notice-token-ended"),
            Self::Written => say("notice-written"),
            Self::Adopted => say("notice-adopted"),
            Self::Begun => say("notice-begun"),
            Self::Ticked => say("notice-ticked"),
            Self::Unticked => say("notice-unticked"),
            Self::SetAside => say("notice-set-aside"),
            Self::MovedOn => say("notice-moved-on"),
            Self::Merged => say("notice-merged"),
            Self::Separated => say("notice-separated"),
            Self::Split => say("notice-split"),
            Self::CameHome => say("notice-came-home"),
            Self::Linked => say("notice-linked"),
            Self::Unlinked => say("notice-unlinked"),
            Self::HandedOver => say("notice-handed-over"),
            Self::HandoverAccepted => say("notice-handover-accepted"),
            Self::HandoverDeclined => say("notice-handover-declined"),
            Self::HandoverWithdrawn => say("notice-handover-withdrawn"),
            Self::DestinationKept => say("notice-destination-kept"),
            Self::DestinationRetired => say("notice-destination-retired"),
            Self::DestinationReturned => say("notice-destination-returned"),
            Self::QueueKept => say("notice-queue-kept"),
            Self::QueueRetired => say("notice-queue-retired"),
            Self::QueueReturned => say("notice-queue-returned"),
            Self::SettingChanged => say("notice-setting-changed"),
            Self::SettingUndone => say("notice-setting-undone"),
            Self::Retried => say("notice-retried"),
        };
        words.to_string()
    }
}
