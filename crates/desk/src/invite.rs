//! The staff: inviting, changing roles, leaving.

use std::collections::BTreeSet;

use db::NewStaff;
use model::{Act, Actor, Address, Mailbox, Personal, Resource, Role, StaffId, check_roles};

use crate::{Desk, DeskError, views::StaffView};

/// Somebody who is to join the staff.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Their own address at the organisation.
    pub address: Address,
    /// Their name.
    pub name: Personal<String>,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
}

impl Desk {
    /// Gives a person a place on the staff. Somebody who has one gets these roles instead of theirs.
    pub async fn invite(&self, actor: &Actor, new: NewMember) -> Result<StaffView, DeskError> {
        check_roles(&new.roles).map_err(|conflict| DeskError::Invalid {
            field: "roles",
            words: conflict.to_string(),
        })?;
        if new.roles.is_empty() {
            let words = "name at least one role".to_owned();
            return Err(DeskError::Invalid { field: "roles", words });
        }
        let permit = self.ask(actor, Act::StaffInvite, &Resource::House).await?;
        let mailbox = Mailbox { name: Some(new.name.clone()), address: new.address };
        let party = self.party(&mailbox).await?;
        let staff = self.db.read().await?.staff_of_person(party.id).await?;
        let mut tx = self.db.write(permit).await?;
        let id = match staff {
            Some(staff) => {
                tx.update_staff_roles(staff.id, &new.roles).await?;
                staff.id
            }
            None => {
                self.put_party(&mut tx, &party).await?;
                let id = StaffId::draw(self.now(), &*self.chance);
                let roles = new.roles;
                tx.insert_staff(&NewStaff { id, person_id: party.id, roles }, self.now()).await?;
                id
            }
        };
        let name = self.seal_name(party.id, new.name.expose())?;
        tx.update_person_name(party.id, &name).await?;
        tx.commit().await?;
        self.cards.clear();
        self.staff_view(id).await?.ok_or(DeskError::NotFound)
    }

    /// Ends a member's place: roles, sessions and tokens go at once.
    pub async fn remove_staff(&self, actor: &Actor, id: StaffId) -> Result<(), DeskError> {
        let permit = self.ask(actor, Act::StaffRemove, &Resource::Staff(id)).await?;
        self.db.read().await?.staff(id).await?.ok_or(DeskError::NotFound)?;
        let mut tx = self.db.write(permit).await?;
        tx.remove_staff(id, self.now()).await?;
        tx.commit().await?;
        self.cards.clear();
        Ok(())
    }

    /// Returns everyone on the staff.
    pub async fn staff(&self, actor: &Actor) -> Result<Vec<StaffView>, DeskError> {
        self.ask_to_read(actor, Act::StaffList, &Resource::House).await?;
        let mut reader = self.db.read().await?;
        let rows = reader.all_staff().await?;
        let mut staff = Vec::with_capacity(rows.len());
        for row in rows {
            staff.push(self.card(&mut reader, row).await?);
        }
        Ok(staff)
    }

    /// Returns the card of one member: of oneself, say.
    pub async fn member(&self, id: StaffId) -> Result<StaffView, DeskError> {
        self.staff_view(id).await?.ok_or(DeskError::NotFound)
    }
}
