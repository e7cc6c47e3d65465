//! The filter language: which cases one means, in one line that pages, saved views and programs share.
//!
//! `queue:support state:open,waiting -kind:dispute waiting>2d "new phone"`: all terms must hold, a comma is or, a minus is
//! not. What is typed may be personal, so a filter does not print by accident, and errors never quote it.

mod complete;
mod error;
mod holds;
mod language;
mod near;
mod parse;
mod print;
mod span;
#[cfg(test)]
mod tests;

use crate::{CaseKind, CaseNumber, CaseState, Personal, QueueName};

pub use complete::{Completion, Completions};
pub use error::FilterError;
pub use holds::{FilterFacts, Reader as FilterReader};
pub use language::{LANGUAGES, Language};
pub use span::Span;

/// Characters of the longest filter.
pub const FILTER_CHARS_MAX: usize = 400;

/// Terms of the longest filter.
pub const FILTER_TERMS_MAX: usize = 24;

/// Values of one term, with commas between them.
pub const FILTER_VALUES_MAX: usize = 20;

/// An answer that is due sooner than this is due `soon`, in seconds.
pub const SOON_SECS: i64 = 60 * 60;

/// Which cases one means: those for which every term holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// True where it must not hold.
    pub is_negated: bool,
    /// The condition.
    pub test: Test,
}

/// What is asked of a case. A list holds when one of its values does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It lies in one of these queues.
    Queue(Vec<QueueName>),
    /// It stands in one of these states.
    State(Vec<CaseState>),
    /// One of these works on it.
    Assigned(Vec<Assigned>),
    /// It is of one of these kinds.
    Kind(Vec<CaseKind>),
    /// Its first message is in one of these languages.
    Language(Vec<Language>),
    /// It stands out in one of these ways.
    Is(Vec<Mark>),
    /// A length of time is longer or shorter than so much.
    Time {
        /// Which length.
        clock: FilterClock,
        /// On which side of it.
        side: Side,
        /// So much.
        span: Span,
    },
    /// It bears one of these numbers.
    Number(Vec<CaseNumber>),
    /// It holds this word, or these words together, in this order.
    Text(Personal<String>),
}

/// Who works on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    /// Whoever asks.
    Me,
    /// Nobody.
    Nobody,
}

/// How a case stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Its answer is overdue.
    Late,
    /// Its answer is due within the hour.
    Soon,
    /// A new sender or a suspected follow-up waits to be confirmed.
    Unconfirmed,
}

/// A length of time that is measured from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterClock {
    /// How long somebody waits: the requester for us, or we for them.
    Waiting,
    /// How long ago it was opened.
    Opened,
    /// How long ago anything happened on it.
    Changed,
    /// How soon its answer is due; what is overdue is due sooner than anything.
    Due,
}

/// Longer or shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `>`
    Longer,
    /// `<`
    Shorter,
}

/// The keys before a colon, with what they ask in words.
pub const KEYS: [(&str, &str); 6] = [
    ("queue", "in which queue"),
    ("state", "where it stands"),
    ("assigned", "who works on it"),
    ("kind", "what kind of case"),
    ("language", "language of its first message"),
    ("is", "late, soon or unconfirmed"),
];

// A macro so that the words of a list and their reading cannot disagree.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal, $said:literal;)* }) => {
        impl $type {
            /// Every one, with what it means.
            pub const ALL: &[(Self, &'static str)] = &[$((Self::$variant, $said),)*];

            /// Returns the word of the language.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word.
            pub fn of_str(text: &str) -> Option<Self> {
                match text { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words!(Assigned {
    Me = "me", "you";
    Nobody = "nobody", "nobody has taken it";
});

words!(Mark {
    Late = "late", "the answer is overdue";
    Soon = "soon", "the answer is due within the hour";
    Unconfirmed = "unconfirmed", "a new sender or a suspected follow-up waits for you";
});

words!(FilterClock {
    Waiting = "waiting", "how long somebody waits";
    Opened = "opened", "how long ago it was opened";
    Changed = "changed", "how long ago anything happened on it";
    Due = "due", "how soon the answer is due";
});

impl Side {
    const fn sign(self) -> char {
        match self {
            Self::Longer => '>',
            Self::Shorter => '<',
        }
    }
}

impl Filter {
    /// Reads a filter; any name that has the form of one is taken for a queue.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        parse::parse(text, None)
    }

    /// Reads a filter that names no other queues than these.
    pub fn parse_among(text: &str, queues: &[QueueName]) -> Result<Self, FilterError> {
        parse::parse(text, Some(queues))
    }

    /// Makes a filter of terms; `None` where no text would say it, such as an empty list.
    pub fn of_terms(terms: Vec<Term>) -> Option<Self> {
        let filter = Self { terms };
        let is_said = Self::parse(filter.text().expose()).is_ok_and(|read| read == filter);
        is_said.then_some(filter)
    }

    /// Returns the text that reads back as this filter.
    pub fn text(&self) -> Personal<String> {
        Personal::new(print::print(&self.terms))
    }

    /// Returns the terms, all of which must hold.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Says whether it leaves nothing out but what is closed.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Says whether it asks for words, which cost more to find and may be personal.
    pub fn has_words(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Text(_)))
    }

    /// Says whether closed cases are meant: those are left out unless states, numbers or words are asked for.
    pub fn means_closed(&self) -> bool {
        let names_closed =
            |test: &Test| matches!(test, Test::State(_) | Test::Number(_) | Test::Text(_));
        self.terms.iter().any(|term| names_closed(&term.test))
    }

    /// Returns the states that a case may stand in.
    pub fn states(&self) -> Vec<CaseState> {
        let is_meant = |state: &CaseState| {
            let holds = |term: &Term| match &term.test {
                Test::State(states) => states.contains(state) != term.is_negated,
                _ => true,
            };
            (*state != CaseState::Closed || self.means_closed()) && self.terms.iter().all(holds)
        };
        CaseState::ALL.into_iter().filter(is_meant).collect()
    }

    /// Says whether a case may lie in a queue of this name.
    pub fn means_queue(&self, name: &QueueName) -> bool {
        self.terms.iter().all(|term| match &term.test {
            Test::Queue(names) => names.contains(name) != term.is_negated,
            _ => true,
        })
    }

    /// Returns the queues that are named as those in which cases may lie.
    pub fn queues(&self) -> impl Iterator<Item = &QueueName> {
        self.terms.iter().filter(|term| !term.is_negated).flat_map(|term| match &term.test {
            Test::Queue(names) => names.as_slice(),
            _ => &[],
        })
    }

    /// Returns the same filter with these terms of state instead of its own.
    pub fn with_state(&self, state: Option<CaseState>) -> Self {
        let is_other = |term: &&Term| !matches!(term.test, Test::State(_));
        let mut terms: Vec<Term> = self.terms.iter().filter(is_other).cloned().collect();
        if let Some(state) = state {
            terms.push(Term { is_negated: false, test: Test::State(vec![state]) });
        }
        Self { terms }
    }
}
