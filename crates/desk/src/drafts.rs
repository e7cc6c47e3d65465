//! Drafts: what one of the staff is writing, kept sealed on the server until it is sent or discarded.
//!
//! Keeping one is bookkeeping, without a permit and without an entry: it changes nothing that anybody else sees. A
//! draft is read by its writer alone, and yet sealed like a message: its twin under the case's key, each value behind it to
//! whom it is about, so that who is destroyed is gone from what others write, in every copy.

use std::{cell::RefCell, collections::BTreeMap};

use db::{CaseRecord, DraftRow, Label};
use jiff::Timestamp;
use model::{
    Act, Actor, CaseId, CaseNumber, DraftId, DraftKind, PersonId, Personal, Resource, StaffActor,
    StaffId, micros,
};
use redact::{Known, PlaceholderKind};
use vault::{Cell, Owner, VaultError};

use crate::{Desk, DeskError, Entered, live::Told, note::check_length, twins::load_labels};

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

/// A draft that is sealed, with the values behind it.
pub struct Sealed {
    pub row: DraftRow,
    pub values: Vec<(PersonId, Vec<u8>)>,
}

/// What stands behind placeholders, by whom it is about: the place of each, and its value.
pub type Values = BTreeMap<PersonId, Vec<(usize, String)>>;

/// A case that somebody drafts in.
struct Drafted<'a> {
    staff: &'a StaffActor,
    record: CaseRecord,
    /// What they have drafted there.
    row: Option<DraftRow>,
    /// True where they see the case; a draft stays theirs when it goes where they do not.
    is_seen: bool,
}

impl Drafted<'_> {
    /// Returns how many messages the writer has seen. Where they do not see the case it stays what it was: how many there
    /// are now is not theirs to know.
    fn n_seen(&self, said: i64) -> i64 {
        if self.is_seen {
            return said.clamp(0, self.record.case.n_messages);
        }
        self.row.as_ref().map_or(0, |row| row.n_seen)
    }
}

/// Who writes a draft, and what the redactor is told of the case.
pub struct Writing {
    pub staff_id: StaffId,
    pub known: Known,
    pub labels: Vec<Label>,
}

impl Desk {
    /// Returns one's own draft in a case, if there is one.
    pub async fn draft(
        &self,
        actor: &Actor,
        number: CaseNumber,
        kind: DraftKind,
    ) -> Result<Option<Draft>, DeskError> {
        let Drafted { row, .. } = self.drafted(actor, number, kind).await?;
        self.opened(row).await
    }

