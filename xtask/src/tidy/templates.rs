//! Templates that no page renders, and pages that name templates that are not there.

use std::collections::BTreeSet;

use super::{House, fault::Fault};

const TEMPLATES: &str = "crates/web/templates/";
const SOURCE: &str = "crates/web/";
/// What stands before the name of a template in another template.
const TAGS: [&str; 3] = ["extends", "include", "import"];

/// Finds templates that cannot be reached from an `askama` attribute.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut reached = BTreeSet::new();
    let mut waiting = Vec::new();
    for (path, text) in house.tree.rust_files().filter(|(path, _)| path.starts_with(SOURCE)) {
        waiting.extend(named_in_source(text).map(|(line, name)| (path, line, name)));
    }
    while let Some((path, line, name)) = waiting.pop() {
        let file = format!("{TEMPLATES}{name}");
        let Some((file, text)) = house.tree.texts().find(|(path, _)| *path == file) else {
            faults.push(Fault::at(path, line, format!("names {file}, which is not there")));
            continue;
        };
        if reached.insert(file) {
            waiting.extend(named_in_template(text).map(|(line, name)| (file, line, name)));
        }
    }
    for path in house.tree.paths().filter(|path| path.starts_with(TEMPLATES)) {
        if !reached.contains(path) {
            faults.push(Fault::in_file(path, "no page renders it; remove it"));
        }
    }
    faults
}

/// Reads `#[template(path = "cases/show.html", …)]`, wherever the attribute breaks its lines.
fn named_in_source(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("#[template(").filter_map(|(at, _)| {
        let attribute = text.get(at..)?.split(")]").next()?;
        let rest = attribute.split_once("path")?.1.trim_start().strip_prefix('=')?;
        Some((line_at(text, at), quoted(rest)?))
    })
}

/// Reads `{% extends "layout.html" %}` and its kin.
fn named_in_template(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("{%").filter_map(|(at, opening)| {
        let tag = text.get(at + opening.len()..)?.split("%}").next()?;
        let tag = tag.trim_start_matches(['-', '~', '+']).trim_start();
        let rest = TAGS.iter().find_map(|word| tag.strip_prefix(word))?;
        Some((line_at(text, at), quoted(rest)?))
    })
}

fn quoted(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('"')?.split_once('"').map(|(name, _)| name)
}

fn line_at(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}
