//! Permits: the one file that mints them (house law 1).

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use audit::{Permit, Second};
use db::StaffRow;
use jiff::Timestamp;
use model::{
    Act, Actor, AuthorityKind, Case, Clock, Identity, PersonId, Queue, QueueId, Relation, Resource,
    Role, StaffId, ToMember,
};

use crate::{
    Approval, Asked, Decision, Denial, Gate, Grant, Shown, TokenFault, TokenKey, TokenVerifier,
    Why, facts::Beside, tokens::TokenReader,
};

/// What lets somebody do an act to something sealed when no token was shown: how the thing stands to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The case is in their hands, or they sit in the dispute.
    Assigned,
    /// It is their own.
    Own,
    /// It is told to every member, and a member asks.
    Told,
    /// In no way; only a token lets it be done.
    Never,
}

/// The acts that open or change what is sealed. Whatever the policies say, none of them is permitted by a clause
/// alone to anybody who does not stand to the thing as named here: they need the consent of the person, a ruling,
/// a precedent or an emergency.
const SEALED: [(Act, Standing); 8] = [
    (Act::MessageUnseal, Standing::Assigned),
    (Act::PersonRequests, Standing::Own),
    (Act::PersonLooks, Standing::Own),
    (Act::PersonExport, Standing::Own),
    (Act::PersonAuthorities, Standing::Own),
    (Act::FieldShow, Standing::Own),
    (Act::FieldEdit, Standing::Never),
    (Act::FieldDisclose, Standing::Told),
];

/// The authorities that open what is sealed to whoever shows them. A motion does so only as a token that was shown:
/// the founding motion, and one that gives a place, open nothing.
const OPENING: [AuthorityKind; 4] = [
    AuthorityKind::Consent,
    AuthorityKind::Ruling,
    AuthorityKind::Precedent,
    AuthorityKind::Emergency,
];

/// The gate with a clock beside it, and the key by which tokens are told from forgeries: what desks and pages ask.
/// The gate in it is exchanged as a whole when other policies come into force; what was permitted before falls
/// away at the write.
#[derive(Clone)]
pub struct Authority {
    gate: Arc<RwLock<Arc<Gate>>>,
    board: Arc<RwLock<Board>>,
    clock: Arc<dyn Clock>,
    key: Arc<TokenKey>,
    tokens: Arc<TokenReader>,
}

/// The board of the house. Once it was founded it stays so: with too few seats nobody gives places, until it is founded
/// anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// True once so many had taken their seats that it stood.
    pub is_founded: bool,
    /// Who has a seat now.
    pub seated: BTreeSet<StaffId>,
}

impl Board {
    /// Members that make a board: one moves, another seconds.
    pub const SEATS_MIN: usize = 2;

    /// Reads it out of the places.
    pub fn of(staff: &[StaffRow], is_founded: bool) -> Self {
        let seated = staff.iter().filter(|member| member.is_on_board()).map(|member| member.id);
        Self { is_founded, seated: seated.collect() }
    }

    /// Says whether enough sit there for one to move and another to second.
    pub fn stands(&self) -> bool {
        self.seated.len() >= Self::SEATS_MIN
    }
}

/// Who proposed what a second is to approve, and by what the second may do the same.
#[derive(Clone, Debug, Default)]
pub struct First {
    /// Who; `None` is the command line.
    pub proposer: Option<StaffId>,
    /// Who stands in for them, or did.
    pub deputies: BTreeSet<StaffId>,
    /// What the second holds, where the act rests on an authority; approving uses none of it up.
    pub shown: Vec<Shown>,
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
    /// True once it was seen to have expired.
    pub has_lapsed: bool,
    /// Who seconded the motion that gave it.
    pub second: Option<PersonId>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.gate().fmt(f)
    }
}

impl Authority {
    /// Puts a clock and the key of the tokens beside the gate.
    pub fn new(gate: Arc<Gate>, clock: Arc<dyn Clock>, key: TokenKey) -> Self {
        let tokens = Arc::new(TokenReader::new(key.verifier()));
        let board = Arc::default();
        Self { gate: Arc::new(RwLock::new(gate)), board, clock, key: Arc::new(key), tokens }
    }

    /// Returns the key that signs tokens.
    pub fn token_key(&self) -> &TokenKey {
        &self.key
    }

    /// Returns the key that verifies tokens, which everybody may know.
    pub fn verifier(&self) -> TokenVerifier {
        *self.tokens.verifier()
    }

    /// Returns the gate that decides now.
    pub fn gate(&self) -> Arc<Gate> {
        // Nothing panics while the lock is held; and if it did, the gate in it would be whole.
        self.gate.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets another gate decide from now on, in a house that wants its staff known as well as before.
    pub fn put_in_force(&self, gate: Gate) {
        let mut held = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(gate.with_staff_level(held.staff_level()));
    }

    /// Says how well the house wants its staff known from now on.
    pub fn want_staff_known(&self, level: Identity) {
        let mut held = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(Gate::clone(&held).with_staff_level(level));
    }

    /// Says whether the board of the house was founded; the command line then only proposes.
    pub fn has_board(&self) -> bool {
        self.board().is_founded
    }

    /// Returns the board of the house as the gate knows it.
    pub fn board(&self) -> Board {
        self.board.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes who sits on the board, after a seat on it was taken or given up.
    pub fn note_board(&self, board: Board) {
        *self.board.write().unwrap_or_else(PoisonError::into_inner) = board;
    }

    /// Returns the leave to write, or the refusal to record. What takes two is refused to one.
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
        mint(self.allows_showing(actor, act, resource, shown), None)
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
        self.permit_by_two_showing(actor, act, resource, approval, &[])
    }

    /// The same for what rests on an authority beside, of which one use is counted as it is done.
    pub fn permit_by_two_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        approval: &Approval,
        shown: &[Shown],
    ) -> Result<Permit, Denial> {
        let gate = self.gate();
        let beside = Beside { is_seconded: true, shown, ..Beside::default() };
        let decision = self.decide(&gate, actor, act, resource, beside);
        let (has_board, now) = (self.has_board(), self.clock.now());
        let fault = approval.fault(actor, act, resource, gate.edition(), has_board, now);
        match (decision, fault) {
            (Decision::Allowed(grant), Some(fault)) => {
                Err(grant.refused(Why::NotApproved(fault), fault.to_string(), Vec::new()))
            }
            (Decision::Allowed(mut grant), None) => {
                grant.ground.authorities.extend(approval.motion());
                mint(Decision::Allowed(grant), Some(approval.second.clone()))
            }
            (decision, _) => mint(decision, None),
        }
    }

