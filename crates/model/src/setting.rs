//! Settings that the house keeps itself: what may be changed while it runs, between which bounds, and how it starts.

use crate::Identity;

/// Seconds that a reply may be held at most; who waits longer than an hour for it has forgotten that it is held.
const UNDO_SECS_MAX: i64 = 3_600;

/// The highest count that a limit of ours can be set to; beyond, it bounds nothing.
const COUNT_MAX: i64 = 100_000;

/// Cases of the shortest page of a board, and of the longest: below what one statement of the database returns.
const PAGE_CASES_MIN: i64 = 10;
const PAGE_CASES_MAX: i64 = 150;

/// A setting that the running house obeys as soon as it is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LiveSetting {
    /// How long a reply is held before it leaves.
    UndoSecs,
    /// Cases of a page of the board.
    PageCases,
    /// Originals that somebody may open on their own account within 24 hours.
    SelfLooksPerDayMax,
    /// Channel copies that one sender may cause within ten minutes.
    NoticesPerSenderMax,
    /// How well the staff must be known before they do anything.
    StaffLevel,
}

/// What is wrong with the value of a setting, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {words}")]
pub struct SettingError {
    /// The key of the setting.
    pub key: &'static str,
    /// What would be right.
    pub words: String,
}

/// The values of all of them at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSettings {
    /// How long a reply is held before it leaves, in seconds.
    pub undo_secs: i64,
    /// Cases of a page of the board.
    pub page_cases: i64,
    /// Originals that somebody may open on their own account within 24 hours.
    pub self_looks_per_day_max: i64,
    /// Channel copies that one sender may cause within ten minutes; past it the message says so.
    pub notices_per_sender_max: i64,
    /// How well the staff must be known before they do anything.
    pub staff_level: Identity,
}

impl LiveSetting {
    /// Every such setting.
    pub const ALL: [Self; 5] = [
        Self::UndoSecs,
        Self::PageCases,
        Self::SelfLooksPerDayMax,
        Self::NoticesPerSenderMax,
        Self::StaffLevel,
    ];

    /// Returns its key, as `chancery.toml` has it: section, dot, name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UndoSecs => "desk.undo_secs",
            Self::PageCases => "desk.page_cases",
            Self::SelfLooksPerDayMax => "desk.self_looks_per_day_max",
            Self::NoticesPerSenderMax => "desk.notices_per_sender_max",
            Self::StaffLevel => "sign_in.staff_level",
        }
    }

    /// Reads its key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.key() == key)
    }

    /// Returns the values to choose from, where there are few; a whole number is typed.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::StaffLevel => &["signed_in", "strong"],
            _ => &[],
        }
    }

    /// Returns the bounds of a whole number; both are 0 for what is none.
    pub const fn bounds(self) -> (i64, i64) {
        match self {
            Self::UndoSecs => (0, UNDO_SECS_MAX),
            Self::PageCases => (PAGE_CASES_MIN, PAGE_CASES_MAX),
            Self::SelfLooksPerDayMax | Self::NoticesPerSenderMax => (0, COUNT_MAX),
            Self::StaffLevel => (0, 0),
        }
    }

    fn whole(self, text: &str) -> Result<i64, SettingError> {
        let (least, most) = self.bounds();
        let number = text.trim().parse().ok().filter(|n| (least..=most).contains(n));
        number.ok_or_else(|| self.error(format!("a whole number from {least} to {most} is right")))
    }

    const fn error(self, words: String) -> SettingError {
        SettingError { key: self.key(), words }
    }
}

impl LiveSettings {
    /// What a house starts with where nobody says otherwise.
    pub const STANDING: Self = Self {
        undo_secs: 15,
        page_cases: 50,
        self_looks_per_day_max: 50,
        notices_per_sender_max: 30,
        staff_level: Identity::SignedIn,
    };

    /// Returns one value as it is written.
    pub fn text(&self, setting: LiveSetting) -> String {
        match setting {
            LiveSetting::UndoSecs => self.undo_secs.to_string(),
            LiveSetting::PageCases => self.page_cases.to_string(),
            LiveSetting::SelfLooksPerDayMax => self.self_looks_per_day_max.to_string(),
            LiveSetting::NoticesPerSenderMax => self.notices_per_sender_max.to_string(),
            LiveSetting::StaffLevel => self.staff_level.as_str().to_owned(),
        }
    }

    /// Returns the settings with another value of one of them.
    pub fn with(self, setting: LiveSetting, text: &str) -> Result<Self, SettingError> {
        Ok(match setting {
            LiveSetting::UndoSecs => Self { undo_secs: setting.whole(text)?, ..self },
            LiveSetting::PageCases => Self { page_cases: setting.whole(text)?, ..self },
            LiveSetting::SelfLooksPerDayMax => {
                Self { self_looks_per_day_max: setting.whole(text)?, ..self }
            }
            LiveSetting::NoticesPerSenderMax => {
                Self { notices_per_sender_max: setting.whole(text)?, ..self }
            }
            LiveSetting::StaffLevel => {
                let choices = setting.choices();
                let level = Identity::of_str(text.trim());
                let level = level.filter(|level| choices.contains(&level.as_str()));
                let wrong = || setting.error(format!("one of {} is right", choices.join(", ")));
                Self { staff_level: level.ok_or_else(wrong)?, ..self }
            }
        })
    }

    /// Says which of them cannot stand, as a file may have them.
    pub fn check(&self) -> Result<(), SettingError> {
        for setting in LiveSetting::ALL {
            self.with(setting, &self.text(setting))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(setting: LiveSetting, text: &str, is_right: bool) {
        let read = LiveSettings::STANDING.with(setting, text);
        assert_eq!(read.is_ok(), is_right, "{} = {text}: {read:?}", setting.key());
        if let Ok(settings) = read {
            assert_eq!(settings.text(setting), text.trim(), "what is written reads back");
        }
    }

    #[test]
    fn values_keep_to_their_bounds() {
        check(LiveSetting::UndoSecs, "0", true);
        check(LiveSetting::UndoSecs, " 3600 ", true);
        check(LiveSetting::UndoSecs, "3601", false);
        check(LiveSetting::UndoSecs, "-1", false);
        check(LiveSetting::UndoSecs, "soon", false);
        check(LiveSetting::PageCases, "9", false);
        check(LiveSetting::PageCases, "150", true);
        check(LiveSetting::SelfLooksPerDayMax, "100001", false);
        check(LiveSetting::NoticesPerSenderMax, "", false);
        check(LiveSetting::StaffLevel, "strong", true);
        check(LiveSetting::StaffLevel, "assured", false);
        check(LiveSetting::StaffLevel, "king", false);
    }

    #[test]
    fn keys_read_back_and_the_start_stands() {
        for setting in LiveSetting::ALL {
            assert_eq!(LiveSetting::of_key(setting.key()), Some(setting));
        }
        assert_eq!(LiveSettings::STANDING.check(), Ok(()));
        let wrong = LiveSettings { undo_secs: 99_999, ..LiveSettings::STANDING };
        assert!(wrong.check().unwrap_err().to_string().starts_with("desk.undo_secs: "));
    }
}
