//! No file says on whose machine it was written.

use super::{House, fault::Fault};

/// Beginnings of paths that exist on one machine only; split, so that this file does not name them.
const MACHINE_PATHS: [&str; 3] =
    [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];

/// Mails and logs as strangers write them, and the rules that look for such paths in them.
const FOREIGN: [&str; 2] = ["fixtures/", "crates/redact/"];

/// Finds such paths.
pub fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    let texts = house.tree.texts().filter(|(path, _)| {
        !FOREIGN.iter().any(|part| path.starts_with(part) || path.contains(&format!("/{part}")))
    });
    for (path, text) in texts {
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = MACHINE_PATHS.iter().find(|found| begins_in(line, found)) {
                let text = format!("names a path under {found}; say it from the checkout's root");
                faults.push(Fault::at(path, index + 1, text));
            }
        }
    }
    faults
}

/// Says whether a path begins so within a line, and not in the middle of a longer one.
fn begins_in(line: &str, beginning: &str) -> bool {
    line.match_indices(beginning).any(|(at, _)| {
        let before = line.get(..at).and_then(|head| head.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | ')'))
    })
}
