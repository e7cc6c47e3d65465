//! What an act is done to, with the facts that the gate may ask about.

use std::collections::BTreeSet;

use crate::{
    AuthorityId, AuthorityKind, Case, Field, HandoverAsked, Holder, MessageId, Nominee, PersonId,
    Queue, Relation, StaffId, Stage,
};

/// What an act is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The installation as a whole: queues, settings, keys.
    House,
    /// One queue.
    Queue(Queue),
    /// One case, with the queue that holds it.
    Case {
        /// The case.
        case: Case,
        /// The queue that holds it.
        queue: Queue,
    },
    /// One message of a case.
    Message {
        /// Which message.
        message_id: MessageId,
        /// Who wrote it, if a person from outside did: they may not be the one who is asked about.
        author_person_id: Option<PersonId>,
        /// Who wrote it, if a member of the staff did: only they send it or take it back.
        author_staff_id: Option<StaffId>,
        /// The case.
        case: Case,
        /// The queue that holds it.
        queue: Queue,
    },
    /// One field of a person, within a case.
    Field {
        /// Which field.
        field: Field,
        /// Whose.
        person_id: PersonId,
        /// Who wants to learn it, for a disclosure.
        relation: Option<Relation>,
        /// The case it is asked in.
        case: Case,
        /// The queue that holds it.
        queue: Queue,
    },
    /// Breaking glass over a case.
    Emergency {
        /// The case.
        case: Case,
        /// The queue that holds it.
        queue: Queue,
        /// True while an earlier emergency of whoever asks was not reviewed.
        owes_review: bool,
    },
    /// One authority that was given.
    Authority {
        /// Which one.
        id: AuthorityId,
        /// Its kind.
        kind: AuthorityKind,
        /// Who gave it.
        issuer_id: PersonId,
        /// Who may use it.
        holder: Holder,
        /// Whose data it concerns.
        persons: BTreeSet<PersonId>,
    },
    /// One handover.
    Handover(Box<HandoverAsked>),
    /// One dispute, perhaps with a seat that is to be taken.
    Dispute(Box<DisputeAsked>),
    /// One person.
    Person(PersonId),
    /// One person on whose data there is a hold.
    HeldPerson(PersonId),
    /// One person who sits on the board of the house.
    BoardPerson(PersonId),
    /// One member of the staff.
    Staff(StaffId),
    /// One member of the staff who sits on the board.
    BoardMember(StaffId),
    /// The log.
    Log,
}

/// A dispute, with what decides who may sit in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeAsked {
    /// The case that it is.
    pub case: Case,
    /// The queue that holds it.
    pub queue: Queue,
    /// Where it stands.
    pub stage: Stage,
    /// Who worked on the case that it came from.
    pub engineers: BTreeSet<StaffId>,
    /// Who sat in the dispute whose ruling it reviews; of a ruling, also who sat in its own and does not any more.
    pub sat_before: BTreeSet<StaffId>,
    /// Who signed the ruling that is asked about.
    pub signers: BTreeSet<StaffId>,
    /// True where the ruling that is asked about is sealed.
    pub is_sealed: bool,
    /// Who is to sit.
    pub nominee: Option<Nominee>,
}

impl Resource {
    /// Returns the word for the kind of thing.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Queue(_) => "queue",
            Self::Case { .. } => "case",
            Self::Message { .. } => "message",
            Self::Field { .. } => "field",
            Self::Emergency { .. } => "emergency",
            Self::Authority { .. } => "authority",
            Self::Handover(_) => "handover",
            Self::Dispute(_) => "dispute",
            Self::Person(_) | Self::HeldPerson(_) | Self::BoardPerson(_) => "person",
            Self::Staff(_) | Self::BoardMember(_) => "staff",
            Self::Log => "log",
        }
    }

    /// Returns the id of the thing; the house and the log have their own names.
    pub fn id(&self) -> String {
        match self {
            Self::House => "house".to_owned(),
            Self::Queue(queue) => queue.id.to_string(),
            Self::Case { case, .. } => case.id.to_string(),
            Self::Message { message_id, .. } => message_id.to_string(),
            Self::Field { field, person_id, .. } => format!("{person_id}/{}", field.key),
            Self::Emergency { case, .. } => case.id.to_string(),
            Self::Authority { id, .. } => id.to_string(),
            Self::Handover(asked) => asked.handover.id.to_string(),
            Self::Dispute(asked) => asked.case.id.to_string(),
            Self::Person(id) | Self::HeldPerson(id) | Self::BoardPerson(id) => id.to_string(),
            Self::Staff(id) | Self::BoardMember(id) => id.to_string(),
            Self::Log => "log".to_owned(),
        }
    }

    /// Returns the case it is or belongs to.
    pub fn case(&self) -> Option<&Case> {
        match self {
            Self::Case { case, .. }
            | Self::Message { case, .. }
            | Self::Field { case, .. }
            | Self::Emergency { case, .. } => Some(case),
            Self::Handover(asked) => Some(&asked.case),
            Self::Dispute(asked) => Some(&asked.case),
            _ => None,
        }
    }

    /// Returns the version of the thing, where it counts its changes.
    pub fn version(&self) -> Option<i64> {
        match self {
            Self::Queue(queue) => Some(queue.version),
            _ => self.case().map(|case| case.version),
        }
    }

    /// Returns the queue it is or stands in.
    pub fn queue(&self) -> Option<&Queue> {
        match self {
            Self::Queue(queue)
            | Self::Case { queue, .. }
            | Self::Message { queue, .. }
            | Self::Field { queue, .. }
            | Self::Emergency { queue, .. } => Some(queue),
            Self::Handover(asked) => Some(&asked.queue),
            Self::Dispute(asked) => Some(&asked.queue),
            _ => None,
        }
    }

    /// Returns the person whose data it is.
    pub fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Case { case, .. } | Self::Emergency { case, .. } => Some(case.requester_id),
            Self::Message { author_person_id: Some(id), .. }
            | Self::Person(id)
            | Self::HeldPerson(id)
            | Self::BoardPerson(id) => Some(*id),
            Self::Handover(asked) => Some(asked.case.requester_id),
            Self::Dispute(asked) => Some(asked.case.requester_id),
            Self::Message { case, .. } => Some(case.requester_id),
            Self::Field { person_id, .. } => Some(*person_id),
            Self::Authority { persons, .. } if persons.len() == 1 => persons.first().copied(),
            _ => None,
        }
    }
}
