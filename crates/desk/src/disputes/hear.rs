//! The hearing: what the tribunal says to the parties, what it says within itself, and what it lets the other
//! party see of what one of them said.

use db::HearingRow;
use model::{
    Act, Actor, CaseNumber, DeliveryTarget, MessageId, Part, PersonId, Personal, Viewer, Visibility,
};

use crate::{
    Desk, DeskError,
    disputes::{Found, heard_as, invalid},
    note::check_text,
};

/// Something to be said in a hearing.
#[derive(Clone, Debug)]
pub struct StatementDraft {
    /// What.
    pub text: Personal<String>,
    /// To whom.
    pub visibility: Visibility,
}

impl Desk {
    /// Says something in a hearing. To parties it goes by mail, held a moment and signed by its author; within
    /// the tribunal it stays.
    pub async fn hear(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: StatementDraft,
    ) -> Result<MessageId, DeskError> {
        check_text(&draft.text)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let is_inner = draft.visibility == Visibility::Tribunal;
        let act = if is_inner { Act::DisputeConfer } else { Act::DisputeHear };
        let permit = self.ask(actor, act, &found.resource()).await?;
        let targets = if is_inner {
            Vec::new()
        } else {
            self.must_sign(staff.id).await?;
            self.party_targets(&found, draft.visibility).await?
        };
        let now = self.now();
        let case = found.record.case.clone().heard(now)?;
        let heard = (Part::Statement, draft.visibility);
        let spoken = self.spoken(&case, &staff, draft.text, heard).await?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_spoken(&mut tx, &spoken, heard).await?;
        self.hold_copies(&mut tx, &spoken.0, targets).await?;
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(spoken.0.id)
    }

    /// Lets both parties read what one of them said: the other reads it redacted.
    pub async fn share_statement(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: MessageId,
    ) -> Result<(), DeskError> {
        let (found, _) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeShare, &found.resource()).await?;
        let case = &found.record.case;
        let mut reader = self.db.read().await?;
        let record = reader.message(id).await?.ok_or(DeskError::NotFound)?;
        let hearing = reader.hearing(case.id).await?;
        drop(reader);
        let (part, visibility) = heard_as(case, &hearing, &record);
        let is_a_partys = matches!(visibility, Visibility::Claimant | Visibility::Respondent)
            && record.message.author_person_id.is_some();
        if record.message.case_id != case.id || !is_a_partys {
            return Err(invalid("message", "only what a party said to the tribunal can be shared"));
        }
        let Some((subject, twin)) = self.open_twin(&record)? else {
            return Err(DeskError::Destroyed);
        };
        let words = self.words_of(&subject, &twin.text)?;
        let row = HearingRow { message_id: id, part, visibility: Visibility::AllParties };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&model::Case { updated_at: self.now(), ..case.clone() }).await?;
        tx.insert_hearing(case.id, row).await?;
        tx.index_message(id, case.id, &words).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns the parties that something goes to by mail.
    pub(crate) async fn party_targets(
        &self,
        found: &Found,
        visibility: Visibility,
    ) -> Result<Vec<DeliveryTarget>, DeskError> {
        let case = &found.record.case;
        let parties = [
            (Viewer::Claimant, Some(case.requester_id)),
            (Viewer::Respondent, case.tribunal.respondent_id),
        ];
        let mut targets = Vec::new();
        let mut reader = self.db.read().await?;
        for (party, id) in parties {
            let Some(id) = id.filter(|_| visibility.reaches(party)) else { continue };
            if self.open_party(&mut reader, id).await?.address.is_some() {
                targets.push(DeliveryTarget::Person(id));
            }
        }
        if targets.is_empty() {
            let words = format!("nobody among “{}” has an address to write to", visibility.words());
            return Err(invalid("visibility", words));
        }
        Ok(targets)
    }

    /// Says which party of a dispute a person is; a respondent is one once the dispute is heard.
    pub(crate) fn party_of(&self, found: &Found, id: PersonId) -> Option<Viewer> {
        let case = &found.record.case;
        if case.requester_id == id {
            return Some(Viewer::Claimant);
        }
        let is_heard =
            found.row.stage != model::Stage::Filed || !case.tribunal.arbitrators.is_empty();
        (case.tribunal.respondent_id == Some(id) && is_heard).then_some(Viewer::Respondent)
    }
}
