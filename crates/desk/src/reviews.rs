//! Reviews of emergencies: each is a dispute from the start. Its final ruling ends the review; where nobody took the
//! dispute, so does the finding of whoever may judge it.

use db::{EmergencyRow, ReviewEnd, ReviewRow, WriteTx};
use model::{
    Act, Actor, AuthorityId, Case, CaseNumber, Class, Part, Personal, Resource, Role, Ruling,
    StaffActor, StaffId, Stage, Terms, Visibility,
};
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError,
    authorities::resource_of,
    disputes::{By, NewDispute, invalid},
    emergencies::check_words,
    people::Party,
};

/// Who brings an emergency before an arbitrator, for the installation, in this order.
const CLAIMANTS: [Role; 2] = [Role::TeamLeader, Role::BoardMember];

impl Desk {
    /// Makes the dispute in which broken glass is judged. Whoever broke it is the respondent, and so takes no seat.
    pub(crate) async fn review_dispute(
        &self,
        case: &Case,
        staff: &StaffActor,
        terms: &Terms,
    ) -> Result<NewDispute, DeskError> {
        let claimant = self.review_claimant(case, staff.id).await?;
        let mut reader = self.db.read().await?;
        let respondent = self.open_party(&mut reader, staff.person_id).await?;
        drop(reader);
        // Ids only: why it was broken is sealed with its case, and is destroyed with it.
        let complaint = format!(
            "The respondent broke glass over {} at {}, until {} at the latest. Why, and each use of it, stands under \
             Emergencies.",
            case.number,
            terms.not_before.strftime("%Y-%m-%d %H:%M UTC"),
            terms.expires_at.strftime("%Y-%m-%d %H:%M UTC"),
        );
        let relief = "A ruling whether glass was rightly broken, and what follows from it.";
        Ok(NewDispute {
            claimant,
            respondent: Some(respondent),
            respondent_role: None,
            subject: Personal::new(format!("Review of an emergency over {}", case.number)),
            parts: vec![
                (Part::Complaint, Personal::new(complaint)),
                (Part::Relief, Personal::new(relief.to_owned())),
            ],
            by: By::Staff(staff.id),
            origin: Some(case.id),
            appealed: None,
            n_arbitrators: 1,
            class: Class::Personal,
        })
    }

    /// The installation itself is no person: a team leader stands for it, or the board, and where there is neither
    /// the person whose case was opened.
    async fn review_claimant(&self, case: &Case, declared_by: StaffId) -> Result<Party, DeskError> {
        let staff = self.staff_now().await?;
        let holder = |role: &Role| {
            let others = staff.iter().filter(|row| row.is_active && row.id != declared_by);
            others.filter(|row| row.roles.contains(role)).min_by_key(|row| row.id)
        };
        let found = CLAIMANTS.iter().find_map(holder).map(|row| row.person_id);
        let mut reader = self.db.read().await?;
        self.open_party(&mut reader, found.unwrap_or(case.requester_id)).await
    }

