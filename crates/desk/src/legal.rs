//! Legal inquiries: anyone of the staff marks one, nobody but the arbitrator of its dispute answers it.

mod signs;

use std::collections::BTreeSet;

use db::{HoldRow, NewJob, WriteTx};
use jiff::Timestamp;
use model::{
    Act, Actor, Address, Case, CaseId, CaseNumber, Class, HoldId, JobId, Mailbox, OutgoingMail,
    Part, PersonId, Personal, Resource, Role, StaffId,
};

use vault::{Cell, Owner};

use crate::{
    Desk, DeskError, Entered,
    affairs::ids_of,
    arrival::Arrival,
    disputes::{By, NewDispute, invalid},
    holds::HoldView,
    house_mails::{LEGAL_SUBJECT, LEGAL_TEXT},
    people::Party,
    views::StaffView,
};

/// The name of the job that tells those who must know.
pub const LEGAL_NOTICE: &str = "legal_notice";

/// Who is told at once (SP 9.3.2).
const TOLD: [Role; 2] = [Role::TeamLeader, Role::BoardMember];

/// Persons that one inquiry may name.
const NAMED_MAX: usize = 200;

/// What whoever marks a case knows of the inquiry.
#[derive(Clone, Debug, Default)]
pub struct LegalDraft {
    /// The addresses of the persons it is about, beside those who appear in the case.
    pub named: Vec<Address>,
}

/// What a page tells about the legal side of a case.
#[derive(Clone, Debug)]
pub struct LegalView {
    /// Why it is suspected to be a legal inquiry, until it is marked as one.
    pub sign: Option<String>,
    /// True where it is marked.
    pub is_legal: bool,
    /// The disputes that came from the case, as far as the reader may see them.
    pub disputes: Vec<CaseNumber>,
    /// Who answers it.
    pub arbitrators: Vec<StaffView>,
    /// What it keeps from destruction.
    pub holds: Vec<HoldView>,
}

