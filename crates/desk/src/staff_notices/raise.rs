//! Who is told of what: the log is followed by its numbers, so that a restart neither loses nor repeats anything.

use std::collections::{BTreeMap, BTreeSet};

use authority::staff_actor;
use db::{ApprovalState, EntryRow, NewJob, NewNotice, StaffRow, WriteTx};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, ApprovalId, Case, CaseId, CaseNumber, JobId, MessageId, NoticeChoices, NoticeEvent,
    Personal, Queue, QueueName, Resource, StaffId, Via, micros, timestamp_of_micros,
};

use crate::{Desk, DeskError, live::Told};

/// The name of the job that tells who was named in a note.
pub const NAMED_NOTICE: &str = "named_notice";

/// Where in the log the next round begins.
const CURSOR: &str = "notices_at";

/// Entries read in one round.
const ENTRIES_MAX: i64 = 500;

/// What happened longer ago is not told any more, in hours: a house that stood still does not shout.
const NEWS_HOURS: i64 = 24;

/// How long before a clock passes it is said that it will, in minutes.
const NEAR_MINUTES: i64 = 30;

/// Colleagues whom one note can call.
const NAMED_MAX: usize = 10;

/// Something that somebody is told of in a browser: numbers and names of the house's own things only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ringing {
    /// Who is told.
    pub staff_id: StaffId,
    /// What happened.
    pub event: NoticeEvent,
    /// In which case; none for what waits for a second.
    pub case: Option<(CaseNumber, QueueName)>,
    /// What waits for a second.
    pub approval_id: Option<ApprovalId>,
}

/// Somebody who may be told.
struct Hearer {
    row: StaffRow,
    actor: Actor,
    choices: NoticeChoices,
}

/// Something that happened, before it is asked who hears of it.
struct Happened {
    event: NoticeEvent,
    about: String,
    case: Option<(Case, Queue)>,
    approval_id: Option<ApprovalId>,
    /// Who did it; nobody is told of what they did.
    by: Option<StaffId>,
    /// Whom it concerns: those alone, or whoever staffs the queue.
    to: To,
}

enum To {
    These(BTreeSet<StaffId>),
    StaffOfQueue,
    WhoMayApprove,
}

impl Desk {
    /// Looks what happened since the last time and tells those who chose to hear of it. Returns how many were told.
    ///
    /// Without `has_mail` nothing is kept for mails: a house without a relay would only pile them up.
    pub async fn raise_notices(&self, has_mail: bool) -> Result<usize, DeskError> {
        let next = self.live_at().await?;
        let mut reader = self.db.read().await?;
        let cursor = reader.setting(CURSOR).await?.and_then(|text| text.parse::<i64>().ok());
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
        let mut happened = Vec::new();
        for entry in entries {
            happened.extend(self.happened(&entry).await?);
        }
        happened.extend(self.clocks().await?);
        let told = self.told_of(happened, has_mail).await?;
        self.keep_told(told, (cursor != Some(reached)).then_some(reached)).await
    }

