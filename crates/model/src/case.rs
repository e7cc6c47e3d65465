//! Cases: anything followed to its end, and the rules of that way.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseId, CaseKind, CaseNumber, Due, PersonId, Queue, QueueId, StaffId, Tribunal};

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Nobody has taken it yet.
    Pending,
    /// Somebody works on it.
    Open,
    /// We wait for somebody else.
    Waiting,
    /// We think it is done.
    Resolved,
    /// It is over.
    Closed,
}

impl CaseState {
    /// Every state, in the order of the way.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Open, Self::Waiting, Self::Resolved, Self::Closed];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// The class of information, which decides how long it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Data about people, theirs by law.
    Personal,
    /// Subject of legal proceedings.
    Legal,
    /// Internal to the organisation.
    PrivateBusiness,
    /// For everyone.
    Public,
}

impl Class {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Legal => "legal",
            Self::PrivateBusiness => "private_business",
            Self::Public => "public",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        [Self::Personal, Self::Legal, Self::PrivateBusiness, Self::Public]
            .into_iter()
            .find(|class| class.as_str() == text)
    }
}

/// Who works on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Assignment {
    /// The member of the staff.
    pub staff_id: StaffId,
    /// True when they took it themself, and so give a reason for each unsealing.
    pub is_self: bool,
    /// Since when.
    pub at: Timestamp,
}

/// Anything followed to its end. Its texts are sealed and live beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its number, unique.
    pub number: CaseNumber,
    /// Where it stands.
    pub state: CaseState,
    /// Which queue holds it.
    pub queue_id: QueueId,
    /// Who asked.
    pub requester_id: PersonId,
    /// Who works on it.
    pub assignment: Option<Assignment>,
    /// The class of its information.
    pub class: Class,
    /// The running first-response clock.
    pub due: Option<Due>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When anything last happened on it.
    pub updated_at: Timestamp,
    /// How many messages it has.
    pub n_messages: i64,
    /// The language of its first message, ISO 639-3, when it could be told.
    pub language: Option<String>,
    /// Who sits in it, if it is a dispute or waits for the arbitrator of one.
    pub tribunal: Tribunal,
    /// Counts changes; every change names the version it read.
    pub version: i64,
}

/// Why a case does not go that way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The case is closed.
    #[error("the case is closed; reopen it first")]
    Closed,
    /// The case is not closed.
    #[error("the case is {}, only a closed or resolved case can be reopened", .0.as_str())]
    NotClosed(CaseState),
    /// The queue takes no cases any more.
    #[error("the queue takes no cases any more")]
    QueueInactive,
    /// The case already stands where it was to go.
    #[error("the case is already there")]
    NoChange,
}

impl Case {
    /// Returns the kind, which its number carries.
    pub const fn kind(&self) -> CaseKind {
        self.number.kind
    }

    /// Counts a message from outside in: the clock starts unless it runs, an ended case opens again.
    ///
    /// A machine's message starts no clock: nobody waits for an answer to it.
    pub fn received(self, queue: &Queue, is_automatic: bool, now: Timestamp) -> Self {
        let state = match self.state {
            CaseState::Waiting | CaseState::Resolved | CaseState::Closed if !is_automatic => {
                CaseState::Open
            }
            state => state,
        };
        let started = Due { since: now, target_secs: queue.first_response_secs };
        let due = if is_automatic { self.due } else { Some(self.due.unwrap_or(started)) };
        // Assignment ends at `closed`, so a case that opens again has nobody; it waits to be taken.
        let is_held = self.assignment.is_some() || self.tribunal.sits();
        let state = match (state, is_held) {
            (CaseState::Open, false) => CaseState::Pending,
            (state, _) => state,
        };
        Self { state, due, n_messages: self.n_messages + 1, updated_at: now, ..self }
    }

    /// Moves the case to a queue; its clock is measured anew by that queue's time.
    pub fn moved(self, queue: &Queue, now: Timestamp) -> Result<Self, CaseError> {
        if !queue.is_active {
            return Err(CaseError::QueueInactive);
        }
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        if self.queue_id == queue.id {
            return Err(CaseError::NoChange);
        }
        let due = self.due.map(|due| Due { target_secs: queue.first_response_secs, ..due });
        Ok(Self { queue_id: queue.id, due, updated_at: now, ..self })
    }

