//! Deputies: who stands in for a member of the staff. What one proposes, their deputy does not approve.

use model::{Act, Actor, Resource, StaffId};

use crate::{Desk, DeskError};

impl Desk {
    /// Says who stands in for the actor; nobody with `None`.
    pub async fn name_deputy(
        &self,
        actor: &Actor,
        deputy: Option<StaffId>,
    ) -> Result<(), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let permit = self.ask(actor, Act::DeputyName, &Resource::Staff(staff.id)).await?;
        let mut tx = self.db.write(permit).await?;
        if let Some(id) = deputy {
            let found = tx.staff(id).await?.filter(|found| found.is_active && found.id != staff.id);
            if found.is_none() {
                let words = "another who is on the staff".to_owned();
                return Err(DeskError::Invalid { field: "deputy", words });
            }
        }
        tx.update_deputy(staff.id, deputy).await?;
        tx.commit().await?;
        self.cards.clear();
        Ok(())
    }
}
