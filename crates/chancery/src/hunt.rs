//! `chancery hunt`: looks through files of events with rules.

mod chains;
mod events;
mod ndjson;
mod table;
mod time;

use std::{
    cell::Cell,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    rc::Rc,
    time::UNIX_EPOCH,
};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use model::Clock;
use sigma::{
    Engine, Explanation, Finding, Hint, Maps, RuleSet, Scratch,
    rule::{Header, Logsource},
};

use crate::{
    clock::SystemClock,
    files::{self, BytesRead, Named},
    progress::Progress,
    rules::sources,
    shown::{Shown, count, number},
};

use self::{
    chains::{Chains, EventName, event_of},
    table::Table,
};

/// Faults of one file that are told; the others are counted.
const FAULTS_TOLD_MAX: u64 = 3;

#[derive(Args, Debug)]
#[command(after_help = "\
Files are told by their content: EVTX records, one JSON object a line, a JSON array, JSON objects one behind the
other (pretty-printed or not), the `Records` of CloudTrail and Azure, or lines of syslog text. They are read piece by piece:
memory does not grow with their size (a JSON object may have 16 MiB, a line 64 KiB; 100,000 matches wait for
correlations; an EVTX file on standard input is held whole, up to 512 MiB).

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    unread_files: u64,
    events: u64,
    unread_events: u64,
    matches: u64,
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
        let rules = sources::read(&self.rules, &self.data)?.rule_set();
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
        let engine = Engine::new(&rules, &maps);
        let read: BytesRead = Rc::new(Cell::new(0));
        let n_bytes = files.iter().map(|file| file.n_bytes).sum();
        let mut chase = Chase {
            scratch: engine.scratch(),
            engine: &engine,
            rules: &rules,
            hint: Hint { logsource: self.logsource.clone(), is_everything: self.everything },
            format: self.format,
            is_explained: self.explain,
            chains: Chains::new(&rules),
            table: Table::default(),
            out: BufWriter::new(io::stdout().lock()),
            progress: Progress::new(Rc::clone(&read), n_bytes, self.format == Format::Ndjson),
            counts: Counts::default(),
        };
        let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
        for (number, (file, name)) in files.iter().zip(&names).enumerate() {
            chase.file(u32::try_from(number)?, file, name, &read)?;
        }
        let counts = chase.finish(&names)?;
        if self.verbose {
            for fault in &rules.faults {
                writeln!(io::stderr(), "refused {}", Shown(&fault.to_string()))?;
            }
        }
        // Folders without files are no failure; files that all refuse to be read are.
        let is_nothing_read = counts.files == 0 && counts.unread_files > 0;
        Ok(if is_nothing_read { 2 } else { 0 })
    }
}

/// A hunt that goes on.
struct Chase<'a> {
    engine: &'a Engine,
    scratch: Scratch,
    rules: &'a RuleSet,
    hint: Hint,
    format: Format,
    is_explained: bool,
    chains: Chains,
    table: Table,
    out: BufWriter<io::StdoutLock<'static>>,
    progress: Progress,
    counts: Counts,
}

