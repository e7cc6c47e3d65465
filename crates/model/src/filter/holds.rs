//! Whether a filter holds for a case, told in memory: the meaning that the databases must give, too.

use jiff::{SignedDuration, Timestamp};

use crate::{Case, CaseState, QueueName, StaffId};

use super::{Assigned, Filter, FilterClock, Mark, SOON_SECS, Side, Test};

/// Who asks, and when.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The member of the staff; nobody's cases are theirs without.
    pub staff_id: Option<StaffId>,
    /// The present moment.
    pub now: Timestamp,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug)]
pub struct FilterFacts<'c> {
    /// The case.
    pub case: &'c Case,
    /// The name of its queue.
    pub queue: &'c QueueName,
    /// When our last answer to the requester was written.
    pub answered_at: Option<Timestamp>,
    /// True where something in it waits to be confirmed, of which the reader may know.
    pub is_unconfirmed: bool,
}

impl FilterFacts<'_> {
    /// Returns since when somebody waits: the requester since the first message without an answer, we since our answer.
    pub fn waits_since(&self) -> Option<Timestamp> {
        match (self.case.due, self.case.state) {
            (Some(due), _) => Some(due.since),
            (None, CaseState::Waiting) => self.answered_at,
            (None, _) => None,
        }
    }
}

impl Filter {
    /// Says whether every term holds. Whether a case holds words is for whoever can read its texts.
    pub fn holds(
        &self,
        facts: &FilterFacts<'_>,
        reader: Reader,
        has_words: impl Fn(&str) -> bool,
    ) -> bool {
        if facts.case.state == CaseState::Closed && !self.means_closed() {
            return false;
        }
        self.terms.iter().all(|term| {
            let holds = match &term.test {
                Test::Text(text) => has_words(text.expose()),
                test => holds(test, facts, reader),
            };
            holds != term.is_negated
        })
    }
}

fn holds(test: &Test, facts: &FilterFacts<'_>, reader: Reader) -> bool {
    let case = facts.case;
    match test {
        Test::Queue(names) => names.contains(facts.queue),
        Test::State(states) => states.contains(&case.state),
        Test::Assigned(whom) => whom.iter().any(|one| match one {
            Assigned::Nobody => case.assignment.is_none(),
            Assigned::Me => {
                let held = case.assignment.map(|held| held.staff_id);
                held.is_some() && held == reader.staff_id
            }
        }),
        Test::Kind(kinds) => kinds.contains(&case.kind()),
        Test::Language(codes) => {
            codes.iter().any(|code| case.language.as_deref() == Some(code.code()))
        }
        Test::Is(marks) => marks.iter().any(|mark| is(*mark, facts, reader.now)),
        Test::Time { clock, side, span } => {
            let length = length(*clock, facts, reader.now);
            let span = SignedDuration::from_secs(span.secs());
            length.is_some_and(|length| match side {
                Side::Longer => length > span,
                Side::Shorter => length < span,
            })
        }
        Test::Number(numbers) => numbers.contains(&case.number),
        // Words are asked for by the caller, who can read.
        Test::Text(_) => false,
    }
}

fn is(mark: Mark, facts: &FilterFacts<'_>, now: Timestamp) -> bool {
    let left = facts.case.due.map(|due| due.at().duration_since(now));
    match mark {
        Mark::Late => left.is_some_and(|left| left.is_negative()),
        Mark::Soon => left
            .is_some_and(|left| !left.is_negative() && left < SignedDuration::from_secs(SOON_SECS)),
        Mark::Unconfirmed => facts.is_unconfirmed,
    }
}

fn length(clock: FilterClock, facts: &FilterFacts<'_>, now: Timestamp) -> Option<SignedDuration> {
    let ago = |at: Timestamp| now.duration_since(at);
    match clock {
        FilterClock::Waiting => facts.waits_since().map(ago),
        FilterClock::Opened => Some(ago(facts.case.opened_at)),
        FilterClock::Changed => Some(ago(facts.case.updated_at)),
        FilterClock::Due => facts.case.due.map(|due| due.at().duration_since(now)),
    }
}
