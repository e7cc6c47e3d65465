//! A question prepared: put into Cedar's terms once, so that it can be measured what Cedar alone takes.

use cedar_policy::{Entities, Request};
use jiff::Timestamp;
use model::{Act, Actor, Resource};

use crate::{Gate, Shown, Unanswerable, facts::Facts, policies::Cell};

/// A question in Cedar's terms.
pub struct Prepared<'a> {
    gate: &'a Gate,
    cell: &'a Cell,
    request: Request,
    entities: Entities,
}

impl std::fmt::Debug for Prepared<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared").field("request", &self.request).finish_non_exhaustive()
    }
}

impl Gate {
    /// Puts a question into Cedar's terms, without asking it.
    pub fn prepare(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        shown: Option<&Shown>,
        now: Timestamp,
    ) -> Result<Prepared<'_>, Unanswerable> {
        let facts = Facts::of(actor, act, resource, now);
        let facts = shown.map_or(facts.clone(), |shown| facts.showing(shown.clone()));
        let (cell, request) = self.request(&facts)?;
        let entities = facts.entities(self.names())?;
        Ok(Prepared { gate: self, cell, request, entities })
    }

    /// Returns how many policies there are, the fixed core among them.
    pub fn n_policies(&self) -> usize {
        self.book().rules.len()
    }
}

impl Prepared<'_> {
    /// Asks Cedar, and nothing else.
    pub fn is_allowed(&self) -> bool {
        self.gate.is_allowed_by_cedar(self.cell, &self.request, &self.entities)
    }

    /// Returns how many policies Cedar looks at for it.
    pub fn n_policies(&self) -> usize {
        self.cell.rules.len()
    }
}
