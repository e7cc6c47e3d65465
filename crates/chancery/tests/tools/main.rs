//! The commands without a house, run as a stranger runs them: the real binary, files, and nothing else.
#![expect(
    clippy::unwrap_used,
    reason = "a story whose ground gives way has failed, and says where it stood"
)]

mod astray;
mod authorities;
mod evtx;
mod hunt;
mod kinds;
mod rules;
mod strange;

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

/// What a command said.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    /// Reads what it printed as one JSON object a line.
    fn objects(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Runs the binary in an empty folder with an empty environment, so that nothing of a house can help.
fn run(words: &[&str], input: &[u8]) -> Said {
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(words).env_clear().current_dir(nowhere.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that refuses its words does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    let done = child.wait_with_output().unwrap();
    assert_eq!(nowhere.path().read_dir().unwrap().count(), 0, "{words:?} left something behind");
    Said {
        code: done.status.code(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// A folder at the root of the source.
fn source(folder: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    root.join(folder).to_str().unwrap().to_owned()
}
