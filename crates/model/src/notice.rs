//! Notices: what a member of the staff wants to be told of, by what, and when they want to hear nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{Zone, micros, timestamp_of_micros};

const MINUTE_MICROS: i64 = 60 * 1_000_000;

const HOUR_MICROS: i64 = 3_600 * 1_000_000;

/// Hours of a day.
pub const DAY_HOURS: u8 = 24;

/// Something that a member of the staff can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeEvent {
    /// A case was given to them.
    Assigned,
    /// A case was handed over to them, or to a queue or role of theirs, and waits to be accepted.
    Offered,
    /// A case that they handed over, or that one of their team did, was not accepted in time.
    Lapsed,
    /// A case that they handed over was accepted or declined.
    Settled,
    /// They were named in a note.
    Named,
    /// Somebody outside wrote in a case of theirs.
    Answered,
    /// The clock of a case of theirs, or of a queue of theirs where nobody has it, will pass soon.
    ClockNear,
    /// That clock has passed.
    ClockLate,
    /// Something waits for their second pair of eyes.
    Second,
    /// A case came into a queue of theirs.
    Arrived,
}

impl NoticeEvent {
    /// Every event, the rarest for one person first.
    pub const ALL: [Self; 10] = [
        Self::Assigned,
        Self::Offered,
        Self::Lapsed,
        Self::Settled,
        Self::Named,
        Self::Answered,
        Self::ClockNear,
        Self::ClockLate,
        Self::Second,
        Self::Arrived,
    ];

    /// Returns the word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Offered => "offered",
            Self::Lapsed => "lapsed",
            Self::Settled => "settled",
            Self::Named => "named",
            Self::Answered => "answered",
            Self::ClockNear => "clock_near",
            Self::ClockLate => "clock_late",
            Self::Second => "second",
            Self::Arrived => "arrived",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == text)
    }

    /// Returns what a notice says behind the number of a case; it tells nothing of what is in it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Assigned => "was given to you",
            Self::Offered => "is handed over to you and waits to be accepted",
            Self::Lapsed => "was handed over and nobody accepted it",
            Self::Settled => "was accepted or declined, as you handed it over",
            Self::Named => "has a note that names you",
            Self::Answered => "was answered",
            Self::ClockNear => "is due soon",
            Self::ClockLate => "is late",
            Self::Second => "waits for a second pair of eyes",
            Self::Arrived => "came into the queue",
        }
    }
}

/// Whether and when something is told by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeMail {
    /// Not at all.
    Never,
    /// At the next full minute, with all else of that minute.
    AtOnce,
    /// With all else of the hour.
    Hourly,
    /// With all else of the day.
    Daily,
}

impl NoticeMail {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Never, Self::AtOnce, Self::Hourly, Self::Daily];

    /// Returns the word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AtOnce => "at_once",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mail| mail.as_str() == text)
    }
}

/// By what one event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeWays {
    /// By mail.
    pub mail: NoticeMail,
    /// In a browser that was allowed to.
    pub in_browser: bool,
}

impl NoticeWays {
    /// Not at all.
    pub const NONE: Self = Self { mail: NoticeMail::Never, in_browser: false };

    /// Says whether it is told at all.
    pub fn is_told(self) -> bool {
        self != Self::NONE
    }
}

/// Hours of a day in which somebody wants to hear nothing: from one full hour of their clock until before another, over midnight
/// where the second is the smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: u8,
    until: u8,
}

impl QuietHours {
    /// Makes quiet hours; `None` where they would be none, or all, or no hours of a day.
    pub fn new(from: u8, until: u8) -> Option<Self> {
        let are_hours = from < DAY_HOURS && until < DAY_HOURS;
        (are_hours && from != until).then_some(Self { from, until })
    }

    /// Returns the hour with which they begin.
    pub const fn from(self) -> u8 {
        self.from
    }

    /// Returns the first hour after them.
    pub const fn until(self) -> u8 {
        self.until
    }

