//! What is imported: a folder or a zip archive of rule files, with names that stay within a folder.

use std::{
    fs::File,
    io::BufReader,
    path::{Component, Path},
};

use anyhow::{Context, bail};
use zip::ZipArchive;

use crate::files;

use super::sources::{FILES_MAX, Sources, is_rule_file};

/// Entries of an archive, of whatever kind.
const ENTRIES_MAX: usize = 4 * FILES_MAX;

/// Reads the rule files, named within the folder or archive.
pub fn read(path: &Path) -> anyhow::Result<Sources> {
    if path.is_dir() {
        return folder(path);
    }
    archive(path).with_context(|| format!("cannot import {}", path.display()))
}

fn folder(folder: &Path) -> anyhow::Result<Sources> {
    let mut sources = Sources::default();
    for found in files::find_all(&[folder.to_owned()])? {
        if is_rule_file(&found.path) {
            let within = found.path.strip_prefix(folder).unwrap_or(&found.path);
            let name =
                within.to_str().with_context(|| format!("{} is no text", within.display()))?;
            check(name)?;
            sources.add(name.to_owned(), File::open(&found.path)?)?;
        }
    }
    Ok(sources)
}

fn archive(path: &Path) -> anyhow::Result<Sources> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?))
        .context("neither a folder nor a zip archive")?;
    if archive.len() > ENTRIES_MAX {
        bail!("more than {ENTRIES_MAX} entries");
    }
    let mut sources = Sources::default();
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let name = entry.name().context("an entry has a name that is no text")?.into_owned();
        // Of all entries, even those that are not wanted: whoever made this archive means no good.
        check(name.trim_end_matches('/'))?;
        if entry.is_symlink() {
            bail!("{name:?} is a link");
        }
        if entry.is_file() && is_rule_file(Path::new(&name)) {
            sources.add(name, entry)?;
        }
    }
    Ok(sources)
}

/// Refuses names that lead elsewhere, or that a manifest could not hold.
fn check(name: &str) -> anyhow::Result<()> {
    let is_within = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !is_within {
        bail!("{name:?} leads out of the folder; nothing was imported");
    }
    if name.contains(|c: char| c.is_control() || c == '\\') {
        bail!("{name:?} has a character that no name of a rule file has; nothing was imported");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_within() {
        for good in ["a.yml", "a/b.yml", "a..b/ü.yml"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in
            ["", "/a.yml", "../a.yml", "a/../../b.yml", "./a.yml", "a\\..\\b.yml", "a\nb.yml"]
        {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
