//! Measures the engine: `throughput --rules DIR --events FILE… [--seconds N | --rounds N] [--threads N] [--everything]
//! [--matches FILE] [--flat FILE] [--recheck N [--whole]] [--lane windows|network|raw|mixed|none|many]`.
//!
//! Events are in memory; what is measured is from the bytes of an event to its matches. `--matches` writes one
//! line `event rule-id` for each match, for comparing with other engines. `--flat` only writes the events, one a line as
//! such engines want them: fields at the top, and the log source beside them. `--lane` makes events up. `--recheck` has one
//! in N events looked at by the naive evaluator, too, as a hunt does, and says what that took; `--whole` with all rules.
#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::{
    error::Error,
    fs,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use sigma::{
    Engine, EventFault, Hint, Maps, Placeholders, Recheck, RuleSet, engine::Counts, read,
    recheck::Rechecked,
};

#[path = "throughput/flat.rs"]
mod flat;

#[path = "throughput/lanes.rs"]
mod lanes;

#[derive(Default)]
struct Options {
    rules: PathBuf,
    events: Vec<PathBuf>,
    lane: Option<String>,
    seconds: u64,
    rounds: u64,
    threads: usize,
    is_everything: bool,
    recheck: u64,
    is_whole: bool,
    matches: Option<PathBuf>,
    flat: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    if let Some(path) = &options.flat {
        return flat::write(path, &events(&options)?);
    }
    let started = Instant::now();
    let mut sources = Vec::new();
    walk(&options.rules, &mut sources)?;
    let read_at = started.elapsed();
    let files = sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let rules = Arc::new(RuleSet::read(files, &Placeholders::new()));
    let parsed_at = started.elapsed();
    let maps = Arc::new(Maps::own());
    let engine = Engine::new(&rules, &maps);
    println!(
        "rules {} refused {} read {:?} parse {:?} compile {:?} resident {} MiB",
        rules.rules.len(),
        rules.faults.len(),
        read_at,
        parsed_at - read_at,
        started.elapsed() - parsed_at,
        resident_mib(),
    );
    let mut fields = std::collections::BTreeMap::<&str, usize>::new();
    for (_, field) in engine.busy_rules() {
        *fields.entry(field.unwrap_or("(every event)")).or_default() += 1;
    }
    println!("rules called for by the presence of a field: {fields:?}");
    let recheck = Recheck::new(Arc::clone(&rules), maps, 0).one_in(options.recheck);
    let recheck = if options.is_whole { recheck.with_all_rules() } else { recheck };
    let events = events(&options)?;
    let n_bytes: usize = events.iter().map(Vec::len).sum();
    let hint = Hint { logsource: None, is_everything: options.is_everything };
    let mut scratch = engine.scratch();
    if let Some(path) = &options.matches {
        let mut file = std::io::BufWriter::new(fs::File::create(path)?);
        for (index, event) in events.iter().enumerate() {
            for rule in engine.scan(&mut scratch, event, &hint)? {
                let id = rules.rules.get(*rule).and_then(|rule| rule.header.id.as_deref());
                let id = id.unwrap_or_default();
                writeln!(file, "{index} {id}")?;
            }
        }
    }
    let span = Duration::from_secs(options.seconds);
    let is_over = |n_rounds, started: Instant| match options.rounds {
        0 => n_rounds > 0 && started.elapsed() >= span,
        wanted => n_rounds >= wanted,
    };
    let started = Instant::now();
    let run = || {
        let mut scratch = engine.scratch();
        let (mut n_rounds, mut number, mut looks) = (0, 0, Looks::default());
        while !is_over(n_rounds, started) {
            for event in &events {
                let found = engine.scan(&mut scratch, event, &hint)?;
                number += 1;
                if recheck.is_due(number) {
                    let began = Instant::now();
                    looks.add(&recheck.look(number, event, &hint, found), began.elapsed());
                }
            }
            n_rounds += 1;
        }
        Ok::<_, EventFault>((scratch.counts(), looks))
    };
    let all = thread::scope(|scope| {
        let threads: Vec<_> = (0..options.threads).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    let elapsed = started.elapsed();
    let mut counts = Counts::default();
    for one in all {
        let (one, looks) = one.map_err(|_| "a thread broke down")??;
        if recheck.is_on() {
            println!("looked at again: {looks:?}");
        }
        counts.events += one.events;
        counts.candidates += one.candidates;
        counts.matches += one.matches;
        counts.unrouted += one.unrouted;
    }
    #[expect(clippy::cast_precision_loss, reason = "shown to people")]
    let per = |count: u64| count as f64 / counts.events as f64;
    println!(
        "sigma{}, threads {}: {} events of {} bytes, {:.0} events/s, {:.2} us/event; per event: {:.2} candidates, {:.3} matches, {:.3} unrouted; resident {} MiB",
        if options.is_everything { "" } else { ", routed" },
        options.threads,
        events.len(),
        n_bytes / events.len().max(1),
        1.0 / per(1) / elapsed.as_secs_f64(),
        elapsed.as_secs_f64() * 1e6 * per(1),
        per(counts.candidates),
        per(counts.matches),
        per(counts.unrouted),
        resident_mib(),
    );
    Ok(())
}

/// What came of looking again.
#[derive(Debug, Default)]
struct Looks {
    same: u64,
    rules: usize,
    different: u64,
    not_compared: u64,
    total: Duration,
    longest: Duration,
}

impl Looks {
    fn add(&mut self, rechecked: &Rechecked, took: Duration) {
        match rechecked {
            Rechecked::Same { n_rules } => {
                self.same += 1;
                self.rules += n_rules;
            }
            Rechecked::Different(difference) => {
                println!("{difference}");
                self.different += 1;
            }
            Rechecked::NotCompared => self.not_compared += 1,
        }
        self.total += took;
        self.longest = self.longest.max(took);
    }
}

fn events(options: &Options) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut events: Vec<Vec<u8>> = Vec::new();
    if let Some(lane) = &options.lane {
        events.extend(lanes::events(lane).ok_or(format!("there is no lane {lane}"))?);
    }
    for path in &options.events {
        read::events(fs::read(path)?, |event| {
            events.extend(event.map(<[u8]>::to_vec));
            ControlFlow::Continue(())
        });
    }
    Ok(events)
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options { seconds: 5, threads: 1, ..Options::default() };
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--rules" => options.rules = value()?.into(),
            "--events" => options.events.push(value()?.into()),
            "--seconds" => options.seconds = value()?.parse()?,
            "--rounds" => options.rounds = value()?.parse()?,
            "--lane" => options.lane = Some(value()?),
            "--threads" => options.threads = value()?.parse()?,
            "--flat" => options.flat = Some(value()?.into()),
            "--recheck" => options.recheck = value()?.parse()?,
            "--whole" => options.is_whole = true,
            "--everything" => options.is_everything = true,
            "--matches" => options.matches = Some(value()?.into()),
            _ => options.events.push(argument.into()),
        }
    }
    Ok(options)
}

fn walk(folder: &Path, sources: &mut Vec<(String, Vec<u8>)>) -> Result<(), Box<dyn Error>> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            walk(&path, sources)?;
        } else if path.extension().is_some_and(|e| e == "yml" || e == "yaml") {
            sources.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    Ok(())
}

fn resident_mib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    kib.unwrap_or_default() / 1024
}