    /// Returns the leave to approve as the second what somebody else proposed: only to whoever may do the same
    /// themself, is another, and does not stand in for them.
    pub fn permit_second(
        &self,
        second: &Actor,
        act: Act,
        resource: &Resource,
        first: First,
    ) -> Result<Permit, Denial> {
        let gate = self.gate();
        let First { proposer, deputies, shown } = first;
        let beside = Beside { is_seconded: true, shown: &shown, ..Beside::default() };
        if let Decision::Denied(denial) = self.decide(&gate, second, act, resource, beside) {
            return Err(denial);
        }
        let is_deputy = matches!(second, Actor::Staff(staff) if deputies.contains(&staff.id));
        let beside = Beside { proposer, is_deputy, ..Beside::default() };
        mint(self.decide(&gate, second, Act::ApprovalApprove, resource, beside), None)
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
            has_lapsed: held.has_lapsed,
            is_narrowed_off,
            second: held.second,
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
        self.gate().refuse_token(actor, act, resource, fault, self.clock.now())
    }

    /// Returns what the actor may do, and by what right, without doing it: for pages.
    pub fn allows(&self, actor: &Actor, act: Act, resource: &Resource) -> Decision {
        self.allows_showing(actor, act, resource, &[])
    }

    /// Returns what the actor may do with authorities shown, without doing it: for pages.
    pub fn allows_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        shown: &[Shown],
    ) -> Decision {
        self.decide(&self.gate(), actor, act, resource, Beside { shown, ..Beside::default() })
    }

    /// Returns the queues on which the actor may do the act; a list shows nothing of the others.
    ///
    /// For an act that is done to cases or messages, ask for `case.list`: a queue is no case.
    pub fn queues_visible(&self, actor: &Actor, act: Act, queues: &[Queue]) -> Vec<QueueId> {
        let gate = self.gate();
        let visible: Vec<_> = queues
            .iter()
            .filter(|queue| {
                let resource = Resource::Queue((*queue).clone());
                gate.is_allowed(actor, act, &resource, self.clock.now())
            })
            .map(|queue| queue.id)
            .collect();
        if !visible.is_empty() {
            // Tests tell by it which acts were really carried out (`testkit::carried_out`).
            tracing::trace!(target: "acts.read", act = act.as_str());
        }
        visible
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
        let board = self.board();
        let is_on_board = matches!(actor, Actor::Staff(staff)
            if board.seated.contains(&staff.id) && staff.roles.contains(&Role::BoardMember));
        let beside = Beside { has_board: board.is_founded, is_on_board, ..beside };
        match gate.decide_beside(actor, act, resource, beside, self.clock.now()) {
            Decision::Allowed(grant) if !rests_on_authority(actor, resource, &grant) => {
                let sentence = "What is sealed is opened only under an authority, whatever the policies \
                    say: by whoever has the case or sits in it, by whom it is about, or by a token that was shown.";
                Decision::Denied(grant.refused(Why::Sealed, sentence.to_owned(), Vec::new()))
            }
            decision => decision,
        }
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
/// Says whether a grant carries an authority at all, and for what is sealed, one that opens it.
fn rests_on_authority(actor: &Actor, resource: &Resource, grant: &Grant) -> bool {
    let authorities = &grant.ground.authorities;
    let Some((_, standing)) = SEALED.iter().find(|(act, _)| *act == grant.act) else {
        return !authorities.is_empty();
    };
    let is_shown = grant.ground.uses.is_some();
    let opens = |kind| OPENING.contains(&kind) || (kind == AuthorityKind::Motion && is_shown);
    if authorities.iter().any(|authority| opens(authority.kind)) {
        return true;
    }
    let stands = match (standing, actor) {
        (Standing::Assigned, Actor::Staff(staff)) => {
            resource.case().is_some_and(|case| is_in_hands(case, staff.id))
        }
        (Standing::Own, Actor::Staff(staff)) => resource.person_id() == Some(staff.person_id),
        (Standing::Own, Actor::Person(person)) => resource.person_id() == Some(person.id),
        (Standing::Told, _) => matches!(
            resource,
            Resource::Field { field, relation: Some(Relation::Member), .. }
                if field.to_member == ToMember::Tell
        ),
        _ => false,
    };
    stands && !authorities.is_empty()
}

fn is_in_hands(case: &Case, id: StaffId) -> bool {
    case.assignment.is_some_and(|assignment| assignment.staff_id == id) || case.tribunal.has(id)
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
