//! `chancery hunt`: looks through files of events with rules.

mod alarm;
mod chains;
mod counts;
mod events;
mod eyes;
mod ndjson;
mod readers;
mod table;
mod time;
mod unknown;

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
    Engine, Explanation, Finding, Hint, Maps, Recheck, RuleSet, recheck,
    rule::{Header, Logsource},
};

use crate::{
    files::{self, BytesRead},
    progress::Progress,
    rules::{sources, values},
    shown::{Shown, count, number, tell},
};

use self::{
    alarm::Alarm,
    chains::{Chains, EventName, event_of},
    counts::Counts,
    eyes::{Answer, Eyes, Found, Note},
    readers::{News, Task},
    table::Table,
    unknown::Unknown,
};

/// Faults of one file that are told; the others are counted.
const FAULTS_TOLD_MAX: u64 = 3;
/// Which events are looked at again. Whoever hunts is nobody to hide from, and the same hunt is to say the same.
const RECHECK_KEY: u64 = 0;
/// Threads that look at events; more would wait for the one that reads.
const THREADS_MAX: usize = 16;

#[derive(Args, Debug)]
#[command(after_help = "\
Files are told by their content: EVTX records, one JSON object a line, a JSON array, JSON objects one behind the
other (pretty-printed or not), the `Records` of CloudTrail and Azure, or lines of text: of syslog
(RFC 3164 and 5424, rsyslog's, and `journalctl -o` short, short-precise, short-iso, short-full or short-unix; its json is
read, too), of the audit daemon, and access logs of web servers; compressed by gzip or not, and text also as UTF-16
with a byte order mark. They are read piece by piece: memory does not grow with their size
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

One event in 10,000, and the first of each of the first 100 files, is looked at again by a second, naive evaluator that shares nothing
with the engine but the parsed rules; of many rules it takes as many as cost no time to speak of, others with each event. If the
two differ, ALARM lines on stderr name the event and the rules. --recheck 1 looks at every event again with every rule
(thousands of times slower), --recheck 0 at none.

Exit code 0: the hunt was done, with or without matches or files in the folders. 2: wrong usage, or nothing could be read of
any file. 3: the hunt was done, and the two evaluators differ: what was found may be wrong, or not all. 4: the hunt was
done, but a file could not be read, or not to its end: what that file hides is not known.

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
    /// How matches are printed: one row for each rule, or one object for each match.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Look at one event in N again with a second evaluator and every rule; 0: at none. Without: one in 10,000, with some rules.
    #[arg(long, value_name = "N")]
    recheck: Option<u64>,
    /// Let every rule look at every event, whatever its log source.
    #[arg(long)]
    everything: bool,
    /// What events are of for which no map says it, as product/category/service: linux//sshd. If no rule asks for it, that is told.
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
    /// For people.
    Table,
    /// For programs: one JSON object a line.
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
        let rules = Arc::new(sources.rule_set(&values));
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
        let maps = Arc::new(maps);
        let unasked = self.logsource.as_ref().and_then(|said| unknown::unasked(&rules, said));
        if let Some(words) = &unasked {
            tell(format_args!("note {}", Shown(words)));
        }
        let files = files::find(&self.files)?;
        let read = BytesRead::default();
        let n_bytes = files.iter().map(|file| file.n_bytes).sum();
        let chains = Chains::new(&rules);
        let eyes = Arc::new(Eyes {
            engine: Engine::new(&rules, &maps),
            recheck: self.recheck(&rules, &maps),
            rules,
            hint: Hint { logsource: self.logsource.clone(), is_everything: self.everything },
            watch: chains.watch(),
            format: self.format,
            is_explained: self.explain,
        });
        let chase = Chase {
            eyes: Arc::clone(&eyes),
            names: files.iter().map(|file| file.path.display().to_string()).collect(),
            is_hinted: self.everything || self.logsource.is_some() && unasked.is_none(),
            format: self.format,
            chains,
            table: Table::default(),
            out: BufWriter::new(io::stdout().lock()),
            progress: Progress::new(read.clone(), n_bytes, self.format == Format::Ndjson),
            counts: Counts::default(),
            unknown: Unknown::default(),
            alarm: Alarm::default(),
        };
        let n_threads = self.n_threads();
        let (work, tasks) = sync_channel(n_threads);
        let order = readers::begin(files, read, work, 2 * n_threads)?;
        let counts = chase.run(&order, tasks, n_threads)?;
        if self.verbose {
            for fault in &eyes.rules.faults {
                tell(format_args!("refused {}", Shown(&fault.to_string())));
            }
            let looked_at = count(counts.rechecked, "event");
            tell(format_args!("{looked_at} looked at again by the naive evaluator"));
        }
        Ok(counts.exit_code())
    }

    /// What looks at events again: with all rules where somebody asks for it.
    fn recheck(&self, rules: &Arc<RuleSet>, maps: &Arc<Maps>) -> Recheck {
        let recheck = Recheck::new(Arc::clone(rules), Arc::clone(maps), RECHECK_KEY);
        match self.recheck {
            None => recheck.one_in(recheck::ONE_IN),
            Some(n_events) => recheck.one_in(n_events).with_all_rules(),
        }
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
    /// Whether somebody said what events are of, and rules ask for that.
    is_hinted: bool,
    format: Format,
    chains: Chains,
    table: Table,
    out: BufWriter<io::StdoutLock<'static>>,
    progress: Progress,
    counts: Counts,
    unknown: Unknown,
    alarm: Alarm,
}

