//! Jottings: what somebody has typed in a form, kept sealed on the server until it is sent or emptied.
//!
//! As drafts are, keeping one is bookkeeping: it changes nothing that anybody else sees, and its writer alone reads it. In a case
//! it is sealed like a draft; elsewhere, where there is no case yet or a text that speaks of nobody, to whoever writes it.
//! All forms are kept in one way: as the fields that they would send.

use std::collections::{BTreeMap, BTreeSet};

use db::{BookTx, CaseRecord, JottingRow};
use jiff::Timestamp;
use model::{
    Act, Actor, CaseNumber, JottingId, JottingSpot, PersonId, Personal, Queue, SheetKind, StaffId,
    micros,
};
use uuid::Uuid;
use vault::{Cell, Owner, VaultError};

use crate::{Desk, DeskError, affairs::ids_of, requests::person};

/// Jottings that one person may have.
pub const JOTTINGS_MAX: i64 = 50;

/// Fields of one jotting: as many as the longest form, a ruling with all its directions, sends.
pub const JOTTING_FIELDS_MAX: usize = 500;

/// Characters of one jotting: the three longest texts of a ruling, and what stands beside them.
pub const JOTTING_CHARS_MAX: usize = 320_000;

/// The fields of a form, as it sends them.
pub type JottingFields = Vec<(String, Personal<String>)>;

/// What was typed in a form, opened for who typed it.
#[derive(Clone, Debug)]
pub struct Jotting {
    /// The fields.
    pub fields: JottingFields,
    /// Which version this is; one that is kept names the version that it follows.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// What became of fields that were to be kept.
#[derive(Clone, Debug)]
pub enum Jotted {
    /// They are kept.
    Kept {
        /// The version that the next one follows.
        version: i64,
        /// When.
        saved_at: Timestamp,
    },
    /// They said nothing, and what was kept is discarded.
    Emptied,
    /// They follow a version that is not there any more. Nothing was changed; this is what is kept.
    Overtaken(Option<Jotting>),
}

/// Where somebody types.
struct Desktop {
    person_id: PersonId,
    /// What the form is about, the nearest first: the case that it names, the one that this is part of, and that one's other
    /// parts; a sheet. Nil where that is not there yet.
    abouts: Vec<Uuid>,
    /// The case that it is about.
    record: Option<CaseRecord>,
    /// The place on the staff that it is typed in, and the edition of its roles.
    place: Option<(StaffId, i64)>,
}

impl Desktop {
    /// What a new jotting is about: the case that it goes to, or what the form names.
    fn new_about(&self) -> Uuid {
        let named = || self.abouts.first().copied().unwrap_or_default();
        self.record.as_ref().map_or_else(named, |record| record.case.id.uuid())
    }
}

/// A jotting that is sealed, with the values behind it.
type Sealed = (JottingRow, Vec<(PersonId, Vec<u8>)>);

/// The names of the fields with their texts, redacted or not.
type Texts = Vec<(String, String)>;

/// What stands behind placeholders, by whom it is about: the field, the place of each in it, and its value.
type Values = BTreeMap<PersonId, Vec<(usize, usize, String)>>;

impl Desk {
    /// Returns what the actor has typed in a form and not sent, where they may still send it.
    pub async fn jotting(
        &self,
        actor: &Actor,
        spot: JottingSpot,
    ) -> Result<Option<Jotting>, DeskError> {
        let at = match self.desktop(actor, spot).await {
            // Who may not send it any more has no form for it either.
            Err(DeskError::NotFound) => return Ok(None),
            at => at?,
        };
        self.jotting_at(&at, spot).await
    }

    /// Keeps what somebody types in a form. A version that another one has followed changes nothing.
    pub async fn keep_jotting(
        &self,
        actor: &Actor,
        spot: JottingSpot,
        fields: JottingFields,
        follows: Option<i64>,
    ) -> Result<Jotted, DeskError> {
        check(&fields)?;
        let at = self.desktop(actor, spot).await?;
        let found = self.row_at(&at, spot).await?;
        if found.as_ref().map(|row| row.version) != follows {
            return self.jotting_overtaken(&at, spot, &fields).await;
        }
        let is_said = |(name, text): &(String, Personal<String>)| {
            spot.is_said(name) && !text.expose().trim().is_empty()
        };
        let is_empty = !fields.iter().any(is_said);
        let done = match (found, is_empty) {
            (None, true) => return Ok(Jotted::Emptied),
            (Some(row), true) => {
                let mut book = self.db.bookkeeping().await?;
                let is_done = book.delete_jotting(row.id, row.version).await?;
                book.commit().await?;
                is_done.then_some(Jotted::Emptied)
            }
            (found, false) => self.put_jotting(&at, spot, &fields, found.as_ref()).await?,
        };
        match done {
            Some(done) => Ok(done),
            // Another window was faster by a hair.
            None => self.jotting_overtaken(&at, spot, &fields).await,
        }
    }

