//! Measuring detection rules: ours and other engines, on the same rules, events and machine.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail};
use clap::Parser;

use crate::{serve::target_folder, steps};

/// Differences that are shown of two match sets.
const SHOWN_MAX: usize = 5;

/// Measures `sigma` beside `rsigma` and `sigma-rust`: events a second, load time, memory, match sets.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench sigma")]
struct Options {
    /// A folder of rules.
    #[arg(long, value_name = "DIR")]
    rules: PathBuf,
    /// Files of events: EVTX, JSON or syslog text. All engines get them flat, one JSON object a line.
    #[arg(long, value_name = "FILE", num_args = 1.., required_unless_present = "lanes")]
    events: Vec<PathBuf>,
    /// Events that are made up, 2,000 a lane: windows, network, raw, mixed, none (no match), many (matches).
    #[arg(long = "lane", value_name = "LANE", num_args = 1..)]
    lanes: Vec<String>,
    /// How long each engine runs.
    #[arg(long, value_name = "N", default_value_t = 5)]
    seconds: u32,
    /// Measures ours only.
    #[arg(long)]
    alone: bool,
}

/// Runs to the end.
pub fn run(root: &Path, options: &[OsString]) -> anyhow::Result<()> {
    let name = OsString::from("bench sigma");
    let options = Options::parse_from(std::iter::once(&name).chain(options));
    let target = target_folder(root)?;
    let out = target.join("bench-sigma");
    fs::create_dir_all(&out)?;
    let example =
        ["build", "--locked", "--release", "--package", "sigma", "--example", "throughput"];
    steps::run(&mut steps::cargo(root, &example))?;
    if !options.alone {
        let mut build =
            steps::cargo(&root.join("bench/peers"), &["build", "--locked", "--release"]);
        steps::run(build.arg("--target-dir").arg(target.join("peers")))?;
    }
    let mut bench = Bench {
        ours: target.join("release/examples/throughput"),
        peers: target.join("peers/release/peers"),
        out: out.join("files"),
        options: &options,
    };
    if !options.events.is_empty() {
        println!("\n== the given events");
        let files = options.events.iter().flat_map(|file| ["--events".as_ref(), file.as_os_str()]);
        bench.run(&files.collect::<Vec<_>>())?;
    }
    for lane in &options.lanes {
        println!("\n== lane {lane}");
        bench.out = out.join(lane);
        bench.run(&["--lane".as_ref(), lane.as_ref()])?;
    }
    Ok(())
}

/// Engines, and where the events and matches of one measurement go.
struct Bench<'a> {
    ours: PathBuf,
    peers: PathBuf,
    out: PathBuf,
    options: &'a Options,
}

impl Bench<'_> {
    /// Measures all engines over the same events.
    fn run(&self, from: &[&OsStr]) -> anyhow::Result<()> {
        let out = &self.out;
        fs::create_dir_all(out)?;
        let events = out.join("events.ndjson");
        // Paths are the caller's, so the engines run where the caller stands.
        start(Command::new(&self.ours).args(from).arg("--flat").arg(&events))?;
        let seconds = self.options.seconds.to_string();
        let on = |engine: &Path| {
            let mut command = Command::new(engine);
            command.arg("--rules").arg(&self.options.rules).arg("--events").arg(&events);
            command.args(["--seconds", &seconds]);
            command
        };
        for (name, words) in [
            ("sigma-routed", &["--threads", "1"][..]),
            ("sigma", &["--threads", "1", "--everything"]),
            ("sigma-routed-two", &["--threads", "2"]),
        ] {
            start(on(&self.ours).args(words).arg("--matches").arg(out.join(name)))?;
        }
        if self.options.alone {
            return Ok(());
        }
        for engine in ["rsigma", "rsigma-routed", "sigma-rust"] {
            start(on(&self.peers).args(["--engine", engine]).arg("--matches").arg(out))?;
        }
        println!("match sets, in {}", out.display());
        compare(out, "sigma-routed", "rsigma-routed")?;
        compare(out, "sigma", "rsigma")?;
        compare(out, "sigma", "sigma-rust")
    }
}

/// Starts an engine; the files that it is given are too many to be shown.
fn start(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().context("cannot start the engine")?;
    if !status.success() {
        bail!("the engine ended with {status}");
    }
    Ok(())
}

/// Tells in what two match sets differ.
fn compare(out: &Path, ours: &str, theirs: &str) -> anyhow::Result<()> {
    let read = |name: &str| -> anyhow::Result<BTreeSet<String>> {
        let path = out.join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    let (our_set, their_set) = (read(ours)?, read(theirs)?);
    let both = our_set.intersection(&their_set).count();
    println!("{ours} and {theirs}: {both} matches in both");
    for (name, mine, other) in [(ours, &our_set, &their_set), (theirs, &their_set, &our_set)] {
        let only: Vec<&String> = mine.difference(other).collect();
        println!("  {} of {name} only", only.len());
        for line in only.iter().take(SHOWN_MAX) {
            println!("    event and rule: {line}");
        }
    }
    Ok(())
}
