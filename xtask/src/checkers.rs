//! What looks over the pages in tests: from npm by lockfile, never built in, never served.

use std::{fs, path::Path, process::Command};

use anyhow::Context as _;

use crate::steps;

/// Installs what the lockfile names, where something else stands.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let kept = root.join("node_modules/.installed-lock.json");
    let lock = fs::read(root.join("package-lock.json")).context("package-lock.json is missing")?;
    if fs::read(&kept).ok().as_ref() != Some(&lock) {
        let mut npm = Command::new("npm");
        // No scripts: a package that we only read has no business running anything.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(root);
        steps::run(&mut npm)?;
        fs::write(kept, lock)?;
    }
    Ok(())
}
