//! The gate: facts in, a decision out. Cedar alone decides.

use std::fmt;

use audit::{Ground, PolicyRef, Refusal, Who};
use cedar_policy::{Authorizer, Decision as Said, EntityUid};
use jiff::Timestamp;
use model::{Act, Actor, AuthorityKind, AuthorityRef, Eyes, Resource, Via};

use crate::{
    decision::{Decision, Denial, Grant, no_right_sentence},
    facts::{Beside, Facts, Names},
    policies::{Book, PolicyError, PolicyText, Rule},
    remedies::remedies,
};

/// The authority of the command line until a board is founded.
const FOUNDING: &str = "founding";

/// What a question that no policy can speak of is refused by: facts that Cedar does not take, or a policy that
/// failed on them. It cannot happen with policies that passed the schema, and if it does nothing is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the gate cannot put this question")]
pub struct Unanswerable;

/// Decides. Pure and quick: it reads nothing but what it is given.
pub struct Gate {
    book: Book,
    names: Names,
    authorizer: Authorizer,
    actions: Vec<(Act, EntityUid)>,
}

/// What Cedar said, with our own names for the policies.
pub struct Verdict<'a> {
    pub is_allowed: bool,
    /// Those that decided, in the order of the files; standing rules before those that rest on tokens.
    pub rules: Vec<&'a Rule>,
}

impl Verdict<'_> {
    /// Says whether one person alone may do it.
    pub fn is_allowed_alone(&self) -> bool {
        self.is_allowed && self.eyes().is_none()
    }

    /// Returns how many the first deciding policy takes.
    pub fn eyes(&self) -> Option<Eyes> {
        self.rules.first().and_then(|rule| rule.eyes)
    }
}

/// What may be done, from nothing to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Nobody lets it be done.
    Refused,
    /// It is done by two.
    ByTwo,
    /// It is done.
    Allowed,
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("edition", &self.edition()).finish_non_exhaustive()
    }
}

impl Gate {
    /// Reads policies beside the fixed core; the first bad one is named.
    pub fn new(texts: &[PolicyText]) -> Result<Self, PolicyError> {
        let unreadable = |_| PolicyError {
            file: "fixed/house.cedarschema".to_owned(),
            line: 1,
            reason: "a type name cannot be read".to_owned(),
        };
        let names = Names::read().map_err(unreadable)?;
        let actions = Act::ALL.iter().map(|act| (*act, names.action_uid(*act))).collect();
        Ok(Self { book: Book::read(texts)?, names, authorizer: Authorizer::new(), actions })
    }

    /// Reads policies without the fixed core: to see what holds when even that were gone.
    #[cfg(test)]
    pub(crate) fn coreless(texts: &[PolicyText]) -> Self {
        Self { book: crate::policies::coreless(texts), ..Self::new(&[]).unwrap() }
    }

    /// Returns the edition of the policies: it changes with any letter of them.
    pub fn edition(&self) -> &str {
        &self.book.edition
    }

    /// Decides whether the actor may do the act to the resource, given authorities that were shown and verified.
    pub fn decide(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        extra: &[AuthorityRef],
        now: Timestamp,
    ) -> Decision {
        let beside = Beside { authorities: extra, ..Beside::default() };
        self.decide_beside(actor, act, resource, beside, now)
    }

    /// Decides, given what stands beside the question. What one alone may not do, two may: then the grant says
    /// that a second pair of eyes is missing.
    pub(crate) fn decide_beside(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        beside: Beside<'_>,
        now: Timestamp,
    ) -> Decision {
        let facts = Facts::of(actor, act, resource, beside);
        let mut ground = ground(actor, act, resource, now);
        ground.edition = self.edition().to_owned();
        let alone = self.ask(&facts);
        let is_alone = alone.is_allowed_alone() || facts.is_seconded;
        // Where even two may not, the reason why not is the same for one.
        let supposed = if is_alone { None } else { self.seconded(&facts) };
        let verdict = supposed.map_or(alone, |supposed| self.ask(&supposed));
        ground.policies = verdict.rules.iter().map(|rule| policy_ref(rule)).collect();
        match verdict.rules.first() {
            Some(rule) if verdict.is_allowed => {
                ground.authorities = authorities(actor, rule, beside.authorities);
                let eyes = if is_alone { None } else { Some(rule.eyes.unwrap_or(Eyes::Four)) };
                Decision::Allowed(Grant {
                    act,
                    sentence: rule.sentence.clone(),
                    clause: rule.clause.clone(),
                    eyes,
                    ground: Box::new(ground),
                })
            }
            _ => Decision::Denied(self.denial(&facts, &verdict, ground)),
        }
    }

    /// Says whether the act may be done by one alone, without the words.
    pub fn is_allowed(&self, actor: &Actor, act: Act, resource: &Resource) -> bool {
        self.ask(&Facts::of(actor, act, resource, Beside::default())).is_allowed_alone()
    }

    /// Says how far a question is allowed, without the words.
    pub(crate) fn extent(&self, facts: &Facts) -> Answer {
        if facts.is_seconded {
            return if self.ask(facts).is_allowed { Answer::ByTwo } else { Answer::Refused };
        }
        if self.ask(facts).is_allowed_alone() {
            return Answer::Allowed;
        }
        match self.seconded(facts) {
            Some(supposed) if self.ask(&supposed).is_allowed => Answer::ByTwo,
            _ => Answer::Refused,
        }
    }

