//! Completing a filter while it is typed: what may stand where the caret is.

use crate::{CaseKind, CaseState, QueueName};

use super::{Assigned, FilterClock, KEYS, LANGUAGES, Mark};

/// Proposals of one answer; more are not read.
const PROPOSALS_MAX: usize = 12;

/// Characters of the longest piece that is completed; our longest words have fewer.
const PIECE_CHARS_MAX: usize = 200;

/// What may stand where the caret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// Where what is replaced begins, in characters.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The proposals, in the order of the language.
    pub proposals: Vec<Completion>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What then stands there.
    pub text: String,
    /// What it means.
    pub words: String,
}

impl Completions {
    /// Completes the piece before the caret, which stands behind so many characters. Only our own words and the queues
    /// given are proposed.
    pub fn at(text: &str, caret: usize, queues: &[QueueName]) -> Self {
        let before: Vec<char> = text.chars().take(caret).collect();
        let is_in_phrase = before.iter().filter(|c| matches!(c, '"' | '“' | '”' | '„')).count() % 2;
        let begin = before.iter().rposition(|c| c.is_whitespace()).map_or(0, |index| index + 1);
        let from = begin + usize::from(before.get(begin) == Some(&'-'));
        let piece: String = before.get(from..).unwrap_or_default().iter().collect();
        let rest = text.chars().skip(before.len());
        let to = before.len() + rest.take_while(|c| !c.is_whitespace() && *c != ',').count();
        let none = Self { from, to, proposals: Vec::new() };
        if is_in_phrase == 1 || piece.chars().count() > PIECE_CHARS_MAX {
            return none;
        }
        match piece.split_once(':') {
            Some((key, values)) => {
                let (done, begun) = values.rsplit_once(',').unwrap_or(("", values));
                let is_new = |value: &str| !done.split(',').any(|one| one == value);
                let from = from + piece.chars().count() - begun.chars().count();
                let known = values_of(key, queues).into_iter();
                let fit = known.filter(|(value, said)| {
                    is_new(value) && (value.starts_with(begun) || said_begins(said, begun))
                });
                let proposals = fit.map(|(text, words)| Completion { text, words });
                Self { from, to, proposals: proposals.take(PROPOSALS_MAX).collect() }
            }
            None => Self { proposals: keys(&piece), ..none },
        }
    }
}

/// Says whether what a value means begins so, whatever the case: `language:cz` finds Czech.
fn said_begins(said: &str, begun: &str) -> bool {
    !begun.is_empty() && said.to_lowercase().starts_with(&begun.to_lowercase())
}

fn keys(begun: &str) -> Vec<Completion> {
    let keys = KEYS.iter().map(|(key, said)| (format!("{key}:"), *said));
    let clocks = FilterClock::ALL.iter().map(|(clock, said)| {
        let sign = if *clock == FilterClock::Due { '<' } else { '>' };
        (format!("{}{sign}", clock.as_str()), *said)
    });
    let fit = keys.chain(clocks).filter(|(key, _)| key.starts_with(begun) && key != begun);
    fit.map(|(text, words)| Completion { text, words: words.to_owned() }).collect()
}

fn values_of(key: &str, queues: &[QueueName]) -> Vec<(String, String)> {
    let pair = |value: &str, said: &str| (value.to_owned(), said.to_owned());
    match key {
        "queue" => queues.iter().map(|name| pair(name.as_str(), "")).collect(),
        "state" => CaseState::ALL.iter().map(|one| pair(one.as_str(), "")).collect(),
        "assigned" => Assigned::ALL.iter().map(|(one, said)| pair(one.as_str(), said)).collect(),
        "kind" => CaseKind::ALL.iter().map(|one| pair(one.as_str(), "")).collect(),
        "language" => LANGUAGES.iter().map(|(two, _, name)| pair(two, name)).collect(),
        "is" => Mark::ALL.iter().map(|(one, said)| pair(one.as_str(), said)).collect(),
        _ => Vec::new(),
    }
}
