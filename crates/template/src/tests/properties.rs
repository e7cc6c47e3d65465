//! What holds for all lines, also those that somebody made to break us.

use proptest::{collection::vec, prelude::*, sample::select};

use crate::{Config, Header, Miner, Snapshot, SourceId, Status};

/// Words that meet in many ways: values, states, names, marks.
fn word() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "user",
        "for",
        "from",
        "started",
        "stopped",
        "RUNNING",
        "FAILED",
        "alice",
        "bob",
        "10.0.0.1",
        "fe80::1",
        "12",
        "-3",
        "0x1f",
        "/etc/passwd",
        "C:\\a\\b",
        "size",
        "5",
        "KB,",
        "MB,",
        "()",
        "(a.example.com)",
        "tty=ssh",
        "tty=:0",
        "ruser=",
        "x=\"a b\"",
        "x=\"a\u{13}b\"",
        "blk_1_2",
        "eth0",
        "eth1",
        "org.example.Main",
        "org.example.Other",
        "true",
        "root",
        "a",
        "b",
        "c",
        "d",
        "[preauth]",
        "=",
        "<*>",
        "Jun",
        "17",
        "07:07:00",
        "\u{e9}t\u{e9}",
    ];
    prop_oneof![8 => select(WORDS).prop_map(str::to_owned), 1 => "[a-z]{1,3}", 1 => "\\PC{1,6}"]
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let sentence = vec(word(), 0..7).prop_map(|words| words.join(" ").into_bytes());
    prop_oneof![9 => sentence, 1 => vec(any::<u8>(), 0..80)]
}

fn miner() -> (Miner, SourceId) {
    let config =
        Config { forms_max: 200, learning_secs: 10, learning_lines: 5, ..Config::default() };
    let mut miner = Miner::new(config);
    let source = miner.source("a", 0).unwrap();
    (miner, source)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The same line again is the same kind, and known.
    #[test]
    fn repetition_changes_nothing(lines in vec(line(), 0..40)) {
        let (mut miner, source) = miner();
        for line in &lines {
            let first = miner.observe(source, line, 0).unwrap();
            let again = miner.observe(source, line, 0).unwrap();
            prop_assert_eq!(again.kind, first.kind);
            if first.status != Status::Overflow {
                prop_assert_eq!(again.status, Status::Known);
            }
        }
    }

    /// Every line is counted once, under a kind that lives.
    #[test]
    fn nothing_is_lost(lines in vec(line(), 0..60)) {
        let (mut miner, source) = miner();
        for line in &lines {
            let sighting = miner.observe(source, line, 0).unwrap();
            prop_assert_eq!(miner.resolve(source, sighting.kind), Some(sighting.kind));
        }
        prop_assert_eq!(miner.kinds(source).map(|kind| kind.n_lines).sum::<u64>(), lines.len() as u64);
        prop_assert!(miner.kinds(source).count() <= 201);
    }

    /// No two kinds read alike.
    #[test]
    fn texts_are_distinct(lines in vec(line(), 0..60)) {
        let (mut miner, source) = miner();
        for line in &lines {
            miner.observe(source, line, 0).unwrap();
        }
        let mut texts: Vec<String> = miner.kinds(source).map(|kind| kind.text).collect();
        let n_texts = texts.len();
        texts.sort();
        texts.dedup();
        prop_assert_eq!(texts.len(), n_texts);
    }

    /// After a restart the same lines get the same answers.
    #[test]
    fn a_snapshot_forgets_nothing(before in vec(line(), 0..40), after in vec(line(), 0..40)) {
        let (mut miner, source) = miner();
        for line in &before {
            miner.observe(source, line, 0).unwrap();
        }
        let text = serde_json::to_string(&miner.snapshot()).unwrap();
        let snapshot: Snapshot = serde_json::from_str(&text).unwrap();
        let mut restored = Miner::restore(miner.config.clone(), snapshot).unwrap();
        prop_assert_eq!(restored.n_bytes(), miner.n_bytes());
        for line in &after {
            let (one, other) = (miner.observe(source, line, 20), restored.observe(source, line, 20));
            prop_assert_eq!(one, other);
        }
        prop_assert_eq!(restored.snapshot(), miner.snapshot());
    }

    /// A kind accepts the lines that are its samples.
    #[test]
    fn samples_are_of_their_kind(lines in vec(line(), 0..40)) {
        let (mut miner, source) = miner();
        for line in lines.iter().filter(|line| line.is_ascii()) {
            miner.observe(source, line, 0).unwrap();
        }
        let samples: Vec<_> = miner
            .kinds(source)
            .filter(|kind| !kind.is_overflow)
            .flat_map(|kind| kind.samples.iter().map(move |sample| (kind.id, sample.clone())))
            .collect();
        for (id, sample) in samples {
            let found = miner.observe(source, sample.as_bytes(), 0).unwrap().kind;
            prop_assert_eq!(Some(found), miner.resolve(source, id), "{}", sample);
        }
    }

    /// A header is cut off the front and nowhere else.
    #[test]
    fn a_message_is_the_end_of_its_line(line in vec(any::<u8>(), 0..200), start in 0_usize..6) {
        let starts = ["", "<34>1 ", "Jun 14 15:16:01 ", "2015-07-29 17:41:44,747 INFO [", "[Sun Dec 04 04:47:44 2005] [", "1 - - "];
        let line = [starts[start].as_bytes(), &line].concat();
        prop_assert!(line.ends_with(Header::of(&line).message));
    }
}
