//! Lapsing: what nobody accepted in time comes back louder.

use model::{Act, Actor, Case, Class, HandoverId, Resource};

use crate::{Desk, DeskError};

/// Handovers that one round lets lapse.
const ROUND_MAX: i64 = 100;

impl Desk {
    /// Lets lapse what nobody accepted in time; returns how many did. The case stays where it is, and is due at once.
    pub async fn lapse_handovers(&self) -> Result<usize, DeskError> {
        let due = self.db.read().await?.handovers_due(self.now(), ROUND_MAX).await?;
        let mut n = 0;
        for row in due {
            match self.lapse(row.handover.id).await {
                Ok(is_done) => n += usize::from(is_done),
                // Somebody did something to the case at this moment; the next round looks again.
                Err(DeskError::Conflict { .. }) => {}
                // One that cannot lapse keeps no other from it.
                Err(error) => {
                    tracing::error!("handover {} could not lapse: {error}", row.handover.id);
                }
            }
        }
        Ok(n)
    }

    async fn lapse(&self, id: HandoverId) -> Result<bool, DeskError> {
        let house = Actor::Founder;
        let (row, record, resource) = self.handover_for(&house, id).await?;
        let now = self.now();
        let Some(lapsed) = row.handover.lapsed(now) else { return Ok(false) };
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
