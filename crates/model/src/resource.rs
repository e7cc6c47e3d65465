//! What an act is done to, with the facts that the gate may ask about.

use crate::{Case, MessageId, PersonId, Queue, StaffId};

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
    /// One person.
    Person(PersonId),
    /// One member of the staff.
    Staff(StaffId),
    /// The log.
    Log,
}

impl Resource {
    /// Returns the word for the kind of thing.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Queue(_) => "queue",
            Self::Case { .. } => "case",
            Self::Message { .. } => "message",
            Self::Person(_) => "person",
            Self::Staff(_) => "staff",
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
            Self::Person(id) => id.to_string(),
            Self::Staff(id) => id.to_string(),
            Self::Log => "log".to_owned(),
        }
    }

    /// Returns the case it is or belongs to.
    pub const fn case(&self) -> Option<&Case> {
        match self {
            Self::Case { case, .. } | Self::Message { case, .. } => Some(case),
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
    pub const fn queue(&self) -> Option<&Queue> {
        match self {
            Self::Queue(queue) | Self::Case { queue, .. } | Self::Message { queue, .. } => {
                Some(queue)
            }
            _ => None,
        }
    }

    /// Returns the person whose data it is.
    pub const fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::Case { case, .. } => Some(case.requester_id),
            Self::Message { author_person_id: Some(id), .. } | Self::Person(id) => Some(*id),
            Self::Message { case, .. } => Some(case.requester_id),
            _ => None,
        }
    }
}
