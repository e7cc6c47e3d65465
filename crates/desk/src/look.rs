//! Looks: who opened what, entered before a byte is released, for the person whose data it was.

use audit::Permit;
use db::{DbError, MessageRecord, NewLook};
use jiff::SignedDuration;
use model::{Act, Actor, Case, CaseNumber, EntryId, MessageId, PersonId, Resource, StaffActor};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, authorities::used_authority};

/// Characters of the longest reason.
const REASON_CHARS_MAX: usize = 300;

/// A look that the gate allowed and that is not entered yet.
pub(crate) struct Asked {
    permit: Permit,
    resource: Resource,
    staff: StaffActor,
    record: MessageRecord,
    person_id: PersonId,
    /// True when the looker took the case themself.
    is_self: bool,
    /// The case that the message's is part of: the right to look rests on that one.
    host: Option<Case>,
}

impl Desk {
    /// Asks whether somebody may open the original of a message. What was destroyed is opened by nobody, so
    /// nobody is entered as having looked at it.
    pub(crate) async fn ask_to_look(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<Asked, DeskError> {
        // Opening counts a use of its own, and shows nothing else.
        let (read, queue) = self.case_unread(actor, number).await?;
        let record = self.db.read().await?.message(id).await?.ok_or(DeskError::NotFound)?;
        let asked = self.asked_about(&read, &queue, record.message.case_id).await?;
        let (case, queue, host) = (asked.case, asked.queue, asked.host);
        let resource = Resource::Message {
            message_id: id,
            author_person_id: record.message.author_person_id,
            author_staff_id: record.message.author_staff_id,
            case: case.clone(),
            queue,
        };
        let permit = self.ask_showing(actor, Act::MessageUnseal, &resource, None).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        if self.open_twin(&record)?.is_none() {
            return Err(DeskError::Destroyed);
        }
        let person_id = record.message.author_person_id.unwrap_or(case.requester_id);
        let is_self = case.assignment.is_some_and(|held| held.is_self);
        let staff = staff.clone();
        Ok(Asked { permit, resource, staff, record, person_id, is_self, host })
    }

    /// Enters a look; from here on the original may be released. Whoever took the case themself says why.
    pub(crate) async fn enter_look(
        &self,
        asked: Asked,
        reason: Option<&str>,
    ) -> Result<MessageRecord, DeskError> {
        let reason = checked_reason(asked.is_self, reason)?;
        let Asked { permit, resource, staff, record, person_id, is_self, host } = asked;
        let roles: Vec<String> = staff.roles.iter().map(|role| role.title()).collect();
        let mut tx = match self.db.write(permit).await {
            // Somebody took the last use of the authority a moment ago: ask again, and be told so.
            Err(DbError::AuthorityGone) => {
                let actor = Actor::Staff(staff.clone());
                self.write_showing(&actor, Act::MessageUnseal, &resource, None).await?
            }
            opened => opened?,
        };
        if let Some(host) = host {
            tx.must_stand(&host).await?;
        }
        let clause = tx.permit().ground().policies.first().map(|policy| policy.clause.clone());
        if is_self {
            // Counted where it is written: two at once must not both be the last.
            let since = self.now().saturating_sub(SignedDuration::from_hours(24));
            let since = since.unwrap_or_else(|_| self.now());
            let n_max = self.live_settings().self_looks_per_day_max;
            if tx.n_self_looks(staff.id, since).await? >= n_max {
                let what = "originals opened on one's own account";
                return Err(DeskError::TooMany { what, n_max });
            }
        }
        let cell = look_cell(tx.entry_id());
        let seal =
            |reason: String| self.vault.seal(Owner::Person(person_id), cell, reason.as_bytes());
        let look = NewLook {
            message_id: record.message.id,
            case_id: record.message.case_id,
            person_id,
            staff_id: staff.id,
            role: roles.join(", "),
            clause: clause.unwrap_or_default(),
            is_self,
            reason_sealed: reason.map(seal).transpose()?,
            authority_id: used_authority(&tx),
            at: self.now(),
        };
        tx.insert_look(&look).await?;
        tx.commit().await?;
        Ok(record)
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

pub const fn look_cell(id: EntryId) -> Cell {
    Cell { table: "looks", column: "reason_sealed", row: id.uuid() }
}
