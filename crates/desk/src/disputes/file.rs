//! Filing a dispute: by a person, of their own or from one of their requests; by the staff, from a case.

use db::{HearingRow, WriteTx};
use model::{
    Act, Actor, Address, Case, CaseId, CaseKind, CaseNumber, Class, Mailbox, MessageId, Part,
    PersonId, Personal, Resource, Role, Visibility,
};

use crate::{
    Desk, DeskError,
    disputes::{
        invalid,
        new::{By, NewDispute},
        plain_row,
    },
    note::check_text,
    people::Party,
    requests::person,
};

/// Characters of the longest name of a respondent.
const RESPONDENT_CHARS_MAX: usize = 2_000;

/// The parts of a dispute (DRP 1.4), less the claimant, who files it.
#[derive(Clone, Debug, Default)]
pub struct DisputeDraft {
    /// What happened.
    pub complaint: Personal<String>,
    /// Against whom, in words.
    pub respondent: Personal<String>,
    /// Against whom, by exact address, where it is a person.
    pub respondent_address: Option<Address>,
    /// Against whom, where it is whoever holds a role.
    pub respondent_role: Option<Role>,
    /// What is asked for.
    pub relief: Personal<String>,
}

/// For whom a member of the staff files a dispute from a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// For the requester, who asked for it.
    Requester,
    /// For themself.
    Me,
}

impl Desk {
    /// Files a dispute as the person that somebody is; from one of their own requests, if it came from one.
    pub async fn own_file(
        &self,
        actor: &Actor,
        origin: Option<CaseNumber>,
        draft: DisputeDraft,
    ) -> Result<CaseNumber, DeskError> {
        let me = person(actor)?;
        let parts = checked_parts(&draft)?;
        let queue = self.dispute_queue().await?;
        let (resource, origin_id) = match origin {
            None => (Resource::Queue(queue.clone()), None),
            Some(number) => {
                let mut reader = self.db.read().await?;
                let record = reader.case_of_number(number).await?;
                let record = record.filter(|record| record.case.requester_id == me.id);
                let case = reader.host_of(record.ok_or(DeskError::NotFound)?).await?.case;
                drop(reader);
                let id = case.id;
                let queue = self.queue_of(case.queue_id).await?;
                (Resource::Case { case, queue }, Some(id))
            }
        };
        let actor = Actor::Person(me.clone());
        let permit = self.ask(&actor, Act::DisputeFile, &resource).await?;
        let mut reader = self.db.read().await?;
        let claimant = self.open_party(&mut reader, me.id).await?;
        drop(reader);
        let by = By::Person(me.id);
        let new = self.new_dispute(&draft, claimant, parts, by, (origin_id, origin)).await?;
        self.file_dispute(permit, new).await
    }

    /// Files a dispute from a case, as one of the staff who works on it.
    pub async fn file_from_case(
        &self,
        actor: &Actor,
        number: CaseNumber,
        claimant: Claimant,
        draft: DisputeDraft,
    ) -> Result<CaseNumber, DeskError> {
        let parts = checked_parts(&draft)?;
        let (record, queue) = self.case_unread(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let case = record.case;
        let resource = Resource::Case { case: case.clone(), queue };
        let permit = self.ask(actor, Act::DisputeFile, &resource).await?;
        let id = match claimant {
            Claimant::Requester => case.requester_id,
            Claimant::Me => staff.person_id,
        };
        let mut reader = self.db.read().await?;
        let claimant = self.open_party(&mut reader, id).await?;
        drop(reader);
        let origin = (Some(case.id), Some(number));
        let by = By::Staff(staff.id);
        let new = self.new_dispute(&draft, claimant, parts, by, origin).await?;
        self.file_dispute(permit, new).await
    }

    async fn new_dispute(
        &self,
        draft: &DisputeDraft,
        claimant: Party,
        parts: Vec<(Part, Personal<String>)>,
        by: By,
        origin: (Option<CaseId>, Option<CaseNumber>),
    ) -> Result<NewDispute, DeskError> {
        let (origin, number) = origin;
        let respondent =
            self.respondent_party(draft.respondent_address.as_ref(), claimant.id).await?;
        let subject = match number {
            Some(number) => format!("Complaint about {number}"),
            None => "Complaint".to_owned(),
        };
        Ok(NewDispute {
            claimant,
            respondent,
            respondent_role: draft.respondent_role,
            subject: Personal::new(subject),
            parts,
            by,
            origin,
            appealed: None,
            n_arbitrators: 1,
            class: Class::Personal,
        })
    }

    pub(crate) async fn respondent_party(
        &self,
        address: Option<&Address>,
        claimant: PersonId,
    ) -> Result<Option<Party>, DeskError> {
        let Some(address) = address else { return Ok(None) };
        // One of the house's own addresses that is nobody's would make a person of a queue.
        let staff = self.vault.find_person(address)?;
        if self.is_ours(address) && staff.is_none() {
            let words = "nobody has this address here; name the respondent in words or by role";
            return Err(invalid("respondent_address", words));
        }
        let party = self.party(&Mailbox { name: None, address: address.clone() }).await?;
        if party.id == claimant {
            let words = "claimant and respondent are two; this is the claimant's address";
            return Err(invalid("respondent_address", words));
        }
        Ok(Some(party))
    }

    /// A mail to the queue of disputes files one: its sender is the claimant, its text the complaint.
    pub(crate) async fn put_filed_by_mail(
        &self,
        tx: &mut WriteTx,
        case: &Case,
        message_id: MessageId,
    ) -> Result<(), DeskError> {
        if case.kind() != CaseKind::Dispute {
            return Ok(());
        }
        tx.insert_dispute(&plain_row(case)).await?;
        let (part, visibility) = (Part::Complaint, Visibility::AllParties);
        Ok(tx.insert_hearing(case.id, HearingRow { message_id, part, visibility }).await?)
    }

    pub(crate) async fn file_dispute(
        &self,
        permit: audit::Permit,
        new: NewDispute,
    ) -> Result<CaseNumber, DeskError> {
        let queue = self.dispute_queue().await?;
        let claimant = new.claimant.id;
        let prepared = self.prepare_dispute(new).await?;
        let mut tx = self.db.write(permit).await?;
        let case = self.put_dispute(&mut tx, &prepared, &queue).await?;
        tx.concerns(case.id, claimant);
        tx.commit().await?;
        Ok(case.number)
    }
}

/// Returns the parts of a dispute as they are kept, when nothing is missing.
fn checked_parts(draft: &DisputeDraft) -> Result<Vec<(Part, Personal<String>)>, DeskError> {
    let named = |field: &'static str| {
        move |error: DeskError| match error {
            DeskError::Invalid { words, .. } => DeskError::Invalid { field, words },
            error => error,
        }
    };
    check_text(&draft.complaint).map_err(named("complaint"))?;
    check_text(&draft.relief).map_err(named("relief"))?;
    let respondent = draft.respondent.expose().trim();
    if respondent.chars().count() > RESPONDENT_CHARS_MAX {
        return Err(invalid("respondent", format!("at most {RESPONDENT_CHARS_MAX} characters")));
    }
    let is_named = draft.respondent_address.is_some() || draft.respondent_role.is_some();
    if respondent.is_empty() && !is_named {
        let words = "say against whom it is: in words, by address or by role";
        return Err(invalid("respondent", words));
    }
    let mut parts = vec![(Part::Complaint, draft.complaint.clone())];
    if !respondent.is_empty() {
        parts.push((Part::Respondent, draft.respondent.clone()));
    }
    parts.push((Part::Relief, draft.relief.clone()));
    Ok(parts)
}
