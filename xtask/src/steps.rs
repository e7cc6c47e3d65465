//! One step: a heading, a command, the time it took.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context as _, bail};

/// Runs work under a heading and says how long it took.
pub fn step(heading: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    println!("\n== {heading}");
    let began = Instant::now();
    let outcome = work();
    let secs = began.elapsed().as_secs_f32();
    match outcome {
        Ok(()) => {
            println!("== {heading}: {secs:.1} s");
            Ok(())
        }
        Err(error) => Err(error.context(format!("step `{heading}` failed after {secs:.1} s"))),
    }
}

/// What cargo tells the program that it runs. Handed on to another cargo, it would look like a change and have
/// libraries built anew.
const OF_THIS_RUN: [&str; 3] = ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_PACKAGE"];

/// Returns a `cargo` command in the root; the same cargo that runs this tool.
pub fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments);
    for (name, _) in std::env::vars_os() {
        let is_of_this_run = |prefix: &&str| name.to_string_lossy().starts_with(*prefix);
        if OF_THIS_RUN.iter().any(is_of_this_run) {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command on our terminal; anything but success is an error that names it.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Says whether a command can be run and succeeds, without a word on the terminal.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns a command as one would type it.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
