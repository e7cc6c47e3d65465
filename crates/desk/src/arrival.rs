//! An arrival: a message from outside, from whichever door, before it has a case.

use jiff::Timestamp;
use model::{
    Actor, Case, CaseKind, Direction, Identity, IntakeId, Message, MessageId, MessageKind,
    PersonId, Personal, Queue,
};
use redact::Known;

use crate::{
    people::{Party, know_party},
    twins::Texts,
};

/// A message from outside, from whichever door, before it has a case.
pub(crate) struct Arrival {
    pub(crate) intake_id: Option<IntakeId>,
    pub(crate) actor: Actor,
    pub(crate) identity: Identity,
    pub(crate) sender: Party,
    pub(crate) others: Vec<Party>,
    pub(crate) texts: Texts,
    pub(crate) signature: Option<Personal<String>>,
    pub(crate) html: Option<Personal<String>>,
    pub(crate) files: Vec<model::Attachment>,
    pub(crate) automatic: Option<&'static str>,
    pub(crate) fault: Option<String>,
    pub(crate) mail_mac: Option<[u8; 32]>,
    pub(crate) body_mac: Option<[u8; 32]>,
    pub(crate) answers: Option<PersonId>,
}

impl Arrival {
    pub(crate) fn known(&self, mut known: Known) -> Known {
        know_party(&mut known, &self.sender);
        for party in &self.others {
            know_party(&mut known, party);
        }
        // A signature block usually begins with a name.
        if let Some(line) = self.signature.as_ref().and_then(|text| text.expose().lines().next()) {
            let is_name = line.split_whitespace().count() <= 4
                && line.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c));
            if is_name && !line.trim().is_empty() {
                known.push_name(line.trim(), Some(self.sender.id));
            }
        }
        known
    }

    pub(crate) fn message(
        &self,
        id: MessageId,
        case: &Case,
        is_confirmed: bool,
        language: Option<String>,
        now: Timestamp,
    ) -> Message {
        Message {
            id,
            case_id: case.id,
            position_index: case.n_messages,
            kind: MessageKind::Public,
            direction: Direction::In,
            author_person_id: Some(self.sender.id),
            author_staff_id: None,
            identity: self.identity,
            at: now,
            is_confirmed,
            automatic: self.automatic.map(str::to_owned),
            fault: self.fault.clone(),
            n_attachments: i64::try_from(self.files.len()).unwrap_or(i64::MAX),
            language,
        }
    }
}

// What comes to a dispute's address is filed as one; everything else is a request until the staff say more.
pub fn kind_for(queue: &Queue) -> CaseKind {
    if queue.name.as_str() == "disputes" { CaseKind::Dispute } else { CaseKind::Request }
}

/// Tells the language of a text, ISO 639-3, if it is long and clear enough.
pub fn language_of(text: &str) -> Option<String> {
    const CHARS_MIN: usize = 24;
    if text.chars().count() < CHARS_MIN {
        return None;
    }
    let told = whatlang::detect(text)?;
    told.is_reliable().then(|| told.lang().code().to_owned())
}
