//! Affairs: several cases that belong together. Which may be linked, merged, taken apart and split, and what becomes of them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Case, CaseKind, CaseNumber, CaseState, Class, Due, MessageId, PersonId};

/// Cases that one takes in; its page shows the messages of all of them.
const PARTS_MAX: usize = 20;

/// Messages of which one case is made in one go.
pub const SPLIT_MAX: usize = 200;

/// How two cases belong together, read from the one that the link starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Who works on one wants to know of the other.
    Related,
    /// The same was asked twice.
    DuplicateOf,
    /// The other one is the cause.
    CausedBy,
    /// It goes on where the other one ended.
    FollowUpOf,
    /// It was made of messages of the other; set by splitting alone.
    SplitFrom,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Related, Self::DuplicateOf, Self::CausedBy, Self::FollowUpOf, Self::SplitFrom];

    /// The kinds that somebody chooses.
    pub const CHOSEN: [Self; 4] =
        [Self::Related, Self::DuplicateOf, Self::CausedBy, Self::FollowUpOf];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::DuplicateOf => "duplicate_of",
            Self::CausedBy => "caused_by",
            Self::FollowUpOf => "follow_up_of",
            Self::SplitFrom => "split_from",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Says whether it reads alike from both sides.
    pub const fn is_mutual(self) -> bool {
        matches!(self, Self::Related)
    }
}

/// What decides whether two cases may become one, beside the cases themselves.
#[derive(Clone, Debug, Default)]
pub struct Mergeable {
    /// Who takes part in it and gets its replies.
    pub participants: BTreeSet<PersonId>,
    /// True where it is part of another.
    pub is_part: bool,
    /// How many others are part of it.
    pub n_parts: usize,
    /// True where a dispute came from it.
    pub is_disputed: bool,
    /// True where a reply of ours has not left yet.
    pub has_held_reply: bool,
    /// True where a new sender waits to be confirmed.
    pub has_new_sender: bool,
    /// True where a guide is at work beside it.
    pub has_guide: bool,
    /// True where somebody was asked for consent and has not answered.
    pub awaits_consent: bool,
    /// True where it was made of messages of the other.
    pub is_split_from_other: bool,
}