    /// Discards what was typed in a form, since this version of it was sent; a later one stays.
    pub async fn jotting_sent(
        &self,
        actor: &Actor,
        spot: JottingSpot,
        version: i64,
    ) -> Result<(), DeskError> {
        // What was sent may have ended the right to send it. It is the actor's own, whatever they may now.
        let person_id = person(actor)?.id;
        let (abouts, _) = self.abouts(spot).await?;
        let rows = self.rows_about(person_id, spot, &abouts).await?;
        let Some(row) = rows.into_iter().find(|row| row.version == version) else {
            return Ok(());
        };
        let mut book = self.db.bookkeeping().await?;
        book.delete_jotting(row.id, version).await?;
        Ok(book.commit().await?)
    }

    /// Says whether somebody may send such a form, and finds what it is about.
    async fn desktop(&self, actor: &Actor, spot: JottingSpot) -> Result<Desktop, DeskError> {
        let me = person(actor)?;
        // A program has no form.
        if me.scopes.is_some() {
            return Err(DeskError::NotFound);
        }
        let may = match spot {
            JottingSpot::Request => true,
            JottingSpot::Answer(number) => {
                self.own_case(&me, number).await?;
                true
            }
            JottingSpot::OwnStatement(number) => {
                self.own_found(actor, number).await?;
                true
            }
            JottingSpot::Statement(number) => {
                self.may_in_dispute(actor, number, &[Act::DisputeConfer, Act::DisputeHear]).await?
            }
            JottingSpot::Ruling(number) => {
                self.may_in_dispute(actor, number, &[Act::DisputeRule]).await?
            }
            JottingSpot::Sheet(kind, id) => {
                if let Some(id) = id {
                    self.sheet_of(kind, id).await?;
                }
                self.may_write_sheets(actor, kind).await?
            }
        };
        if !may {
            return Err(DeskError::NotFound);
        }
        let (abouts, record) = self.abouts(spot).await?;
        let place = match actor {
            Actor::Staff(staff) => Some((staff.id, staff.role_edition)),
            _ => None,
        };
        Ok(Desktop { person_id: me.id, abouts, record, place })
    }

    async fn may_in_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
        acts: &[Act],
    ) -> Result<bool, DeskError> {
        let (found, _) = self.dispute_for(actor, number).await?;
        let resource = found.resource();
        Ok(acts.iter().any(|act| self.authority.allows(actor, *act, &resource).is_allowed()))
    }

    async fn may_write_sheets(&self, actor: &Actor, kind: SheetKind) -> Result<bool, DeskError> {
        let queues = self.queues_now().await?;
        let may = |queues: &[Queue]| self.may_edit_sheets(actor, kind, queues);
        Ok(may(&[]) || queues.iter().any(|queue| may(std::slice::from_ref(queue))))
    }

    /// Returns what a form is about; where that is part of another case, also the other, whose it is then.
    async fn abouts(
        &self,
        spot: JottingSpot,
    ) -> Result<(Vec<Uuid>, Option<CaseRecord>), DeskError> {
        let number = match spot {
            JottingSpot::Request => return Ok((vec![Uuid::nil()], None)),
            JottingSpot::Sheet(_, id) => {
                return Ok((vec![id.map_or(Uuid::nil(), |id| id.uuid())], None));
            }
            JottingSpot::Answer(number)
            | JottingSpot::OwnStatement(number)
            | JottingSpot::Statement(number)
            | JottingSpot::Ruling(number) => number,
        };
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let named = record.case.id;
        let record = reader.host_of(record).await?;
        let mut abouts = vec![named.uuid()];
        let ids = ids_of(&mut reader, record.case.id).await?.into_iter();
        abouts.extend(ids.filter(|id| *id != named).map(|id| id.uuid()));
        Ok((abouts, Some(record)))
    }

    /// Returns what somebody typed about one of these, in their order.
    async fn rows_about(
        &self,
        person_id: PersonId,
        spot: JottingSpot,
        abouts: &[Uuid],
    ) -> Result<Vec<JottingRow>, DeskError> {
        let mut reader = self.db.read().await?;
        let mut rows = Vec::new();
        for about in abouts {
            rows.extend(reader.jotting(person_id, spot.place(), *about).await?);
        }
        Ok(rows)
    }

