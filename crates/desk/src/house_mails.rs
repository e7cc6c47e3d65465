//! The words of the mails that the house sends by itself, in each of its languages.
//!
//! A sentence stands in all languages beside each other, so that none can lack one; a test holds that each names the same values. The
//! words of the pages are the pages' own (docs/adr/0020).

mod words;

use jiff::Timestamp;
use model::{Address, Locale, NoticeEvent, OutgoingMail, Reading, Role, Zone};

pub(crate) use words::{
    ANSWER_DECLINED, ANSWER_GIVEN, ANSWER_SUBJECT, ANSWER_TEXT, ASSURANCE_SUBJECT, ASSURANCE_TEXT,
    CONSENT_DISCLOSE, CONSENT_EDIT, CONSENT_EITHER_WAY, CONSENT_SHOW, CONSENT_SIGNED,
    CONSENT_SUBJECT, CONSENT_TEXT, CONSENT_UNSEAL, DIGEST_CASE, DIGEST_END, DIGEST_MANY,
    DIGEST_MORE, DIGEST_MORE_THAN, DIGEST_ONE, DIGEST_SECOND, DIGEST_SOME, EMERGENCY_SUBJECT,
    EMERGENCY_TEXT, FACTOR_ADD_KEY, FACTOR_ADD_PASSKEY, FACTOR_DRAW_CODES, FACTOR_REMOVE,
    FACTOR_REMOVE_KEY, FACTOR_RESET, FACTOR_SET_PASSWORD, FACTOR_SET_TOTP, FACTOR_SUBJECT,
    FACTOR_TEXT, KEY_TEXT, LEGAL_SUBJECT, LEGAL_TEXT, PLACE_SUBJECT, PLACE_TEXT, TOKEN_SUBJECT,
    TOKEN_TEXT,
};
use words::{LINK_SUBJECT, LINK_TEXT, event_words, role_words};

use crate::Desk;

/// A sentence in each language of the house; `{name}` stands for a value.
pub(crate) struct Wording {
    en: &'static str,
    cs: &'static str,
    de: &'static str,
}

impl Wording {
    /// Returns the sentence in a language.
    pub(crate) const fn said(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::English => self.en,
            Locale::Czech => self.cs,
            Locale::German => self.de,
        }
    }

    /// Says it with values. What a value says is never read as the name of another.
    pub(crate) fn with(&self, locale: Locale, values: &[(&str, &str)]) -> String {
        let mut rest = self.said(locale);
        let mut said = String::with_capacity(rest.len());
        while let Some((before, behind)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, behind)) = behind.split_once('}') else { break };
            said.push_str(
                values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
            );
            rest = behind;
        }
        said.push_str(rest);
        said
    }
}

/// Returns what a role is called.
pub(crate) fn role(role: Role, locale: Locale) -> String {
    match locale {
        Locale::English => role.title(),
        Locale::Czech | Locale::German => role_words(role).said(locale).to_owned(),
    }
}

/// Returns what a notice says behind the number of a case.
pub(crate) const fn notice(event: NoticeEvent, locale: Locale) -> &'static str {
    match locale {
        Locale::English => event.words(),
        Locale::Czech | Locale::German => event_words(event).said(locale),
    }
}

/// Returns the time of a moment by the clock of a reader: `14:05 CET`.
pub(crate) fn time(at: Timestamp, reading: &Reading) -> String {
    format!("{} {}", reading.zone.at(at).strftime("%H:%M"), reading.zone.sign(at))
}

/// Returns the time of a moment by the clock of a reader, and by universal time for whoever reads it elsewhere: `14:05 CET, 13:05 UTC`.
fn time_anywhere(at: Timestamp, reading: &Reading) -> String {
    let here = time(at, reading);
    match reading.zone.distance(at) == Zone::UTC.distance(at) {
        true => here,
        false => {
            let universal = Reading { zone: Zone::UTC, ..reading.clone() };
            format!("{here}, {}", time(at, &universal))
        }
    }
}

/// Says what warns somebody of a stranger: in their language, and in English behind it, because a stranger who has got in may have chosen
/// that language.
pub(crate) fn warning(locale: Locale, between: &str, say: impl Fn(Locale) -> String) -> String {
    match locale {
        Locale::English => say(locale),
        Locale::Czech | Locale::German => {
            format!("{}{between}{}", say(locale), say(Locale::English))
        }
    }
}

