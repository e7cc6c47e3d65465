//! The measured world: policies, people, cases, and a token for each case.

use std::{collections::BTreeSet, fmt::Write, sync::Arc};

use anyhow::Context;
use authority::{
    Authority, Gate, Held, IssuerKey, Narrowing, PolicyText, Prepared, Shown, TokenKey, narrow,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, Assignment, AuthorityId, AuthorityKind, Case, CaseId, CaseState, Chance, Class,
    Clock, Field, FieldKey, Holder, Identity, Issuer, PersonId, Queue, QueueId, QueueName,
    Resource, Role, Scope, SessionId, StaffActor, StaffId, Terms, ToMember, Via,
};
use vault::SystemChance;

use crate::dice::Dice;

/// The act that is measured: it is done with a token or not at all.
pub const ACT: Act = Act::FieldEdit;

/// Members of the staff who act.
const N_STAFF: usize = 40;

/// Narrowed copies that are measured.
const N_NARROWED: usize = 1_000;

/// Acts that made-up policies are about, so that some are in the way of the one that is measured.
const POLICY_ACTS: [&str; 10] = [
    "field.show",
    "field.edit",
    "field.disclose",
    "case.reply",
    "case.note",
    "case.assign",
    "case.close",
    "case.move",
    "message.unseal",
    "message.send",
];

/// How much of everything.
#[derive(Clone, Copy)]
pub struct Size {
    /// Policies in all.
    pub n_policies: usize,
    /// People.
    pub n_people: usize,
    /// Tokens, each with a case.
    pub n_tokens: usize,
}

/// One question: somebody, something, and the token for it.
pub struct Question {
    /// Who asks.
    pub actor: Actor,
    /// About what.
    pub resource: Resource,
    /// With which token.
    pub held: Held,
}

/// The world.
pub struct Ground {
    /// The gate.
    pub gate: Arc<Gate>,
    /// The questions, in an order without pattern.
    pub questions: Vec<Question>,
    /// Some of them again, with a copy that was narrowed and still reaches.
    pub narrowed: Vec<Question>,
    /// When all of it is asked.
    pub now: Timestamp,
    seed: [u8; 32],
}

/// A clock that stands, so that a run does not outlast its tokens.
struct StandingClock(Timestamp);

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

impl Ground {
    /// Lays it.
    pub fn lay(size: Size) -> anyhow::Result<Self> {
        let chance: &dyn Chance = &SystemChance;
        let now: Timestamp = "2026-11-21T12:00:00Z".parse()?;
        let seed = chance.bytes();
        let key = TokenKey::of_seed(&seed)?;
        let gate = Arc::new(gate(size.n_policies)?);
        let mut dice = Dice::new(7);
        let people: Vec<_> = (0..size.n_people).map(|_| PersonId::draw(now, chance)).collect();
        let staff: Vec<_> = (0..N_STAFF).map(|_| engineer(now, chance)).collect();
        let queue = queue(now, chance)?;
        let field = field()?;
        let mut questions = Vec::with_capacity(size.n_tokens);
        for index in 0..size.n_tokens {
            let person_id = *dice.pick(&people).context("a world has people")?;
            let actor = dice.pick(&staff).context("a world has staff")?.clone();
            let case = case(index, person_id, &queue, &actor, now, chance)?;
            let terms = terms(person_id, case.id, now, chance)?;
            let issuer = IssuerKey::of_seed(&chance.bytes())?;
            let token = key.mint(&terms, &issuer, chance)?;
            let (field, queue) = (field.clone(), queue.clone());
            let resource = Resource::Field { field, person_id, relation: None, case, queue };
            let (is_withdrawn, has_lapsed) = (false, false);
            let held = Held { token, n_used: 0, is_withdrawn, has_lapsed, second: None };
            questions.push(Question { actor, resource, held });
        }
        let to = Narrowing { acts: [ACT].into(), ..Narrowing::default() };
        let mut narrowed = Vec::new();
        for question in questions.iter().take(N_NARROWED) {
            let token = narrow(&key.verifier(), &question.held.token, &to, chance)?;
            let held = Held { token, ..question.held.clone() };
            let (actor, resource) = (question.actor.clone(), question.resource.clone());
            narrowed.push(Question { actor, resource, held });
        }
        dice.shuffle(&mut questions);
        Ok(Self { gate, questions, narrowed, now, seed })
    }

    /// Returns the gate as the house uses it, with no token read yet.
    pub fn authority(&self) -> anyhow::Result<Authority> {
        let key = TokenKey::of_seed(&self.seed)?;
        Ok(Authority::new(self.gate.clone(), Arc::new(StandingClock(self.now)), key))
    }

