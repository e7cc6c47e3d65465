//! The gate: facts in, a decision out. Cedar alone decides.

use std::{borrow::Cow, fmt, sync::Arc};

use audit::{Ground, PolicyRef, Refusal, TokenUse, Who};
use cedar_policy::{Authorizer, Decision as Said, Entities, EntityUid, Request};
use jiff::Timestamp;
use model::{Act, Actor, AuthorityKind, AuthorityRef, Eyes, Held, Identity, Resource, Via};

use crate::{
    decision::{Decision, Denial, Grant, Why, first_upper, no_right_sentence},
    facts::{Beside, Facts, Thing},
    memo::{Answered, Memo, Question},
    names::Names,
    policies::{Book, Cell, PolicyError, PolicyText, Rule},
    remedies::remedies,
    shown::Shown,
    tokens::TokenFault,
};

/// The authority of the command line until a board is founded.
const FOUNDING: &str = "founding";

/// What refuses something that is no token: no policy, because no policy gets to see it.
const TOKEN_POLICY: &str = "core-token-form";
const TOKEN_CLAUSE: &str = "000 Birdshack note";

/// What a question that no policy can speak of is refused by: facts that Cedar does not take, or a policy that
/// failed on them. It cannot happen with policies that passed the schema, and if it does nothing is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the gate cannot put this question")]
pub struct Unanswerable;

/// Decides. Pure and quick: it reads nothing but what it is given. Cheap to clone.
#[derive(Clone)]
pub struct Gate {
    book: Arc<Book>,
    names: Arc<Names>,
    authorizer: Arc<Authorizer>,
    actions: Arc<[(Act, EntityUid)]>,
    staff_level: Identity,
    /// What was asked lately. It ends with the gate, and so with the policies that it answers by.
    memo: Arc<Memo>,
}

/// What Cedar said, with our own names for the policies.
pub struct Verdict<'a> {
    pub is_allowed: bool,
    /// Those that decided, in the order of the files; standing rules before those that rest on tokens.
    pub rules: Vec<&'a Rule>,
}

