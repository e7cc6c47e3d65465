//! What is new, and how new.

use crate::{Config, KindId, Miner, Newcomers, Novelty, Status};

fn learnt() -> (Miner, crate::SourceId) {
    let mut miner =
        Miner::new(Config { learning_secs: 100, learning_lines: 3, ..Config::default() });
    let source = miner.source("a", 0).unwrap();
    for line in [
        "session opened for user alice",
        "session closed for user alice",
        "disk sda is mounted now",
    ] {
        assert_eq!(miner.observe(source, line.as_bytes(), 0).unwrap().status, Status::Learning);
    }
    (miner, source)
}

fn novelty(line: &str) -> Novelty {
    let (mut miner, source) = learnt();
    match miner.observe(source, line.as_bytes(), 100).unwrap().status {
        Status::New(novelty) => novelty,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn nothing_is_new_while_a_source_is_learnt() {
    let (mut miner, source) = learnt();
    assert_eq!(miner.observe(source, b"something else", 99).unwrap().status, Status::Learning);
    assert_eq!(
        miner.observe(source, b"session opened for user bob", 200).unwrap().status,
        Status::Known
    );
}

#[test]
fn what_is_far_rare_and_grave_scores_high() {
    let near = novelty("session locked for user alice");
    let far = novelty("segfault in module xyz, panic");
    assert!(near.distance < 0.3 && near.rarity < 0.5, "{near:?}");
    assert!(far.distance > 0.7 && far.rarity > 0.9 && far.gravity > 0.9, "{far:?}");
    assert!(far.score(1) > near.score(1));
    assert!(far.score(16) > far.score(1) && far.score(1_000) <= 100.0);
}

#[test]
fn hosts_raise_the_score_of_a_newcomer() {
    let (kind, novelty) = (KindId(1), Novelty { distance: 1.0, rarity: 0.0, gravity: 0.0 });
    let mut newcomers = Newcomers::default();
    let first = newcomers.admit(kind, novelty, "a", 0);
    assert_eq!(newcomers.see(kind, "a", 1), None);
    assert!(newcomers.see(kind, "b", 1).unwrap() > first);
    assert_eq!(newcomers.see(KindId(2), "b", 1), None);
    assert_eq!(newcomers.see(kind, "c", crate::WATCH_SECS), None);
}
