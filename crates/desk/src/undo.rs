//! Undo: a reply is taken back while all its copies are still held.

use db::MessageRecord;
use model::{
    Act, Actor, Case, CaseKind, CaseNumber, DeliveryState, DraftKind, MessageId, Resource,
};

use crate::{
    Desk, DeskError, DraftText,
    drafts::{Sealed, Writing},
};

impl Desk {
    /// Takes a reply back. It stays in the case, marked as taken back; nothing of it leaves. What it said is its author's
    /// draft again, before what they have begun since.
    pub async fn undo(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let mut reader = self.db.read().await?;
        let written = reader.message(id).await?.ok_or(DeskError::NotFound)?;
        let message = &written.message;
        if message.case_id != record.case.id {
            return Err(DeskError::NotFound);
        }
        let deliveries = reader.deliveries(id).await?;
        drop(reader);
        let resource = Resource::Message {
            message_id: id,
            author_person_id: None,
            author_staff_id: message.author_staff_id,
            case: record.case.clone(),
            queue,
        };
        let permit = self.ask(actor, Act::MessageUndo, &resource).await?;
        if deliveries.is_empty() {
            let words =
                "nothing of this message leaves, so there is nothing to take back".to_owned();
            return Err(DeskError::Invalid { field: "message", words });
        }
        if let Some(found) =
            deliveries.iter().find(|found| found.delivery.state != DeliveryState::Held)
        {
            return Err(DeskError::TooLate { state: found.delivery.state.as_str() });
        }
        let text = self.undone_text(&written, &record.case).await?;
        let mut tx = self.db.write(permit).await?;
        for found in deliveries {
            let mut delivery = found.delivery;
            delivery.state = DeliveryState::Undone;
            tx.update_delivery(&delivery).await?;
        }
        if let Some((text, writing)) = text {
            let author = writing.staff_id;
            let found = tx.draft(record.case.id, author, text.kind).await?;
            let over = match found {
                Some(row) => Some(Sealed { values: tx.draft_values(row.id).await?, row }),
                None => None,
            };
            // Too long, or changed at this very moment by another window: that one stays, and this is read in the case.
            if let Some(sealed) = self.redraft(&record, &writing, &text, over.as_ref())? {
                let read = over.map(|kept| kept.row.version);
                tx.put_draft(&sealed.row, &sealed.values, read).await?;
            }
        }
        tx.update_case(&record.case.undone(self.now())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What was said, to be a draft again; nothing of what was said in a hearing, which has no drafts.
    async fn undone_text(
        &self,
        written: &MessageRecord,
        case: &Case,
    ) -> Result<Option<(DraftText, Writing)>, DeskError> {
        let Some(author) = written.message.author_staff_id else { return Ok(None) };
        if case.kind() == CaseKind::Dispute {
            return Ok(None);
        }
        let text = match self.texts_of(written).await {
            Err(DeskError::Destroyed) => return Ok(None),
            texts => texts?.text,
        };
        // Who wrote it had seen all that stood before it.
        let n_seen = written.message.position_index;
        let text = DraftText { kind: DraftKind::Reply, text, n_seen, follows: None };
        let staff = self.db.read().await?.staff(author).await?.ok_or(DeskError::NotFound)?;
        let (known, labels) = self.known_to_writer(case.id, staff.person_id).await?;
        Ok(Some((text, Writing { staff_id: author, known, labels })))
    }
}
