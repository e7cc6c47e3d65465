//! Long files want a reason.

use super::{House, fault::Fault};

/// Lines of the longest file that needs no reason.
const LINES_MAX: usize = 500;
/// Lines in which the reason stands.
const REASON_WITHIN: usize = 12;
/// How the reason begins.
const REASON: &str = "//! Long because ";

/// Finds long files without a reason; tests may be as long as they like.
pub fn check(house: &House) -> Vec<Fault> {
    house
        .tree
        .rust_files()
        .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .filter_map(|(path, text)| {
            let n_lines = text.lines().count();
            let has_reason = text.lines().take(REASON_WITHIN).any(|line| line.starts_with(REASON));
            (n_lines > LINES_MAX && !has_reason).then(|| {
                let text = format!(
                    "{n_lines} lines; split it by meaning, or say `{REASON}…` within the first \
                     {REASON_WITHIN}"
                );
                Fault::in_file(path, text)
            })
        })
        .collect()
}
