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
    Ok(ask(python, ini, lines)?.1)
}

/// Returns how many seconds it takes over the lines, without its start and without reading them.
pub fn secs(python: &OsStr, ini: Option<&OsStr>, lines: &[String]) -> Result<f64, Box<dyn Error>> {
    Ok(ask(python, ini, lines)?.0)
}

/// Returns the version that this Python has.
pub fn version(python: &OsStr) -> Result<String, Box<dyn Error>> {
    const ASK: &str = "import importlib.metadata as m; print(m.version('drain3'))";
    let output = Command::new(python).args(["-c", ASK]).output()?;
    if !output.status.success() {
        return Err(format!("{} has no drain3", python.display()).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn ask(
    python: &OsStr,
    ini: Option<&OsStr>,
    lines: &[String],
) -> Result<(f64, Vec<String>), Box<dyn Error>> {
    let mut command = Command::new(python);
    command.arg("-c").arg(PROGRAM).args(ini).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut input = child.stdin.take().ok_or("no way in")?;
    let text = lines.join("\n") + "\n";
    let writer = thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "the writer broke off")??;
    let text = String::from_utf8(output.stdout)?;
    let mut answers = text.lines();
    let secs = answers.next().ok_or("drain3 said nothing")?.parse()?;
    let found: Vec<String> = answers.map(str::to_owned).collect();
    if found.len() != lines.len() {
        return Err(format!("drain3 answered {} of {} lines", found.len(), lines.len()).into());
    }
    Ok((secs, found))
}
