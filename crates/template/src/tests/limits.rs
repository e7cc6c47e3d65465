//! Nobody can make a source mint kinds, or memory, without end.

use crate::{Config, Miner, Snapshot, Status, TemplateError};

/// A line of letters that is like no other.
fn strange(n: usize) -> String {
    let word = |n: usize| {
        (0..5)
            .map(|place| char::from(b'a' + (n / 26_usize.pow(place) % 26) as u8))
            .collect::<String>()
    };
    format!("{} {} {}", word(n), word(n * 7 + 1), word(n * 13 + 2))
}

#[test]
fn births_are_spread_over_time() {
    let config = Config { births_max: 10, birth_secs: 60, ..Config::default() };
    let mut miner = Miner::new(config);
    let source = miner.source("a", 0).unwrap();
    let mut status =
        |n: usize, at_secs| miner.observe(source, strange(n).as_bytes(), at_secs).unwrap().status;
    for n in 0..10 {
        assert_eq!(status(n, 0), Status::Learning);
    }
    assert_eq!(status(10, 59), Status::Overflow);
    assert_eq!(status(10, 60), Status::Learning);
    assert_eq!(status(11, 61), Status::Overflow);
    // What was learnt is still known.
    assert_eq!(status(3, 61), Status::Known);
    // Time that goes back gives nothing.
    assert_eq!(status(12, 0), Status::Overflow);
    let overflow = miner.kinds(source).find(|kind| kind.is_overflow).unwrap();
    assert_eq!((overflow.text.as_str(), overflow.n_lines), ("<overflow>", 3));
}

#[test]
fn forms_and_bytes_are_bounded() {
    let config = Config { forms_max: 50, births_max: 1_000, ..Config::default() };
    let mut miner = Miner::new(config);
    let source = miner.source("a", 0).unwrap();
    for n in 0..500 {
        miner.observe(source, strange(n).as_bytes(), 0).unwrap();
    }
    assert!(miner.kinds(source).count() <= 51);

    let config = Config { bytes_max: 10_000, ..Config::default() };
    let mut miner = Miner::new(config);
    for name in ["a", "b"] {
        let source = miner.source(name, 0).unwrap();
        for n in 0..500 {
            miner.observe(source, strange(n).as_bytes(), 0).unwrap();
        }
    }
    assert!(miner.n_bytes() <= 10_000);
}

#[test]
fn sources_are_bounded() {
    let mut miner = Miner::new(Config { sources_max: 1, ..Config::default() });
    assert!(miner.source("a", 0).is_ok());
    assert!(miner.source("a", 0).is_ok());
    assert_eq!(
        miner.source("b", 0),
        Err(TemplateError::TooManySources { name: "b".into(), max: 1 })
    );
    let long = "x".repeat(crate::SOURCE_BYTES_MAX + 1);
    assert_eq!(miner.source(&long, 0), Err(TemplateError::NameTooLong { bytes: 257, max: 256 }));
}

#[test]
fn broken_snapshots_are_refused() {
    let mut miner = Miner::new(Config::default());
    let source = miner.source("a", 0).unwrap();
    miner.observe(source, b"hello there", 0).unwrap();
    let good = serde_json::to_string(&miner.snapshot()).unwrap();
    let restore = |text: &str, config: Config| {
        let snapshot: Snapshot = serde_json::from_str(text).unwrap();
        Miner::restore(config, snapshot).map(|_| ())
    };
    assert_eq!(restore(&good, Config::default()), Ok(()));
    assert_eq!(restore(&good, Config { key: 1, ..Config::default() }), Err(TemplateError::Key));
    let other = good.replace("\"format\":1", "\"format\":7");
    assert_eq!(
        restore(&other, Config::default()),
        Err(TemplateError::Format { found: 7, read: 1 })
    );
    let circle = good.replace("\"merged_into\":null", "\"merged_into\":1");
    assert!(matches!(restore(&circle, Config::default()), Err(TemplateError::Broken { .. })));
}
