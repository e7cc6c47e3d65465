//! Our manifests, read with the lines on which their dependencies stand.

use anyhow::Context as _;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::tree::Tree;

/// One of our crates.
#[derive(Debug)]
pub struct Manifest {
    /// The crate's name.
    pub name: String,
    /// The path of its `Cargo.toml`.
    pub path: String,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
}

/// One line of a manifest.
#[derive(Debug)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// What it is needed for.
    pub purpose: Purpose,
    /// Whether its version stands in the root.
    pub is_workspace: bool,
    /// Where it stands.
    pub line: usize,
}

/// What a dependency is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The crate itself.
    Normal,
    /// Its tests.
    Dev,
    /// Its build script.
    Build,
}

/// The sections that list dependencies.
const SECTIONS: [(&str, Purpose); 3] = [
    ("dependencies", Purpose::Normal),
    ("dev-dependencies", Purpose::Dev),
    ("build-dependencies", Purpose::Build),
];

/// Reads the manifests of all our crates. A package with a workspace of its own stands outside the house: the product does not
/// build it, and versions of others' engines or of a fuzzer are its own affair.
pub fn manifests(tree: &Tree) -> anyhow::Result<Vec<Manifest>> {
    tree.texts()
        .filter(|(path, _)| path.ends_with("/Cargo.toml"))
        .filter(|(_, text)| !text.lines().any(|line| line.trim() == "[workspace]"))
        .map(|(path, text)| read(path, text).with_context(|| path.to_owned()))
        .collect()
}

/// Reads the names and lines of `[workspace.dependencies]`.
pub fn workspace_dependencies(root_manifest: &str) -> Vec<(String, usize)> {
    let Ok(document) = DeTable::parse(root_manifest) else {
        // Cargo itself refuses a manifest that does not parse, and says it better.
        return Vec::new();
    };
    let workspace = document.get_ref().get("workspace").and_then(table);
    let Some(listed) = workspace.and_then(|w| w.get("dependencies")).and_then(table) else {
        return Vec::new();
    };
    listed
        .keys()
        .map(|key| (key.get_ref().to_string(), line_at(root_manifest, key.span().start)))
        .collect()
}

fn read(path: &str, text: &str) -> anyhow::Result<Manifest> {
    let document = DeTable::parse(text)?;
    let document = document.get_ref();
    let name = document
        .get("package")
        .and_then(table)
        .and_then(|package| package.get("name"))
        .and_then(|name| name.get_ref().as_str())
        .context("names no package")?
        .to_owned();
    let mut dependencies = read_sections(document, text);
    let targets = document.get("target").and_then(table);
    for target in targets.into_iter().flat_map(|targets| targets.values()).filter_map(table) {
        dependencies.extend(read_sections(target, text));
    }
    Ok(Manifest { name, path: path.to_owned(), dependencies })
}

fn read_sections(document: &DeTable<'_>, text: &str) -> Vec<Dependency> {
    let mut dependencies = Vec::new();
    for (section, purpose) in SECTIONS {
        let Some(section) = document.get(section).and_then(table) else {
            continue;
        };
        for (key, value) in section {
            let fields = table(value);
            let is_workspace = fields
                .and_then(|fields| fields.get("workspace"))
                .is_some_and(|flag| flag.get_ref().as_bool() == Some(true));
            // A renamed dependency is the package it names, not what we call it.
            let package = fields
                .and_then(|fields| fields.get("package"))
                .and_then(|package| package.get_ref().as_str())
                .unwrap_or(key.get_ref());
            dependencies.push(Dependency {
                name: package.to_owned(),
                purpose,
                is_workspace,
                line: line_at(text, key.span().start),
            });
        }
    }
    dependencies
}

fn table<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Option<&'a DeTable<'i>> {
    value.get_ref().as_table()
}

fn line_at(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}
