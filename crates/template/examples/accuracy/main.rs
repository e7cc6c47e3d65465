//! Measures accuracy on labelled sets as the loghub-2.0 benchmark defines it, with one configuration for all.
//!
//! `cargo xtask bench template --data DIR [--drain3 PYTHON] [--drain3-ini FILE] [--wrong NAME]`. Each folder `NAME`
//! in DIR holds `NAME_2k.log_structured_corrected.csv`. With `--drain3`, the same lines go through drain3 in that Python;
//! with `--wrong`, the lines of one set are shown whose template is not the label's. Behind that stands how quick both are.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

mod csv;
mod pace;
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
    let mut sets = Vec::new();
    if let Some(python) = &arguments.python {
        println!("drain3 {}", peer::version(python)?);
    }
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
        sets.push((name.to_owned(), lines));
    }
    if sets.is_empty() {
        return Err(format!("there are no labelled sets in {}", arguments.data.display()).into());
    }
    println!("{:<12} {:<8} {}", "mean", "template", Score::mean(&ours));
    if !theirs.is_empty() {
        println!("{:<12} {:<8} {}", "mean", "drain3", Score::mean(&theirs));
    }
    show_pace(&sets, &arguments)
}

/// Shows how quick each is, in one pass over lines that it never saw, on one core.
fn show_pace(sets: &[(String, Vec<String>)], arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let lines = pace::fresh_lines(sets, pace::LINES);
    let ours = pace::of(sets, &lines)?;
    println!(
        "\none pass over fresh lines of all sets, one core, what is learnt on the way included"
    );
    println!(
        "{:<8} {:>9} lines {:>10.0} a second {:>5.0} MB a second; {} kinds, {} octets of templates and samples",
        "template",
        ours.n_lines,
        ours.lines_per_sec(),
        ours.megabytes_per_sec(),
        ours.n_kinds,
        ours.n_bytes_kept
    );
    if let Some(peak) = peak_kib() {
        println!(
            "{:<8} {peak} KiB at most, of which the lines themselves are {} KiB",
            "",
            ours.n_bytes / 1024
        );
    }
    if let Some(python) = &arguments.python {
        let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        let secs = peer::secs(python, arguments.ini.as_deref(), &lines)?;
        println!(
            "{:<8} {:>9} lines {:>10.0} a second",
            "drain3",
            lines.len(),
            lines.len() as f64 / secs
        );
    }
    Ok(())
}

/// Returns the most memory that this process had, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
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
