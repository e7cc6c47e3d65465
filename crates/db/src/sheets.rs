//! Sheets: templates and guides, each in its editions. An edition is never changed; another follows it.

use std::collections::BTreeSet;

use model::{
    MessageId, QueueId, Role, Sheet, SheetEdition, SheetHead, SheetId, SheetKind, SheetName,
    StaffId, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// Sheets of one kind in one house.
pub const SHEETS_MAX: i64 = 2_000;

/// Editions that the history of one sheet shows.
const HISTORY_MAX: i64 = 500;

#[derive(sqlx::FromRow)]
struct SheetRow {
    id: Uuid,
    kind: String,
    name: String,
    language: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct EditionRow {
    sheet_id: Uuid,
    number: i64,
    title: String,
    role: Option<String>,
    is_offered: bool,
    text: String,
    note: String,
    reverts: Option<i64>,
    made_by: Option<Uuid>,
    made_at: i64,
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    #[sqlx(flatten)]
    sheet: SheetRow,
    title: String,
    role: Option<String>,
    is_offered: bool,
}

/// Which queues an edition is for.
type QueueRow = (Uuid, i64, Uuid);

impl TryFrom<SheetRow> for Sheet {
    type Error = DbError;

    fn try_from(row: SheetRow) -> Result<Self, DbError> {
        let at = At { table: "sheets", id: row.id };
        Ok(Self {
            id: SheetId::from_uuid(row.id),
            kind: at.need("kind", SheetKind::of_str(&row.kind))?,
            name: at.need("name", SheetName::parse(&row.name).ok())?,
            language: row.language,
            version: row.version,
        })
    }
}

impl EditionRow {
    fn with(self, queues: &[QueueRow]) -> Result<SheetEdition, DbError> {
        Ok(SheetEdition {
            sheet_id: SheetId::from_uuid(self.sheet_id),
            number: self.number,
            title: self.title,
            role: role_of(self.sheet_id, self.role.as_deref())?,
            queue_ids: queues_of(self.sheet_id, self.number, queues),
            is_offered: self.is_offered,
            text: self.text,
            note: self.note,
            reverts: self.reverts,
            made_by: self.made_by.map(StaffId::from_uuid),
            made_at: timestamp_of_micros(self.made_at),
        })
    }
}

impl HeadRow {
    fn with(self, queues: &[QueueRow]) -> Result<SheetHead, DbError> {
        Ok(SheetHead {
            role: role_of(self.sheet.id, self.role.as_deref())?,
            queue_ids: queues_of(self.sheet.id, self.sheet.version, queues),
            sheet: Sheet::try_from(self.sheet)?,
            title: self.title,
            is_offered: self.is_offered,
        })
    }
}

fn role_of(sheet_id: Uuid, word: Option<&str>) -> Result<Option<Role>, DbError> {
    let at = At { table: "sheet_editions", id: sheet_id };
    word.map(|word| at.need("role", Role::of_str(word))).transpose()
}

fn queues_of(sheet_id: Uuid, number: i64, queues: &[QueueRow]) -> BTreeSet<QueueId> {
    let own = queues.iter().filter(|(id, of, _)| (*id, *of) == (sheet_id, number));
    own.map(|(_, _, queue)| QueueId::from_uuid(*queue)).collect()
}

impl Reader {
    /// Returns every sheet of a kind with its latest edition, by name and language.
    pub async fn sheets(&mut self, kind: SheetKind) -> Result<Vec<(Sheet, SheetEdition)>, DbError> {
        let sheets = fetch_all!(self, SheetRow, SHEETS, kind.as_str(), SHEETS_MAX);
        let editions = fetch_all!(self, EditionRow, LATEST_EDITIONS, kind.as_str());
        let queues = fetch_all!(self, QueueRow, LATEST_QUEUES, kind.as_str());
        let mut latest = std::collections::BTreeMap::new();
        for edition in editions {
            latest.insert(edition.sheet_id, edition.with(&queues)?);
        }
        let mut found = Vec::with_capacity(sheets.len());
        for row in sheets {
            let at = At { table: "sheets", id: row.id };
            let edition = at.need("version", latest.remove(&row.id))?;
            found.push((Sheet::try_from(row)?, edition));
        }
        Ok(found)
    }

    /// Returns every sheet of a kind without the text of its latest edition, by name and language.
    pub async fn sheet_heads(&mut self, kind: SheetKind) -> Result<Vec<SheetHead>, DbError> {
        let heads = fetch_all!(self, HeadRow, SHEET_HEADS, kind.as_str(), SHEETS_MAX);
        let queues = fetch_all!(self, QueueRow, LATEST_QUEUES, kind.as_str());
        heads.into_iter().map(|head| head.with(&queues)).collect()
    }

    /// Returns one sheet with its latest edition.
    pub async fn sheet(&mut self, id: SheetId) -> Result<Option<(Sheet, SheetEdition)>, DbError> {
        let Some(row) = fetch_optional!(self, SheetRow, SHEET, id.uuid()) else {
            return Ok(None);
        };
        let at = At { table: "sheets", id: row.id };
        let sheet = Sheet::try_from(row)?;
        let edition = self.sheet_edition(id, sheet.version).await?;
        Ok(Some((sheet, at.need("version", edition)?)))
    }

    /// Returns one edition of a sheet.
    pub async fn sheet_edition(
        &mut self,
        id: SheetId,
        number: i64,
    ) -> Result<Option<SheetEdition>, DbError> {
        let Some(row) = fetch_optional!(self, EditionRow, EDITION, id.uuid(), number) else {
            return Ok(None);
        };
        let queues = fetch_all!(self, QueueRow, QUEUES_OF, id.uuid());
        row.with(&queues).map(Some)
    }

    /// Returns the editions of a sheet, the latest first.
    pub async fn sheet_editions(&mut self, id: SheetId) -> Result<Vec<SheetEdition>, DbError> {
        let rows = fetch_all!(self, EditionRow, EDITIONS, id.uuid(), HISTORY_MAX);
        let queues = fetch_all!(self, QueueRow, QUEUES_OF, id.uuid());
        rows.into_iter().map(|row| row.with(&queues)).collect()
    }

    /// Returns which template's edition a message was written from.
    pub async fn message_sheet(
        &mut self,
        id: MessageId,
    ) -> Result<Option<(SheetId, i64)>, DbError> {
        let row = fetch_optional!(self, (Uuid, i64), MESSAGE_SHEET, id.uuid());
        Ok(row.map(|(sheet, number)| (SheetId::from_uuid(sheet), number)))
    }

    async fn put_sheet(&mut self, sheet: &Sheet, first: &SheetEdition) -> Result<bool, DbError> {
        let n = execute!(
            self,
            INSERT_SHEET,
            sheet.id.uuid(),
            sheet.kind.as_str(),
            sheet.name.as_str(),
            &sheet.language,
            sheet.version,
        );
        if n == 1 {
            self.put_edition(first).await?;
        }
        Ok(n == 1)
    }

    async fn put_edition(&mut self, new: &SheetEdition) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_EDITION,
            new.sheet_id.uuid(),
            new.number,
            &new.title,
            new.role.map(Role::as_str),
            new.is_offered,
            &new.text,
            &new.note,
            new.reverts,
            new.made_by.map(StaffId::uuid),
            micros(new.made_at),
        );
        for queue in &new.queue_ids {
            execute!(self, INSERT_QUEUE, new.sheet_id.uuid(), new.number, queue.uuid());
        }
        Ok(())
    }
}

