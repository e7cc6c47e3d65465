//! Judging: whoever asked says whether the answer helped.

use db::OutcomeRow;
use model::{Act, Actor, CaseNumber, OutcomeId, Resource};

use crate::{Desk, DeskError, requests::person};

/// Words on the answers of one case.
const OUTCOMES_MAX: usize = 20;

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
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        let permit = self.ask(&actor, Act::CaseJudge, &resource).await?;
        if !self.is_answered(record.case.id).await? {
            return Err(DeskError::Void { words: "nothing was answered yet" });
        }
        let said = self.db.read().await?.outcomes(record.case.id).await?;
        if said.last().is_some_and(|last| last.is_helped == is_helped) {
            return Err(DeskError::Void { words: "you said so already" });
        }
        if said.len() >= OUTCOMES_MAX {
            return Err(DeskError::Void { words: "it was said too often; write to us instead" });
        }
        let now = self.now();
        let case = match is_helped {
            true => record.case.resolved(now),
            false => record.case.unresolved(&queue, now),
        };
        let outcome = OutcomeRow {
            id: OutcomeId::draw(now, &*self.chance),
            case_id: case.id,
            is_helped,
            at: now,
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.insert_outcome(&outcome).await?;
        if is_helped {
            // Nobody is waited for any more, so that nobody need accept it.
            tx.withdraw_handover_of(case.id, None, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