/// The file that is printed of.
#[derive(Default)]
struct Current {
    number: u32,
    name: String,
    /// Events before those of the next load.
    n_events: u64,
    n_faults: u64,
    /// Events of no known log source.
    n_unrouted: u64,
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
            thread.join().map_err(|_| anyhow!("a thread broke down"))?;
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
                News::Odd(words) => {
                    let words =
                        format!("{} seems to be {words}; read as lines of text", current.name);
                    tell(format_args!("note {}", Shown(&words)));
                }
                News::Ended(done) => self.end_file(&current, done),
                News::Done => return Ok(()),
            }
        }
        bail!("the thread that reads broke down")
    }

    fn answer(&mut self, current: &mut Current, answer: Answer) -> anyhow::Result<()> {
        for note in answer.notes {
            match note {
                Note::NoEvent(reason) => self.unread(current, &reason),
                Note::Unread { index, reason } => {
                    let index = current.n_events + index;
                    self.unread(current, &format!("event {index}: {reason}"));
                }
                Note::Found(found) => self.found(current, found)?,
                Note::Differs { index, difference } => {
                    let index = current.n_events + index;
                    self.counts.different += 1;
                    self.alarm.add(&current.name, index, &difference);
                }
            }
        }
        self.counts.unrouted += answer.n_unrouted;
        current.n_unrouted += answer.n_unrouted;
        current.n_events += answer.n_events;
        self.counts.events += answer.n_looked_at;
        self.counts.rechecked += answer.n_rechecked;
        self.counts.not_compared += answer.n_not_compared;
        let counts = &self.counts;
        for _ in 0..answer.n_looked_at {
            self.progress.step(|| {
                format!("{}, {} found", count(counts.events, "event"), number(counts.matches))
            });
        }
        Ok(())
    }

    /// Tells what could not be read, unless it was told of this file often enough.
    fn unread(&mut self, current: &mut Current, reason: &str) {
        current.n_faults += 1;
        self.counts.unread_events += 1;
        if current.n_faults <= FAULTS_TOLD_MAX {
            let words = format!("{}: {reason}", current.name);
            tell(format_args!("unreadable {}", Shown(&words)));
        }
    }

    /// Tells how a file ended. That it cannot be read is told, and the hunt goes on.
    fn end_file(&mut self, current: &Current, done: anyhow::Result<()>) {
        let Current { name, n_faults, .. } = current;
        self.unknown.add(name, current.n_unrouted);
        if *n_faults > FAULTS_TOLD_MAX {
            let more = count(n_faults - FAULTS_TOLD_MAX, "event");
            tell(format_args!("unreadable {}: {more} more", Shown(name)));
        }
        match done {
            // There was something, and no event in it: nonsense, or a log that is damaged throughout.
            Ok(()) if current.n_events == 0 && *n_faults > 0 => self.counts.unread_files += 1,
            Ok(()) => self.counts.files += 1,
            Err(error) => {
                // Events before a fault were looked at.
                let is_begun = current.n_events > 0;
                self.counts.files += u64::from(is_begun);
                self.counts.broken_files += u64::from(is_begun);
                self.counts.unread_files += u64::from(!is_begun);
                tell(format_args!("unreadable {}", Shown(&format!("{name}: {error:#}"))));
            }
        }
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
        let mut words = self.counts.summary(&self.eyes.rules, self.is_hinted);
        // Of one file it is plain.
        if !self.is_hinted && names.len() > 1 {
            words += &self.unknown.words();
        }
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
            Format::Ndjson => tell(words.trim_end()),
        }
        self.out.flush()?;
        self.alarm.tell(self.counts.rechecked);
        Ok(self.counts)
    }
}
