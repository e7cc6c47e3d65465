//! Lines of any bytes: nothing panics, nothing grows past its limit, and a restart changes no answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use template::{Config, Header, Miner, Snapshot};

const BYTES_MAX: usize = 64 * 1024;

fuzz_target!(|text: &[u8]| {
    let config = Config { forms_max: 64, bytes_max: BYTES_MAX, ..Config::default() };
    let mut miner = Miner::new(config.clone());
    let source = miner.source("fuzz", 0).expect("the first source");
    let (before, after) = text.split_at(text.len() / 2);
    for line in before.split(|&byte| byte == b'\n') {
        assert!(line.ends_with(Header::of(line).message));
        let first = miner.observe(source, line, 0).expect("the source exists");
        let again = miner.observe(source, line, 0).expect("the source exists");
        assert_eq!(first.kind, again.kind);
    }
    assert!(miner.kinds(source).count() <= 65);
    assert!(miner.n_bytes() <= BYTES_MAX);
    let kept = serde_json::to_vec(&miner.snapshot()).expect("plain data");
    let kept: Snapshot = serde_json::from_slice(&kept).expect("what was just written");
    let mut restored = Miner::restore(config, kept).expect("what was just kept");
    for line in after.split(|&byte| byte == b'\n') {
        assert_eq!(miner.observe(source, line, 1), restored.observe(source, line, 1));
    }
});
