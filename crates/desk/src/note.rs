//! Notes: messages among the staff.

use db::{Label, MessageRecord, NewMessage, WriteTx};
use model::{
    Act, Actor, Case, CaseId, CaseNumber, Direction, DraftKind, Identity, Message, MessageId,
    MessageKind, PersonId, Personal, Resource, StaffActor,
};
use redact::Known;

use crate::{
    Desk, DeskError,
    arrival::language_of,
    twins::{Made, Texts},
};

/// Characters of the longest text that somebody types.
pub const TEXT_CHARS_MAX: usize = 100_000;

/// A note to be written.
#[derive(Clone, Debug)]
pub struct NoteDraft {
    /// What it says.
    pub text: Personal<String>,
}

impl Desk {
    /// Writes a note.
    pub async fn note(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: NoteDraft,
    ) -> Result<MessageId, DeskError> {
        self.note_drafted(actor, number, draft, None).await
    }

    /// Writes a note of which this version was kept as draft; the draft goes with it, unless a later one was kept.
    pub async fn note_drafted(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: NoteDraft,
        kept: Option<i64>,
    ) -> Result<MessageId, DeskError> {
        check_text(&draft.text)?;
        let (record, queue) = self.case_unread(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseNote, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let case = record.case.noted(self.now());
        let texts = Texts { text: draft.text, ..Texts::default() };
        let named = self.named_in(&texts.text).await?;
        let (message, made) = self.written(&case, staff, MessageKind::Internal, &texts).await?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_written(&mut tx, &message, &made).await?;
        self.call_named(&mut tx, message.id, &named).await?;
        if let Some(kept) = kept {
            tx.use_draft(case.id, staff.id, DraftKind::Note, kept).await?;
        }
        tx.commit().await?;
        if !named.is_empty() {
            self.enqueued.notify_one();
        }
        self.presence.rests(case.id, staff.id, self.now());
        Ok(message.id)
    }

    /// Makes a message that a member of the staff wrote, twins and values sealed.
    pub(crate) async fn written(
        &self,
        case: &Case,
        staff: &StaffActor,
        kind: MessageKind,
        texts: &Texts,
    ) -> Result<(Message, Made), DeskError> {
        let (known, labels) = self.known_to_writer(case.id, staff.person_id).await?;
        let message = Message {
            id: MessageId::draw(self.now(), &*self.chance),
            case_id: case.id,
            position_index: case.n_messages,
            kind,
            direction: Direction::Out,
            author_person_id: None,
            author_staff_id: Some(staff.id),
            identity: Identity::SignedIn,
            at: self.now(),
            is_confirmed: true,
            automatic: None,
            fault: None,
            n_attachments: 0,
            language: language_of(texts.text.expose()),
        };
        // What the staff write about nobody known is about the requester.
        let about: PersonId = case.requester_id;
        let made = self.make_twins(case.id, message.id, texts, &known, about, labels)?;
        Ok((message, made))
    }

    /// Returns what the redactor is told when one of the staff writes in a case: who appears there, and who writes.
    pub(crate) async fn known_to_writer(
        &self,
        case_id: CaseId,
        writer_id: PersonId,
    ) -> Result<(Known, Vec<Label>), DeskError> {
        let mut reader = self.db.read().await?;
        let mut known: Known = self.known_in_case(&mut reader, case_id).await?;
        // The writer's own name goes; the house's domain, which theirs is, tells nothing and stays.
        let writer = self.open_party(&mut reader, writer_id).await?;
        if let (Some(name), Some(address)) = (&writer.name, &writer.address) {
            known.push_mailbox(Some(name.expose()), address.expose(), Some(writer.id));
        }
        let labels = reader.case_labels(case_id).await?;
        Ok((known, labels))
    }

    pub(crate) async fn put_written(
        &self,
        tx: &mut WriteTx,
        message: &Message,
        made: &Made,
    ) -> Result<(), DeskError> {
        let new = NewMessage {
            message,
            subject_twin: &made.subject_twin,
            text_twin: &made.text_twin,
            values: &made.values,
        };
        tx.insert_message(&new).await?;
        tx.insert_labels(message.case_id, &made.labels).await?;
        if made.is_searchable {
            let words = self.words_of(&made.subject, &made.twin.text)?;
            tx.index_message(message.id, message.case_id, &words).await?;
        }
        Ok(())
    }

    /// Opens what a message says, for mail that carries it to those it was written for.
    pub(crate) async fn texts_of(&self, record: &MessageRecord) -> Result<Texts, DeskError> {
        let values = self.db.read().await?.message_values(record.message.id).await?;
        self.restore(record, &values)?.ok_or(DeskError::Destroyed)
    }
}

pub fn check_text(text: &Personal<String>) -> Result<(), DeskError> {
    if text.expose().trim().is_empty() {
        return Err(DeskError::Invalid {
            field: "text",
            words: "write something first".to_owned(),
        });
    }
    check_length(text)
}

pub fn check_length(text: &Personal<String>) -> Result<(), DeskError> {
    let n = text.expose().chars().count();
    if n > TEXT_CHARS_MAX {
        let words = format!("{n} characters are too many; at most {TEXT_CHARS_MAX}");
        return Err(DeskError::Invalid { field: "text", words });
    }
    Ok(())
}