impl Desk {
    /// Marks a case as a legal inquiry: whoever of the staff sees it by their queue or has it in their hands, counsel, and whom a
    /// ruling lets, whose use this is. In one step: its class changes, a hold keeps all that is had of everyone
    /// in it and of those it names, a dispute is opened with the inquirer as claimant, and the team leaders and
    /// the board are told.
    pub async fn mark_legal(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: LegalDraft,
    ) -> Result<CaseNumber, DeskError> {
        if draft.named.len() > NAMED_MAX {
            return Err(invalid("named", format!("at most {NAMED_MAX} addresses")));
        }
        let (record, queue) = self.legal_case(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let resource = Resource::Case { case: record.case.clone(), queue };
        // By their queue, its assignment, or a ruling that names this act.
        drop(self.ask_showing(actor, Act::CaseMarkLegal, &resource, None).await?);
        let now = self.now();
        let case = record.case.marked_legal(now)?;
        // Whoever is named becomes a person here even if nobody knew them: the answer is the same for all.
        let mut named = Vec::new();
        for address in &draft.named {
            named.push(self.party(&Mailbox { name: None, address: address.clone() }).await?);
        }
        let mut reader = self.db.read().await?;
        let mut held = BTreeSet::new();
        for id in ids_of(&mut reader, case.id).await? {
            held.extend(reader.case_persons(id).await?.into_iter().map(|(id, _)| id));
        }
        held.insert(case.requester_id);
        held.extend(named.iter().map(|party| party.id));
        let inquirer = self.open_party(&mut reader, case.requester_id).await?;
        drop(reader);
        let dispute = self.prepare_dispute(inquiry(&case, inquirer, staff.id)).await?;
        let dispute_queue = self.dispute_queue().await?;
        let told = self.told().await?;
        let mut tx = self.write_showing(actor, Act::CaseMarkLegal, &resource, None).await?;
        tx.update_case(&case).await?;
        // The arbitrator has it now, and those to whom it was offered see nothing of it.
        tx.withdraw_handover_of(case.id, Some(staff.id), now).await?;
        for party in &named {
            self.put_party(&mut tx, party).await?;
            tx.put_case_person(case.id, party.id, false).await?;
        }
        self.hold_all(&mut tx, &case, &held, staff.id).await?;
        let dispute = self.put_dispute(&mut tx, &dispute, &dispute_queue).await?;
        for id in told {
            let payload = format!("{{\"staff_id\":\"{id}\",\"case_id\":\"{}\"}}", case.id);
            let job = JobId::draw(now, &*self.chance);
            tx.enqueue(&NewJob { id: job, name: LEGAL_NOTICE, payload, run_at: now }, now).await?;
        }
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(dispute.number)
    }

    /// Tells about the legal side of a case, to whoever may see it.
    pub async fn legal_view(&self, entered: &Entered<'_>) -> Result<LegalView, DeskError> {
        let (actor, case) = (entered.actor, entered.case());
        let is_legal = case.class == Class::Legal;
        let mut reader = self.db.read().await?;
        let sign = if is_legal { None } else { reader.legal_sign(case.id).await? };
        let sign = match sign {
            Some(sealed) => self.vault.open_text(sign_cell(case.id), &sealed)?,
            None => None,
        };
        let sign = sign.map(Personal::into_exposed);
        let mut disputes = Vec::new();
        for row in reader.disputes_of_origin(case.id).await? {
            let Some(record) = reader.case(row.case_id).await? else { continue };
            let found = self.found_of(&mut reader, record).await?;
            let resource = found.resource();
            // Of a legal inquiry everybody who works on the case must know where it went.
            if is_legal || self.authority.allows(actor, Act::DisputeShow, &resource).is_allowed() {
                disputes.push(found.record.case.number);
            }
        }
        drop(reader);
        let ids = case.tribunal.arbitrators.iter().copied().collect();
        Ok(LegalView {
            sign,
            is_legal,
            disputes,
            arbitrators: self.staff_views(&ids).await?.into_values().collect(),
            holds: self.holds(entered).await?,
        })
    }

    /// Builds the mail that tells a team leader or a member of the board: ids only, nothing of what was asked.
    pub async fn legal_notice(
        &self,
        staff_id: StaffId,
        case_id: CaseId,
    ) -> Result<Option<OutgoingMail>, DeskError> {
        let card = self.staff_view(staff_id).await?.filter(|card| card.is_active);
        let Some(address) = card.and_then(|card| card.address) else { return Ok(None) };
        let Some(record) = self.db.read().await?.case(case_id).await? else { return Ok(None) };
        let number = record.case.number.to_string();
        let locale = self.reading_of_staff(staff_id).await?.locale;
        let text =
            LEGAL_TEXT.with(locale, &[("number", &number), ("url", &self.config.public_url)]);
        let about = [staff_id.uuid().as_bytes().as_slice(), case_id.uuid().as_bytes()].concat();
        let subject = LEGAL_SUBJECT.with(locale, &[("number", &number)]);
        Ok(self.house_mail(address, subject, text, &about))
    }

    /// Notes that a message looks like a legal inquiry; the staff decide.
    pub(crate) async fn put_legal_sign(
        &self,
        tx: &mut WriteTx,
        arrival: &Arrival,
        case: &Case,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        if case.class == Class::Legal {
            return Ok(());
        }
        let texts = &arrival.texts;
        let domain = arrival.sender.address.as_ref().map(Address::domain);
        let sign = signs::sign_of(texts.subject.expose(), texts.text.expose(), domain);
        if let Some(sign) = sign {
            // It quotes the message, and so lives and dies with the case's twins.
            let cell = sign_cell(case.id);
            let sealed = self.vault.seal(Owner::Case(case.id), cell, sign.as_bytes())?;
            tx.insert_legal_sign(case.id, &sealed, now).await?;
        }
        Ok(())
    }

    // Counsel marks cases of queues that they do not staff, and cannot see before they are marked.
    async fn legal_case(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(db::CaseRecord, model::Queue), DeskError> {
        let is_counsel =
            matches!(actor, Actor::Staff(staff) if staff.roles.contains(&Role::Counsel));
        if !is_counsel {
            // Nothing of its texts is shown, and what is done under a ruling counts a use of its own.
            return self.case_unread(actor, number).await;
        }
        let record = self.db.read().await?.case_of_number(number).await?;
        let record = record.ok_or(DeskError::NotFound)?;
        self.must_be_whole(&record).await?;
        let queue = self.queue_of(record.case.queue_id).await?;
        Ok((record, queue))
    }

    async fn hold_all(
        &self,
        tx: &mut WriteTx,
        case: &Case,
        held: &BTreeSet<PersonId>,
        set_by: StaffId,
    ) -> Result<(), DeskError> {
        let now = self.now();
        for person_id in held {
            let id = HoldId::draw(now, &*self.chance);
            let (person_id, case_id) = (*person_id, case.id);
            let hold = HoldRow { id, person_id, case_id, set_by, set_at: now, ended_at: None };
            tx.insert_hold(&hold).await?;
        }
        Ok(())
    }

    async fn told(&self) -> Result<Vec<StaffId>, DeskError> {
        let staff = self.staff_now().await?;
        let is_told =
            |row: &&db::StaffRow| row.is_active && TOLD.iter().any(|role| row.roles.contains(role));
        Ok(staff.iter().filter(is_told).map(|row| row.id).collect())
    }
}

fn inquiry(case: &Case, inquirer: Party, staff_id: StaffId) -> NewDispute {
    let complaint = format!(
        "A legal inquiry came in as {}. It is the claimant's; what was asked stands in that case.",
        case.number
    );
    NewDispute {
        claimant: inquirer,
        respondent: None,
        respondent_role: Some(Role::BoardMember),
        subject: Personal::new(format!("Legal inquiry {}", case.number)),
        parts: vec![
            (Part::Complaint, Personal::new(complaint)),
            (Part::Relief, Personal::new("An answer to the inquiry.".to_owned())),
        ],
        by: By::Staff(staff_id),
        origin: Some(case.id),
        appealed: None,
        n_arbitrators: 1,
        class: Class::Legal,
    }
}

const fn sign_cell(id: CaseId) -> Cell {
    Cell { table: "legal_signs", column: "sign_sealed", row: id.uuid() }
}
