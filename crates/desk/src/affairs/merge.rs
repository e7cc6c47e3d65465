//! Merging: a case becomes part of another, whose page shows both.

use db::{CaseRecord, DraftRow, MergeRow, WriteTx};
use model::{
    Act, Actor, AffairError, Before, CaseNumber, HandoverState, MergeId, Resource, may_merge,
};

use super::said_of_part;
use crate::{
    Desk, DeskError, DraftText,
    drafts::{Sealed, Writing},
};

/// What became of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// By which it is taken apart again.
    pub id: MergeId,
    /// The case that is part now.
    pub from: CaseNumber,
    /// The case that took it in.
    pub into: CaseNumber,
}

impl Desk {
    /// Merges a case into another of the same requester. Its number goes on being valid; what comes for it arrives at the
    /// other from now on.
    pub async fn merge(
        &self,
        actor: &Actor,
        number: CaseNumber,
        into: CaseNumber,
    ) -> Result<Merged, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let from = self.case_unread(actor, number).await;
        let (from, from_queue) =
            from.map_err(|error| said_of_part(error, AffairError::IsPart(number)))?;
        if number == into {
            return Err(AffairError::Itself.into());
        }
        let to = self.other_case(actor, into).await;
        let (to, to_queue) =
            to.map_err(|error| said_of_part(error, AffairError::IntoPart(into)))?;
        // Whoever merges must be allowed to on both sides; the permit is the one of the case that grows.
        let resource = Resource::Case { case: from.case.clone(), queue: from_queue.clone() };
        self.ask_to_read(actor, Act::CaseMerge, &resource).await?;
        let resource = Resource::Case { case: to.case.clone(), queue: to_queue };
        let permit = self.ask(actor, Act::CaseMerge, &resource).await?;

        let now = self.now();
        // Merging deals with a handover that lapsed: the clock that it shortened goes on in neither case.
        let standing = self.db.read().await?.standing_handover(from.case.id).await?;
        let coming = match standing {
            Some(row) if row.handover.state == HandoverState::Lapsed => {
                from.case.clone().dealt_with(&from_queue, now)
            }
            _ => from.case.clone(),
        };
        let grown = to.case.clone().taking_in(&coming, now);
        let row = MergeRow {
            id: MergeId::draw(now, &*self.chance),
            from_id: from.case.id,
            into_id: to.case.id,
            merged_by: staff.id,
            merged_at: now,
            from_before: Before::of(&coming),
            into_before: Before::of(&to.case),
            into_version: to.case.version + 1,
        };
        let part = coming.become_part(now);
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&part).await?;
        // Both are ours until the commit; what is asked now is what counts.
        let of = self.mergeable(&mut tx, &from, &to).await?;
        let facts = self.mergeable(&mut tx, &to, &from).await?;
        may_merge((&from.case, &of), (&to.case, &facts))?;
        tx.withdraw_handover_of(part.id, Some(staff.id), now).await?;
        tx.update_case(&grown).await?;
        if !tx.insert_merge(&row, &grown).await? {
            return Err(DeskError::Conflict { what: "case" });
        }
        self.carry_drafts(&mut tx, &from, &to).await?;
        tx.move_jottings(from.case.id, to.case.id).await?;
        // The commit wakes whoever tells what changed, so they must know by then.
        self.live.note_move(tx.entry_id(), from.case.queue_id);
        self.live.note_other(tx.entry_id(), from.case.number);
        tx.commit().await?;
        Ok(Merged { id: row.id, from: from.case.number, into: to.case.number })
    }

    /// Takes along what is being written in a case, by whomever: it is written on where the case is now. Below it stands
    /// what its writer had begun there.
    async fn carry_drafts(
        &self,
        tx: &mut WriteTx,
        from: &CaseRecord,
        to: &CaseRecord,
    ) -> Result<(), DeskError> {
        for row in tx.drafts_of_case(from.case.id).await? {
            let Some(text) = self.text_of_draft(tx, &row).await? else { continue };
            let Some(writer) = tx.staff(row.staff_id).await? else { continue };
            let (known, labels) = self.known_to_writer(to.case.id, writer.person_id).await?;
            let writing = Writing { staff_id: row.staff_id, known, labels };
            let over = match tx.draft(to.case.id, row.staff_id, row.kind).await? {
                Some(row) => Some(Sealed { values: tx.draft_values(row.id).await?, row }),
                None => None,
            };
            // Too long together: it stays where it is, among their drafts.
            let Some(sealed) = self.redraft(to, &writing, &text, over.as_ref())? else { continue };
            let read = over.map(|kept| kept.row.version);
            if tx.put_draft(&sealed.row, &sealed.values, read).await? {
                tx.use_draft(row.case_id, row.staff_id, row.kind, row.version).await?;
            }
        }
        Ok(())
    }

    async fn text_of_draft(
        &self,
        tx: &mut WriteTx,
        row: &DraftRow,
    ) -> Result<Option<DraftText>, DeskError> {
        let values = tx.draft_values(row.id).await?;
        let Some(draft) = self.open_draft(row, &values)? else { return Ok(None) };
        // Its writer has seen nothing of the case that it goes to.
        Ok(Some(DraftText { kind: row.kind, text: draft.text, n_seen: 0, follows: None }))
    }
}
