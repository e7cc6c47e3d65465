//! Who hears of it: what each chose, whom it concerns, and what the gate lets them know.

use std::collections::{BTreeMap, BTreeSet};

use authority::staff_actor;
use db::{ApprovalState, NewNotice, StaffRow};
use model::{
    Act, Actor, ApprovalId, Case, CaseId, CaseNumber, JobId, NoticeChoices, NoticeEvent, Queue,
    QueueName, Resource, StaffId, Via,
};

use super::passing_over;
use crate::{Desk, DeskError, approvals::staff_id, live::Told};

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
pub(super) struct Hearer {
    row: StaffRow,
    actor: Actor,
    pub(super) choices: NoticeChoices,
}

/// Something that happened, before it is asked who hears of it.
pub(super) struct Happened {
    pub(super) event: NoticeEvent,
    pub(super) about: String,
    pub(super) case: Option<(Case, Queue)>,
    pub(super) approval_id: Option<ApprovalId>,
    /// Who did it; nobody is told of what they did.
    pub(super) by: Option<StaffId>,
    /// Whom it concerns: those alone, or whoever staffs the queue.
    pub(super) to: To,
}

/// Whom something concerns.
pub(super) enum To {
    These(BTreeSet<StaffId>),
    StaffOfQueue,
    WhoMayApprove,
    WhoMayAccept,
}

impl Happened {
    fn ringing(&self, staff_id: StaffId) -> Ringing {
        let case = self.case.as_ref().map(|(case, queue)| (case.number, queue.name.clone()));
        Ringing { staff_id, event: self.event, case, approval_id: self.approval_id }
    }
}

impl Desk {
    /// Says who is told of each, with what stands in a browser.
    pub(super) async fn told_of(
        &self,
        hearers: &[Hearer],
        happened: Vec<Happened>,
        has_mail: bool,
    ) -> Result<Vec<(NewNotice, Option<Ringing>)>, DeskError> {
        let now = self.now();
        let mut told = Vec::new();
        for one in &happened {
            for hearer in hearers {
                if one.by == Some(hearer.row.id) || !hearer.choices.ways(one.event).is_told() {
                    continue;
                }
                let leaves_at = hearer.choices.leaves_at(one.event, now).filter(|_| has_mail);
                let rings = hearer.choices.rings(one.event, now);
                if leaves_at.is_none() && !rings {
                    continue;
                }
                if !passing_over(&one.about, self.hears(hearer, one).await)? {
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

    /// Keeps who is told, with the places up to which it was looked; returns how many heard it first now.
    pub(super) async fn keep_told(
        &self,
        told: Vec<(NewNotice, Option<Ringing>)>,
        places: &[(&str, i64)],
    ) -> Result<usize, DeskError> {
        if told.is_empty() && places.is_empty() {
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
        for (key, place) in places {
            book.put_setting(key, &place.to_string()).await?;
        }
        book.commit().await?;
        if !rung.is_empty() {
            self.live.tell(Told::Ringing(rung.into()));
        }
        Ok(n_told)
    }

    /// Returns everybody on the staff with what they chose.
    pub(super) async fn hearers(&self) -> Result<Vec<Hearer>, DeskError> {
        let mut reader = self.db.read().await?;
        let staff = reader.all_staff().await?;
        let mut chosen: BTreeMap<StaffId, NoticeChoices> = reader.notice_choices().await?;
        drop(reader);
        let active = staff.into_iter().filter(|row| row.is_active);
        Ok(active
            .map(|row| {
                let actor = self.as_they_are(row.clone());
                let choices = chosen.remove(&row.id);
                let choices = choices.unwrap_or_else(|| self.first_choices(&actor, row.id));
                Hearer { choices, actor, row }
            })
            .collect())
    }

    /// Returns what a member is told who chose nothing yet: nothing where they could not choose otherwise, as in a house
    /// that runs since before there were notices and has not adopted the policy yet.
    pub(super) fn first_choices(&self, actor: &Actor, id: StaffId) -> NoticeChoices {
        let may = self.authority.allows(actor, Act::NoticeChoose, &Resource::Staff(id));
        match may.is_allowed() {
            true => NoticeChoices::default(),
            false => NoticeChoices { ways: BTreeMap::new(), ..NoticeChoices::default() },
        }
    }

    /// Returns a member as whoever they are now, when they are not here themself.
    pub(crate) fn as_they_are(&self, row: StaffRow) -> Actor {
        // Nobody signs in to be told. The gate is asked as if they had, as well as the house wants it of its staff.
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
            (To::WhoMayAccept, Some((case, _))) => self.may_accept(&hearer.actor, case.id).await?,
            (To::WhoMayAccept, None) => false,
            (To::WhoMayApprove, _) => match one.approval_id {
                Some(id) => self.may_second(&hearer.actor, id).await?,
                None => false,
            },
        };
        // Whoever may accept a case does not see it yet; that they may was asked of the gate.
        if matches!(one.to, To::WhoMayAccept) {
            return Ok(is_concerned);
        }
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
        self.could_read(actor, &Resource::Case { case, queue }).await
    }

    pub(super) async fn may_second(
        &self,
        actor: &Actor,
        id: ApprovalId,
    ) -> Result<bool, DeskError> {
        // Asked before, because a refusal would be on record, and nobody tried anything.
        if !self.authority.allows(actor, Act::ApprovalList, &Resource::House).is_allowed() {
            return Ok(false);
        }
        match self.approval(actor, id).await {
            // Whether they sit down to approve it is not asked of a job; who could do the same, and is another, is.
            Ok(view) => {
                let is_waiting = view.state == ApprovalState::Waiting && !view.is_lapsed;
                let stands_in = view.proposer.as_ref().and_then(|proposer| proposer.deputy_id);
                let is_another = !view.is_mine && stands_in != staff_id(actor);
                Ok(is_waiting && is_another && view.deed.is_some() && !view.may_take_up)
            }
            Err(DeskError::NotFound | DeskError::Denied(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Returns the case that something of a case is told of: the one that it is part of by now, where it is. Messages went
    /// along; that a part came in, was given to somebody or has a clock is no news any more.
    pub(super) async fn case_told(
        &self,
        id: CaseId,
        event: NoticeEvent,
    ) -> Result<Option<(Case, Queue)>, DeskError> {
        let (record, queue) = self.case_and_queue(id).await?;
        let Some(host_id) = record.merged_into else { return Ok(Some((record.case, queue))) };
        if !matches!(event, NoticeEvent::Answered | NoticeEvent::Named) {
            return Ok(None);
        }
        let (host, queue) = self.case_and_queue(host_id).await?;
        Ok(Some((host.case, queue)))
    }
}