    /// Judges an emergency whose dispute nobody took; until it is judged, whoever declared it declares no other.
    pub async fn review_emergency(
        &self,
        actor: &Actor,
        id: AuthorityId,
        finding: Personal<String>,
        is_justified: bool,
    ) -> Result<(), DeskError> {
        let (_, terms) = self.authority_of(id).await?;
        let row = self.db.read().await?.emergency(id).await?.ok_or(DeskError::NotFound)?;
        let resource = self.review_resource(&row, &terms).await?;
        let permit = self.ask(actor, Act::EmergencyReview, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let finding = check_words("finding", &finding)?;
        let ending = self.review_without_hearing(&row, staff, is_justified).await?;
        let (owner, cell) = (Owner::Case(row.case_id), finding_cell(id));
        let words_sealed = self.vault.seal(owner, cell, finding.as_bytes())?;
        let end = ReviewEnd::Finding { words_sealed, is_justified };
        let review = ReviewRow { staff_id: staff.id, at: self.now(), end };
        let mut tx = self.db.write(permit).await?;
        if !tx.review_emergency(id, &review).await? {
            return Err(DeskError::Conflict { what: "emergency" });
        }
        // What was judged is over, and so is the dispute about it.
        tx.withdraw_authority(id, Some(staff.person_id), self.now()).await?;
        if let Some((case, spoken)) = ending {
            tx.update_case(&case).await?;
            self.put_spoken(&mut tx, &spoken, TOLD).await?;
            tx.update_dispute(case.id, Stage::Decided).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// An emergency, as the gate is asked of its review: it concerns the parties of the dispute about it as well, for nobody
    /// judges what they bring or answer.
    pub(crate) async fn review_resource(
        &self,
        row: &EmergencyRow,
        terms: &Terms,
    ) -> Result<Resource, DeskError> {
        let mut resource = resource_of(terms);
        let Some(id) = row.dispute_id else { return Ok(resource) };
        let mut reader = self.db.read().await?;
        let record = reader.case(id).await?.ok_or(DeskError::NotFound)?;
        if let Resource::Authority { persons, .. } = &mut resource {
            persons.insert(record.case.requester_id);
            persons.extend(record.case.tribunal.respondent_id);
        }
        Ok(resource)
    }

    /// Makes the end of a dispute that waits for its tribunal. One that is heard ends by its ruling and not over the
    /// heads of those who hear it.
    async fn review_without_hearing(
        &self,
        row: &EmergencyRow,
        staff: &StaffActor,
        is_justified: bool,
    ) -> Result<Option<(Case, Spoken)>, DeskError> {
        let Some(id) = row.dispute_id else { return Ok(None) };
        let mut reader = self.db.read().await?;
        let record = reader.case(id).await?.ok_or(DeskError::NotFound)?;
        let found = self.found_of(&mut reader, record).await?;
        drop(reader);
        let case = found.record.case;
        match found.row.stage {
            Stage::Filed => {}
            Stage::Hearing if row.review.is_none() => {
                let words =
                    format!("{} is being heard; the ruling there ends the review", case.number);
                return Err(invalid("finding", words));
            }
            Stage::Hearing | Stage::Decided | Stage::Declined => return Ok(None),
        }
        let verdict = if is_justified { "justified" } else { "not justified" };
        let text = format!(
            "The emergency was judged without a hearing: {verdict}. What was found stands under Emergencies."
        );
        let case = case.noted(self.now());
        match self.spoken(&case, staff, Personal::new(text), TOLD).await {
            Ok(spoken) => Ok(Some((case.closed(self.now())?, spoken))),
            // Its texts went with the claimant. The emergency is judged all the same.
            Err(DeskError::Destroyed) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ends the review of an emergency with the final ruling in its dispute, in the transaction that puts the ruling
    /// in force. Other rulings end none.
    pub(crate) async fn end_review(
        &self,
        tx: &mut WriteTx,
        ruling: &Ruling,
        presides: StaffId,
    ) -> Result<(), DeskError> {
        let Some(row) = tx.emergency_of_dispute(ruling.case_id).await? else { return Ok(()) };
        let review =
            ReviewRow { staff_id: presides, at: self.now(), end: ReviewEnd::Ruling(ruling.id) };
        if tx.review_emergency(row.authority_id, &review).await? {
            let by = tx.staff(presides).await?.map(|staff| staff.person_id);
            tx.withdraw_authority(row.authority_id, by, self.now()).await?;
        }
        Ok(())
    }

    /// Returns the dispute that reviews an emergency, and whether the reader may open it among the staff.
    pub(crate) async fn review_place(
        &self,
        actor: &Actor,
        row: &EmergencyRow,
    ) -> Result<Option<ReviewPlace>, DeskError> {
        let Some(id) = row.dispute_id else { return Ok(None) };
        let mut reader = self.db.read().await?;
        let record = reader.case(id).await?.ok_or(DeskError::NotFound)?;
        let found = self.found_of(&mut reader, record).await?;
        let ruling = match row.review.as_ref().map(|review| &review.end) {
            Some(ReviewEnd::Ruling(id)) => reader.ruling(*id).await?.map(|row| row.ruling.number),
            _ => None,
        };
        drop(reader);
        let resource: Resource = found.resource();
        let sits = matches!(actor, Actor::Staff(staff) if found.record.case.tribunal.has(staff.id));
        Ok(Some(ReviewPlace {
            number: found.record.case.number,
            is_heard: found.row.stage == Stage::Hearing,
            is_open: self.authority.allows(actor, Act::DisputeShow, &resource).is_allowed(),
            sits,
            ruling,
        }))
    }
}

/// Where an emergency is reviewed.
#[derive(Clone, Copy, Debug)]
pub struct ReviewPlace {
    /// The dispute.
    pub number: CaseNumber,
    /// True while it is being heard: then only its ruling ends the review.
    pub is_heard: bool,
    /// True where the reader may open it among the staff.
    pub is_open: bool,
    /// True where the reader sits in it.
    pub sits: bool,
    /// The ruling that ended the review.
    pub ruling: Option<model::RulingNumber>,
}

type Spoken = (model::Message, crate::twins::Made);

/// What ends a dispute without a hearing is told to its parties.
const TOLD: (Part, Visibility) = (Part::Reason, Visibility::AllParties);

pub(crate) const fn finding_cell(id: AuthorityId) -> Cell {
    Cell { table: "emergencies", column: "finding_sealed", row: id.uuid() }
}