    /// Returns what stands in a form: what was typed for just it; else, where it is of a case with parts, what was begun for
    /// another of these.
    async fn row_at(
        &self,
        at: &Desktop,
        spot: JottingSpot,
    ) -> Result<Option<JottingRow>, DeskError> {
        Ok(self.rows_about(at.person_id, spot, &at.abouts).await?.into_iter().next())
    }

    async fn jotting_at(
        &self,
        at: &Desktop,
        spot: JottingSpot,
    ) -> Result<Option<Jotting>, DeskError> {
        let Some(row) = self.row_at(at, spot).await? else { return Ok(None) };
        let values = self.db.read().await?.jotting_values(row.id).await?;
        self.open_jotting(&row, &values)
    }

    async fn put_jotting(
        &self,
        at: &Desktop,
        spot: JottingSpot,
        fields: &JottingFields,
        found: Option<&JottingRow>,
    ) -> Result<Option<Jotted>, DeskError> {
        if found.is_none() {
            let kept = self.db.read().await?.jottings_of(at.person_id, JOTTINGS_MAX).await?;
            if i64::try_from(kept.len()).is_ok_and(|n| n >= JOTTINGS_MAX) {
                let words = format!(
                    "you have begun {JOTTINGS_MAX} forms; send or empty some of them first"
                );
                return Err(DeskError::Invalid { field: "draft", words });
            }
        }
        let living = self.living(at).await?;
        let (row, values) = self.seal_jotting(at, spot, fields, found).await?;
        let mut book = self.db.bookkeeping().await?;
        if !stands(&mut book, at, &living).await? {
            return Ok(None);
        }
        let is_done = match found {
            Some(found) => book.update_jotting(&row, &values, found.version).await?,
            None => book.insert_jotting(&row, &values).await?,
        };
        book.commit().await?;
        Ok(is_done.then_some(Jotted::Kept { version: row.version, saved_at: row.saved_at }))
    }

    /// Returns the writer and whoever else of the case is there to be told from the rest of the text.
    async fn living(&self, at: &Desktop) -> Result<Vec<PersonId>, DeskError> {
        let mut living = vec![at.person_id];
        let Some(record) = &at.record else { return Ok(living) };
        let mut reader = self.db.read().await?;
        let mut of_case = BTreeSet::new();
        for id in ids_of(&mut reader, record.case.id).await? {
            of_case.extend(reader.case_persons(id).await?.into_iter().map(|(id, _)| id));
        }
        for id in of_case {
            if reader.person(id).await?.is_some_and(|row| row.erased_at.is_none()) {
                living.push(id);
            }
        }
        Ok(living)
    }

    async fn seal_jotting(
        &self,
        at: &Desktop,
        spot: JottingSpot,
        fields: &JottingFields,
        found: Option<&JottingRow>,
    ) -> Result<Sealed, DeskError> {
        let now = self.now();
        let id = found.map_or_else(|| JottingId::draw(now, &*self.chance), |row| row.id);
        let seal = |owner, cell, bytes: &[u8]| match self.vault.seal(owner, cell, bytes) {
            // Whoever it is about was destroyed: what is said of them can be kept no more.
            Err(VaultError::UnknownCase(_) | VaultError::UnknownPerson(_)) => {
                Err(DeskError::Destroyed)
            }
            sealed => Ok(sealed?),
        };
        let (texts, values) = self.jotting_twins(at, fields).await?;
        let owner = match &at.record {
            Some(record) => Owner::Case(record.case.id),
            None => Owner::Person(at.person_id),
        };
        let fields_sealed = seal(owner, fields_cell(id), &json(&texts)?)?;
        let mut sealed = Vec::with_capacity(values.len());
        for (person_id, values) in values {
            let bytes = seal(Owner::Person(person_id), values_cell(id), &json(&values)?)?;
            sealed.push((person_id, bytes));
        }
        let row = JottingRow {
            id,
            person_id: at.person_id,
            place: spot.place(),
            about: found.map_or_else(|| at.new_about(), |row| row.about),
            case_id: at.record.as_ref().map(|record| record.case.id),
            fields_sealed,
            // The first version is the moment, so that a window that knows one of before never meets its number again.
            version: found.map_or_else(|| micros(now), |row| row.version + 1),
            saved_at: now,
        };
        Ok((row, sealed))
    }

