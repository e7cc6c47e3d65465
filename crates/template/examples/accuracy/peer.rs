//! The peer: drain3, in a Python that has it.

use std::{
    error::Error,
    ffi::OsStr,
    io::Write as _,
    process::{Command, Stdio},
    thread,
};

/// The program for Python; it reads lines and answers with a template for each.
const PROGRAM: &str = include_str!("drain3_peer.py");

/// Returns the templates that drain3 finds, with the settings of a file or its defaults.
pub fn drain3(
    python: &OsStr,
    ini: Option<&OsStr>,
    lines: &[String],
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut command = Command::new(python);
    command.arg("-c").arg(PROGRAM).args(ini).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut input = child.stdin.take().ok_or("no way in")?;
    let text = lines.join("\n") + "\n";
    let writer = thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "the writer broke off")??;
    let found: Vec<String> = String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect();
    if found.len() != lines.len() {
        return Err(format!("drain3 answered {} of {} lines", found.len(), lines.len()).into());
    }
    Ok(found)
}
