//! Every text's redacted twin: made at intake, sealed under the case's key, its values sealed to whom they
//! are about; and the way back.

use std::collections::BTreeMap;

use db::{Label, MessageRecord};
use model::{CaseId, MessageId, PersonId, Personal};
use redact::{Known, Labels, Placeholder, PlaceholderKind};
use serde::{Deserialize, Serialize};
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

/// Characters of the excerpt on the board.
const EXCERPT_CHARS: usize = 160;

/// The texts of a message, in the open.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The subject.
    pub subject: Personal<String>,
    /// Who wrote, as the header has it.
    pub from: Personal<String>,
    /// What was written.
    pub text: Personal<String>,
    /// The names of the attachments.
    pub names: Vec<Personal<String>>,
    /// The Message-ID, to answer to.
    pub message_id: Option<String>,
}

/// The redacted texts of a message.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Twin {
    #[serde(default)]
    pub from: String,
    pub text: String,
    #[serde(default)]
    pub names: Vec<String>,
}

/// What redaction made of a message, ready to be written.
pub struct Made {
    pub subject: String,
    pub twin: Twin,
    pub subject_twin: Vec<u8>,
    pub text_twin: Vec<u8>,
    pub values: Vec<(PersonId, Vec<u8>)>,
    pub labels: Vec<Label>,
    /// False where not everyone who sees the case may read it: found by a word, it would tell that word.
    pub is_searchable: bool,
}

/// What is sealed to one person: their values in a message by part and place.
#[derive(Default, Serialize, Deserialize)]
struct Values {
    /// Part (0 subject, 1 from, 2 text, 3… attachment names), index of the placeholder, value.
    v: Vec<(usize, usize, String)>,
    /// The Message-ID, sealed to the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    m: Option<String>,
}

const SUBJECT: usize = 0;
const FROM: usize = 1;
const TEXT: usize = 2;
const NAMES: usize = 3;

impl Desk {
    /// Redacts the texts of a message and seals twin and values. `author` is who a value is about when nobody
    /// better is known.
    pub(crate) fn make_twins(
        &self,
        case_id: CaseId,
        message_id: MessageId,
        texts: &Texts,
        known: &Known,
        author: PersonId,
        labels: Vec<Label>,
    ) -> Result<Made, DeskError> {
        let mut labels = load_labels(labels);
        let mut values: BTreeMap<PersonId, Values> = BTreeMap::new();
        values.entry(author).or_default().m.clone_from(&texts.message_id);
        // Redaction cannot fail, the keyed hash can: the first failure is kept and reported afterwards.
        let failure = std::cell::RefCell::new(None);
        let key = |kind: PlaceholderKind, folded: &str| {
            self.case_key(case_id, kind.as_str(), folded).unwrap_or_else(|error| {
                failure.borrow_mut().get_or_insert(error);
                [0; 16]
            })
        };
        let mut part = |index: usize, text: &str| {
            let redacted = self.redactor.redact(text, known, &mut labels, &key);
            for (place, occurrence) in redacted.occurrences.into_iter().enumerate() {
                let about = occurrence.about.unwrap_or(author);
                let value = occurrence.value.into_exposed();
                values.entry(about).or_default().v.push((index, place, value));
            }
            redacted.text
        };
        let from = part(FROM, texts.from.expose());
        let subject = part(SUBJECT, texts.subject.expose());
        let text = part(TEXT, texts.text.expose());
        let names =
            texts.names.iter().enumerate().map(|(i, n)| part(NAMES + i, n.expose())).collect();
        if let Some(error) = failure.into_inner() {
            return Err(error);
        }
        let twin = Twin { from, text, names };
        let (subject_twin, text_twin) = self.seal_twin(case_id, message_id, &subject, &twin)?;
        let values = self.seal_values(message_id, values)?;
        let labels = labels.iter_new().map(|(key, label)| kept_label(key, label)).collect();
        Ok(Made { subject, twin, subject_twin, text_twin, values, labels, is_searchable: true })
    }

    /// Seals a twin for its cells.
    pub(crate) fn seal_twin(
        &self,
        case_id: CaseId,
        message_id: MessageId,
        subject: &str,
        twin: &Twin,
    ) -> Result<(Vec<u8>, Vec<u8>), DeskError> {
        let json = serde_json::to_vec(twin).map_err(|_| DeskError::Content { what: "message" })?;
        let owner = Owner::Case(case_id);
        let subject = self.vault.seal(owner, subject_cell(message_id), subject.as_bytes())?;
        Ok((subject, self.vault.seal(owner, text_cell(message_id), &json)?))
    }

    /// Seals the subject and the excerpt that the board shows.
    pub(crate) fn seal_board_texts(
        &self,
        case_id: CaseId,
        subject: &str,
        text: &str,
    ) -> Result<(Vec<u8>, Vec<u8>), DeskError> {
        let owner = Owner::Case(case_id);
        let subject_twin =
            self.vault.seal(owner, case_cell(case_id, "subject_twin"), subject.as_bytes())?;
        let excerpt = excerpt(text);
        let excerpt_twin =
            self.vault.seal(owner, case_cell(case_id, "excerpt_twin"), excerpt.as_bytes())?;
        Ok((subject_twin, excerpt_twin))
    }