    /// Supposes that a second pair of eyes approved; `None` where no policy for the question minds.
    pub(crate) fn seconded(&self, facts: &Facts) -> Option<Facts> {
        let minds =
            self.book.minds_a_second(facts.act, facts.asker.type_name(), facts.thing.type_name());
        (minds && !facts.is_seconded).then(|| Facts { is_seconded: true, ..facts.clone() })
    }

    /// Returns all policies, in the order of the files; the fixed core first.
    pub fn rules(&self) -> &[Rule] {
        &self.book.rules
    }

    /// Puts one question to Cedar.
    pub(crate) fn ask(&self, facts: &Facts) -> Verdict<'_> {
        self.answer(facts).unwrap_or(Verdict { is_allowed: false, rules: Vec::new() })
    }

    /// Returns all policies.
    pub(crate) const fn book(&self) -> &Book {
        &self.book
    }

    fn answer(&self, facts: &Facts) -> Result<Verdict<'_>, Unanswerable> {
        let cell = self
            .book
            .cell(facts.act, facts.asker.type_name(), facts.thing.type_name())
            .ok_or(Unanswerable)?;
        let (_, action) =
            self.actions.iter().find(|(act, _)| *act == facts.act).ok_or(Unanswerable)?;
        let request = facts.request(action, &self.names)?;
        let entities = facts.entities(&self.names)?;
        let response = self.authorizer.is_authorized(&request, &cell.policies, &entities);
        // Cedar skips a policy that fails; a `forbid` must not be skipped, so a failure refuses.
        if response.diagnostics().errors().next().is_some() {
            return Err(Unanswerable);
        }
        let mut rules =
            response.diagnostics().reason().filter_map(|id| self.book.rule(id)).collect::<Vec<_>>();
        // A standing rule comes first, so that no token is used up where none is needed; then one that one
        // person suffices for.
        rules.sort_by_key(|(index, rule)| (rule.authority.is_some(), rule.eyes.is_some(), *index));
        Ok(Verdict {
            is_allowed: response.decision() == Said::Allow,
            rules: rules.into_iter().map(|(_, rule)| rule).collect(),
        })
    }

    fn denial(&self, facts: &Facts, verdict: &Verdict<'_>, ground: Ground) -> Denial {
        let points_to = self.book.first_permit(facts.act);
        let (sentence, clause) = match (verdict.rules.first(), points_to) {
            (Some(rule), _) => (rule.sentence.clone(), rule.clause.clone()),
            (None, Some(rule)) => {
                (no_right_sentence(facts.act, Some(&rule.sentence)), rule.clause.clone())
            }
            (None, None) => (no_right_sentence(facts.act, None), "000 SP 8.1".to_owned()),
        };
        Denial {
            act: facts.act,
            sentence,
            clause,
            policies: ground.policies.clone(),
            remedies: remedies(self, facts),
            refusal: Box::new(Refusal { ground }),
        }
    }
}

/// Returns the id and the clause of a policy.
pub fn policy_ref(rule: &Rule) -> PolicyRef {
    PolicyRef { id: rule.id.clone(), clause: rule.clause.clone() }
}

fn ground(actor: &Actor, act: Act, resource: &Resource, now: Timestamp) -> Ground {
    let (resource_kind, resource_id) = Ground::resource_parts(resource);
    let staff = match actor {
        Actor::Staff(staff) => Some((staff.id, staff.role_edition)),
        _ => None,
    };
    let via = match actor {
        Actor::Visitor => Via::Nothing,
        Actor::Person(person) => person.via,
        Actor::Staff(staff) => staff.via,
        Actor::Founder => Via::CommandLine,
    };
    Ground {
        who: who_of(actor),
        staff,
        via,
        act,
        resource_kind,
        resource_id,
        case: resource.case().map(|case| (case.id, case.version)),
        person_id: resource.person_id(),
        authorities: Vec::new(),
        policies: Vec::new(),
        second: None,
        edition: String::new(),
        at: now,
    }
}

/// Returns the pseudonym of whoever asks.
pub fn who_of(actor: &Actor) -> Who {
    let (kind, id) = match actor {
        Actor::Visitor => ("visitor", String::new()),
        Actor::Person(person) => ("person", person.id.to_string()),
        Actor::Staff(staff) => ("staff", staff.id.to_string()),
        Actor::Founder => ("founder", String::new()),
    };
    let roles = match actor {
        Actor::Staff(staff) => staff.roles.iter().map(|role| role.as_str().to_owned()).collect(),
        _ => Vec::new(),
    };
    Who { kind: kind.to_owned(), id, roles }
}

/// Returns what the first deciding policy rests on: its clause, the tokens of its kind, or the founding motion.
fn authorities(actor: &Actor, rule: &Rule, extra: &[AuthorityRef]) -> Vec<AuthorityRef> {
    if *actor == Actor::Founder {
        return vec![AuthorityRef { kind: AuthorityKind::Motion, id: FOUNDING.to_owned() }];
    }
    match rule.authority {
        Some(kind) => extra.iter().filter(|authority| authority.kind == kind).cloned().collect(),
        None => vec![AuthorityRef { kind: AuthorityKind::Clause, id: rule.clause.clone() }],
    }
}

#[cfg(test)]
mod tests;
