//! Writing sheets: a new one, another edition, and the way back to an earlier one.

use std::collections::BTreeSet;

use audit::Permit;
use model::{
    Actor, Guide, Queue, QueueName, Resource, Role, Sheet, SheetEdition, SheetId, SheetKind,
    SheetName,
};

use super::{edit_act, queues_of, show_act};
use crate::{
    Desk, DeskError,
    templates::{TEMPLATE_CHARS_MAX, TemplateValues, check_template, place},
};

/// Characters of the longest heading.
const TITLE_CHARS_MAX: usize = 120;

/// Characters of the longest word on why an edition was made.
const NOTE_CHARS_MAX: usize = 500;

/// What a sheet is to say.
#[derive(Clone, Debug)]
pub struct SheetDraft {
    /// Its heading.
    pub title: String,
    /// The role that it needs.
    pub role: Option<Role>,
    /// The queues it is for; empty is all.
    pub queues: BTreeSet<QueueName>,
    /// False to offer it no more.
    pub is_offered: bool,
    /// What it says.
    pub text: String,
    /// Why, for the history.
    pub note: String,
}

/// A sheet that is to be.
#[derive(Clone, Debug)]
pub struct NewSheet {
    /// What it is for.
    pub kind: SheetKind,
    /// Its name.
    pub name: String,
    /// Its language, ISO 639-3.
    pub language: String,
    /// What it says.
    pub draft: SheetDraft,
}

/// What is wrong with the text of a sheet, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in it, counted from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub words: String,
}

impl Desk {
    /// Says what is wrong with a text, before anybody keeps it, to whoever may read the sheets of the kind.
    pub async fn check_sheet(
        &self,
        actor: &Actor,
        kind: SheetKind,
        language: &str,
        text: &str,
    ) -> Result<Vec<SheetFault>, DeskError> {
        self.ask_to_read(actor, show_act(kind), &Resource::House).await?;
        self.faults_of(kind, language, text).await
    }

    async fn faults_of(
        &self,
        kind: SheetKind,
        language: &str,
        text: &str,
    ) -> Result<Vec<SheetFault>, DeskError> {
        if let Some(fault) = hidden_sign(text) {
            return Ok(vec![fault]);
        }
        match kind {
            SheetKind::Template => {
                let sample = TemplateValues::sample(language, &self.config, self.now());
                let text = text.to_owned();
                let faults = self.run_template(move || check_template(&text, &sample)).await?;
                Ok(faults
                    .into_iter()
                    .map(|f| SheetFault { line: f.line, column: f.column, words: f.words })
                    .collect())
            }
            SheetKind::Guide => {
                let faults = Guide::parse(text).err().unwrap_or_default();
                Ok(faults
                    .into_iter()
                    .map(|f| SheetFault { line: f.line, column: f.column, words: f.words })
                    .collect())
            }
        }
    }

    /// Creates a sheet with its first edition.
    pub async fn create_sheet(&self, actor: &Actor, new: NewSheet) -> Result<SheetId, DeskError> {
        let queues = self.queues_named(&new.draft.queues).await?;
        let permit = self.ask_to_edit(actor, new.kind, &[&queues]).await?;
        let name = SheetName::parse(new.name.trim())
            .map_err(|error| invalid("name", error.to_string()))?;
        let language = read_language(&new.language)?;
        self.check_sheet_draft(new.kind, &language, &new.draft).await?;
        let n = self.db.read().await?.sheets(new.kind).await?.len();
        if i64::try_from(n).unwrap_or(i64::MAX) >= db::SHEETS_MAX {
            let (what, n_max) = ("templates or guides", db::SHEETS_MAX);
            return Err(invalid("name", format!("there are {n_max} {what} already")));
        }
        let id = SheetId::draw(self.now(), &*self.chance);
        let sheet = Sheet { id, kind: new.kind, name, language, version: 1 };
        let first = self.edition(actor, id, 1, &new.draft, &queues);
        let mut tx = self.db.write(permit).await?;
        if !tx.insert_sheet(&sheet, &first).await? {
            let words = format!("there is a {} of this name and language", new.kind.as_str());
            return Err(invalid("name", words));
        }
        tx.commit().await?;
        Ok(id)
    }

    /// Writes the edition that follows the one that was read.
    pub async fn update_sheet(
        &self,
        actor: &Actor,
        kind: SheetKind,
        id: SheetId,
        n_read: i64,
        draft: SheetDraft,
    ) -> Result<i64, DeskError> {
        let (sheet, latest) = self.sheet_of(kind, id).await?;
        let queues = self.queues_named(&draft.queues).await?;
        let before = queues_of(&self.queues_now().await?, &latest.queue_ids);
        // Taking a sheet away from a queue is as much as giving it to one.
        let permit = self.ask_to_edit(actor, kind, &[&before, &queues]).await?;
        if sheet.version != n_read {
            return Err(DeskError::Conflict { what: "sheet" });
        }
        self.check_sheet_draft(kind, &sheet.language, &draft).await?;
        let next = self.edition(actor, id, n_read + 1, &draft, &queues);
        self.put_edition(permit, &next).await
    }

