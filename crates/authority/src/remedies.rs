//! Remedies: a refused question is asked again with each thing changed that people can bring about.

use std::collections::BTreeSet;

use model::{Act, CaseState, Identity, PersonId, Role, StaffId, check_roles};
use uuid::Uuid;

use crate::{
    case_facts::CaseFacts,
    decision::{Remedy, Step, remedy_sentence},
    facts::{Asker, Facts, Thing},
    gate::{Gate, policy_ref},
    policies::Rule,
    shown::Shown,
};

/// A question supposed otherwise.
type Supposed = (Vec<Step>, Facts);

/// Returns what would help, the shortest ways first. A way with more steps is offered only where none with
/// fewer helps.
pub fn remedies(gate: &Gate, facts: &Facts) -> Vec<Remedy> {
    let ways = match facts.asker {
        Asker::Visitor | Asker::Person(_) => signing_in(gate, facts),
        Asker::Staff { id, person_id } => staff_ways(gate, facts, id, person_id),
        Asker::Founder => Vec::new(),
    };
    let mut found = Vec::new();
    let mut n_steps_found = usize::MAX;
    for (steps, supposed) in ways {
        if steps.len() > n_steps_found {
            break;
        }
        // Two ways that read alike are one: as the person concerned, or as one of the staff.
        let is_offered = found.iter().any(|remedy: &Remedy| remedy.steps == steps);
        if !is_offered && let Some(remedy) = offer(gate, steps, &supposed) {
            // What takes a second person as well is longer than it was supposed.
            n_steps_found = n_steps_found.min(remedy.steps.len());
            found.push(remedy);
        }
    }
    found.retain(|remedy: &Remedy| remedy.steps.len() <= n_steps_found);
    if facts.asker != Asker::Visitor {
        let ways = shown(gate, facts).into_iter();
        found.extend(ways.filter_map(|(steps, supposed)| offer(gate, steps, &supposed)));
    }
    found
}

fn offer(gate: &Gate, mut steps: Vec<Step>, supposed: &Facts) -> Option<Remedy> {
    let mut verdict = gate.ask(supposed);
    if !verdict.is_allowed_alone() && !supposed.is_seconded {
        verdict = gate.ask(&gate.seconded(supposed)?);
        steps.push(Step::CallSecond);
    }
    let rule = verdict.rules.first().filter(|_| verdict.is_allowed)?;
    if steps.contains(&Step::TakeCase) && !can_take(gate, supposed) {
        for step in steps.iter_mut().filter(|step| **step == Step::TakeCase) {
            *step = Step::BeAssigned;
        }
    }
    let sentence = remedy_sentence(&steps);
    Some(Remedy { steps, sentence, policy: policy_ref(rule) })
}

/// With an authority of each kind that a policy for this question speaks of.
fn shown(gate: &Gate, facts: &Facts) -> Vec<Supposed> {
    let kinds = rules_for(gate, facts).filter_map(|rule| rule.authority).collect::<BTreeSet<_>>();
    let with = |kind| {
        let supposed = facts.showing(Shown::supposed(kind, facts)?);
        Some((vec![Step::ShowAuthority(kind)], supposed))
    };
    kinds.into_iter().filter_map(with).collect()
}

/// The policies that may answer this question.
fn rules_for<'a>(gate: &'a Gate, facts: &Facts) -> impl Iterator<Item = &'a Rule> {
    let book = gate.book();
    let cell = book.cell(facts.act, facts.asker.type_name(), facts.thing.type_name());
    cell.into_iter().flat_map(|cell| &cell.rules).filter_map(|at| book.rules.get(*at))
}

/// As the person concerned; a visitor also as one of the staff who may do all that the queue's staff may.
fn signing_in(gate: &Gate, facts: &Facts) -> Vec<Supposed> {
    let mut ways = Vec::new();
    let concerned = match (&facts.asker, &facts.thing) {
        (Asker::Person(id), _) => Some(*id),
        (_, Thing::Person(id)) => Some(*id),
        (_, Thing::Message { author: Some(id), .. }) => Some(*id),
        (_, thing) => thing.case().map(|case| case.requester),
    };
    if let Some(id) = concerned {
        let asker = Asker::Person(id);
        let identity = facts.identity.max(Identity::SignedIn);
        let signed_in = Facts { asker, via: "session", identity, ..facts.clone() };
        // More is asked of them only where a link is not enough.
        if identity < Identity::Strong && !gate.ask(&signed_in).is_allowed {
            let strong = Facts { identity: Identity::Strong, ..signed_in.clone() };
            ways.push((vec![Step::SignInStrongly], strong));
        }
        ways.push((vec![Step::SignIn], signed_in));
    }
    if facts.asker == Asker::Visitor {
        let (id, person_id) = (StaffId::from_uuid(Uuid::nil()), PersonId::from_uuid(Uuid::nil()));
        let mut staff = Facts {
            asker: Asker::Staff { id, person_id },
            roles: Role::ALL.into_iter().collect(),
            via: "session",
            identity: gate.staff_level().max(Identity::SignedIn),
            ..facts.clone()
        };
        if let Some(case) = staff.thing.case_mut() {
            case.assignee = Some(id);
        }
        ways.push((vec![Step::SignIn], staff));
    }
    ways
}

