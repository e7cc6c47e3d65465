//! Holds: whose data a legal inquiry keeps from destruction, and their end.

use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, HoldId, Resource};

use crate::{Desk, DeskError, Entered};

/// A hold, by number: whose data it keeps is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// When it was set.
    pub set_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// True where the reader may end it.
    pub may_end: bool,
}

impl Desk {
    /// Returns the holds that a case is the reason for, to whoever may see the case.
    pub async fn holds(&self, entered: &Entered<'_>) -> Result<Vec<HoldView>, DeskError> {
        let rows = self.db.read().await?.holds_of_case(entered.case().id).await?;
        let view = |row: db::HoldRow| {
            let resource = Resource::HeldPerson(row.person_id);
            let may_end = row.ended_at.is_none()
                && self.authority.allows(entered.actor, Act::HoldEnd, &resource).is_allowed();
            HoldView { id: row.id, set_at: row.set_at, ended_at: row.ended_at, may_end }
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Ends a hold. Another one on the same person stands on its own.
    pub async fn end_hold(
        &self,
        actor: &Actor,
        number: CaseNumber,
        id: HoldId,
    ) -> Result<(), DeskError> {
        let (record, _) = self.case_unread(actor, number).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let rows = self.db.read().await?.holds_of_case(record.case.id).await?;
        let row = rows.into_iter().find(|row| row.id == id).ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::HoldEnd, &Resource::HeldPerson(row.person_id)).await?;
        let mut tx = self.db.write(permit).await?;
        if !tx.end_hold(id, staff.id, self.now()).await? {
            return Err(DeskError::Conflict { what: "hold" });
        }
        tx.commit().await?;
        Ok(())
    }
}
