//! What happened: the log is followed by its numbers, so that a restart neither loses nor repeats anything.

use db::{ApprovalRow, ApprovalState, EntryRow};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, CaseId, HandoverId, HandoverState, NoticeEvent, PersonId, Role, StaffId, micros,
    timestamp_of_micros,
};

use super::{
    hear::{Happened, Hearer, To},
    passing_over,
};
use crate::{Desk, DeskError, notice::BRAKE_WINDOW_SECS};

/// Where in the log the next round begins.
const CURSOR: &str = "notices_at";

/// Up to which moment clocks were looked at.
const CLOCKS_AT: &str = "notices_clocks_at";

/// Entries of a page.
const ENTRIES_MAX: i64 = 500;

/// Pages read in one round.
const PAGES_MAX: usize = 20;

/// What happened longer ago is not told any more, in hours: a house that stood still does not shout.
const NEWS_HOURS: i64 = 24;

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
        let mut clocks_until = looked.is_none().then_some(now);
        let mut told = Vec::new();
        if !entries.is_empty() || since.is_some() {
            let hearers = self.hearers().await?;
            let mut happened = Vec::new();
            // What nobody chose to hear of is not looked into: most houses hear of few things.
            for entry in entries.iter().filter(|entry| wants(&hearers, entry)) {
                happened.extend(passing_over(entry.id, self.happened(entry).await)?);
            }
            happened.extend(self.clocks_touched(&hearers, from..reached).await?);
            if let Some(since) = since {
                let (passed, until) = self.clocks(since, now).await?;
                happened.extend(passed);
                clocks_until = Some(until);
            }
            told = self.told_of(&hearers, happened, has_mail).await?;
        }
        let mut places = Vec::new();
        if cursor != Some(reached) {
            places.push((CURSOR, reached));
        }
        places.extend(clocks_until.map(|at| (CLOCKS_AT, micros(at))));
        Ok((self.keep_told(told, &places).await?, is_end))
    }

    /// Says what an entry means to those who are told of such things.
    async fn happened(&self, entry: &EntryRow) -> Result<Vec<Happened>, DeskError> {
        let derived = &entry.derived;
        let is_old = derived.at < micros(news_since(self.now()));
        if is_old || derived.outcome != "done" || self.is_held_back(entry).await? {
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
        if event == NoticeEvent::Settled {
            let id = derived.resource_id.parse().ok();
            return self.settled(id, by, (case, queue)).await;
        }
        if matches!(event, NoticeEvent::Offered | NoticeEvent::Lapsed) {
            return self.handed_over(event, by, (case, queue)).await;
        }
        let held = case.assignment;
        let these = |id: Option<StaffId>| To::These(id.into_iter().collect());
        let (about, to) = match (event, held) {
            (NoticeEvent::Arrived, _) => {
                (format!("arrived:{case_id}:{}", queue.id), To::StaffOfQueue)
            }
            // However often it changed hands before it was looked, what stands is told, once; and who took it was given
            // nothing.
            (NoticeEvent::Assigned, Some(held)) if !held.is_self => {
                let about = format!("assigned:{case_id}:{}", micros(held.at));
                (about, these(Some(held.staff_id)))
            }
            (NoticeEvent::Assigned, _) => return Ok(Vec::new()),
            _ => (format!("entry:{}", entry.id), these(held.map(|held| held.staff_id))),
        };
        let case = Some((case, queue));
        Ok(vec![Happened { event, about, case, approval_id: None, by, to }])
    }

    /// What is on its way, for whoever may accept it; and what nobody accepted, for its giver and the team leaders.
    async fn handed_over(
        &self,
        event: NoticeEvent,
        by: Option<StaffId>,
        (case, queue): (model::Case, model::Queue),
    ) -> Result<Vec<Happened>, DeskError> {
        let row = self.db.read().await?.standing_handover(case.id).await?;
        let expect = match event {
            NoticeEvent::Offered => HandoverState::Open,
            _ => HandoverState::Lapsed,
        };
        // Dealt with meanwhile, it is no news any more.
        let Some(row) = row.filter(|row| row.handover.state == expect) else {
            return Ok(Vec::new());
        };
        let to = match event {
            NoticeEvent::Offered => To::WhoMayAccept,
            _ => {
                let staff = self.staff_now().await?;
                let leads = staff.iter().filter(|row| row.roles.contains(&Role::TeamLeader));
                let leaders = leads.map(|row| row.id);
                To::These(leaders.chain([row.handover.given_by]).collect())
            }
        };
        let about = format!("{}:{}", event.as_str(), row.handover.id);
        let case = Some((case, queue));
        Ok(vec![Happened { event, about, case, approval_id: None, by, to }])
    }

    /// What was accepted or declined, for whoever handed it over.
    async fn settled(
        &self,
        id: Option<HandoverId>,
        by: Option<StaffId>,
        (case, queue): (model::Case, model::Queue),
    ) -> Result<Vec<Happened>, DeskError> {
        let Some(id) = id else { return Ok(Vec::new()) };
        let Some(row) = self.db.read().await?.handover(id).await? else { return Ok(Vec::new()) };
        let to = To::These([row.handover.given_by].into());
        let about = format!("settled:{id}");
        let event = NoticeEvent::Settled;
        Ok(vec![Happened { event, about, case: Some((case, queue)), approval_id: None, by, to }])
    }

    /// Says whether an entry is of a message of which the staff are not told: an answer that a machine wrote, or one of a
    /// sender who wrote so often that the channel hears no more of them, either.
    async fn is_held_back(&self, entry: &EntryRow) -> Result<bool, DeskError> {
        let derived = &entry.derived;
        let act = Act::of_str(&derived.act);
        let is_message = matches!(act, Some(Act::CaseOpen | Act::CaseAdd));
        let sender = match derived.who_kind.as_str() {
            "person" if is_message => derived.who_id.parse::<PersonId>().ok(),
            _ => None,
        };
        let Some(sender) = sender else { return Ok(false) };
        let until = timestamp_of_micros(derived.at);
        let since = until.saturating_sub(SignedDuration::from_secs(BRAKE_WINDOW_SECS));
        let n_max = self.live_settings().notices_per_sender_max;
        let mut reader = self.db.read().await?;
        // A message is there before its entry, so that the latest until then is the one.
        let sent = reader.sent_in(sender, since.unwrap_or(until), until, n_max.saturating_add(1));
        let sent = sent.await?;
        let is_braked = i64::try_from(sent.len()).is_ok_and(|n| n > n_max);
        // A case that a machine opens waits in its queue like any other; its answer does not.
        let is_machine = act == Some(Act::CaseAdd) && sent.first().is_some_and(Option::is_some);
        Ok(is_braked || is_machine)
    }

    /// What was proposed about then and still waits.
    async fn proposed(&self, at: i64, by: Option<StaffId>) -> Result<Vec<Happened>, DeskError> {
        // The row is written with its entry; a clock that was set meanwhile may set them a little apart.
        let since = timestamp_of_micros(at).saturating_sub(SignedDuration::from_mins(1));
        let since = since.unwrap_or(Timestamp::MIN);
        let rows = self.db.read().await?.approvals_since(since).await?;
        let is_new = |row: &ApprovalRow| row.proposed_at >= since;
        let waiting =
            rows.into_iter().filter(|row| row.state == ApprovalState::Waiting && is_new(row));
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
}

/// Says what kind of thing an entry tells of, if it is one that anybody can be told of.
fn event_of(entry: &EntryRow) -> Option<NoticeEvent> {
    match Act::of_str(&entry.derived.act)? {
        Act::CaseOpen | Act::CaseMove | Act::DisputeFile => Some(NoticeEvent::Arrived),
        Act::CaseAdd => Some(NoticeEvent::Answered),
        Act::CaseAssign => Some(NoticeEvent::Assigned),
        Act::CaseHandOver => Some(NoticeEvent::Offered),
        Act::HandoverLapse => Some(NoticeEvent::Lapsed),
        Act::HandoverAccept | Act::HandoverDecline => Some(NoticeEvent::Settled),
        Act::ApprovalPropose => Some(NoticeEvent::Second),
        _ => None,
    }
}

/// Says whether anybody chose to hear of what an entry tells.
fn wants(hearers: &[Hearer], entry: &EntryRow) -> bool {
    event_of(entry).is_some_and(|event| is_chosen(hearers, event))
}

/// Says whether anybody chose to hear of such things.
pub(super) fn is_chosen(hearers: &[Hearer], event: NoticeEvent) -> bool {
    hearers.iter().any(|hearer| hearer.choices.ways(event).is_told())
}

/// Returns since when what happened is told at a moment.
pub(super) fn news_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(NEWS_HOURS)).unwrap_or(now)
}
