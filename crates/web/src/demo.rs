//! What a demonstration shows: as whom one may sit down, and what there is to look at.

use model::PersonId;

/// A house of invented people, in which anybody may sit down as each of them.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Who there is.
    pub seats: Vec<DemoSeat>,
    /// What to look at, in order.
    pub steps: Vec<DemoStep>,
}

/// Somebody of the demonstration. They are invented, so their names are nobody's.
#[derive(Clone, Debug)]
pub struct DemoSeat {
    /// By which steps and forms name them.
    pub key: String,
    /// Who they are in this house.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// What they are here: `support engineer, triage`, `requester`.
    pub part: String,
    /// One line about them.
    pub line: String,
}

/// One thing to look at.
#[derive(Clone, Debug)]
pub struct DemoStep {
    /// What it is about.
    pub title: String,
    /// What to do and see there.
    pub words: String,
    /// As whom.
    pub seat: String,
    /// Where: a path of this site.
    pub path: String,
}
