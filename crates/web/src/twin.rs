//! Text on a page: plain runs, placeholders as little seals, signs that turn it around by name, quotes folded away.

use model::Personal;

use crate::marks::{self, Part, Sign};

/// Characters of a subject that stand in a heading or a line of a list; the rest is folded away.
const SUBJECT_CHARS_SHOWN: usize = 160;

/// Characters of the longest kind in a placeholder, such as `date of birth`.
const KIND_CHARS_MAX: usize = 32;

/// Digits of the longest count in a placeholder.
const COUNT_DIGITS_MAX: usize = 6;

/// Redacted text. It stays personal until it is published, so it does not print by accident.
#[derive(Clone)]
pub struct Twin(Personal<String>);

/// A stretch of one line or more.
#[derive(Clone, Copy, Debug)]
pub enum Run<'a> {
    /// Text as it was written.
    Plain(&'a str),
    /// A placeholder with its brackets: `[person 1]`.
    Seal(&'a str),
    /// Signs that are named and not obeyed.
    Sign(Sign<'a>),
}

/// Lines that belong together.
pub enum Block<'a> {
    /// What was said.
    Said(Vec<Run<'a>>),
    /// What was quoted from earlier mail, with its count of lines.
    Quoted(Vec<Run<'a>>, usize),
}

/// A subject: what stands in a heading or a line of a list, and what is folded away.
pub struct Folded<'a> {
    /// Its beginning.
    pub head: Vec<Run<'a>>,
    /// The rest; mostly there is none.
    pub rest: Vec<Run<'a>>,
}

impl<'a> Folded<'a> {
    /// Folds a subject, between two placeholders rather than within one.
    fn new(runs: Vec<Run<'a>>) -> Self {
        let mut n_left = SUBJECT_CHARS_SHOWN;
        let (mut head, mut rest) = (Vec::new(), Vec::new());
        for run in runs {
            match run {
                Run::Plain(text) => {
                    let end = text.char_indices().nth(n_left).map_or(text.len(), |(at, _)| at);
                    let (shown, folded) = text.split_at(end);
                    n_left -= shown.chars().count();
                    head.extend((!shown.is_empty()).then_some(Run::Plain(shown)));
                    rest.extend((!folded.is_empty()).then_some(Run::Plain(folded)));
                }
                Run::Seal(text) | Run::Sign(Sign { text, .. }) => {
                    let n_chars = text.chars().count();
                    let fits = rest.is_empty() && n_chars <= n_left;
                    n_left = if fits { n_left - n_chars } else { 0 };
                    if fits { head.push(run) } else { rest.push(run) }
                }
            }
        }
        Self { head, rest }
    }

    /// Says whether there is nothing but space.
    pub fn is_blank(&self) -> bool {
        let is_space = |run: &Run<'_>| matches!(run, Run::Plain(text) if text.trim().is_empty());
        self.head.iter().all(is_space) && self.rest.iter().all(is_space)
    }

    /// Says whether a part is folded away.
    pub fn is_folded(&self) -> bool {
        !self.rest.is_empty()
    }
}

impl Twin {
    /// Wraps redacted text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Personal::new(text.into()))
    }

    /// Wraps what may have been destroyed; then there is nothing.
    pub fn of(text: Option<&Personal<String>>) -> Self {
        Self(text.cloned().unwrap_or_default())
    }

    /// Says whether anything was taken out of the text.
    pub fn has_seals(&self) -> bool {
        self.runs().iter().any(|run| matches!(run, Run::Seal(_)))
    }

    /// Says whether there is nothing but space.
    pub fn is_empty(&self) -> bool {
        self.0.expose().trim().is_empty()
    }

    /// Returns the text.
    pub const fn text(&self) -> &Personal<String> {
        &self.0
    }

    /// Returns the text as one sequence of runs, for subjects and previews.
    pub fn runs(&self) -> Vec<Run<'_>> {
        runs(self.0.expose())
    }

    /// Returns the text as a subject, of which a long one is folded.
    pub fn folded(&self) -> Folded<'_> {
        Folded::new(self.runs())
    }

    /// Returns the text as blocks, for messages.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let text = self.0.expose().trim_matches(['\n', '\r']);
        let mut blocks = Vec::new();
        let (mut start, mut is_quoted, mut end) = (0, false, 0);
        for line in text.split_inclusive('\n') {
            if line.starts_with('>') != is_quoted {
                push(&mut blocks, text.get(start..end).unwrap_or_default(), is_quoted);
                (start, is_quoted) = (end, !is_quoted);
            }
            end += line.len();
        }
        push(&mut blocks, text.get(start..end).unwrap_or_default(), is_quoted);
        blocks
    }
}

