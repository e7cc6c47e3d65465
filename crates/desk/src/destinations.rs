//! Destinations: where cases can be handed over to, kept by administrators.

use std::collections::BTreeSet;

use db::DestinationRow;
use model::{
    Act, Actor, Address, Class, DESTINATIONS_MAX, Destination, DestinationId, QueueName, Resource,
    Role, StaffId, Target,
};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, disputes::invalid, somebody};

/// A destination as somebody wants it.
#[derive(Clone, Debug)]
pub struct DestinationDraft {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who it is.
    pub target: TargetDraft,
    /// Which classes of cases may go there.
    pub audience: BTreeSet<Class>,
    /// How long accepting may take, in seconds.
    pub accept_secs: i64,
}

/// Who a destination is to be.
#[derive(Clone, Debug)]
pub enum TargetDraft {
    /// A queue.
    Queue(QueueName),
    /// A member of the staff.
    Member(StaffId),
    /// Whoever holds a role.
    Role(Role),
    /// An address outside.
    Outside(Address),
}

/// A destination, with what its target is called.
#[derive(Clone, Debug)]
pub struct DestinationView {
    /// The destination.
    pub destination: Destination,
    /// The queue, the title of the member or of the role.
    pub target: String,
    /// The address outside.
    pub address: Option<Address>,
}

