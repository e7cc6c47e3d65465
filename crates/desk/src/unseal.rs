//! Unsealing: the original of a message is opened, on record, before a byte is released.

use db::{BlobKind, BlobRow, MessageRecord};
use model::{Actor, BlobId, CaseNumber, IntakeId, MessageId, Personal};
use vault::BlobWrap;

use crate::{Desk, DeskError, accept::read_waiting, twins::Texts};

/// The original of a message.
#[derive(Clone, Debug)]
pub struct Original {
    /// Who wrote, as the header has it.
    pub from: Personal<String>,
    /// The subject.
    pub subject: Personal<String>,
    /// The text.
    pub text: Personal<String>,
    /// The names of the attachments, in their order.
    pub names: Vec<Personal<String>>,
}

/// The original of a message as its writer laid it out.
#[derive(Clone, Debug)]
pub struct OriginalHtml {
    /// Its texts.
    pub original: Original,
    /// Its HTML, made harmless when it came: nothing in it runs, and nothing is loaded from elsewhere.
    pub html: Personal<String>,
}

/// A file of a message, opened.
#[derive(Clone, Debug)]
pub struct OriginalFile {
    /// Its name as sent.
    pub name: Personal<String>,
    /// The declared media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Personal<Vec<u8>>,
}

impl From<Texts> for Original {
    fn from(texts: Texts) -> Self {
        Self { from: texts.from, subject: texts.subject, text: texts.text, names: texts.names }
    }
}

impl Desk {
    /// Opens the original of a message. Whoever took the case themself says why, in one line.
    pub async fn unseal(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        reason: Option<&str>,
    ) -> Result<Original, DeskError> {
        let asked = self.ask_to_look(actor, number, id).await?;
        let record = self.enter_look(asked, reason).await?;
        Ok(self.texts_of(&record).await?.into())
    }

    /// Opens the HTML of a message; on record like the text.
    pub async fn unseal_html(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        reason: Option<&str>,
    ) -> Result<OriginalHtml, DeskError> {
        let asked = self.ask_to_look(actor, number, id).await?;
        let row = self.openable(self.blob_of(id, BlobKind::Html).await?)?;
        let record = self.enter_look(asked, reason).await?;
        let original = self.texts_of(&record).await?.into();
        let html = String::from_utf8(self.open_blob(row).await?.into_exposed())
            .map_err(|_| DeskError::Content { what: "html" })?;
        Ok(OriginalHtml { original, html: Personal::new(html) })
    }

    /// Opens the mail that a message came by, octet for octet as it was received; on record like the text.
    pub async fn unseal_mail(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        reason: Option<&str>,
    ) -> Result<OriginalFile, DeskError> {
        let asked = self.ask_to_look(actor, number, id).await?;
        let row = self.openable(self.blob_of(id, BlobKind::Raw).await?)?;
        let record = self.enter_look(asked, reason).await?;
        let intake_id = IntakeId::from_uuid(row.id.uuid());
        let media_type = row.media_type.clone();
        // What was kept begins with our own line about the envelope.
        let kept = read_waiting(intake_id, &self.open_blob(row).await?, record.message.at);
        Ok(OriginalFile {
            name: Personal::new(format!("{number}-{}.eml", record.message.position_index)),
            media_type,
            bytes: Personal::new(kept.intake.bytes),
        })
    }

    /// Opens a file of a message; on record like the text.
    pub async fn unseal_file(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        blob_id: BlobId,
        reason: Option<&str>,
    ) -> Result<OriginalFile, DeskError> {
        let asked = self.ask_to_look(actor, number, id).await?;
        self.openable(self.attachment(id, blob_id).await?.1)?;
        let record: MessageRecord = self.enter_look(asked, reason).await?;
        self.file_of(&record, blob_id).await
    }

    /// Opens a file of a message; whoever calls it has asked and entered it.
    pub(crate) async fn file_of(
        &self,
        record: &MessageRecord,
        blob_id: BlobId,
    ) -> Result<OriginalFile, DeskError> {
        let (place, row) = self.attachment(record.message.id, blob_id).await?;
        let row = self.openable(row)?;
        let mut names = self.texts_of(record).await?.names.into_iter();
        Ok(OriginalFile {
            name: names.nth(place).ok_or(DeskError::NotFound)?,
            media_type: row.media_type.clone(),
            bytes: self.open_blob(row).await?,
        })
    }

    /// Returns an attachment of a message with its place among them.
    async fn attachment(
        &self,
        id: MessageId,
        blob_id: BlobId,
    ) -> Result<(usize, BlobRow), DeskError> {
        let rows = self.db.read().await?.blobs(id).await?;
        let mut files = rows.into_iter().filter(|row| row.kind == BlobKind::Attachment).enumerate();
        files.find(|(_, row)| row.id == blob_id).ok_or(DeskError::NotFound)
    }

    async fn blob_of(&self, id: MessageId, kind: BlobKind) -> Result<BlobRow, DeskError> {
        let rows = self.db.read().await?.blobs(id).await?;
        rows.into_iter().find(|row| row.kind == kind).ok_or(DeskError::NotFound)
    }

    /// Passes on what still opens: nobody is entered as having looked at what was destroyed.
    fn openable(&self, row: BlobRow) -> Result<BlobRow, DeskError> {
        if self.opens(&row)? { Ok(row) } else { Err(DeskError::Destroyed) }
    }

    /// Says whether a blob still opens; a blob is destroyed with any of the persons in it.
    pub(crate) fn opens(&self, row: &BlobRow) -> Result<bool, DeskError> {
        Ok(self.vault.opens(row.id, &BlobWrap::from_bytes(row.wrap.clone()))?)
    }

    pub(crate) async fn open_blob(&self, row: BlobRow) -> Result<Personal<Vec<u8>>, DeskError> {
        let bytes = self.vault.open_blob(row.id, &BlobWrap::from_bytes(row.wrap)).await?;
        bytes.ok_or(DeskError::Destroyed)
    }
}