    /// Writes an edition with the words of an earlier one.
    pub async fn revert_sheet(
        &self,
        actor: &Actor,
        kind: SheetKind,
        id: SheetId,
        number: i64,
        note: &str,
    ) -> Result<i64, DeskError> {
        let (sheet, latest) = self.sheet_of(kind, id).await?;
        let earlier = self.db.read().await?.sheet_edition(id, number).await?;
        let earlier = earlier.ok_or(DeskError::NotFound)?;
        let all = self.queues_now().await?;
        let (before, after) =
            (queues_of(&all, &latest.queue_ids), queues_of(&all, &earlier.queue_ids));
        let permit = self.ask_to_edit(actor, kind, &[&before, &after]).await?;
        if number == sheet.version {
            return Err(invalid("number", "this edition is in force".to_owned()));
        }
        check_note(note)?;
        let next = SheetEdition {
            number: sheet.version + 1,
            note: note.trim().to_owned(),
            reverts: Some(number),
            made_by: staff_id(actor),
            made_at: self.now(),
            ..earlier
        };
        self.put_edition(permit, &next).await
    }

    async fn put_edition(&self, permit: Permit, next: &SheetEdition) -> Result<i64, DeskError> {
        let mut tx = self.db.write(permit).await?;
        tx.insert_sheet_edition(next).await?;
        tx.commit().await?;
        Ok(next.number)
    }

    /// Asks for every queue that is concerned, and for the house where it is all; the last answer is the permit.
    async fn ask_to_edit(
        &self,
        actor: &Actor,
        kind: SheetKind,
        groups: &[&[Queue]],
    ) -> Result<Permit, DeskError> {
        let mut resources = Vec::new();
        for queues in groups {
            match queues {
                [] => resources.push(Resource::House),
                queues => resources.extend(queues.iter().cloned().map(Resource::Queue)),
            }
        }
        let last = resources.pop().unwrap_or(Resource::House);
        for resource in &resources {
            self.ask_to_read(actor, edit_act(kind), resource).await?;
        }
        self.ask(actor, edit_act(kind), &last).await
    }

    async fn queues_named(&self, names: &BTreeSet<QueueName>) -> Result<Vec<Queue>, DeskError> {
        let all = self.queues_now().await?;
        let mut queues = Vec::new();
        for name in names {
            let queue = all.iter().find(|queue| queue.name == *name).cloned();
            queues
                .push(queue.ok_or_else(|| invalid("queues", format!("there is no queue {name}")))?);
        }
        Ok(queues)
    }

    async fn check_sheet_draft(
        &self,
        kind: SheetKind,
        language: &str,
        draft: &SheetDraft,
    ) -> Result<(), DeskError> {
        let title = draft.title.trim();
        if title.is_empty() || title.chars().count() > TITLE_CHARS_MAX {
            let words = format!("say in at most {TITLE_CHARS_MAX} characters what it is");
            return Err(invalid("title", words));
        }
        if let Some(fault) = hidden_sign(title) {
            return Err(faulty("title", &fault));
        }
        if draft.text.trim().is_empty() || draft.text.chars().count() > TEMPLATE_CHARS_MAX {
            let words = format!("write something, in at most {TEMPLATE_CHARS_MAX} characters");
            return Err(invalid("text", words));
        }
        check_note(&draft.note)?;
        match self.faults_of(kind, language, &draft.text).await?.first() {
            Some(fault) => Err(faulty("text", fault)),
            None => Ok(()),
        }
    }

    fn edition(
        &self,
        actor: &Actor,
        sheet_id: SheetId,
        number: i64,
        draft: &SheetDraft,
        queues: &[Queue],
    ) -> SheetEdition {
        SheetEdition {
            sheet_id,
            number,
            title: draft.title.trim().to_owned(),
            role: draft.role,
            queue_ids: queues.iter().map(|queue| queue.id).collect(),
            is_offered: draft.is_offered,
            text: draft.text.replace("\r\n", "\n").trim_end().to_owned(),
            note: draft.note.trim().to_owned(),
            reverts: None,
            made_by: staff_id(actor),
            made_at: self.now(),
        }
    }
}

fn check_note(note: &str) -> Result<(), DeskError> {
    let note = note.trim();
    if note.is_empty() || note.chars().count() > NOTE_CHARS_MAX {
        let words = format!("say why, for the history, in at most {NOTE_CHARS_MAX} characters");
        return Err(invalid("note", words));
    }
    match hidden_sign(note) {
        Some(fault) => Err(faulty("note", &fault)),
        None => Ok(()),
    }
}

/// Finds a sign that nobody sees: one that controls, or one that turns the direction of what stands around it.
fn hidden_sign(text: &str) -> Option<SheetFault> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        // Browsers end a line with both; only the second is kept.
        let ends_line = sign == '\r' && signs.peek().is_some_and(|(_, next)| *next == '\n');
        if is_hidden(sign) && !ends_line {
            let (line, column) = place(text, at);
            let code = u32::from(sign);
            let words = format!("here stands a sign that nobody sees, U+{code:04X}; leave it out");
            return Some(SheetFault { line, column, words });
        }
    }
    None
}

/// Says whether a sign controls, or turns the direction of writing (Unicode Standard Annex 9, 2.1 to 2.6).
fn is_hidden(sign: char) -> bool {
    match sign {
        '\n' | '\t' => false,
        '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => true,
        sign => sign.is_control(),
    }
}

fn read_language(text: &str) -> Result<String, DeskError> {
    let text = text.trim();
    if text.len() == 3 && text.chars().all(|c| c.is_ascii_lowercase()) {
        return Ok(text.to_owned());
    }
    Err(invalid("language", "name a language by three letters: eng, ces, deu".to_owned()))
}

const fn staff_id(actor: &Actor) -> Option<model::StaffId> {
    match actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    }
}

fn faulty(field: &'static str, fault: &SheetFault) -> DeskError {
    let SheetFault { line, column, words } = fault;
    invalid(field, format!("line {line}, column {column}: {words}"))
}

fn invalid(field: &'static str, words: String) -> DeskError {
    DeskError::Invalid { field, words }
}
