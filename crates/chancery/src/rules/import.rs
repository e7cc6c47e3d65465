//! `chancery rules import`: the rules of a data folder are exchanged as a whole.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};
use sigma::{Fault, Placeholders, fault::Reason, parse};

use crate::{
    files,
    shown::{Shown, count},
};

use super::{
    manifest::{self, Manifest},
    pack,
    sources::{self, Sources},
};

#[derive(Args, Debug)]
pub struct Import {
    /// A folder, or a zip archive such as those that SigmaHQ releases.
    #[arg(value_name = "DIR|ZIP")]
    from: PathBuf,
    /// The data folder; made if it is missing. Nothing else in it is read or written.
    #[arg(long, value_name = "DIR", env = "CHANCERY_DATA", default_value = "data")]
    data: PathBuf,
    /// Give up files in DATA/rules that were written or changed there by hand.
    #[arg(long)]
    overwrite: bool,
    /// List what was added, changed and removed, and which rules are refused and why.
    #[arg(long, short)]
    verbose: bool,
}

impl Import {
    /// Imports.
    pub fn run(&self, out: &mut impl Write) -> anyhow::Result<u8> {
        let mut sources = pack::read(&self.from)?;
        let n_files = sources.files.len();
        sources.files.retain(|(name, bytes)| holds_rules(name, bytes));
        if sources.files.is_empty() {
            bail!("{}: no .yml file in it holds a rule", self.from.display());
        }
        let rules = sources.rule_set(&Placeholders::new());
        let new: Manifest = sources
            .files
            .iter()
            .map(|(name, bytes)| (name.clone(), manifest::digest_of(bytes)))
            .collect();
        let data = &self.data;
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(data)
            .with_context(|| format!("cannot make {}", data.display()))?;
        // Two imports at once would mix their files.
        let lock = File::create(data.join("rules.lock"))?;
        lock.try_lock().context("another import is at work in this data folder")?;
        let folder = sources::folder(data);
        let old = manifest::read(&folder).context("cannot read the manifest")?;
        if !self.overwrite {
            refuse_to_lose(&folder, &old)?;
        }
        exchange(data, &folder, &sources, &new)?;
        let changes = Changes::between(&old, &new);
        if self.verbose {
            changes.list(out)?;
            for fault in &rules.faults {
                writeln!(out, "refused {}", Shown(&fault.to_string()))?;
            }
        }
        writeln!(
            out,
            "{}: {} added, {} changed, {} removed",
            count(new.len() as u64, "file"),
            changes.added.len(),
            changes.changed.len(),
            changes.removed.len(),
        )?;
        let is_waiting = |fault: &&Fault| matches!(fault.reason, Reason::Placeholder(_));
        let n_waiting = rules.faults.iter().filter(is_waiting).count();
        write!(
            out,
            "{}: {} and {} run, {} refused",
            folder.display(),
            count(rules.rules.len() as u64, "rule"),
            count(rules.correlations.len() as u64, "correlation"),
            rules.faults.len() - n_waiting,
        )?;
        match n_waiting {
            0 => writeln!(out)?,
            _ => writeln!(out, ", {n_waiting} wait for values (`chancery hunt --values`)")?,
        }
        if n_files > new.len() {
            let left = count((n_files - new.len()) as u64, "file");
            writeln!(out, "{left} without a rule left out")?;
        }
        Ok(0)
    }
}

/// Says whether a file holds a rule, though it may be one that is refused.
fn holds_rules(name: &str, bytes: &[u8]) -> bool {
    let documents = parse::parse(name, bytes, &Placeholders::new());
    documents.iter().any(|document| match document {
        Ok(_) => true,
        // Test data and the like have neither a title nor a detection.
        Err(fault) => !matches!(fault.reason, Reason::NotARule | Reason::Missing("title")),
    })
}

/// Refuses if files were written or changed by hand since the last import.
fn refuse_to_lose(folder: &Path, old: &Manifest) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for found in files::find_all(&[folder.to_owned()])? {
        let name = found.path.strip_prefix(folder).unwrap_or(&found.path).to_string_lossy();
        let is_ours = || -> io::Result<bool> {
            Ok(old.get(name.as_ref()) == Some(&manifest::digest_of(&fs::read(&found.path)?)))
        };
        if name != manifest::MANIFEST && !is_ours()? {
            bail!(
                "{} was written by hand and would be lost: move it elsewhere, or say --overwrite",
                found.path.display()
            );
        }
    }
    Ok(())
}

/// Writes the new folder beside the old one, and puts it in its place.
fn exchange(
    data: &Path,
    folder: &Path,
    sources: &Sources,
    manifest: &Manifest,
) -> anyhow::Result<()> {
    let fresh = data.join("rules.new");
    // Left behind by a crash.
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    write(&fresh, sources, manifest)
        .with_context(|| format!("cannot write {}", fresh.display()))?;
    if folder.exists() {
        renameat_with(CWD, &fresh, CWD, folder, RenameFlags::EXCHANGE)
            .with_context(|| format!("cannot exchange {}", folder.display()))?;
        fs::remove_dir_all(&fresh)?;
    } else {
        fs::rename(&fresh, folder)?;
    }
    File::open(data)?.sync_all()?;
    Ok(())
}

fn write(fresh: &Path, sources: &Sources, manifest: &Manifest) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(fresh)?;
    for (name, bytes) in &sources.files {
        let path = fresh.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    fs::write(fresh.join(manifest::MANIFEST), manifest::text(manifest))?;
    // One for all: thousands of files would each wait for the disk.
    syncfs(File::open(fresh)?)?;
    Ok(())
}

/// What an import did to the files.
#[derive(Debug, Default, PartialEq)]
struct Changes {
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Changes {
    fn between(old: &Manifest, new: &Manifest) -> Self {
        let mut changes = Self::default();
        for (name, digest) in new {
            match old.get(name) {
                None => changes.added.push(name.clone()),
                Some(before) if before != digest => changes.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        changes.removed.extend(old.keys().filter(|name| !new.contains_key(*name)).cloned());
        changes
    }

    fn list(&self, out: &mut impl Write) -> io::Result<()> {
        let all = [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        for (word, names) in all {
            for name in names {
                writeln!(out, "{word} {name}")?;
            }
        }
        Ok(())
    }
}
