//! File names say what lives there; some words say nothing.

use super::{House, fault::Fault};

/// Words that mean "I did not look for the right place" (DESIGN, law 10).
const BANNED: [&str; 8] =
    ["common", "core", "helper", "helpers", "manager", "misc", "util", "utils"];

/// Finds files and folders with a banned word in their name.
pub fn check(house: &House) -> Vec<Fault> {
    house
        .tree
        .paths()
        .filter(|path| path.starts_with("crates/") || path.starts_with("xtask/"))
        .filter_map(|path| {
            let word = path
                .split(['/', '.', '_', '-'])
                .find(|word| BANNED.contains(&word.to_lowercase().as_str()))?;
            let text = format!("`{word}` in a file name says nothing; name what lives there");
            Some(Fault::in_file(path, text))
        })
        .collect()
}
