//! Drafts: what one of the staff is writing, kept sealed on the server until it is sent or discarded.
//!
//! Keeping one is bookkeeping, without a permit and without an entry: it changes nothing that anybody else sees. A
//! draft is read by its writer alone, so it has no redacted twin; it dies with the case's key.

use db::{CaseRecord, DraftRow};
use jiff::Timestamp;
use model::{
    Act, Actor, CaseNumber, DraftId, DraftKind, Personal, Resource, StaffActor, StaffId, micros,
};
use vault::{Cell, Owner, VaultError};

use crate::{Desk, DeskError, live::Told, note::check_length};

/// Drafts that one member of the staff may have.
pub const DRAFTS_MAX: i64 = 200;

/// A draft, opened for its writer.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it becomes.
    pub kind: DraftKind,
    /// What it says.
    pub text: Personal<String>,
    /// How many messages of the case the writer had seen when they began.
    pub n_seen: i64,
    /// Which version this is; one that is kept names the version that it follows.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// A draft on the list of one's own.
#[derive(Clone, Debug)]
pub struct DraftItem {
    /// The case.
    pub number: CaseNumber,
    /// Its redacted subject; `None` when it was destroyed, or when the writer may see the case no more.
    pub subject: Option<Personal<String>>,
    /// True where the writer may see the case.
    pub is_seen: bool,
    /// What it becomes.
    pub kind: DraftKind,
    /// Which version it is.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// A text to be kept.
#[derive(Clone, Debug)]
pub struct DraftText {
    /// What it becomes.
    pub kind: DraftKind,
    /// What it says; nothing discards what is kept.
    pub text: Personal<String>,
    /// How many messages of the case the writer has seen.
    pub n_seen: i64,
    /// The version that it follows; `None` where none was kept.
    pub follows: Option<i64>,
}

/// What became of a text that was to be kept.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// It is kept.
    Kept {
        /// The version that the next one follows.
        version: i64,
        /// When.
        saved_at: Timestamp,
    },
    /// It said nothing, and what was kept is discarded.
    Emptied,
    /// It follows a version that is not there any more. Nothing was changed; this is what is kept.
    Overtaken(Option<Draft>),
}

impl Desk {
    /// Returns one's own draft in a case, if there is one.
    pub async fn draft(
        &self,
        actor: &Actor,
        number: CaseNumber,
        kind: DraftKind,
    ) -> Result<Option<Draft>, DeskError> {
        let (_, _, row) = self.drafted(actor, number, kind).await?;
        row.map_or(Ok(None), |row| self.open_draft(&row))
    }

