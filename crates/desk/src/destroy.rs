//! Destroying a person: their texts are redacted anew where others keep them, then their keys go, everywhere.

use audit::Permit;
use authority::Approval;
use db::{BlobKind, MessageRecord};
use model::{Act, Actor, Address, CaseId, MessageId, PersonId, Resource};
use redact::Known;
use vault::{Cell, Owner};

use crate::{Desk, DeskError, disputes::is_shown_on_desk, people::know_party, twins::Twin};

impl Desk {
    /// Destroys all that is held about the person behind an address. What cannot be read without their key
    /// dies in every copy and backup; in the cases of others their names are redacted once more.
    ///
    /// Destroying nobody is not an error: who asks may not learn whether somebody was there.
    pub async fn destroy_person(&self, actor: &Actor, address: &Address) -> Result<(), DeskError> {
        let id = self.person_or_nobody(address)?;
        let resource = self.destroyed(id).await?;
        let permit = self.ask(actor, Act::PersonDestroy, &resource).await?;
        self.destroy(id, permit).await
    }

    /// Destroys whom two decided to destroy.
    pub(crate) async fn destroy_by_two(
        &self,
        actor: &Actor,
        id: PersonId,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let resource = self.destroyed(id).await?;
        let permit = self.ask_by_two(actor, Act::PersonDestroy, &resource, approval).await?;
        self.destroy(id, permit).await
    }

    /// The person as the gate is asked about them: a hold keeps what is held.
    async fn destroyed(&self, id: PersonId) -> Result<Resource, DeskError> {
        let is_held = self.db.read().await?.is_held(id).await?;
        if is_held { Ok(Resource::HeldPerson(id)) } else { self.person_resource(id).await }
    }

    /// The person as the gate is asked what two do to them: who sits on the board is in no other's hands.
    pub(crate) async fn person_resource(&self, id: PersonId) -> Result<Resource, DeskError> {
        let staff = self.db.read().await?.staff_of_person(id).await?;
        let is_on_board = staff.is_some_and(|staff| staff.is_on_board());
        Ok(if is_on_board { Resource::BoardPerson(id) } else { Resource::Person(id) })
    }

