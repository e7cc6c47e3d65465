//! Measures how many lines a core takes: `cargo run --release -p template --example speed -- ROUNDS FILE…`.
//!
//! Headers are cut off before the clock starts. The rate of the first round includes learning.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

use std::{env, error::Error, fs, time::Instant};

use template::{Config, Header, Miner};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let n_rounds: u32 = arguments.next().ok_or("how many rounds?")?.parse()?;
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for path in arguments {
        let text = fs::read(path)?;
        lines.extend(
            text.split(|&byte| byte == b'\n').map(|line| Header::of(line).message.to_vec()),
        );
    }
    let n_bytes: usize = lines.iter().map(Vec::len).sum();
    let mut miner = Miner::new(Config::default());
    let source = miner.source("speed", 0)?;
    for round in 0..n_rounds {
        let start = Instant::now();
        for line in &lines {
            miner.observe(source, line, 0);
        }
        let secs = start.elapsed().as_secs_f64();
        let (rate, megabytes) = (lines.len() as f64 / secs, n_bytes as f64 / secs / 1e6);
        println!(
            "round {round}: {} lines, {rate:.0} a second, {megabytes:.0} MB a second",
            lines.len()
        );
    }
    println!(
        "{} kinds, {} bytes of templates and samples",
        miner.kinds(source).count(),
        miner.n_bytes()
    );
    Ok(())
}
