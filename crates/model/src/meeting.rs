//! Meetings: somebody of the staff met a person, and saw by what who they are. Kinds of documents, never their numbers.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::Personal;

/// Days for which it counts that somebody was met.
pub const ASSURANCE_DAYS: i64 = 730;

/// Days after which a meeting is too long ago to be told of.
pub const MEETING_DAYS_MAX: i64 = 30;

/// Characters of what is said of a meeting.
pub const MEETING_CHARS_MAX: usize = 1_000;

/// Hours by which a day begins before it does in UTC, where it begins first.
const EASTERNMOST_HOURS: i64 = 14;

/// Digits in a row that look like the number of a document.
const DIGITS_MAX: usize = 4;

/// What somebody showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A passport.
    Passport,
    /// A national identity card.
    IdentityCard,
    /// A driving licence.
    DrivingLicence,
    /// A residence permit.
    ResidencePermit,
    /// Another document of an authority, with a picture.
    Other,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Passport,
        Self::IdentityCard,
        Self::DrivingLicence,
        Self::ResidencePermit,
        Self::Other,
    ];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdentityCard => "identity_card",
            Self::DrivingLicence => "driving_licence",
            Self::ResidencePermit => "residence_permit",
            Self::Other => "other",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What is said of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// On which day.
    pub met_on: Date,
    /// What they showed.
    pub documents: BTreeSet<DocumentKind>,
    /// How it was seen that it is them.
    pub words: Personal<String>,
}

/// Why nothing can be said of a meeting so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MeetingError {
    /// No document.
    #[error("say which kinds of document they showed; at least one")]
    NoDocument,
    /// No words, or too many.
    #[error(
        "say in up to {MEETING_CHARS_MAX} characters how you saw that it is them; they read it"
    )]
    Words,
    /// A number.
    #[error("leave numbers of documents out; kinds are enough, and only they are kept")]
    Number,
    /// Too long ago, or not yet.
    #[error("a meeting is told of within {MEETING_DAYS_MAX} days")]
    Day,
}

impl MeetingError {
    /// Returns the field of a form that it is of.
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoDocument => "documents",
            Self::Words | Self::Number => "words",
            Self::Day => "met_on",
        }
    }
}

impl Meeting {
    /// Accepts what can be said at this moment.
    pub fn check(&self, now: Timestamp) -> Result<(), MeetingError> {
        if self.documents.is_empty() {
            return Err(MeetingError::NoDocument);
        }
        let words = self.words.expose().trim();
        if words.is_empty() || words.chars().count() > MEETING_CHARS_MAX {
            return Err(MeetingError::Words);
        }
        let mut n_digits = 0;
        // Spaces and dashes group digits and do not end a number.
        for sign in words.chars().filter(|sign| !" -\u{a0}".contains(*sign)) {
            n_digits = if sign.is_numeric() { n_digits + 1 } else { 0 };
            if n_digits > DIGITS_MAX {
                return Err(MeetingError::Number);
            }
        }
        let begun = self.day_begins().ok_or(MeetingError::Day)?;
        let longest = SignedDuration::from_hours(24 * (MEETING_DAYS_MAX + 1));
        let since = now.saturating_sub(longest).unwrap_or(Timestamp::MIN);
        if begun < since || begun > now {
            return Err(MeetingError::Day);
        }
        Ok(())
    }

    /// Returns when the day of the meeting began where it begins first: what somebody set up before, they had when they
    /// were met, wherever that was.
    pub fn day_begins(&self) -> Option<Timestamp> {
        let begun = self.met_on.to_zoned(TimeZone::UTC).ok()?.timestamp();
        begun.checked_sub(SignedDuration::from_hours(EASTERNMOST_HOURS)).ok()
    }

    /// Returns until when it counts.
    pub fn counts_until(now: Timestamp) -> Timestamp {
        let span = SignedDuration::from_hours(24 * ASSURANCE_DAYS);
        now.saturating_add(span).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl FnOnce(&mut Meeting), expect: Result<(), MeetingError>) {
        let mut meeting = Meeting {
            met_on: jiff::civil::date(2026, 11, 20),
            documents: [DocumentKind::Passport].into(),
            words: Personal::new("In our office in Graz, face and picture agree.".to_owned()),
        };
        change(&mut meeting);
        assert_eq!(meeting.check("2026-11-21T12:00:00Z".parse().unwrap()), expect);
    }

    #[test]
    fn meetings_have_limits() {
        let words = |text: &str| Personal::new(text.to_owned());
        check(|_| {}, Ok(()));
        check(|it| it.documents.clear(), Err(MeetingError::NoDocument));
        check(|it| it.words = words(" "), Err(MeetingError::Words));
        check(|it| it.words = words(&"x".repeat(1_001)), Err(MeetingError::Words));
        check(|it| it.words = words("In 2026, in room 12."), Ok(()));
        for number in ["Passport 12345", "AB 123 456 7", "12-34-56", "１２３４５"] {
            check(|it| it.words = words(number), Err(MeetingError::Number));
        }
        check(|it| it.met_on = jiff::civil::date(2026, 10, 1), Err(MeetingError::Day));
        check(|it| it.met_on = jiff::civil::date(2026, 10, 23), Ok(()));
        check(|it| it.met_on = jiff::civil::date(2026, 11, 22), Ok(()));
        check(|it| it.met_on = jiff::civil::date(2026, 11, 23), Err(MeetingError::Day));
    }

    #[test]
    fn every_kind_reads_back() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::of_str(kind.as_str()), Some(kind));
        }
    }
}
