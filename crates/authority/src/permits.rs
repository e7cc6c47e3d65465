//! Permits: the one file that mints them (house law 1).

use std::sync::Arc;

use audit::Permit;
use jiff::Timestamp;
use model::{Act, Actor, Clock, Queue, QueueId, Resource};

use crate::{
    Asked, Decision, Denial, Gate, Shown, TokenFault, TokenKey, TokenVerifier, tokens::TokenReader,
};

/// The gate with a clock beside it, and the key by which tokens are told from forgeries: what desks and pages ask.
#[derive(Clone)]
pub struct Authority {
    gate: Arc<Gate>,
    clock: Arc<dyn Clock>,
    key: Arc<TokenKey>,
    tokens: Arc<TokenReader>,
}

/// A token as it is kept, with what became of it. What it allows is read out of its signed octets only.
#[derive(Clone, Debug)]
pub struct Held {
    /// The token.
    pub token: Vec<u8>,
    /// How often it was used.
    pub n_used: u32,
    /// True once it was taken back.
    pub is_withdrawn: bool,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.gate.fmt(f)
    }
}

impl Authority {
    /// Puts a clock and the key of the tokens beside the gate.
    pub fn new(gate: Arc<Gate>, clock: Arc<dyn Clock>, key: TokenKey) -> Self {
        let tokens = Arc::new(TokenReader::new(key.verifier()));
        Self { gate, clock, key: Arc::new(key), tokens }
    }

    /// Returns the key that signs tokens.
    pub fn token_key(&self) -> &TokenKey {
        &self.key
    }

    /// Returns the key that verifies tokens, which everybody may know.
    pub fn verifier(&self) -> TokenVerifier {
        *self.tokens.verifier()
    }

    /// Returns the leave to write, or the refusal to record.
    pub fn permit(&self, actor: &Actor, act: Act, resource: &Resource) -> Result<Permit, Denial> {
        self.permit_showing(actor, act, resource, &[])
    }

    /// Returns the leave to write by a standing rule, or else by the first of the authorities that does.
    pub fn permit_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        shown: &[Shown],
    ) -> Result<Permit, Denial> {
        match self.gate.decide(actor, act, resource, shown, self.clock.now()) {
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

    /// Lays a token before the gate, as it fits this question.
    pub fn show(
        &self,
        held: &Held,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Shown, TokenFault> {
        let token = self.tokens.read(&held.token)?;
        let is_narrowed_off = token.is_narrowed
            && match asked(actor, act, resource, self.clock.now()) {
                Some(asked) => !token.holds(&asked)?,
                None => true,
            };
        Ok(Shown {
            is_spent: held.n_used >= token.terms.n_uses_max,
            is_withdrawn: held.is_withdrawn,
            is_narrowed_off,
            terms: Arc::new(token.terms.clone()),
        })
    }

    /// Reads a token: whose it is and what it says, whatever became of it.
    pub fn read_token(&self, bytes: &[u8]) -> Result<Arc<crate::ReadToken>, TokenFault> {
        self.tokens.read(bytes)
    }

    /// Returns the refusal of an act for which something was shown that is no token of ours.
    pub fn refuse_token(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        fault: TokenFault,
    ) -> Denial {
        self.gate.refuse_token(actor, act, resource, fault, self.clock.now())
    }

    /// Returns what the actor may do, and by what right, without doing it: for pages.
    pub fn allows(&self, actor: &Actor, act: Act, resource: &Resource) -> Decision {
        self.gate.decide(actor, act, resource, &[], self.clock.now())
    }

    /// Returns what the actor may do with authorities shown, without doing it: for pages.
    pub fn allows_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        shown: &[Shown],
    ) -> Decision {
        self.gate.decide(actor, act, resource, shown, self.clock.now())
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

/// What the blocks of a narrowed token are asked; only the staff use tokens.
fn asked(actor: &Actor, act: Act, resource: &Resource, now: Timestamp) -> Option<Asked> {
    let Actor::Staff(staff) = actor else { return None };
    let case = resource.case().zip(resource.queue());
    let field = match resource {
        Resource::Field { field, .. } => Some(field.key.clone()),
        _ => None,
    };
    Some(Asked {
        act,
        staff_id: Some(staff.id),
        roles: staff.roles.clone(),
        case_id: case.map(|(case, _)| case.id),
        class: case.map(|(case, queue)| (case.kind(), queue.name.clone())),
        person_id: resource.person_id(),
        field,
        at: now,
    })
}
