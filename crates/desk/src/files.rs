//! Files of an arrival: kept sealed once, and entered with whatever message they come to belong to.

use db::{BlobKind, BlobRow};
use model::{BlobId, CaseId, MessageId, PersonId};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, arrival::Arrival, media_types::kept_media_type};

/// A file that is kept and has no row yet.
pub(crate) struct KeptFile {
    id: BlobId,
    kind: BlobKind,
    media_type: String,
    n_bytes: usize,
    wrap: Vec<u8>,
}

impl Desk {
    /// Keeps what came with an arrival: the mail itself, its HTML, what is attached. Before the tries to place it, so
    /// that a try that fails leaves no file behind.
    pub(crate) async fn keep_files(&self, arrival: &Arrival) -> Result<Vec<KeptFile>, DeskError> {
        let persons: Vec<PersonId> = std::iter::once(arrival.sender.id)
            .chain(arrival.others.iter().map(|party| party.id))
            .collect();
        let mut kept = Vec::new();
        let mut push = |id, kind, media_type: &str, n_bytes, wrap: vault::BlobWrap| {
            let (media_type, wrap) = (media_type.to_owned(), wrap.as_bytes().to_vec());
            kept.push(KeptFile { id, kind, media_type, n_bytes, wrap });
        };
        if let Some(intake_id) = arrival.intake_id {
            // The intake's own id: adopting it again after a crash meets the same file.
            let id = BlobId::from_uuid(intake_id.uuid());
            let wrap = self.vault.adopt_intake(intake_id, id, &persons).await?;
            push(id, BlobKind::Raw, "message/rfc822", 0, wrap);
        }
        if let Some(html) = &arrival.html {
            let id = BlobId::draw(self.now(), &*self.chance);
            let bytes = html.expose().as_bytes();
            let wrap = self.vault.keep_blob(id, bytes, &persons).await?;
            push(id, BlobKind::Html, "text/html", bytes.len(), wrap);
        }
        for file in &arrival.files {
            let id = BlobId::draw(self.now(), &*self.chance);
            let bytes = file.bytes.expose();
            let wrap = self.vault.keep_blob(id, bytes, &persons).await?;
            push(id, BlobKind::Attachment, kept_media_type(&file.media_type), bytes.len(), wrap);
        }
        Ok(kept)
    }

    /// Makes the rows of kept files. `names` are the redacted names of the attachments, in order.
    pub(crate) fn file_rows(
        &self,
        files: &[KeptFile],
        case_id: CaseId,
        message_id: MessageId,
        names: &[String],
    ) -> Result<Vec<BlobRow>, DeskError> {
        let mut names = names.iter();
        let mut rows = Vec::with_capacity(files.len());
        for file in files {
            let name = match file.kind {
                BlobKind::Attachment => names.next().map_or("", String::as_str),
                BlobKind::Raw | BlobKind::Html => "",
            };
            let cell = Cell { table: "blobs", column: "name_twin", row: file.id.uuid() };
            rows.push(BlobRow {
                id: file.id,
                message_id,
                kind: file.kind,
                position_index: i64::try_from(rows.len()).unwrap_or(i64::MAX),
                name_twin: self.vault.seal(Owner::Case(case_id), cell, name.as_bytes())?,
                media_type: file.media_type.clone(),
                n_bytes: i64::try_from(file.n_bytes).unwrap_or(i64::MAX),
                wrap: file.wrap.clone(),
            });
        }
        Ok(rows)
    }
}
