//! Why a rule is refused: file, line and reason.

use std::{fmt, sync::Arc};

use thiserror::Error;

/// Where something stands in the files it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file as its reader named it.
    pub file: Arc<str>,
    /// The line, from one.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A rule that cannot be honoured, and why.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {reason}")]
pub struct Fault {
    /// Where the trouble stands.
    pub place: Place,
    /// What the trouble is.
    pub reason: Reason,
    /// Whether a filter is refused: rules find what it was to leave out. Of a file that cannot be read at all it is not known.
    pub is_of_filter: bool,
}

/// What keeps a rule from being honoured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the texts say it")]
pub enum Reason {
    #[error("not YAML: {0}")]
    Yaml(String),
    #[error("the file is not UTF-8")]
    NotText,
    #[error("{what} is over its limit of {max}")]
    TooMuch { what: &'static str, max: usize },
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("`{name}` must be {expected}")]
    Shape { name: String, expected: &'static str },
    #[error("the document is no rule: it has neither `detection`, `correlation` nor `filter`")]
    NotARule,
    #[error("the document has both `{0}` and `{1}`: it is one thing or the other")]
    Both(&'static str, &'static str),
    #[error("`{key}` is no key of {of}")]
    UnknownKey { key: String, of: &'static str },
    #[error("unknown level `{0}`")]
    UnknownLevel(String),
    #[error("unknown action `{0}`")]
    UnknownAction(String),
    #[error("unknown modifier `{0}`")]
    UnknownModifier(String),
    #[error("modifier `{modifier}` {why}")]
    Conflict { modifier: String, why: &'static str },
    #[error("modifier `{modifier}` does not fit the value {value}")]
    Unfit { modifier: String, value: String },
    #[error("placeholder `%{0}%` has no value here")]
    Placeholder(String),
    #[error("bad regular expression: {0}")]
    Regex(String),
    #[error("bad network `{value}`: {why}")]
    Cidr { value: String, why: &'static str },
    #[error("`{0}` holds no value")]
    Empty(String),
    #[error("bad condition: {0}")]
    Condition(String),
    #[error("the condition names `{0}`, which is not there")]
    UnknownSelection(String),
    #[error("no selection is named like `{0}`")]
    EmptySelector(String),
    #[error("unknown correlation type `{0}`")]
    UnknownCorrelation(String),
    #[error("bad timespan `{0}`: a number and one of s, m, h, d")]
    Timespan(String),
    #[error("no rule is called `{0}`")]
    UnknownRule(String),
    #[error("`{0}` is called twice: here and in {1}")]
    Twice(String, String),
    #[error("`{0}` is named twice in one correlation, which looks at each rule once")]
    Repeated(String),
    #[error("the alias `{alias}` is for `{rule}`, at which the correlation does not look")]
    Alias { alias: String, rule: String },
    #[error("the correlation refers to itself through `{0}`")]
    Cycle(String),
}

impl Reason {
    /// Joins the reason to its place.
    pub(crate) fn at(self, file: &Arc<str>, line: usize) -> Fault {
        Fault { place: Place { file: Arc::clone(file), line }, reason: self, is_of_filter: false }
    }
}
