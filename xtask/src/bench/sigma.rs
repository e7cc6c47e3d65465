//! Measuring detection rules: ours and other engines, on the same rules, events and machine.

use std::{
    collections::BTreeSet,
    ffi::OsString,
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
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    events: Vec<PathBuf>,
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
    let throughput = target.join("release/examples/throughput");
    let events = out.join("events.ndjson");
    // Paths are the caller's, so the engines run where the caller stands.
    steps::run(ours(&throughput, &options.rules, &options.events).arg("--flat").arg(&events))?;
    let events = vec![events];
    let seconds = options.seconds.to_string();
    for (name, words) in [
        ("sigma-routed", &["--threads", "1"][..]),
        ("sigma", &["--threads", "1", "--everything"]),
        ("sigma-routed-two", &["--threads", "2"]),
    ] {
        let mut command = ours(&throughput, &options.rules, &events);
        command.args(["--seconds", &seconds, "--matches"]).arg(out.join(name)).args(words);
        steps::run(&mut command)?;
    }
    if options.alone {
        return Ok(());
    }
    let mut build = steps::cargo(&root.join("bench/peers"), &["build", "--locked", "--release"]);
    steps::run(build.arg("--target-dir").arg(target.join("peers")))?;
    let mut peers = Command::new(target.join("peers/release/peers"));
    peers.arg("--rules").arg(&options.rules).arg("--events").args(&events);
    peers.args(["--seconds", &seconds, "--matches"]).arg(&out);
    steps::run(&mut peers)?;
    println!("\nmatch sets, in {}", out.display());
    compare(&out, "sigma-routed", "rsigma-routed")?;
    compare(&out, "sigma", "rsigma")?;
    compare(&out, "sigma", "sigma-rust")
}

fn ours(throughput: &Path, rules: &Path, events: &[PathBuf]) -> Command {
    let mut command = Command::new(throughput);
    command.arg("--rules").arg(rules);
    for file in events {
        command.arg("--events").arg(file);
    }
    command
}

/// Tells in what two match sets differ.
fn compare(out: &Path, ours: &str, theirs: &str) -> anyhow::Result<()> {
    let read = |name: &str| -> anyhow::Result<BTreeSet<String>> {
        let path = out.join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    let (our_set, their_set) = (read(ours)?, read(theirs)?);
    if our_set.is_empty() && their_set.is_empty() {
        bail!("no engine matched anything: are these the right rules and events?");
    }
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