fn push<'a>(blocks: &mut Vec<Block<'a>>, text: &'a str, is_quoted: bool) {
    let text = text.trim_matches(['\n', '\r']);
    if text.is_empty() {
        return;
    }
    let runs = runs(text);
    blocks.push(match is_quoted {
        true => Block::Quoted(runs, text.lines().count()),
        false => Block::Said(runs),
    });
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(open) = rest.get(from..).and_then(|tail| tail.find('[')).map(|at| from + at) {
        let Some(seal) = rest.get(open..).and_then(placeholder) else {
            from = open + 1;
            continue;
        };
        let (before, after) = rest.split_at(open);
        runs.extend(plain(before));
        runs.push(Run::Seal(seal));
        rest = after.strip_prefix(seal).unwrap_or_default();
        from = 0;
    }
    runs.extend(plain(rest));
    runs
}

/// Returns text in which no placeholder is looked for as runs: an original, a name, what a person typed.
pub fn plain(text: &str) -> Vec<Run<'_>> {
    let run = |part| match part {
        Part::Plain(text) => Run::Plain(text),
        Part::Sign(sign) => Run::Sign(sign),
    };
    marks::parts(text).into_iter().map(run).collect()
}

/// Returns a subject in which no placeholder is looked for, folded where it is long.
pub fn plain_folded(text: &str) -> Folded<'_> {
    Folded::new(plain(text))
}

/// Returns the placeholder at the start of a text that starts with a bracket.
fn placeholder(text: &str) -> Option<&str> {
    let limit = KIND_CHARS_MAX + COUNT_DIGITS_MAX + 3;
    let close = text.bytes().take(limit).position(|byte| byte == b']')?;
    let (kind, count) = text.get(1..close)?.rsplit_once(' ')?;
    let is_kind = kind.starts_with(|c: char| c.is_ascii_lowercase())
        && kind.len() <= KIND_CHARS_MAX
        && kind.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    let is_count = (1..=COUNT_DIGITS_MAX).contains(&count.len())
        && count.bytes().all(|byte| byte.is_ascii_digit());
    if is_kind && is_count { text.get(..=close) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show(runs: &[Run<'_>]) -> String {
        let show = |run: &Run<'_>| match run {
            Run::Plain(text) => (*text).to_owned(),
            Run::Seal(text) => format!("<{text}>"),
            Run::Sign(sign) => format!("{{{}}}", sign.label()),
        };
        runs.iter().map(show).collect()
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(show(&Twin::new(text).runs()), expect);
    }

    #[test]
    fn placeholders_are_found() {
        check("Hello [person 1], call [phone 2].", "Hello <[person 1]>, call <[phone 2]>.");
        check("[date of birth 1]", "<[date of birth 1]>");
        check("[[person 1]]", "[<[person 1]>]");
        check("[Person 1] [person] [person x] [ 1] []", "[Person 1] [person] [person x] [ 1] []");
        check("an open [bracket", "an open [bracket");
    }

    #[test]
    fn quotes_are_folded() {
        let twin = Twin::new("Yes.\n\n> Did you?\n> Really?\n\nThank you");
        let shown: Vec<String> = twin
            .blocks()
            .iter()
            .map(|block| match block {
                Block::Said(runs) => show(runs),
                Block::Quoted(runs, n_lines) => format!("{n_lines}:{}", show(runs)),
            })
            .collect();
        assert_eq!(shown, ["Yes.", "2:> Did you?\n> Really?", "Thank you"]);
    }

    #[test]
    fn signs_that_turn_text_around_are_named_beside_placeholders() {
        check("photo-[person 1]\u{202e}gnp.exe", "photo-<[person 1]>{U+202E}gnp.exe");
        // A sign within brackets makes no placeholder of them.
        check("[person\u{202e} 1]", "[person{U+202E} 1]");
    }

    #[test]
    fn a_long_subject_folds_and_no_placeholder_is_cut() {
        let check = |subject: String, head: &str, n_rest: usize| {
            let twin = Twin::new(subject);
            let folded = twin.folded();
            assert_eq!(show(&folded.head), head);
            assert_eq!(show(&folded.rest).chars().count(), n_rest, "{head}");
            assert_eq!(folded.is_folded(), n_rest > 0);
        };
        check("short".to_owned(), "short", 0);
        check("é".repeat(SUBJECT_CHARS_SHOWN), &"é".repeat(SUBJECT_CHARS_SHOWN), 0);
        check("a".repeat(10_000), &"a".repeat(SUBJECT_CHARS_SHOWN), 10_000 - SUBJECT_CHARS_SHOWN);
        let text = "a".repeat(SUBJECT_CHARS_SHOWN - 3);
        check(format!("{text}[person 1]b"), &text, "<[person 1]>b".len());
    }

    proptest! {
        #[test]
        fn runs_lose_nothing(text in "(\\[|\\]|person|[0-9]| |>|\\n|é|\u{202e}|\u{301}|.){0,200}") {
            let twin = Twin::new(text.clone());
            let joined: String = twin.runs().iter().map(|run| match run {
                Run::Plain(text) | Run::Seal(text) => *text,
                Run::Sign(sign) => sign.text,
            }).collect();
            prop_assert_eq!(&joined, &text);
            let folded = twin.folded();
            prop_assert_eq!(show(&[folded.head, folded.rest].concat()), show(&twin.runs()));
            let _ = twin.blocks();
        }
    }
}
