//! Judging: whoever asked says whether the answer helped.

use db::OutcomeRow;
use model::{Act, Actor, CaseNumber, OutcomeId, Resource};

use crate::{Desk, DeskError, requests::person};

impl Desk {
    /// Keeps whether the answer helped. If it did, the case is resolved; if not, it is worked on again.
    pub async fn judge(
        &self,
        actor: &Actor,
        number: CaseNumber,
        is_helped: bool,
    ) -> Result<(), DeskError> {
        let me = person(actor)?;
        let (record, queue) = self.own_case(&me, number).await?;
        let actor = Actor::Person(me);
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(&actor, Act::CaseJudge, &resource).await?;
        if !self.is_answered(record.case.id).await? {
            return Err(DeskError::Void { words: "nothing was answered yet" });
        }
        let now = self.now();
        let case = if is_helped { record.case.resolved(now) } else { record.case.unresolved(now) };
        let outcome = OutcomeRow {
            id: OutcomeId::draw(now, &*self.chance),
            case_id: case.id,
            is_helped,
            at: now,
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.insert_outcome(&outcome).await?;
        tx.commit().await?;
        Ok(())
    }
}
