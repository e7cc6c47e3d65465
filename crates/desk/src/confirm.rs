//! Confirming: the staff say that a new sender belongs to a case, or that a suggestion is right.

use std::collections::BTreeSet;

use model::{Act, Actor, CaseNumber, CaseState, MessageId, Resource};

use crate::{Desk, DeskError, approvals::staff_id};

impl Desk {
    /// Accepts the sender of a message as a participant: from now on they get replies.
    pub async fn confirm_sender(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
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

    /// Confirms that a case belongs to the one its subject names: its messages go there, redacted by that
    /// case's labels and sealed under its key; their sender becomes a participant; the empty case is closed.
    pub async fn confirm_suggestion(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<CaseNumber, DeskError> {
        let (from, from_queue) = self.case_unread(actor, number).await?;
        let target = from.suggested_case_id.ok_or(DeskError::NotFound)?;
        let mut reader = self.db.read().await?;
        let to = reader.case(target).await?.ok_or(DeskError::NotFound)?;
        let to = reader.host_of(to).await?;
        let target = to.case.id;
        let has_parts = !reader.part_ids(from.case.id).await?.is_empty();
        if has_parts || target == from.case.id {
            let words = "other cases are part of this one; take them apart first".to_owned();
            return Err(DeskError::Invalid { field: "case", words });
        }
        let messages = reader.messages(from.case.id).await?;
        let mut known = self.known_in_case(&mut reader, target).await?;
        known.extend(self.known_in_case(&mut reader, from.case.id).await?.values().iter().cloned());
        let persons = reader.case_persons(from.case.id).await?;
        let labels = reader.case_labels(target).await?;
        drop(reader);
        let to_queue = self.queue_of(to.case.queue_id).await?;
        let first = messages.first().ok_or(DeskError::NotFound)?;
        let about = |case: &model::Case, queue| Resource::Message {
            message_id: first.message.id,
            author_person_id: first.message.author_person_id,
            author_staff_id: None,
            case: case.clone(),
            queue,
        };
        // Whoever confirms must be allowed to on both sides; the permit is the one of the case that grows.
        self.ask_to_read(actor, Act::MessageConfirm, &about(&from.case, from_queue)).await?;
        let resource = about(&to.case, to_queue.clone());
        let permit = self.ask(actor, Act::MessageConfirm, &resource).await?;
        // A reply of ours is bound to the case it was written in; then two cases are two.
        if messages.iter().any(|found| found.message.author_person_id.is_none()) {
            let words =
                "the staff wrote in this case already, so it stays one of its own".to_owned();
            return Err(DeskError::Invalid { field: "case", words });
        }
        let authors: BTreeSet<_> =
            messages.iter().filter_map(|found| found.message.author_person_id).collect();
        if authors.len() > 1 {
            let words = "several people wrote in this case, so it stays one of its own".to_owned();
            return Err(DeskError::Invalid { field: "case", words });
        }
        let now = self.now();
        let mut grown = to.case.clone();
        let mut places = Vec::new();
        for found in &messages {
            let author = found.message.author_person_id.ok_or(DeskError::NotFound)?;
            grown = grown.received(&to_queue, found.message.automatic.is_some(), now);
            places.push((found, author, grown.n_messages));
        }
        let regrouped = self.regroup(target, &places, &known, labels).await?;
        let mut tx = self.db.write(permit).await?;
        self.put_regrouped(&mut tx, target, &regrouped).await?;
        for author in authors {
            tx.put_case_person(target, author, true).await?;
        }
        for (person_id, _) in persons {
            tx.put_case_person(target, person_id, false).await?;
        }
        tx.update_case(&grown).await?;
        let mut emptied = from.case.clone();
        if emptied.state != CaseState::Closed {
            emptied = emptied.closed(now)?;
        }
        emptied.n_messages = 0;
        tx.update_case(&emptied).await?;
        tx.withdraw_handover_of(emptied.id, staff_id(actor), now).await?;
        tx.commit().await?;
        Ok(to.case.number)
    }
}
