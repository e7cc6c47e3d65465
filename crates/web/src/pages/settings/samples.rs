//! Sample values of the page of the settings.

use desk::HouseSetting;
use model::{LiveSetting, Personal};

use super::{ChangeRow, SettingList, groups};
use crate::{
    frame::{Frame, Here},
    rooms::{SettingTold, SettingsTold, SourceTold},
    say,
};

impl SettingList {
    /// Returns sample values: one of each source, a change, and what waits for a restart.
    pub fn sample() -> Self {
        let told = |key: &'static str, words: &'static str, value: &str, source| SettingTold {
            key,
            words,
            value: Some(value.to_owned()),
            is_secret: false,
            standing: Some("15".to_owned()),
            source,
        };
        let file = || SourceTold::File("chancery.toml, line 4".to_owned());
        let variable = SourceTold::Variable("CHANCERY_DESK_NOTICES_PER_SENDER_MAX".to_owned());
        let relay = SettingTold {
            value: None,
            is_secret: true,
            ..told("mail.relay", "where mail leaves: `smtp://host:port` or `smtps://…`", "", file())
        };
        let channel = SettingTold {
            value: None,
            standing: None,
            ..told("mail.channel", "the team channel's address", "", SourceTold::Standing)
        };
        let settings = vec![
            relay,
            channel,
            told(
                "desk.undo_secs",
                "seconds a reply is held before it leaves",
                "15",
                SourceTold::Standing,
            ),
            told("desk.page_cases", "cases of a page of the board", "50", SourceTold::Standing),
            told("desk.notices_per_sender_max", "copies in the team channel", "30", variable),
            told("sign_in.staff_level", "how the staff must be known", "strong", file()),
        ];
        let told =
            SettingsTold { file: "chancery.toml".to_owned(), is_changed_since: true, settings };
        let kept = |setting, value: &str, own: Option<&str>| HouseSetting {
            setting,
            value: value.to_owned(),
            standing: "15".to_owned(),
            own: own.map(str::to_owned),
            pin: None,
            n_last: 2,
        };
        let kept = [
            kept(LiveSetting::UndoSecs, "30", Some("30")),
            kept(LiveSetting::PageCases, "50", None),
            kept(LiveSetting::NoticesPerSenderMax, "10", Some("20")),
            kept(LiveSetting::StaffLevel, "strong", None),
        ];
        let words = |value: Option<&str>| {
            value.map_or_else(|| say("settings-as-it-comes").into(), str::to_owned)
        };
        let change = |number, value: Option<&str>, before: Option<&str>, reverts| ChangeRow {
            number,
            key: "desk.undo_secs".to_owned(),
            before: words(before),
            value: words(value),
            reverts,
            note: if number == 1 { "People notice late.".to_owned() } else { String::new() },
            who: Personal::new("Adam Sample".to_owned()),
            at: crate::samples::minutes_ago(90 - 10 * number),
            may_undo: number == 2,
        };
        Self {
            frame: Frame::sample_staff(Here::Settings, ""),
            file: told.file,
            is_changed_since: told.is_changed_since,
            groups: groups(told.settings, &kept, true),
            changes: vec![
                change(2, Some("30"), Some("60"), None),
                change(1, Some("60"), None, None),
            ],
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let mut sample = Self::sample();
        let error = ("value", "a whole number from 0 to 3600 is right".to_owned());
        sample.reject("desk.undo_secs", "a minute".to_owned(), String::new(), error);
        sample
    }

    /// Returns sample values as somebody sees them who may change nothing.
    pub fn sample_reading() -> Self {
        let mut sample = Self::sample();
        for row in sample.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.form = None;
        }
        Self { changes: Vec::new(), is_changed_since: false, ..sample }
    }
}
