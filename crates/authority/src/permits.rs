//! Permits: the one file that mints them (house law 1).

use std::sync::Arc;

use audit::Permit;
use model::{Act, Actor, Clock, Queue, QueueId, Resource};

use crate::{Decision, Denial, Gate};

/// The gate with a clock beside it: what desks and pages ask.
#[derive(Clone)]
pub struct Authority {
    gate: Arc<Gate>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.gate.fmt(f)
    }
}

impl Authority {
    /// Puts a clock beside the gate.
    pub fn new(gate: Arc<Gate>, clock: Arc<dyn Clock>) -> Self {
        Self { gate, clock }
    }

    /// Returns the leave to write, or the refusal to record.
    pub fn permit(&self, actor: &Actor, act: Act, resource: &Resource) -> Result<Permit, Denial> {
        match self.allows(actor, act, resource) {
            Decision::Allowed(grant) =>
            {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the one place that mints (house law 1)"
                )]
                Ok(Permit::mint(*grant.ground))
            }
            Decision::Denied(denial) => Err(denial),
        }
    }

    /// Returns what the actor may do, and by what right, without doing it: for pages.
    pub fn allows(&self, actor: &Actor, act: Act, resource: &Resource) -> Decision {
        self.gate.decide(actor, act, resource, &[], self.clock.now())
    }

    /// Returns the queues on which the actor may do the act; a list shows nothing of the others.
    ///
    /// For an act that is done to cases or messages, ask for `case.list`: a queue is no case.
    pub fn queues_visible(&self, actor: &Actor, act: Act, queues: &[Queue]) -> Vec<QueueId> {
        queues
            .iter()
            .filter(|queue| {
                let resource = Resource::Queue((*queue).clone());
                self.gate.is_allowed(actor, act, &resource, self.clock.now())
            })
            .map(|queue| queue.id)
            .collect()
    }

    /// Returns the edition of the policies that decide.
    pub fn edition(&self) -> &str {
        self.gate.edition()
    }
}
