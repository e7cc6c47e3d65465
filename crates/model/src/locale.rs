//! The languages that the house speaks: on its pages, and in its mails.

/// A language of the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English, which has every sentence.
    #[default]
    English,
    /// Czech.
    Czech,
    /// German.
    German,
}

impl Locale {
    /// All languages, the one that stands in for the others first.
    pub const ALL: [Self; 3] = [Self::English, Self::Czech, Self::German];

    /// Returns the tag for `lang` (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Czech => "cs",
            Self::German => "de",
        }
    }

    /// Returns the language's name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Czech => "Čeština",
            Self::German => "Deutsch",
        }
    }

    /// Returns in which direction it is written, for `dir`. The styles know no left or right, so one written from the right needs its
    /// messages only.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Czech | Self::German => "ltr",
        }
    }

    /// Returns the language of a tag: `de-AT` is German.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns the language in which somebody wrote (ISO 639-3), where it is one of the house's.
    pub fn of_written(code: &str) -> Option<Self> {
        match code {
            "eng" => Some(Self::English),
            "ces" => Some(Self::Czech),
            "deu" => Some(Self::German),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_read_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::of_tag(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::of_tag("de-AT"), Some(Locale::German));
        assert_eq!(Locale::of_tag("CS"), Some(Locale::Czech));
        assert_eq!(Locale::of_tag("ja"), None);
        assert_eq!(Locale::of_tag(""), None);
    }

    #[test]
    fn what_was_written_tells_how_to_answer() {
        assert_eq!(Locale::of_written("ces"), Some(Locale::Czech));
        assert_eq!(Locale::of_written("slk"), None);
    }
}
