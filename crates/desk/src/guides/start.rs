//! Beginning a guide beside a case, and setting it aside.

use db::GuideRunRow;
use model::{Act, Actor, CaseNumber, GuideRunId, Resource, SheetId, SheetKind};

use super::must_hold;
use crate::{Desk, DeskError};

/// Guides that may be begun beside one case.
const RUNS_MAX: usize = 20;

/// Why a guide is not begun a second time.
const BEGUN: &str = "this guide stands beside the case already";

impl Desk {
    /// Begins a guide beside a case, in its latest edition; that edition stays with it.
    pub async fn start_guide(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: SheetId,
    ) -> Result<GuideRunId, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let (queue_id, case_id) = (queue.id, record.case.id);
        let resource = Resource::Case { case: record.case, queue };
        let permit = self.ask(actor, Act::GuideStart, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (sheet, edition) = self.sheet_of(SheetKind::Guide, id).await?;
        if !edition.is_offered || !edition.is_for(queue_id) {
            return Err(invalid("this guide is not for cases of this queue"));
        }
        must_hold(edition.role, &staff.roles)?;
        let runs = self.db.read().await?.guide_runs(case_id).await?;
        if runs.iter().any(|run| run.sheet_id == id && run.stopped_at.is_none()) {
            return Err(invalid(BEGUN));
        }
        if runs.len() >= RUNS_MAX {
            return Err(invalid(
                "so many guides stood beside this case that another would not be found",
            ));
        }
        let run = GuideRunRow {
            id: GuideRunId::draw(self.now(), &*self.chance),
            case_id,
            sheet_id: sheet.id,
            number: edition.number,
            started_by: staff.id,
            started_at: self.now(),
            stopped_by: None,
            stopped_at: None,
            version: 1,
        };
        let mut tx = self.db.write(permit).await?;
        // Somebody may have begun it since it was read.
        if !tx.insert_guide_run(&run).await? {
            return Err(invalid(BEGUN));
        }
        tx.commit().await?;
        Ok(run.id)
    }

    /// Sets a guide aside; what was ticked stays on record.
    pub async fn stop_guide(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: GuideRunId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let case_id = record.case.id;
        let resource = Resource::Case { case: record.case, queue };
        let permit = self.ask(actor, Act::GuideStop, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let run = self.run_of(case_id, id).await?;
        let mut tx = self.db.write(permit).await?;
        tx.stop_guide_run(&run, staff.id, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn invalid(words: &str) -> DeskError {
    DeskError::Invalid { field: "guide", words: words.to_owned() }
}
