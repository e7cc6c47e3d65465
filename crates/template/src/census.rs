//! The kinds of files that a stranger brings: what stands behind `chancery kinds`.

use crate::{
    config::Config,
    error::TemplateError,
    header::Header,
    kind::KindView,
    miner::{Miner, SourceId, Status},
};

/// Counts the kinds of lines of files. Nothing is kept but the kinds; reading files is the caller's part.
#[derive(Debug)]
pub struct Census {
    miner: Miner,
    source: SourceId,
    has_headers: bool,
    n_lines: u64,
    n_overflow: u64,
}

impl Census {
    /// Starts with nothing. With `has_headers`, times, hosts, levels and programs before messages are cut off.
    pub fn new(config: &Config, has_headers: bool) -> Result<Self, TemplateError> {
        // A file is read once and at once: there is no hour over which births could be spread.
        let births_max = u32::try_from(config.forms_max).unwrap_or(u32::MAX);
        let mut miner = Miner::new(Config { births_max, ..config.clone() });
        let source = miner.source("", 0)?;
        Ok(Self { miner, source, has_headers, n_lines: 0, n_overflow: 0 })
    }

    /// Counts a line, without its end; an empty one is none.
    pub fn add(&mut self, line: &[u8]) {
        let message = if self.has_headers { Header::of(line).message } else { line };
        if line.trim_ascii().is_empty() {
            return;
        }
        self.n_lines += 1;
        let sighting = self.miner.observe(self.source, message, 0);
        self.n_overflow +=
            u64::from(sighting.is_some_and(|sighting| sighting.status == Status::Overflow));
    }

    /// How many lines were counted.
    pub fn n_lines(&self) -> u64 {
        self.n_lines
    }

    /// How many of them were of kinds for which there was no room.
    pub fn n_overflow(&self) -> u64 {
        self.n_overflow
    }

    /// Returns the kinds, the most frequent first.
    pub fn kinds(&self) -> Vec<KindView<'_>> {
        let mut kinds: Vec<KindView<'_>> = self.miner.kinds(self.source).collect();
        // Sorting is stable: kinds that are equally frequent stay in the order of their first lines.
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.n_lines));
        kinds
    }
}
