//! Parts of a time as it is written.

use jiff::civil::{Date, Time};

use crate::rule::TimePart;

/// Returns a part of `YYYY-MM-DD`, `T` or a blank, `hh:mm` and whatever follows. Zones are not looked at.
pub(crate) fn part(text: &str, part: TimePart) -> Option<i64> {
    let date: Date = text.get(..10)?.parse().ok()?;
    let is_plain = text.get(..10)?.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !is_plain {
        return None;
    }
    let time = text.get(10..).filter(|rest| rest.starts_with(['T', ' '])).and_then(|rest| {
        let clock = rest.get(1..6)?;
        let time: Time = format!("{clock}:00").parse().ok()?;
        let next = rest.get(6..)?.chars().next();
        (!next.is_some_and(|c| c.is_ascii_digit())).then_some(time)
    });
    match part {
        TimePart::Minute => Some(i64::from(time?.minute())),
        TimePart::Hour => Some(i64::from(time?.hour())),
        TimePart::Day => Some(i64::from(date.day())),
        TimePart::Week => Some(i64::from(date.iso_week_date().week())),
        TimePart::Month => Some(i64::from(date.month())),
        TimePart::Year => Some(i64::from(date.year())),
    }
}