    /// Returns the key of the installation.
    pub fn key(&self) -> anyhow::Result<TokenKey> {
        Ok(TokenKey::of_seed(&self.seed)?)
    }

    /// Puts a question into Cedar's terms.
    pub fn prepare(&self, question: &Question, shown: &Shown) -> anyhow::Result<Prepared<'_>> {
        let Question { actor, resource, .. } = question;
        Ok(self.gate.prepare(actor, ACT, resource, Some(shown), self.now)?)
    }

    /// Returns how many policies Cedar looks at.
    pub fn n_policies_asked(&self) -> anyhow::Result<usize> {
        let question = self.questions.first().context("a world has questions")?;
        let Question { actor, resource, .. } = question;
        Ok(self.gate.prepare(actor, ACT, resource, None, self.now)?.n_policies())
    }

    /// Returns the octets of a token.
    pub fn token_bytes(&self) -> usize {
        self.questions.first().map_or(0, |question| question.held.token.len())
    }
}

/// The policies that Chancery comes with, and made-up ones of the same form: rulings that let arbitrators do something
/// in a queue of their own.
fn gate(n_policies: usize) -> anyhow::Result<Gate> {
    let mut texts = PolicyText::standing();
    let n_standing = Gate::new(&texts)?.n_policies();
    let mut text = String::new();
    for (index, act) in (n_standing..n_policies).zip(POLICY_ACTS.iter().cycle()) {
        write!(
            text,
            "@id(\"bench-{index}\")\n@clause(\"bench {index}\")\n@sentence(\"Made up, to be in the way.\")\n\
             @authority(\"ruling\")\npermit (principal is Staff, action == Action::\"{act}\", resource)\nwhen {{\n  \
             context.authorities.contains(\"ruling\") && principal.roles.contains(\"arbitrator\") &&\n  \
             resource.queue == \"queue-{index}\"\n}};\n\n"
        )?;
    }
    texts.push(PolicyText { file: "bench.cedar".to_owned(), text });
    Ok(Gate::new(&texts)?)
}

fn engineer(now: Timestamp, chance: &dyn Chance) -> Actor {
    Actor::Staff(StaffActor {
        id: StaffId::draw(now, chance),
        person_id: PersonId::draw(now, chance),
        roles: [Role::SupportEngineer, Role::Triage].into(),
        role_edition: 1,
        identity: Identity::Strong,
        via: Via::Session(SessionId::draw(now, chance)),
        scopes: None,
    })
}

fn queue(now: Timestamp, chance: &dyn Chance) -> anyhow::Result<Queue> {
    Ok(Queue {
        id: QueueId::draw(now, chance),
        name: QueueName::parse("support")?,
        first_response_secs: 3_600,
        roles: [Role::SupportEngineer, Role::TeamLeader].into(),
        position_index: 0,
        is_active: true,
        version: 1,
    })
}

fn field() -> anyhow::Result<Field> {
    Ok(Field {
        key: FieldKey::parse("passphrase")?,
        label: "Passphrase".to_owned(),
        class: Class::Personal,
        held: model::Held::Console,
        to_member: ToMember::Ask,
        elsewhere: None,
    })
}

fn case(
    index: usize,
    requester_id: PersonId,
    queue: &Queue,
    actor: &Actor,
    now: Timestamp,
    chance: &dyn Chance,
) -> anyhow::Result<Case> {
    let assignment = match actor {
        Actor::Staff(staff) => Some(Assignment { staff_id: staff.id, is_self: true, at: now }),
        _ => None,
    };
    Ok(Case {
        id: CaseId::draw(now, chance),
        number: format!("s20261121.{}", index + 1).parse()?,
        state: CaseState::Open,
        queue_id: queue.id,
        requester_id,
        assignment,
        class: Class::Personal,
        due: None,
        opened_at: now,
        updated_at: now,
        n_messages: 1,
        language: None,
        tribunal: model::Tribunal::default(),
        version: 1,
    })
}

fn terms(
    person_id: PersonId,
    case_id: CaseId,
    now: Timestamp,
    chance: &dyn Chance,
) -> anyhow::Result<Terms> {
    let hour = SignedDuration::from_hours(1);
    let fields = ["name", "passphrase"].map(FieldKey::parse).into_iter();
    Ok(Terms {
        id: AuthorityId::draw(now, chance),
        kind: AuthorityKind::Consent,
        number: None,
        issuer: Issuer { person_id, role: None, identity: Identity::Strong },
        holder: Holder::Role(Role::SupportEngineer),
        scope: Scope::Case(case_id),
        persons: [person_id].into(),
        acts: [Act::FieldShow, Act::FieldEdit].into(),
        fields: fields.collect::<Result<BTreeSet<_>, _>>()?,
        not_before: now - hour,
        expires_at: now + hour,
        n_uses_max: 3,
    })
}
