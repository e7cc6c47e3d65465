//! What the reference knows of a house that hears disputes, answers legal inquiries and does things by two: nouns only.

mod happens;
mod may;
mod pairs;
mod reads;

use std::collections::BTreeSet;

use model::{
    Role,
    Visibility::{self, Claimant, Respondent},
};

pub use pairs::{Deed, Proposal, Word};

/// Somebody, counted from 0: the staff first.
pub type Who = usize;

/// A human, as far as rights go.
#[derive(Clone, Debug, Default)]
pub struct Human {
    /// Without one they are nobody of the staff.
    pub roles: BTreeSet<Role>,
    /// Whether they took their seat on the board of the house.
    pub is_seated: bool,
    pub has_key: bool,
    pub deputy: Option<Who>,
    /// Counts changes of their place.
    pub edition: u32,
    /// Whether all that was held of them was destroyed.
    pub is_gone: bool,
}

/// A request, or the legal inquiry that it became.
#[derive(Clone, Debug)]
pub struct Matter {
    pub requester: Who,
    pub assignee: Option<Who>,
    /// Who wrote in it, of the staff.
    pub authors: BTreeSet<Who>,
    /// The dispute about it, once it is marked as an inquiry.
    pub inquiry: Option<usize>,
    /// Whose data it keeps from destruction.
    pub held: Vec<Who>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Filed,
    Heard,
    Decided,
    Declined,
}

/// What something said in a dispute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Filing,
    Statement,
    Reason,
    Ruling(usize),
}

#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// Which party said it; none where the staff did.
    pub by: Option<Who>,
    pub part: Part,
    pub to: Visibility,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Waits,
    InForce,
    Withdrawn,
}

#[derive(Clone, Debug)]
pub struct Ruling {
    pub is_interim: bool,
    pub is_sealed: bool,
    pub standing: Standing,
    pub signers: BTreeSet<Who>,
    /// Since when it stands, in seconds.
    pub since: i64,
    pub is_published: bool,
    pub is_appealed: bool,
}

/// Where a dispute came from.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    Nothing,
    Matter(usize),
    /// It reviews the ruling of that dispute.
    Dispute(usize),
}

#[derive(Clone, Debug)]
pub struct Dispute {
    pub claimant: Who,
    pub respondent: Option<Who>,
    pub origin: Origin,
    pub is_legal: bool,
    pub stage: Stage,
    pub is_closed: bool,
    pub arbitrators: Vec<Who>,
    pub manager: Option<Who>,
    /// Who ever took a seat, and who declined one.
    pub sat: BTreeSet<Who>,
    pub declined: BTreeSet<Who>,
    pub said: Vec<Said>,
    pub rulings: Vec<Ruling>,
    /// What is missing from what was filed: against whom it is, and what is asked for.
    pub lacks: BTreeSet<Lack>,
}

/// A part that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    Respondent,
    Relief,
}

impl Dispute {
    /// One arbitrator, or a panel of three for an appeal.
    pub const fn n_arbitrators(&self) -> usize {
        if matches!(self.origin, Origin::Dispute(_)) { 3 } else { 1 }
    }

    pub const fn is_complete(&self) -> bool {
        self.arbitrators.len() == self.n_arbitrators() && self.manager.is_some()
    }

    pub const fn is_going_on(&self) -> bool {
        matches!(self.stage, Stage::Filed | Stage::Heard)
    }

    pub fn is_party(&self, who: Who) -> bool {
        self.claimant == who || self.respondent == Some(who)
    }

    /// As which party somebody takes part; the respondent does once somebody is there to rule.
    pub fn side(&self, who: Who) -> Option<Visibility> {
        let is_taken = self.stage != Stage::Filed || !self.arbitrators.is_empty();
        match self.claimant == who {
            true => Some(Claimant),
            false => (self.respondent == Some(who) && is_taken).then_some(Respondent),
        }
    }
}

/// All that the reference knows of a house.
#[derive(Clone, Debug)]
pub struct Court {
    pub humans: Vec<Human>,
    pub matters: Vec<Matter>,
    pub disputes: Vec<Dispute>,
    pub proposals: Vec<Proposal>,
    /// How often the policies were changed.
    pub edition: u32,
    /// In seconds.
    pub now: i64,
}
