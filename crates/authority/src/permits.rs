//! Permits: the one file that mints them (house law 1).

use std::sync::{Arc, PoisonError, RwLock};

use audit::{Permit, Second};
use model::{Act, Actor, AuthorityKind, Clock, Queue, QueueId, Resource, StaffId};

use crate::{Approval, Decision, Denial, Gate, Grant, facts::Beside};

/// What lets somebody do an act to something sealed when no token was shown: how the thing stands to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The case is in their hands.
    Assigned,
    /// It is their own.
    Own,
}

/// The acts that open what is sealed. Whatever the policies say, none of them is permitted by a clause alone to
/// anybody who does not stand to the thing as named here: they need the consent of the person, a ruling, a
/// precedent or an emergency.
const SEALED: [(Act, Standing); 3] = [
    (Act::MessageUnseal, Standing::Assigned),
    (Act::PersonRequests, Standing::Own),
    (Act::PersonLooks, Standing::Own),
];

/// The authorities that open what is sealed to whoever shows them. A motion is not among them.
const OPENING: [AuthorityKind; 4] = [
    AuthorityKind::Consent,
    AuthorityKind::Ruling,
    AuthorityKind::Precedent,
    AuthorityKind::Emergency,
];

/// The gate with a clock beside it: what desks and pages ask. The gate in it is exchanged as a whole when other
/// policies come into force; what was permitted before falls away at the write.
#[derive(Clone)]
pub struct Authority {
    gate: Arc<RwLock<Arc<Gate>>>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.gate().fmt(f)
    }
}

impl Authority {
    /// Puts a clock beside the gate.
    pub fn new(gate: Arc<Gate>, clock: Arc<dyn Clock>) -> Self {
        Self { gate: Arc::new(RwLock::new(gate)), clock }
    }

    /// Returns the gate that decides now.
    pub fn gate(&self) -> Arc<Gate> {
        // Nothing panics while the lock is held; and if it did, the gate in it would be whole.
        self.gate.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets another gate decide from now on.
    pub fn put_in_force(&self, gate: Arc<Gate>) {
        *self.gate.write().unwrap_or_else(PoisonError::into_inner) = gate;
    }

    /// Returns the leave to write, or the refusal to record. What takes two is refused to one.
    pub fn permit(&self, actor: &Actor, act: Act, resource: &Resource) -> Result<Permit, Denial> {
        let decision = self.decide(&self.gate(), actor, act, resource, Beside::default());
        mint(decision, None)
    }

    /// Returns the leave to write of what a second approved, or the refusal to record. The gate is asked again,
    /// and the approval must be of exactly this.
    pub fn permit_by_two(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        approval: &Approval,
    ) -> Result<Permit, Denial> {
        let gate = self.gate();
        let beside = Beside { is_seconded: true, ..Beside::default() };
        let decision = self.decide(&gate, actor, act, resource, beside);
        let fault = approval.fault(actor, act, resource, gate.edition(), self.clock.now());
        match (decision, fault) {
            (Decision::Allowed(grant), Some(sentence)) => {
                Err(grant.refused(sentence.to_owned(), Vec::new()))
            }
            (decision, _) => mint(decision, Some(approval.second.clone())),
        }
    }

    /// Returns the leave to approve as the second what somebody else proposed: only to whoever may do the same
    /// themself, and is another. No proposer is the command line.
    pub fn permit_second(
        &self,
        second: &Actor,
        act: Act,
        resource: &Resource,
        proposer: Option<StaffId>,
    ) -> Result<Permit, Denial> {
        let gate = self.gate();
        let beside = Beside { is_seconded: true, ..Beside::default() };
        if let Decision::Denied(denial) = self.decide(&gate, second, act, resource, beside) {
            return Err(denial);
        }
        let beside = Beside { proposer, ..Beside::default() };
        mint(self.decide(&gate, second, Act::ApprovalApprove, resource, beside), None)
    }

    /// Returns what the actor may do, and by what right, without doing it: for pages.
    pub fn allows(&self, actor: &Actor, act: Act, resource: &Resource) -> Decision {
        self.decide(&self.gate(), actor, act, resource, Beside::default())
    }

    /// Returns the queues on which the actor may do the act; a list shows nothing of the others.
    ///
    /// For an act that is done to cases or messages, ask for `case.list`: a queue is no case.
    pub fn queues_visible(&self, actor: &Actor, act: Act, queues: &[Queue]) -> Vec<QueueId> {
        let gate = self.gate();
        queues
            .iter()
            .filter(|queue| gate.is_allowed(actor, act, &Resource::Queue((*queue).clone())))
            .map(|queue| queue.id)
            .collect()
    }

    /// Returns the edition of the policies that decide.
    pub fn edition(&self) -> String {
        self.gate().edition().to_owned()
    }

    /// Asks the policies, and holds what they allow against what no policy may give away.
    fn decide(
        &self,
        gate: &Gate,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        beside: Beside<'_>,
    ) -> Decision {
        match gate.decide_beside(actor, act, resource, beside, self.clock.now()) {
            Decision::Allowed(grant) if !rests_on_authority(actor, resource, &grant) => {
                let sentence = "What is sealed is opened only under an authority, whatever the policies \
                    say: by whoever has the case, by whom it is about, or by a token that was shown.";
                Decision::Denied(grant.refused(sentence.to_owned(), Vec::new()))
            }
            decision => decision,
        }
    }
}

/// Says whether a grant carries an authority at all, and for what is sealed, one that opens it.
fn rests_on_authority(actor: &Actor, resource: &Resource, grant: &Grant) -> bool {
    let authorities = &grant.ground.authorities;
    let Some((_, standing)) = SEALED.iter().find(|(act, _)| *act == grant.act) else {
        return !authorities.is_empty();
    };
    if authorities.iter().any(|authority| OPENING.contains(&authority.kind)) {
        return true;
    }
    let stands = match (standing, actor) {
        (Standing::Assigned, Actor::Staff(staff)) => {
            let assignment = resource.case().and_then(|case| case.assignment);
            assignment.is_some_and(|assignment| assignment.staff_id == staff.id)
        }
        (Standing::Own, Actor::Staff(staff)) => resource.person_id() == Some(staff.person_id),
        (Standing::Own, Actor::Person(person)) => resource.person_id() == Some(person.id),
        _ => false,
    };
    stands && !authorities.is_empty()
}

/// Mints, when nothing is missing.
fn mint(decision: Decision, second: Option<Second>) -> Result<Permit, Denial> {
    match decision {
        Decision::Allowed(grant) if grant.eyes.is_some() => Err(grant.wants_a_second()),
        Decision::Allowed(grant) => {
            let mut ground = *grant.ground;
            ground.second = second;
            #[expect(clippy::disallowed_methods, reason = "the one place that mints (house law 1)")]
            Ok(Permit::mint(ground))
        }
        Decision::Denied(denial) => Err(denial),
    }
}

#[cfg(test)]
mod tests;
