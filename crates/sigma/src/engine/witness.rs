//! What a rule cannot match without: the least of it, by what is rare in events.
//!
//! A rule is looked at only when one of its witnesses turns up. The choice decides the speed and can do no harm to the
//! result: whichever is chosen, the rule cannot match without it.

use super::{
    predicate::{Predicate, PredicateId, Test},
    program::Tree,
    rarity::Rarity,
    slots::SlotId,
};

/// What calls for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Witness {
    /// A test that the pass over its field decides.
    Found(PredicateId),
    /// A field with a value that is not in ASCII.
    Beyond(SlotId),
    /// A field that is there.
    There(SlotId),
}

/// Witnesses of which one is there whenever the rule matches, and how often that is thought to be.
#[derive(Debug, Clone)]
pub(super) struct Witnesses {
    pub all: Vec<Witness>,
    share: f32,
}

/// How often a field is thought to be there; above that of any text that was ever seen to be rare.
const SHARE_THERE: f32 = 2.0;
/// How often a value is thought to hold more than ASCII.
const SHARE_BEYOND: f32 = 0.02;
/// What a short whole value, such as an event's number, is thought to be.
const SHARE_SHORT: f32 = 0.05;

/// Chooses the witnesses of a tree; none means that the rule must be looked at each time.
pub(super) fn witnesses(
    tree: &Tree,
    predicates: &[Predicate],
    rarity: &Rarity,
) -> Option<Witnesses> {
    let of = |tree: &Tree| witnesses(tree, predicates, rarity);
    match tree {
        Tree::Test(id) => of_test(*id, predicates, rarity),
        Tree::And(parts) => {
            parts.iter().filter_map(of).min_by(|one, other| one.share.total_cmp(&other.share))
        }
        Tree::Or(parts) => {
            let mut all = Vec::new();
            let mut share = 0.0;
            for part in parts {
                let witnesses = of(part)?;
                all.extend(witnesses.all);
                share += witnesses.share;
            }
            all.sort_unstable();
            all.dedup();
            Some(Witnesses { all, share })
        }
        // Witnesses are chosen before groups are made.
        Tree::AnyFound(_) => None,
        Tree::Not(inner) => match inner.as_ref() {
            Tree::Test(id) => {
                let predicate = predicates.get(*id as usize)?;
                // What is not absent is there.
                matches!(predicate.test, Test::Null).then(|| there(predicate.slot))
            }
            _ => None,
        },
    }
}

fn there(slot: SlotId) -> Witnesses {
    Witnesses { all: vec![Witness::There(slot)], share: SHARE_THERE }
}

fn of_test(id: PredicateId, predicates: &[Predicate], rarity: &Rarity) -> Option<Witnesses> {
    let predicate = predicates.get(id as usize)?;
    let slot = predicate.slot;
    let of_needle = |needle: PredicateId| of_test(needle, predicates, rarity);
    match &predicate.test {
        Test::Null => None,
        Test::Literal { text, .. } if predicate.test.is_found_by_pass() => {
            let share = match text.len() {
                0..4 => SHARE_SHORT,
                _ => rarity.share(text),
            };
            Some(Witnesses { all: vec![Witness::Found(id)], share })
        }
        Test::Literal { text, .. } if !text.is_ascii() => {
            Some(Witnesses { all: vec![Witness::Beyond(slot)], share: SHARE_BEYOND })
        }
        Test::Glob { needle: Some(needle), .. } | Test::Cased { needle: Some(needle), .. } => {
            of_needle(*needle)
        }
        Test::Regex { needles, .. } if !needles.is_empty() => {
            let all: Vec<Witnesses> =
                needles.iter().filter_map(|needle| of_needle(*needle)).collect();
            let share = all.iter().map(|witnesses| witnesses.share).sum();
            Some(Witnesses { all: all.into_iter().flat_map(|w| w.all).collect(), share })
        }
        Test::Literal { .. }
        | Test::Glob { .. }
        | Test::Cased { .. }
        | Test::Regex { .. }
        | Test::Exists
        | Test::Cidr(_)
        | Test::FieldRef { .. }
        | Test::Compare { .. }
        | Test::Time { .. } => Some(there(slot)),
    }
}
