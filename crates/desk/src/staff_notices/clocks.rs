//! Clocks: which came near and which passed, as time goes by and by what was done.

use std::{collections::BTreeSet, ops::Range};

use jiff::{SignedDuration, Timestamp};
use model::{CaseId, NoticeEvent, micros, timestamp_of_micros};

use super::{
    hear::{Happened, Hearer, To},
    passing_over,
    raise::{is_chosen, news_since},
};
use crate::{Desk, DeskError};

/// Time between two looks at the clocks, in seconds.
const CLOCKS_EVERY_SECS: i64 = 60;

/// Clocks of each kind that one look takes; the next goes on behind them.
const CLOCKS_MAX: usize = 1_000;

/// How long before a clock passes it is said that it will, in minutes.
const NEAR_MINUTES: i64 = 30;

impl Desk {
    /// Clocks that came near since the last look, and those that passed since; and up to when it was looked.
    pub(super) async fn clocks(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<(Vec<Happened>, Timestamp), DeskError> {
        let n_max = i64::try_from(CLOCKS_MAX).unwrap_or(i64::MAX);
        let mut reader = self.db.read().await?;
        // What passed meanwhile is late, and near no more.
        let near_from = near(from).max(until);
        let soon = reader.clocks_between(near_from, near(until), n_max).await?;
        let late = reader.clocks_between(from, until, n_max).await?;
        drop(reader);
        let near_secs = SignedDuration::from_mins(NEAR_MINUTES);
        let soon_until = looked_until(&soon, near(until)).saturating_sub(near_secs);
        let reached = looked_until(&late, until).min(soon_until.unwrap_or(until));
        let clocks = soon.into_iter().chain(late);
        Ok((self.clocks_told(clocks, until).await?, reached))
    }

    /// Clocks of the cases to which something was done: one that comes to a queue that answers sooner, or is opened in one
    /// that answers within minutes, is near or late at once.
    pub(super) async fn clocks_touched(
        &self,
        hearers: &[Hearer],
        entries: Range<i64>,
    ) -> Result<Vec<Happened>, DeskError> {
        let is_wanted = [NoticeEvent::ClockNear, NoticeEvent::ClockLate];
        if entries.is_empty() || !is_wanted.iter().any(|event| is_chosen(hearers, *event)) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let mut reader = self.db.read().await?;
        let clocks = reader.clocks_touched(entries, news_since(now), near(now)).await?;
        drop(reader);
        self.clocks_told(clocks, now).await
    }

    /// Says what clocks tell, of each whether it is near or late.
    async fn clocks_told(
        &self,
        clocks: impl IntoIterator<Item = (CaseId, Timestamp)>,
        now: Timestamp,
    ) -> Result<Vec<Happened>, DeskError> {
        let mut happened = Vec::new();
        for (id, due_at) in clocks {
            let event = match due_at > now {
                true => NoticeEvent::ClockNear,
                false => NoticeEvent::ClockLate,
            };
            let found = passing_over(id, self.case_told(id, event).await)?;
            let Some((case, queue)) = found else { continue };
            let to = match case.assignment {
                Some(held) => To::These(BTreeSet::from([held.staff_id])),
                None => To::StaffOfQueue,
            };
            // The same clock is told once, another one of the same case again.
            let about = format!("{}:{id}:{}", event.as_str(), micros(due_at));
            let case = Some((case, queue));
            happened.push(Happened { event, about, case, approval_id: None, by: None, to });
        }
        Ok(happened)
    }

    /// Says since when clocks are to be looked at, if it is time to.
    pub(super) fn clocks_since(&self, looked: Option<&str>) -> Option<Timestamp> {
        let now = self.now();
        // A house that never looked begins now.
        let looked = looked.and_then(|text| text.parse::<i64>().ok()).map(timestamp_of_micros);
        let looked = looked.unwrap_or(now).clamp(news_since(now), now);
        (now.duration_since(looked).as_secs() >= CLOCKS_EVERY_SECS).then_some(looked)
    }
}

/// Returns up to when a clock that passes is near at a moment.
fn near(at: Timestamp) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(NEAR_MINUTES)).unwrap_or(at)
}

/// Returns up to when clocks were looked at: up to the last of them where there may be more.
fn looked_until(clocks: &[(CaseId, Timestamp)], until: Timestamp) -> Timestamp {
    match clocks.last() {
        Some((_, at)) if clocks.len() >= CLOCKS_MAX => *at,
        _ => until,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn of_more_clocks_than_one_look_takes_the_next_goes_on_behind_them() {
        let at = |n: usize| timestamp_of_micros(i64::try_from(n).unwrap());
        let clocks = |n: usize| -> Vec<(CaseId, Timestamp)> {
            (1..=n).map(|n| (CaseId::from_uuid(Uuid::nil()), at(n))).collect()
        };
        let until = at(5_000);
        for (n, expect) in [(0, 5_000), (CLOCKS_MAX - 1, 5_000), (CLOCKS_MAX, CLOCKS_MAX)] {
            assert_eq!(looked_until(&clocks(n), until), at(expect), "{n}");
        }
    }
}
