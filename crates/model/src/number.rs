//! Case numbers: one grammar for everything that is followed to its end.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Digits of the longest sequence; more cases of one kind in one UTC day do not happen here.
const SEQUENCE_DIGITS_MAX: usize = 9;

/// What is followed to its end. A kind never changes: another case is opened and linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Someone asks for help.
    Request,
    /// Something happened that should not.
    Incident,
    /// Parties want a ruling.
    Dispute,
    /// The cause behind incidents.
    Problem,
    /// A specification is to be revised.
    Change,
}

impl CaseKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Request, Self::Incident, Self::Dispute, Self::Problem, Self::Change];

    /// Returns the word that is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Incident => "incident",
            Self::Dispute => "dispute",
            Self::Problem => "problem",
            Self::Change => "change",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    const fn letter(self) -> char {
        match self {
            Self::Request => 's',
            Self::Incident => 'i',
            Self::Dispute => 'd',
            Self::Problem => 'p',
            Self::Change => 'c',
        }
    }
}

/// A case number: kind letter, UTC day, dot, sequence: `s20261121.17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber {
    /// What kind of case it is.
    pub kind: CaseKind,
    /// The UTC day on which it was opened.
    pub day: Date,
    /// Counts from 1 within kind and day; drawn at random in profile `confidential`.
    pub sequence: u32,
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, day, sequence } = self;
        write!(f, "{}{:04}{:02}{:02}.{sequence}", kind.letter(), day.year(), day.month(), day.day())
    }
}

/// Why a text is not a case number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a case number; it looks like s20261121.17")]
pub struct NumberError;

impl FromStr for CaseNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let letter = text.chars().next().ok_or(NumberError)?;
        let kind =
            CaseKind::ALL.into_iter().find(|kind| kind.letter() == letter).ok_or(NumberError)?;
        let (day, sequence) = day_and_sequence(text, letter)?;
        Ok(Self { kind, day, sequence })
    }
}

/// Reads what stands behind the letter of a number.
fn day_and_sequence(text: &str, letter: char) -> Result<(Date, u32), NumberError> {
    let rest = text.strip_prefix(letter).ok_or(NumberError)?;
    let (day, sequence) = rest.split_once('.').ok_or(NumberError)?;
    if day.len() != 8 || sequence.is_empty() || sequence.len() > SEQUENCE_DIGITS_MAX {
        return Err(NumberError);
    }
    // `parse` would take a sign and leading zeros; a number has one spelling.
    if !day.bytes().chain(sequence.bytes()).all(|byte| byte.is_ascii_digit())
        || sequence.starts_with('0')
    {
        return Err(NumberError);
    }
    let digits: u32 = day.parse().map_err(|_| NumberError)?;
    let part = |value: u32| i8::try_from(value).map_err(|_| NumberError);
    let year = i16::try_from(digits / 10_000).map_err(|_| NumberError)?;
    let day =
        Date::new(year, part(digits / 100 % 100)?, part(digits % 100)?).map_err(|_| NumberError)?;
    Ok((day, sequence.parse().map_err(|_| NumberError)?))
}

/// The letter of motions.
const MOTION_LETTER: char = 'm';

/// A motion's number: `m`, UTC day, dot, sequence: `m20261121.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MotionNumber {
    /// The UTC day on which it was proposed.
    pub day: Date,
    /// Counts from 1 within the day; drawn at random in profile `confidential`.
    pub sequence: u32,
}

impl fmt::Display for MotionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day, sequence } = self;
        write!(f, "{MOTION_LETTER}{:04}{:02}{:02}.{sequence}", day.year(), day.month(), day.day())
    }
}

impl FromStr for MotionNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (day, sequence) = day_and_sequence(text, MOTION_LETTER)?;
        Ok(Self { day, sequence })
    }
}

/// Digits of the longest index of a ruling; a dispute with a thousand rulings is several.
const RULING_DIGITS_MAX: usize = 3;

/// A ruling's number: that of its dispute, `/r`, and its index from 1: `d20261121.1/r1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RulingNumber {
    /// The dispute.
    pub case: CaseNumber,
    /// Counts rulings of the dispute from 1.
    pub index: u32,
}

impl fmt::Display for RulingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/r{}", self.case, self.index)
    }
}

impl FromStr for RulingNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (case, index) = text.split_once("/r").ok_or(NumberError)?;
        let case: CaseNumber = case.parse()?;
        let is_digits = index.bytes().all(|byte| byte.is_ascii_digit());
        let is_one_spelling = is_digits && !index.starts_with('0') && !index.is_empty();
        if case.kind != CaseKind::Dispute || !is_one_spelling || index.len() > RULING_DIGITS_MAX {
            return Err(NumberError);
        }
        Ok(Self { case, index: index.parse().map_err(|_| NumberError)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let read = text.parse::<CaseNumber>().ok().map(|number| number.to_string());
        assert_eq!(read.as_deref(), expect, "{text}");
    }

    #[test]
    fn one_spelling_each() {
        check("s20261121.17", Some("s20261121.17"));
        check("d20071225.1", Some("d20071225.1"));
        check("s20261121.017", None);
        check("s20261121.+17", None);
        check("s20261321.17", None);
        check("s20260230.1", None);
        check("x20261121.17", None);
        check("s20261121", None);
        check("s20261121.", None);
        check("s20261121.0", None);
        check("s2026112١.1", None);
        check("s20261121.9999999999", None);
        check("", None);
    }

    #[test]
    fn motions_are_numbered_like_cases() {
        assert_eq!("m20261121.2".parse::<MotionNumber>().unwrap().to_string(), "m20261121.2");
        assert!("s20261121.2".parse::<MotionNumber>().is_err());
        assert!("m20261121.02".parse::<MotionNumber>().is_err());
        assert!("m20261121.2".parse::<CaseNumber>().is_err());
    }

    #[test]
    fn rulings_have_one_spelling() {
        let check = |text: &str, expect: bool| {
            let read = text.parse::<RulingNumber>().ok().map(|number| number.to_string());
            assert_eq!(read.as_deref(), expect.then_some(text), "{text}");
        };
        check("d20261121.1/r1", true);
        check("d20071225.17/r12", true);
        check("s20261121.1/r1", false);
        check("d20261121.1/r0", false);
        check("d20261121.1/r01", false);
        check("d20261121.1/r", false);
        check("d20261121.1/r1000", false);
        check("d20261121.1", false);
        check("d20261121.1/r+1", false);
    }

    proptest! {
        #[test]
        fn rulings_never_panic_and_read_back(text in "d20261121[.]1/r.{0,5}|.{0,40}") {
            if let Ok(number) = text.parse::<RulingNumber>() {
                prop_assert_eq!(number.to_string(), text);
            }
        }

        #[test]
        fn never_panics_and_reads_back(text in ".{0,40}") {
            if let Ok(number) = text.parse::<CaseNumber>() {
                prop_assert_eq!(number.to_string(), text);
            }
        }
    }
}
