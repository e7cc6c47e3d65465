//! What stands in the twin instead of a value: `[person 1]`.

use std::{fmt, str::FromStr};

/// Digits of the longest placeholder number (`u32::MAX` has ten).
const NUMBER_DIGITS_MAX: usize = 10;

/// What kind of thing a placeholder hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceholderKind {
    /// A person's name or a part of it.
    Person,
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A bank account number with its country.
    Iban,
    /// A payment card number.
    Card,
    /// An address on a network.
    Address,
    /// A link that leads to one person or carries a secret.
    Link,
    /// A date of birth.
    Date,
    /// A key, a password, a token.
    Secret,
    /// A company or a club.
    Organisation,
    /// A number that names one person or contract.
    Number,
    /// A postal address.
    Place,
    /// Anything else that must not be shown as it is.
    Text,
}

impl PlaceholderKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Email,
        Self::Phone,
        Self::Iban,
        Self::Card,
        Self::Address,
        Self::Link,
        Self::Date,
        Self::Secret,
        Self::Organisation,
        Self::Number,
        Self::Place,
        Self::Text,
    ];

    /// Returns the word that stands in the placeholder.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Iban => "iban",
            Self::Card => "card",
            Self::Address => "ip",
            Self::Link => "link",
            Self::Date => "date",
            Self::Secret => "secret",
            Self::Organisation => "organisation",
            Self::Number => "number",
            Self::Place => "place",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for PlaceholderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PlaceholderKind {
    type Err = PlaceholderError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(PlaceholderError)
    }
}

/// Why a text is not a placeholder. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a placeholder; one looks like [person 1]")]
pub struct PlaceholderError;

/// A kind and a number that stay the same for one value within a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placeholder {
    /// What is hidden.
    pub kind: PlaceholderKind,
    /// Counted from one, apart for each kind.
    pub number: u32,
}

impl Placeholder {
    /// Reads a placeholder at the start of a text; returns it with its length in bytes.
    ///
    /// Redacting and restoring both ask this, so that they never disagree about what one is.
    pub(crate) fn read(text: &str) -> Option<(Self, usize)> {
        let inner = text.strip_prefix('[')?;
        let kind = PlaceholderKind::ALL.into_iter().find(|kind| {
            inner.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with(' '))
        })?;
        let rest = inner.strip_prefix(kind.as_str())?.strip_prefix(' ')?;
        let digits =
            rest.bytes().take(NUMBER_DIGITS_MAX + 1).take_while(u8::is_ascii_digit).count();
        let number = rest.get(..digits)?;
        // `[person 01]` is not how one is written, so it is ordinary text.
        if number.starts_with('0') || !rest.get(digits..)?.starts_with(']') {
            return None;
        }
        let number = number.parse().ok()?;
        Some((Self { kind, number }, "[ ]".len() + kind.as_str().len() + digits))
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} {}]", self.kind, self.number)
    }
}

impl FromStr for Placeholder {
    type Err = PlaceholderError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Self::read(text) {
            Some((placeholder, length)) if length == text.len() => Ok(placeholder),
            _ => Err(PlaceholderError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back() {
        for kind in PlaceholderKind::ALL {
            for number in [1, 9, 10, u32::MAX] {
                let placeholder = Placeholder { kind, number };
                assert_eq!(placeholder.to_string().parse(), Ok(placeholder));
            }
        }
    }

    #[test]
    fn others_are_refused() {
        for text in [
            "",
            "[",
            "[person]",
            "[person ]",
            "[person 0]",
            "[person 01]",
            "[person 1",
            "person 1",
            "[Person 1]",
            "[person 4294967296]",
            "[person 1] ",
            "[human 1]",
            "[person  1]",
        ] {
            assert_eq!(text.parse::<Placeholder>(), Err(PlaceholderError), "{text}");
        }
    }
}
