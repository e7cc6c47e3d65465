//! Runs the regression data of public rules: `regress --data DIR` with `rules*/`, and `regression_data/` in it.
#![expect(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, regress};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some("--data"), Some(data)) = (arguments.next().as_deref(), arguments.next()) else {
        return Err("usage: regress --data DIR".into());
    };
    let data = PathBuf::from(data);
    let mut files = Vec::new();
    walk(&data, &mut files)?;
    let is_rule = |path: &&PathBuf| {
        let within = path.strip_prefix(&data).unwrap_or(path);
        within.starts_with("rules")
            || within.to_str().is_some_and(|name| name.starts_with("rules-"))
    };
    let mut sources = Vec::new();
    for path in files.iter().filter(|path| has_extension(path, "yml")).filter(is_rule) {
        sources.push((path.display().to_string(), fs::read(path)?));
    }
    let files_of_rules = sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let rules = RuleSet::read(files_of_rules, &Placeholders::new());
    println!("{} rules, {} refused", rules.rules.len(), rules.faults.len());
    for fault in &rules.faults {
        println!("refused {fault}");
    }
    let maps = Maps::own();
    let engine = Engine::new(&rules, &maps);
    let (mut n_run, mut n_failed) = (0, 0);
    for info in files.iter().filter(|path| path.ends_with("info.yml")) {
        let Some(expectations) = regress::expectations(&fs::read(info)?) else {
            println!("unreadable {}", info.display());
            n_failed += 1;
            continue;
        };
        for expected in expectations {
            let path = data.join(&expected.path);
            let paths = [path.with_extension("json"), path.clone()];
            let paths: Vec<_> = paths.into_iter().filter(|path| path.exists()).collect();
            if paths.is_empty() {
                println!("FAILED {}: there is no such file", path.display());
                n_failed += 1;
            }
            for path in paths {
                let bytes = fs::read(&path)?;
                let hint = Hint::default();
                let id = &expected.rule_id;
                let outcome = regress::count(&engine, &rules, &maps, id, bytes, &hint);
                n_run += 1;
                let is_right = expected.is_met_by(outcome.by_engine)
                    && expected.is_met_by(outcome.by_reference)
                    && outcome.differences == 0
                    && outcome.faults == 0;
                if !is_right {
                    n_failed += 1;
                    println!("FAILED {}: {expected:?}, {outcome:?}", path.display());
                } else if expected.match_count.is_some_and(|stated| stated != outcome.by_engine) {
                    // A stated number is a least one (`Expectation::is_met_by`); where it is not the whole, that is said.
                    println!("more than stated {}: {expected:?}, {outcome:?}", path.display());
                }
            }
        }
    }
    println!("{n_run} files of events, {n_failed} failed");
    if n_failed > 0 {
        return Err("regression".into());
    }
    if n_run == 0 {
        // Nothing that was looked at is nothing that passed.
        let why = "nothing was run: DIR holds `rules*/` and `regression_data/` with an `info.yml` for each rule, unpacked";
        return Err(why.into());
    }
    Ok(())
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension == wanted)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
