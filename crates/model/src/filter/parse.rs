//! Reading a filter: pieces with their places, then each piece as what it is.

use crate::{CaseKind, CaseNumber, CaseState, Personal, QueueName};

use super::{
    Assigned, FILTER_CHARS_MAX, FILTER_TERMS_MAX, FILTER_VALUES_MAX, Filter, FilterClock,
    FilterError, KEYS, LANGUAGES, Language, Mark, Side, Span, Term, Test, near::nearest,
};

/// What people and their keyboards take for a quotation mark.
const QUOTES: [char; 5] = ['"', '“', '”', '„', '‟'];

/// A run of characters with its place.
struct Piece {
    /// What it says, without minus and quotation marks.
    text: String,
    /// Where it begins, in characters, from 0.
    at: usize,
    is_negated: bool,
    is_quoted: bool,
}

impl Piece {
    fn error(&self, words: impl Into<String>) -> FilterError {
        fault(self.at, self.text.chars().count(), words)
    }

    /// An error of a part of the piece, which begins behind so many of its characters.
    fn error_behind(&self, n: usize, length: usize, words: impl Into<String>) -> FilterError {
        fault(self.at + n, length, words)
    }
}

fn fault(at: usize, length: usize, words: impl Into<String>) -> FilterError {
    FilterError { column: at + 1, length: length.max(1), words: words.into() }
}

/// Reads a filter; with `queues`, no others may be named.
pub fn parse(text: &str, queues: Option<&[QueueName]>) -> Result<Filter, FilterError> {
    if text.chars().count() > FILTER_CHARS_MAX {
        let words = format!("at most {FILTER_CHARS_MAX} characters");
        return Err(fault(FILTER_CHARS_MAX, 1, words));
    }
    let mut terms = Vec::new();
    for piece in pieces(text)? {
        if terms.len() >= FILTER_TERMS_MAX {
            return Err(piece.error(format!("at most {FILTER_TERMS_MAX} terms")));
        }
        let test = if piece.is_quoted { phrase(&piece)? } else { plain(&piece, queues)? };
        terms.push(Term { is_negated: piece.is_negated, test });
    }
    Ok(Filter { terms })
}

/// Says whether a text can stand without quotation marks and is still read as words.
pub fn is_bare(text: &str) -> bool {
    let Ok(pieces) = pieces(text) else { return false };
    let [piece] = pieces.as_slice() else { return false };
    let is_whole = !piece.is_quoted && !piece.is_negated && piece.text == text;
    is_whole && matches!(plain(piece, None), Ok(Test::Text(_)))
}

fn pieces(text: &str) -> Result<Vec<Piece>, FilterError> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = chars.get(at) {
        if first.is_whitespace() {
            at += 1;
            continue;
        }
        let is_negated = *first == '-';
        let begin = at + usize::from(is_negated);
        let rest = chars.get(begin..).unwrap_or_default();
        let is_quoted = rest.first().is_some_and(|c| QUOTES.contains(c));
        let piece = if is_quoted { quoted(rest, begin)? } else { run(rest, begin)? };
        if is_negated && piece.text.is_empty() {
            let words = "a minus stands right before what is not wanted: -state:open";
            return Err(fault(at, 1, words));
        }
        at = begin + piece.text.chars().count() + if is_quoted { 2 } else { 0 };
        pieces.push(Piece { is_negated, ..piece });
    }
    Ok(pieces)
}

fn quoted(rest: &[char], begin: usize) -> Result<Piece, FilterError> {
    let inside = rest.get(1..).unwrap_or_default();
    let Some(n) = inside.iter().position(|c| QUOTES.contains(c)) else {
        let words = "this quotation mark has no partner";
        return Err(fault(begin, rest.len(), words));
    };
    if inside.get(n + 1).is_some_and(|c| !c.is_whitespace()) {
        return Err(fault(begin + n + 2, 1, "put a space behind the quotation mark"));
    }
    let text = inside.iter().take(n).collect();
    Ok(Piece { text, at: begin, is_negated: false, is_quoted: true })
}

fn run(rest: &[char], begin: usize) -> Result<Piece, FilterError> {
    let text: String = rest.iter().take_while(|c| !c.is_whitespace()).collect();
    if let Some(n) = text.chars().position(|c| QUOTES.contains(&c)) {
        let words = "a quotation mark begins or ends a phrase; put a space before it";
        return Err(fault(begin + n, 1, words));
    }
    Ok(Piece { text, at: begin, is_negated: false, is_quoted: false })
}

fn phrase(piece: &Piece) -> Result<Test, FilterError> {
    let text = piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(piece, text)
}

fn words(piece: &Piece, text: String) -> Result<Test, FilterError> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(piece.error("there is nothing in it to search for; use letters or digits"));
    }
    Ok(Test::Text(Personal::new(text)))
}

/// Reads what stands without quotation marks: a key with values, a length of time, numbers, or a word.
fn plain(piece: &Piece, queues: Option<&[QueueName]>) -> Result<Test, FilterError> {
    let text = piece.text.as_str();
    let n_letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let (key, rest) = text.split_at(n_letters);
    // An address of the web is a word like any other.
    let is_address = rest.starts_with("://");
    match rest.chars().next() {
        Some(':') if n_letters > 0 && !is_address => {
            keyed(piece, key, rest.get(1..).unwrap_or_default(), queues)
        }
        Some(sign @ ('<' | '>')) if n_letters > 0 => {
            timed(piece, key, sign, rest.get(1..).unwrap_or_default())
        }
        _ => match numbers(piece)? {
            Some(numbers) => Ok(Test::Number(numbers)),
            None => words(piece, text.to_owned()),
        },
    }
}