/// Returns day and time of a moment, as a reader writes them: `21. 11. 2026, 14:05 CET`.
pub(crate) fn day_and_time(at: Timestamp, reading: &Reading) -> String {
    let form = match reading.locale {
        Locale::English => "%d %B %Y",
        Locale::Czech => "%-d. %-m. %Y",
        Locale::German => "%-d.%-m.%Y",
    };
    format!("{}, {}", reading.zone.at(at).strftime(form), time(at, reading))
}

impl Desk {
    /// Builds the mail with a link to sign in. It is worded for who asked, before anybody was looked up.
    pub fn link_mail(
        &self,
        to: Address,
        link: &str,
        expires_at: Timestamp,
        reading: &Reading,
        about: &[u8],
    ) -> Option<OutgoingMail> {
        let end = time_anywhere(expires_at, reading);
        let text = LINK_TEXT.with(reading.locale, &[("end", &end), ("link", link)]);
        self.house_mail(to, LINK_SUBJECT.said(reading.locale).to_owned(), text, about)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{words::ALL, *};

    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_language_names_the_same_values() {
        let mut same = Vec::new();
        for wording in ALL {
            for locale in Locale::ALL {
                let said = wording.said(locale);
                assert!(!said.is_empty(), "{}", wording.en);
                assert_eq!(names(said), names(wording.en), "{said}");
                assert_eq!(said.ends_with('\n'), wording.en.ends_with('\n'), "{said}");
                if locale != Locale::English && said == wording.en {
                    same.push(said);
                }
            }
        }
        // German has no other word for it.
        assert_eq!(same, [DIGEST_CASE.en]);
    }

    #[test]
    fn what_others_call_things_is_said_in_every_language() {
        for locale in Locale::ALL {
            for one in Role::ALL {
                assert!(!role(one, locale).is_empty());
            }
            for event in NoticeEvent::ALL {
                assert!(!notice(event, locale).is_empty());
            }
        }
        assert_eq!(role(Role::SupportEngineer, Locale::English), "support engineer");
        assert_eq!(role(Role::SupportEngineer, Locale::Czech), "pracovník podpory");
        assert_eq!(notice(NoticeEvent::ClockLate, Locale::German), "ist überfällig");
    }

    #[test]
    fn a_warning_is_said_in_english_too() {
        let said = |locale| warning(locale, "|", |locale| locale.tag().to_owned());
        assert_eq!(Locale::ALL.map(said), ["en", "cs|en", "de|en"]);
    }

    #[test]
    fn who_reads_elsewhere_knows_when_a_link_ends() {
        let check = |zone: &str, expect: &str| {
            let zone = Zone::of_name(zone).unwrap();
            let at = "2026-11-21T23:05:00Z".parse().unwrap();
            assert_eq!(time_anywhere(at, &Reading { zone, ..Reading::default() }), expect);
        };
        check("UTC", "23:05 UTC");
        check("Europe/Prague", "00:05 CET, 23:05 UTC");
        check("Asia/Shanghai", "07:05 UTC+8, 23:05 UTC");
        check("Europe/London", "23:05 GMT");
    }

    #[test]
    fn a_value_names_no_other() {
        let wording = Wording { en: "{a} and {b}", cs: "{b} a {a}", de: "{a} und" };
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(wording.with(Locale::English, &values), "{b} and x");
        assert_eq!(wording.with(Locale::Czech, &values), "x a {b}");
        assert_eq!(wording.with(Locale::German, &[]), " und");
    }

    #[test]
    fn moments_are_those_of_the_readers_clock() {
        let check = |locale, zone: &str, expect: &str| {
            let reading = Reading { locale, zone: Zone::of_name(zone).unwrap() };
            let at = "2026-11-21T23:05:00Z".parse().unwrap();
            assert_eq!(day_and_time(at, &reading), expect);
        };
        check(Locale::English, "UTC", "21 November 2026, 23:05 UTC");
        check(Locale::Czech, "Europe/Prague", "22. 11. 2026, 00:05 CET");
        check(Locale::German, "Europe/Berlin", "22.11.2026, 00:05 CET");
    }
}
