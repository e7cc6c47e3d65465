//! Handing over: what is asked of the destination, what is said, and what of it leaves the house.

use db::{DestinationRow, HandoverRow, Label, NewJob, Reader};
use jiff::SignedDuration;
use model::{
    Act, Actor, Address, Case, CaseNumber, DestinationId, HANDOVER_CONFLICT, HANDOVER_GONE,
    HANDOVER_NOT_STAFF, HANDOVER_NOTE_CHARS_MAX, HANDOVER_OWN, HANDOVER_RETIRED, HANDOVER_TWICE,
    HANDOVER_WORDS_CHARS_MAX, Handover, HandoverId, HandoverState, HandoverTold, JobId,
    OutgoingMail, Personal, Queue, Resource, StaffActor, Target, may_hand_over, quotes,
};
use vault::Owner;

use super::{bounded, leave::HANDOVER_MAIL, must_be_same, text_cell};
use crate::{Desk, DeskError, approvals::staff_id, disputes::invalid, move_case::check_version};

/// A handover as somebody wants it.
#[derive(Clone, Debug)]
pub struct HandoverDraft {
    /// To which destination.
    pub destination_id: DestinationId,
    /// Why; among the staff.
    pub note: Personal<String>,
    /// What an address outside is told, written for it alone.
    pub words: Option<Personal<String>>,
    /// What was shown as leaving, and for whom; nothing leaves, and nobody gets it, that was not seen first.
    pub seen: Option<Personal<String>>,
}

/// What leaves for an address outside.
#[derive(Clone, Debug)]
pub struct HandoverPreview {
    /// What the destination is called.
    pub name: String,
    /// Its address.
    pub address: Address,
    /// The whole mail: for whom, with every header that says something, and its text.
    pub text: Personal<String>,
    /// True where only the number leaves, because the case may not be seen there.
    pub is_reduced: bool,
}

/// The texts of a handover, redacted.
struct Said {
    note: String,
    words: Option<String>,
    labels: Vec<Label>,
}

impl Desk {
    /// Shows what would leave the house; `None` for destinations inside.
    pub async fn handover_preview(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &HandoverDraft,
    ) -> Result<Option<HandoverPreview>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (record, queue) = self.case_for(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        self.ask_to_read(actor, Act::CaseHandOver, &resource).await?;
        let to = self.destination_for(draft.destination_id).await?;
        must_fit(&mut self.db.read().await?, &record.case, &queue, &to, staff).await?;
        let said = self.said(&record.case, staff, &to, draft).await?;
        self.preview(&record.case, &to, &said)
    }

