//! Any bytes as lines of a log: no panic, bounded work; the same line again is the same kind, with and without its header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use template::{Census, Config, Headers, Miner};

fuzz_target!(|bytes: &[u8]| {
    let mut miner = Miner::new(Config { key: 1, ..Config::default() });
    let source = miner.source("fuzz", 0).expect("the first source");
    let mut census = Census::new(&Config::default(), Headers::Cut).expect("a source");
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    lines.iter().for_each(|line| census.add(line));
    census.kinds();
    for (at_secs, line) in (0..).zip(&lines) {
        let first = miner.observe(source, line, at_secs).expect("its own source");
        let again = miner.observe(source, line, at_secs).expect("its own source");
        assert_eq!(miner.resolve(source, first.kind), miner.resolve(source, again.kind));
        assert!(miner.kind(source, again.kind).is_some());
    }
});
