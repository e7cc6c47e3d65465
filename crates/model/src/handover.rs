//! Handovers: a case given to a destination, open until it is accepted, and what keeps that honest.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    Case, CaseError, CaseId, CaseKind, CaseState, Class, Destination, DestinationId, Due,
    HandoverId, Queue, StaffId, Target,
};

/// Characters of the longest note of why.
pub const HANDOVER_NOTE_CHARS_MAX: usize = 2_000;

/// Characters of the longest sentence that leaves for an address outside, and of a reason.
pub const HANDOVER_WORDS_CHARS_MAX: usize = 500;

/// So many words in a row that stand in a message of the case are a quotation.
const QUOTED_WORDS: usize = 6;

/// Where a handover stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandoverState {
    /// It waits to be accepted.
    Open,
    /// Somebody accepted it.
    Accepted,
    /// Somebody to whom it went declined, with a reason.
    Declined,
    /// It was taken back, or the case went another way.
    Withdrawn,
    /// Nobody accepted in time, and nobody has dealt with that yet.
    Lapsed,
}

impl HandoverState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn, Self::Lapsed];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What an address outside was told of a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandoverTold {
    /// Nothing yet: the mail has not left.
    NotYet,
    /// Nothing: no mail left, or it went to nobody outside.
    Nothing,
    /// The number of the case.
    Number,
    /// The number, and what was written for them.
    Words,
}

impl HandoverTold {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::NotYet, Self::Nothing, Self::Number, Self::Words];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Nothing => "nothing",
            Self::Number => "number",
            Self::Words => "words",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|told| told.as_str() == text)
    }
}

/// A case given to a destination. What counts of the destination is copied: whoever changes it later changes nothing
/// about what is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Which case.
    pub case_id: CaseId,
    /// To which destination.
    pub destination_id: DestinationId,
    /// What that was called.
    pub name: String,
    /// Who it was.
    pub target: Target,
    /// Which classes could go there.
    pub audience: BTreeSet<Class>,
    /// Who hands over.
    pub given_by: StaffId,
    /// When.
    pub given_at: Timestamp,
    /// Until when it is to be accepted.
    pub due_at: Timestamp,
    /// True where only the number of the case was to leave the house.
    pub is_reduced: bool,
    /// What left the house.
    pub told: HandoverTold,
    /// Where it stands.
    pub state: HandoverState,
    /// Who ended it; nobody where it lapsed.
    pub ended_by: Option<StaffId>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When it lapsed, also where somebody dealt with that since.
    pub lapsed_at: Option<Timestamp>,
    /// Counts changes.
    pub version: i64,
}

/// A handover with what decides who may accept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverAsked {
    /// The handover.
    pub handover: Handover,
    /// The case, as it is now.
    pub case: Case,
    /// The queue that holds it now.
    pub queue: Queue,
    /// The queue that it goes to, as it is now, if it goes to one.
    pub to_queue: Option<Queue>,
}

