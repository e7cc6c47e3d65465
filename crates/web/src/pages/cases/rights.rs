//! The rights of a reader on a case, each with the form that uses it.

use std::collections::BTreeSet;

use authority::Decision;
use desk::{Entered, StaffView};
use model::{Act, CaseNumber, CaseState, Class, Resource, Role};

use crate::{
    State,
    caller::Caller,
    floors::{self, act_words, capitalised},
    pages::{
        cases::case::{Colleague, Form, Right},
        cases::known::Known,
        denials::{self, WayButton},
        handovers,
    },
    say,
    trouble::Trouble,
};

/// Words the gate's answers for the column at the right.
pub async fn rights(
    state: &State,
    caller: &Caller,
    entered: &Entered<'_>,
    decisions: &[Decision],
) -> Result<Vec<Right>, Trouble> {
    let mut rights = Vec::new();
    let is_shown = |decision: &&Decision| {
        let act = act(decision);
        let is_marked = act == Act::CaseMarkLegal && entered.case().class == Class::Legal;
        is_of_state(act, entered.case().state) && !is_marked
    };
    for decision in decisions.iter().filter(is_shown) {
        let form = match decision {
            Decision::Allowed(grant) => form(state, caller, entered, grant.act).await?,
            Decision::Denied(_) => Form::None,
        };
        rights.push(right(decision, entered.case().number, form));
    }
    mark_next(&mut rights);
    Ok(rights)
}

/// Marks what is most likely wanted next: whoever may take a case takes it, whoever has it answers, and then whatever
/// else they may do here.
fn mark_next(rights: &mut [Right]) {
    let is_take = |form: &Form| matches!(form, Form::Assign { may_take: true, .. });
    let is_reply = |form: &Form| matches!(form, Form::Link { href, .. } if href == "#reply");
    let is_any = |form: &Form| !matches!(form, Form::None);
    let wanted: [&dyn Fn(&Form) -> bool; 3] = [&is_take, &is_reply, &is_any];
    let index = wanted.iter().find_map(|is_wanted| {
        rights.iter().position(|right| right.is_held && is_wanted(&right.form))
    });
    if let Some(right) = index.and_then(|index| rights.get_mut(index)) {
        right.is_next = true;
    }
}

/// Returns the act that an answer is about.
pub const fn act(decision: &Decision) -> Act {
    match decision {
        Decision::Allowed(grant) => grant.act,
        Decision::Denied(denial) => denial.act,
    }
}

/// Says whether the act makes sense in this state; one does not close what is closed.
fn is_of_state(act: Act, state: CaseState) -> bool {
    match act {
        Act::CaseReopen => matches!(state, CaseState::Closed | CaseState::Resolved),
        Act::CaseClose | Act::CaseMove | Act::CaseAssign | Act::CaseHandOver | Act::CaseSplit => {
            state != CaseState::Closed
        }
        _ => true,
    }
}

/// Leaves one button in the column for each way: the form of a right that is held, else the foot of the column, else beside what is
/// lacking first; the sentences stay. Glass that the foot does not lead to is broken nowhere above it either.
pub fn say_once(rights: &mut [Right], known: &mut Known, number: CaseNumber) {
    let begun_by = |right: &Right| match &right.form {
        Form::Assign { may_take: true, path, .. } => Some(path.clone()),
        Form::Link { href, .. } => Some(href.clone()),
        _ => None,
    };
    let mut begun: BTreeSet<String> = rights.iter().filter_map(begun_by).collect();
    known.dispute.take_if(|href| begun.contains(href));
    known.glass.take_if(|href| begun.contains(href));
    begun.extend(known.dispute.clone());
    begun.insert(denials::glass_href(number));
    let mut is_again = |button: &mut WayButton| {
        let target = match button {
            WayButton::Take { path, .. } => path,
            WayButton::Link { href, .. } => href,
        };
        !begun.insert(target.clone())
    };
    for right in rights.iter_mut() {
        right.begins.take_if(&mut is_again);
    }
    for way in rights.iter_mut().flat_map(|right| &mut right.ways) {
        way.button.take_if(&mut is_again);
    }
}

