//! Lapsing: what nobody accepted in time comes back louder.

use model::{Act, Actor, Case, Class, Handover, HandoverId, Resource};

use crate::{Desk, DeskError};

/// Handovers that are read at once.
const PAGE_MAX: i64 = 100;

impl Desk {
    /// Lets lapse what nobody accepted in time; returns how many did. The case stays where it is, and is due at once.
    pub async fn lapse_handovers(&self) -> Result<usize, DeskError> {
        let now = self.now();
        let mut n = 0;
        let mut last: Option<Handover> = None;
        loop {
            let due = self.db.read().await?.handovers_due(now, last.as_ref(), PAGE_MAX).await?;
            let Some(row) = due.last() else { return Ok(n) };
            last = Some(row.handover.clone());
            for row in due {
                match self.lapse(row.handover.id, false).await {
                    Ok(is_done) => n += usize::from(is_done),
                    // Somebody did something to the case at this moment; the next round looks again.
                    Err(DeskError::Conflict { .. }) => {}
                    // One that cannot lapse keeps no other from it: the round goes on behind it.
                    Err(error) => {
                        tracing::error!("handover {} could not lapse: {error}", row.handover.id);
                    }
                }
            }
        }
    }

    /// Lets one lapse whose time is over; or at once, where it can be accepted by nobody.
    pub(super) async fn lapse(&self, id: HandoverId, is_at_once: bool) -> Result<bool, DeskError> {
        let house = Actor::Founder;
        let (row, record, resource) = self.handover_for(&house, id).await?;
        let now = self.now();
        let lapsed = match is_at_once {
            true => row.handover.returned(now),
            false => row.handover.lapsed(now),
        };
        let Some(lapsed) = lapsed else { return Ok(false) };
        let permit = self.ask(&house, Act::HandoverLapse, &resource).await?;
        drop::<Resource>(resource);
        let case = match record.case.class {
            // The arbitrator of its dispute has it by now, and no clock runs for them.
            Class::Legal => Case { updated_at: now, ..record.case },
            _ => record.case.returned_louder(now),
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.end_handover(&lapsed, None).await?;
        tx.commit().await?;
        Ok(true)
    }
}
