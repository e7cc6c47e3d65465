//! Taking apart: a case that is part of another stands by itself again, as it stood before.

use db::MergeRow;
use model::{Act, Actor, AffairError, CaseNumber, CaseState, MergeId, Resource};

use super::merge_of;
use crate::{Desk, DeskError};

impl Desk {
    /// Takes a part out of a case. The part is exactly what it was; what came since stays where it arrived.
    pub async fn separate(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MergeId,
    ) -> Result<CaseNumber, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (host, queue) = self.case_unread(actor, number).await?;
        let mut reader = self.db.read().await?;
        let rows = reader.merges_into(host.case.id).await?;
        let row: &MergeRow = merge_of(&rows, id).ok_or(AffairError::NotPart(number))?;
        let part = reader.case(row.from_id).await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let resource = Resource::Case { case: host.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseSeparate, &resource).await?;

        let now = self.now();
        let is_unchanged = host.case.version == row.into_version;
        let host_id = host.case.id;
        let has_ended = host.case.state == CaseState::Closed;
        let rest = host.case.letting_go(row.from_before, row.into_before, is_unchanged, now);
        let mut freed = part.case.as_before(row.from_before, now);
        // What ended while it was part ended for it, too: whoever had it before has it no more.
        if has_ended && freed.state != CaseState::Closed {
            (freed.state, freed.assignment) = (CaseState::Pending, None);
        }
        let mut tx = self.db.write(permit).await?;
        if !tx.disputes_of_origin(host_id).await?.is_empty() {
            return Err(AffairError::Disputed.into());
        }
        // Who left the staff since has nothing any more.
        let held = freed.assignment.map(|held| held.staff_id);
        let holder = match held {
            Some(id) => tx.staff(id).await?.filter(|staff| staff.is_active),
            None => None,
        };
        if held.is_some() && holder.is_none() {
            freed.assignment = None;
            if freed.state != CaseState::Closed {
                freed.state = CaseState::Pending;
            }
        }
        tx.update_case(&rest).await?;
        tx.update_case(&freed).await?;
        if !tx.end_merge(row, staff.id, &freed).await? {
            return Err(DeskError::Conflict { what: "case" });
        }
        tx.move_jottings_back(host_id, freed.id).await?;
        self.live.note_move(tx.entry_id(), freed.queue_id);
        self.live.note_other(tx.entry_id(), freed.number);
        tx.commit().await?;
        Ok(freed.number)
    }
}