/// Why cases are not linked, merged, taken apart or split.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AffairError {
    /// It is the same case.
    #[error("that is this very case; name another")]
    Itself,
    /// The merged one is part of another already.
    #[error("{0} is part of another case already; take it apart there first")]
    IsPart(CaseNumber),
    /// The one that would take it in is part of another.
    #[error("{0} is part of another case itself; merge into that one")]
    IntoPart(CaseNumber),
    /// Others are part of the merged one.
    #[error(
        "other cases are part of {0}; take them apart first, or merge the other way round, into {0}"
    )]
    HasParts(CaseNumber),
    /// The one that would take it in has as many as it can hold.
    #[error("{number} holds {n_max} cases already; link them instead", n_max = PARTS_MAX)]
    Full {
        /// Which.
        number: CaseNumber,
    },
    /// The one that would take it in has ended.
    #[error("{0} is closed; take it up again first, or merge the other way round")]
    IntoClosed(CaseNumber),
    /// The merged one has ended.
    #[error("{0} is closed, and nobody has it; take it up again first, or link them instead")]
    FromClosed(CaseNumber),
    /// They are of two kinds.
    #[error(
        "they are of two kinds, a {} and a {}, and a kind never changes; link them instead",
        .0.as_str(),
        .1.as_str()
    )]
    Kinds(CaseKind, CaseKind),
    /// They come from two requesters.
    #[error(
        "two people asked, and neither may read what the other wrote or was answered; link them instead"
    )]
    Requesters,
    /// Others take part in one than in the other.
    #[error(
        "others take part in one of them who do not in the other, and a reply would go to them; link them instead"
    )]
    Participants,
    /// A tribunal hears one.
    #[error("a tribunal hears one of them, or a dispute came from it; link them instead")]
    Disputed,
    /// One is a legal inquiry.
    #[error("one of them is a legal inquiry, which stays as it is; link them instead")]
    Legal,
    /// A reply has not left yet.
    #[error("a reply in {0} has not left yet; let it leave or take it back first")]
    HeldReply(CaseNumber),
    /// A new sender waits.
    #[error("a new sender in {0} waits to be confirmed; decide that first")]
    NewSender(CaseNumber),
    /// A guide is at work.
    #[error(
        "a guide is at work beside {0}; finish it and set it aside first, or merge the other way round"
    )]
    Guide(CaseNumber),
    /// Consent was asked for.
    #[error(
        "somebody was asked for consent in {0} and has not answered; merge the other way round"
    )]
    Consent(CaseNumber),
    /// It is not part of anything.
    #[error("{0} is not part of this case, or not any more")]
    NotPart(CaseNumber),
    /// Nothing was chosen.
    #[error("choose the messages that are to be a case of their own")]
    NothingChosen,
    /// Too much was chosen.
    #[error("at most {n_max} messages in one go", n_max = SPLIT_MAX)]
    TooManyChosen,
    /// All were chosen.
    #[error("nothing would stay here; leave at least one message, or keep the case as it is")]
    AllChosen,
    /// The first was chosen.
    #[error("the first message says what this case is about, and stays; choose among the others")]
    FirstChosen,
    /// What was chosen is not in the case.
    #[error("a chosen message is not in this case any more; look at it again")]
    NotHere,
    /// Nothing of the chosen is from outside.
    #[error("choose at least one message that came in; a case is what somebody asked")]
    NoneFromOutside,
    /// The first of what came in is another's.
    #[error(
        "the first chosen message that came in is not the requester's, and the new case would tell them of it by its subject; choose one of theirs with it"
    )]
    OfAnother,
    /// A chosen note belongs to a step of a guide.
    #[error("a chosen note was written with a step of a guide, and stays with it")]
    OfGuide,
    /// A chosen message is by a new sender.
    #[error("a new sender's message is among the chosen; confirm it first, or leave it here")]
    UnconfirmedChosen,
    /// A chosen message came from a part.
    #[error("a chosen message came with {0}; take that case apart instead")]
    OfPart(CaseNumber),
}

/// Says whether a case may become part of another.
pub fn may_merge(from: (&Case, &Mergeable), into: (&Case, &Mergeable)) -> Result<(), AffairError> {
    let ((from, of), (into, to)) = (from, into);
    if from.id == into.id {
        return Err(AffairError::Itself);
    }
    if of.is_part {
        return Err(AffairError::IsPart(from.number));
    }
    if to.is_part {
        return Err(AffairError::IntoPart(into.number));
    }
    if of.n_parts > 0 {
        return Err(AffairError::HasParts(from.number));
    }
    if to.n_parts >= PARTS_MAX {
        return Err(AffairError::Full { number: into.number });
    }
    if from.kind() != into.kind() {
        return Err(AffairError::Kinds(from.kind(), into.kind()));
    }
    if [from, into].iter().any(|case| case.kind() == CaseKind::Dispute || case.tribunal.sits())
        || of.is_disputed
        || to.is_disputed
    {
        return Err(AffairError::Disputed);
    }
    if from.class == Class::Legal || into.class == Class::Legal {
        return Err(AffairError::Legal);
    }
    if into.state == CaseState::Closed {
        return Err(AffairError::IntoClosed(into.number));
    }
    if from.state == CaseState::Closed {
        return Err(AffairError::FromClosed(from.number));
    }
    at_rest(from, of)?;
    // Who asked comes last: before it stands what whoever merges sees anyway, so that whether two cases are one person's is
    // hardly ever told without a merge that is on record.
    if from.requester_id != into.requester_id {
        return Err(AffairError::Requesters);
    }
    // What was split off goes home with whoever took part there; they read it there before.
    let is_home = of.is_split_from_other && of.participants.is_subset(&to.participants);
    if !is_home && of.participants != to.participants {
        return Err(AffairError::Participants);
    }
    Ok(())
}