    /// Opens the subject and the excerpt of a case; `None` when its key was destroyed.
    pub(crate) fn board_texts(
        &self,
        record: &db::CaseRecord,
    ) -> Result<Option<(String, String)>, DeskError> {
        let id = record.case.id;
        let subject = self.vault.open_text(case_cell(id, "subject_twin"), &record.subject_twin)?;
        let excerpt = self.vault.open_text(case_cell(id, "excerpt_twin"), &record.excerpt_twin)?;
        Ok(subject.zip(excerpt).map(|(s, e)| (s.into_exposed(), e.into_exposed())))
    }

    /// Opens the twin of a message: subject and texts; `None` when the case's key was destroyed.
    pub(crate) fn open_twin(
        &self,
        record: &MessageRecord,
    ) -> Result<Option<(String, Twin)>, DeskError> {
        let id = record.message.id;
        let subject = self.vault.open_text(subject_cell(id), &record.subject_twin)?;
        let json = self.vault.open_cell(text_cell(id), &record.text_twin)?;
        let Some((subject, json)) = subject.zip(json) else {
            return Ok(None);
        };
        let twin = serde_json::from_slice(json.expose())
            .map_err(|_| DeskError::Content { what: "message" })?;
        Ok(Some((subject.into_exposed(), twin)))
    }

    /// Rebuilds the original of a message. Values whose person was destroyed stay placeholders.
    pub(crate) fn restore(
        &self,
        record: &MessageRecord,
        sealed: &[(PersonId, Vec<u8>)],
    ) -> Result<Option<Texts>, DeskError> {
        let Some((subject, twin)) = self.open_twin(record)? else {
            return Ok(None);
        };
        let mut values: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut message_id = None;
        for (person_id, bytes) in sealed {
            let cell = values_cell(record.message.id, *person_id);
            let Some(json) = self.vault.open_cell(cell, bytes)? else { continue };
            let opened: Values = serde_json::from_slice(json.expose())
                .map_err(|_| DeskError::Content { what: "message values" })?;
            message_id = message_id.or(opened.m);
            values.extend(opened.v.into_iter().map(|(part, place, value)| ((part, place), value)));
        }
        let part = |index: usize, text: &str| {
            Personal::new(redact::restore(text, |place| values.get(&(index, place)).cloned()))
        };
        Ok(Some(Texts {
            subject: part(SUBJECT, &subject),
            from: part(FROM, &twin.from),
            text: part(TEXT, &twin.text),
            names: twin.names.iter().enumerate().map(|(i, n)| part(NAMES + i, n)).collect(),
            message_id,
        }))
    }

    fn seal_values(
        &self,
        message_id: MessageId,
        values: BTreeMap<PersonId, Values>,
    ) -> Result<Vec<(PersonId, Vec<u8>)>, DeskError> {
        let mut sealed = Vec::with_capacity(values.len());
        for (person_id, values) in values {
            let json = serde_json::to_vec(&values)
                .map_err(|_| DeskError::Content { what: "message values" })?;
            let cell = values_cell(message_id, person_id);
            sealed.push((person_id, self.vault.seal(Owner::Person(person_id), cell, &json)?));
        }
        Ok(sealed)
    }
}

pub fn load_labels(kept: Vec<Label>) -> Labels {
    let mut labels = Labels::new();
    for label in kept {
        let kind = label.kind.parse::<PlaceholderKind>().ok();
        let number = u32::try_from(label.number);
        if let (Some(kind), Ok(number)) = (kind, number) {
            labels.insert(label.match_key, Placeholder { kind, number });
        }
    }
    labels
}

pub(crate) fn kept_label(key: &[u8; 16], label: &Placeholder) -> Label {
    Label { match_key: *key, kind: label.kind.as_str().to_owned(), number: i64::from(label.number) }
}

/// The first words of a twin on one line, never cut inside a placeholder.
fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(EXCERPT_CHARS) else {
        return line;
    };
    let head = line.get(..cut).unwrap_or_default();
    let open = head.rfind('[').filter(|at| !head.get(*at..).unwrap_or_default().contains(']'));
    let head = open.map_or(head, |at| head.get(..at).unwrap_or_default());
    format!("{}…", head.trim_end())
}

pub const fn subject_cell(id: MessageId) -> Cell {
    Cell { table: "messages", column: "subject_twin", row: id.uuid() }
}

pub const fn text_cell(id: MessageId) -> Cell {
    Cell { table: "messages", column: "text_twin", row: id.uuid() }
}

const fn case_cell(id: CaseId, column: &'static str) -> Cell {
    Cell { table: "cases", column, row: id.uuid() }
}

// The row has two ids; the person's is bound by their key, so the message's is enough for the cell.
const fn values_cell(id: MessageId, _: PersonId) -> Cell {
    Cell { table: "message_values", column: "values_sealed", row: id.uuid() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_never_cuts_a_placeholder() {
        let text = format!("{} [person 12] says", "a".repeat(EXCERPT_CHARS - 5));
        assert_eq!(excerpt(&text), format!("{}…", "a".repeat(EXCERPT_CHARS - 5)));
        assert_eq!(excerpt("short  [person 1]\nline"), "short [person 1] line");
    }
}
