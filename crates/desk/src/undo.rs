//! Undo: a reply is taken back while all its copies are still held.

use model::{Act, Actor, CaseNumber, DeliveryState, MessageId, Resource};

use crate::{Desk, DeskError};

impl Desk {
    /// Takes a reply back. It stays in the case, marked as taken back; nothing of it leaves.
    pub async fn undo(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        let mut reader = self.db.read().await?;
        let message = reader.message(id).await?.ok_or(DeskError::NotFound)?.message;
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
        let mut tx = self.db.write(permit).await?;
        for found in deliveries {
            let mut delivery = found.delivery;
            delivery.state = DeliveryState::Undone;
            tx.update_delivery(&delivery).await?;
        }
        tx.update_case(&record.case.undone(self.now())).await?;
        tx.commit().await?;
        Ok(())
    }
}
