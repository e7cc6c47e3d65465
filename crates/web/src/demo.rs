//! What a demonstration shows: as whom one may sit down, and what there is to look at.

use model::{Locale, PersonId};

use crate::locale;

/// A house of invented people, in which anybody may sit down as each of them.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Who there is.
    pub seats: Vec<DemoSeat>,
    /// What to look at, in order.
    pub steps: Vec<DemoStep>,
}

/// Words of the demonstration, in each language of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemoWords {
    /// In English, which stands in for what is empty.
    pub en: String,
    /// In Czech.
    pub cs: String,
    /// In German.
    pub de: String,
}

/// Somebody of the demonstration. They are invented, so their names are nobody's.
#[derive(Clone, Debug)]
pub struct DemoSeat {
    /// By which steps and forms name them.
    pub key: String,
    /// Who they are in this house.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// What they are here: `support engineer, triage`, `requester`.
    pub part: String,
    /// One line about them.
    pub line: DemoWords,
}

/// One thing to look at.
#[derive(Clone, Debug)]
pub struct DemoStep {
    /// What it is about.
    pub title: DemoWords,
    /// What to do and see there.
    pub words: DemoWords,
    /// As whom.
    pub seat: String,
    /// Where: a path of this site.
    pub path: String,
}

impl DemoWords {
    /// Returns the words in the reader's language.
    pub fn said(&self) -> &str {
        if self.locale() == Locale::English { &self.en } else { self.own(locale::current()) }
    }

    /// Returns in which language that is, for `lang`.
    pub fn tag(&self) -> &'static str {
        self.locale().tag()
    }

    fn locale(&self) -> Locale {
        let current = locale::current();
        if self.own(current).is_empty() { Locale::English } else { current }
    }

    fn own(&self, locale: Locale) -> &str {
        match locale {
            Locale::English => &self.en,
            Locale::Czech => &self.cs,
            Locale::German => &self.de,
        }
    }
}