    /// Tells those who were named in a note, once.
    pub async fn tell_named(&self, id: MessageId, named: &[StaffId]) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let Some(record) = reader.message(id).await? else { return Ok(()) };
        drop(reader);
        let happened = Happened {
            event: NoticeEvent::Named,
            about: format!("named:{id}"),
            case: Some(self.case_of(record.message.case_id).await?),
            approval_id: None,
            by: record.message.author_staff_id,
            to: To::These(named.iter().copied().collect()),
        };
        let told = self.told_of(vec![happened], true).await?;
        self.keep_told(told, None).await.map(drop)
    }

    /// Calls for telling whom a note names: `@` and the beginning of their address.
    pub(crate) async fn call_named(
        &self,
        tx: &mut WriteTx,
        id: MessageId,
        named: &[StaffId],
    ) -> Result<(), DeskError> {
        if named.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let ids: Vec<String> = named.iter().map(|id| format!("\"{id}\"")).collect();
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: NAMED_NOTICE,
            payload: format!("{{\"message_id\":\"{id}\",\"staff_ids\":[{}]}}", ids.join(",")),
            run_at: now,
        };
        Ok(tx.enqueue(&job, now).await?)
    }

    /// Finds who of the staff a note names.
    pub(crate) async fn named_in(
        &self,
        text: &Personal<String>,
    ) -> Result<Vec<StaffId>, DeskError> {
        let called = called_in(text.expose());
        if called.is_empty() {
            return Ok(Vec::new());
        }
        let staff = self.db.read().await?.all_staff().await?;
        let mut named = Vec::new();
        for row in staff.into_iter().filter(|row| row.is_active) {
            let id = row.id;
            let view = self.staff_view(id).await?;
            let address = view.and_then(|view| view.address);
            if address.is_some_and(|address| called.contains(&address.local().to_lowercase())) {
                named.push(id);
            }
        }
        named.truncate(NAMED_MAX);
        Ok(named)
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
        let event = match Act::of_str(&derived.act) {
            Some(Act::CaseOpen | Act::CaseMove | Act::DisputeFile) => NoticeEvent::Arrived,
            Some(Act::CaseAdd) => NoticeEvent::Answered,
            Some(Act::CaseAssign) => NoticeEvent::Assigned,
            Some(Act::ApprovalPropose) => return self.proposed(derived.at, by).await,
            _ => return Ok(Vec::new()),
        };
        let Some(case_id) = derived.case_id.map(CaseId::from_uuid) else { return Ok(Vec::new()) };
        let (case, queue) = match self.case_of(case_id).await {
            Err(DeskError::NotFound) => return Ok(Vec::new()),
            found => found?,
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

    /// Clocks that will pass soon, and those that passed.
    async fn clocks(&self) -> Result<Vec<Happened>, DeskError> {
        let now = self.now();
        let from = now.saturating_sub(SignedDuration::from_hours(NEWS_HOURS));
        let until = now.saturating_add(SignedDuration::from_mins(NEAR_MINUTES));
        let (from, until) = (from.unwrap_or(now), until.unwrap_or(now));
        let ids = self.db.read().await?.clocks_between(from, until).await?;
        let mut happened = Vec::new();
        for id in ids {
            let (case, queue) = self.case_of(id).await?;
            let Some(due) = case.due else { continue };
            let event = match due.is_late(now) {
                true => NoticeEvent::ClockLate,
                false => NoticeEvent::ClockNear,
            };
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

    /// Says who is told of each, with what stands in a browser.
    async fn told_of(
        &self,
        happened: Vec<Happened>,
        has_mail: bool,
    ) -> Result<Vec<(NewNotice, Option<Ringing>)>, DeskError> {
        if happened.is_empty() {
            return Ok(Vec::new());
        }
        let hearers = self.hearers().await?;
        let now = self.now();
        let mut told = Vec::new();
        for one in &happened {
            for hearer in &hearers {
                if one.by == Some(hearer.row.id) || !hearer.choices.ways(one.event).is_told() {
                    continue;
                }
                let leaves_at = hearer.choices.leaves_at(one.event, now).filter(|_| has_mail);
                let rings = hearer.choices.rings(one.event, now);
                if (leaves_at.is_none() && !rings) || !self.hears(hearer, one).await? {
                    continue;
                }
                let notice = NewNotice {
                    id: JobId::draw(now, &*self.chance).uuid(),
                    staff_id: hearer.row.id,
                    about: one.about.clone(),
                    event: one.event,
                    case_id: one.case.as_ref().map(|(case, _)| case.id),
                    approval_id: one.approval_id,
                    leaves_at,
                };
                let ringing = rings.then(|| one.ringing(hearer.row.id));
                told.push((notice, ringing));
            }
        }
        Ok(told)
    }

    async fn keep_told(
        &self,
        told: Vec<(NewNotice, Option<Ringing>)>,
        cursor: Option<i64>,
    ) -> Result<usize, DeskError> {
        if told.is_empty() && cursor.is_none() {
            return Ok(0);
        }
        let now = self.now();
        let mut rung = Vec::new();
        let mut n_told = 0;
        let mut book = self.db.bookkeeping().await?;
        for (notice, ringing) in told {
            if book.insert_notice(&notice, now).await? {
                n_told += 1;
                rung.extend(ringing);
            }
        }
        // With the notices, or what was told would be told again.
        if let Some(cursor) = cursor {
            book.put_setting(CURSOR, &cursor.to_string()).await?;
        }
        book.commit().await?;
        for ringing in rung {
            self.live.tell(Told::Ringing(std::sync::Arc::new(ringing)));
        }
        Ok(n_told)
    }

    async fn hearers(&self) -> Result<Vec<Hearer>, DeskError> {
        let mut reader = self.db.read().await?;
        let staff = reader.all_staff().await?;
        let mut chosen: BTreeMap<StaffId, NoticeChoices> = reader.notice_choices().await?;
        drop(reader);
        let active = staff.into_iter().filter(|row| row.is_active);
        Ok(active
            .map(|row| Hearer {
                choices: chosen.remove(&row.id).unwrap_or_default(),
                actor: self.as_they_are(row.clone()),
                row,
            })
            .collect())
    }

    /// Returns a member as whoever they are now, when they are not here themself.
    pub(super) fn as_they_are(&self, row: StaffRow) -> Actor {
        // Nobody signs in to be told; they were known as well as the house wants it when they chose.
        staff_actor(row, self.authority.gate().staff_level(), Via::Job, None)
    }

    /// Says whether somebody is concerned, and may know.
    async fn hears(&self, hearer: &Hearer, one: &Happened) -> Result<bool, DeskError> {
        let is_concerned = match (&one.to, &one.case) {
            (To::These(ids), _) => ids.contains(&hearer.row.id),
            (To::StaffOfQueue, Some((_, queue))) => {
                queue.roles.iter().any(|role| hearer.row.roles.contains(role))
            }
            (To::StaffOfQueue, None) => false,
            (To::WhoMayApprove, _) => match one.approval_id {
                Some(id) => self.may_second(&hearer.actor, id).await?,
                None => false,
            },
        };
        match &one.case {
            Some((case, queue)) if is_concerned => {
                self.may_be_told(&hearer.actor, case.clone(), queue.clone()).await
            }
            _ => Ok(is_concerned),
        }
    }

    /// Says whether somebody may see that case.
    pub(super) async fn may_be_told(
        &self,
        actor: &Actor,
        case: Case,
        queue: Queue,
    ) -> Result<bool, DeskError> {
        self.is_shown(actor, Act::CaseShow, &Resource::Case { case, queue }).await
    }

    pub(super) async fn may_second(
        &self,
        actor: &Actor,
        id: ApprovalId,
    ) -> Result<bool, DeskError> {
        match self.approval(actor, id).await {
            Ok(view) => Ok(view.may_approve),
            Err(DeskError::NotFound | DeskError::Denied(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn case_of(&self, id: CaseId) -> Result<(Case, Queue), DeskError> {
        let (record, queue) = self.case_and_queue(id).await?;
        Ok((record.case, queue))
    }
}

impl Happened {
    fn ringing(&self, staff_id: StaffId) -> Ringing {
        let case = self.case.as_ref().map(|(case, queue)| (case.number, queue.name.clone()));
        Ringing { staff_id, event: self.event, case, approval_id: self.approval_id }
    }
}

/// Returns what stands behind each `@` that begins a word, in small letters.
fn called_in(text: &str) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    let mut before = None;
    for (at, sign) in text.char_indices() {
        // Within a word it is somebody's address, not a call.
        let begins = sign == '@' && before.is_none_or(|before: char| !before.is_alphanumeric());
        before = Some(sign);
        if !begins {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let is_of_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
        let end = rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
        if !name.is_empty() {
            called.insert(name.to_lowercase());
        }
    }
    called
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colleagues_are_called_by_the_beginning_of_their_address() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(called_in(text).into_iter().collect::<Vec<_>>(), expect, "{text}");
        };
        check("@eva please look, and @Egon.", &["egon", "eva"]);
        check("(@petr.novak)", &["petr.novak"]);
        check("write to jana@mail.example", &[]);
        check("@ nobody @", &[]);
        check("@eva: yes\n@eva- no", &["eva"]);
    }
}
