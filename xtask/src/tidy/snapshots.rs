//! Snapshots whose test is gone, and those that nobody has accepted.

use super::{House, fault::Fault};

/// Finds snapshots that no test compares with.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in house.tree.texts().filter(|(path, _)| path.contains("/snapshots/")) {
        if path.ends_with(".snap.new") {
            faults.push(Fault::in_file(path, "nobody has accepted it; look at it, then do"));
            continue;
        }
        if !path.ends_with(".snap") {
            continue;
        }
        match source_of(text) {
            Some((line, source)) if !house.tree.has(source) => {
                let text = format!("its test {source} is gone; remove the snapshot");
                faults.push(Fault::at(path, line, text));
            }
            Some(_) => {}
            None => faults.push(Fault::in_file(path, "names no test; write it anew")),
        }
    }
    faults
}

/// Reads the test from the head of a snapshot.
fn source_of(text: &str) -> Option<(usize, &str)> {
    text.lines().enumerate().skip(1).take_while(|(_, line)| *line != "---").find_map(
        |(index, line)| Some((index + 1, line.strip_prefix("source: ")?.trim_matches('"'))),
    )
}
