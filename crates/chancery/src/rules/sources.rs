//! Rule files as they stand in folders.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use rust_embed::Embed;
use sigma::{Placeholders, RuleSet};

use crate::{
    files,
    shown::{Shown, count},
};

use super::manifest::{self, MANIFEST, Manifest};

/// Files of rules.
pub const FILES_MAX: usize = 50_000;
/// Bytes of one; more are read by no rule reader.
pub const FILE_BYTES_MAX: u64 = 1 << 20;
/// Bytes of all.
pub const BYTES_MAX: u64 = 256 << 20;

/// Changes of imported files that are told; the others are counted.
const CHANGES_TOLD_MAX: usize = 5;

/// What the rules that come with Chancery are called on the command line; a folder of that name is `./own`.
const OWN: &str = "own";

/// The rules that come with Chancery.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../content/sigma"]
struct Own;

/// Rule files by name.
#[derive(Default)]
pub struct Sources {
    pub files: Vec<(String, Vec<u8>)>,
    /// In what imported files are not as they were imported.
    changes: Vec<String>,
}

impl Sources {
    /// Reads what they hold.
    pub fn rule_set(&self, values: &Placeholders) -> RuleSet {
        let files = self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        RuleSet::read(files, values)
    }

    /// Tells which imported files are not as they were imported. They are used all the same: it is a warning.
    pub fn tell_changes(&self, out: &mut impl Write) -> io::Result<()> {
        for change in self.changes.iter().take(CHANGES_TOLD_MAX) {
            writeln!(out, "not as imported: {}", Shown(change))?;
        }
        if let Some(more) = self.changes.len().checked_sub(CHANGES_TOLD_MAX + 1) {
            let more = count(more as u64 + 1, "file");
            writeln!(out, "not as imported: {more} more")?;
        }
        Ok(())
    }

    /// Takes a file in, within the limits.
    pub fn add(&mut self, name: String, input: impl Read) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        input
            .take(FILE_BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {name}"))?;
        if bytes.len() as u64 > FILE_BYTES_MAX {
            bail!("{name}: a rule file has at most {FILE_BYTES_MAX} bytes");
        }
        self.files.push((name, bytes));
        if self.files.len() > FILES_MAX {
            bail!("there are more than {FILES_MAX} rule files");
        }
        if self.n_bytes() > BYTES_MAX {
            bail!("the rule files have more than {BYTES_MAX} bytes together");
        }
        Ok(())
    }

    /// Takes in the rules that come with Chancery.
    fn add_own(&mut self) -> anyhow::Result<()> {
        let mut names: Vec<_> =
            Own::iter().filter(|name| is_rule_file(Path::new(&**name))).collect();
        names.sort();
        for name in names {
            if let Some(file) = Own::get(&name) {
                self.add(format!("{OWN}/{name}"), &*file.data)?;
            }
        }
        Ok(())
    }

    fn n_bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes.len() as u64).sum()
    }
}

/// Reads the files that are named, or those that were imported into a data folder.
pub fn read(paths: &[PathBuf], data: &Path) -> anyhow::Result<Sources> {
    if !paths.is_empty() {
        return read_paths(paths);
    }
    let folder = folder(data);
    if !folder.is_dir() {
        bail!(
            "no rules: {} is not there. Name rules (a file or a folder of .yml files), or import some with \
             `chancery rules import DIR|ZIP`",
            folder.display()
        );
    }
    let mut sources = read_paths(std::slice::from_ref(&folder))?;
    sources.changes = match manifest::read(&folder) {
        Ok(manifest) => changes(&folder, &sources.files, manifest),
        Err(error) => vec![format!("{} cannot be read: {error}", folder.join(MANIFEST).display())],
    };
    Ok(sources)
}

/// Compares the files of a folder with its manifest.
fn changes(folder: &Path, files: &[(String, Vec<u8>)], mut manifest: Manifest) -> Vec<String> {
    if manifest.is_empty() {
        return vec![format!("{} has no {MANIFEST}", folder.display())];
    }
    let mut changes = Vec::new();
    for (path, bytes) in files {
        let within = Path::new(path).strip_prefix(folder).unwrap_or(Path::new(path));
        match manifest.remove(within.to_string_lossy().as_ref()) {
            Some(digest) if digest == manifest::digest_of(bytes) => {}
            Some(_) => changes.push(format!("{path} was changed")),
            None => changes.push(format!("{path} was put there")),
        }
    }
    let gone = manifest.into_keys();
    changes.extend(gone.map(|name| format!("{} is gone", folder.join(name).display())));
    changes
}

/// Reads the files that are named, each once; within folders those that end in `.yml` or `.yaml`.
pub fn read_paths(paths: &[PathBuf]) -> anyhow::Result<Sources> {
    let mut sources = Sources::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == OWN {
            if seen.insert(path.clone()) {
                sources.add_own()?;
            }
            continue;
        }
        let is_folder = path.is_dir();
        for found in files::find_all(std::slice::from_ref(path))? {
            let is_wanted = !is_folder || is_rule_file(&found.path);
            // Whatever it is called: a pipe has no other name.
            let known = fs::canonicalize(&found.path).unwrap_or_else(|_| found.path.clone());
            if is_wanted && seen.insert(known) {
                let name = found.path.display().to_string();
                let input =
                    File::open(&found.path).with_context(|| format!("cannot read {name}"))?;
                sources.add(name, input)?;
            }
        }
    }
    if sources.files.is_empty() {
        bail!("no file here ends in .yml or .yaml");
    }
    Ok(sources)
}

/// Where a data folder keeps rules.
pub fn folder(data: &Path) -> PathBuf {
    data.join("rules")
}

/// Says whether a file's name is that of a rule file.
pub fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}