    /// Returns all of one's own drafts in a case that one sees.
    pub async fn drafts_in(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<Vec<Draft>, DeskError> {
        let (record, _) = self.case_for(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let rows = self.db.read().await?.drafts_in(record.case.id, staff.id).await?;
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            drafts.extend(self.open_draft(&row)?);
        }
        Ok(drafts)
    }

    /// Keeps what somebody is writing. A version that another one has followed changes nothing.
    pub async fn keep_draft(
        &self,
        actor: &Actor,
        number: CaseNumber,
        text: DraftText,
    ) -> Result<Keeping, DeskError> {
        check_length(&text.text)?;
        let (staff, record, found) = self.drafted(actor, number, text.kind).await?;
        let now = self.now();
        if self.presence.writes(record.case.id, staff.id, text.kind, now) {
            self.live.tell(Told::Presence(record.case.id));
        }
        if found.as_ref().map(|row| row.version) != text.follows {
            return self.overtaken(found, &text, now);
        }
        let is_empty = text.text.expose().trim().is_empty();
        let done = match (found, is_empty) {
            (None, true) => return Ok(Keeping::Emptied),
            (Some(row), true) => {
                let mut book = self.db.bookkeeping().await?;
                let is_done = book.delete_draft(row.id, row.version).await?;
                book.commit().await?;
                is_done.then_some(Keeping::Emptied)
            }
            (found, false) => self.put_draft(staff.id, &record, &text, found.as_ref(), now).await?,
        };
        match done {
            Some(done) => Ok(done),
            // Another window was faster by a hair.
            None => {
                let mut reader = self.db.read().await?;
                let found = reader.draft(record.case.id, staff.id, text.kind).await?;
                drop(reader);
                self.overtaken(found, &text, now)
            }
        }
    }

    /// Discards one's own draft, and returns it once more.
    pub async fn discard_draft(
        &self,
        actor: &Actor,
        number: CaseNumber,
        kind: DraftKind,
        version: Option<i64>,
    ) -> Result<Option<Draft>, DeskError> {
        let (_, _, row) = self.drafted(actor, number, kind).await?;
        let row = row.ok_or(DeskError::NotFound)?;
        if version.is_some_and(|version| version != row.version) {
            return Err(DeskError::Conflict { what: "draft" });
        }
        let draft = self.open_draft(&row)?;
        let mut book = self.db.bookkeeping().await?;
        if !book.delete_draft(row.id, row.version).await? {
            return Err(DeskError::Conflict { what: "draft" });
        }
        book.commit().await?;
        Ok(draft)
    }

    /// Lists one's own drafts, the latest kept first.
    pub async fn drafts(&self, actor: &Actor) -> Result<Vec<DraftItem>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let rows = reader.drafts_of(staff.id, DRAFTS_MAX).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.case_id).collect();
        let records = reader.cases_of_ids(&ids).await?;
        drop(reader);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(record) = records.iter().find(|record| record.case.id == row.case_id) else {
                continue;
            };
            let queue = self.queue_of(record.case.queue_id).await?;
            let resource = Resource::Case { case: record.case.clone(), queue };
            let is_seen = self.is_shown(actor, Act::CaseShow, &resource).await?;
            let texts = if is_seen { self.board_texts(record)? } else { None };
            items.push(DraftItem {
                number: record.case.number,
                subject: texts.map(|(subject, _)| Personal::new(subject)),
                is_seen,
                kind: row.kind,
                version: row.version,
                saved_at: row.saved_at,
            });
        }
        Ok(items)
    }

    /// Counts one's own drafts.
    pub async fn n_drafts(&self, staff_id: StaffId) -> Result<i64, DeskError> {
        Ok(self.db.read().await?.n_drafts(staff_id).await?)
    }

    /// Makes a draft of a text of a case, to be kept in the transaction of an act; over `found`, if there is one, which
    /// then stands below it. `None` where both together would be too long.
    pub(crate) fn redraft(
        &self,
        record: &CaseRecord,
        staff_id: StaffId,
        text: &DraftText,
        found: Option<&DraftRow>,
    ) -> Result<Option<DraftRow>, DeskError> {
        let text = match found.map(|row| self.open_draft(row)).transpose()?.flatten() {
            Some(below) => {
                let both = format!("{}\n\n{}", text.text.expose(), below.text.expose());
                DraftText { text: Personal::new(both), ..text.clone() }
            }
            None => text.clone(),
        };
        if check_length(&text.text).is_err() {
            return Ok(None);
        }
        self.sealed_draft(staff_id, record, &text, found, self.now()).map(Some)
    }

    /// Finds the case that somebody drafts in, and what they have drafted. They see the case; or they have a draft there,
    /// which stays theirs when the case goes where they do not see it.
    async fn drafted<'a>(
        &self,
        actor: &'a Actor,
        number: CaseNumber,
        kind: DraftKind,
    ) -> Result<(&'a StaffActor, CaseRecord, Option<DraftRow>), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let row = reader.draft(record.case.id, staff.id, kind).await?;
        drop(reader);
        if staff.scopes.is_some() {
            // A token drafts what it may write, and nothing else.
            let queue = self.queue_of(record.case.queue_id).await?;
            let resource = Resource::Case { case: record.case.clone(), queue };
            self.ask_to_read(actor, kind.act(), &resource).await?;
        } else if row.is_some() {
            self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        } else {
            self.case_for(actor, number).await?;
        }
        Ok((staff, record, row))
    }

    async fn put_draft(
        &self,
        staff_id: StaffId,
        record: &CaseRecord,
        text: &DraftText,
        found: Option<&DraftRow>,
        now: Timestamp,
    ) -> Result<Option<Keeping>, DeskError> {
        let row = self.sealed_draft(staff_id, record, text, found, now)?;
        if found.is_none() && self.n_drafts(staff_id).await? >= DRAFTS_MAX {
            let words = format!("you have {DRAFTS_MAX} drafts; discard some of them first");
            return Err(DeskError::Invalid { field: "draft", words });
        }
        let mut book = self.db.bookkeeping().await?;
        let is_done = match found {
            Some(found) => book.update_draft(&row, found.version).await?,
            None => book.insert_draft(&row).await?,
        };
        book.commit().await?;
        Ok(is_done.then_some(Keeping::Kept { version: row.version, saved_at: now }))
    }

    fn sealed_draft(
        &self,
        staff_id: StaffId,
        record: &CaseRecord,
        text: &DraftText,
        found: Option<&DraftRow>,
        now: Timestamp,
    ) -> Result<DraftRow, DeskError> {
        let case = &record.case;
        let id = found.map_or_else(|| DraftId::draw(now, &*self.chance), |row| row.id);
        // The first version is the moment, so that a window that knows a draft of before never meets its number again.
        let version = found.map_or_else(|| micros(now), |row| row.version + 1);
        let bytes = text.text.expose().as_bytes();
        let sealed = self.vault.seal(Owner::Case(case.id), text_cell(id), bytes);
        let text_sealed = match sealed {
            // The requester was destroyed: what is said in the case can be kept no more.
            Err(VaultError::UnknownCase(_)) => return Err(DeskError::Destroyed),
            sealed => sealed?,
        };
        Ok(DraftRow {
            id,
            case_id: case.id,
            staff_id,
            kind: text.kind,
            text_sealed,
            n_seen: text.n_seen.clamp(0, case.n_messages),
            version,
            saved_at: now,
        })
    }

    fn open_draft(&self, row: &DraftRow) -> Result<Option<Draft>, DeskError> {
        let text = self.vault.open_text(text_cell(row.id), &row.text_sealed)?;
        Ok(text.map(|text| Draft {
            kind: row.kind,
            text,
            n_seen: row.n_seen,
            version: row.version,
            saved_at: row.saved_at,
        }))
    }

    /// What is kept already is kept, by whichever window.
    fn overtaken(
        &self,
        found: Option<DraftRow>,
        text: &DraftText,
        now: Timestamp,
    ) -> Result<Keeping, DeskError> {
        let found = found.map_or(Ok(None), |row| self.open_draft(&row))?;
        match found {
            Some(draft) if draft.text.expose() == text.text.expose() => {
                Ok(Keeping::Kept { version: draft.version, saved_at: now })
            }
            found => Ok(Keeping::Overtaken(found)),
        }
    }
}

const fn text_cell(id: DraftId) -> Cell {
    Cell { table: "drafts", column: "text_sealed", row: id.uuid() }
}
