//! One of the other engines over the same rules and events: `peers --engine NAME --rules DIR --events FILE [--seconds N]
//! [--matches DIR]`. One process is one engine, so that its memory is its own.
//!
//! Events are NDJSON. One thread, then two that share the rules, from the bytes of an event to its matches, as `crates/sigma/examples/throughput.rs`
//! measures ours. `rsigma` runs without routing and with it (events then carry `product`, `category`, `service`);
//! `sigma-rust` has no index, so it runs shortly. `--matches` writes `event rule-id` lines for comparing.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rsigma_eval::{Engine, LogSourceExtractor, event::JsonEvent};

/// How long the engine without an index runs.
const SHORT: Duration = Duration::from_secs(1);

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let (mut engine, mut rules, mut events) = (String::new(), PathBuf::new(), PathBuf::new());
    let (mut seconds, mut matches) = (5, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or("each option needs a value")?;
        match argument.as_str() {
            "--engine" => engine = value,
            "--rules" => rules = value.into(),
            "--events" => events = value.into(),
            "--seconds" => seconds = value.parse()?,
            "--matches" => matches = Some(PathBuf::from(value)),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let text = fs::read_to_string(&events)?;
    let lines: Vec<&str> = text.lines().collect();
    let span = Duration::from_secs(seconds);
    match engine.as_str() {
        "rsigma" => run_rsigma(&engine, false, &rules, &lines, span, matches.as_deref()),
        "rsigma-routed" => run_rsigma(&engine, true, &rules, &lines, span, matches.as_deref()),
        "sigma-rust" => run_sigma_rust(&engine, &rules, &lines, span, matches.as_deref()),
        _ => Err("the engines are rsigma, rsigma-routed and sigma-rust".into()),
    }
}

fn run_rsigma(
    name: &str,
    is_routed: bool,
    rules: &Path,
    lines: &[&str],
    span: Duration,
    matches: Option<&Path>,
) -> Result<(), Failure> {
    let started = Instant::now();
    let mut engine = Engine::new();
    engine.set_logsource_extractor(is_routed.then(LogSourceExtractor::new));
    let collection = rsigma_parser::parse_sigma_directory(rules)?;
    let n_refused = engine.add_rules(&collection.rules).len();
    let loaded = started.elapsed();
    println!(
        "{name}: {} rules, {n_refused} refused, load {loaded:?}, resident {} MiB",
        engine.rule_count(),
        resident_mib()
    );
    let scan = |line: &str| -> Result<Vec<String>, Failure> {
        let value = serde_json::from_str(line)?;
        let results = engine.evaluate(&JsonEvent::borrow(&value));
        Ok(results.into_iter().filter_map(|result| result.header.rule_id).collect())
    };
    measure(name, 1, lines, span, matches, &scan)?;
    measure(name, 2, lines, span, None, &scan)
}

fn run_sigma_rust(
    name: &str,
    rules: &Path,
    lines: &[&str],
    span: Duration,
    matches: Option<&Path>,
) -> Result<(), Failure> {
    let started = Instant::now();
    let mut simple = Vec::new();
    walk(rules, &mut |text| {
        if let Ok(rule) = sigma_rust::rule_from_yaml(text) {
            simple.push(rule);
        }
    })?;
    println!(
        "{name}: {} rules, load {:?}, resident {} MiB",
        simple.len(),
        started.elapsed(),
        resident_mib()
    );
    let scan = |line: &str| -> Result<Vec<String>, Failure> {
        let event = sigma_rust::event_from_json(line)?;
        let found = simple.iter().filter(|rule| rule.is_match(&event));
        Ok(found.filter_map(|rule| rule.id.clone()).collect())
    };
    // Without an index a round takes long, so one is enough.
    measure(name, 1, lines, span.min(SHORT), matches, &scan)?;
    measure(name, 2, lines, span.min(SHORT), None, &scan)
}

fn measure(
    name: &str,
    n_threads: usize,
    lines: &[&str],
    span: Duration,
    matches: Option<&Path>,
    scan: impl Fn(&str) -> Result<Vec<String>, Failure> + Sync,
) -> Result<(), Failure> {
    if let Some(folder) = matches {
        let mut file = std::io::BufWriter::new(fs::File::create(folder.join(name))?);
        for (index, line) in lines.iter().enumerate() {
            let mut ids = scan(line)?;
            ids.sort();
            for id in ids {
                writeln!(file, "{index} {id}")?;
            }
        }
    }
    let started = Instant::now();
    let run = || -> Result<(u32, usize), Failure> {
        let (mut n_events, mut n_matches) = (0, 0);
        while n_events == 0 || started.elapsed() < span {
            for line in lines {
                n_matches += scan(line)?.len();
                n_events += 1;
            }
        }
        Ok((n_events, n_matches))
    };
    let done: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    let elapsed = started.elapsed();
    let (mut n_events, mut n_matches) = (0, 0);
    for one in done {
        let (events, found) = one.map_err(|_| "a thread broke down")??;
        n_events += events;
        n_matches += found;
    }
    println!(
        "{name}, threads {n_threads}: {:.0} events/s, {:.2} us/event, {:.3} matches per event, resident {} MiB",
        f64::from(n_events) / elapsed.as_secs_f64(),
        elapsed.as_secs_f64() * 1e6 / f64::from(n_events),
        n_matches as f64 / f64::from(n_events),
        resident_mib(),
    );
    Ok(())
}

fn walk(folder: &Path, each: &mut impl FnMut(&str)) -> Result<(), Failure> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, each)?;
        } else if path.extension().is_some_and(|extension| extension == "yml") {
            each(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

fn resident_mib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok()).unwrap_or_default()
        / 1024
}
