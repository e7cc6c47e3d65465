//! Appeal: a party asks a panel of three, none of whom sat before, to review a final ruling (DRP 3.4).

use model::{
    APPEAL_DAYS, Act, Actor, CaseNumber, Class, PANEL_SEATS, Part, Personal, RulingNumber, Viewer,
    may_appeal,
};

use crate::{
    Desk, DeskError,
    disputes::{
        invalid,
        new::{By, NewDispute},
    },
    note::check_text,
    requests::person,
};

/// Why a party asks for a review.
#[derive(Clone, Debug)]
pub struct AppealDraft {
    /// What is wrong with the ruling.
    pub complaint: Personal<String>,
    /// What the panel is asked for.
    pub relief: Personal<String>,
}

impl Desk {
    /// Opens a dispute in which a panel reviews a ruling. The party who asks is its claimant, the other one its
    /// respondent.
    pub async fn appeal(
        &self,
        actor: &Actor,
        number: RulingNumber,
        draft: AppealDraft,
    ) -> Result<CaseNumber, DeskError> {
        check_text(&draft.complaint)?;
        check_text(&draft.relief)?;
        let me = person(actor)?;
        let (found, row, _) = self.ruling_of(number).await?;
        let party = self.party_of(&found, me.id).ok_or(DeskError::NotFound)?;
        let permit =
            self.ask(&Actor::Person(me.clone()), Act::DisputeAppeal, &found.resource()).await?;
        if found.row.appealed_ruling_id.is_some() {
            return Err(invalid("ruling", "what a panel ruled is not reviewed again"));
        }
        if !may_appeal(&row.ruling, self.now()) {
            let words =
                format!("only a final ruling is reviewed, and within {APPEAL_DAYS} days of it");
            return Err(invalid("ruling", words));
        }
        let mut reader = self.db.read().await?;
        if reader.appeal_of(row.ruling.id).await?.is_some() {
            return Err(invalid("ruling", "this ruling is under review already"));
        }
        let case = &found.record.case;
        let other = match party {
            Viewer::Claimant => case.tribunal.respondent_id,
            _ => Some(case.requester_id),
        };
        let claimant = self.open_party(&mut reader, me.id).await?;
        let respondent = match other {
            Some(id) => Some(self.open_party(&mut reader, id).await?),
            None => None,
        };
        drop(reader);
        let new = NewDispute {
            claimant,
            respondent,
            respondent_role: found.row.respondent_role,
            subject: Personal::new(format!("Appeal of {number}")),
            parts: vec![(Part::Complaint, draft.complaint), (Part::Relief, draft.relief)],
            by: By::Person(me.id),
            origin: Some(case.id),
            appealed: Some(row.ruling.id),
            n_arbitrators: PANEL_SEATS,
            class: if case.class == Class::Legal { Class::Legal } else { Class::Personal },
        };
        self.file_dispute(permit, new).await
    }
}