/// What one of the staff, their colleagues or the operators can bring about, in rising number of steps.
fn staff_ways(gate: &Gate, facts: &Facts, id: StaffId, person_id: PersonId) -> Vec<Supposed> {
    let mut ways = Vec::new();
    if facts.via == "token" || facts.scopes.is_some() {
        let identity = facts.identity.max(gate.staff_level());
        let session = Facts { via: "session", scopes: None, identity, ..facts.clone() };
        ways.push((vec![Step::UseSession], session));
    }
    ways.extend(ways_at_work(gate, facts, id));
    if facts.via == "session" && facts.identity < Identity::Strong {
        let strong = Facts { identity: Identity::Strong, ..facts.clone() };
        let beyond = ways_at_work(gate, &strong, id).into_iter();
        ways.push((vec![Step::SignInStrongly], strong));
        ways.extend(
            beyond.map(|(steps, facts)| ([&[Step::SignInStrongly], &*steps].concat(), facts)),
        );
    }
    ways.extend(others(gate, facts, id, person_id));
    ways.sort_by_key(|(steps, _)| steps.len());
    ways
}

/// What taking the case, another role or reopening the case would bring, in any order.
fn ways_at_work(gate: &Gate, facts: &Facts, id: StaffId) -> Vec<Supposed> {
    let mut ways = Vec::new();
    let roles = roles_worth_trying(gate, facts);
    let states = [Some(facts.clone()), reopened(facts)];
    for (supposed, reopening) in states.into_iter().flatten().zip([None, Some(Step::ReopenCase)]) {
        let mut bases = vec![(Vec::new(), supposed.clone())];
        bases.extend(roles.iter().map(|role| {
            let mut held = supposed.clone();
            held.roles.insert(*role);
            (vec![Step::HoldRole(*role)], held)
        }));
        for (steps, base) in bases {
            let steps = reopening.into_iter().chain(steps).collect::<Vec<_>>();
            if let Some(assigned) = assigned(&base, id) {
                ways.push(([steps.as_slice(), &[Step::TakeCase]].concat(), assigned));
            }
            if !steps.is_empty() {
                ways.push((steps, base));
            }
        }
    }
    ways
}

/// With the case reopened, when it is closed.
fn reopened(facts: &Facts) -> Option<Facts> {
    let mut supposed = facts.clone();
    let case = supposed.thing.case_mut().filter(|case| case.state == CaseState::Closed)?;
    case.state = CaseState::Pending;
    case.assignee = None;
    Some(supposed)
}

/// With the case in one's own hands. Only the staff of a queue are given its cases, and no closed ones.
fn assigned(facts: &Facts, id: StaffId) -> Option<Facts> {
    let case = facts.thing.case()?;
    if case.assignee == Some(id) || case.state == CaseState::Closed || !facts.is_in_queue() {
        return None;
    }
    let mut supposed = facts.clone();
    supposed.thing.case_mut()?.assignee = Some(id);
    Some(supposed)
}

/// Says whether one who is supposed to have the case could have taken it themself.
fn can_take(gate: &Gate, supposed: &Facts) -> bool {
    let Some(case) = supposed.thing.case() else { return false };
    let case = CaseFacts { assignee: None, ..case.clone() };
    let thing = Thing::Case { id: String::new(), case };
    gate.ask(&Facts { act: Act::CaseAssign, thing, ..supposed.clone() }).is_allowed
}

/// Whom else one can leave it to.
fn others(gate: &Gate, facts: &Facts, id: StaffId, person_id: PersonId) -> Vec<Supposed> {
    let mut ways = Vec::new();
    if let Some(supposed) = by_colleague(facts, id, person_id) {
        ways.push((vec![Step::LeaveToColleague], supposed));
    }
    if let Thing::Message { author_staff: Some(author), .. } = &facts.thing
        && *author != id
    {
        let mut supposed = facts.clone();
        if let Thing::Message { author_staff, .. } = &mut supposed.thing {
            *author_staff = Some(id);
        }
        ways.push((vec![Step::LeaveToAuthor], supposed));
    }
    let founder = Facts {
        asker: Asker::Founder,
        roles: BTreeSet::new(),
        via: "command_line",
        scopes: None,
        ..facts.clone()
    };
    if rules_for(gate, &founder).any(|rule| rule.is_permit) {
        ways.push((vec![Step::UseCommandLine], founder));
    }
    ways
}

/// One of the staff who is like this one, has the case, and is not its requester.
fn by_colleague(facts: &Facts, id: StaffId, person_id: PersonId) -> Option<Facts> {
    let nobody = PersonId::from_uuid(Uuid::nil());
    let mut supposed = facts.clone();
    if let Thing::Message { author, .. } = &mut supposed.thing
        && *author == Some(person_id)
    {
        *author = Some(nobody);
    }
    let is_author =
        matches!(&facts.thing, Thing::Message { author, .. } if *author == Some(person_id));
    let case = supposed.thing.case_mut()?;
    if case.requester != person_id && !is_author {
        return None;
    }
    case.requester = nobody;
    case.assignee = Some(id);
    Some(supposed)
}

/// The roles that staff the queue or that a policy for this question speaks of, less those that exclude one
/// already held.
fn roles_worth_trying(gate: &Gate, facts: &Facts) -> Vec<Role> {
    let mut roles = rules_for(gate, facts)
        .filter(|rule| rule.is_permit && rule.authority.is_none())
        .flat_map(|rule| rule.roles.iter().copied())
        .collect::<BTreeSet<_>>();
    match &facts.thing {
        Thing::Queue { staffed_by, .. } => roles.extend(staffed_by),
        thing => roles.extend(thing.case().into_iter().flat_map(|case| &case.staffed_by)),
    }
    let is_holdable = |role: &Role| {
        let mut held = facts.roles.clone();
        held.insert(*role) && check_roles(&held).is_ok()
    };
    roles.into_iter().filter(is_holdable).collect()
}
