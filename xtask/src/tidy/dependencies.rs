//! Dependencies: versions stand once, in the root, and nothing is listed that nobody uses.

use super::{House, fault::Fault, manifest::workspace_dependencies};

/// Finds versions outside the root, and lines that nothing uses.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in &house.manifests {
        let folder = manifest.path.trim_end_matches("Cargo.toml");
        for dependency in &manifest.dependencies {
            let name = &dependency.name;
            if !dependency.is_workspace {
                let text = format!("write `{name}.workspace = true`; the version is the root's");
                faults.push(Fault::at(&manifest.path, dependency.line, text));
            }
            if !is_named(house, folder, &library_name(house, name)) {
                let text = format!("nothing in {folder} names `{name}`; remove it");
                faults.push(Fault::at(&manifest.path, dependency.line, text));
            }
        }
    }
    faults.extend(unused_in_root(house));
    faults
}

/// Finds versions in the root that no crate of ours takes.
fn unused_in_root(house: &House) -> Vec<Fault> {
    let root = house.tree.texts().find(|(path, _)| *path == "Cargo.toml");
    let listed = root.map(|(_, text)| workspace_dependencies(text)).unwrap_or_default();
    listed
        .into_iter()
        .filter(|(name, _)| {
            let mut all = house.manifests.iter().flat_map(|manifest| &manifest.dependencies);
            !all.any(|dependency| dependency.name == *name)
        })
        .map(|(name, line)| {
            Fault::at("Cargo.toml", line, format!("no crate uses `{name}`; remove it"))
        })
        .collect()
}

/// Returns the name that source code uses for a package.
fn library_name(house: &House, package: &str) -> String {
    let foreign = house.foreign.iter().find(|foreign| foreign.name == package);
    let library = foreign.and_then(|foreign| foreign.library.clone());
    library.unwrap_or_else(|| package.replace('-', "_"))
}

fn is_named(house: &House, folder: &str, library: &str) -> bool {
    house
        .tree
        .rust_files()
        .filter(|(path, _)| path.starts_with(folder))
        .any(|(_, text)| has_word(text, library))
}

/// Says whether a text has a word, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}