fn right(decision: &Decision, number: CaseNumber, form: Form) -> Right {
    let (clause, sentence, policies) = match decision {
        Decision::Allowed(grant) => {
            (&grant.clause, floors::sentence(&grant.sentence), &grant.ground.policies)
        }
        Decision::Denied(denial) => (&denial.clause, floors::refusal(denial), &denial.policies),
    };
    // What one lacks says how to get it, in the ways of the page that refuses it.
    let mut ways = match decision {
        Decision::Denied(denial) => {
            denials::ways(denial, Some(number), &format!("/cases/{number}")).into_iter()
        }
        Decision::Allowed(_) => Vec::new().into_iter(),
    };
    let (way, begins) = ways.next().map(|way| (way.sentence, way.button)).unzip();
    Right {
        is_held: decision.is_allowed(),
        act: act(decision),
        words: capitalised(&act_words(act(decision))),
        clause: clause.clone(),
        policy: policies.first().map(|policy| policy.id.clone()).unwrap_or_default(),
        sentence: [Some(sentence), way].into_iter().flatten().collect::<Vec<_>>().join(" "),
        begins: begins.flatten(),
        ways: ways.collect(),
        form,
        is_next: false,
    }
}

async fn form(
    state: &State,
    caller: &Caller,
    entered: &Entered<'_>,
    act: Act,
) -> Result<Form, Trouble> {
    let path = |noun: &str| format!("/cases/{}/{noun}", entered.case().number);
    Ok(match act {
        Act::CaseReply => Form::Link { href: "#reply".to_owned(), label: say("case-reply") },
        Act::CaseNote => Form::Link { href: "#note".to_owned(), label: say("case-write-note") },
        Act::CaseMove => {
            Form::Move { path: path("placement"), queues: queues(state, caller, entered).await? }
        }
        Act::CaseAssign => {
            let staff = staff(state, caller).await?;
            let me = caller.staff().map(|me| me.id);
            let is_mine = entered.case().assignment.is_some_and(|held| Some(held.staff_id) == me);
            let colleagues = staff.iter().filter(|card| Some(card.id) != me);
            Form::Assign {
                path: path("assignment"),
                may_take: !is_mine && caller.staff().is_some_and(|me| shares(&me.roles, entered)),
                colleagues: colleagues
                    .filter(|card| card.is_active && shares(&card.roles, entered))
                    .map(|card| Colleague { id: card.id.to_string(), title: floors::title(card) })
                    .collect(),
            }
        }
        Act::CaseHandOver => Form::HandOver {
            path: path("handovers"),
            destinations: handovers::choices(state, caller, "").await?,
        },
        Act::DisputeFile => {
            Form::Link { href: path("dispute"), label: say("case-file-dispute-from") }
        }
        Act::CaseLink => {
            Form::Link { href: "#link-number".to_owned(), label: say("affairs-link-it") }
        }
        Act::CaseMerge => {
            Form::Link { href: "#merge-number".to_owned(), label: say("affairs-merge-it") }
        }
        Act::CaseSplit => {
            Form::Link { href: path("splits/new"), label: say("affairs-choose-messages") }
        }
        Act::CaseMarkLegal => {
            Form::Link { href: "#legal".to_owned(), label: say("case-mark-legal") }
        }
        Act::CaseClose => Form::Button { path: path("closure"), label: say("case-close") },
        Act::CaseReopen => Form::Button { path: path("reopening"), label: say("case-reopen") },
        _ => Form::None,
    })
}

/// Says whether holders of these roles staff the queue; the act itself decides.
fn shares(roles: &BTreeSet<Role>, entered: &Entered<'_>) -> bool {
    entered.queue().roles.iter().any(|role| roles.contains(role))
}

async fn queues(
    state: &State,
    caller: &Caller,
    entered: &Entered<'_>,
) -> Result<Vec<String>, Trouble> {
    if !caller.may(state, Act::QueueList, &Resource::House) {
        return Ok(Vec::new());
    }
    let queues = state.desk.queues(&caller.actor).await?;
    let others =
        queues.into_iter().filter(|queue| queue.is_active && queue.id != entered.queue().id);
    Ok(others.map(|queue| queue.name.to_string()).collect())
}

async fn staff(state: &State, caller: &Caller) -> Result<Vec<StaffView>, Trouble> {
    if !caller.may(state, Act::StaffList, &Resource::House) {
        return Ok(Vec::new());
    }
    Ok(state.desk.staff(&caller.actor).await?)
}
