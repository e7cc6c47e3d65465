//! How many lines a second, in one pass over lines that were never seen: every digit of a labelled line is drawn anew, so that its kind
//! stays and its values do not. What is learnt on the way is in the time.

use std::time::{Duration, Instant};

use template::{Config, Miner};

/// Lines of the pass.
pub const LINES: usize = 1_000_000;

/// What a pass took.
pub struct Pace {
    pub n_lines: usize,
    pub n_bytes: usize,
    pub time: Duration,
    pub n_kinds: usize,
    /// Octets of all templates and samples afterwards.
    pub n_bytes_kept: usize,
}

impl Pace {
    /// Returns lines a second.
    pub fn lines_per_sec(&self) -> f64 {
        self.n_lines as f64 / self.time.as_secs_f64()
    }

    /// Returns a million octets a second.
    pub fn megabytes_per_sec(&self) -> f64 {
        self.n_bytes as f64 / self.time.as_secs_f64() / 1e6
    }
}

/// Makes lines of a kind with those given, set by set in turn, as several programs write to one collector.
pub fn fresh_lines(sets: &[(String, Vec<String>)], n_lines: usize) -> Vec<(usize, String)> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut lines = Vec::with_capacity(n_lines);
    let n_rounds = n_lines / sets.len().max(1) + 1;
    for round in 0..n_rounds {
        for (set, (_, known)) in sets.iter().enumerate() {
            let Some(line) = known.get(round % known.len().max(1)) else { continue };
            let line =
                line.chars().map(|sign| if sign.is_ascii_digit() { dice.digit() } else { sign });
            lines.push((set, line.collect()));
        }
    }
    lines.truncate(n_lines);
    lines
}

/// Takes the time of one pass, with a source for each set.
pub fn of(
    sets: &[(String, Vec<String>)],
    lines: &[(usize, String)],
) -> Result<Pace, Box<dyn std::error::Error>> {
    let mut miner = Miner::new(Config::default());
    let sources: Vec<_> =
        sets.iter().map(|(name, _)| miner.source(name, 0)).collect::<Result<_, _>>()?;
    let began = Instant::now();
    for (set, line) in lines {
        if let Some(source) = sources.get(*set) {
            miner.observe(*source, line.as_bytes(), 0);
        }
    }
    let time = began.elapsed();
    Ok(Pace {
        n_lines: lines.len(),
        n_bytes: lines.iter().map(|(_, line)| line.len()).sum(),
        time,
        n_kinds: sources.iter().map(|source| miner.kinds(*source).count()).sum(),
        n_bytes_kept: miner.n_bytes(),
    })
}

/// Xorshift (Marsaglia 2003): the same digits in each run.
struct Dice(u64);

impl Dice {
    fn digit(&mut self) -> char {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        char::from_digit(u32::try_from(self.0 % 10).unwrap_or(0), 10).unwrap_or('0')
    }
}
