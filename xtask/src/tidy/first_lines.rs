//! Line one of every Rust file says what lives there.

use super::{House, fault::Fault};

/// Finds files that begin otherwise.
pub fn check(house: &House) -> Vec<Fault> {
    house
        .tree
        .rust_files()
        .filter(|(_, text)| {
            let line = text.lines().next().unwrap_or_default();
            let says_something = line.strip_prefix("//! ").is_some_and(|rest| rest.len() > 1);
            !says_something && !line.starts_with("#![doc = include_str!(")
        })
        .map(|(path, _)| Fault::in_file(path, "begin with `//! ` and what lives here"))
        .collect()
}
