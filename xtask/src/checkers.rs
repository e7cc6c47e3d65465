//! What looks over the pages, in tests and beside them: from npm by lockfile, never built in, never served.

use std::{fs, path::Path, process::Command};

use anyhow::Context as _;

use crate::steps;

/// Installs what tests look over the pages with.
pub fn run(root: &Path) -> anyhow::Result<()> {
    install(root, &[])
}

/// Installs what the lockfile of a folder names, where something else stands. The options are for npm, too.
pub fn install(folder: &Path, options: &[&str]) -> anyhow::Result<()> {
    let kept = folder.join("node_modules/.installed-lock.json");
    let lock = folder.join("package-lock.json");
    let mut wanted = fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    // Installed with other options, the same lockfile is something else.
    wanted.extend(options.iter().flat_map(|option| option.bytes()));
    if fs::read(&kept).ok().as_ref() != Some(&wanted) {
        let mut npm = Command::new("npm");
        // No scripts: a package that we only read has no business running anything.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).args(options);
        steps::run(npm.current_dir(folder))?;
        fs::write(kept, wanted)?;
    }
    Ok(())
}
