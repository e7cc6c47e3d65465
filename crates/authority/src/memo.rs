//! Questions answered lately. The gate is pure, so the same question has the same answer for as long as its policies are
//! in force: a page asks a dozen times whether its reader sees the case, and each page again which queues.
//!
//! A question is the same only if every fact of it is; nothing is compared by a digest. What is asked with an
//! authority shown is never remembered, because it is about uses and moments.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{Hash, Hasher},
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use model::{Act, Identity, Role, StaffId};

use crate::facts::{Asker, Facts, Thing};

/// Answers kept at most; one takes about a kilobyte.
const ANSWERS_MAX: usize = 8_192;

/// What Cedar said, by the positions of the rules that decided.
#[derive(Clone, Debug)]
pub struct Answered {
    pub is_allowed: bool,
    pub rules: Box<[usize]>,
}

/// A bounded memory: what was asked lately stays. Two generations stand in for an exact order of use, as in the
/// vault's memory of keys.
#[derive(Default)]
pub struct Memo(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<Question, Answered>,
    old: HashMap<Question, Answered>,
}

/// A question as it is compared: all its facts, and the moment where an answer depends on it.
pub struct Question {
    facts: Facts,
    at: Option<Timestamp>,
}

/// All that makes a question, but for what is shown.
type Parts<'a> = (
    Asker,
    &'a BTreeSet<Role>,
    &'static str,
    Identity,
    &'a Option<BTreeSet<Act>>,
    bool,
    Option<StaffId>,
    [bool; 3],
    Act,
    &'a Thing,
    Option<Timestamp>,
);

impl Question {
    /// Makes it of facts; `None` where it is not to be remembered.
    pub fn of(facts: &Facts, minds_time: bool) -> Option<Self> {
        let at = minds_time.then_some(facts.now);
        facts.shown.is_none().then(|| Self { facts: facts.clone(), at })
    }

    fn parts(&self) -> Parts<'_> {
        // Every fact by its name, so that a new one cannot be forgotten here.
        let Facts {
            asker,
            roles,
            via,
            identity,
            scopes,
            shown: _,
            is_seconded,
            proposer,
            is_deputy,
            has_board,
            is_on_board,
            act,
            thing,
            now: _,
        } = &self.facts;
        let beside = [*is_deputy, *has_board, *is_on_board];
        let (asker, identity, seconded) = (*asker, *identity, *is_seconded);
        (asker, roles, via, identity, scopes, seconded, *proposer, beside, *act, thing, self.at)
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Question {}

impl Hash for Question {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Memo {
    /// Returns what was answered.
    pub fn get(&self, question: &Question) -> Option<Answered> {
        let mut generations = self.lock();
        if let Some(answered) = generations.young.get(question) {
            return Some(answered.clone());
        }
        let (question, answered) = generations.old.remove_entry(question)?;
        generations.insert(question, answered.clone());
        Some(answered)
    }

    /// Remembers an answer.
    pub fn insert(&self, question: Question, answered: Answered) {
        self.lock().insert(question, answered);
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        // A panic between two map operations leaves maps that are still maps.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, question: Question, answered: Answered) {
        if self.young.len() >= ANSWERS_MAX / 2 {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(question, answered);
    }
}

#[cfg(test)]
mod tests {
    use model::{Actor, QueueName, Resource};

    use super::*;

    fn question(second: i64, minds_time: bool) -> Question {
        let now = Timestamp::from_second(second).unwrap();
        let facts = Facts::of(&Actor::Visitor, Act::CaseList, &Resource::House, now);
        Question::of(&facts, minds_time).unwrap()
    }

    fn answered() -> Answered {
        Answered { is_allowed: true, rules: Box::new([3]) }
    }

    #[test]
    fn the_same_question_is_answered_once() {
        let memo = Memo::default();
        memo.insert(question(1, false), answered());
        assert!(memo.get(&question(2, false)).is_some());
        assert!(memo.get(&question(2, true)).is_none());
        memo.insert(question(2, true), answered());
        assert!(memo.get(&question(2, true)).is_some());
        assert!(memo.get(&question(3, true)).is_none());
    }

    #[test]
    fn any_other_fact_is_another_question() {
        let memo = Memo::default();
        memo.insert(question(1, false), answered());
        let change = |change: fn(&mut Facts)| {
            let mut other = question(1, false);
            change(&mut other.facts);
            assert!(memo.get(&other).is_none());
        };
        change(|facts| facts.asker = Asker::Founder);
        change(|facts| facts.roles = [Role::Triage].into());
        change(|facts| facts.via = "token");
        change(|facts| facts.identity = Identity::Strong);
        change(|facts| facts.scopes = Some(BTreeSet::new()));
        change(|facts| facts.is_seconded = true);
        change(|facts| facts.proposer = Some(StaffId::from_uuid(uuid::Uuid::nil())));
        change(|facts| facts.is_deputy = true);
        change(|facts| facts.has_board = true);
        change(|facts| facts.is_on_board = true);
        change(|facts| facts.act = Act::CaseShow);
        change(|facts| facts.thing = Thing::Log);
        let name = QueueName::parse("support").unwrap().to_string();
        let queue =
            |staffed_by| Thing::Queue { id: "a".to_owned(), name: name.clone(), staffed_by };
        let mut other = question(1, false);
        other.facts.thing = queue([Role::Triage].into());
        memo.insert(other, answered());
        let mut another = question(1, false);
        another.facts.thing = queue([Role::Triage, Role::Auditor].into());
        assert!(memo.get(&another).is_none());
    }

    #[test]
    fn stays_bounded_and_keeps_what_is_used() {
        let memo = Memo::default();
        let used = || question(0, true);
        memo.insert(used(), answered());
        for second in 1..3 * i64::try_from(ANSWERS_MAX).unwrap() {
            memo.insert(question(second, true), answered());
            assert!(memo.get(&used()).is_some());
        }
        let generations = memo.lock();
        assert!(generations.young.len() + generations.old.len() <= ANSWERS_MAX);
    }
}
