//! Moments as people read them: short in the row, whole in the tooltip, exact for machines.

use jiff::{SignedDuration, Timestamp, Zoned};
use model::{Due, Zone};

use crate::{
    locale::{self, Words},
    say,
};

/// An answer that is due sooner than this is shown as pressing, in seconds.
const SOON_SECS: i64 = 60 * 60;

const MINUTE_SECS: i64 = 60;
const HOUR_SECS: i64 = 60 * MINUTE_SECS;
const DAY_SECS: i64 = 24 * HOUR_SECS;

/// A moment on a page, by the clock of its reader.
#[derive(Clone)]
pub struct Moment {
    /// RFC 3339 in UTC, for `<time datetime>`.
    pub exact: String,
    /// As long as it must be: `09:12`, `20 Nov 09:12`, `20 Nov 2025`; in the hour that comes twice, which of the two: `02:30 CET`.
    pub short: String,
    /// Day and time with the zone, for the tooltip.
    pub full: String,
}

impl Moment {
    /// Words a moment as seen from now.
    pub fn new(at: Timestamp, now: Timestamp) -> Self {
        let exact = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let zone = locale::zone();
        let (short, sign) = (short(at, now, &zone), zone.sign(at));
        let at = zone.at(at);
        let time = at.strftime("%H:%M:%S").to_string();
        Self { exact, short, full: dated("moment-full", &at, &time).with("zone", sign).to_string() }
    }
}

/// Words a moment as short as it can be told from now.
fn short(at: Timestamp, now: Timestamp, zone: &Zone) -> String {
    let sign = zone.is_twice(at).then(|| zone.sign(at));
    let (at, now) = (zone.at(at), zone.at(now));
    let time = match sign {
        Some(sign) => format!("{} {sign}", at.strftime("%H:%M")),
        None => at.strftime("%H:%M").to_string(),
    };
    match (at.date() == now.date(), at.year() == now.year()) {
        (true, _) => time,
        (false, true) => dated("moment-of-year", &at, &time).to_string(),
        (false, false) => dated("moment-of-past", &at, &time).to_string(),
    }
}

/// Words a moment as the reader's language writes dates.
fn dated(key: &'static str, at: &Zoned, time: &str) -> Words {
    say(key)
        .with("day", at.day())
        .with("month", at.month())
        .with("year", at.year().to_string())
        .with("time", time)
}

/// Words what a reader's clock shows, with whose clock it is: `14:05 CET`.
pub fn clock(at: Timestamp, zone: &Zone) -> String {
    format!("{} {}", zone.at(at).strftime("%H:%M"), zone.sign(at))
}

/// How pressing a clock is; always said in words beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// There is time.
    Calm,
    /// Less than an hour.
    Soon,
    /// Over.
    Late,
}

impl Press {
    /// Returns the word that styles use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// A running clock on a page.
#[derive(Clone)]
pub struct Clock {
    /// `in 38 min`, `late 2 h`.
    pub short: String,
    /// How pressing it is.
    pub press: Press,
    /// Why it is due when it is due: `4 h from 09:12`.
    pub why: String,
    /// How long the queue gives itself: `4 h`.
    pub target: String,
    /// The moment itself.
    pub at: Moment,
}

impl Clock {
    /// Words a running clock as seen from now.
    pub fn new(due: Due, now: Timestamp) -> Self {
        let left = due.at().duration_since(now);
        let press = match left.as_secs() {
            secs if secs < 0 => Press::Late,
            secs if secs < SOON_SECS => Press::Soon,
            _ => Press::Calm,
        };
        let span = span(left.abs());
        let short = if press == Press::Late { "moment-late" } else { "moment-in" };
        let short = say(short).with("span", span).to_string();
        let target = self::span(SignedDuration::from_secs(due.target_secs)).to_string();
        let since = self::short(due.since, now, &locale::zone());
        let why = say("moment-why").with("target", &target).with("since", since).to_string();
        Self { short, press, why, target, at: Moment::new(due.at(), now) }
    }

