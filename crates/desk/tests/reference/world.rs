//! The reference: who may do what, in a hundred lines of Rust, written from the handbook and without Cedar. It knows
//! cases, fields, consent and broken glass: what the desk does with those, this must allow.

use std::collections::BTreeSet;

/// Who there is: two support engineers, a team leader, a system administrator, an administrator and an auditor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Engineer,
    TeamLeader,
    SystemAdministrator,
    Administrator,
    Auditor,
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

/// A token, as far as rights go.
#[derive(Clone, Debug)]
pub struct Token {
    pub is_consent: bool,
    /// For an emergency, who broke the glass; a consent is held by the engineers.
    pub holder: Option<usize>,
    pub case: usize,
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
        let owes = self.tokens.iter().any(|token| !token.is_consent && token.holder == Some(who));
        let is_trusted = matches!(self.staff[who], Kind::Engineer | Kind::SystemAdministrator);
        is_trusted && !owes && !self.cases[case].is_closed
    }

    /// Doing it by clause, without a token: only opening messages, by who has the case, while it is open.
    pub fn may_by_clause(&self, who: usize, case: usize, deed: Deed) -> bool {
        let case = &self.cases[case];
        deed == Deed::Unseal && case.assignee == Some(who) && !case.is_closed
    }

    /// Doing it under a token: this case, open; this deed; not before it was given, not after its end, not more often
    /// than it says, not once it was taken back; by whom it is for.
    pub fn may_by_token(&self, who: usize, case: usize, deed: Deed, token: usize) -> bool {
        let Some(token) = self.tokens.get(token) else { return false };
        let is_holder = match token.holder {
            Some(holder) => holder == who,
            None => self.staff[who] == Kind::Engineer && self.is_in_queue(who, case),
        };
        let is_changing = deed == Deed::EditField;
        is_holder
            && token.case == case
            && !self.cases[case].is_closed
            && token.deeds.contains(&deed)
            && token.n_left > 0
            && self.hour < token.until
            && !token.is_withdrawn
            && (token.is_consent || !is_changing)
    }
}
