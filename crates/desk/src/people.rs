//! Recognising people: an address leads to a person, a new address makes one.

use db::{PersonAddress, Reader, WriteTx};
use model::{Address, CaseId, Mailbox, PersonId, Personal};
use redact::Known;
use uuid::Uuid;
use vault::{Cell, Owner};

use crate::{Desk, DeskError, affairs::ids_of};

/// Other recipients of a mail that are recognised as people.
pub const OTHERS_MAX: usize = 200;

/// Somebody a mail names in its header.
#[derive(Clone, Debug)]
pub struct Party {
    pub id: PersonId,
    pub address: Option<Address>,
    pub name: Option<Personal<String>>,
}

impl Desk {
    /// Finds or makes the person behind a mailbox. Their key is durable on return; their row comes with the
    /// act's transaction.
    pub(crate) async fn party(&self, mailbox: &Mailbox) -> Result<Party, DeskError> {
        let drawn = PersonId::draw(self.now(), &*self.chance);
        let id = self.vault.create_person_with_address(drawn, &mailbox.address).await?;
        Ok(Party { id, address: Some(mailbox.address.clone()), name: mailbox.name.clone() })
    }

    /// Makes a person of whom nothing is known.
    pub(crate) async fn nobody(&self) -> Result<Party, DeskError> {
        let id = PersonId::draw(self.now(), &*self.chance);
        self.vault.create_person(id).await?;
        Ok(Party { id, address: None, name: None })
    }

    /// Says whether an address is the house's own: a queue, a token, a member of the staff.
    pub(crate) fn is_ours(&self, address: &Address) -> bool {
        address.domain() == self.config.domain || self.config.channel.as_ref() == Some(address)
    }

    /// Writes the rows of people that are new.
    pub(crate) async fn put_party(&self, tx: &mut WriteTx, party: &Party) -> Result<(), DeskError> {
        let now = self.now();
        let name = match &party.name {
            Some(name) => Some(self.seal_name(party.id, name.expose())?),
            None => None,
        };
        let is_new = tx.insert_person(party.id, name.as_deref(), now).await?;
        if !is_new {
            return Ok(());
        }
        if let Some(address) = &party.address {
            let row = Uuid::from_bytes(self.chance.bytes());
            let sealed = self.vault.seal(
                Owner::Person(party.id),
                address_cell(row),
                address.expose().as_bytes(),
            )?;
            let row = PersonAddress { id: row, person_id: party.id, address_sealed: sealed };
            tx.insert_person_address(&row, now).await?;
        }
        Ok(())
    }

    pub(crate) fn seal_name(&self, id: PersonId, name: &str) -> Result<Vec<u8>, DeskError> {
        Ok(self.vault.seal(Owner::Person(id), name_cell(id), name.as_bytes())?)
    }

    /// Opens a person's name and first address, for mail to them and for redaction.
    pub(crate) async fn open_party(
        &self,
        reader: &mut Reader,
        id: PersonId,
    ) -> Result<Party, DeskError> {
        let mut party = Party { id, address: None, name: None };
        let Some(row) = reader.person(id).await? else {
            return Ok(party);
        };
        if let Some(sealed) = row.name_sealed {
            party.name = self.vault.open_text(name_cell(id), &sealed)?;
        }
        if let Some(row) = reader.person_addresses(id).await?.first() {
            let opened = self.vault.open_text(address_cell(row.id), &row.address_sealed)?;
            party.address = opened.and_then(|text| Address::parse(text.expose()).ok());
        }
        Ok(party)
    }

    /// Opens all addresses of a person.
    pub(crate) async fn addresses_of(
        &self,
        reader: &mut Reader,
        id: PersonId,
    ) -> Result<Vec<Personal<String>>, DeskError> {
        let mut addresses = Vec::new();
        for row in reader.person_addresses(id).await? {
            addresses.extend(self.vault.open_text(address_cell(row.id), &row.address_sealed)?);
        }
        Ok(addresses)
    }

    /// Gathers the names and addresses of everyone who appears in a case.
    pub(crate) async fn known_in_case(
        &self,
        reader: &mut Reader,
        id: CaseId,
    ) -> Result<Known, DeskError> {
        let mut known = Known::new();
        for id in ids_of(reader, id).await? {
            for (person_id, _) in reader.case_persons(id).await? {
                let party = self.open_party(reader, person_id).await?;
                know_party(&mut known, &party);
            }
        }
        Ok(known)
    }
}

/// Makes a person's name and address known to the redactor.
pub fn know_party(known: &mut Known, party: &Party) {
    let name = party.name.as_ref().map(|name| name.expose().as_str());
    match (&party.address, name) {
        (Some(address), name) => {
            known.push_mailbox(name, address.expose(), Some(party.id));
            known.push_domain(address.domain(), Some(party.id));
        }
        (None, Some(name)) => known.push_name(name, Some(party.id)),
        (None, None) => {}
    }
}

const fn name_cell(id: PersonId) -> Cell {
    Cell { table: "persons", column: "name_sealed", row: id.uuid() }
}

const fn address_cell(row: Uuid) -> Cell {
    Cell { table: "person_addresses", column: "address_sealed", row }
}