/// Says whether nothing is on its way in a case that is to become part of another.
fn at_rest(case: &Case, of: &Mergeable) -> Result<(), AffairError> {
    if of.has_held_reply {
        return Err(AffairError::HeldReply(case.number));
    }
    if of.has_new_sender {
        return Err(AffairError::NewSender(case.number));
    }
    if of.has_guide {
        return Err(AffairError::Guide(case.number));
    }
    if of.awaits_consent {
        return Err(AffairError::Consent(case.number));
    }
    Ok(())
}

/// Says whether these of a case's messages, given in their order, may be a case of their own.
pub fn may_split(
    case: &Case,
    messages: &[MessageId],
    chosen: &BTreeSet<MessageId>,
) -> Result<(), AffairError> {
    if case.kind() == CaseKind::Dispute || case.tribunal.sits() {
        return Err(AffairError::Disputed);
    }
    if case.class == Class::Legal {
        return Err(AffairError::Legal);
    }
    if chosen.is_empty() {
        return Err(AffairError::NothingChosen);
    }
    if chosen.len() > SPLIT_MAX {
        return Err(AffairError::TooManyChosen);
    }
    if !chosen.iter().all(|id| messages.contains(id)) {
        return Err(AffairError::NotHere);
    }
    if chosen.len() == messages.len() {
        return Err(AffairError::AllChosen);
    }
    if messages.first().is_some_and(|first| chosen.contains(first)) {
        return Err(AffairError::FirstChosen);
    }
    Ok(())
}

/// How a case stood before a merge changed it, to be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where it stood.
    pub state: CaseState,
    /// Who worked on it.
    pub assignment: Option<crate::Assignment>,
    /// Its clock.
    pub due: Option<Due>,
}

impl Before {
    /// Notes how a case stands.
    pub const fn of(case: &Case) -> Self {
        Self { state: case.state, assignment: case.assignment, due: case.due }
    }
}

impl Case {
    /// Makes the case part of another: nobody works on it by itself any more, and its clock runs there.
    pub fn become_part(self, now: Timestamp) -> Self {
        Self { state: CaseState::Closed, assignment: None, due: None, updated_at: now, ..self }
    }

    /// Takes another case in: the stricter clock stays, and what was thought done is worked on again while somebody waits.
    pub fn taking_in(self, other: &Self, now: Timestamp) -> Self {
        let due = match (self.due, other.due) {
            (Some(own), Some(others)) if others.at() < own.at() => Some(others),
            (own, others) => own.or(others),
        };
        let is_held = self.assignment.is_some();
        let state = match self.state {
            CaseState::Waiting | CaseState::Resolved if other.due.is_some() && is_held => {
                CaseState::Open
            }
            CaseState::Waiting | CaseState::Resolved if other.due.is_some() => CaseState::Pending,
            state => state,
        };
        Self { state, due, updated_at: now, ..self }
    }

    /// Gives back how the case stood before.
    pub fn as_before(self, before: Before, now: Timestamp) -> Self {
        let Before { state, assignment, due } = before;
        Self { state, assignment, due, updated_at: now, ..self }
    }

    /// Lets a part go: the clock and the state that came with it go with it, as far as nothing was done about them since.
    pub fn letting_go(self, part: Before, own: Before, is_unchanged: bool, now: Timestamp) -> Self {
        if is_unchanged {
            return Self { state: own.state, due: own.due, updated_at: now, ..self };
        }
        let due = if self.due == part.due { own.due } else { self.due };
        Self { due, updated_at: now, ..self }
    }

    /// The case as the gate is asked about it while it is part of another: who has that one has this one, where that one
    /// lies and as long as it goes; became that one a legal inquiry, so did this. Its number and requester are its own, and so
    /// is what an authority is for.
    pub fn as_part_of(&self, host: &Self) -> Self {
        Self {
            state: host.state,
            queue_id: host.queue_id,
            assignment: host.assignment,
            class: if host.class == Class::Legal { Class::Legal } else { self.class },
            tribunal: host.tribunal.clone(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests;
