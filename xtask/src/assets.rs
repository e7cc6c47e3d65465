//! Third-party scripts of the pages: from npm by lockfile, copied to where `web` embeds them.
//!
//! They are never committed, and nothing needs them: every page works without scripts.

use std::{fs, path::Path, process::Command};

use anyhow::Context as _;

use crate::steps;

/// Where `web` looks for them; git-ignored.
const VENDOR: &str = "crates/web/assets/vendor";

/// Files as npm brings them, and their names here.
const FILES: &[(&str, &str)] =
    &[("htmx.org/dist/htmx.min.js", "htmx.min.js"), ("htmx.org/LICENSE", "htmx.LICENSE")];

/// Installs what the lockfile names and copies the files.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let modules = root.join("node_modules");
    if !is_installed(root)? {
        let mut npm = Command::new("npm");
        // No scripts: a package that we only copy files from has no business running anything.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(root);
        steps::run(&mut npm)?;
        fs::copy(root.join("package-lock.json"), modules.join(".installed-lock.json"))?;
    }
    let vendor = root.join(VENDOR);
    fs::create_dir_all(&vendor).with_context(|| format!("cannot make {VENDOR}"))?;
    let mut n_copied = 0;
    for (from, to) in FILES {
        let bytes =
            fs::read(modules.join(from)).with_context(|| format!("npm brought no {from}"))?;
        let to = vendor.join(to);
        // An untouched file stays as it is, so that `web` is not built again for nothing.
        if fs::read(&to).ok().as_ref() != Some(&bytes) {
            fs::write(&to, bytes)?;
            n_copied += 1;
        }
    }
    println!("assets: {} files in {VENDOR}, {n_copied} of them new", FILES.len());
    Ok(())
}

/// Says whether what stands in `node_modules` came from the present lockfile.
fn is_installed(root: &Path) -> anyhow::Result<bool> {
    let lock = fs::read(root.join("package-lock.json")).context("package-lock.json is missing")?;
    let installed = fs::read(root.join("node_modules/.installed-lock.json")).ok();
    Ok(installed.as_ref() == Some(&lock))
}
