//! The kinds of files that a stranger brings: what stands behind `chancery kinds`.

use crate::{
    config::Config,
    error::TemplateError,
    header::Header,
    kind::KindView,
    miner::{Miner, SourceId, Status},
};

/// What is done with the times, hosts, levels and programs before messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// They are cut off.
    Cut,
    /// They are part of the line.
    Keep,
}

/// Counts the kinds of lines of files. Nothing is kept but the kinds; reading files is the caller's part.
#[derive(Debug)]
pub struct Census {
    miner: Miner,
    source: SourceId,
    headers: Headers,
    n_lines: u64,
    n_overflow: u64,
}

impl Census {
    /// Starts with nothing.
    pub fn new(config: &Config, headers: Headers) -> Result<Self, TemplateError> {
        // A file is read once and at once: there is no hour over which births could be spread.
        let births_max = u32::try_from(config.forms_max).unwrap_or(u32::MAX);
        let mut miner = Miner::new(Config { births_max, ..config.clone() });
        let source = miner.source("", 0)?;
        Ok(Self { miner, source, headers, n_lines: 0, n_overflow: 0 })
    }

    /// Counts a line, without its end; an empty one is none.
    pub fn add(&mut self, line: &[u8]) {
        let message = match self.headers {
            Headers::Cut => Header::of(line).message,
            Headers::Keep => line,
        };
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
