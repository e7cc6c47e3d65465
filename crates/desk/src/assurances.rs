//! Assurances: two of the staff say that one of them met the requester of a case and saw who they are. From then on
//! what they do in a session that is strong is done by somebody who was met, until it lapses or is taken back.

use std::collections::BTreeSet;

use authority::Approval;
use db::{AssuranceRow, NewJob};
use jiff::{Timestamp, civil::Date};
use model::{
    Act, Actor, AssuranceId, CaseId, CaseNumber, DocumentKind, JobId, Meeting, OutgoingMail,
    PersonId, Personal, Reading, Resource, StaffId,
};
use serde::{Deserialize, Serialize};
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError, Entered,
    house_mails::{self, ASSURANCE_SUBJECT, ASSURANCE_TEXT},
};

/// The name of the job; its payload is `{"assurance_id":"…"}`.
pub const ASSURANCE_NOTICE: &str = "assurance_notice";

/// A meeting that is to be approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssuranceDraft {
    /// The case in whose matter they were met.
    pub case_id: CaseId,
    /// Who was met: its requester.
    pub person_id: PersonId,
    /// What is said of it.
    pub meeting: Meeting,
}

/// The spelling of a draft; sealed to the person before it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeetingWire {
    case_id: CaseId,
    person_id: PersonId,
    met_on: Date,
    documents: BTreeSet<DocumentKind>,
    words: String,
}

/// That somebody was met, as they see it.
#[derive(Clone, Debug)]
pub struct AssuranceView {
    /// Its id.
    pub id: AssuranceId,
    /// The case in which it was said.
    pub number: CaseNumber,
    /// Who met them: a title, and in profile `open` a name.
    pub met_by: Personal<String>,
    /// Who approved that.
    pub seconded_by: Personal<String>,
    /// What was said of the meeting; `None` where it was destroyed.
    pub meeting: Option<Meeting>,
    /// When it was said.
    pub made_at: Timestamp,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub ended_at: Option<Timestamp>,
}

/// That the requester of a case was met, as its staff see it.
#[derive(Clone, Debug)]
pub struct CaseAssurance {
    /// Who met them; `None` where it was in another case, whose staff that is for.
    pub met_by: Option<Personal<String>>,
    /// Until when it counts.
    pub expires_at: Timestamp,
}

impl AssuranceView {
    /// Says whether it still counts.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.made_at <= now && now < self.expires_at
    }
}

impl AssuranceDraft {
    pub(crate) fn wire(&self) -> MeetingWire {
        MeetingWire {
            case_id: self.case_id,
            person_id: self.person_id,
            met_on: self.meeting.met_on,
            documents: self.meeting.documents.clone(),
            words: self.meeting.words.expose().clone(),
        }
    }
}

impl MeetingWire {
    pub(crate) fn draft(self) -> AssuranceDraft {
        let Self { case_id, person_id, met_on, documents, words } = self;
        let meeting = Meeting { met_on, documents, words: Personal::new(words) };
        AssuranceDraft { case_id, person_id, meeting }
    }
}