fn numbers(piece: &Piece) -> Result<Option<Vec<CaseNumber>>, FilterError> {
    let mut numbers = Vec::new();
    for part in piece.text.split(',') {
        match part.parse() {
            Ok(number) => numbers.push(number),
            Err(_) => return Ok(None),
        }
    }
    if numbers.len() > FILTER_VALUES_MAX {
        return Err(piece.error(format!("at most {FILTER_VALUES_MAX} numbers in one list")));
    }
    Ok(Some(numbers))
}

fn timed(piece: &Piece, key: &str, sign: char, span: &str) -> Result<Test, FilterError> {
    let known = || FilterClock::ALL.iter().map(|(clock, _)| clock.as_str());
    let Some(clock) = FilterClock::of_str(key) else {
        let help = match nearest(key, known()) {
            Some(near) => format!("did you mean {near}{sign}?"),
            None => format!("lengths of time are {}", known().collect::<Vec<_>>().join(", ")),
        };
        let words = format!("no length of time is called so; {help}");
        return Err(piece.error_behind(0, key.len(), with_quotes(&words)));
    };
    let Some(span) = Span::parse(span) else {
        let words = format!(
            "behind {}{sign} stands a number with its unit, m, h, d or w: {}{sign}2d",
            clock.as_str(),
            clock.as_str()
        );
        return Err(piece.error_behind(key.len() + 1, span.chars().count(), words));
    };
    let side = if sign == '>' { Side::Longer } else { Side::Shorter };
    Ok(Test::Time { clock, side, span })
}

fn keyed(
    piece: &Piece,
    key: &str,
    values: &str,
    queues: Option<&[QueueName]>,
) -> Result<Test, FilterError> {
    let list = List { piece, key, values };
    Ok(match key {
        "queue" => match queues {
            None => {
                let queue = |text: &str| QueueName::parse(text).ok();
                Test::Queue(list.read(queue, std::iter::empty)?)
            }
            Some(queues) => {
                let queue = |text: &str| queues.iter().find(|name| name.as_str() == text).cloned();
                Test::Queue(list.read(queue, || queues.iter().map(QueueName::as_str))?)
            }
        },
        "state" => Test::State(
            list.read(CaseState::of_str, || CaseState::ALL.iter().map(|state| state.as_str()))?,
        ),
        "assigned" => Test::Assigned(
            list.read(Assigned::of_str, || Assigned::ALL.iter().map(|(whom, _)| whom.as_str()))?,
        ),
        "kind" => Test::Kind(
            list.read(CaseKind::of_str, || CaseKind::ALL.iter().map(|kind| kind.as_str()))?,
        ),
        "language" => {
            Test::Language(list.read(Language::parse, || LANGUAGES.iter().map(|(two, ..)| *two))?)
        }
        "is" => {
            Test::Is(list.read(Mark::of_str, || Mark::ALL.iter().map(|(mark, _)| mark.as_str()))?)
        }
        _ => return Err(unknown_key(piece, key)),
    })
}

fn unknown_key(piece: &Piece, key: &str) -> FilterError {
    let known = || KEYS.iter().map(|(key, _)| *key);
    let words = match nearest(key, known()) {
        Some(near) => format!("no key is called so; did you mean {near}:?"),
        None if FilterClock::of_str(key).is_some() => {
            format!("{key} is a length of time: {key}>2d or {key}<2d")
        }
        None => {
            format!("no key is called so; keys are {}", known().collect::<Vec<_>>().join(", "))
        }
    };
    piece.error_behind(0, key.len(), with_quotes(&words))
}

fn with_quotes(words: &str) -> String {
    format!("{words} In quotation marks it is searched for as words.")
}

/// The values behind a key.
struct List<'p> {
    piece: &'p Piece,
    key: &'p str,
    values: &'p str,
}

impl List<'_> {
    fn read<'w, T, K: Iterator<Item = &'w str>>(
        &self,
        read: impl Fn(&str) -> Option<T>,
        known: impl Fn() -> K,
    ) -> Result<Vec<T>, FilterError> {
        let mut found = Vec::new();
        let mut at = self.key.len() + 1;
        for text in self.values.split(',') {
            let length = text.chars().count();
            let fault = |words: String| Err(self.piece.error_behind(at, length, words));
            if found.len() >= FILTER_VALUES_MAX {
                return fault(format!("at most {FILTER_VALUES_MAX} values in one list"));
            }
            match read(text) {
                Some(value) => found.push(value),
                None => return fault(self.unknown(text, known())),
            }
            at += length + 1;
        }
        Ok(found)
    }

    fn unknown<'w>(&self, text: &str, known: impl Iterator<Item = &'w str>) -> String {
        let key = self.key;
        let known: Vec<&str> = known.collect();
        if let Some(near) = nearest(text, known.iter().copied()) {
            return format!("{key}: has no such value; did you mean {near}?");
        }
        if known.is_empty() {
            return format!("{key}: wants lower-case letters, digits and dashes, a letter first");
        }
        format!("{key}: wants one of {}", known.join(", "))
    }
}