/// Why a case is not handed over so, or a handover does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0)]
pub struct HandoverError(pub &'static str);

/// The case has ended.
pub const HANDOVER_CLOSED: HandoverError =
    HandoverError("a closed case is handed over to nobody; reopen it first");
/// A tribunal has the case.
pub const HANDOVER_DISPUTE: HandoverError =
    HandoverError("a dispute is handed over to nobody; its tribunal hears it");
/// An arbitrator has the case.
pub const HANDOVER_LEGAL: HandoverError = HandoverError(
    "a legal inquiry is handed over to nobody; the arbitrator of its dispute answers it",
);
/// The destination is not in use.
pub const HANDOVER_RETIRED: HandoverError =
    HandoverError("this destination takes no cases any more");
/// The destination may not see the case.
pub const HANDOVER_CLASS: HandoverError =
    HandoverError("cases of this class do not go to this destination");
/// The case is there.
pub const HANDOVER_THERE: HandoverError = HandoverError("the case is already there");
/// The destination is whoever hands over.
pub const HANDOVER_OWN: HandoverError = HandoverError("nobody hands a case over to themself");
/// Those to whom it would go do not staff the case's queue.
pub const HANDOVER_NOT_STAFF: HandoverError = HandoverError(
    "they do not staff the queue that holds the case; hand it over to a queue of theirs",
);
/// The destination's member left.
pub const HANDOVER_GONE: HandoverError =
    HandoverError("there is no such member of the staff any more");
/// Nobody works on what they asked themself.
pub const HANDOVER_CONFLICT: HandoverError = HandoverError("nobody works on their own request");
/// The case is on its way already.
pub const HANDOVER_TWICE: HandoverError =
    HandoverError("this case is handed over already; take that back first");
/// It was ended.
pub const HANDOVER_ENDED: HandoverError = HandoverError("this handover has ended already");
/// Its time is over.
pub const HANDOVER_LAPSED: HandoverError =
    HandoverError("this handover has lapsed; the case is still with whoever handed it over");

/// Says whether a case may be handed over to a destination by somebody.
pub fn may_hand_over(case: &Case, to: &Destination, by: StaffId) -> Result<(), HandoverError> {
    may_go(case)?;
    if !to.is_active {
        return Err(HANDOVER_RETIRED);
    }
    // What leaves the house is reduced to its number where it may not be seen there; what stays must be fit to be seen.
    if to.target != Target::Outside && !to.audience.contains(&case.class) {
        return Err(HANDOVER_CLASS);
    }
    let holder = case.assignment.map(|held| held.staff_id);
    match to.target {
        Target::Queue(id) if id == case.queue_id => Err(HANDOVER_THERE),
        Target::Member(id) if id == by => Err(HANDOVER_OWN),
        Target::Member(id) if Some(id) == holder => Err(HANDOVER_THERE),
        _ => Ok(()),
    }
}

fn may_go(case: &Case) -> Result<(), HandoverError> {
    match (case.kind(), case.class, case.state) {
        (CaseKind::Dispute, ..) => Err(HANDOVER_DISPUTE),
        (_, Class::Legal, _) => Err(HANDOVER_LEGAL),
        (.., CaseState::Closed) => Err(HANDOVER_CLOSED),
        _ => Ok(()),
    }
}

impl Handover {
    /// Says whether it goes beyond the house.
    pub fn is_outside(&self) -> bool {
        self.target == Target::Outside
    }

    /// Says whether its time is over at a moment.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.due_at
    }

    /// Says whether somebody still has to deal with it.
    pub const fn stands(&self) -> bool {
        matches!(self.state, HandoverState::Open | HandoverState::Lapsed)
    }

    /// Accepts it. What the case is by now is looked at anew: it may have become another since it was offered.
    pub fn accepted(self, case: &Case, by: StaffId, now: Timestamp) -> Result<Self, HandoverError> {
        self.must_wait(now)?;
        may_go(case)?;
        if !self.is_outside() && !self.audience.contains(&case.class) {
            return Err(HANDOVER_CLASS);
        }
        Ok(self.ended(HandoverState::Accepted, Some(by), now))
    }

    /// Declines it.
    pub fn declined(self, by: StaffId, now: Timestamp) -> Result<Self, HandoverError> {
        self.must_wait(now)?;
        Ok(self.ended(HandoverState::Declined, Some(by), now))
    }

    /// Takes it back, or says that its lapse was seen.
    pub fn withdrawn(self, by: StaffId, now: Timestamp) -> Result<Self, HandoverError> {
        if !self.stands() {
            return Err(HANDOVER_ENDED);
        }
        Ok(self.ended(HandoverState::Withdrawn, Some(by), now))
    }

    /// Lets it lapse, once its time is over.
    pub fn lapsed(self, now: Timestamp) -> Option<Self> {
        if self.is_over(now) { self.returned(now) } else { None }
    }

    /// Gives it back before its time, because nobody can accept it: nothing of it left the house.
    pub fn returned(self, now: Timestamp) -> Option<Self> {
        let is_open = self.state == HandoverState::Open;
        is_open
            .then(|| Self { lapsed_at: Some(now), ..self.ended(HandoverState::Lapsed, None, now) })
    }

    fn must_wait(&self, now: Timestamp) -> Result<(), HandoverError> {
        match self.state {
            HandoverState::Open if self.is_over(now) => Err(HANDOVER_LAPSED),
            HandoverState::Open => Ok(()),
            HandoverState::Lapsed => Err(HANDOVER_LAPSED),
            _ => Err(HANDOVER_ENDED),
        }
    }

    fn ended(self, state: HandoverState, by: Option<StaffId>, now: Timestamp) -> Self {
        Self { state, ended_by: by, ended_at: Some(now), ..self }
    }
}

impl Case {
    /// Gets back what nobody accepted: a clock that runs is due at once. Where nobody waits for us none is started.
    pub fn returned_louder(self, now: Timestamp) -> Self {
        let due = self.due.map(|due| {
            let since = due.since.min(now);
            let left = now.duration_since(since).as_secs();
            Due { since, target_secs: due.target_secs.min(left) }
        });
        Self { due, updated_at: now, ..self }
    }

    /// Gets its clock back as its queue has it, once somebody has dealt with a lapse.
    pub fn dealt_with(self, queue: &Queue, now: Timestamp) -> Self {
        let due = self.due.map(|due| Due { target_secs: queue.first_response_secs, ..due });
        Self { due, updated_at: now, ..self }
    }

    /// A team outside accepted it. Whoever asked still waits for us, so that its clock runs on; and it is nobody's no
    /// more: who says that it was accepted holds it where nobody did.
    pub fn taken_outside(self, by: StaffId, now: Timestamp) -> Result<Self, CaseError> {
        match self.assignment {
            Some(_) => Ok(Self { updated_at: now, ..self }),
            None => self.assigned(by, true, now),
        }
    }
}

/// Says whether a text quotes one of these: a line is marked as quoted, or words in a row are theirs.
pub fn quotes<'a>(text: &str, originals: impl IntoIterator<Item = &'a str>) -> bool {
    if text.lines().any(|line| line.trim_start().starts_with('>')) {
        return true;
    }
    let said = words(text);
    if said.len() < QUOTED_WORDS {
        return false;
    }
    let runs: BTreeSet<&[String]> = said.windows(QUOTED_WORDS).collect();
    originals
        .into_iter()
        .any(|original| words(original).windows(QUOTED_WORDS).any(|run| runs.contains(run)))
}

/// Returns the words of a text, its placeholders aside: one and the same person has another number in another case.
fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric();
    without_placeholders(text)
        .split(|c| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Takes out what has the form of a placeholder: `[person 1]`.
fn without_placeholders(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        kept.push_str(before);
        match behind.split_once(']').filter(|(inner, _)| is_placeholder(inner)) {
            Some((_, after)) => {
                kept.push(' ');
                rest = after;
            }
            None => {
                kept.push('[');
                rest = behind;
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn is_placeholder(inner: &str) -> bool {
    let Some((kind, number)) = inner.split_once(' ') else { return false };
    let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_lowercase());
    is_kind && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
