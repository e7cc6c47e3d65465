//! Completing what was filed: a mail rarely says against whom it is, and what is asked for.

use model::{
    Act, Actor, Address, CaseNumber, Direction, Identity, MessageId, MessageKind, Part, Personal,
    Viewer, Visibility,
};

use crate::{
    Desk, DeskError,
    disputes::{Found, invalid},
    note::check_text,
    people::know_party,
    requests::person,
    twins::Texts,
};

/// A part that was missing.
#[derive(Clone, Debug)]
pub struct CompletionDraft {
    /// Which: the respondent or the relief.
    pub part: Part,
    /// What it says; may be empty where the respondent is given by address.
    pub text: Personal<String>,
    /// Against whom, by exact address.
    pub respondent_address: Option<Address>,
}

impl Desk {
    /// Adds a part that a dispute lacks; what was filed does not change.
    pub async fn complete_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: CompletionDraft,
    ) -> Result<(), DeskError> {
        let found = self.found_dispute(number).await?;
        let is_staff =
            matches!(actor, Actor::Staff(staff) if found.record.case.tribunal.has(staff.id));
        let asker = if is_staff { actor.clone() } else { Actor::Person(person(actor)?) };
        if let Actor::Person(me) = &asker
            && self.party_of(&found, me.id) != Some(Viewer::Claimant)
        {
            return Err(DeskError::NotFound);
        }
        let permit = self.ask(&asker, Act::DisputeComplete, &found.resource()).await?;
        if !self.lacks(&found).await?.contains(&draft.part) {
            return Err(invalid("part", "nothing of this is missing"));
        }
        let mut case = found.record.case.clone();
        let text = Some(draft.text).filter(|text| !text.expose().trim().is_empty());
        let respondent = match draft.part {
            Part::Respondent => {
                self.respondent_party(draft.respondent_address.as_ref(), case.requester_id).await?
            }
            _ => None,
        };
        if text.is_none() && respondent.is_none() {
            return Err(invalid("text", "write something first"));
        }
        let spoken = match text {
            None => None,
            Some(text) => {
                check_text(&text)?;
                case = case.noted(self.now());
                Some(self.part_said(&asker, &case, text).await?)
            }
        };
        if let Some(party) = &respondent {
            case.tribunal.respondent_id = Some(party.id);
        }
        let mut tx = self.db.write(permit).await?;
        if let Some(party) = &respondent {
            self.put_party(&mut tx, party).await?;
            tx.put_case_person(case.id, party.id, true).await?;
        }
        tx.update_case(&case).await?;
        if let Some(spoken) = &spoken {
            self.put_spoken(&mut tx, spoken, (draft.part, Visibility::AllParties)).await?;
        }
        if let Some(party) = &respondent
            && let Some(staff) = tx.staff_of_person(party.id).await?
            && case.tribunal.has(staff.id)
        {
            // A party does not sit; and could not hand their seat back, because nobody works on a dispute of their own.
            self.vacate_seat(&mut tx, staff.id, case.id).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Returns which parts a dispute lacks.
    pub(crate) async fn lacks(&self, found: &Found) -> Result<Vec<Part>, DeskError> {
        let case = &found.record.case;
        let hearing = self.db.read().await?.hearing(case.id).await?;
        let has = |part| hearing.iter().any(|row| row.part == part);
        let mut lacks = Vec::new();
        let is_named = case.tribunal.respondent_id.is_some() || found.row.respondent_role.is_some();
        if !has(Part::Respondent) && !is_named {
            lacks.push(Part::Respondent);
        }
        if !has(Part::Relief) {
            lacks.push(Part::Relief);
        }
        Ok(lacks)
    }

    async fn part_said(
        &self,
        asker: &Actor,
        case: &model::Case,
        text: Personal<String>,
    ) -> Result<(model::Message, crate::twins::Made), DeskError> {
        let me = match asker {
            Actor::Staff(staff) => {
                let heard = (Part::Relief, Visibility::AllParties);
                return self.spoken(case, staff, text, heard).await;
            }
            Actor::Person(me) => me,
            Actor::Visitor | Actor::Founder => return Err(DeskError::NotFound),
        };
        let mut reader = self.db.read().await?;
        let mut known = self.known_in_case(&mut reader, case.id).await?;
        know_party(&mut known, &self.open_party(&mut reader, me.id).await?);
        let labels = reader.case_labels(case.id).await?;
        drop(reader);
        let id = MessageId::draw(self.now(), &*self.chance);
        let language = crate::arrival::language_of(text.expose());
        let texts = Texts { text, ..Texts::default() };
        let made = self.make_twins(case.id, id, &texts, &known, me.id, labels)?;
        let message = model::Message {
            id,
            case_id: case.id,
            position_index: case.n_messages,
            kind: MessageKind::Public,
            direction: Direction::In,
            author_person_id: Some(me.id),
            author_staff_id: None,
            identity: Identity::SignedIn,
            at: self.now(),
            is_confirmed: true,
            automatic: None,
            fault: None,
            n_attachments: 0,
            language,
        };
        Ok((message, made))
    }
}