impl Verdict<'_> {
    const fn nothing() -> Self {
        Self { is_allowed: false, rules: Vec::new() }
    }

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
        let names = Arc::new(Names::read().map_err(unreadable)?);
        let actions = Act::ALL.iter().map(|act| (*act, names.action_uid(*act))).collect();
        let (book, authorizer) = (Arc::new(Book::read(texts)?), Arc::new(Authorizer::new()));
        let (staff_level, memo) = (Identity::SignedIn, Arc::default());
        Ok(Self { book, names, authorizer, actions, staff_level, memo })
    }

    /// Says how well the house wants its staff known before they do anything.
    pub fn with_staff_level(self, staff_level: Identity) -> Self {
        Self { staff_level, memo: Arc::default(), ..self }
    }

    /// Reads policies without the fixed core: to see what holds when even that were gone.
    #[cfg(test)]
    pub(crate) fn coreless(texts: &[PolicyText]) -> Self {
        Self { book: Arc::new(crate::policies::coreless(texts)), ..Self::new(&[]).unwrap() }
    }

    /// Returns the edition of the policies: it changes with any letter of them.
    pub fn edition(&self) -> &str {
        &self.book.edition
    }

    /// Decides whether the actor may do the act to the resource. A standing rule is looked for first, so that no
    /// authority is used up where none is needed; then each that is shown is tried by itself.
    pub fn decide(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        shown: &[Shown],
        now: Timestamp,
    ) -> Decision {
        self.decide_beside(actor, act, resource, Beside { shown, ..Beside::default() }, now)
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
        let facts = Facts::of(actor, act, resource, now).beside(beside);
        let mut ground = ground(actor, act, resource, now);
        ground.edition = self.edition().to_owned();
        // Where no standing rule lets anybody do the act, nothing is asked without the authority.
        let standing = beside.shown.is_empty() || self.may_stand(&facts);
        let bare = standing.then_some((Cow::Borrowed(&facts), None)).into_iter();
        let showing = |shown: &'_ Shown| Cow::Owned(facts.showing(shown.clone()));
        let questions = bare.chain(beside.shown.iter().map(|shown| (showing(shown), Some(shown))));

        let mut by_two = None;
        let mut nearest: Option<(Verdict<'_>, Option<&Shown>)> = None;
        for (question, shown) in questions {
            let mut verdict = self.ask(&question);
            if verdict.is_allowed && (facts.is_seconded || verdict.eyes().is_none()) {
                return granted(actor, act, ground, &verdict.rules, shown, None);
            }
            if let Some(supposed) = self.seconded(&question) {
                // Where even two may not, the reason why not is the same for one.
                verdict = self.ask(&supposed);
                if verdict.is_allowed {
                    by_two.get_or_insert((verdict, shown));
                    continue;
                }
            }
            // It takes a second whom nobody can call: nothing that could be done allows it.
            if verdict.is_allowed {
                verdict = Verdict::nothing();
            }
            // What was shown explains a refusal better than what was not; of several, the one that lacks least.
            let is_nearer = nearest.as_ref().is_none_or(|(nearest, of)| {
                of.is_none() || verdict.rules.len() < nearest.rules.len()
            });
            if is_nearer {
                nearest = Some((verdict, shown));
            }
        }
        if let Some((verdict, shown)) = by_two {
            let eyes = verdict.eyes().unwrap_or(Eyes::Four);
            return granted(actor, act, ground, &verdict.rules, shown, Some(eyes));
        }
        let nearest = nearest.map_or(Verdict::nothing(), |(verdict, _)| verdict);
        ground.policies = nearest.rules.iter().map(|rule| policy_ref(rule)).collect();
        Decision::Denied(self.denial(&facts, &nearest, ground))
    }

    /// Returns the refusal of an act for which something was shown that is no token of this installation.
    pub fn refuse_token(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        fault: TokenFault,
        now: Timestamp,
    ) -> Denial {
        let mut ground = ground(actor, act, resource, now);
        ground.edition = self.edition().to_owned();
        let policy = PolicyRef { id: TOKEN_POLICY.to_owned(), clause: TOKEN_CLAUSE.to_owned() };
        ground.policies = vec![policy];
        let mut denial =
            self.denial(&Facts::of(actor, act, resource, now), &Verdict::nothing(), ground);
        denial.why = Box::new(Why::NoToken);
        denial.sentence = format!("{}.", first_upper(&fault.to_string()));
        denial.clause = TOKEN_CLAUSE.to_owned();
        denial
    }

    /// Says whether the act may be done by one alone, without the words.
    pub fn is_allowed(&self, actor: &Actor, act: Act, resource: &Resource, now: Timestamp) -> bool {
        self.ask(&Facts::of(actor, act, resource, now)).is_allowed_alone()
    }

    /// Returns the same gate with a memory of its own, so that many questions of the past drive nothing of today out.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { memo: Arc::default(), ..self.clone() }
    }

    /// Says how far a question is allowed, without the words.
    pub(crate) fn extent(&self, facts: &Facts) -> Answer {
        self.extent_by(facts, |facts| self.ask_anew(facts))
    }

    /// The same from memory, for many questions that are alike.
    pub(crate) fn extent_remembered(&self, facts: &Facts) -> Answer {
        self.extent_by(facts, |facts| self.ask(facts))
    }

    fn extent_by<'a>(&'a self, facts: &Facts, ask: impl Fn(&Facts) -> Verdict<'a>) -> Answer {
        if facts.is_seconded {
            return if ask(facts).is_allowed { Answer::ByTwo } else { Answer::Refused };
        }
        if ask(facts).is_allowed_alone() {
            return Answer::Allowed;
        }
        match self.seconded(facts) {
            Some(supposed) if ask(&supposed).is_allowed => Answer::ByTwo,
            _ => Answer::Refused,
        }
    }

    /// Puts one question to Cedar that nobody will put again soon: a memory of all that can be asked would hold nothing else.
    fn ask_anew(&self, facts: &Facts) -> Verdict<'_> {
        let answered = self.answer_by_cedar(facts);
        answered.map_or(Verdict::nothing(), |answered| self.verdict(&answered))
    }

    /// Supposes that a second pair of eyes approved; `None` where no policy for the question minds, and where nobody can
    /// propose the act: a house may have such policies from before they were refused, and nobody is shown a way that there
    /// is not.
    pub(crate) fn seconded(&self, facts: &Facts) -> Option<Facts> {
        let minds = self.cell(facts).is_some_and(|cell| cell.minds_a_second);
        (minds && is_proposable(facts) && !facts.is_seconded)
            .then(|| Facts { is_seconded: true, ..facts.clone() })
    }

    /// Returns all policies, in the order of the files; the fixed core first.
    pub fn rules(&self) -> &[Rule] {
        &self.book.rules
    }

    /// Puts one question to Cedar.
    pub(crate) fn ask(&self, facts: &Facts) -> Verdict<'_> {
        self.answer(facts).unwrap_or(Verdict::nothing())
    }

    /// Returns how well the house wants its staff known.
    pub const fn staff_level(&self) -> Identity {
        self.staff_level
    }

    /// Returns all policies.
    pub(crate) fn book(&self) -> &Book {
        &self.book
    }

    /// Returns the names of Cedar's types.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// Returns the policies that may answer a question, and the question in Cedar's terms.
    pub(crate) fn request(&self, facts: &Facts) -> Result<(&Cell, Request), Unanswerable> {
        let cell = self.cell(facts).ok_or(Unanswerable)?;
        let (_, action) =
            self.actions.iter().find(|(act, _)| *act == facts.act).ok_or(Unanswerable)?;
        let request = facts.request(action, &self.names, self.staff_level)?;
        Ok((cell, request))
    }

    /// Asks Cedar, and nothing else.
    pub(crate) fn is_allowed_by_cedar(
        &self,
        cell: &Cell,
        request: &Request,
        entities: &Entities,
    ) -> bool {
        let response = self.authorizer.is_authorized(request, &cell.policies, entities);
        response.decision() == Said::Allow
    }

    fn cell(&self, facts: &Facts) -> Option<&Cell> {
        self.book.cell(facts.act, facts.asker.type_name(), facts.thing.type_name())
    }

    /// Says whether some rule that needs no token lets somebody do the act.
    fn may_stand(&self, facts: &Facts) -> bool {
        self.cell(facts).is_some_and(|cell| cell.may_stand)
    }

    /// Answers from memory, or asks Cedar. A failure is not remembered.
    fn answer(&self, facts: &Facts) -> Result<Verdict<'_>, Unanswerable> {
        let question = self.cell(facts).and_then(|cell| Question::of(facts, cell));
        let Some(question) = question else {
            return self.answer_by_cedar(facts).map(|answered| self.verdict(&answered));
        };
        let answered = match self.memo.get(&question) {
            Some(answered) => answered,
            None => {
                let answered = self.answer_by_cedar(facts)?;
                self.memo.insert(question, answered.clone());
                answered
            }
        };
        Ok(self.verdict(&answered))
    }

    fn verdict(&self, answered: &Answered) -> Verdict<'_> {
        let rules = answered.rules.iter().filter_map(|index| self.book.rules.get(*index));
        Verdict { is_allowed: answered.is_allowed, rules: rules.collect() }
    }

    fn answer_by_cedar(&self, facts: &Facts) -> Result<Answered, Unanswerable> {
        let (cell, request) = self.request(facts)?;
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
        Ok(Answered {
            is_allowed: response.decision() == Said::Allow,
            rules: rules.into_iter().map(|(index, _)| index).collect(),
        })
    }

    fn denial(&self, facts: &Facts, verdict: &Verdict<'_>, ground: Ground) -> Denial {
        let points_to = self.book.first_permit(facts.act);
        let (why, sentence, clause) = match (verdict.rules.first(), points_to) {
            (Some(rule), _) => (Why::Forbidden, rule.sentence.clone(), rule.clause.clone()),
            (None, rule) => {
                let clause = rule.map_or("000 SP 8.1", |rule| rule.clause.as_str()).to_owned();
                let rule = rule.map(|rule| rule.sentence.clone());
                let sentence = no_right_sentence(facts.act, rule.as_deref());
                (Why::NoRight { rule }, sentence, clause)
            }
        };
        Denial {
            act: facts.act,
            why: Box::new(why),
            sentence,
            clause,
            policies: ground.policies.clone(),
            remedies: remedies(self, facts),
            refusal: Box::new(Refusal { ground }),
        }
    }
}

