//! Declining to sit, and ending a dispute that nobody takes (DRP 1.5).

use std::collections::BTreeSet;

use db::{SeatRow, StaffRow};
use model::{
    Act, Actor, CaseNumber, Part, Personal, Role, Seat, SeatId, StaffId, Stage, Visibility,
};

use crate::{
    Desk, DeskError,
    disputes::{Found, invalid},
    note::check_text,
};

/// What the parties are told when the last arbitrator declined.
const NOBODY_LEFT: &str =
    "Every arbitrator declined this dispute or may not sit in it. It ends as declined.";

impl Desk {
    /// Declines to be arbitrator of a dispute, and says why. When nobody is left who could be, it ends as declined.
    pub async fn decline_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
        reason: Personal<String>,
    ) -> Result<Stage, DeskError> {
        check_text(&reason)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeDecline, &found.resource()).await?;
        let id = found.record.case.id;
        let mut declined = self.declined(&found).await?;
        if !declined.insert(staff.id) {
            return Err(invalid("staff", "you declined this dispute before"));
        }
        let is_last = !self.staff_now().await?.iter().any(|row| may_still(row, &found, &declined));
        let now = self.now();
        let heard = (Part::Reason, Visibility::Tribunal);
        let case = found.record.case.clone().noted(now);
        let spoken = self.spoken(&case, &staff, reason, heard).await?;
        // What the parties are told is a text of its own: why a colleague declined is not theirs to read.
        let told = (Part::Reason, Visibility::AllParties);
        let (case, last) = if is_last {
            let case = case.noted(now);
            let text = Personal::new(NOBODY_LEFT.to_owned());
            let message = self.spoken(&case, &staff, text, told).await?;
            (case.closed(now)?, Some(message))
        } else {
            (case, None)
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_spoken(&mut tx, &spoken, heard).await?;
        tx.insert_seat(&SeatRow {
            id: SeatId::draw(now, &*self.chance),
            case_id: id,
            staff_id: staff.id,
            seat: Seat::Arbitrator,
            is_declined: true,
            reason_id: Some(spoken.0.id),
            at: now,
            ended_at: Some(now),
        })
        .await?;
        if let Some(last) = &last {
            self.put_spoken(&mut tx, last, told).await?;
            tx.update_dispute(id, Stage::Declined).await?;
            tx.delete_jottings_of_case(id).await?;
        }
        tx.commit().await?;
        Ok(if is_last { Stage::Declined } else { found.row.stage })
    }

    /// Ends a dispute that nobody takes; the reason is for the parties, too.
    pub async fn end_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
        reason: Personal<String>,
    ) -> Result<(), DeskError> {
        check_text(&reason)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeEnd, &found.resource()).await?;
        let now = self.now();
        let case = found.record.case.clone().noted(now);
        let heard = (Part::Reason, Visibility::AllParties);
        let spoken = self.spoken(&case, &staff, reason, heard).await?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case.clone().closed(now)?).await?;
        self.put_spoken(&mut tx, &spoken, heard).await?;
        tx.update_dispute(case.id, Stage::Declined).await?;
        tx.delete_jottings_of_case(case.id).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn declined(&self, found: &Found) -> Result<BTreeSet<StaffId>, DeskError> {
        let seats = self.db.read().await?.seats(found.record.case.id).await?;
        let declined = seats.into_iter().filter(|seat| seat.is_declined);
        Ok(declined.map(|seat| seat.staff_id).collect())
    }
}

/// Says whether somebody could still take the arbitrator's seat.
fn may_still(row: &StaffRow, found: &Found, declined: &BTreeSet<StaffId>) -> bool {
    row.is_active
        && row.roles.contains(&Role::Arbitrator)
        && !declined.contains(&row.id)
        && !found.bars.keep_out(row.id, row.person_id)
}
