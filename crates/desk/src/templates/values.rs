//! What a template may use: a closed list, nothing of it about a person.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{Case, Queue};

use crate::DeskConfig;

/// Seconds of an hour.
const HOUR_SECS: i64 = 3_600;

/// A name that a template may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateName {
    /// What is written between the braces.
    pub name: &'static str,
    /// What stands there afterwards.
    pub words: &'static str,
}

const fn name(name: &'static str, words: &'static str) -> TemplateName {
    TemplateName { name, words }
}

/// Every name that a template may use.
pub const TEMPLATE_NAMES: [TemplateName; 8] = [
    name("case.number", "the number of the case"),
    name("case.queue", "the queue that holds it"),
    name("case.page", "where the requester sees it, signed in"),
    name("case.answer_hours", "the hours within which its queue answers"),
    name("house.name", "the name of this installation, which is its domain"),
    name("house.page", "where everybody begins"),
    name("writer.title", "your title, as outsiders are told it"),
    name("today", "the date, in the template's language"),
];

/// The values of those names, for one case.
#[derive(Clone, Debug)]
pub struct TemplateValues {
    values: BTreeMap<&'static str, String>,
}

impl TemplateValues {
    /// Takes what a case, its queue, its writer and the house tell.
    pub fn of(
        case: &Case,
        queue: &Queue,
        title: &str,
        language: &str,
        config: &DeskConfig,
        now: Timestamp,
    ) -> Self {
        let hours = queue.first_response_secs.max(0) / HOUR_SECS;
        let today = now.to_zoned(TimeZone::UTC).date();
        let number = case.number.to_string();
        Self {
            values: BTreeMap::from([
                ("case.page", format!("{}/me/requests/{number}", config.public_url)),
                ("case.number", number),
                ("case.queue", queue.name.to_string()),
                ("case.answer_hours", hours.max(1).to_string()),
                ("house.name", config.domain.clone()),
                ("house.page", config.public_url.clone()),
                ("writer.title", title.to_owned()),
                ("today", date_words(language, today)),
            ]),
        }
    }

    /// Makes values up, to look at a template without a case.
    pub fn sample(language: &str, config: &DeskConfig, now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        let number = format!("s{}.17", today.strftime("%Y%m%d"));
        Self {
            values: BTreeMap::from([
                ("case.page", format!("{}/me/requests/{number}", config.public_url)),
                ("case.number", number),
                ("case.queue", "support".to_owned()),
                ("case.answer_hours", "24".to_owned()),
                ("house.name", config.domain.clone()),
                ("house.page", config.public_url.clone()),
                ("writer.title", "Support engineer 3".to_owned()),
                ("today", date_words(language, today)),
            ]),
        }
    }

    /// Returns the values, each with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

const CZECH: [&str; 12] = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
];

const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes a date as a language does; in digits, the year first, where that is not known here.
pub(super) fn date_words(language: &str, date: Date) -> String {
    let (months, dot) = match language {
        "ces" => (CZECH, "."),
        "deu" => (GERMAN, "."),
        "eng" => (ENGLISH, ""),
        _ => return date.to_string(),
    };
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    let month = months.get(index).copied().unwrap_or_default();
    format!("{}{dot} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_written_as_the_language_does() {
        let day = date(2026, 3, 1);
        assert_eq!(date_words("eng", day), "1 March 2026");
        assert_eq!(date_words("ces", day), "1. března 2026");
        assert_eq!(date_words("deu", day), "1. März 2026");
        assert_eq!(date_words("jpn", day), "2026-03-01");
    }

    #[test]
    fn every_name_has_a_value() {
        let config = DeskConfig::for_domain("desk.example");
        let sample = TemplateValues::sample("eng", &config, model::timestamp_of_micros(0));
        let names = TEMPLATE_NAMES.iter().map(|name| name.name);
        let mut listed = names.collect::<Vec<_>>();
        listed.sort_unstable();
        assert_eq!(sample.iter().map(|(name, _)| name).collect::<Vec<_>>(), listed);
    }
}
