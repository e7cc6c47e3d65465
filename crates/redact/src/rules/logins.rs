//! Login names by their shape: a word and a year or some digits, as people choose them.

use regex::Regex;

use super::pattern;
use crate::{Finding, PlaceholderKind::Person, Scan, words_of_names::THINGS};

/// Words that carry a number without being anybody's.
const NUMBERED: &[&str] = &[
    "base",
    "brainpool",
    "build",
    "card",
    "case",
    "chapter",
    "class",
    "code",
    "curve",
    "disk",
    "docker",
    "error",
    "figure",
    "file",
    "host",
    "http",
    "image",
    "line",
    "mail",
    "mailto",
    "node",
    "order",
    "page",
    "part",
    "port",
    "prime",
    "proxy",
    "release",
    "room",
    "secp",
    "section",
    "server",
    "smtp",
    "step",
    "table",
    "test",
    "ticket",
    "user",
    "version",
    "vlan",
    "volume",
];

/// Finds login names.
pub(super) struct Logins {
    shape: Regex,
}

impl Logins {
    pub(super) fn new() -> Self {
        // Two to four digits: `jana85`, `jana1985`. One digit counts things, five are a number of something.
        Self { shape: pattern(r"[a-z]{4,24}[0-9]{2,4}") }
    }

    pub(super) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Finding>) {
        for hit in self.shape.find_iter(scan.folded()) {
            let touches = |c: char| c.is_alphanumeric() || "_-./\\@:=#%&+".contains(c);
            let mut after = scan.slice(hit.end()..scan.folded().len()).chars();
            let (next, one_more) = (after.next(), after.next());
            let goes_on = match next {
                Some('.' | ':') => one_more.is_some_and(char::is_alphanumeric),
                Some(c) => touches(c),
                None => false,
            };
            let word = hit.as_str().trim_end_matches(|c: char| c.is_ascii_digit());
            let is_thing = NUMBERED.contains(&word) || THINGS.has(word);
            if !scan.char_before(hit.start()).is_some_and(touches) && !goes_on && !is_thing {
                found.push(scan.finding(Person, hit.range()));
            }
        }
    }
}
