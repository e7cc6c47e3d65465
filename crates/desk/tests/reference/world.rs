//! The reference: who may do what, in some hundred lines of Rust, written from the handbook and without Cedar. It knows
//! cases, fields, consent, rulings, precedents, motions, broken glass and leaving: what the desk does with those, this
//! must allow.

use std::collections::BTreeSet;

/// Who there is: two support engineers, a team leader, a system administrator, an administrator and an auditor; and who
/// was one of them and left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Engineer,
    TeamLeader,
    SystemAdministrator,
    Administrator,
    Auditor,
    Gone,
}

/// What may be asked for under a token, or done by who has the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    Unseal,
    ShowField,
    EditField,
}

/// A case, as far as rights go. Queue 0 is that of engineers and their leader, queue 1 that of system administrators.
#[derive(Clone, Debug)]
pub struct Case {
    pub person: usize,
    pub queue: usize,
    pub assignee: Option<usize>,
    pub is_closed: bool,
}

/// Where a token comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Consent,
    Ruling,
    Precedent,
    Motion,
    Emergency,
}

/// Where a token holds: in one case, or in every request, of one queue or of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Case(usize),
    Class(Option<usize>),
}

/// A token, as far as rights go.
#[derive(Clone, Debug)]
pub struct Token {
    pub source: Source,
    /// Whom it names; without one it is held by the engineers.
    pub holder: Option<usize>,
    pub place: Place,
    pub deeds: BTreeSet<Deed>,
    pub n_left: u32,
    /// In hours since the beginning.
    pub until: u32,
    pub is_withdrawn: bool,
}

/// The world, as the reference sees it.
#[derive(Clone, Debug)]
pub struct World {
    pub staff: Vec<Kind>,
    pub cases: Vec<Case>,
    pub tokens: Vec<Token>,
    pub hour: u32,
}

impl World {
    fn is_in_queue(&self, who: usize, case: usize) -> bool {
        match self.cases[case].queue {
            0 => matches!(self.staff[who], Kind::Engineer | Kind::TeamLeader),
            _ => self.staff[who] == Kind::SystemAdministrator,
        }
    }

    /// Sorting a case: by those of its queue.
    pub fn may_sort(&self, who: usize, case: usize) -> bool {
        self.is_in_queue(who, case)
    }

    /// Ending a case and taking it up again: who has it, and the leader of its queue.
    pub fn may_end(&self, who: usize, case: usize) -> bool {
        self.cases[case].assignee == Some(who)
            || (self.staff[who] == Kind::TeamLeader && self.is_in_queue(who, case))
    }

    /// Asking for consent: an engineer of the queue, in an open case.
    pub fn may_ask(&self, who: usize, case: usize) -> bool {
        self.staff[who] == Kind::Engineer
            && self.is_in_queue(who, case)
            && !self.cases[case].is_closed
    }

    /// Breaking glass: an engineer or a system administrator, whose last emergency was reviewed.
    pub fn may_break(&self, who: usize, case: usize) -> bool {
        let is_theirs =
            |token: &Token| token.source == Source::Emergency && token.holder == Some(who);
        let owes = self.tokens.iter().any(is_theirs);
        let is_trusted = matches!(self.staff[who], Kind::Engineer | Kind::SystemAdministrator);
        is_trusted && !owes && !self.cases[case].is_closed
    }

    /// Taking a token back: the person what they gave, the board what it gave and any emergency.
    pub fn may_withdraw(&self, person: Option<usize>, token: usize) -> bool {
        let token = &self.tokens[token];
        match (person, token.source, token.place) {
            (Some(person), Source::Consent, Place::Case(case)) => self.cases[case].person == person,
            (None, source, _) => matches!(source, Source::Motion | Source::Emergency),
            _ => false,
        }
    }

    /// Leaving: roles, cases and what one holds go at once.
    pub fn leave(&mut self, who: usize) {
        self.staff[who] = Kind::Gone;
        for case in self.cases.iter_mut().filter(|case| case.assignee == Some(who)) {
            case.assignee = None;
        }
        for token in self.tokens.iter_mut().filter(|token| token.holder == Some(who)) {
            token.is_withdrawn = true;
        }
    }

    /// Doing it by clause, without a token: only opening messages, by who has the case, while it is open.
    pub fn may_by_clause(&self, who: usize, case: usize, deed: Deed) -> bool {
        let case = &self.cases[case];
        let is_there = self.staff[who] != Kind::Gone;
        is_there && deed == Deed::Unseal && case.assignee == Some(who) && !case.is_closed
    }

    /// Doing it under a token: in a case that it holds for, open; this deed; not before it was given, not after its end,
    /// not more often than it says, not once it was taken back; by whom it is for, in a role that its source trusts.
    pub fn may_by_token(&self, who: usize, case: usize, deed: Deed, token: usize) -> bool {
        let Some(token) = self.tokens.get(token) else { return false };
        let is_holder = match token.holder {
            Some(holder) => holder == who,
            None => self.staff[who] == Kind::Engineer,
        };
        let is_place = match token.place {
            Place::Case(of) => of == case,
            Place::Class(queue) => queue.is_none_or(|queue| queue == self.cases[case].queue),
        };
        let is_engineer = self.staff[who] == Kind::Engineer;
        let is_changing = deed == Deed::EditField;
        let is_trusted = match token.source {
            // These two are for the engineers of the queue.
            Source::Consent | Source::Precedent => is_engineer && self.is_in_queue(who, case),
            Source::Ruling => is_engineer,
            // In one case for whomever it names, in a class of cases for those of their queue.
            Source::Motion => {
                let is_one = matches!(token.place, Place::Case(_));
                (is_engineer || self.staff[who] == Kind::SystemAdministrator)
                    && (is_one || self.is_in_queue(who, case))
            }
            // It opens, and changes nothing.
            Source::Emergency => {
                !is_changing && (is_engineer || self.staff[who] == Kind::SystemAdministrator)
            }
        };
        is_holder
            && is_place
            && is_trusted
            && !self.cases[case].is_closed
            && token.deeds.contains(&deed)
            && token.n_left > 0
            && self.hour < token.until
            && !token.is_withdrawn
    }
}