    /// Hands a case over. It stays with whoever has it until somebody accepts it.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: &HandoverDraft,
        version: Option<i64>,
    ) -> Result<HandoverId, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        // Read.
        let (record, queue) = self.case_unread(actor, number).await?;
        check_version(&record.case, version)?;
        // Ask. Nobody gives away by this what they could not hand out, or move, at once.
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        let permit = self.ask(actor, Act::CaseHandOver, &resource).await?;
        self.ask_to_read(actor, Act::CaseAssign, &resource).await?;
        let to = self.destination_for(draft.destination_id).await?;
        if matches!(to.destination.target, Target::Queue(_)) {
            self.ask_to_read(actor, Act::CaseMove, &resource).await?;
        }
        // Decide.
        must_fit(&mut self.db.read().await?, &record.case, &queue, &to, staff).await?;
        let said = self.said(&record.case, staff, &to, draft).await?;
        let preview = self.preview(&record.case, &to, &said)?;
        if let Some(preview) = &preview
            && draft.seen.as_ref().map(Personal::expose) != Some(preview.text.expose())
        {
            return Err(invalid("seen", "see first what leaves the house"));
        }
        let now = self.now();
        let standing = self.db.read().await?.standing_handover(record.case.id).await?;
        // It lapsed; handing over again is how that is dealt with.
        let has_lapsed = standing.is_some_and(|row| row.handover.state == HandoverState::Lapsed);
        let case = match has_lapsed {
            true => record.case.dealt_with(&queue, now),
            false => Case { updated_at: now, ..record.case },
        };
        let is_reduced = preview.as_ref().is_some_and(|preview| preview.is_reduced);
        let row = self.row_of(&case, staff, &to, &said, is_reduced)?;
        // Write.
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.destination_must_stand(&to.destination).await?;
        // Who staffs these queues, and whether they are there, may have changed since it was asked.
        must_be_same(&queue, tx.queue(queue.id).await?)?;
        must_fit(&mut tx, &case, &queue, &to, staff).await?;
        if let Some(standing) = tx.standing_handover(case.id).await? {
            if standing.handover.state == HandoverState::Open {
                return Err(HANDOVER_TWICE.into());
            }
            tx.withdraw_handover_of(case.id, staff_id(actor), now).await?;
        }
        tx.insert_labels(case.id, &said.labels).await?;
        if !tx.insert_handover(&row).await? {
            return Err(HANDOVER_TWICE.into());
        }
        let id = row.handover.id;
        if preview.is_some() {
            let job = NewJob {
                id: JobId::draw(now, &*self.chance),
                name: HANDOVER_MAIL,
                payload: format!("{{\"handover_id\":\"{id}\"}}"),
                run_at: now,
            };
            tx.enqueue(&job, now).await?;
        }
        tx.commit().await?;
        if preview.is_some() {
            self.enqueued.notify_one();
        }
        Ok(id)
    }

    async fn destination_for(&self, id: DestinationId) -> Result<DestinationRow, DeskError> {
        let row = self.db.read().await?.destination(id).await?;
        row.ok_or_else(|| invalid("destination", "there is no such destination"))
    }

    /// Redacts what is said. What leaves was typed for that, and quotes nothing that is in the case.
    async fn said(
        &self,
        case: &Case,
        staff: &StaffActor,
        to: &DestinationRow,
        draft: &HandoverDraft,
    ) -> Result<Said, DeskError> {
        let note = bounded("note", &draft.note, HANDOVER_NOTE_CHARS_MAX)?;
        let mut redactions = self.redactions(case.id, staff).await?;
        let note = redactions.redact(&note)?;
        if to.destination.target != Target::Outside {
            return Ok(Said { note, words: None, labels: redactions.new_labels() });
        }
        let words = draft.words.as_ref().ok_or_else(|| {
            invalid("words", "write what they are told; the note does not leave the house")
        })?;
        let words = bounded("words", words, HANDOVER_WORDS_CHARS_MAX)?;
        let redacted = redactions.redact(&words)?;
        if self.is_quoted(case, &redacted, &note).await? {
            let words = "this quotes the case or your note; say it in words of your own";
            return Err(invalid("words", words));
        }
        Ok(Said { note, words: Some(redacted), labels: redactions.new_labels() })
    }

    /// Says whether words are those of a message of the case or of one that is part of it, of the note, or of what was said
    /// among the staff at an earlier handover. What was written to leave may leave again.
    async fn is_quoted(&self, case: &Case, words: &str, note: &str) -> Result<bool, DeskError> {
        if quotes(words, [note]) {
            return Ok(true);
        }
        let mut reader = self.db.read().await?;
        let ids = crate::affairs::ids_of(&mut reader, case.id).await?;
        let mut records = Vec::new();
        for id in &ids {
            records.extend(reader.messages(*id).await?);
        }
        let earlier = reader.handovers_ever(&ids).await?;
        drop(reader);
        for row in &earlier {
            let id = row.handover.id;
            let said =
                [("note_twin", Some(&row.note_twin)), ("reason_twin", row.reason_twin.as_ref())];
            for (column, sealed) in said {
                let Some(sealed) = sealed else { continue };
                let opened = self.vault.open_text(text_cell(id, column), sealed)?;
                if opened.is_some_and(|text| quotes(words, [text.expose().as_str()])) {
                    return Ok(true);
                }
            }
        }
        for record in &records {
            let Some((subject, twin)) = self.open_twin(record)? else { continue };
            if quotes(words, [subject.as_str(), twin.text.as_str()]) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn preview(
        &self,
        case: &Case,
        to: &DestinationRow,
        said: &Said,
    ) -> Result<Option<HandoverPreview>, DeskError> {
        let Some(words) = &said.words else { return Ok(None) };
        let address = self.destination_address(to)?.ok_or(DeskError::Destroyed)?;
        let is_reduced = !to.destination.audience.contains(&case.class);
        let words = (!is_reduced).then_some(words.as_str());
        let mail = self
            .letter(address.clone(), case.number, words, b"")
            .ok_or(DeskError::Content { what: "handover mail" })?;
        let text = Personal::new(shown(&mail));
        Ok(Some(HandoverPreview { name: to.destination.name.clone(), address, text, is_reduced }))
    }

    fn row_of(
        &self,
        case: &Case,
        staff: &StaffActor,
        to: &DestinationRow,
        said: &Said,
        is_reduced: bool,
    ) -> Result<HandoverRow, DeskError> {
        let now = self.now();
        let id = HandoverId::draw(now, &*self.chance);
        let destination = &to.destination;
        let wait = SignedDuration::from_secs(destination.accept_secs);
        let handover = Handover {
            id,
            case_id: case.id,
            destination_id: destination.id,
            name: destination.name.clone(),
            target: destination.target,
            audience: destination.audience.clone(),
            given_by: staff.id,
            given_at: now,
            due_at: now.saturating_add(wait).unwrap_or(now),
            is_reduced,
            told: match destination.target {
                Target::Outside => HandoverTold::NotYet,
                _ => HandoverTold::Nothing,
            },
            state: HandoverState::Open,
            ended_by: None,
            ended_at: None,
            lapsed_at: None,
            version: 1,
        };
        // The address is sealed anew for this row: it is the one that was seen, as `hand_over` compared, whatever becomes of
        // the destination.
        let address_sealed = match self.destination_address(to)? {
            Some(address) => {
                let cell = text_cell(id, "address_sealed");
                Some(self.vault.seal(Owner::House, cell, address.expose().as_bytes())?)
            }
            None => None,
        };
        let words_twin = match said.words.as_ref().filter(|_| !is_reduced) {
            Some(words) => Some(self.seal_text(case.id, id, "words_twin", words)?),
            None => None,
        };
        Ok(HandoverRow {
            handover,
            address_sealed,
            note_twin: self.seal_text(case.id, id, "note_twin", &said.note)?,
            words_twin,
            reason_twin: None,
        })
    }
}

/// Refuses a destination that the case does not go to, before anybody waits there in vain.
async fn must_fit(
    reader: &mut Reader,
    case: &Case,
    queue: &Queue,
    to: &DestinationRow,
    by: &StaffActor,
) -> Result<(), DeskError> {
    may_hand_over(case, &to.destination, by.id)?;
    match to.destination.target {
        Target::Queue(id) => {
            let to = reader.queue(id).await?;
            if !to.is_some_and(|to| to.is_active) {
                return Err(HANDOVER_RETIRED.into());
            }
        }
        Target::Member(id) => {
            let row = reader.staff(id).await?.filter(|row| row.is_active);
            let row = row.ok_or(HANDOVER_GONE)?;
            if row.person_id == by.person_id {
                return Err(HANDOVER_OWN.into());
            }
            if row.person_id == case.requester_id {
                return Err(HANDOVER_CONFLICT.into());
            }
            if !queue.roles.iter().any(|role| row.roles.contains(role)) {
                return Err(HANDOVER_NOT_STAFF.into());
            }
        }
        Target::Role(role) => {
            if !queue.roles.contains(&role) {
                return Err(HANDOVER_NOT_STAFF.into());
            }
        }
        Target::Outside => {}
    }
    Ok(())
}

/// Writes out a mail as it leaves: every header that carries something of the house or of the case, then its text.
fn shown(mail: &OutgoingMail) -> String {
    let name = mail.from.name.as_ref().map_or("", |name| name.expose().as_str());
    let answers = mail.reply_to.as_ref().map(|address| format!("Reply-To: {}\n", address.expose()));
    format!(
        "From: {name} <{}>\nTo: {}\n{}Subject: {}\n\n{}",
        mail.from.address.expose(),
        mail.to.expose(),
        answers.unwrap_or_default(),
        mail.subject.expose(),
        mail.text.expose(),
    )
}
