//! How somebody reads what the house writes to them: in which language, and by which clock.

use crate::{Locale, Zone};

/// What stands for a half that nobody knows.
const UNKNOWN: &str = "-";

/// In which language and time zone somebody reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The language.
    pub locale: Locale,
    /// The zone.
    pub zone: Zone,
}

/// What is known of how somebody reads: who never chose is not taken for one who chose English or universal time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownReading {
    /// The language.
    pub locale: Option<Locale>,
    /// The zone.
    pub zone: Option<Zone>,
}

impl KnownReading {
    /// Writes it as it is kept: `cs Europe/Prague`, `- Europe/Prague`, `cs -`.
    pub fn text(&self) -> String {
        let locale = self.locale.map_or(UNKNOWN, Locale::tag);
        let zone = self.zone.as_ref().map_or(UNKNOWN, Zone::name);
        format!("{locale} {zone}")
    }

    /// Reads what was kept. A zone that the database of zones has no more is not known, nor is a language that is none of the house's.
    pub fn of_text(text: &str) -> Option<Self> {
        let (tag, name) = text.split_once(' ')?;
        Some(Self { locale: Locale::of_tag(tag), zone: Zone::of_name(name) })
    }

    /// Returns what this knows, and what another does where this knows nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { locale: self.locale.or(other.locale), zone: self.zone.or(other.zone) }
    }

    /// Returns how they are written to: in English by universal time where nobody knows.
    pub fn reading(self) -> Reading {
        Reading { locale: self.locale.unwrap_or_default(), zone: self.zone.unwrap_or_default() }
    }
}

impl From<Reading> for KnownReading {
    fn from(reading: Reading) -> Self {
        Self { locale: Some(reading.locale), zone: Some(reading.zone) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        let check = |text: &str, expect: Option<&str>| {
            let found = KnownReading::of_text(text).map(|known| known.text());
            assert_eq!(found.as_deref(), expect, "{text}");
        };
        check("cs Europe/Prague", Some("cs Europe/Prague"));
        check("en UTC", Some("en UTC"));
        check("cs -", Some("cs -"));
        check("- Europe/Prague", Some("- Europe/Prague"));
        check("- -", Some("- -"));
        check("de Europe/Atlantis", Some("de -"));
        check("ja Asia/Tokyo", Some("- Asia/Tokyo"));
        check("", None);
    }

    #[test]
    fn what_nobody_knows_is_filled_and_what_is_known_stands() {
        let known = |text: &str| KnownReading::of_text(text).unwrap();
        let check = |this: &str, other: &str, expect: &str| {
            assert_eq!(known(this).or(known(other)).text(), expect, "{this} or {other}");
        };
        check("cs UTC", "de Europe/Prague", "cs UTC");
        check("cs -", "de Europe/Prague", "cs Europe/Prague");
        check("- UTC", "de -", "de UTC");
        assert_eq!(known("- -").reading(), Reading::default());
        assert_eq!(KnownReading::from(known("cs UTC").reading()), known("cs UTC"));
    }
}
