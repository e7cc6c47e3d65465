//! Time zones: where the clock is by which somebody reads and sleeps.
//!
//! Names and rules are those of the IANA database that is built in: the same on every machine, and nothing is read from its disk.

use std::sync::LazyLock;

use jiff::{
    Timestamp, Zoned,
    tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase},
};

/// Characters of the longest name; the longest known has 32.
pub const ZONE_CHARS_MAX: usize = 48;

/// Days that are tried for an hour of a day: no zone leaves out two in a row.
const DAYS_TRIED: usize = 4;

/// Areas by which people know where they are. The others are old names, and offsets whose signs mean the opposite of what they say.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Letters that say by themselves which clock it is.
const SIGNS: [&str; 8] = ["UTC", "GMT", "WET", "WEST", "CET", "CEST", "EET", "EEST"];

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    /// Universal time, which those read who chose nothing.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// Returns the zone of a name: `Europe/Prague`, `UTC`.
    pub fn of_name(name: &str) -> Option<Self> {
        if name.len() > ZONE_CHARS_MAX {
            return None;
        }
        if name == Self::UTC.name() {
            return Some(Self::UTC);
        }
        let area = name.split_once('/').map(|(area, _)| area)?;
        if !AREAS.contains(&area) {
            return None;
        }
        let zone = DATABASE.get(name).ok()?;
        zone.iana_name().is_some().then_some(Self(zone))
    }

    /// Returns the names that can be chosen, in the order of the alphabet, universal time first.
    pub fn names() -> Vec<String> {
        let known = DATABASE.available().map(|name| name.as_str().to_owned());
        let is_place =
            |name: &String| name.split_once('/').is_some_and(|(area, _)| AREAS.contains(&area));
        let mut names: Vec<String> = known.filter(is_place).collect();
        names.sort();
        names.insert(0, Self::UTC.name().to_owned());
        names
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// Returns what its clock shows at a moment.
    pub fn at(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.0.clone())
    }

    /// Returns the zone as jiff knows it, for who reckons with days.
    pub const fn rules(&self) -> &TimeZone {
        &self.0
    }

    /// Returns what stands behind a time of its clock: `CET`, `UTC+5:45`. Letters that mean several clocks, such as CST, are not said.
    pub fn sign(&self, at: Timestamp) -> String {
        let known = self.0.to_offset_info(at);
        let letters = known.abbreviation();
        match SIGNS.contains(&letters) {
            true => letters.to_owned(),
            false => self.distance(at),
        }
    }

    /// Returns how far its clock is from universal time at a moment: `UTC+1`, `UTC+5:45`, `UTC`.
    pub fn distance(&self, at: Timestamp) -> String {
        let secs = self.0.to_offset(at).seconds();
        let (hours, minutes) = (secs.abs() / 3_600, secs.abs() % 3_600 / 60);
        let sign = if secs < 0 { '\u{2212}' } else { '+' };
        match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            (_, 0) => format!("UTC{sign}{hours}"),
            _ => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }

    /// Says whether its clock shows the time of a moment twice, because it is set back.
    pub fn is_twice(&self, at: Timestamp) -> bool {
        let shown = self.at(at).datetime();
        matches!(self.0.to_ambiguous_timestamp(shown).offset(), AmbiguousOffset::Fold { .. })
    }

    /// Returns when, behind a moment, its clock next shows a full hour of a day. An hour that is left out because the clock is set
    /// forward is the next that there is; of one that comes twice it is the first.
    pub fn next_hour(&self, after: Timestamp, hour: u8) -> Timestamp {
        let mut date = self.at(after).date();
        for _ in 0..DAYS_TRIED {
            let time = date.at(i8::try_from(hour).unwrap_or(0), 0, 0, 0);
            let found = time.to_zoned(self.0.clone()).map(|zoned| zoned.timestamp());
            if let Some(found) = found.ok().filter(|found| *found > after) {
                return found;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        // Beyond the years that a clock can show.
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn prague() -> Zone {
        Zone::of_name("Europe/Prague").unwrap()
    }

    #[test]
    fn names_are_places_and_universal_time() {
        let check = |name: &str, expect: bool| {
            let zone = Zone::of_name(name);
            assert_eq!(zone.as_ref().map(Zone::name), expect.then_some(name), "{name}");
        };
        check("UTC", true);
        check("Europe/Prague", true);
        check("America/Argentina/Buenos_Aires", true);
        check("Asia/Kathmandu", true);
        check("", false);
        check("Europe/Atlantis", false);
        check("Etc/GMT+5", false);
        check("Etc/Unknown", false);
        check("US/Pacific", false);
        check("../../etc/passwd", false);
        check("Europe/../Europe/Prague", false);
        check(&format!("Europe/{}", "a".repeat(ZONE_CHARS_MAX)), false);
    }

    #[test]
    fn every_name_that_can_be_chosen_is_one() {
        let names = Zone::names();
        assert!(names.len() > 300, "{}", names.len());
        assert_eq!(names[0], "UTC");
        for name in names {
            assert!(Zone::of_name(&name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_sign_says_which_clock_it_is() {
        let check = |name: &str, moment: &str, sign: &str, distance: &str| {
            let zone = Zone::of_name(name).unwrap();
            assert_eq!(
                (zone.sign(at(moment)), zone.distance(at(moment))),
                (sign.to_owned(), distance.to_owned())
            );
        };
        check("UTC", "2026-11-21T12:00:00Z", "UTC", "UTC");
        check("Europe/Prague", "2026-11-21T12:00:00Z", "CET", "UTC+1");
        check("Europe/Prague", "2026-07-21T12:00:00Z", "CEST", "UTC+2");
        check("Asia/Kathmandu", "2026-11-21T12:00:00Z", "UTC+5:45", "UTC+5:45");
        check("America/Sao_Paulo", "2026-11-21T12:00:00Z", "UTC−3", "UTC−3");
        // Letters that are those of another clock elsewhere.
        check("Europe/London", "2026-11-21T12:00:00Z", "GMT", "UTC");
        check("Europe/London", "2026-07-21T12:00:00Z", "UTC+1", "UTC+1");
        check("America/Chicago", "2026-11-21T12:00:00Z", "UTC−6", "UTC−6");
        check("Asia/Shanghai", "2026-11-21T12:00:00Z", "UTC+8", "UTC+8");
        check("Asia/Kolkata", "2026-11-21T12:00:00Z", "UTC+5:30", "UTC+5:30");
    }

    #[test]
    fn the_hour_that_comes_twice_is_known() {
        let check = |moment: &str, expect| {
            assert_eq!(prague().is_twice(at(moment)), expect, "{moment}");
        };
        check("2026-10-24T23:59:59Z", false);
        check("2026-10-25T00:00:00Z", true);
        check("2026-10-25T01:59:59Z", true);
        check("2026-10-25T02:00:00Z", false);
    }

    #[test]
    fn the_next_full_hour_of_a_day_is_by_the_clock_on_the_wall() {
        let check = |name: &str, after: &str, hour, expect: &str| {
            let found = Zone::of_name(name).unwrap().next_hour(at(after), hour);
            assert_eq!(found, at(expect), "{name} {after} {hour}");
        };
        check("UTC", "2026-11-21T06:59:59Z", 7, "2026-11-21T07:00:00Z");
        check("UTC", "2026-11-21T07:00:00Z", 7, "2026-11-22T07:00:00Z");
        check("Europe/Prague", "2026-11-21T05:59:59Z", 7, "2026-11-21T06:00:00Z");
        check("Europe/Prague", "2026-11-21T06:00:00Z", 7, "2026-11-22T06:00:00Z");
        // Past midnight there is the next day here.
        check("Europe/Prague", "2026-11-21T23:30:00Z", 0, "2026-11-22T23:00:00Z");
        // The clock is set forward: 02:00 is left out, and 03:00 stands for it.
        check("Europe/Prague", "2026-03-28T23:00:00Z", 2, "2026-03-29T01:00:00Z");
        check("Europe/Prague", "2026-03-28T23:00:00Z", 7, "2026-03-29T05:00:00Z");
        // It is set back: of two, the first; and none the second time on that day.
        check("Europe/Prague", "2026-10-24T22:00:00Z", 2, "2026-10-25T00:00:00Z");
        check("Europe/Prague", "2026-10-25T00:30:00Z", 2, "2026-10-26T01:00:00Z");
        check("Asia/Kathmandu", "2026-11-21T00:00:00Z", 7, "2026-11-21T01:15:00Z");
        // A day that a place left out.
        check("Pacific/Apia", "2011-12-30T09:30:00Z", 8, "2011-12-30T18:00:00Z");
    }
}
