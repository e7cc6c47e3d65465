//! Rules as trees over predicates.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::rule::{Condition, Item, Matcher, Rule, Selection};

use super::{
    predicate::{Predicate, PredicateId, Table},
    slots::SlotId,
};

/// A rule's logic.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Test(PredicateId),
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    /// One of several tests that the pass over their fields decides.
    AnyFound(GroupId),
}

/// Tests of which one is enough, by their place in the list of groups.
pub(super) type GroupId = u32;

/// Sets of tests, each held once.
#[derive(Debug, Default)]
pub(super) struct AnyFound {
    pub groups: Vec<Vec<PredicateId>>,
    by_tests: HashMap<Vec<PredicateId>, GroupId, FixedState>,
}

/// Fewer tests are looked at one by one.
const GROUP_MIN: usize = 3;

/// A rule, compiled.
#[derive(Debug)]
pub(super) struct Program {
    pub condition: Tree,
    /// The selections on their own, in the order of the rule, for telling which of them held.
    pub selections: Vec<Tree>,
}

impl Program {
    /// Compiles a rule, entering its tests into the table.
    pub fn new(rule: &Rule, table: &mut Table, slot_of: &mut impl FnMut(&str) -> SlotId) -> Self {
        let selections: Vec<Tree> = rule
            .detection
            .selections
            .iter()
            .map(|selection| self::selection(selection, table, slot_of))
            .collect();
        let conditions = rule.detection.conditions.iter();
        let condition = or(conditions.map(|asked| condition(asked, &selections)).collect());
        Self { condition, selections }
    }
}

impl Tree {
    /// Puts what is cheap to know before what is dear.
    pub fn order(&mut self, predicates: &[Predicate]) {
        match self {
            Self::Test(_) | Self::AnyFound(_) => {}
            Self::Not(inner) => inner.order(predicates),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter_mut().for_each(|part| part.order(predicates));
                parts.sort_by_key(|part| part.price(predicates));
            }
        }
    }

    /// Puts tests together of which one is enough: when one is found, the group is known to hold, however large.
    pub fn gather(&mut self, predicates: &[Predicate], any: &mut AnyFound) {
        match self {
            Self::Test(_) | Self::AnyFound(_) => {}
            Self::Not(inner) => inner.gather(predicates, any),
            Self::And(parts) => parts.iter_mut().for_each(|part| part.gather(predicates, any)),
            Self::Or(parts) => {
                parts.iter_mut().for_each(|part| part.gather(predicates, any));
                let is_found_by_pass = |part: &Tree| match part {
                    Self::Test(id) => predicates
                        .get(*id as usize)
                        .filter(|known| known.test.is_found_by_pass())
                        .map(|_| *id),
                    _ => None,
                };
                let mut tests: Vec<PredicateId> =
                    parts.iter().filter_map(is_found_by_pass).collect();
                if tests.len() < GROUP_MIN {
                    return;
                }
                tests.sort_unstable();
                tests.dedup();
                let next = GroupId::try_from(any.groups.len()).unwrap_or(GroupId::MAX);
                let group = *any.by_tests.entry(tests.clone()).or_insert(next);
                if group == next {
                    any.groups.push(tests);
                }
                parts.retain(|part| is_found_by_pass(part).is_none());
                parts.insert(0, Self::AnyFound(group));
            }
        }
    }

    fn price(&self, predicates: &[Predicate]) -> usize {
        match self {
            Self::Test(id) => predicates.get(*id as usize).map_or(0, |known| known.test.price()),
            Self::AnyFound(_) => 1,
            Self::Not(inner) => inner.price(predicates),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().map(|part| part.price(predicates)).sum()
            }
        }
    }
}

fn condition(asked: &Condition, selections: &[Tree]) -> Tree {
    let all = |parts: &[Condition]| parts.iter().map(|part| condition(part, selections)).collect();
    match asked {
        Condition::Selection(index) => {
            selections.get(*index).cloned().unwrap_or(Tree::Or(Vec::new()))
        }
        Condition::Not(inner) => not(condition(inner, selections)),
        Condition::And(parts) => and(all(parts)),
        Condition::Or(parts) => or(all(parts)),
    }
}

fn selection(
    selection: &Selection,
    table: &mut Table,
    slot_of: &mut impl FnMut(&str) -> SlotId,
) -> Tree {
    let group = |items: &Vec<Item>, table: &mut Table, slot_of: &mut _| {
        and(items.iter().map(|wanted| item(wanted, table, slot_of)).collect())
    };
    or(selection.groups.iter().map(|items| group(items, table, slot_of)).collect())
}

fn item<F: FnMut(&str) -> SlotId>(item: &Item, table: &mut Table, slot_of: &mut F) -> Tree {
    let mut form = |matcher: &Matcher| {
        let test = Tree::Test(table.enter(item, matcher, &mut *slot_of));
        match matcher {
            Matcher::Exists(false) => not(test),
            _ => test,
        }
    };
    let values =
        item.values.iter().map(|forms| or(forms.iter().map(&mut form).collect())).collect();
    let found = if item.is_all { and(values) } else { or(values) };
    if item.is_negated { not(found) } else { found }
}

fn not(tree: Tree) -> Tree {
    match tree {
        Tree::Not(inner) => *inner,
        tree => Tree::Not(Box::new(tree)),
    }
}

fn and(parts: Vec<Tree>) -> Tree {
    joined(parts, Tree::And, |tree| match tree {
        Tree::And(inner) => Ok(inner),
        tree => Err(tree),
    })
}

fn or(parts: Vec<Tree>) -> Tree {
    joined(parts, Tree::Or, |tree| match tree {
        Tree::Or(inner) => Ok(inner),
        tree => Err(tree),
    })
}

/// Joins parts, laying open those that are joined the same way.
fn joined(
    parts: Vec<Tree>,
    join: fn(Vec<Tree>) -> Tree,
    open: fn(Tree) -> Result<Vec<Tree>, Tree>,
) -> Tree {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match open(part) {
            Ok(inner) => flat.extend(inner),
            Err(part) => flat.push(part),
        }
    }
    match (flat.len(), flat.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            flat.extend(last);
            join(flat)
        }
    }
}