impl Desk {
    /// Lists where cases can be handed over to, those out of use included.
    pub async fn destinations(&self, actor: &Actor) -> Result<Vec<DestinationView>, DeskError> {
        self.ask_to_read(actor, Act::DestinationList, &Resource::House).await?;
        let rows = self.db.read().await?.destinations().await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(self.destination_view(row).await?);
        }
        Ok(views)
    }

    /// Lists the destinations that are in use, to choose from; no address is opened for that.
    pub async fn destination_choices(&self, actor: &Actor) -> Result<Vec<Destination>, DeskError> {
        self.ask_to_read(actor, Act::DestinationList, &Resource::House).await?;
        let rows = self.db.read().await?.destinations().await?;
        Ok(rows.into_iter().map(|row| row.destination).filter(|found| found.is_active).collect())
    }

    /// Adds a destination.
    pub async fn create_destination(
        &self,
        actor: &Actor,
        draft: DestinationDraft,
    ) -> Result<DestinationId, DeskError> {
        let permit = self.ask(actor, Act::DestinationCreate, &Resource::House).await?;
        let id = DestinationId::draw(self.now(), &*self.chance);
        let row = self.destination_of(id, 1, (true, None), draft).await?;
        let mut tx = self.db.write(permit).await?;
        if tx.destinations().await?.len() >= DESTINATIONS_MAX {
            let words = "there are 200 destinations; change one that is out of use";
            return Err(invalid("name", words));
        }
        if !tx.insert_destination(&row).await? {
            return Err(name_taken());
        }
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a destination. What is on its way there already goes on as it was.
    pub async fn update_destination(
        &self,
        actor: &Actor,
        id: DestinationId,
        version: i64,
        draft: DestinationDraft,
    ) -> Result<(), DeskError> {
        let permit = self.ask(actor, Act::DestinationEdit, &Resource::House).await?;
        let found = self.db.read().await?.destination(id).await?.ok_or(DeskError::NotFound)?;
        let is_active = found.destination.is_active;
        let stays = Some(found.destination.target);
        let row = self.destination_of(id, version, (is_active, stays), draft).await?;
        let mut tx = self.db.write(permit).await?;
        let all = tx.destinations().await?;
        if all
            .iter()
            .map(|other| &other.destination)
            .any(|other| other.name == row.destination.name && other.id != id)
        {
            return Err(name_taken());
        }
        tx.update_destination(&row).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a destination out of use. What is on its way there already can still be accepted.
    pub async fn retire_destination(
        &self,
        actor: &Actor,
        id: DestinationId,
        version: i64,
    ) -> Result<(), DeskError> {
        self.use_destination(actor, id, version, false).await
    }

    /// Takes a destination back into use.
    pub async fn restore_destination(
        &self,
        actor: &Actor,
        id: DestinationId,
        version: i64,
    ) -> Result<(), DeskError> {
        self.use_destination(actor, id, version, true).await
    }

    async fn use_destination(
        &self,
        actor: &Actor,
        id: DestinationId,
        version: i64,
        is_active: bool,
    ) -> Result<(), DeskError> {
        let permit = self.ask(actor, Act::DestinationRetire, &Resource::House).await?;
        let row = self.db.read().await?.destination(id).await?.ok_or(DeskError::NotFound)?;
        let destination = Destination { is_active, version, ..row.destination };
        let mut tx = self.db.write(permit).await?;
        tx.update_destination(&DestinationRow { destination, ..row }).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn destination_of(
        &self,
        id: DestinationId,
        version: i64,
        (is_active, stays): (bool, Option<Target>),
        draft: DestinationDraft,
    ) -> Result<DestinationRow, DeskError> {
        let mut address_sealed = None;
        let target = match draft.target {
            TargetDraft::Queue(name) => Target::Queue(self.queue_named(&name).await?.id),
            // Who left may stay what it is: another name for it is no new target.
            TargetDraft::Member(id) if stays == Some(Target::Member(id)) => Target::Member(id),
            TargetDraft::Member(id) => {
                let staff = self.db.read().await?.staff(id).await?;
                let staff = staff.filter(|staff| staff.is_active);
                let words = "there is no such member of the staff";
                Target::Member(staff.ok_or_else(|| invalid("staff", words))?.id)
            }
            TargetDraft::Role(role) => Target::Role(role),
            TargetDraft::Outside(address) => {
                // What goes to ourselves would come back as a case.
                if address.domain() == self.config.domain {
                    let words = "this address is ours; hand over to a queue or a member instead";
                    return Err(invalid("address", words));
                }
                let sealed = address.expose().as_bytes();
                address_sealed = Some(self.vault.seal(Owner::House, address_cell(id), sealed)?);
                Target::Outside
            }
        };
        let destination = Destination {
            id,
            name: draft.name.trim().to_owned(),
            purpose: draft.purpose.trim().to_owned(),
            target,
            audience: draft.audience,
            accept_secs: draft.accept_secs,
            is_active,
            version,
        };
        match destination.fault() {
            Some(fault) => Err(invalid(fault.field, fault.words)),
            None => Ok(DestinationRow { destination, address_sealed }),
        }
    }

    async fn destination_view(&self, row: DestinationRow) -> Result<DestinationView, DeskError> {
        let address = self.destination_address(&row)?;
        let target = self.target_words(row.destination.target).await?;
        Ok(DestinationView { destination: row.destination, target, address })
    }

    pub(crate) fn destination_address(
        &self,
        row: &DestinationRow,
    ) -> Result<Option<Address>, DeskError> {
        let Some(sealed) = &row.address_sealed else { return Ok(None) };
        let cell = address_cell(row.destination.id);
        let opened = self.vault.open_text(cell, sealed)?;
        Ok(opened.and_then(|text| Address::parse(text.expose()).ok()))
    }

    pub(crate) async fn target_words(&self, target: Target) -> Result<String, DeskError> {
        Ok(match target {
            Target::Queue(id) => self.queue_of(id).await?.name.as_str().to_owned(),
            Target::Member(id) => {
                self.title_of(id).await?.unwrap_or_else(|| somebody::SOMEBODY.to_owned())
            }
            Target::Role(role) => role.title(),
            Target::Outside => String::new(),
        })
    }
}

fn name_taken() -> DeskError {
    invalid("name", "there is a destination of this name")
}

const fn address_cell(id: DestinationId) -> Cell {
    Cell { table: "destinations", column: "address_sealed", row: id.uuid() }
}