    /// Redacts the fields of a case's form, one by one. What is
    /// about nobody known is about the writer where they write as a party, else about the requester.
    async fn jotting_twins(
        &self,
        at: &Desktop,
        fields: &JottingFields,
    ) -> Result<(Texts, Values), DeskError> {
        let mut values = Values::new();
        let Some(record) = &at.record else {
            let plain = fields.iter().map(|(name, text)| (name.clone(), text.expose().clone()));
            return Ok((plain.collect(), values));
        };
        let case = &record.case;
        let is_party = case.tribunal.respondent_id == Some(at.person_id);
        let about = if is_party { at.person_id } else { case.requester_id };
        let (known, labels) = self.known_to_writer(case.id, at.person_id).await?;
        let mut texts = Vec::with_capacity(fields.len());
        for (index, (name, text)) in fields.iter().enumerate() {
            let (twin, found) = self.draft_twin(case.id, (&known, &labels), about, text)?;
            for (person_id, places) in found {
                let places = places.into_iter().map(|(place, value)| (index, place, value));
                values.entry(person_id).or_default().extend(places);
            }
            texts.push((name.clone(), twin));
        }
        Ok((texts, values))
    }

    fn open_jotting(
        &self,
        row: &JottingRow,
        sealed: &[(PersonId, Vec<u8>)],
    ) -> Result<Option<Jotting>, DeskError> {
        let Some(bytes) = self.vault.open_cell(fields_cell(row.id), &row.fields_sealed)? else {
            return Ok(None);
        };
        let texts: Texts = read(bytes.expose())?;
        let mut values: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for (_, bytes) in sealed {
            let Some(json) = self.vault.open_cell(values_cell(row.id), bytes)? else { continue };
            let opened: Vec<(usize, usize, String)> = read(json.expose())?;
            values.extend(opened.into_iter().map(|(index, place, value)| ((index, place), value)));
        }
        let mut fields = Vec::with_capacity(texts.len());
        for (index, (name, twin)) in texts.into_iter().enumerate() {
            let text = match row.case_id {
                Some(_) => redact::restore(&twin, |place| values.get(&(index, place)).cloned()),
                None => twin,
            };
            fields.push((name, Personal::new(text)));
        }
        Ok(Some(Jotting { fields, version: row.version, saved_at: row.saved_at }))
    }

    /// What is kept already is kept, by whichever window.
    async fn jotting_overtaken(
        &self,
        at: &Desktop,
        spot: JottingSpot,
        fields: &JottingFields,
    ) -> Result<Jotted, DeskError> {
        let found = self.jotting_at(at, spot).await?;
        let is_same = |kept: &Jotting| {
            let pairs = kept.fields.iter().map(|(name, text)| (name, text.expose()));
            pairs.eq(fields.iter().map(|(name, text)| (name, text.expose())))
        };
        match found {
            Some(kept) if is_same(&kept) => {
                Ok(Jotted::Kept { version: kept.version, saved_at: kept.saved_at })
            }
            found => Ok(Jotted::Overtaken(found)),
        }
    }
}

/// Says whether all stands that a jotting was sealed on, until the commit: the place of who writes it, and everybody whom its
/// twin hides. What ends a place or destroys somebody removes jottings, and would miss one that comes just after.
async fn stands(book: &mut BookTx, at: &Desktop, living: &[PersonId]) -> Result<bool, DeskError> {
    if let Some((id, edition)) = at.place
        && !book.place_stands(id, edition).await?
    {
        return Err(DeskError::Stale { what: "the roles changed" });
    }
    for id in living {
        if !book.person_stands(*id).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn check(fields: &JottingFields) -> Result<(), DeskError> {
    let n = fields.iter().map(|(name, text)| name.len() + text.expose().chars().count());
    let n: usize = n.sum();
    if fields.len() > JOTTING_FIELDS_MAX {
        let n = fields.len();
        let words = format!("{n} fields are too many; at most {JOTTING_FIELDS_MAX}");
        return Err(DeskError::Invalid { field: "text", words });
    }
    if n > JOTTING_CHARS_MAX {
        let words = format!("{n} characters are too many; at most {JOTTING_CHARS_MAX}");
        return Err(DeskError::Invalid { field: "text", words });
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, DeskError> {
    serde_json::to_vec(value).map_err(|_| DeskError::Content { what: "jotting" })
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DeskError> {
    serde_json::from_slice(bytes).map_err(|_| DeskError::Content { what: "jotting" })
}

const fn fields_cell(id: JottingId) -> Cell {
    Cell { table: "jottings", column: "fields_sealed", row: id.uuid() }
}

// The row has two ids; the person's is bound by their key, so the jotting's is enough for the cell.
const fn values_cell(id: JottingId) -> Cell {
    Cell { table: "jotting_values", column: "values_sealed", row: id.uuid() }
}