impl WriteTx {
    /// Inserts a sheet with its first edition; says false where there is one of this name and language.
    pub async fn insert_sheet(
        &mut self,
        sheet: &Sheet,
        first: &SheetEdition,
    ) -> Result<bool, DbError> {
        self.sheet_changed(first);
        self.put_sheet(sheet, first).await
    }

    /// Inserts the edition that follows the one that was read.
    pub async fn insert_sheet_edition(&mut self, new: &SheetEdition) -> Result<(), DbError> {
        self.sheet_changed(new);
        let n = execute!(self, RAISE_SHEET, new.sheet_id.uuid(), new.number - 1);
        if n == 0 {
            return Err(DbError::Conflict { what: "sheet" });
        }
        self.put_edition(new).await
    }

    /// Notes which template's edition a message was written from.
    pub async fn insert_message_sheet(
        &mut self,
        id: MessageId,
        sheet: SheetId,
        number: i64,
    ) -> Result<(), DbError> {
        self.changed(
            "message_sheet",
            &[id.uuid().as_bytes(), sheet.uuid().as_bytes(), &number.to_be_bytes()],
        );
        execute!(self, INSERT_MESSAGE_SHEET, id.uuid(), sheet.uuid(), number);
        Ok(())
    }

    fn sheet_changed(&mut self, new: &SheetEdition) {
        let (id, number) = (new.sheet_id.uuid(), new.number.to_be_bytes());
        self.changed(
            "sheet_edition",
            &[id.as_bytes(), &number, new.title.as_bytes(), new.text.as_bytes()],
        );
    }
}

