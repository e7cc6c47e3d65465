//! What happened: the log is followed by its numbers, so that a restart neither loses nor repeats anything.

use std::collections::BTreeSet;

use db::{ApprovalState, EntryRow};
use jiff::{SignedDuration, Timestamp};
use model::{Act, CaseId, NoticeEvent, StaffId, micros, timestamp_of_micros};

use super::hear::{Happened, Hearer, To};
use crate::{Desk, DeskError};

/// Where in the log the next round begins.
const CURSOR: &str = "notices_at";

/// Up to which moment clocks were looked at.
const CLOCKS_AT: &str = "notices_clocks_at";

/// Time between two looks at the clocks, in seconds.
const CLOCKS_EVERY_SECS: i64 = 60;

/// Entries of a page.
const ENTRIES_MAX: i64 = 500;

/// Pages read in one round.
const PAGES_MAX: usize = 20;

/// What happened longer ago is not told any more, in hours: a house that stood still does not shout.
const NEWS_HOURS: i64 = 24;

/// How long before a clock passes it is said that it will, in minutes.
const NEAR_MINUTES: i64 = 30;

impl Desk {
    /// Looks what happened since the last time and tells those who chose to hear of it. Returns how many were told.
    ///
    /// Without `has_mail` nothing is kept for mails: a house without a relay would only pile them up.
    pub async fn raise_notices(&self, has_mail: bool) -> Result<usize, DeskError> {
        let mut n_told = 0;
        for _ in 0..PAGES_MAX {
            let (n, is_end) = self.raise_page(has_mail).await?;
            n_told += n;
            if is_end {
                break;
            }
        }
        Ok(n_told)
    }

    /// Reads one page of the log; says how many were told, and whether it was the last.
    async fn raise_page(&self, has_mail: bool) -> Result<(usize, bool), DeskError> {
        let next = self.live_at().await?;
        let mut reader = self.db.read().await?;
        let cursor = reader.setting(CURSOR).await?.and_then(|text| text.parse::<i64>().ok());
        let looked = reader.setting(CLOCKS_AT).await?;
        // A house that never told anything begins with what happens from now on.
        let from = cursor.unwrap_or(next);
        let entries = match from < next {
            true => reader.entries_from(from, ENTRIES_MAX).await?,
            false => Vec::new(),
        };
        drop(reader);
        let reached = match entries.last().and_then(|entry| entry.log_index) {
            Some(last) => last + 1,
            None => from,
        };
        let is_end = i64::try_from(entries.len()).is_ok_and(|n| n < ENTRIES_MAX);
        let now = self.now();
        let since = self.clocks_since(looked.as_deref());
        let mut told = Vec::new();
        if !entries.is_empty() || since.is_some() {
            let hearers = self.hearers().await?;
            let mut happened = Vec::new();
            // What nobody chose to hear of is not looked into: most houses hear of few things.
            for entry in entries.iter().filter(|entry| wants(&hearers, entry)) {
                happened.extend(self.happened(entry).await?);
            }
            if let Some(since) = since {
                happened.extend(self.clocks(since, now).await?);
            }
            told = self.told_of(&hearers, happened, has_mail).await?;
        }
        let mut places = Vec::new();
        if cursor != Some(reached) {
            places.push((CURSOR, reached));
        }
        if since.is_some() || looked.is_none() {
            places.push((CLOCKS_AT, micros(now)));
        }
        Ok((self.keep_told(told, &places).await?, is_end))
    }

