//! Measures accuracy on labelled sets as the loghub-2.0 benchmark defines it, with one configuration for all.
//!
//! `cargo xtask bench template --data DIR [--drain3 PYTHON] [--drain3-ini FILE] [--wrong NAME]`. Each folder `NAME`
//! in DIR holds `NAME_2k.log_structured_corrected.csv`. With `--drain3`, the same lines go through drain3 in that Python;
//! with `--wrong`, the lines of one set are shown whose template is not the label's.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

mod csv;
mod peer;
mod score;

use std::{env, error::Error, ffi::OsString, fs, path::PathBuf};

use score::Score;
use template::{Config, Miner};

/// What to measure.
#[derive(Default)]
struct Arguments {
    data: PathBuf,
    python: Option<OsString>,
    ini: Option<OsString>,
    wrong: Option<OsString>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = read_arguments()?;
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&arguments.data)?.flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    println!("{:<12} {:<8} {}", "set", "", score::HEAD);
    for folder in folders {
        let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { continue };
        let text =
            fs::read_to_string(folder.join(format!("{name}_2k.log_structured_corrected.csv")))?;
        let (lines, labels) = csv::columns(&text, "Content", "EventTemplate")?;
        let found = templates(name, &lines)?;
        ours.push(Score::of(&found, &labels));
        println!("{name:<12} {:<8} {}", "template", Score::of(&found, &labels));
        if arguments.wrong.as_deref() == Some(name.as_ref()) {
            show_wrong(&lines, &found, &labels);
        }
        if let Some(python) = &arguments.python {
            let found = peer::drain3(python, arguments.ini.as_deref(), &lines)?;
            theirs.push(Score::of(&found, &labels));
            println!("{name:<12} {:<8} {}", "drain3", Score::of(&found, &labels));
        }
    }
    println!("{:<12} {:<8} {}", "mean", "template", Score::mean(&ours));
    if !theirs.is_empty() {
        println!("{:<12} {:<8} {}", "mean", "drain3", Score::mean(&theirs));
    }
    Ok(())
}

fn read_arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut read = Arguments::default();
    let mut arguments = env::args_os().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("every option has a value")?;
        match name.to_str() {
            Some("--data") => read.data = value.into(),
            Some("--drain3") => read.python = Some(value),
            Some("--drain3-ini") => read.ini = Some(value),
            Some("--wrong") => read.wrong = Some(value),
            _ => return Err(format!("there is no option {}", name.display()).into()),
        }
    }
    Ok(read)
}

/// Returns the template of each line as it stands after the last one, as the benchmark does.
fn templates(name: &str, lines: &[String]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut miner = Miner::new(Config::default());
    let source = miner.source(name, 0)?;
    let sightings: Vec<_> =
        lines.iter().filter_map(|line| miner.observe(source, line.as_bytes(), 0)).collect();
    let text =
        |sighting: &template::Sighting| miner.kind(source, sighting.kind).map(|kind| kind.text);
    Ok(sightings.iter().filter_map(text).collect())
}

/// Shows one line for each pair of template and label that differ.
fn show_wrong(lines: &[String], found: &[String], labels: &[String]) {
    let mut shown = Vec::new();
    for ((line, found), label) in lines.iter().zip(found).zip(labels) {
        if found != label && !shown.contains(&(found, label)) {
            println!("  line      {line}\n  label     {label}\n  template  {found}\n");
            shown.push((found, label));
        }
    }
}