impl BookTx {
    /// Lays the sheets of a new installation.
    pub async fn found_sheets(&mut self, sheets: &[(Sheet, SheetEdition)]) -> Result<(), DbError> {
        for (sheet, first) in sheets {
            self.put_sheet(sheet, first).await?;
        }
        Ok(())
    }
}

statements! {
    SHEETS = "select id, kind, name, language, version from sheets where kind = $1
        order by name, language, id limit $2";
    SHEET = "select id, kind, name, language, version from sheets where id = $1";
    SHEET_HEADS = "select s.id, s.kind, s.name, s.language, s.version, e.title, e.role, e.is_offered
        from sheets s join sheet_editions e on e.sheet_id = s.id and e.number = s.version
        where s.kind = $1 order by s.name, s.language, s.id limit $2";
    LATEST_EDITIONS = "select e.sheet_id, e.number, e.title, e.role, e.is_offered, e.text, e.note, e.reverts,
        e.made_by, e.made_at from sheets s join sheet_editions e on e.sheet_id = s.id and e.number = s.version
        where s.kind = $1 order by e.sheet_id";
    LATEST_QUEUES = "select q.sheet_id, q.number, q.queue_id from sheets s
        join sheet_queues q on q.sheet_id = s.id and q.number = s.version
        where s.kind = $1 order by q.sheet_id, q.queue_id";
    EDITION = "select sheet_id, number, title, role, is_offered, text, note, reverts, made_by, made_at
        from sheet_editions where sheet_id = $1 and number = $2";
    EDITIONS = "select sheet_id, number, title, role, is_offered, text, note, reverts, made_by, made_at
        from sheet_editions where sheet_id = $1 order by number desc limit $2";
    QUEUES_OF = "select sheet_id, number, queue_id from sheet_queues where sheet_id = $1
        order by number, queue_id";
    MESSAGE_SHEET = "select sheet_id, number from message_sheets where message_id = $1";
    INSERT_SHEET = "insert into sheets (id, kind, name, language, version) values ($1, $2, $3, $4, $5)
        on conflict (kind, name, language) do nothing";
    RAISE_SHEET = "update sheets set version = version + 1 where id = $1 and version = $2";
    INSERT_EDITION = "insert into sheet_editions (sheet_id, number, title, role, is_offered, text, note, reverts,
        made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    INSERT_QUEUE = "insert into sheet_queues (sheet_id, number, queue_id) values ($1, $2, $3)";
    INSERT_MESSAGE_SHEET = "insert into message_sheets (message_id, sheet_id, number) values ($1, $2, $3)";
}
