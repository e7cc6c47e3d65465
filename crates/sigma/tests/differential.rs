//! The compiled engine says what the naive evaluator says, and neither panics, whatever comes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

mod random;

#[path = "random/compare.rs"]
mod compare;
#[path = "random/mutate.rs"]
mod mutate;

use std::{path::Path, sync::LazyLock};

use proptest::prelude::*;
use sigma::{Engine, Hint, Maps, Placeholders, RuleSet};

/// Reading the maps takes longer than a comparison.
static HOUSE: LazyLock<compare::House> = LazyLock::new(compare::House::new);
/// Our own rules, to be changed.
static CORPUS: LazyLock<mutate::Corpus> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/sigma");
    mutate::Corpus::read(&folder).unwrap()
});
/// Looks at whatever the readers find.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&RuleSet::default(), &Maps::own()));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn engine_and_reference_agree(seed: u64) {
        if let Err(difference) = HOUSE.compare(seed, &mut compare::Seen::default()) {
            prop_assert!(false, "{}", difference);
        }
    }

    #[test]
    fn engine_and_reference_agree_on_changed_rules(seed: u64) {
        if let Err(difference) = HOUSE.compare_changed(&CORPUS, seed, &mut compare::Seen::default()) {
            prop_assert!(false, "{}", difference);
        }
    }

    #[test]
    fn no_rule_file_makes_the_parser_panic(text in "(title|detection|a\\|re|- |: |\\n|  |\\{|\\[|\\*|&a|%|'|\"|[a-z(]){0,80}") {
        let rules = RuleSet::read([("random.yml", text.as_bytes())], &Placeholders::new());
        prop_assert!(rules.rules.len() + rules.faults.len() <= 80);
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in "(ElfFile\0|\\{|\\[|<34>|)") {
        let whole = [head.as_bytes(), &bytes].concat();
        let mut scratch = ENGINE.scratch();
        let mut n_parts = 0;
        sigma::read::events(whole, |event| {
            n_parts += 1;
            if let Ok(event) = event {
                let _ = ENGINE.scan(&mut scratch, event, &Hint::default());
            }
            std::ops::ControlFlow::Continue(())
        });
        prop_assert!(n_parts <= 500);
    }
}

#[test]
fn random_rules_match_now_and_then() {
    let mut seen = compare::Seen::default();
    for seed in 0..100 {
        HOUSE.compare(seed, &mut seen).unwrap();
    }
    assert!(seen.matches * 20 > seen.cases, "{seen:?}");
    assert!(seen.refused * 5 < 400, "{seen:?}");
}

#[test]
fn changed_rules_match_now_and_then() {
    let mut seen = compare::Seen::default();
    for seed in 0..30 {
        HOUSE.compare_changed(&CORPUS, seed, &mut seen).unwrap();
    }
    assert!(CORPUS.len() > 5 && seen.cases > 1_000, "{seen:?}");
    assert!(seen.matches > 100, "{seen:?}");
}