    async fn destroy(&self, id: PersonId, permit: Permit) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let party = self.open_party(&mut reader, id).await?;
        let case_ids = reader.cases_of_person(id).await?;
        let mut own = Vec::new();
        let mut again = Vec::new();
        for case_id in case_ids {
            let record = reader.case(case_id).await?.ok_or(DeskError::NotFound)?;
            if record.case.requester_id == id {
                own.push(case_id);
            } else {
                again.push((record, reader.messages(case_id).await?));
            }
        }
        drop(reader);
        let mut known = Known::new();
        know_party(&mut known, &party);
        let approval_id = permit.ground().second.as_ref().map(|second| second.approval_id);
        let mut tx = self.db.write(permit).await?;
        // A hold may have been set since the gate was asked; from here on none can be.
        tx.lock_person(id).await?;
        if tx.is_held(id).await? {
            return Err(DeskError::Conflict { what: "hold" });
        }
        if tx.staff_of_person(id).await?.is_some_and(|staff| staff.is_active) {
            return Err(DeskError::Void { words: "they have a place on the staff; end it first" });
        }
        if let Some(approval_id) = approval_id {
            tx.forget_approval(approval_id).await?;
        }
        for (record, messages) in &again {
            self.redact_again(&mut tx, record, messages, &known).await?;
            // What is being written there may name them in words that its twin does not hide. It goes as a whole, so that
            // its writer sees it and begins anew.
            // Where the case is part of another, that is where it is written.
            let host = tx.host_of(record.clone()).await?;
            tx.delete_drafts_of_case(record.case.id).await?;
            tx.delete_drafts_of_case(host.case.id).await?;
            tx.delete_jottings_of_case(record.case.id).await?;
            tx.delete_jottings_of_case(host.case.id).await?;
        }
        for case_id in &own {
            tx.unindex_case(*case_id).await?;
            tx.delete_drafts_of_case(*case_id).await?;
            tx.delete_jottings_of_case(*case_id).await?;
        }
        tx.delete_jottings_of_person(id).await?;
        tx.end_assurances(id, None, self.now()).await?;
        tx.erase_person(id, self.now()).await?;
        tx.commit().await?;
        // The rows are gone; only now the keys, so that a failure in between can be repeated.
        let destroyed = self.vault.destroy_person(id).await;
        self.cards.clear();
        // Even if it failed: a new epoch may be in force all the same.
        self.words_due.notify_one();
        Ok(destroyed.map(drop)?)
    }

    async fn redact_again(
        &self,
        tx: &mut db::WriteTx,
        record: &db::CaseRecord,
        messages: &[MessageRecord],
        known: &Known,
    ) -> Result<(), DeskError> {
        let case_id: CaseId = record.case.id;
        let mut labels = redact::Labels::new();
        // What is found now has nobody left to be opened for: the value is not kept.
        let key = |kind: redact::PlaceholderKind, folded: &str| {
            self.case_key(case_id, kind.as_str(), folded).unwrap_or_default()
        };
        for label in tx.case_labels(case_id).await? {
            let kind = label.kind.parse().ok();
            let number = u32::try_from(label.number).ok();
            if let Some((kind, number)) = kind.zip(number) {
                labels.insert(label.match_key, redact::Placeholder { kind, number });
            }
        }
        let hearing = tx.hearing(case_id).await?;
        let mut wipe = |text: &str| only_known(&self.redactor, text, known, &mut labels, &key);
        for (index, found) in messages.iter().enumerate() {
            // Read again inside the transaction: it may belong to another case by now.
            let Some(found) = tx.message(found.message.id).await? else { continue };
            if found.message.case_id != case_id {
                continue;
            }
            let Some((subject, twin)) = self.open_twin(&found)? else { continue };
            let subject = wipe(&subject);
            let twin = Twin {
                from: wipe(&twin.from),
                text: wipe(&twin.text),
                names: twin.names.iter().map(|name| wipe(name)).collect(),
            };
            let (sealed_subject, sealed_twin) =
                self.seal_twin(case_id, found.message.id, &subject, &twin)?;
            tx.update_message_twins(found.message.id, &sealed_subject, &sealed_twin, &[]).await?;
            self.rename_files(tx, case_id, found.message.id, &twin.names).await?;
            if is_shown_on_desk(&record.case, &hearing, &found) {
                let words = self.words_of(&subject, &twin.text)?;
                tx.index_message(found.message.id, case_id, &words).await?;
            }
            if index == 0 {
                let (subject, excerpt) = self.seal_board_texts(case_id, &subject, &twin.text)?;
                tx.update_case_twins(case_id, &subject, &excerpt).await?;
            }
        }
        Ok(())
    }

    // The files' names stand in the message's twin and, for lists, beside each file.
    async fn rename_files(
        &self,
        tx: &mut db::WriteTx,
        case_id: CaseId,
        message_id: MessageId,
        names: &[String],
    ) -> Result<(), DeskError> {
        let rows = self.db.read().await?.blobs(message_id).await?;
        let files = rows.iter().filter(|row| row.kind == BlobKind::Attachment);
        for (row, name) in files.zip(names) {
            let cell = Cell { table: "blobs", column: "name_twin", row: row.id.uuid() };
            let name_twin = self.vault.seal(Owner::Case(case_id), cell, name.as_bytes())?;
            tx.update_blob_name(row.id, &name_twin).await?;
        }
        Ok(())
    }
}

// Placeholders that stand in the twin must stay where they are: their places are how values find them. A name
// that redaction missed becomes a row of signs that is no placeholder.
fn only_known(
    redactor: &redact::Redactor,
    text: &str,
    known: &Known,
    labels: &mut redact::Labels,
    key: &dyn Fn(redact::PlaceholderKind, &str) -> [u8; 16],
) -> String {
    let redacted = redactor.redact(text, known, labels, key);
    redact::restore(&redacted.text, |place| {
        let occurrence = redacted.occurrences.get(place)?;
        let is_theirs = occurrence.about.is_some();
        Some(if is_theirs { "[…]".to_owned() } else { occurrence.value.expose().clone() })
    })
}
