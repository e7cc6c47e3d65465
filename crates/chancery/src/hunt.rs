//! `chancery hunt`: looks through files of events with rules.

mod chains;
mod events;
mod eyes;
mod ndjson;
mod readers;
mod table;
mod time;

use std::{
    io::{self, BufWriter, Write},
    num::NonZero,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use sigma::{
    Engine, Explanation, Finding, Hint, Maps, RuleSet,
    rule::{Header, Logsource},
};

use crate::{
    files::{self, BytesRead},
    progress::Progress,
    rules::{sources, values},
    shown::{Shown, count, number},
};

use self::{
    chains::{Chains, EventName, event_of},
    eyes::{Answer, Eyes, Found, Note},
    readers::{News, Task},
    table::Table,
};

/// Faults of one file that are told; the others are counted.
const FAULTS_TOLD_MAX: u64 = 3;
/// Threads that look at events; more would wait for the one that reads.
const THREADS_MAX: usize = 16;

#[derive(Args, Debug)]
#[command(after_help = "\
Files are told by their content: EVTX records, one JSON object a line, a JSON array, JSON objects one behind the
other (pretty-printed or not), the `Records` of CloudTrail and Azure, or lines of syslog text; compressed by gzip
or not, and text also as UTF-16 with a byte order mark. They are read piece by piece: memory does not grow with their size
(a JSON object may have 16 MiB, a line 64 KiB; 64 MiB of events wait for the threads; 100,000 matches wait for
correlations; an EVTX file on standard input or in gzip is held whole, up to 512 MiB). What gzip packed may unpack to
64 GiB, all files of a hunt together. Where a file is broken, what stands before the fault is looked at, and the fault is
told. Whatever the number of threads, the same files and rules give the same output.

Rules may have placeholders (`User|expand: '%Administrators%'`); --values names a TOML file with what they stand for:
  Administrators = [\"admin\", \"adm-*\"]
  \"DC-MACHINE-NAME\" = \"DC1$\"
Names stand there without percent signs. A rule with a placeholder that has no value is refused; --verbose says which; a
name that no rule asks for is told.

With --format ndjson each match is one object with rule_id, title, level, file and event_index (from 0 within the
file; events that cannot be read are not counted), and further keys: tags, author, rule, correlation. These keys stay.

Exit code 0: the hunt was done, with or without matches or files in the folders. 2: wrong usage, or no file could be read.

Examples:
  chancery hunt --rules sigma/rules Security.evtx
  chancery hunt --rules rule.yml --format ndjson logs/ | jq .title
  journalctl -o short-iso | chancery hunt --rules content/sigma -")]
pub struct Hunt {
    /// A rule file, or a folder of them; repeat for more. Without: DIR/rules, which `chancery rules import` fills.
    #[arg(long, value_name = "DIR|FILE")]
    rules: Vec<PathBuf>,
    /// A file that maps events to log sources, beside those that are built in (crates/sigma/maps shows the form).
    #[arg(long, value_name = "FILE")]
    maps: Vec<PathBuf>,
    /// What placeholders of rules stand for: a TOML file, each name with a text or a list of texts.
    #[arg(long, value_name = "FILE")]
    values: Option<PathBuf>,
    /// Threads that look at events; one more reads. Without: as many as there are cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=THREADS_MAX as u64))]
    threads: Option<u64>,
    /// How matches are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Let every rule look at every event, whatever its log source.
    #[arg(long)]
    everything: bool,
    /// What events are of for which no map says it, as product/category/service: linux//sshd.
    #[arg(long, value_name = "SOURCE", value_parser = logsource)]
    logsource: Option<Logsource>,
    /// Say which selections and fields made the rules match: of the first match of each, or of all as ndjson. Of
    /// correlations it says nothing.
    #[arg(long)]
    explain: bool,
    /// List the rules that were refused, and why.
    #[arg(long, short)]
    verbose: bool,
    /// The data folder, for rules that were imported.
    #[arg(long, value_name = "DIR", env = "CHANCERY_DATA", default_value = "data")]
    data: PathBuf,
    /// Files or folders of events; - is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: one row for each rule.
    Table,
    /// For programs: one JSON object for each match.
    Ndjson,
}

/// A rule over events, or one over matches, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleName {
    Rule(usize),
    Correlation(usize),
}

/// A match, as it is printed.
pub struct Match<'a> {
    pub rule: RuleName,
    pub header: &'a Header,
    /// The file and the index of the event.
    pub place: Option<(&'a str, u64)>,
    pub explanation: Option<&'a Explanation>,
    pub finding: Option<&'a Finding>,
}

/// What was seen.
#[derive(Debug, Default)]
struct Counts {
    files: u64,
    /// Files of which nothing could be read.
    unread_files: u64,
    /// Files that could not be read to their end.
    broken_files: u64,
    events: u64,
    unread_events: u64,
    matches: u64,
    /// Events of no known log source.
    unrouted: u64,
}

fn logsource(text: &str) -> Result<Logsource, String> {
    let mut parts = text.split('/').map(|part| Some(part.to_lowercase()).filter(|p| !p.is_empty()));
    let mut part = || parts.next().flatten();
    let source = Logsource { product: part(), category: part(), service: part() };
    if source == Logsource::default() || parts.next().is_some() {
        return Err(
            "product/category/service is wanted, such as windows/process_creation or linux//sshd"
                .into(),
        );
    }
    Ok(source)
}

impl Hunt {
    /// Hunts.
    pub fn run(self) -> anyhow::Result<u8> {
        let values = values::read(self.values.as_deref())?;
        let sources = sources::read(&self.rules, &self.data)?;
        sources.tell_changes(&mut io::stderr())?;
        let rules = sources.rule_set(&values);
        values::tell_unasked(&values, &sources, &mut io::stderr())?;
        if rules.rules.is_empty() {
            bail!("no rule can be used; `chancery rules check` says why");
        }
        let mut maps = Maps::own();
        for path in &self.maps {
            let bytes =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            maps.add(&path.display().to_string(), &bytes)?;
        }
        let files = files::find(&self.files)?;
        let read = BytesRead::default();
        let n_bytes = files.iter().map(|file| file.n_bytes).sum();
        let chains = Chains::new(&rules);
        let eyes = Arc::new(Eyes {
            engine: Engine::new(&rules, &maps),
            rules,
            hint: Hint { logsource: self.logsource.clone(), is_everything: self.everything },
            watch: chains.watch(),
            format: self.format,
            is_explained: self.explain,
        });
        let chase = Chase {
            eyes: Arc::clone(&eyes),
            names: files.iter().map(|file| file.path.display().to_string()).collect(),
            is_hinted: self.everything || self.logsource.is_some(),
            format: self.format,
            chains,
            table: Table::default(),
            out: BufWriter::new(io::stdout().lock()),
            progress: Progress::new(read.clone(), n_bytes, self.format == Format::Ndjson),
            counts: Counts::default(),
        };
        let n_threads = self.n_threads();
        let (work, tasks) = sync_channel(n_threads);
        let order = readers::begin(files, read, work, 2 * n_threads)?;
        let counts = chase.run(&order, tasks, n_threads)?;
        if self.verbose {
            for fault in &eyes.rules.faults {
                writeln!(io::stderr(), "refused {}", Shown(&fault.to_string()))?;
            }
        }
        // Folders without files are no failure; files that all refuse to be read are.
        let is_nothing_read = counts.files == 0 && counts.unread_files > 0;
        Ok(if is_nothing_read { 2 } else { 0 })
    }

    fn n_threads(&self) -> usize {
        let wanted = self.threads.and_then(|n| usize::try_from(n).ok());
        let cores = || thread::available_parallelism().map_or(1, NonZero::get);
        wanted.unwrap_or_else(cores).clamp(1, THREADS_MAX)
    }
}

/// A hunt that goes on: what is printed of it, in the order of files and events.
struct Chase {
    eyes: Arc<Eyes>,
    names: Vec<String>,
    /// Whether somebody said what events are of.
    is_hinted: bool,
    format: Format,
    chains: Chains,
    table: Table,
    out: BufWriter<io::StdoutLock<'static>>,
    progress: Progress,
    counts: Counts,
}

/// The file that is printed of.
#[derive(Default)]
struct Current {
    number: u32,
    name: String,
    /// Events before those of the next load.
    n_events: u64,
    n_faults: u64,
}

impl Chase {
    /// Lets threads look, and prints until there are no more files.
    ///
    /// Where it fails, threads are left to end with the process: whoever reads may wait for input that never comes.
    fn run(
        mut self,
        order: &Receiver<News>,
        tasks: Receiver<Task>,
        n_threads: usize,
    ) -> anyhow::Result<Counts> {
        let tasks = Arc::new(Mutex::new(tasks));
        let mut threads = Vec::new();
        for _ in 0..n_threads {
            let (eyes, tasks) = (Arc::clone(&self.eyes), Arc::clone(&tasks));
            let look = move || eyes.look(&tasks);
            let thread = thread::Builder::new().name("eyes".into()).spawn(look);
            threads.push(thread.context("cannot start a thread that looks")?);
        }
        self.follow(order)?;
        for thread in threads {
            let n_unrouted = thread.join().map_err(|_| anyhow!("a thread broke down"))?;
            self.counts.unrouted += n_unrouted;
        }
        self.finish()
    }

    /// Prints what comes, file by file.
    fn follow(&mut self, order: &Receiver<News>) -> anyhow::Result<()> {
        let mut current = Current::default();
        for news in order {
            match news {
                News::Begun { file, written_ms } => {
                    let name = self.names.get(file).cloned().unwrap_or_default();
                    let number = u32::try_from(file)?;
                    current = Current { number, name, ..Current::default() };
                    self.chains.begin_file(written_ms);
                }
                News::Load { answer, share } => {
                    let answer = answer.recv().context("a thread broke down")?;
                    self.answer(&mut current, answer)?;
                    drop(share);
                }
                News::Ended(done) => self.end_file(&current, done)?,
                News::Done => return Ok(()),
            }
        }
        bail!("the thread that reads broke down")
    }

    fn answer(&mut self, current: &mut Current, answer: Answer) -> anyhow::Result<()> {
        for note in answer.notes {
            match note {
                Note::NoEvent(reason) => self.unread(current, &reason)?,
                Note::Unread { index, reason } => {
                    let index = current.n_events + index;
                    self.unread(current, &format!("event {index}: {reason}"))?;
                }
                Note::Found(found) => self.found(current, found)?,
            }
        }
        current.n_events += answer.n_events;
        self.counts.events += answer.n_looked_at;
        let counts = &self.counts;
        for _ in 0..answer.n_looked_at {
            self.progress.step(|| {
                format!("{}, {} found", count(counts.events, "event"), number(counts.matches))
            });
        }
        Ok(())
    }

    /// Tells what could not be read, unless it was told of this file often enough.
    fn unread(&mut self, current: &mut Current, reason: &str) -> anyhow::Result<()> {
        current.n_faults += 1;
        self.counts.unread_events += 1;
        if current.n_faults <= FAULTS_TOLD_MAX {
            let words = format!("{}: {reason}", current.name);
            writeln!(io::stderr(), "unreadable {}", Shown(&words))?;
        }
        Ok(())
    }

    /// Tells how a file ended. That it cannot be read is told, and the hunt goes on.
    fn end_file(&mut self, current: &Current, done: anyhow::Result<()>) -> anyhow::Result<()> {
        let Current { name, n_faults, .. } = current;
        if *n_faults > FAULTS_TOLD_MAX {
            let more = count(n_faults - FAULTS_TOLD_MAX, "event");
            writeln!(io::stderr(), "unreadable {}: {more} more", Shown(name))?;
        }
        match done {
            Ok(()) => self.counts.files += 1,
            Err(error) => {
                // Events before a fault were looked at.
                let is_begun = current.n_events > 0;
                self.counts.files += u64::from(is_begun);
                self.counts.broken_files += u64::from(is_begun);
                self.counts.unread_files += u64::from(!is_begun);
                writeln!(io::stderr(), "unreadable {}", Shown(&format!("{name}: {error:#}")))?;
            }
        }
        Ok(())
    }

    /// Prints the matches of an event, and keeps those that correlations ask for.
    fn found(&mut self, current: &Current, found: Found) -> anyhow::Result<()> {
        let index = current.n_events + found.index;
        if let Some(seen) = found.seen {
            self.chains.observe(EventName { file: current.number, index }, seen);
        }
        let eyes = Arc::clone(&self.eyes);
        for rule in found.matches {
            let Some(meta) = eyes.rules.rules.get(rule) else { continue };
            if eyes.rules.is_silent(rule) {
                continue;
            }
            let words = found.explanations.iter().find(|(of, _)| *of == rule);
            self.print(&Match {
                rule: RuleName::Rule(rule),
                header: &meta.header,
                place: Some((&current.name, index)),
                explanation: words.map(|(_, words)| words),
                finding: None,
            })?;
        }
        Ok(())
    }

    fn print(&mut self, found: &Match<'_>) -> anyhow::Result<()> {
        self.counts.matches += 1;
        match self.format {
            Format::Table => self.table.add(found),
            Format::Ndjson => ndjson::write(&mut self.out, found)?,
        }
        Ok(())
    }

    /// Settles the correlations, writes the table and what was seen.
    fn finish(mut self) -> anyhow::Result<Counts> {
        let names = std::mem::take(&mut self.names);
        let chains = std::mem::replace(&mut self.chains, Chains::new(&RuleSet::default()));
        let eyes = Arc::clone(&self.eyes);
        let (findings, correlated, n_without_time) = chains.finish(&eyes.rules);
        for finding in &findings {
            let Some(correlation) = eyes.rules.correlations.get(finding.correlation) else {
                continue;
            };
            let place = event_of(finding)
                .and_then(|event| Some((names.get(event.file as usize)?.as_str(), event.index)));
            self.print(&Match {
                rule: RuleName::Correlation(finding.correlation),
                header: &correlation.header,
                place,
                explanation: None,
                finding: Some(finding),
            })?;
        }
        self.table.write(&mut self.out)?;
        let mut words = self.summary();
        if n_without_time > 0 {
            words += &format!(
                "{} for correlations without a time; taken as of the one before\n",
                count(n_without_time, "event")
            );
        }
        if correlated.late > 0 {
            words += &format!(
                "{} came too late for correlations: more than {} waited at once; hunt file by file, or in the order of time\n",
                count(correlated.late, "matching event"),
                number(sigma::correlate::PENDING_MAX as u64),
            );
        }
        match self.format {
            Format::Table => self.out.write_all(words.as_bytes())?,
            Format::Ndjson => io::stderr().write_all(words.as_bytes())?,
        }
        self.out.flush()?;
        Ok(self.counts)
    }

    fn summary(&self) -> String {
        let (counts, rules) = (&self.counts, &self.eyes.rules);
        let mut words = format!(
            "{} found in {} of {}, with {}\n",
            number(counts.matches),
            count(counts.events, "event"),
            count(counts.files, "file"),
            count((rules.rules.len() + rules.correlations.len()) as u64, "rule"),
        );
        let mut tell = |n: u64, noun: &str, what: &str| {
            if n > 0 {
                words += &format!("{} {what}\n", count(n, noun));
            }
        };
        tell(counts.unread_files, "file", "could not be read");
        tell(counts.broken_files, "file", "could not be read to the end");
        tell(counts.unread_events, "event", "could not be read");
        tell(rules.faults.len() as u64, "rule", "refused; --verbose lists them");
        if !self.is_hinted {
            tell(
                counts.unrouted,
                "event",
                "of no known log source: see --everything and --logsource",
            );
        }
        words
    }
}
