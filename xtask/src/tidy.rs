//! The rules of the house that a test can hold. Collects every fault before it fails.

mod confined;
mod dependencies;
mod fault;
mod first_lines;
mod floors;
mod lengths;
mod licences;
mod machine_paths;
mod manifest;
mod migrations;
mod names;
mod snapshots;
mod spdx;
mod templates;
mod tree;

use std::path::Path;

use anyhow::bail;
use cargo_metadata::MetadataCommand;

use self::{
    fault::Fault,
    licences::Foreign,
    manifest::{Manifest, manifests},
    tree::Tree,
};

/// Everything the rules look at.
struct House {
    tree: Tree,
    /// The manifests of our own crates.
    manifests: Vec<Manifest>,
    /// Packages that we did not write.
    foreign: Vec<Foreign>,
}

/// Finds every fault against one rule.
type Rule = fn(&House) -> Vec<Fault>;

/// The rules, each with its name.
const RULES: &[(&str, Rule)] = &[
    ("floors", floors::check),
    ("confined libraries", confined::check),
    ("dependencies", dependencies::check),
    ("licences", licences::check),
    ("file names", names::check),
    ("first lines", first_lines::check),
    ("file lengths", lengths::check),
    ("paired migrations", migrations::check),
    ("dead templates", templates::check),
    ("unused snapshots", snapshots::check),
    ("machine paths", machine_paths::check),
];

/// Checks the tree and prints every fault.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let tree = Tree::of_git(root)?;
    let manifests = manifests(&tree)?;
    let metadata = MetadataCommand::new()
        .current_dir(root)
        // Other systems' packages need not be fetched to be judged.
        .other_options(vec!["--filter-platform".to_owned(), host()?])
        .exec()?;
    let house = House { tree, manifests, foreign: licences::foreign(&metadata) };
    let mut n_faults = 0;
    for (name, rule) in RULES {
        let faults = rule(&house);
        if faults.is_empty() {
            continue;
        }
        println!("\n{name}:");
        for fault in &faults {
            println!("  {fault}");
        }
        n_faults += faults.len();
    }
    if n_faults > 0 {
        bail!("tidy found {n_faults} faults");
    }
    println!("tidy: {} rules, {} files, no fault", RULES.len(), house.tree.n_files());
    Ok(())
}

/// Asks the compiler what machine this is.
fn host() -> anyhow::Result<String> {
    let output = std::process::Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => bail!("`rustc -vV` names no host"),
    }
}

#[cfg(test)]
mod tests;