    /// Says whether a moment lies in them, by the clock of a zone.
    pub fn holds(self, at: Timestamp, zone: &Zone) -> bool {
        let hour = u8::try_from(zone.at(at).hour()).unwrap_or(0);
        match self.from < self.until {
            true => (self.from..self.until).contains(&hour),
            false => hour >= self.from || hour < self.until,
        }
    }
}

/// What a member of the staff chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeChoices {
    /// By what each event is told; one that is not here is not told.
    pub ways: BTreeMap<NoticeEvent, NoticeWays>,
    /// At which hour of the day the daily mail leaves.
    pub daily_hour: u8,
    /// When nothing is told.
    pub quiet: Option<QuietHours>,
    /// By whose clock both are hours.
    pub zone: Zone,
}

impl Default for NoticeChoices {
    /// What concerns one person alone is told once an hour; what would come all day is not. What nobody accepted in time
    /// is loud.
    fn default() -> Self {
        let hourly = NoticeWays { mail: NoticeMail::Hourly, in_browser: false };
        let loud = NoticeWays { mail: NoticeMail::AtOnce, in_browser: false };
        let told = [
            NoticeEvent::Assigned,
            NoticeEvent::Offered,
            NoticeEvent::Settled,
            NoticeEvent::Named,
            NoticeEvent::Second,
        ];
        let told = told.into_iter().map(|event| (event, hourly));
        Self {
            ways: told.chain([(NoticeEvent::Lapsed, loud)]).collect(),
            daily_hour: 7,
            quiet: None,
            zone: Zone::UTC,
        }
    }
}

impl NoticeChoices {
    /// Returns by what an event is told.
    pub fn ways(&self, event: NoticeEvent) -> NoticeWays {
        self.ways.get(&event).copied().unwrap_or(NoticeWays::NONE)
    }

    /// Says whether anything is told in browsers.
    pub fn has_browser(&self) -> bool {
        self.ways.values().any(|ways| ways.in_browser)
    }

    /// Returns when a mail about something that happens now leaves; `None` where no mail is wanted.
    pub fn leaves_at(&self, event: NoticeEvent, now: Timestamp) -> Option<Timestamp> {
        let next = |micros_each: i64| {
            timestamp_of_micros((micros(now).div_euclid(micros_each) + 1) * micros_each)
        };
        let at = match self.ways(event).mail {
            NoticeMail::Never => return None,
            NoticeMail::AtOnce => next(MINUTE_MICROS),
            NoticeMail::Hourly => next(HOUR_MICROS),
            NoticeMail::Daily => self.zone.next_hour(now, self.daily_hour),
        };
        Some(self.after_quiet(at))
    }

    /// Says whether a browser is told of something that happens now.
    pub fn rings(&self, event: NoticeEvent, now: Timestamp) -> bool {
        self.ways(event).in_browser && !self.quiet.is_some_and(|quiet| quiet.holds(now, &self.zone))
    }

    fn after_quiet(&self, at: Timestamp) -> Timestamp {
        match self.quiet.filter(|quiet| quiet.holds(at, &self.zone)) {
            Some(quiet) => self.zone.next_hour(at, quiet.until),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}Z").parse().unwrap()
    }

    fn chosen(mail: NoticeMail, quiet: Option<(u8, u8)>) -> NoticeChoices {
        let ways = NoticeWays { mail, in_browser: true };
        NoticeChoices {
            ways: BTreeMap::from([(NoticeEvent::Named, ways)]),
            daily_hour: 7,
            quiet: quiet.and_then(|(from, until)| QuietHours::new(from, until)),
            zone: Zone::UTC,
        }
    }

