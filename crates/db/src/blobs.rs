//! What hangs on a message as a file: the raw mail, its HTML, attachments. The bytes are in the vault.

use model::{BlobId, CaseId, MessageId};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Blobs of all messages of one case that are listed at once.
const CASE_BLOBS_MAX: i64 = 20_000;

/// What a blob is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobKind {
    /// The mail as received.
    Raw,
    /// The sanitised HTML of its text.
    Html,
    /// A file that came with it.
    Attachment,
}

impl BlobKind {
    const ALL: [Self; 3] = [Self::Raw, Self::Html, Self::Attachment];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Html => "html",
            Self::Attachment => "attachment",
        }
    }
}

/// A blob of a message.
#[derive(Clone, Debug)]
pub struct BlobRow {
    /// Its id.
    pub id: BlobId,
    /// The message it hangs on.
    pub message_id: MessageId,
    /// What it is.
    pub kind: BlobKind,
    /// Counts within the message from 0.
    pub position_index: i64,
    /// Its redacted file name, sealed under the case's key.
    pub name_twin: Vec<u8>,
    /// The declared media type.
    pub media_type: String,
    /// Its length.
    pub n_bytes: i64,
    /// Its content key, wrapped.
    pub wrap: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    message_id: Uuid,
    kind: String,
    position_index: i64,
    name_twin: Vec<u8>,
    media_type: String,
    n_bytes: i64,
    wrap: Vec<u8>,
}

impl Reader {
    /// Returns the blobs of a message, in order.
    pub async fn blobs(&mut self, id: MessageId) -> Result<Vec<BlobRow>, DbError> {
        let rows = fetch_all!(self, Row, BLOBS, id.uuid());
        rows.into_iter().map(BlobRow::try_from).collect()
    }

    /// Returns the blobs of all messages of a case, in order.
    pub async fn case_blobs(&mut self, id: CaseId) -> Result<Vec<BlobRow>, DbError> {
        let rows = fetch_all!(self, Row, CASE_BLOBS, id.uuid(), CASE_BLOBS_MAX);
        rows.into_iter().map(BlobRow::try_from).collect()
    }

    /// Returns the blobs of the messages of a case from one position to another, in order.
    pub async fn blobs_between(
        &mut self,
        id: CaseId,
        first_index: i64,
        last_index: i64,
    ) -> Result<Vec<BlobRow>, DbError> {
        let rows = fetch_all!(
            self,
            Row,
            BLOBS_BETWEEN,
            id.uuid(),
            first_index,
            last_index,
            CASE_BLOBS_MAX
        );
        rows.into_iter().map(BlobRow::try_from).collect()
    }
}

impl TryFrom<Row> for BlobRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "blobs", id: row.id };
        let kind = BlobKind::ALL.into_iter().find(|kind| kind.as_str() == row.kind);
        Ok(Self {
            id: BlobId::from_uuid(row.id),
            message_id: MessageId::from_uuid(row.message_id),
            kind: at.need("kind", kind)?,
            position_index: row.position_index,
            name_twin: row.name_twin,
            media_type: row.media_type,
            n_bytes: row.n_bytes,
            wrap: row.wrap,
        })
    }
}

impl WriteTx {
    /// Inserts a blob of a message.
    pub async fn insert_blob(&mut self, blob: &BlobRow) -> Result<(), DbError> {
        self.changed("blob", &[blob.id.uuid().as_bytes(), blob.kind.as_str().as_bytes()]);
        execute!(
            self,
            INSERT_BLOB,
            blob.id.uuid(),
            blob.message_id.uuid(),
            blob.kind.as_str(),
            blob.position_index,
            &blob.name_twin,
            &blob.media_type,
            blob.n_bytes,
            &blob.wrap,
        );
        Ok(())
    }

    /// Replaces a blob's sealed name, when its message went to another case.
    pub async fn update_blob_name(&mut self, id: BlobId, name_twin: &[u8]) -> Result<(), DbError> {
        self.changed("blob_name", &[id.uuid().as_bytes()]);
        execute!(self, UPDATE_NAME, id.uuid(), name_twin);
        Ok(())
    }
}

statements! {
    BLOBS = "select id, message_id, kind, position_index, name_twin, media_type, n_bytes, wrap
        from blobs where message_id = $1 order by position_index, id";
    CASE_BLOBS = "select b.id, b.message_id, b.kind, b.position_index, b.name_twin, b.media_type, b.n_bytes,
        b.wrap from blobs b join messages m on m.id = b.message_id
        where m.case_id = $1 order by m.position_index, b.position_index, b.id limit $2";
    BLOBS_BETWEEN = "select b.id, b.message_id, b.kind, b.position_index, b.name_twin, b.media_type, b.n_bytes,
        b.wrap from blobs b join messages m on m.id = b.message_id
        where m.case_id = $1 and m.position_index between $2 and $3
        order by m.position_index, b.position_index, b.id limit $4";
    UPDATE_NAME = "update blobs set name_twin = $2 where id = $1";
    INSERT_BLOB = "insert into blobs (id, message_id, kind, position_index, name_twin, media_type, n_bytes,
        wrap) values ($1, $2, $3, $4, $5, $6, $7, $8)";
}