impl Desk {
    /// Words that the requester of a case was met, for proposing it.
    pub async fn assurance_draft(
        &self,
        actor: &Actor,
        number: CaseNumber,
        meeting: Meeting,
    ) -> Result<AssuranceDraft, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let (case_id, person_id) = (record.case.id, record.case.requester_id);
        self.ask_for_two(actor, Act::PersonAssure, &Resource::Case { case: record.case, queue })
            .await?;
        let draft = AssuranceDraft { case_id, person_id, meeting };
        self.check_meeting(&draft).await?;
        Ok(draft)
    }

    /// Accepts what can be said of somebody as they stand now.
    pub(crate) async fn check_meeting(&self, draft: &AssuranceDraft) -> Result<(), DeskError> {
        let invalid = |error: model::MeetingError| DeskError::Invalid {
            field: error.field(),
            words: error.to_string(),
        };
        draft.meeting.check(self.now()).map_err(invalid)?;
        let mut reader = self.db.read().await?;
        let record = reader.case(draft.case_id).await?.ok_or(DeskError::NotFound)?;
        if record.case.requester_id != draft.person_id || record.merged_into.is_some() {
            return Err(DeskError::Void {
                words: "the case is somebody else's, or part of another",
            });
        }
        // It counts beside what they had when they were met: what was set up since may be by whoever has their mailbox.
        let before = held_before(&draft.meeting)?;
        if !reader.held_strong_factor(draft.person_id, before).await? {
            return Err(DeskError::Void {
                words: "before that day they had no passkey and no app; have them set one up, and meet them on a later day",
            });
        }
        Ok(())
    }

    /// Keeps what two said, in the transaction that uses the second's word up.
    pub(crate) async fn assure_by_two(
        &self,
        actor: &Actor,
        draft: AssuranceDraft,
        resource: &Resource,
        second: StaffId,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let permit = self.ask_by_two(actor, Act::PersonAssure, resource, approval).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.check_meeting(&draft).await?;
        let now = self.now();
        let id = AssuranceId::draw(now, &*self.chance);
        let said = serde_json::to_vec(&draft.wire());
        let said = said.map_err(|_| DeskError::Content { what: "assurance" })?;
        let row = AssuranceRow {
            id,
            person_id: draft.person_id,
            case_id: draft.case_id,
            met_by: staff.id,
            seconded_by: second,
            said_sealed: self.vault.seal(Owner::Person(draft.person_id), said_cell(id), &said)?,
            held_before: held_before(&draft.meeting)?,
            made_at: now,
            expires_at: Meeting::counts_until(now),
            ended_at: None,
        };
        let approval_id = permit.ground().second.as_ref().map(|second| second.approval_id);
        let mut tx = self.db.write(permit).await?;
        // They may be destroyed at this very moment; from here on they are not.
        tx.lock_person(row.person_id).await?;
        if tx.person(row.person_id).await?.is_none_or(|person| person.erased_at.is_some()) {
            return Err(DeskError::Destroyed);
        }
        if !tx.held_strong_factor(row.person_id, row.held_before).await? {
            return Err(DeskError::Conflict { what: "way to sign in" });
        }
        if let Some(approval_id) = approval_id {
            tx.forget_approval(approval_id).await?;
        }
        tx.insert_assurance(&row).await?;
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: ASSURANCE_NOTICE,
            payload: format!("{{\"assurance_id\":\"{id}\"}}"),
            run_at: now,
        };
        tx.enqueue(&job, now).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(())
    }

    /// Builds the mail that tells a person that two of the staff say they were met, and where they take that back. It names
    /// nobody and says nothing of the meeting. Where it does not count any more, there is none.
    pub async fn assurance_notice(
        &self,
        id: AssuranceId,
    ) -> Result<Option<OutgoingMail>, DeskError> {
        let mut reader = self.db.read().await?;
        let row = reader.assurance(id).await?.filter(|row| row.ended_at.is_none());
        let Some(row) = row.filter(|row| self.now() < row.expires_at) else { return Ok(None) };
        let case = reader.case(row.case_id).await?;
        drop(reader);
        let Some(address) = self.address_of(row.person_id).await? else { return Ok(None) };
        let written = case.and_then(|record| record.case.language);
        let reading = self.reading_or_written(row.person_id, written.as_deref()).await?;
        let url = &*self.config.public_url;
        // Somebody else may have been met in their name, and have chosen the language.
        let text = house_mails::warning(reading.locale, "\n", |locale| {
            let reading = Reading { locale, ..reading.clone() };
            let end = house_mails::day_and_time(row.expires_at, &reading);
            let link = format!("{url}/me/assurances");
            ASSURANCE_TEXT.with(locale, &[("url", url), ("end", &end), ("link", &link)])
        });
        let subject = house_mails::warning(reading.locale, " / ", |locale| {
            ASSURANCE_SUBJECT.said(locale).to_owned()
        });
        Ok(self.house_mail(address, subject, text, id.uuid().as_bytes()))
    }

    /// Lists when a person was met, for that person, the latest first.
    pub async fn own_assurances(&self, actor: &Actor) -> Result<Vec<AssuranceView>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::PersonAuthorities, &Resource::Person(me)).await?;
        let rows = self.db.read().await?.assurances(me).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(self.assurance_view(row).await?);
        }
        Ok(views)
    }

    /// Says whether whoever was let into a case may say, with another, that its requester was met.
    pub fn may_assure(&self, entered: &Entered<'_>) -> bool {
        self.authority.allows(entered.actor, Act::PersonAssure, &entered.resource()).is_possible()
    }

    /// Returns that the requester of a case was met, for those who may say so: until when, and by whom where it was said in
    /// this case; not how.
    pub async fn case_assurance(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<Option<CaseAssurance>, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        let (case_id, person_id) = (record.case.id, record.case.requester_id);
        self.ask_for_two(actor, Act::PersonAssure, &Resource::Case { case: record.case, queue })
            .await?;
        let rows = self.db.read().await?.assurances(person_id).await?;
        let now = self.now();
        let stands = |row: &AssuranceRow| row.ended_at.is_none() && now < row.expires_at;
        let Some(row) = rows.into_iter().find(stands) else { return Ok(None) };
        let met_by = match row.case_id == case_id {
            true => Some(self.outward_name(row.met_by).await?),
            false => None,
        };
        Ok(Some(CaseAssurance { met_by, expires_at: row.expires_at }))
    }

    /// Takes back that one was met.
    pub async fn end_own_assurance(&self, actor: &Actor) -> Result<(), DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::AssuranceEnd, &Resource::Person(me)).await?;
        self.end_assurance_of(permit, actor, me).await
    }

    /// Takes back that the requester of a case was met; one of its staff alone does.
    pub async fn end_assurance(&self, actor: &Actor, number: CaseNumber) -> Result<(), DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let person_id = record.case.requester_id;
        let resource = Resource::Case { case: record.case, queue };
        let permit = self.ask(actor, Act::AssuranceEnd, &resource).await?;
        self.end_assurance_of(permit, actor, person_id).await
    }

    async fn end_assurance_of(
        &self,
        permit: audit::Permit,
        actor: &Actor,
        person_id: PersonId,
    ) -> Result<(), DeskError> {
        let mut tx = self.db.write(permit).await?;
        // Once more is no harm: the entry says who asked for it.
        tx.end_assurances(person_id, actor.person_id(), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn assurance_view(&self, row: AssuranceRow) -> Result<AssuranceView, DeskError> {
        let said = self.vault.open_cell(said_cell(row.id), &row.said_sealed)?;
        let broken = |_| DeskError::Content { what: "assurance" };
        let said: Option<MeetingWire> =
            said.map(|said| serde_json::from_slice(said.expose()).map_err(broken)).transpose()?;
        let record = self.db.read().await?.case(row.case_id).await?.ok_or(DeskError::NotFound)?;
        Ok(AssuranceView {
            id: row.id,
            number: record.case.number,
            met_by: self.outward_name(row.met_by).await?,
            seconded_by: self.outward_name(row.seconded_by).await?,
            meeting: said.map(|wire| wire.draft().meeting),
            made_at: row.made_at,
            expires_at: row.expires_at,
            ended_at: row.ended_at,
        })
    }
}

fn held_before(meeting: &Meeting) -> Result<Timestamp, DeskError> {
    let words = model::MeetingError::Day.to_string();
    meeting.day_begins().ok_or(DeskError::Invalid { field: "met_on", words })
}

const fn said_cell(id: AssuranceId) -> Cell {
    Cell { table: "assurances", column: "said_sealed", row: id.uuid() }
}
