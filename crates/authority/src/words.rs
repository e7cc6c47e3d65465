//! Words: what each act is called when one speaks to people.

use model::{Act, AuthorityKind};

/// Returns what comes after "to": `answer a case`.
pub const fn act_words(act: Act) -> &'static str {
    match act {
        Act::CaseOpen => "open a case",
        Act::CaseAdd => "add a message to this case",
        Act::CaseList => "see the board of this queue",
        Act::CaseShow => "see this case",
        Act::CaseSearch => "search this queue",
        Act::CaseMove => "move this case to another queue",
        Act::CaseAssign => "hand out this case",
        Act::CaseNote => "leave a note on this case",
        Act::CaseReply => "answer this case",
        Act::CaseClose => "close this case",
        Act::CaseReopen => "take this case up again",
        Act::MessageUnseal => "open this sealed message",
        Act::MessageSend => "send this reply",
        Act::MessageUndo => "take this reply back",
        Act::MessageConfirm => "confirm the sender of this message",
        Act::MessageReport => "report what became of this message",
        Act::PersonFind => "find a person by address",
        Act::PersonRequests => "see the requests of this person",
        Act::PersonLooks => "see who looked at the data of this person",
        Act::PersonDestroy => "destroy the keys of this person",
        Act::QueueList => "see the queues",
        Act::QueueEdit => "change queues",
        Act::StaffList => "see the staff",
        Act::StaffInvite => "give a place on the staff",
        Act::StaffRemove => "end a place on the staff",
        Act::TokenCreate => "create a token",
        Act::TokenRevoke => "end a token",
        Act::KeySign => "set the key that signs mail",
        Act::KeyRotate => "renew the key-encryption key",
        Act::LogShow => "browse the log",
        Act::LogProve => "ask for a proof from the log",
        Act::ChangeList => "follow the changes",
        Act::ApprovalList => "see what waits for a second pair of eyes",
        Act::ApprovalPropose => "propose this to a second pair of eyes",
        Act::ApprovalApprove => "approve this as the second",
        Act::ApprovalDecline => "decline this",
        Act::PolicyShow => "read the policies",
        Act::PolicyChange => "change the policies",
    }
}

/// Returns what somebody does to get such an authority.
pub const fn authority_words(kind: AuthorityKind) -> &'static str {
    match kind {
        AuthorityKind::Clause => "act by a standing rule",
        AuthorityKind::Consent => "ask the person concerned to consent",
        AuthorityKind::Ruling => "file a dispute; an arbitrator may rule it",
        AuthorityKind::Precedent => "cite a ruling that stands for cases like this one",
        AuthorityKind::Motion => "ask the board for a motion",
        AuthorityKind::Emergency => "break glass; it is loud, short and reviewed",
    }
}
