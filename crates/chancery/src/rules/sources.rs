//! Rule files as they stand in folders.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sigma::{Placeholders, RuleSet};

use crate::files;

/// Files of rules.
pub const FILES_MAX: usize = 50_000;
/// Bytes of one; more are read by no rule reader.
pub const FILE_BYTES_MAX: u64 = 1 << 20;
/// Bytes of all.
pub const BYTES_MAX: u64 = 256 << 20;

/// Rule files by name.
pub struct Sources {
    pub files: Vec<(String, Vec<u8>)>,
}

impl Sources {
    /// Reads what they hold.
    pub fn rule_set(&self) -> RuleSet {
        let files = self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        RuleSet::read(files, &Placeholders::new())
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
    read_paths(&[folder])
}

/// Reads the files that are named; within folders those that end in `.yml` or `.yaml`.
pub fn read_paths(paths: &[PathBuf]) -> anyhow::Result<Sources> {
    let mut sources = Sources { files: Vec::new() };
    for path in paths {
        let is_folder = path.is_dir();
        for found in files::find(std::slice::from_ref(path))? {
            if !is_folder || is_rule_file(&found.path) {
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
