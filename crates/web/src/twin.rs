//! Redacted text on a page: plain runs, placeholders as little seals, quotes folded away.

use model::Personal;

/// Characters of the longest kind in a placeholder, such as `date of birth`.
const KIND_CHARS_MAX: usize = 32;

/// Digits of the longest count in a placeholder.
const COUNT_DIGITS_MAX: usize = 6;

/// Redacted text. It stays personal until it is published, so it does not print by accident.
#[derive(Clone)]
pub struct Twin(Personal<String>);

/// A stretch of one line or more.
pub enum Run<'a> {
    /// Text as it was written.
    Plain(&'a str),
    /// A placeholder with its brackets: `[person 1]`.
    Seal(&'a str),
}

/// Lines that belong together.
pub enum Block<'a> {
    /// What was said.
    Said(Vec<Run<'a>>),
    /// What was quoted from earlier mail, with its count of lines.
    Quoted(Vec<Run<'a>>, usize),
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
        if !before.is_empty() {
            runs.push(Run::Plain(before));
        }
        runs.push(Run::Seal(seal));
        rest = after.strip_prefix(seal).unwrap_or_default();
        from = 0;
    }
    if !rest.is_empty() {
        runs.push(Run::Plain(rest));
    }
    runs
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

    proptest! {
        #[test]
        fn runs_lose_nothing(text in "(\\[|\\]|person|[0-9]| |>|\\n|é|.){0,60}") {
            let twin = Twin::new(text.clone());
            let joined: String = twin.runs().iter().map(|run| match run {
                Run::Plain(text) | Run::Seal(text) => *text,
            }).collect();
            prop_assert_eq!(joined, text);
            let _ = twin.blocks();
        }
    }
}
