//! Ticking a step, and taking a tick back. Both are entered, and a tick that was taken back stays on record.

use db::{GuideRunRow, TickRow};
use model::{
    Act, Actor, CaseId, CaseNumber, Guide, GuideRunId, MessageKind, Personal, Resource, StaffActor,
    TickId,
};

use super::{must_hold, standing};
use crate::{Desk, DeskError, note::check_text, twins::Texts};

impl Desk {
    /// Ticks a step. Where it asks for a note, that is written with it: a message among the staff, redacted like any.
    pub async fn tick(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: GuideRunId,
        step: usize,
        note: Option<Personal<String>>,
    ) -> Result<TickId, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::GuideTick, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let run = self.run_of(record.case.id, id).await?;
        let guide = self.must_tick(&run, staff, step).await?;
        let note = note_for(&guide, step, note)?;
        let now = self.now();
        let case = record.case.noted(now);
        let written = match note {
            Some(text) => {
                let texts = Texts { text, ..Texts::default() };
                Some(self.written(&case, staff, MessageKind::Internal, &texts).await?)
            }
            None => None,
        };
        let tick = TickRow {
            id: TickId::draw(now, &*self.chance),
            run_id: run.id,
            step: i64::try_from(step).unwrap_or(i64::MAX),
            staff_id: staff.id,
            at: now,
            message_id: written.as_ref().map(|(message, _)| message.id),
            undone_by: None,
            undone_at: None,
        };
        let mut tx = self.db.write(permit).await?;
        if let Some((message, made)) = &written {
            tx.update_case(&case).await?;
            self.put_written(&mut tx, message, made).await?;
        }
        tx.insert_guide_tick(&run, &tick).await?;
        tx.commit().await?;
        Ok(tick.id)
    }

    /// Takes the tick of a step back.
    pub async fn untick(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: GuideRunId,
        step: usize,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let case_id = record.case.id;
        let resource = Resource::Case { case: record.case, queue };
        let permit = self.ask(actor, Act::GuideUntick, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let run = self.run_of(case_id, id).await?;
        let ticks = self.db.read().await?.guide_ticks(run.id).await?;
        let standing = ticks
            .into_iter()
            .find(|tick| tick.undone_at.is_none() && usize::try_from(tick.step) == Ok(step));
        let tick = standing.ok_or_else(|| invalid("step", "this step is not ticked"))?;
        let mut tx = self.db.write(permit).await?;
        tx.undo_guide_tick(&run, tick.id, staff.id, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns a guide of this case that is not set aside.
    pub(crate) async fn run_of(
        &self,
        case_id: CaseId,
        id: GuideRunId,
    ) -> Result<GuideRunRow, DeskError> {
        let run = self.db.read().await?.guide_run(id).await?;
        let run = run.filter(|run| run.case_id == case_id).ok_or(DeskError::NotFound)?;
        match run.stopped_at {
            None => Ok(run),
            Some(_) => Err(invalid("guide", "this guide was set aside; begin it anew")),
        }
    }

    async fn must_tick(
        &self,
        run: &GuideRunRow,
        staff: &StaffActor,
        step: usize,
    ) -> Result<Guide, DeskError> {
        let edition = self.db.read().await?.sheet_edition(run.sheet_id, run.number).await?;
        let edition = edition.ok_or(DeskError::NotFound)?;
        must_hold(edition.role, &staff.roles)?;
        let guide = Self::guide_of(&edition)?;
        let ticks = self.db.read().await?.guide_ticks(run.id).await?;
        let may = guide.may_tick(step, staff.id, &staff.roles, &standing(&ticks));
        may.map_err(|refusal| invalid("step", &refusal.to_string()))?;
        Ok(guide)
    }
}

/// Takes the note that a step asks for; none that it does not ask for.
fn note_for(
    guide: &Guide,
    step: usize,
    note: Option<Personal<String>>,
) -> Result<Option<Personal<String>>, DeskError> {
    let asked = step.checked_sub(1).and_then(|index| guide.steps.get(index));
    let asked = asked.and_then(|step| step.note.as_deref());
    let note = note.filter(|note| !note.expose().trim().is_empty());
    match (asked, note) {
        (Some(asked), None) => Err(invalid("note", &format!("this step asks for a note: {asked}"))),
        (Some(_), Some(note)) => check_text(&note).map(|()| Some(note)),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(invalid("note", "this step asks for no note; write one beside it")),
    }
}

fn invalid(field: &'static str, words: &str) -> DeskError {
    DeskError::Invalid { field, words: words.to_owned() }
}
