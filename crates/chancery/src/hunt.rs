//! `chancery hunt`: looks through files of events with rules.

mod alarm;
mod chains;
mod chase;
mod counts;
mod events;
mod eyes;
mod ndjson;
mod place;
mod readers;
mod table;
mod time;
mod unknown;

use std::{
    io::{self, BufWriter},
    num::NonZero,
    path::PathBuf,
    sync::{Arc, mpsc::sync_channel},
    thread,
};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use sigma::{
    Engine, Explanation, Finding, Hint, Maps, Recheck, RuleSet, recheck,
    rule::{Header, Logsource},
};

use crate::{
    files::{self, BytesRead},
    progress::Progress,
    rules::{sources, values},
    shown::{Shown, count, tell},
};

use self::{
    chains::Chains,
    chase::Chase,
    eyes::Eyes,
    place::{Teller, Where},
};

/// Which events are looked at again. Whoever hunts is nobody to hide from, and the same hunt is to say the same.
const RECHECK_KEY: u64 = 0;
/// Refused filters that are told where nobody asks for what was refused; all are counted.
const FILTERS_TOLD_MAX: usize = 5;
/// Threads that look at events; more would wait for the one that reads.
const THREADS_MAX: usize = 16;

#[derive(Args, Debug)]
#[command(after_help = "\
Files are told by their content: EVTX records, one JSON object a line, a JSON array, JSON objects one behind the
other (pretty-printed or not), the `Records` of CloudTrail and Azure, what Elasticsearch exports (`_source`, also in `hits`),
lines that Docker keeps (`log`), or lines of text: of syslog
(RFC 3164 and 5424, rsyslog's, and `journalctl -o` short, short-precise, short-iso, short-full or short-unix; its json is
read, too), of the audit daemon or the kernel's audit, access logs of web servers, and logs whose columns `#Fields:` names (IIS, the
firewall of Windows); compressed by gzip or not, and text also as UTF-16
with a byte order mark. Of CSV, XML and some others it is told what they are. They are read piece by piece: memory does not grow with their size
(a JSON object may have 16 MiB, a line 64 KiB; 64 MiB of events wait for the threads; 100,000 matches wait for
correlations; an EVTX file on standard input or in gzip is held whole, up to 512 MiB). What gzip packed may unpack to
64 GiB, all files of a hunt together. Where a file is broken, what stands before the fault is looked at, and the fault is
told. Whatever the number of threads, the same files and rules give the same output.

A match is told with its event: the file, the line (of an EVTX record its EventRecordID) and the time, taken as UTC where none
is written; of a correlation also the group. --show adds the event itself, as rules see it.

Rules may have placeholders (`User|expand: '%Administrators%'`); --values names a TOML file with what they stand for:
  Administrators = [\"admin\", \"adm-*\"]
  \"DC-MACHINE-NAME\" = \"DC1$\"
A value is a text, a whole number, or a list of them. Names stand there without percent signs. A rule with a placeholder that has no value is refused; --verbose says which; a
name that no rule asks for is told.

A map (--maps) is a YAML list: `when` says what an event must have (a value, one of several, `*` for any text, or nothing for any value),
then follows what it is, and `fields` names what stands for a field that rules ask for:
  - {when: {app: billing, user: }, product: acme, category: application, fields: {User: user, c-ip: [ip, client.ip]}}

With --format ndjson each match is one object with rule_id, title, level, file and event_index (from 0 within the
file; events that cannot be read are not counted), and further keys: tags, author, rule, line or record_id, time, correlation; with
--show event; with --explain selections and fields, whose `field` is for keywords the way to where they stood, and
whose `span` counts from the beginning of `value`, before which `value_from` bytes were left out (0 where it is not there). These keys stay.

One event in 10,000, and the first of each of the first 100 files, is looked at again by a second, naive evaluator that shares nothing
with the engine but the parsed rules; of many rules it takes as many as cost no time to speak of, others with each event. If the
two differ, ALARM lines on stderr name the event and the rules. --recheck 1 looks at every event again with every rule
(thousands of times slower), --recheck 0 at none. Correlations are not looked at again.

Exit code 0: the hunt was done, with or without matches or files in the folders. 2: wrong usage, or nothing could be read of
any file. 3: the hunt was done, and the two evaluators differ: what was found may be wrong, or not all. 4: the hunt was
done, but a file could not be read, or not to its end: what that file hides is not known.

Examples:
  chancery hunt --rules own /var/log/auth.log
  chancery hunt --rules sigma/rules --show Security.evtx
  chancery hunt --rules rule.yml --format ndjson logs/ | jq .title
  journalctl -o json | chancery hunt --rules own --rules rule.yml -")]
pub struct Hunt {
    /// A rule file, a folder of them, or `own` for the rules that come with Chancery; repeat for more. Without: DIR/rules,
    /// which `chancery rules import` fills.
    #[arg(long, value_name = "DIR|FILE|own")]
    rules: Vec<PathBuf>,
    /// A file that maps events to log sources, beside those that are built in; the form stands below.
    #[arg(long, value_name = "FILE")]
    maps: Vec<PathBuf>,
    /// What placeholders of rules stand for: a TOML file, each name with a value or a list of values.
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
    /// Show the event itself, 4 KiB of it at most: of the first match of each rule, or of all as ndjson. Of correlations only
    /// their place is told. Events may hold personal data.
    #[arg(long)]
    show: bool,
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
    /// None where time made it true, and no event.
    pub place: Option<Place<'a>>,
    pub time_ms: Option<i64>,
    /// The event, where it is wanted.
    pub event: Option<&'a str>,
    pub explanation: Option<&'a Explanation>,
    pub finding: Option<&'a Finding>,
}

/// Where an event stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub file: &'a str,
    /// The number of the file.
    pub file_number: u32,
    pub index: u64,
    pub at: Where,
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
            teller: Teller::new(self.show),
            format: self.format,
            is_explained: self.explain,
        });
        let chase = Chase::new(
            &eyes,
            files.iter().map(|file| file.path.display().to_string()).collect(),
            self.everything || self.logsource.is_some() && unasked.is_none(),
            chains,
            Progress::new(read.clone(), n_bytes, self.format == Format::Ndjson),
            Box::new(BufWriter::new(io::stdout().lock())),
        );
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
        } else {
            // What was to be left out is found then.
            let of_filters = eyes.rules.faults.iter().filter(|fault| fault.is_of_filter);
            for fault in of_filters.take(FILTERS_TOLD_MAX) {
                tell(format_args!("refused filter {}", Shown(&fault.to_string())));
            }
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
