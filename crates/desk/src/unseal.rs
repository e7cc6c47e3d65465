//! Unsealing: the original of a message is opened, on record, before a byte is released.

use db::{BlobKind, Look, NewLook};
use jiff::SignedDuration;
use model::{Act, Actor, BlobId, CaseNumber, MessageId, PersonId, Personal, Resource, StaffActor};
use uuid::Uuid;
use vault::{BlobWrap, Cell, Owner};

use crate::{Desk, DeskError, twins::Texts};

/// Characters of the longest reason.
const REASON_CHARS_MAX: usize = 300;

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

impl Desk {
    /// Opens the original of a message. Whoever took the case themself says why, in one line.
    pub async fn unseal(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        reason: Option<&str>,
    ) -> Result<Original, DeskError> {
        let record = self.look(actor, number, id, reason).await?;
        let texts: Texts = self.texts_of(&record).await?;
        Ok(Original {
            from: texts.from,
            subject: texts.subject,
            text: texts.text,
            names: texts.names,
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
        let record = self.look(actor, number, id, reason).await?;
        let texts = self.texts_of(&record).await?;
        let rows = self.db.read().await?.blobs(id).await?;
        let files = rows.into_iter().filter(|row| row.kind == BlobKind::Attachment);
        let (row, name) =
            files.zip(texts.names).find(|(row, _)| row.id == blob_id).ok_or(DeskError::NotFound)?;
        let bytes = self.vault.open_blob(row.id, &BlobWrap::from_bytes(row.wrap)).await?;
        Ok(OriginalFile {
            name,
            media_type: row.media_type,
            bytes: bytes.ok_or(DeskError::Destroyed)?,
        })
    }

    async fn look(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
        reason: Option<&str>,
    ) -> Result<db::MessageRecord, DeskError> {
        let (case, queue) = self.case_for(actor, number).await?;
        let record = self.db.read().await?.message(id).await?.ok_or(DeskError::NotFound)?;
        if record.message.case_id != case.case.id {
            return Err(DeskError::NotFound);
        }
        let resource = Resource::Message {
            message_id: id,
            author_person_id: record.message.author_person_id,
            author_staff_id: record.message.author_staff_id,
            case: case.case.clone(),
            queue,
        };
        let permit = self.ask(actor, Act::MessageUnseal, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let is_self = case.case.assignment.is_some_and(|held| held.is_self);
        let reason = checked_reason(is_self, reason)?;
        let person_id = record.message.author_person_id.unwrap_or(case.case.requester_id);
        let clause = permit.ground().policies.first().map_or("", |policy| policy.clause.as_str());
        let look = Look {
            clause: clause.to_owned(),
            ..self.new_look(&record, person_id, staff, reason.as_deref())?
        };
        let mut tx = self.db.write(permit).await?;
        if is_self {
            // Counted where it is written: two at once must not both be the last.
            let since = self.now().saturating_sub(SignedDuration::from_hours(24));
            let since = since.unwrap_or_else(|_| self.now());
            let n_max = self.config.self_looks_per_day_max;
            if tx.n_self_looks(staff.id, since).await? >= n_max {
                let what = "originals opened on one's own account";
                return Err(DeskError::TooMany { what, n_max });
            }
        }
        tx.insert_look(&NewLook { look, is_self }).await?;
        tx.commit().await?;
        Ok(record)
    }

    fn new_look(
        &self,
        record: &db::MessageRecord,
        person_id: PersonId,
        staff: &StaffActor,
        reason: Option<&str>,
    ) -> Result<Look, DeskError> {
        let id = Uuid::from_bytes(self.chance.bytes());
        let reason_sealed = match reason {
            Some(reason) => {
                Some(self.vault.seal(Owner::Person(person_id), look_cell(id), reason.as_bytes())?)
            }
            None => None,
        };
        let roles: Vec<String> = staff.roles.iter().map(|role| role.title()).collect();
        Ok(Look {
            id,
            message_id: record.message.id,
            case_id: record.message.case_id,
            person_id,
            staff_id: staff.id,
            role: roles.join(", "),
            clause: String::new(),
            reason_sealed,
            at: self.now(),
        })
    }
}

fn checked_reason(is_self: bool, reason: Option<&str>) -> Result<Option<String>, DeskError> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > REASON_CHARS_MAX) {
        let words = format!("at most {REASON_CHARS_MAX} characters");
        return Err(DeskError::Invalid { field: "reason", words });
    }
    if is_self && reason.is_none() {
        let words = "you took this case yourself, so say in one line why you open this; \
                     the person will see it";
        return Err(DeskError::Invalid { field: "reason", words: words.to_owned() });
    }
    Ok(reason.map(str::to_owned))
}

pub const fn look_cell(id: Uuid) -> Cell {
    Cell { table: "looks", column: "reason_sealed", row: id }
}