    /// Gives the case to someone.
    pub fn assigned(
        self,
        staff_id: StaffId,
        is_self: bool,
        now: Timestamp,
    ) -> Result<Self, CaseError> {
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        let state = if self.state == CaseState::Pending { CaseState::Open } else { self.state };
        let assignment = Some(Assignment { staff_id, is_self, at: now });
        Ok(Self { state, assignment, updated_at: now, ..self })
    }

    /// Counts a note in.
    pub fn noted(self, now: Timestamp) -> Self {
        Self { n_messages: self.n_messages + 1, updated_at: now, ..self }
    }

    /// Counts a reply in. The clock stops later, when the reply leaves.
    pub fn replied(self, now: Timestamp) -> Result<Self, CaseError> {
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        Ok(Self {
            state: CaseState::Waiting,
            n_messages: self.n_messages + 1,
            updated_at: now,
            ..self
        })
    }

    /// Takes a reply back: the case is worked on again.
    pub fn undone(self, now: Timestamp) -> Self {
        let state = if self.state == CaseState::Waiting { CaseState::Open } else { self.state };
        Self { state, updated_at: now, ..self }
    }

    /// Stops the clock, when a reply written at `written_at` has left: messages since then still wait.
    pub fn answered(self, written_at: Timestamp, now: Timestamp) -> Self {
        let due = self.due.filter(|due| due.since > written_at);
        Self { due, updated_at: now, ..self }
    }

    /// Ends the case; assignment and clock end with it.
    pub fn closed(self, now: Timestamp) -> Result<Self, CaseError> {
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        Ok(Self { state: CaseState::Closed, assignment: None, due: None, updated_at: now, ..self })
    }

    /// Marks the case as a legal inquiry: its clock ends, because the arbitrator of its dispute answers it.
    pub fn marked_legal(self, now: Timestamp) -> Result<Self, CaseError> {
        if self.class == Class::Legal {
            return Err(CaseError::NoChange);
        }
        Ok(Self { class: Class::Legal, due: None, updated_at: now, ..self })
    }

    /// Takes the requester's word that it helped: the case is done unless somebody says more.
    pub fn resolved(self, now: Timestamp) -> Self {
        let state = match self.state {
            CaseState::Closed => CaseState::Closed,
            _ => CaseState::Resolved,
        };
        Self { state, due: None, updated_at: now, ..self }
    }

    /// Takes the requester's word that it did not help: what was thought done is worked on again, and its clock runs.
    pub fn unresolved(self, queue: &Queue, now: Timestamp) -> Self {
        let state = match (self.state, self.assignment) {
            (CaseState::Closed, _) => CaseState::Closed,
            (_, Some(_)) => CaseState::Open,
            (_, None) => CaseState::Pending,
        };
        let started = Due { since: now, target_secs: queue.first_response_secs };
        let due = match state {
            CaseState::Closed => None,
            _ => Some(self.due.unwrap_or(started)),
        };
        Self { state, due, updated_at: now, ..self }
    }

    /// Counts something said in a hearing in; who has to answer it is not in the clock's hands.
    pub fn heard(self, now: Timestamp) -> Result<Self, CaseError> {
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        Ok(Self { due: None, ..self.noted(now) })
    }

    /// Puts the case into the hands of a tribunal that changed.
    pub fn seated(self, tribunal: Tribunal, now: Timestamp) -> Result<Self, CaseError> {
        if self.state == CaseState::Closed {
            return Err(CaseError::Closed);
        }
        let is_held = tribunal.sits();
        let state = match (is_held, self.state) {
            (true, CaseState::Pending) => CaseState::Open,
            (false, CaseState::Open) => CaseState::Pending,
            (_, state) => state,
        };
        Ok(Self { state, tribunal, updated_at: now, ..self })
    }

    /// Takes an ended case up again; nobody holds it until it is assigned anew.
    pub fn reopened(self, now: Timestamp) -> Result<Self, CaseError> {
        match self.state {
            CaseState::Closed | CaseState::Resolved => {
                Ok(Self { state: CaseState::Pending, assignment: None, updated_at: now, ..self })
            }
            state => Err(CaseError::NotClosed(state)),
        }
    }
}