    /// Says whose time is measured: `first response, triage: 4 h from 09:12`.
    pub fn of_queue(self, queue: &str) -> Self {
        Self {
            why: say("moment-why-queue").with("queue", queue).with("why", &self.why).to_string(),
            ..self
        }
    }
}

/// Says how long ago a moment was: `3 h`, `2 days`.
pub fn ago(since: Timestamp, now: Timestamp) -> String {
    span(now.duration_since(since).max(SignedDuration::ZERO)).to_string()
}

/// Says how long it is until a moment: `3 h`, `1 h 59 min`; the minutes while they count.
pub fn left(until: Timestamp, now: Timestamp) -> String {
    let length = until.duration_since(now).max(SignedDuration::ZERO);
    match (length.as_secs() / HOUR_SECS, length.as_secs() % HOUR_SECS / MINUTE_SECS) {
        (hours @ 1..=3, minutes @ 1..) => {
            say("moment-hours-minutes").with("hours", hours).with("minutes", minutes).to_string()
        }
        _ => span(length).to_string(),
    }
}

/// Words a length of time by its largest unit.
fn span(length: SignedDuration) -> Words {
    match length.as_secs() {
        secs if secs < MINUTE_SECS => say("moment-under-minute"),
        secs if secs < HOUR_SECS => say("moment-minutes").with("n", secs / MINUTE_SECS),
        secs if secs < 2 * DAY_SECS => say("moment-hours").with("n", secs / HOUR_SECS),
        secs => say("moment-days").with("n", secs / DAY_SECS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locale, Reader};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_left_is_told_by_the_minute_near_its_end() {
        let check = |text, expect| assert_eq!(left(at(text), at("2026-11-21T12:00:00Z")), expect);
        check("2026-11-21T13:59:58Z", "1 h 59 min");
        check("2026-11-21T15:00:00Z", "3 h");
        check("2026-11-21T20:30:00Z", "8 h");
        check("2026-11-21T12:20:30Z", "20 min");
        check("2026-11-21T11:00:00Z", "under 1 min");
    }

    #[test]
    fn moments_are_as_long_as_they_must_be() {
        let check = |text, expect| {
            assert_eq!(Moment::new(at(text), at("2026-11-21T12:00:00Z")).short, expect);
        };
        check("2026-11-21T09:12:00Z", "09:12");
        check("2026-11-20T23:59:00Z", "20 Nov 23:59");
        check("2025-11-21T09:12:00Z", "21 Nov 2025");
    }

    #[test]
    fn moments_are_those_of_the_readers_clock() {
        let check = |text, now, short: &str, full: &str| {
            let reader = Reader {
                locale: Locale::English,
                is_locale_known: true,
                zone: Zone::of_name("Europe/Prague").unwrap(),
                is_zone_chosen: true,
                back: "/".to_owned(),
            };
            let moment = reader.sync_scope(|| Moment::new(at(text), at(now)));
            assert_eq!((moment.short.as_str(), moment.full.as_str()), (short, full));
            assert_eq!(moment.exact, text);
        };
        let noon = "2026-11-21T12:00:00Z";
        check("2026-11-21T09:12:00Z", noon, "10:12", "21 November 2026, 10:12:00 CET");
        // It is another day there.
        check("2026-11-20T23:30:00Z", noon, "00:30", "21 November 2026, 00:30:00 CET");
        check("2025-12-31T23:30:00Z", noon, "1 Jan 00:30", "1 January 2026, 00:30:00 CET");
        check("2026-07-01T09:12:00Z", noon, "1 Jul 11:12", "1 July 2026, 11:12:00 CEST");
        // The hour that comes twice says which.
        let back = "2026-10-25T12:00:00Z";
        check("2026-10-25T00:30:00Z", back, "02:30 CEST", "25 October 2026, 02:30:00 CEST");
        check("2026-10-25T01:30:00Z", back, "02:30 CET", "25 October 2026, 02:30:00 CET");
        // The one that is left out is shown by nothing.
        check("2026-03-29T01:00:00Z", back, "29 Mar 03:00", "29 March 2026, 03:00:00 CEST");
    }

    #[test]
    fn clocks_say_how_pressing_and_why() {
        let due = Due { since: at("2026-11-21T09:12:00Z"), target_secs: 4 * HOUR_SECS };
        let check = |now, short: &str, press| {
            let clock = Clock::new(due, at(now));
            assert_eq!((clock.short.as_str(), clock.press), (short, press));
            assert_eq!(clock.why, "4 h from 09:12");
        };
        check("2026-11-21T10:00:00Z", "in 3 h", Press::Calm);
        check("2026-11-21T12:34:00Z", "in 38 min", Press::Soon);
        check("2026-11-21T13:24:00Z", "late 12 min", Press::Late);
        check("2026-11-21T13:12:30Z", "late under 1 min", Press::Late);
    }
}
