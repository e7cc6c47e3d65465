//! `chancery rules`: keeps detection rules in the data folder, and checks them.

mod import;
mod manifest;
mod pack;
pub mod sources;
mod trial;
pub mod values;

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use sigma::rule::{Header, Logsource};

use crate::shown::{Shown, count};

/// Exit code where something was found that is not right.
const FOUND_FAULTS: u8 = 1;

#[derive(Subcommand, Debug)]
pub enum Rules {
    /// Make a folder or zip archive of rules the rules of this data folder.
    ///
    /// DATA/rules then holds its .yml files and nothing else, all at once or not at all, with a MANIFEST of SHA-256 digests
    /// (`sha256sum -c MANIFEST` checks it). Files without a rule are left out. Rules that cannot be honoured are
    /// copied but do not run; they are counted, and listed with --verbose. Rules with placeholders wait for values, which `hunt
    /// --values` gives them.
    Import(import::Import),
    /// Read rules and say which are refused: file:line: reason. Exit code 0: none; 1: some; 2: nothing could be read.
    Check {
        /// Rule files, folders of them, or `own` for the rules that come with Chancery.
        #[arg(value_name = "DIR|FILE|own", required = true)]
        rules: Vec<PathBuf>,
        /// What placeholders of rules stand for, as `chancery hunt` takes it.
        #[arg(long, value_name = "FILE")]
        values: Option<PathBuf>,
    },
    /// List the rules: level, id, log source, title.
    List {
        /// Rule files, folders of them, or `own` for the rules that come with Chancery. Without: those that were imported into the
        /// data folder.
        #[arg(value_name = "DIR|FILE|own")]
        rules: Vec<PathBuf>,
        /// What placeholders of rules stand for, as `chancery hunt` takes it.
        #[arg(long, value_name = "FILE")]
        values: Option<PathBuf>,
        /// The data folder.
        #[arg(long, value_name = "DIR", env = "CHANCERY_DATA", default_value = "data")]
        data: PathBuf,
    },
    /// Run the tests that come with rules. Exit code 0: all passed; 1: some did not.
    ///
    /// A test is an info.yml, as the public rules have them (regression_data in SigmaHQ/sigma): the id of a rule, a file of
    /// events within DIR, and how often the rule matches them. Each is judged by the compiled engine and by the naive one.
    Test {
        /// Rules beside those in DIR: files, folders of them, or `own` for the rules that come with Chancery; repeat for more.
        #[arg(long, value_name = "DIR|FILE|own")]
        rules: Vec<PathBuf>,
        /// What placeholders of rules stand for, as `chancery hunt` takes it.
        #[arg(long, value_name = "FILE")]
        values: Option<PathBuf>,
        /// A folder with info.yml files and events, and rules.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

impl Rules {
    /// Runs to the end.
    pub fn run(self) -> anyhow::Result<u8> {
        let mut out = BufWriter::new(io::stdout().lock());
        let code = match self {
            Self::Import(import) => import.run(&mut out)?,
            Self::Check { rules, values } => check(&rules, values.as_deref(), &mut out)?,
            Self::List { rules, values, data } => list(&rules, values.as_deref(), &data, &mut out)?,
            Self::Test { rules, values, folder } => {
                trial::run(&folder, &rules, values.as_deref(), &mut out)?
            }
        };
        out.flush()?;
        Ok(code)
    }
}

fn check(paths: &[PathBuf], values: Option<&Path>, out: &mut impl Write) -> anyhow::Result<u8> {
    let values = values::read(values)?;
    let sources = sources::read_paths(paths)?;
    let rules = sources.rule_set(&values);
    values::tell_unasked(&values, &sources, &mut io::stderr())?;
    for fault in &rules.faults {
        writeln!(out, "{}", Shown(&fault.to_string()))?;
    }
    writeln!(
        out,
        "{} and {} in {}, {} refused",
        count(rules.rules.len() as u64, "rule"),
        count(rules.correlations.len() as u64, "correlation"),
        count(sources.files.len() as u64, "file"),
        rules.faults.len(),
    )?;
    Ok(if rules.faults.is_empty() { 0 } else { FOUND_FAULTS })
}

fn list(
    paths: &[PathBuf],
    values: Option<&Path>,
    data: &Path,
    out: &mut impl Write,
) -> anyhow::Result<u8> {
    let values = values::read(values)?;
    let sources = sources::read(paths, data)?;
    sources.tell_changes(&mut io::stderr())?;
    let rules = sources.rule_set(&values);
    values::tell_unasked(&values, &sources, &mut io::stderr())?;
    let mut row = |header: &Header, source: &str| {
        let level = header.level.map_or("no level", sigma::rule::Level::as_str);
        let id = header.id.as_deref().or(header.name.as_deref()).unwrap_or("no id");
        writeln!(
            out,
            "{level:<13}  {:<36}  {:<32}  {}",
            Shown(id).to_string(),
            Shown(source).to_string(),
            Shown(&header.title)
        )
    };
    for rule in &rules.rules {
        row(&rule.header, &source(&rule.logsource))?;
    }
    for correlation in &rules.correlations {
        row(&correlation.header, "correlation")?;
    }
    if !rules.faults.is_empty() {
        let refused = count(rules.faults.len() as u64, "rule");
        writeln!(out, "{refused} refused; `chancery rules check` says why")?;
    }
    Ok(0)
}

fn source(logsource: &Logsource) -> String {
    // As `hunt --logsource` takes it: what is not said is empty, so that a service is not read as a category.
    let parts = [&logsource.product, &logsource.category, &logsource.service];
    let text = parts.map(|part| part.as_deref().unwrap_or_default()).join("/");
    let text = text.trim_end_matches('/');
    if text.is_empty() { "any".to_owned() } else { text.to_owned() }
}
