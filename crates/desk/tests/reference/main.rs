//! Random worlds and random acts: no sealed byte is read and nothing changes unless a reference of a few hundred lines,
//! written without Cedar, allows it too; and by just the token or clause that the entry names.
//!
//! There are two references. `world` knows cases, fields, consent, rulings, precedents, motions, broken glass and leaving:
//! what the desk does, it must allow (`both`). `court` knows disputes, legal inquiries and what takes two: the desk does just
//! what it allows, and no less (`hall`).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod both;
mod cast;
mod court;
mod hall;
mod moves;
mod tries;
mod world;

use std::collections::BTreeMap;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::{both::Both, hall::Hall};

/// Worlds that are tried, and acts in each. The runner's seed is fixed, so that a failure comes again.
const WORLDS: u32 = 16;
const ACTS_MAX: usize = 80;

/// The same for houses of disputes: fewer and longer, because much comes after all that went before. One more begins in an
/// appeal.
const HALLS: u32 = 6;
const MOVES: usize = 240;

#[test]
fn nothing_is_opened_or_changed_that_the_reference_forbids() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut n_done: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..WORLDS {
        let acts = prop::collection::vec(tries::any_try(), ACTS_MAX)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        runtime.block_on(async {
            let mut both = Both::new().await;
            for attempt in acts {
                both.attempt(attempt).await;
            }
            while both.house.desk.sequence().await.unwrap() > 0 {}
            let report = both.house.desk.verify_log(None).await.unwrap().report;
            assert!(report.is_sound(), "{report:?}");
            for (word, n) in both.n_done {
                *n_done.entry(word).or_default() += n;
            }
        });
    }
    // A reference that is never asked proves nothing.
    for word in [
        "assign",
        "close",
        "reopen",
        "ask",
        "give",
        "break",
        "rule",
        "resolve",
        "take back",
        "leave",
        "by clause",
        "by token",
    ] {
        assert!(n_done.get(word).is_some_and(|n| *n > 0), "{word} never happened: {n_done:?}");
    }
}

/// Plays a house of disputes to its end, from its beginning or from an appeal before its panel, and says what was done in it and what refused.
fn play(
    runner: &mut TestRunner,
    ours: Option<&str>,
    is_in_appeal: bool,
) -> [BTreeMap<&'static str, usize>; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tries = prop::collection::vec(moves::any_try(), MOVES);
    let tries = tries.new_tree(runner).unwrap().current();
    runtime.block_on(async {
        let mut hall = Box::pin(Hall::new(ours)).await;
        if is_in_appeal {
            Box::pin(hall.come_to_appeal()).await;
        }
        for attempt in tries {
            Box::pin(hall.attempt(attempt)).await;
        }
        hall.finish().await
    })
}

#[test]
fn the_desk_does_in_disputes_and_by_two_just_what_the_reference_allows() {
    let mut runner = TestRunner::deterministic();
    let mut all = [BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new()];
    for n in 0..=HALLS {
        for (all, some) in all.iter_mut().zip(play(&mut runner, None, n == HALLS)) {
            some.into_iter().for_each(|(word, n)| *all.entry(word).or_default() += n);
        }
    }
    let [n_done, n_refused] = all;
    // A reference that always says the same proves nothing.
    let kinds = moves::KINDS.map(|(word, _)| word);
    let never: Vec<&str> = kinds.into_iter().filter(|word| !n_done.contains_key(word)).collect();
    assert!(never.is_empty(), "{never:?} never happened: {n_done:?}");
    assert!(n_done.contains_key("on a panel"), "{n_done:?}");
    assert!(n_refused.len() + 3 > kinds.len(), "{n_refused:?}");
}

/// A house whose policies let everybody of the staff into every dispute: the reference finds it.
#[test]
#[should_panic(expected = "which nobody allows")]
fn policies_that_give_too_much_are_found() {
    let ours = "@id(\"ours-all\")\n@clause(\"000 DRP 2.1\")\n@sentence(\"All of the staff do all in disputes.\")\n\
        permit (principal is Staff, action in [Action::\"dispute.confer\", Action::\"dispute.hear\", \
        Action::\"dispute.show\", Action::\"dispute.share\", Action::\"dispute.decline\"], resource);\n";
    let mut runner = TestRunner::deterministic();
    for _ in 0..HALLS {
        play(&mut runner, Some(ours), false);
    }
}
