//! Links that lead to one person or carry a secret; plain public ones stay.

use super::secrets::is_random;
use crate::{
    Finding,
    PlaceholderKind::{Link, Person},
    Scan,
    scan::is_unspaced,
};

/// Digits in a path from which on they name one thing.
const PATH_DIGITS_MIN: usize = 6;

/// Path segments behind which a person's name stands.
const PROFILE_SEGMENTS: &[&str] = &[
    "user", "users", "u", "profile", "profiles", "people", "person", "in", "member", "members",
    "~", "author", "channel", "id",
];

/// Folders of people's homes; the next segment is a person's login.
const HOMES: &[&str] = &["/home/", "/users/", "\\users\\", "\\documents and settings\\"];

/// Logins that are nobody's.
const NOBODY: &[&str] = &[
    "user",
    "users",
    "shared",
    "public",
    "default",
    "admin",
    "administrator",
    "root",
    "ubuntu",
    "username",
    "runner",
    "all",
];

/// Finds links and login names in file paths.
pub(super) fn find(scan: &Scan<'_>, found: &mut Vec<Finding>) {
    let mut from = 0;
    let folded = scan.folded();
    for token in folded.split(is_outside) {
        let start = from;
        from += token.len();
        from += scan.char_at(from).map_or(0, char::len_utf8);
        if token.len() < 8 || !token.contains(['/', '\\']) {
            continue;
        }
        let token_trimmed = token.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'']);
        if let Some(link) = link_start(token_trimmed) {
            if is_personal(token_trimmed.get(link..).unwrap_or_default()) {
                found.push(scan.finding(Link, start + link..start + token_trimmed.len()));
            }
        } else {
            home_login(scan, start, token, found);
        }
    }
}

fn is_outside(c: char) -> bool {
    c.is_whitespace() || "<>\"()[]{}|`„".contains(c) || is_unspaced(c) || "、。，；！？".contains(c)
}

/// Returns where the link begins in a token: at its scheme, or at a bare host with a path.
fn link_start(token: &str) -> Option<usize> {
    if let Some(colon) = token.find("://") {
        let scheme = token.get(..colon)?;
        let start = scheme.rfind(|c: char| !c.is_ascii_alphanumeric() && !"+.-".contains(c));
        return Some(start.map_or(0, |at| at + 1));
    }
    let host = token.split('/').next()?;
    let (_, last) = host.rsplit_once('.')?;
    let is_host = last.len() >= 2
        && last.chars().all(|c| c.is_ascii_lowercase())
        && host.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
    is_host.then_some(0)
}

/// Says whether a link shows more than a public page.
fn is_personal(link: &str) -> bool {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    if rest.is_empty() {
        return false;
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if authority.contains('@') || rest.contains('?') || rest.contains('#') {
        return true;
    }
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_profile = |pair: &[&str]| matches!(pair, [a, _] if PROFILE_SEGMENTS.contains(a));
    let names_one = |segment: &&str| {
        segment.starts_with(['@', '~'])
            || is_random(segment)
            || longest_digits(segment) >= PATH_DIGITS_MIN
    };
    segments.windows(2).any(is_profile) || segments.iter().any(names_one)
}

fn longest_digits(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

fn home_login(scan: &Scan<'_>, start: usize, token: &str, found: &mut Vec<Finding>) {
    for home in HOMES {
        let Some(at) = token.find(home) else { continue };
        let login_at = at + home.len();
        let rest = token.get(login_at..).unwrap_or_default();
        let login = rest.split(['/', '\\', ':', ',', ';']).next().unwrap_or_default();
        if login.len() >= 2 && !NOBODY.contains(&login) && login.chars().any(char::is_alphabetic) {
            let range = start + login_at..start + login_at + login.len();
            found.push(scan.finding(Person, range));
        }
    }
}
