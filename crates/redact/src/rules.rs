//! The rules: what has a shape, and what stands beside a telling word.

mod births;
mod links;
mod logins;
mod mail_addresses;
mod names;
mod names_eastern;
mod network;
mod numbers;
mod organisations;
mod payments;
mod phones;
mod places;
mod proper_nouns;
mod secrets;

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::{
    Detector, Finding, Scan,
    matcher::is_bounded,
    words::{CUES, Cue, folded_words},
};

/// All rules, compiled.
pub(crate) struct Rules {
    cues: CueFinder,
    births: births::Births,
    logins: logins::Logins,
    mail_addresses: mail_addresses::MailAddresses,
    names: names::NameRules,
    names_eastern: names_eastern::EasternRules,
    network: network::Network,
    numbers: numbers::Numbers,
    organisations: organisations::Organisations,
    payments: payments::Payments,
    phones: phones::Phones,
    places: places::Places,
    secrets: secrets::Secrets,
}

impl Rules {
    pub(crate) fn new(regions: &[String]) -> Self {
        Self {
            cues: CueFinder::new(),
            births: births::Births::new(),
            logins: logins::Logins::new(),
            mail_addresses: mail_addresses::MailAddresses::new(),
            names: names::NameRules::new(),
            names_eastern: names_eastern::EasternRules::new(),
            network: network::Network::new(),
            numbers: numbers::Numbers::new(),
            organisations: organisations::Organisations::new(),
            payments: payments::Payments::new(),
            phones: phones::Phones::new(regions),
            places: places::Places::new(),
            secrets: secrets::Secrets::new(),
        }
    }
}

impl Detector for Rules {
    fn detect(&self, scan: &Scan<'_>) -> Vec<Finding> {
        let cues = self.cues.find(scan);
        let has_digits = scan.folded().bytes().any(|b| b.is_ascii_digit());
        let mut found = Vec::new();
        // In the order of trust: at equal length the earlier stands.
        self.secrets.find(scan, &cues, &mut found);
        links::find(scan, &mut found);
        self.mail_addresses.find(scan, &mut found);
        if has_digits {
            self.payments.find(scan, &cues, &mut found);
            self.network.find(scan, &mut found);
            self.numbers.find(scan, &cues, &mut found);
            self.births.find(scan, &cues, &mut found);
            self.phones.find(scan, &cues, &mut found);
            self.places.find(scan, &mut found);
            self.logins.find(scan, &mut found);
            self.numbers.find_long(scan, &mut found);
        }
        self.organisations.find(scan, &mut found);
        self.names.find(scan, &cues, &mut found);
        self.names_eastern.find(scan, &cues, &mut found);
        proper_nouns::find(scan, &mut found);
        found
    }
}

/// A telling word and where it stands in the folded text.
#[derive(Debug, Clone)]
struct CueHit {
    cue: Cue,
    range: Range<usize>,
}

/// Finds all telling words in one pass.
struct CueFinder {
    automaton: AhoCorasick,
    cues: Vec<Cue>,
}

impl CueFinder {
    fn new() -> Self {
        let (mut cues, mut words) = (Vec::new(), Vec::new());
        for (cue, list) in CUES {
            words.extend(folded_words(list));
            cues.resize(words.len(), *cue);
        }
        let automaton = automaton(words.into_iter(), MatchKind::Standard);
        Self { automaton, cues }
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<CueHit> {
        let hits = self.automaton.find_overlapping_iter(scan.folded());
        hits.filter(|hit| is_bounded(scan, hit.start(), hit.end()))
            .filter_map(|hit| {
                let cue = *self.cues.get(hit.pattern().as_usize())?;
                Some(CueHit { cue, range: hit.range() })
            })
            .collect()
    }
}

/// Returns where the words of a kind end, without repeats.
fn ends_of(cues: &[CueHit], wanted: Cue) -> Vec<usize> {
    let mut ends: Vec<_> =
        cues.iter().filter(|hit| hit.cue == wanted).map(|hit| hit.range.end).collect();
    ends.dedup();
    ends
}

/// Returns the last of some ascending places that is not behind `at`.
fn last_before(places: &[usize], at: usize) -> Option<usize> {
    let n_before = places.partition_point(|place| *place <= at);
    places.get(n_before.checked_sub(1)?).copied()
}

/// Compiles a pattern of this crate.
#[expect(
    clippy::expect_used,
    reason = "patterns are literals of this crate; a test compiles all of them"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a literal pattern compiles")
}

/// Builds an automaton over words of this crate.
#[expect(
    clippy::expect_used,
    reason = "some hundred short literals are far below the automaton's limits"
)]
fn automaton(words: impl Iterator<Item = String>, kind: MatchKind) -> AhoCorasick {
    AhoCorasick::builder().match_kind(kind).build(words).expect("a short word list builds")
}
