//! Commands that need no house: they open no data folder, no keys and no database, and start at once.

use std::{
    io::{ErrorKind, Write},
    process::ExitCode,
};

use clap::Subcommand;

use crate::{hunt::Hunt, kinds::Kinds, rules::Rules};

/// Nothing could be read, or the words were wrong; clap says the same for words it does not know.
const NOTHING_DONE: u8 = 2;

#[derive(Subcommand, Debug)]
pub enum Tool {
    /// Look through files of events with Sigma rules: EVTX, JSON, text of syslog, auditd, web servers, IIS. Needs no house.
    Hunt(Hunt),
    /// Keep and check detection rules. Needs no house.
    #[command(subcommand)]
    Rules(Rules),
    /// Show which kinds of lines a log file has, how often, with samples. Needs no house.
    Kinds(Kinds),
}

impl Tool {
    /// Runs to the end.
    pub fn run(self) -> anyhow::Result<u8> {
        match self {
            Self::Hunt(hunt) => hunt.run(),
            Self::Rules(rules) => rules.run(),
            Self::Kinds(kinds) => kinds.run(),
        }
    }
}

/// Tells errors on stderr, and returns the exit code.
pub fn finish(done: anyhow::Result<u8>) -> ExitCode {
    match done {
        Ok(code) => ExitCode::from(code),
        // Whoever read our output has seen enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "chancery: {error:#}");
            ExitCode::from(NOTHING_DONE)
        }
    }
}

/// Says whether whoever read our output has seen enough.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
}
