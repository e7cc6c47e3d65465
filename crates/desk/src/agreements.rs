//! Agreements: read and accepted by whom they bind before they begin. What one agreed to is seen by oneself and by
//! counsel only; the rows tell nobody else which text it was.

use authority::{Lacks, agreement_mac, shown_digest};
use db::AgreementRow;
use jiff::Timestamp;
use model::{Act, Actor, AgreementId, PersonId, Personal, Resource, StaffId};
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

/// An agreement that somebody accepted.
#[derive(Clone, Debug)]
pub struct AgreementView {
    /// The text, as it was shown.
    pub text: Personal<String>,
    /// When.
    pub accepted_at: Timestamp,
}

/// What there is for somebody to agree to, and what they agreed to.
#[derive(Clone, Debug)]
pub struct OwnAgreements {
    /// The present agreement, where they have not accepted it.
    pub waiting: Option<String>,
    /// What they accepted, the latest first.
    pub accepted: Vec<AgreementView>,
}

/// Returns the digest by which whoever accepts a text names it.
pub fn agreement_digest(text: &str) -> [u8; 32] {
    shown_digest("agreement.accept", &[text.as_bytes()])
}

impl Desk {
    /// Says whether the staff begin only once a check of their background is on record.
    pub fn needs_check(&self) -> bool {
        self.config.admission.needs_check
    }

    /// Says what keeps the actor from beginning on the staff; `None` for who has no place there.
    pub async fn lacks_to_begin(&self, actor: &Actor) -> Result<Option<Lacks>, DeskError> {
        let Some(id) = actor.person_id() else { return Ok(None) };
        let mut reader = self.db.read().await?;
        let staff = reader.staff_of_person(id).await?.filter(|staff| staff.is_active);
        let Some(staff) = staff else { return Ok(None) };
        Ok(Some(self.config.admission.lacks(&mut reader, &self.vault, &staff).await?))
    }

    /// Shows the actor what they agreed to, and what waits; only whoever has a place has something to agree to.
    pub async fn own_agreements(&self, actor: &Actor) -> Result<OwnAgreements, DeskError> {
        let id = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::AgreementShow, &Resource::Person(id)).await?;
        let lacks = self.lacks_to_begin(actor).await?;
        let is_waiting = lacks.is_some_and(|lacks| lacks.agreement);
        let waiting = self.config.admission.agreement.as_deref().filter(|_| is_waiting);
        Ok(OwnAgreements {
            waiting: waiting.map(str::to_owned),
            accepted: self.agreements(id).await?,
        })
    }

    /// Shows counsel what a member of the staff agreed to. It is on record.
    pub async fn agreements_of(
        &self,
        actor: &Actor,
        id: StaffId,
    ) -> Result<Vec<AgreementView>, DeskError> {
        // Asked before it is looked up: whether there is such a member is not told to others.
        let staff = self.db.read().await?.staff(id).await?;
        let person_id = staff.map(|staff| staff.person_id);
        let drawn = PersonId::draw(self.now(), &*self.chance);
        let resource = Resource::Person(person_id.unwrap_or(drawn));
        let permit = self.ask(actor, Act::AgreementShow, &resource).await?;
        let person_id = person_id.ok_or(DeskError::NotFound)?;
        self.db.write(permit).await?.commit().await?;
        self.agreements(person_id).await
    }

    /// Accepts the present agreement, by the digest of the text that was shown.
    pub async fn accept_agreement(&self, actor: &Actor, shown: &[u8]) -> Result<(), DeskError> {
        let id = actor.person_id().ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::AgreementAccept, &Resource::Person(id)).await?;
        let lacks = self.lacks_to_begin(actor).await?.ok_or(DeskError::NotFound)?;
        let text = self.config.admission.agreement.as_deref().filter(|_| lacks.agreement);
        let text = text.ok_or(DeskError::Void { words: "there is nothing to agree to" })?;
        if agreement_digest(text) != shown {
            let words = "the agreement was changed meanwhile; read it again";
            return Err(DeskError::Void { words });
        }
        let now = self.now();
        let row = AgreementId::draw(now, &*self.chance);
        let text_sealed =
            self.vault.seal(Owner::Person(id), agreement_cell(row), text.as_bytes())?;
        let mut tx = self.db.write(permit).await?;
        let new = AgreementRow {
            id: row,
            person_id: id,
            terms_mac: agreement_mac(&self.vault, id, text).to_vec(),
            text_sealed,
            accepted_at: now,
        };
        tx.insert_agreement(&new).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn agreements(&self, id: PersonId) -> Result<Vec<AgreementView>, DeskError> {
        let rows = self.db.read().await?.agreements(id).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let text = self.vault.open_text(agreement_cell(row.id), &row.text_sealed)?;
            let text = text.unwrap_or_default();
            views.push(AgreementView { text, accepted_at: row.accepted_at });
        }
        Ok(views)
    }
}

const fn agreement_cell(id: AgreementId) -> Cell {
    Cell { table: "agreements", column: "text_sealed", row: id.uuid() }
}
