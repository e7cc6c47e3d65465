//! How somebody reads what the house writes to them: in which language, and by which clock.

use crate::{Locale, Zone};

/// In which language and time zone somebody reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The language.
    pub locale: Locale,
    /// The zone.
    pub zone: Zone,
}

impl Reading {
    /// Writes it as it is kept: `cs Europe/Prague`.
    pub fn text(&self) -> String {
        format!("{} {}", self.locale.tag(), self.zone.name())
    }

    /// Reads what was kept. A zone that the database of zones has no more is universal time.
    pub fn of_text(text: &str) -> Option<Self> {
        let (tag, name) = text.split_once(' ')?;
        let locale = Locale::of_tag(tag)?;
        Some(Self { locale, zone: Zone::of_name(name).unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        let check = |text: &str, expect: Option<&str>| {
            let found = Reading::of_text(text).map(|reading| reading.text());
            assert_eq!(found.as_deref(), expect, "{text}");
        };
        check("cs Europe/Prague", Some("cs Europe/Prague"));
        check("en UTC", Some("en UTC"));
        check("de Europe/Atlantis", Some("de UTC"));
        check("ja Asia/Tokyo", None);
        check("", None);
    }
}