    #[test]
    fn each_way_has_its_moment() {
        let check = |mail, quiet, now: &str, expect: Option<&str>| {
            let leaves = chosen(mail, quiet).leaves_at(NoticeEvent::Named, at(now));
            assert_eq!(leaves, expect.map(at), "{mail:?} {quiet:?} {now}");
        };
        check(NoticeMail::Never, None, "21T12:10:00", None);
        // Ten seconds apart they leave together.
        check(NoticeMail::AtOnce, None, "21T12:10:00", Some("21T12:11:00"));
        check(NoticeMail::AtOnce, None, "21T12:10:10", Some("21T12:11:00"));
        check(NoticeMail::AtOnce, None, "21T12:10:59", Some("21T12:11:00"));
        check(NoticeMail::Hourly, None, "21T12:10:00", Some("21T13:00:00"));
        check(NoticeMail::Hourly, None, "21T13:00:00", Some("21T14:00:00"));
        check(NoticeMail::Daily, None, "21T06:59:59", Some("21T07:00:00"));
        check(NoticeMail::Daily, None, "21T07:00:00", Some("22T07:00:00"));
        // Over midnight.
        check(NoticeMail::AtOnce, Some((20, 6)), "21T22:10:00", Some("22T06:00:00"));
        check(NoticeMail::AtOnce, Some((20, 6)), "21T05:59:50", Some("21T06:00:00"));
        check(NoticeMail::Hourly, Some((20, 6)), "21T19:30:00", Some("22T06:00:00"));
        check(NoticeMail::Hourly, Some((9, 17)), "21T12:00:00", Some("21T17:00:00"));
        // Whoever wants the daily mail in their quiet hours gets it after them.
        check(NoticeMail::Daily, Some((5, 9)), "21T12:00:00", Some("22T09:00:00"));
    }

    #[test]
    fn hours_are_those_of_the_clock_on_the_wall() {
        let check = |mail, quiet, now: &str, expect: &str| {
            let zone = Zone::of_name("Europe/Prague").unwrap();
            let choices = NoticeChoices { zone, ..chosen(mail, quiet) };
            let now: Timestamp = now.parse().unwrap();
            let leaves = choices.leaves_at(NoticeEvent::Named, now);
            assert_eq!(leaves, Some(expect.parse().unwrap()), "{mail:?} {quiet:?} {now}");
        };
        check(NoticeMail::Daily, None, "2026-11-21T05:59:59Z", "2026-11-21T06:00:00Z");
        check(NoticeMail::Daily, None, "2026-07-21T05:00:00Z", "2026-07-22T05:00:00Z");
        let night = Some((20, 6));
        check(NoticeMail::AtOnce, night, "2026-11-21T18:58:30Z", "2026-11-21T18:59:00Z");
        check(NoticeMail::AtOnce, night, "2026-11-21T18:59:30Z", "2026-11-22T05:00:00Z");
        // The night in which the clock is set forward is an hour shorter, the one in which it is set back an hour longer.
        check(NoticeMail::AtOnce, night, "2026-03-28T20:00:00Z", "2026-03-29T04:00:00Z");
        check(NoticeMail::AtOnce, night, "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z");
        // Quiet until an hour that is left out is until the next that there is.
        check(NoticeMail::AtOnce, Some((20, 2)), "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z");
        // Of one that comes twice, until the first.
        check(NoticeMail::AtOnce, Some((20, 2)), "2026-10-24T20:00:00Z", "2026-10-25T00:00:00Z");
    }

    #[test]
    fn a_browser_is_quiet_in_quiet_hours() {
        let chosen = chosen(NoticeMail::Never, Some((20, 6)));
        assert!(chosen.rings(NoticeEvent::Named, at("21T19:59:59")));
        assert!(!chosen.rings(NoticeEvent::Named, at("21T20:00:00")));
        assert!(!chosen.rings(NoticeEvent::Named, at("21T05:00:00")));
        assert!(chosen.rings(NoticeEvent::Named, at("21T06:00:00")));
        assert!(!chosen.rings(NoticeEvent::Assigned, at("21T12:00:00")), "not chosen");
    }

    #[test]
    fn quiet_hours_are_some_of_a_day() {
        assert_eq!(QuietHours::new(8, 8), None);
        assert_eq!(QuietHours::new(24, 1), None);
        assert!(QuietHours::new(0, 23).is_some());
    }

    #[test]
    fn words_read_back() {
        for event in NoticeEvent::ALL {
            assert_eq!(NoticeEvent::of_str(event.as_str()), Some(event));
        }
        for mail in NoticeMail::ALL {
            assert_eq!(NoticeMail::of_str(mail.as_str()), Some(mail));
        }
    }
}
