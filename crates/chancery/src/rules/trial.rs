//! `chancery rules test`: does each rule match the events that came with it, as often as is said?

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sigma::{
    Engine, Hint, Maps, RuleSet,
    regress::{self, Expectation},
};

use crate::{
    files,
    shown::{Shown, count},
};

use super::{FOUND_FAULTS, sources, values};

/// What the files with expectations are called.
const INFO: &str = "info.yml";
/// Bytes of a file of events; tests are small.
const EVENTS_BYTES_MAX: u64 = 256 << 20;

/// Runs the tests of a folder, with its rules and others.
pub fn run(
    folder: &Path,
    beside: &[PathBuf],
    values: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<u8> {
    let values = values::read(values)?;
    let mut sources = sources::read_paths(&[&[folder.to_owned()], beside].concat())?;
    // Those of the folder come first; the tests of others are not asked for.
    let n_own = sources::read_paths(&[folder.to_owned()])?.files.len();
    let is_info = |name: &str| Path::new(name).ends_with(INFO);
    let infos = sources.files.extract_if(..n_own, |(name, _)| is_info(name));
    let infos: Vec<(String, Vec<u8>)> = infos.collect();
    sources.files.retain(|(name, _)| !is_info(name));
    if infos.is_empty() {
        bail!("{}: no {INFO} in it, so no tests", folder.display());
    }
    let rules = sources.rule_set(&values);
    let maps = Maps::own();
    let engine = Engine::new(&rules, &maps);
    let (mut n_run, mut n_failed) = (0, 0);
    for (name, bytes) in &infos {
        let Some(expectations) = regress::expectations(bytes) else {
            writeln!(out, "FAILED {}: it does not say which rule it tests", Shown(name))?;
            n_failed += 1;
            continue;
        };
        for expected in expectations {
            n_run += 1;
            let words = match events_of(folder, Path::new(name), &expected) {
                Err(error) => Some(format!("{error:#}")),
                Ok(bytes) => fault(&engine, &rules, &maps, &expected, bytes),
            };
            if let Some(words) = words {
                n_failed += 1;
                let words = format!("{name}: {}: {words}", expected.rule_title);
                writeln!(out, "FAILED {}", Shown(&words))?;
            }
        }
    }
    writeln!(
        out,
        "{} of {}, {} failed",
        count(n_run, "test"),
        count(rules.rules.len() as u64, "rule"),
        n_failed
    )?;
    Ok(if n_failed == 0 { 0 } else { FOUND_FAULTS })
}

/// Reads the events of a test: named from the folder, or beside the `info.yml`.
fn events_of(folder: &Path, info: &Path, expected: &Expectation) -> anyhow::Result<Vec<u8>> {
    let named = Path::new(&expected.path);
    let beside = named.file_name().zip(info.parent()).map(|(name, parent)| parent.join(name));
    let places: Vec<PathBuf> = [Some(folder.join(named)), beside].into_iter().flatten().collect();
    let Some(path) = places.iter().find(|path| path.is_file()) else {
        bail!("{} is not there", expected.path);
    };
    let found = files::find(std::slice::from_ref(path))?;
    if found.iter().any(|file| file.n_bytes > EVENTS_BYTES_MAX) {
        bail!("{}: more than {EVENTS_BYTES_MAX} bytes", path.display());
    }
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn fault(
    engine: &Engine,
    rules: &RuleSet,
    maps: &Maps,
    expected: &Expectation,
    bytes: Vec<u8>,
) -> Option<String> {
    let id = &expected.rule_id;
    if !rules.rules.iter().any(|rule| rule.header.id.as_deref() == Some(id)) {
        let of_rule =
            |place: &str| rules.faults.iter().find(|f| f.place.to_string().contains(place));
        return Some(match of_rule(id) {
            Some(fault) => format!("the rule is refused: {fault}"),
            None => format!("no rule {id} can be used here"),
        });
    }
    let outcome = regress::count(engine, rules, maps, id, bytes, &Hint::default());
    if outcome.faults > 0 {
        return Some(format!("{} events cannot be read", outcome.faults));
    }
    if !expected.is_met_by(outcome.by_engine) {
        let wanted = expected.match_count.map_or("at least 1".to_owned(), |n| n.to_string());
        return Some(format!(
            "{} matches in {} events, {wanted} expected",
            outcome.by_engine, outcome.n_events
        ));
    }
    if outcome.differences > 0 || outcome.by_engine != outcome.by_reference {
        return Some(format!(
            "the two evaluators differ over {} events; please report this",
            outcome.differences
        ));
    }
    None
}
