//! Confirming: the staff say that a new sender belongs to a case, or that a suggestion is right.

use model::{Act, Actor, CaseNumber, MessageId, Resource};

use crate::{Desk, DeskError};

impl Desk {
    /// Accepts the sender of a message as a participant: from now on they get replies.
    pub async fn confirm_sender(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        let message = self.db.read().await?.message(id).await?.ok_or(DeskError::NotFound)?.message;
        let author = message.author_person_id.filter(|_| message.case_id == record.case.id);
        let author = author.ok_or(DeskError::NotFound)?;
        let resource = Resource::Message {
            message_id: id,
            author_person_id: Some(author),
            author_staff_id: None,
            case: record.case.clone(),
            queue,
        };
        let permit = self.ask(actor, Act::MessageConfirm, &resource).await?;
        let mut tx = self.db.write(permit).await?;
        tx.confirm_message(id).await?;
        tx.put_case_person(record.case.id, author, true).await?;
        tx.update_case(&record.case).await?;
        tx.commit().await?;
        Ok(())
    }
}