/// Says whether somebody can propose what is asked about. A field that another system holds is changed there, where nobody waits
/// for a second.
fn is_proposable(facts: &Facts) -> bool {
    let is_elsewhere =
        matches!(&facts.thing, Thing::Field { field, .. } if field.held == Held::Console);
    facts.act.is_proposable() && !is_elsewhere
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
        uses: None,
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

fn granted(
    actor: &Actor,
    act: Act,
    mut ground: Ground,
    rules: &[&Rule],
    shown: Option<&Shown>,
    eyes: Option<Eyes>,
) -> Decision {
    let words = rules.first().map(|rule| (rule.sentence.clone(), rule.clause.clone()));
    let (sentence, clause) = words.unwrap_or_default();
    let claim = rules.first().and_then(|rule| rule.authority);
    ground.policies = rules.iter().map(|rule| policy_ref(rule)).collect();
    ground.authorities = match (actor, shown) {
        (Actor::Founder, _) => {
            vec![AuthorityRef { kind: AuthorityKind::Motion, id: FOUNDING.to_owned() }]
        }
        // A rule that rests on a kind of token gives nothing to whoever shows none of it.
        (_, shown) if claim.is_some() && claim != shown.map(|shown| shown.terms.kind) => Vec::new(),
        (_, Some(shown)) => {
            let id = shown.terms.id;
            ground.uses = Some(TokenUse { id, n_max: shown.terms.n_uses_max });
            vec![AuthorityRef { kind: shown.terms.kind, id: id.to_string() }]
        }
        (_, None) => vec![AuthorityRef { kind: AuthorityKind::Clause, id: clause.clone() }],
    };
    Decision::Allowed(Grant { act, sentence, clause, eyes, ground: Box::new(ground) })
}

#[cfg(test)]
mod shown_tests;
#[cfg(test)]
mod tests;
