//! Our own regression data, in the form of the public one; the public one runs through `examples/regress.rs`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, regress};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sigma")
}

#[test]
fn rules_match_as_often_as_is_said() {
    let mut sources = Vec::new();
    for entry in fs::read_dir(data().join("rules")).unwrap() {
        let path = entry.unwrap().path();
        sources.push((path.display().to_string(), fs::read(path).unwrap()));
    }
    let files = sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let rules = RuleSet::read(files, &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let maps = Maps::own();
    let engine = Engine::new(&rules, &maps);
    for case in ["whoami", "logon"] {
        let info = fs::read(data().join("regression").join(case).join("info.yml")).unwrap();
        for expected in regress::expectations(&info).unwrap() {
            let bytes = fs::read(data().join(&expected.path)).unwrap();
            let outcome =
                regress::count(&engine, &rules, &maps, &expected.rule_id, bytes, &Hint::default());
            assert!(expected.is_met_by(outcome.by_engine), "{case}: {outcome:?}");
            assert!(expected.is_met_by(outcome.by_reference), "{case}: {outcome:?}");
            assert_eq!(
                (outcome.n_events, outcome.differences, outcome.faults),
                (3, 0, 0),
                "{case}"
            );
        }
    }
}

#[test]
fn an_info_that_says_nothing_expects_nothing() {
    assert_eq!(regress::expectations(b"rule_metadata: [{id: x}]\n").unwrap(), []);
    assert_eq!(regress::expectations(b"id: x\n"), None);
    assert_eq!(regress::expectations(b"\xff"), None);
}
