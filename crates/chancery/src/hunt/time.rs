//! When an event happened, by what is written in it: correlations count in this time.

use jiff::{Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};
use sigma::Places;

/// Where times stand, the first that is there is taken.
const PLACES: [&str; 17] = [
    "Event/System/TimeCreated/#attributes/SystemTime",
    "@timestamp",
    "timestamp",
    "eventTime",
    "published",
    "createdDateTime",
    "TimeGenerated",
    "TimeCreated",
    "SystemTime",
    "UtcTime",
    "EventTime",
    "winlog/time_created",
    "utc_time",
    "time",
    "ts",
    "_time",
    "__REALTIME_TIMESTAMP",
];
/// Numbers up to here are seconds, beyond are milliseconds, microseconds, nanoseconds: seconds until the year 5138.
const SECONDS_MAX: f64 = 1e11;
/// A year is not written in old syslog lines. Theirs is the last in which they are no later than this after the file.
const AHEAD_MS: i64 = 24 * 60 * 60 * 1000;

/// Finds out when events happened. They are read as the engine reads them: what matches has its time.
pub struct Times(Places);

impl Default for Times {
    fn default() -> Self {
        Self(Places::new(PLACES))
    }
}

impl Times {
    /// Returns when an event happened, in milliseconds; `reference_ms` is when the file was written.
    pub fn of(&self, event: &[u8], reference_ms: i64) -> Option<i64> {
        of_text(&self.0.first(event)?, reference_ms)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "casts of floats stop at the ends")]
fn of_number(mut number: f64) -> Option<i64> {
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    while number > SECONDS_MAX {
        number /= 1000.0;
    }
    Some((number * 1000.0) as i64)
}

fn of_text(text: &str, reference_ms: i64) -> Option<i64> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.as_millisecond());
    }
    // Without a zone it is taken as UTC, as Windows writes it.
    let civil = |text: &str| text.parse::<DateTime>().ok();
    if let Some(time) = civil(text.trim_end_matches(" UTC")) {
        return Some(TimeZone::UTC.to_timestamp(time).ok()?.as_millisecond());
    }
    if let Ok(number) = text.parse() {
        return of_number(number);
    }
    of_syslog(text, reference_ms)
}

/// `Nov 27 04:51:40`, with or without parts of the second.
fn of_syslog(text: &str, reference_ms: i64) -> Option<i64> {
    let year = Timestamp::from_millisecond(reference_ms).ok()?.to_zoned(TimeZone::UTC).year();
    let in_year = |year: i16| {
        let text = format!("{year} {text}");
        let time = strtime::parse("%Y %b %e %H:%M:%S%.f", text).ok()?.to_datetime().ok()?;
        Some(TimeZone::UTC.to_timestamp(time).ok()?.as_millisecond())
    };
    in_year(year)
        .filter(|time| *time <= reference_ms.saturating_add(AHEAD_MS))
        .or_else(|| in_year(year - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_with_a_time_of_its_own_is_given_no_other() {
        let tops: Vec<&str> = PLACES.into_iter().filter(|place| !place.contains('/')).collect();
        assert_eq!(tops, sigma::read::TIME_KEYS);
    }

    fn check(event: &str, expect: Option<i64>) {
        let reference = "2025-01-02T00:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        assert_eq!(Times::default().of(event.as_bytes(), reference), expect, "{event}");
    }

    #[test]
    fn times_are_read_as_programs_write_them() {
        let new_year = 1_735_689_600_000;
        check(r#"{"@timestamp":"2025-01-01T00:00:00Z"}"#, Some(new_year));
        check(r#"{"@timestamp":"2025-01-01T01:00:00.000+01:00"}"#, Some(new_year));
        check(r#"{"UtcTime":"2025-01-01 00:00:00.250"}"#, Some(new_year + 250));
        check(r#"{"utc_time":"2025-01-01 00:00:00.250000"}"#, Some(new_year + 250));
        check(r#"{"ts":1735689600.5}"#, Some(new_year + 500));
        check(r#"{"time":1735689600000}"#, Some(new_year));
        check(r#"{"time":"1735689600"}"#, Some(new_year));
        check(r#"{"__REALTIME_TIMESTAMP":"1735689600250000","MESSAGE":"x"}"#, Some(new_year + 250));
        check(r#"{"timestamp":"Jan  1 00:00:00"}"#, Some(new_year));
        check(r#"{"timestamp":"Jan  1 00:00:00.250000"}"#, Some(new_year + 250));
        check(r#"{"timestamp":"1735689600.250000"}"#, Some(new_year + 250));
        check(r#"{"timestamp":"2025-01-01 00:00:00 UTC"}"#, Some(new_year));
        // What a short zone stands for is not known.
        check(r#"{"timestamp":"2025-01-01 00:00:00 CET"}"#, None);
        check(r#"{"timestamp":"Dec 31 23:59:59"}"#, Some(new_year - 1_000));
        check(
            r##"{"Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2025-01-01T00:00:00.000000Z"}}}}}"##,
            Some(new_year),
        );
        check(r#"{"time":"soon"}"#, None);
        check(r#"{"time":-1}"#, None);
        check("{}", None);
        // What rules look at has its time, though others would not take it for JSON.
        check(r#"{"user":"\ud800","n":1e999,"@timestamp":"2025-01-01T00:00:00Z"}"#, Some(new_year));
        let deep = format!(r#"{{"x":{}{},"time":1735689600}}"#, "[".repeat(127), "]".repeat(127));
        check(&deep, Some(new_year));
        check("no event", None);
    }
}