    /// Returns all of one's own drafts in a case that one sees.
    pub async fn drafts_in(&self, entered: &Entered<'_>) -> Result<Vec<Draft>, DeskError> {
        entered.must_show()?;
        let Actor::Staff(staff) = entered.actor else { return Err(DeskError::NotFound) };
        let rows = self.db.read().await?.drafts_in(entered.case().id, staff.id).await?;
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            drafts.extend(self.opened(Some(row)).await?);
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
        let drafted = self.drafted(actor, number, text.kind).await?;
        let text = DraftText { n_seen: drafted.n_seen(text.n_seen), ..text };
        let Drafted { staff, record, row: found, is_seen } = drafted;
        let now = self.now();
        // Who does not see the case is nobody whom those who do should see there.
        if is_seen && self.presence.writes(record.case.id, staff.id, text.kind, now) {
            self.live.tell(Told::Presence(record.case.id));
        }
        if found.as_ref().map(|row| row.version) != text.follows {
            return self.overtaken(found, &text, now).await;
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
            (found, false) => self.put_draft(staff, &record, &text, found.as_ref(), now).await?,
        };
        match done {
            Some(done) => Ok(done),
            // Another window was faster by a hair.
            None => {
                let mut reader = self.db.read().await?;
                let found = reader.draft(record.case.id, staff.id, text.kind).await?;
                drop(reader);
                self.overtaken(found, &text, now).await
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
        let Drafted { row, .. } = self.drafted(actor, number, kind).await?;
        let row = row.ok_or(DeskError::NotFound)?;
        if version.is_some_and(|version| version != row.version) {
            return Err(DeskError::Conflict { what: "draft" });
        }
        let draft = self.opened(Some(row.clone())).await?;
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
            let is_seen = self.sees(actor, &resource).await?;
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
        writing: &Writing,
        text: &DraftText,
        found: Option<&Sealed>,
    ) -> Result<Option<Sealed>, DeskError> {
        let below =
            found.map(|kept| self.open_draft(&kept.row, &kept.values)).transpose()?.flatten();
        let n_seen = text.n_seen.clamp(0, record.case.n_messages);
        let text = match below {
            Some(below) => {
                let both = format!("{}\n\n{}", text.text.expose(), below.text.expose());
                DraftText { text: Personal::new(both), n_seen, ..text.clone() }
            }
            None => DraftText { n_seen, ..text.clone() },
        };
        if check_length(&text.text).is_err() {
            return Ok(None);
        }
        self.seal_draft(record, writing, &text, found.map(|kept| &kept.row), self.now()).map(Some)
    }

    /// Finds the case that somebody drafts in, and what they have drafted. They see the case; or they have a draft there,
    /// which stays theirs when the case goes where they do not see it.
    async fn drafted<'a>(
        &self,
        actor: &'a Actor,
        number: CaseNumber,
        kind: DraftKind,
    ) -> Result<Drafted<'a>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let mut row = reader.draft(record.case.id, staff.id, kind).await?;
        let mut record = record;
        // What is typed on the page of a part is kept where it will be sent; no word is lost on the way.
        if row.is_none() && record.merged_into.is_some() {
            record = reader.host_of(record).await?;
            row = reader.draft(record.case.id, staff.id, kind).await?;
        }
        let number = record.case.number;
        drop(reader);
        let queue = self.queue_of(record.case.queue_id).await?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        if staff.scopes.is_some() {
            // A token drafts what it may write, and nothing else.
            self.ask_to_read(actor, kind.act(), &resource).await?;
        } else if row.is_some() {
            self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        } else {
            // One's own text alone is shown.
            self.case_unread(actor, number).await?;
        }
        let is_seen = self.could_read(actor, &resource).await?;
        Ok(Drafted { staff, record, row, is_seen })
    }

    async fn put_draft(
        &self,
        staff: &StaffActor,
        record: &CaseRecord,
        text: &DraftText,
        found: Option<&DraftRow>,
        now: Timestamp,
    ) -> Result<Option<Keeping>, DeskError> {
        if found.is_none() && self.n_drafts(staff.id).await? >= DRAFTS_MAX {
            let words = format!("you have {DRAFTS_MAX} drafts; discard some of them first");
            return Err(DeskError::Invalid { field: "draft", words });
        }
        let (known, labels) = self.known_to_writer(record.case.id, staff.person_id).await?;
        let writing = Writing { staff_id: staff.id, known, labels };
        let Sealed { row, values } = self.seal_draft(record, &writing, text, found, now)?;
        let mut book = self.db.bookkeeping().await?;
        let is_done = match found {
            Some(found) => book.update_draft(&row, &values, found.version).await?,
            None => book.insert_draft(&row, &values).await?,
        };
        book.commit().await?;
        Ok(is_done.then_some(Keeping::Kept { version: row.version, saved_at: now }))
    }

    /// Seals a draft. What it says of messages seen stands in the row as it is: who calls knows whether to bound it by
    /// what the case holds.
    fn seal_draft(
        &self,
        record: &CaseRecord,
        writing: &Writing,
        text: &DraftText,
        found: Option<&DraftRow>,
        now: Timestamp,
    ) -> Result<Sealed, DeskError> {
        let case = &record.case;
        let id = found.map_or_else(|| DraftId::draw(now, &*self.chance), |row| row.id);
        // The first version is the moment, so that a window that knows a draft of before never meets its number again.
        let version = found.map_or_else(|| micros(now), |row| row.version + 1);
        // What the staff write about nobody known is about the requester.
        let (twin, values) = self.draft_twin(
            case.id,
            (&writing.known, &writing.labels),
            case.requester_id,
            &text.text,
        )?;
        let seal = |owner, cell, bytes: &[u8]| match self.vault.seal(owner, cell, bytes) {
            // Whoever it is about was destroyed: what is said of them can be kept no more.
            Err(VaultError::UnknownCase(_) | VaultError::UnknownPerson(_)) => {
                Err(DeskError::Destroyed)
            }
            sealed => Ok(sealed?),
        };
        let text_twin = seal(Owner::Case(case.id), text_cell(id), twin.as_bytes())?;
        let mut sealed = Vec::with_capacity(values.len());
        for (person_id, values) in values {
            let json = serde_json::to_vec(&values)
                .map_err(|_| DeskError::Content { what: "draft values" })?;
            sealed.push((person_id, seal(Owner::Person(person_id), values_cell(id), &json)?));
        }
        let row = DraftRow {
            id,
            case_id: case.id,
            staff_id: writing.staff_id,
            kind: text.kind,
            text_twin,
            n_seen: text.n_seen,
            version,
            saved_at: now,
        };
        Ok(Sealed { row, values: sealed })
    }

