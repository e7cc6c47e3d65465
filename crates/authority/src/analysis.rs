//! Analysis: what another set of policies would newly allow or refuse. It asks two gates the same questions and
//! compares. It is a replay of scenes and of what was asked before, not a proof: nobody asked about everything.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{Act, Actor, AuthorityKind, Resource, Role};

use crate::{
    Gate, Shown,
    facts::{Beside, Facts},
    gate::Answer,
    scenes::{askers, noon, resource_kind, situations},
};

/// A question that the two gates answer differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The act.
    pub act: Act,
    /// Who asks, in words: `administrator`.
    pub asker: String,
    /// How the thing stands, in words: `own queue`; empty where there is but one way.
    pub situation: &'static str,
    /// The token that is shown beside, if any.
    pub shown: Option<AuthorityKind>,
    /// The answer of the policies in force.
    pub before: Answer,
    /// The answer of those that are proposed.
    pub after: Answer,
}

impl Shift {
    /// Says whether more is allowed than before.
    pub fn widens(&self) -> bool {
        self.after > self.before
    }
}

/// What the matrix of scenes says.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// Questions that were put to both.
    pub n_asked: usize,
    /// Those with another answer.
    pub shifts: Vec<Shift>,
}

/// Puts every act, asker and situation to both gates, in a house with or without a board; members of it have their seats.
pub fn compare(before: &Gate, after: &Gate, has_board: bool) -> Matrix {
    let askers = askers();
    let mut matrix = Matrix::default();
    for act in Act::ALL {
        let kind = resource_kind(*act);
        let shown = std::iter::once(None).chain(tokens(before, after, *act).into_iter().map(Some));
        let shown = shown.collect::<Vec<_>>();
        for (asker, actor) in &askers {
            for (situation, scene) in situations(kind, actor) {
                let resource = scene.resource(kind);
                for shown in &shown {
                    matrix.n_asked += 1;
                    let answer = |gate| ask(gate, actor, *act, &resource, *shown, has_board);
                    let (before, after) = (answer(before), answer(after));
                    if before != after {
                        matrix.shifts.push(Shift {
                            act: *act,
                            asker: asker.clone(),
                            situation,
                            shown: *shown,
                            before,
                            after,
                        });
                    }
                }
            }
        }
    }
    matrix
}

/// The kinds of tokens that a policy of either gate speaks of for an act.
fn tokens(before: &Gate, after: &Gate, act: Act) -> BTreeSet<AuthorityKind> {
    let rules = before.rules().iter().chain(after.rules());
    rules.filter(|rule| rule.acts.contains(&act)).filter_map(|rule| rule.authority).collect()
}

fn ask(
    gate: &Gate,
    actor: &Actor,
    act: Act,
    resource: &Resource,
    shown: Option<AuthorityKind>,
    has_board: bool,
) -> Answer {
    let facts = Facts::of(actor, act, resource, noon()).beside(with_board(actor, has_board));
    gate.extent(&shown.map_or(facts.clone(), |kind| showing(facts, kind)))
}

fn with_board(actor: &Actor, has_board: bool) -> Beside<'static> {
    let is_on_board = has_board
        && matches!(actor, Actor::Staff(staff) if staff.roles.contains(&Role::BoardMember));
    Beside { has_board, is_on_board, ..Beside::default() }
}

/// The same question with a token of a kind that fits it as well as any could; as it was where none can.
fn showing(facts: Facts, kind: AuthorityKind) -> Facts {
    match Shown::supposed(kind, &facts) {
        Some(shown) => facts.showing(shown),
        None => facts,
    }
}

/// Something that was asked before, rebuilt from its entry and from how things stand today.
#[derive(Clone, Debug)]
pub struct Past {
    /// The number of its entry.
    pub log_index: i64,
    /// Who asked.
    pub actor: Actor,
    /// What.
    pub act: Act,
    /// About what, as it stands today.
    pub resource: Resource,
    /// The kind of token that was used.
    pub shown: Option<AuthorityKind>,
    /// When.
    pub at: Timestamp,
    /// True where a second had approved.
    pub is_seconded: bool,
    /// True where it was done, false where it was refused.
    pub was_done: bool,
}

/// What became of a question that was put again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replayed {
    /// The policies in force do not give the answer that stands in the log: what it rested on is no longer so.
    NotRebuilt,
    /// Both give the answer that stands in the log.
    Same,
    /// The proposed policies would answer otherwise.
    Shift {
        /// The answer in the log.
        before: Answer,
        /// The answer of the proposed policies.
        after: Answer,
    },
}

/// Puts a question of the past to both gates. Those that are alike but for ids are asked once: both remember.
pub fn replay(before: &Gate, after: &Gate, past: &Past, has_board: bool) -> Replayed {
    let beside = Beside { is_seconded: past.is_seconded, ..with_board(&past.actor, has_board) };
    let mut facts = Facts::of(&past.actor, past.act, &past.resource, past.at).beside(beside);
    if let Some(kind) = past.shown {
        facts = showing(facts, kind);
    }
    let answer = before.extent_remembered(&facts);
    let done = if past.is_seconded { Answer::ByTwo } else { Answer::Allowed };
    if (answer == done) != past.was_done {
        return Replayed::NotRebuilt;
    }
    let after = after.extent_remembered(&facts);
    if after == answer { Replayed::Same } else { Replayed::Shift { before: answer, after } }
}

#[cfg(test)]
mod tests;
