//! Acts: everything that an actor can do and the gate decides on.

use serde::{Deserialize, Serialize};

// A macro so that the list, the names and the reverse lookup cannot disagree.
macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// Something an actor does to a resource; the name is what policies, entries and scopes say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Act {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Act {
            /// Every act.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the name: noun, dot, verb.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Reads the name.
            pub fn of_str(text: &str) -> Option<Self> {
                match text { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

acts! {
    /// Opens a case, by a message from outside.
    CaseOpen = "case.open",
    /// Adds a message to a case from outside.
    CaseAdd = "case.add",
    /// Sees the board of a queue: redacted subjects, states, clocks.
    CaseList = "case.list",
    /// Sees one case's redacted texts.
    CaseShow = "case.show",
    /// Searches redacted texts by words and phrases.
    CaseSearch = "case.search",
    /// Moves a case to another queue.
    CaseMove = "case.move",
    /// Gives a case to a member of the staff, or takes it.
    CaseAssign = "case.assign",
    /// Writes an internal message.
    CaseNote = "case.note",
    /// Answers the requester.
    CaseReply = "case.reply",
    /// Ends a case.
    CaseClose = "case.close",
    /// Takes an ended case up again.
    CaseReopen = "case.reopen",
    /// Says whether an answer helped.
    CaseJudge = "case.judge",
    /// Marks a case as an external legal inquiry.
    CaseMarkLegal = "case.mark_legal",
    /// Says how a case belongs together with another.
    CaseLink = "case.link",
    /// Takes a link between two cases away.
    CaseUnlink = "case.unlink",
    /// Merges a case into another, or takes another in.
    CaseMerge = "case.merge",
    /// Takes a merged case out again.
    CaseSeparate = "case.separate",
    /// Makes a case of its own of chosen messages.
    CaseSplit = "case.split",
    /// Hands a case over to a destination.
    CaseHandOver = "case.hand_over",
    /// Lists what is on its way to, from and past one.
    HandoverList = "handover.list",
    /// Sees a handover.
    HandoverShow = "handover.show",
    /// Accepts what was handed over, or says that it was accepted outside.
    HandoverAccept = "handover.accept",
    /// Declines what was handed over, or says that it was declined outside.
    HandoverDecline = "handover.decline",
    /// Takes a handover back, or says that its lapse was seen.
    HandoverWithdraw = "handover.withdraw",
    /// Lets a handover that nobody accepted in time go back, louder.
    HandoverLapse = "handover.lapse",
    /// Sees where cases can be handed over to.
    DestinationList = "destination.list",
    /// Adds a destination.
    DestinationCreate = "destination.create",
    /// Changes a destination.
    DestinationEdit = "destination.edit",
    /// Takes a destination out of use, or back into it.
    DestinationRetire = "destination.retire",
    /// Files a dispute.
    DisputeFile = "dispute.file",
    /// Sees the hearing of a dispute, as far as one's part in it goes.
    DisputeShow = "dispute.show",
    /// Takes a seat in a dispute, or gives it to somebody.
    DisputeTake = "dispute.take",
    /// Declines to sit in a dispute.
    DisputeDecline = "dispute.decline",
    /// Hands a seat back.
    DisputeLeave = "dispute.leave",
    /// Ends a dispute that nobody takes.
    DisputeEnd = "dispute.end",
    /// Adds to what was filed.
    DisputeComplete = "dispute.complete",
    /// Speaks to parties of a dispute.
    DisputeHear = "dispute.hear",
    /// Confers within the tribunal.
    DisputeConfer = "dispute.confer",
    /// Lets the other parties see what one of them said.
    DisputeShare = "dispute.share",
    /// Rules in a dispute.
    DisputeRule = "dispute.rule",
    /// Asks a panel to review a ruling.
    DisputeAppeal = "dispute.appeal",
    /// Signs the text of a ruling as the second pair of eyes.
    RulingSign = "ruling.sign",
    /// Publishes an anonymised ruling.
    RulingRelease = "ruling.release",
    /// Opens the sealed original of a message.
    MessageUnseal = "message.unseal",
    /// Hands a reply over to the recipient's mail server.
    MessageSend = "message.send",
    /// Takes a held reply back.
    MessageUndo = "message.undo",
    /// Accepts a new sender's message as part of the case.
    MessageConfirm = "message.confirm",
    /// Records what became of a message that left.
    MessageReport = "message.report",
    /// Finds a person by exact address.
    PersonFind = "person.find",
    /// Sees one's own requests.
    PersonRequests = "person.requests",
    /// Sees who looked at one's own data.
    PersonLooks = "person.looks",
    /// Takes all that is held about oneself away.
    PersonExport = "person.export",
    /// Destroys a person's keys, and so their data everywhere.
    PersonDestroy = "person.destroy",
    /// Sees by what one signs in.
    FactorList = "factor.list",
    /// Sets up or replaces something by which one signs in.
    FactorAdd = "factor.add",
    /// Removes something by which one signs in.
    FactorRemove = "factor.remove",
    /// Sees where one is signed in.
    SessionList = "session.list",
    /// Ends a session of one's own.
    SessionEnd = "session.end",
    /// Says, with another, that somebody of the staff met a person and saw who they are.
    PersonAssure = "person.assure",
    /// Takes back that a person was met.
    AssuranceEnd = "assurance.end",
    /// Ends a hold on what is kept of a person.
    HoldEnd = "hold.end",
    /// Sees the queues.
    QueueList = "queue.list",
    /// Creates or changes a queue.
    QueueEdit = "queue.edit",
    /// Sees the members of the staff.
    StaffList = "staff.list",
    /// Gives a person a place on the staff and roles.
    StaffInvite = "staff.invite",
    /// Ends a person's place on the staff.
    StaffRemove = "staff.remove",
    /// Takes away all by which another signs in, when they have lost it.
    FactorReset = "factor.reset",
    /// Gives seats on a board that does not stand.
    BoardFound = "board.found",
    /// Takes the seat on the board that a motion or the command line gave.
    BoardJoin = "board.join",
    /// Says who stands in for oneself.
    DeputyName = "deputy.name",
    /// Chooses what one is told of, by what, and when not.
    NoticeChoose = "notice.choose",
    /// Accepts the agreement of the staff.
    AgreementAccept = "agreement.accept",
    /// Sees which agreements somebody accepted.
    AgreementShow = "agreement.show",
    /// Creates an API token.
    TokenCreate = "token.create",
    /// Ends an API token.
    TokenRevoke = "token.revoke",
    /// Imports or makes the key that signs one's own mail.
    KeySign = "key.sign",
    /// Starts a new epoch of the key-encryption key.
    KeyRotate = "key.rotate",
    /// Browses the log.
    LogShow = "log.show",
    /// Asks for an inclusion proof.
    LogProve = "log.prove",
    /// Follows the changes since a cursor.
    ChangeList = "change.list",
    /// Learns the value of a field of a person.
    FieldShow = "field.show",
    /// Changes the value of a field of a person.
    FieldEdit = "field.edit",
    /// Tells somebody else the value of a field of a person.
    FieldDisclose = "field.disclose",
    /// Asks a person for consent.
    ConsentAsk = "consent.ask",
    /// Gives the consent that was asked for, or part of it.
    ConsentGive = "consent.give",
    /// Declines to consent.
    ConsentDecline = "consent.decline",
    /// Sees which authorities one holds.
    AuthorityList = "authority.list",
    /// Takes an authority to another system.
    AuthorityPresent = "authority.present",
    /// Gives authority by a motion of the board.
    AuthorityGive = "authority.give",
    /// Takes an authority back.
    AuthorityWithdraw = "authority.withdraw",
    /// Sees who holds authority over one's own data.
    PersonAuthorities = "person.authorities",
    /// Breaks glass: takes an authority that nobody gave, loudly and for hours only.
    EmergencyDeclare = "emergency.declare",
    /// Judges an emergency afterwards.
    EmergencyReview = "emergency.review",
    /// Sees what waits for a second pair of eyes.
    ApprovalList = "approval.list",
    /// Proposes an act that takes two.
    ApprovalPropose = "approval.propose",
    /// Approves, as the second, what another proposed.
    ApprovalApprove = "approval.approve",
    /// Declines what another proposed, or takes back one's own.
    ApprovalDecline = "approval.decline",
    /// Reads the policies.
    PolicyShow = "policy.show",
    /// Puts other policies in force.
    PolicyChange = "policy.change",
    /// Reads the templates of replies.
    TemplateShow = "template.show",
    /// Writes an edition of a template.
    TemplateEdit = "template.edit",
    /// Reads the guides.
    GuideShow = "guide.show",
    /// Writes an edition of a guide.
    GuideEdit = "guide.edit",
    /// Begins a guide beside a case.
    GuideStart = "guide.start",
    /// Ticks a step of a guide.
    GuideTick = "guide.tick",
    /// Takes a tick back.
    GuideUntick = "guide.untick",
    /// Sets a guide beside a case aside.
    GuideStop = "guide.stop",
    /// Sees how the house runs: its settings, its ways in and out, its health.
    HouseShow = "house.show",
    /// Changes a setting that the house keeps itself.
    SettingChange = "setting.change",
    /// Has copies that wait for another try leave at once.
    DeliveryRetry = "delivery.retry",
}

impl Act {
    /// The acts that one can propose and another approve: for each there is a deed, which keeps the exact input until then.
    pub const PROPOSABLE: [Self; 8] = [
        Self::PolicyChange,
        Self::PersonDestroy,
        Self::FactorReset,
        Self::StaffInvite,
        Self::StaffRemove,
        Self::AuthorityGive,
        Self::PersonAssure,
        Self::FieldEdit,
    ];

    /// Says whether one can propose it and another approve.
    pub fn is_proposable(self) -> bool {
        Self::PROPOSABLE.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_reads_back() {
        for act in Act::ALL {
            assert_eq!(Act::of_str(act.as_str()), Some(*act));
        }
    }
}