    /// Redacts a draft: its twin, and by person the places of its placeholders with what stands behind them. Its labels are
    /// not kept; the message that it becomes gets its own. What is about nobody known is `about`.
    pub(crate) fn draft_twin(
        &self,
        case_id: CaseId,
        (known, labels): (&Known, &[Label]),
        about: PersonId,
        text: &Personal<String>,
    ) -> Result<(String, Values), DeskError> {
        let mut labels = load_labels(labels.to_vec());
        // Redaction cannot fail, the keyed hash can: the first failure is kept and reported afterwards.
        let failure = RefCell::new(None);
        let key = |kind: PlaceholderKind, folded: &str| {
            self.case_key(case_id, kind.as_str(), folded).unwrap_or_else(|error| {
                failure.borrow_mut().get_or_insert(error);
                [0; 16]
            })
        };
        let redacted = self.redactor.redact(text.expose(), known, &mut labels, &key);
        if let Some(error) = failure.into_inner() {
            return Err(error);
        }
        let mut values = Values::new();
        for (place, occurrence) in redacted.occurrences.into_iter().enumerate() {
            let about = occurrence.about.unwrap_or(about);
            values.entry(about).or_default().push((place, occurrence.value.into_exposed()));
        }
        Ok((redacted.text, values))
    }

    async fn opened(&self, row: Option<DraftRow>) -> Result<Option<Draft>, DeskError> {
        let Some(row) = row else { return Ok(None) };
        let values = self.db.read().await?.draft_values(row.id).await?;
        self.open_draft(&row, &values)
    }

    pub(crate) fn open_draft(
        &self,
        row: &DraftRow,
        sealed: &[(PersonId, Vec<u8>)],
    ) -> Result<Option<Draft>, DeskError> {
        let Some(twin) = self.vault.open_text(text_cell(row.id), &row.text_twin)? else {
            return Ok(None);
        };
        let mut values: BTreeMap<usize, String> = BTreeMap::new();
        for (_, bytes) in sealed {
            let Some(json) = self.vault.open_cell(values_cell(row.id), bytes)? else { continue };
            let opened: Vec<(usize, String)> = serde_json::from_slice(json.expose())
                .map_err(|_| DeskError::Content { what: "draft values" })?;
            values.extend(opened);
        }
        let text = redact::restore(twin.expose(), |place| values.get(&place).cloned());
        Ok(Some(Draft {
            kind: row.kind,
            text: Personal::new(text),
            n_seen: row.n_seen,
            version: row.version,
            saved_at: row.saved_at,
        }))
    }

    /// What is kept already is kept, by whichever window.
    async fn overtaken(
        &self,
        found: Option<DraftRow>,
        text: &DraftText,
        now: Timestamp,
    ) -> Result<Keeping, DeskError> {
        match self.opened(found).await? {
            Some(draft) if draft.text.expose() == text.text.expose() => {
                Ok(Keeping::Kept { version: draft.version, saved_at: now })
            }
            found => Ok(Keeping::Overtaken(found)),
        }
    }
}

const fn text_cell(id: DraftId) -> Cell {
    Cell { table: "drafts", column: "text_twin", row: id.uuid() }
}

// The row has two ids; the person's is bound by their key, so the draft's is enough for the cell.
const fn values_cell(id: DraftId) -> Cell {
    Cell { table: "draft_values", column: "values_sealed", row: id.uuid() }
}
