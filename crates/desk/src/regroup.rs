//! Regrouping: messages go to another case, redacted by its labels and sealed under its key.

use db::{BlobKind, Label, MessageRecord, MovedMessage, WriteTx};
use model::{CaseId, MessageId, PersonId};
use redact::Known;
use vault::{Cell, Owner};

use crate::{Desk, DeskError, twins::Made};

/// A message on its way to another case.
pub(crate) struct Regrouped {
    pub(crate) id: MessageId,
    /// Its place there.
    pub(crate) position_index: i64,
    pub(crate) made: Made,
}

impl Desk {
    /// Redacts messages anew for the case that they go to. What is said of nobody known is about `about`.
    pub(crate) async fn regroup(
        &self,
        target: CaseId,
        messages: &[(&MessageRecord, PersonId, i64)],
        known: &Known,
        mut labels: Vec<Label>,
    ) -> Result<Vec<Regrouped>, DeskError> {
        let mut regrouped = Vec::with_capacity(messages.len());
        for (found, about, position_index) in messages {
            let id = found.message.id;
            let texts = self.texts_of(found).await?;
            let made = self.make_twins(target, id, &texts, known, *about, labels.clone())?;
            labels.extend(made.labels.iter().cloned());
            regrouped.push(Regrouped { id, position_index: *position_index, made });
        }
        Ok(regrouped)
    }

    /// Writes messages into the case that they go to; what hangs on them goes along.
    pub(crate) async fn put_regrouped(
        &self,
        tx: &mut WriteTx,
        target: CaseId,
        regrouped: &[Regrouped],
    ) -> Result<(), DeskError> {
        for Regrouped { id, position_index, made } in regrouped {
            let row = MovedMessage {
                id: *id,
                case_id: target,
                position_index: *position_index,
                subject_twin: &made.subject_twin,
                text_twin: &made.text_twin,
                values: &made.values,
            };
            tx.move_message(&row).await?;
            tx.insert_labels(target, &made.labels).await?;
            let mut names = made.twin.names.iter();
            for blob in tx.blobs(*id).await? {
                let name = match blob.kind {
                    BlobKind::Attachment => names.next().map_or("", String::as_str),
                    BlobKind::Raw | BlobKind::Html => "",
                };
                let cell = Cell { table: "blobs", column: "name_twin", row: blob.id.uuid() };
                let sealed = self.vault.seal(Owner::Case(target), cell, name.as_bytes())?;
                tx.update_blob_name(blob.id, &sealed).await?;
            }
            let words = self.words_of(&made.subject, &made.twin.text)?;
            tx.index_message(*id, target, &words).await?;
        }
        Ok(())
    }
}
