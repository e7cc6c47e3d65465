//! Accepting, declining, taking back: each asks anew what the case and both queues are by now.

use model::{
    Act, Actor, Case, CaseNumber, HANDOVER_RETIRED, Handover, HandoverId, HandoverState, Personal,
    Resource, StaffActor, Target,
};

use super::{must_be_same, reason};
use crate::{Desk, DeskError, disputes::invalid};

impl Desk {
    /// Accepts a handover: the case goes into the acceptor's hands. What went outside is accepted there, and somebody of the
    /// staff says so with how they know; whoever asked still waits for us,
    /// so that the clock of the case runs on, in the hands of whoever has it.
    pub async fn accept_handover(
        &self,
        actor: &Actor,
        id: HandoverId,
        how_known: Option<&Personal<String>>,
    ) -> Result<CaseNumber, DeskError> {
        let Actor::Staff(me) = actor else { return Err(DeskError::NotFound) };
        let (row, record, resource) = self.handover_for(actor, id).await?;
        let permit = self.ask(actor, Act::HandoverAccept, &resource).await?;
        self.must_be_whole(&record).await?;
        let Resource::Handover(asked) = resource else { return Err(DeskError::NotFound) };
        let now = self.now();
        let ended = row.handover.accepted(&asked.case, me.id, now)?;
        let (left, case) = (asked.case.queue_id, asked.case);
        let case = match ended.target {
            // Whoever picks it up themself says why they open what is sealed in it, as whoever takes a case does.
            Target::Queue(_) => {
                let to = asked.to_queue.as_ref().ok_or(HANDOVER_RETIRED)?;
                case.moved(to, now)?.assigned(me.id, true, now)?
            }
            Target::Role(_) => case.assigned(me.id, true, now)?,
            Target::Member(_) => case.assigned(me.id, false, now)?,
            Target::Outside => case.taken_outside(me.id, now)?,
        };
        let known = match (ended.is_outside(), how_known) {
            (true, Some(known)) => Some(self.said_at_end(me, &ended, "known", known).await?),
            (true, None) => return Err(invalid("known", "say how you know")),
            (false, _) => None,
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        // Who staffs a queue may have changed since it was asked.
        for queue in [Some(&asked.queue), asked.to_queue.as_ref()].into_iter().flatten() {
            must_be_same(queue, tx.queue(queue.id).await?)?;
        }
        let (twin, labels) = known.unzip();
        tx.insert_labels(case.id, &labels.unwrap_or_default()).await?;
        tx.end_handover(&ended, twin.as_deref()).await?;
        if case.queue_id != left {
            tx.move_words(case.id, case.queue_id).await?;
            // The commit wakes whoever tells what changed, so they must know by then.
            self.live.note_move(tx.entry_id(), left);
        }
        tx.commit().await?;
        Ok(case.number)
    }

    /// Declines a handover, or says that it was declined outside; the case stays where it is.
    pub async fn decline_handover(
        &self,
        actor: &Actor,
        id: HandoverId,
        why: &Personal<String>,
    ) -> Result<CaseNumber, DeskError> {
        let Actor::Staff(me) = actor else { return Err(DeskError::NotFound) };
        let (row, record, resource) = self.handover_for(actor, id).await?;
        let permit = self.ask(actor, Act::HandoverDecline, &resource).await?;
        let ended = row.handover.declined(me.id, self.now())?;
        let (twin, labels) = self.said_at_end(me, &ended, "reason", why).await?;
        let case = Case { updated_at: self.now(), ..record.case };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.insert_labels(case.id, &labels).await?;
        tx.end_handover(&ended, Some(&twin)).await?;
        tx.commit().await?;
        Ok(case.number)
    }

    /// Takes a handover back, or says that its lapse was seen.
    pub async fn withdraw_handover(
        &self,
        actor: &Actor,
        id: HandoverId,
    ) -> Result<CaseNumber, DeskError> {
        let Actor::Staff(me) = actor else { return Err(DeskError::NotFound) };
        let (row, record, resource) = self.handover_for(actor, id).await?;
        let permit = self.ask(actor, Act::HandoverWithdraw, &resource).await?;
        let row_state = row.handover.state;
        let ended = row.handover.withdrawn(me.id, self.now())?;
        // Whoever has seen the lapse has the case as it was before it; what is late stays late.
        let case = match (row_state, resource.queue()) {
            (HandoverState::Lapsed, Some(queue)) => record.case.dealt_with(queue, self.now()),
            _ => Case { updated_at: self.now(), ..record.case },
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.end_handover(&ended, None).await?;
        tx.commit().await?;
        Ok(case.number)
    }

    async fn said_at_end(
        &self,
        me: &StaffActor,
        ended: &Handover,
        field: &'static str,
        text: &Personal<String>,
    ) -> Result<(Vec<u8>, Vec<db::Label>), DeskError> {
        let text = reason(field, text)?;
        let mut redactions = self.redactions(ended.case_id, me).await?;
        let text = redactions.redact(&text)?;
        let twin = self.seal_text(ended.case_id, ended.id, "reason_twin", &text)?;
        Ok((twin, redactions.new_labels()))
    }
}