impl Chase<'_> {
    /// Looks through a file. That it cannot be read is told, and the hunt goes on.
    fn file(
        &mut self,
        number: u32,
        file: &Named,
        name: &str,
        read: &BytesRead,
    ) -> anyhow::Result<()> {
        let written_ms = written_ms(&file.path);
        self.chains.begin_file(written_ms);
        let (mut index, mut n_faults) = (0, 0);
        let mut failed = None;
        let done = files::open(&file.path, read).map_err(anyhow::Error::from).and_then(|opened| {
            events::each_event(opened, &mut |event| {
                let unread = match event {
                    Ok(event) => {
                        let at = EventName { file: number, index };
                        index += 1;
                        // Faults of ours, such as a full disk behind stdout, are not the file's.
                        match self.event(at, name, event, written_ms) {
                            Ok(unread) => unread,
                            Err(error) => {
                                failed = Some(error);
                                bail!("stopped");
                            }
                        }
                    }
                    Err(fault) => Some(fault.to_string()),
                };
                let Some(reason) = unread else { return Ok(()) };
                n_faults += 1;
                self.counts.unread_events += 1;
                if n_faults <= FAULTS_TOLD_MAX {
                    let words = format!("{name}: {reason}");
                    writeln!(io::stderr(), "unreadable {}", Shown(&words))?;
                }
                Ok(())
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if n_faults > FAULTS_TOLD_MAX {
            let more = count(n_faults - FAULTS_TOLD_MAX, "event");
            writeln!(io::stderr(), "unreadable {}: {more} more", Shown(name))?;
        }
        match done {
            Ok(()) => self.counts.files += 1,
            Err(error) => {
                self.counts.unread_files += 1;
                writeln!(io::stderr(), "unreadable {}", Shown(&format!("{name}: {error:#}")))?;
            }
        }
        Ok(())
    }

    /// Lets the rules look at an event; returns why they cannot.
    fn event(
        &mut self,
        at: EventName,
        name: &str,
        event: &[u8],
        written_ms: i64,
    ) -> anyhow::Result<Option<String>> {
        let matches = match self.engine.scan(&mut self.scratch, event, &self.hint) {
            Ok(matches) => matches.to_vec(),
            Err(fault) => return Ok(Some(format!("event {}: {fault}", at.index))),
        };
        self.counts.events += 1;
        let counts = &self.counts;
        self.progress.step(|| {
            format!("{}, {} found", count(counts.events, "event"), number(counts.matches))
        });
        if matches.is_empty() {
            return Ok(None);
        }
        let seen = (self.engine, &self.scratch);
        self.chains.observe(&matches, (at, event), seen, written_ms);
        for rule in matches {
            let Some(meta) = self.rules.rules.get(rule) else { continue };
            if self.rules.is_silent(rule) {
                continue;
            }
            let rule_name = RuleName::Rule(rule);
            let wants_words = self.is_explained
                && (self.format == Format::Ndjson || self.table.is_new(rule_name));
            let explanation = match wants_words {
                true => self.engine.explain(&mut self.scratch, self.rules, rule),
                false => None,
            };
            self.print(&Match {
                rule: rule_name,
                header: &meta.header,
                place: Some((name, at.index)),
                explanation: explanation.as_ref(),
                finding: None,
            })?;
        }
        Ok(None)
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
    fn finish(mut self, names: &[String]) -> anyhow::Result<Counts> {
        let chains = std::mem::replace(&mut self.chains, Chains::new(&RuleSet::default()));
        let (findings, correlated, n_without_time) = chains.finish(self.rules);
        for finding in &findings {
            let Some(correlation) = self.rules.correlations.get(finding.correlation) else {
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
        let counts = &self.counts;
        let mut words = format!(
            "{} found in {} of {}, with {}\n",
            number(counts.matches),
            count(counts.events, "event"),
            count(counts.files, "file"),
            count((self.rules.rules.len() + self.rules.correlations.len()) as u64, "rule"),
        );
        let mut tell = |n: u64, noun: &str, what: &str| {
            if n > 0 {
                words += &format!("{} {what}\n", count(n, noun));
            }
        };
        tell(counts.unread_files, "file", "could not be read");
        tell(counts.unread_events, "event", "could not be read");
        tell(self.rules.faults.len() as u64, "rule", "refused; --verbose lists them");
        if !self.hint.is_everything && self.hint.logsource.is_none() {
            let unrouted = self.scratch.counts().unrouted;
            tell(unrouted, "event", "of no known log source: see --everything and --logsource");
        }
        words
    }
}

/// Returns when a file was written; now, for standard input.
fn written_ms(path: &Path) -> i64 {
    let written = std::fs::metadata(path).and_then(|about| about.modified());
    let Ok(written) = written else { return SystemClock.now().as_millisecond() };
    let since = written.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