    /// Says what an entry means to those who are told of such things.
    async fn happened(&self, entry: &EntryRow) -> Result<Vec<Happened>, DeskError> {
        let derived = &entry.derived;
        let now = self.now();
        let is_old = derived.at < micros(now) - NEWS_HOURS * 3_600 * 1_000_000;
        if is_old || derived.outcome != "done" {
            return Ok(Vec::new());
        }
        let by = (derived.who_kind == "staff").then(|| derived.who_id.parse().ok()).flatten();
        let event = match event_of(entry) {
            Some(NoticeEvent::Second) => return self.proposed(derived.at, by).await,
            Some(event) => event,
            None => return Ok(Vec::new()),
        };
        let Some(case_id) = derived.case_id.map(CaseId::from_uuid) else { return Ok(Vec::new()) };
        let (case, queue) = match self.case_told(case_id, event).await {
            Ok(Some(found)) => found,
            Ok(None) | Err(DeskError::NotFound) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let has = case.assignment.map(|held| held.staff_id);
        let to = match event {
            NoticeEvent::Arrived => To::StaffOfQueue,
            _ => To::These(has.into_iter().collect()),
        };
        let about = match event {
            NoticeEvent::Arrived => format!("arrived:{case_id}:{}", queue.id),
            _ => format!("entry:{}", entry.id),
        };
        let case = Some((case, queue));
        Ok(vec![Happened { event, about, case, approval_id: None, by, to }])
    }

    /// What was proposed about then and still waits.
    async fn proposed(&self, at: i64, by: Option<StaffId>) -> Result<Vec<Happened>, DeskError> {
        // The row is written with its entry; a clock that was set meanwhile may set them a little apart.
        let since = timestamp_of_micros(at).saturating_sub(SignedDuration::from_mins(1));
        let since = since.unwrap_or(Timestamp::MIN);
        let rows = self.db.read().await?.approvals_since(since).await?;
        let waiting = rows.into_iter().filter(|row| row.state == ApprovalState::Waiting);
        let happened = waiting.map(|row| Happened {
            event: NoticeEvent::Second,
            about: format!("second:{}", row.id),
            case: None,
            approval_id: Some(row.id),
            by: row.proposed_by.or(by),
            to: To::WhoMayApprove,
        });
        Ok(happened.collect())
    }

    /// Clocks that came near since the last look, and those that passed since.
    async fn clocks(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Happened>, DeskError> {
        let near = |at: Timestamp| at.saturating_add(SignedDuration::from_mins(NEAR_MINUTES));
        let (near_from, near_until) = (near(from).unwrap_or(from), near(until).unwrap_or(until));
        let mut reader = self.db.read().await?;
        let soon = reader.clocks_between(near_from, near_until).await?;
        let late = reader.clocks_between(from, until).await?;
        drop(reader);
        let soon = soon.into_iter().map(|id| (NoticeEvent::ClockNear, id));
        let late = late.into_iter().map(|id| (NoticeEvent::ClockLate, id));
        let mut happened = Vec::new();
        for (event, id) in soon.chain(late) {
            let Some((case, queue)) = self.case_told(id, event).await? else { continue };
            let Some(due) = case.due else { continue };
            let to = match case.assignment {
                Some(held) => To::These(BTreeSet::from([held.staff_id])),
                None => To::StaffOfQueue,
            };
            // The same clock is told once, another one of the same case again.
            let about = format!("{}:{id}:{}", event.as_str(), micros(due.at()));
            let case = Some((case, queue));
            happened.push(Happened { event, about, case, approval_id: None, by: None, to });
        }
        Ok(happened)
    }

    /// Says since when clocks are to be looked at, if it is time to.
    fn clocks_since(&self, looked: Option<&str>) -> Option<Timestamp> {
        let now = self.now();
        let oldest = now.saturating_sub(SignedDuration::from_hours(NEWS_HOURS)).unwrap_or(now);
        // A house that never looked begins now.
        let looked = looked.and_then(|text| text.parse::<i64>().ok()).map(timestamp_of_micros);
        let looked = looked.unwrap_or(now).clamp(oldest, now);
        (now.duration_since(looked).as_secs() >= CLOCKS_EVERY_SECS).then_some(looked)
    }
}

/// Says what kind of thing an entry tells of, if it is one that anybody can be told of.
fn event_of(entry: &EntryRow) -> Option<NoticeEvent> {
    match Act::of_str(&entry.derived.act)? {
        Act::CaseOpen | Act::CaseMove | Act::DisputeFile => Some(NoticeEvent::Arrived),
        Act::CaseAdd => Some(NoticeEvent::Answered),
        Act::CaseAssign => Some(NoticeEvent::Assigned),
        Act::ApprovalPropose => Some(NoticeEvent::Second),
        _ => None,
    }
}

/// Says whether anybody chose to hear of such things.
fn wants(hearers: &[Hearer], entry: &EntryRow) -> bool {
    event_of(entry)
        .is_some_and(|event| hearers.iter().any(|hearer| hearer.choices.ways(event).is_told()))
}
