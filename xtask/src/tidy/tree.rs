//! The files of the checkout: what git tracks, and what is new and not ignored.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::{Context as _, bail};

/// Paths from the root, with `/`, and their text; a file that is not UTF-8 has none.
#[derive(Default)]
pub struct Tree(BTreeMap<String, Option<String>>);

impl Tree {
    /// Reads the checkout.
    pub fn of_git(root: &Path) -> anyhow::Result<Self> {
        let output = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(root)
            .output()
            .context("cannot start git")?;
        if !output.status.success() {
            bail!("git ls-files: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let mut files = BTreeMap::new();
        for path in output.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
            let path = String::from_utf8(path.to_vec()).context("a file name is not UTF-8")?;
            // A file that git still lists but is gone from the disk is on its way out.
            if let Ok(bytes) = std::fs::read(root.join(&path)) {
                files.insert(path, String::from_utf8(bytes).ok());
            }
        }
        Ok(Self(files))
    }

    /// Makes a small tree for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), Some((*text).to_owned()));
        Self(files.iter().map(file).collect())
    }

    /// Returns how many files there are.
    pub fn n_files(&self) -> usize {
        self.0.len()
    }

    /// Says whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Returns every path.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns every text file: path and text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Returns the Rust files of our crates: path and text.
    pub fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        const OURS: [&str; 3] = ["bench/", "crates/", "xtask/"];
        self.texts().filter(|(path, _)| {
            path.ends_with(".rs") && OURS.iter().any(|folder| path.starts_with(folder))
        })
    }
}
