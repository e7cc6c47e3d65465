//! Tests of the crate as its users see it.

mod census;
mod kinds;
mod limits;
mod novelty;
mod properties;

use crate::{Config, Miner, SourceId};

/// Learns lines one after another and returns the canonical texts of the kinds with their counts.
fn learn(lines: &[&str]) -> Vec<(String, u64)> {
    let (miner, source) = mined(lines);
    miner.kinds(source).map(|kind| (kind.text, kind.n_lines)).collect()
}

fn mined(lines: &[&str]) -> (Miner, SourceId) {
    let mut miner = Miner::new(Config::default());
    let source = miner.source("test", 0).unwrap();
    for line in lines {
        miner.observe(source, line.as_bytes(), 0).unwrap();
    }
    (miner, source)
}
