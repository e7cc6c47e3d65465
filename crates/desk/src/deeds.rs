//! Deeds: acts that take two, with the input that is approved in the one spelling that was shown, and how each is
//! carried out. Whatever comes to take two gets its line here.

use authority::Approval;
use model::{Act, Actor, Address, PersonId, Resource};
use serde::{Deserialize, Serialize};
use vault::Owner;

use crate::{Desk, DeskError};

/// An act that takes two, with its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Puts other policies in force.
    ChangePolicies(PolicyChange),
    /// Destroys all that is held about a person.
    DestroyPerson(PersonDestruction),
}

/// Other policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    /// The number of the edition that it changes.
    pub base: i64,
    /// Why, for the history; it names nobody.
    pub note: String,
    /// The earlier edition whose texts it takes up again.
    pub reverts: Option<i64>,
    /// The files that become others.
    pub files: Vec<FileChange>,
}

/// A file of policies that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileChange {
    /// Its name.
    pub file: String,
    /// What it will say; `None` removes it.
    pub text: Option<String>,
    /// Digest of the text that Chancery comes with, which the proposer was shown; empty where it comes with none.
    pub based_on: String,
}

/// A person who is to be destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDestruction {
    /// Who; nobody's id where nobody has the address.
    pub person_id: PersonId,
    /// The address by which they were named.
    pub address: Address,
}

/// The spelling of a destruction; sealed before it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DestructionWire {
    person_id: PersonId,
    address: String,
}

impl Deed {
    /// Returns the act.
    pub const fn act(&self) -> Act {
        match self {
            Self::ChangePolicies(_) => Act::PolicyChange,
            Self::DestroyPerson(_) => Act::PersonDestroy,
        }
    }

    /// Spells the input; what is approved is these octets.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, DeskError> {
        let bytes = match self {
            Self::ChangePolicies(change) => serde_json::to_vec(change),
            Self::DestroyPerson(destruction) => serde_json::to_vec(&DestructionWire {
                person_id: destruction.person_id,
                address: destruction.address.expose().to_owned(),
            }),
        };
        bytes.map_err(|_| DeskError::Content { what: "proposal" })
    }

    /// Reads the input of an act.
    pub(crate) fn of_bytes(act: Act, bytes: &[u8]) -> Result<Self, DeskError> {
        let unreadable = || DeskError::Content { what: "proposal" };
        match act {
            Act::PolicyChange => {
                Ok(Self::ChangePolicies(serde_json::from_slice(bytes).map_err(|_| unreadable())?))
            }
            Act::PersonDestroy => {
                let wire: DestructionWire =
                    serde_json::from_slice(bytes).map_err(|_| unreadable())?;
                let address = Address::parse(&wire.address).map_err(|_| unreadable())?;
                Ok(Self::DestroyPerson(PersonDestruction { person_id: wire.person_id, address }))
            }
            _ => Err(unreadable()),
        }
    }
}

impl Desk {
    /// Returns what a deed is done to, as it stands now.
    pub(crate) fn resource_of_deed(&self, deed: &Deed) -> Resource {
        match deed {
            Deed::ChangePolicies(_) => Resource::House,
            Deed::DestroyPerson(destruction) => Resource::Person(destruction.person_id),
        }
    }

    /// Returns whose key seals the input: what is about a person dies with them.
    pub(crate) fn owner_of_deed(&self, deed: &Deed) -> Result<Owner, DeskError> {
        let Deed::DestroyPerson(destruction) = deed else { return Ok(Owner::House) };
        let found = self.vault.find_person(&destruction.address)?;
        Ok(found.map_or(Owner::House, Owner::Person))
    }

    /// Does what was approved, as its proposer.
    pub(crate) async fn carry_out_deed(
        &self,
        first: &Actor,
        deed: &Deed,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        match deed {
            Deed::ChangePolicies(change) => {
                Box::pin(self.change_policies(first, change, approval)).await
            }
            Deed::DestroyPerson(destruction) => {
                Box::pin(self.destroy_by_two(first, destruction.person_id, approval)).await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_deed_reads_back() {
        let change = PolicyChange {
            base: 1,
            note: "why".to_owned(),
            reverts: None,
            files: vec![FileChange {
                file: "ours.cedar".to_owned(),
                text: Some("// nothing\n".to_owned()),
                based_on: String::new(),
            }],
        };
        let destruction = PersonDestruction {
            person_id: PersonId::from_uuid(Uuid::from_u128(1)),
            address: Address::parse("jana@mail.example").unwrap(),
        };
        for deed in [Deed::ChangePolicies(change), Deed::DestroyPerson(destruction)] {
            let bytes = deed.to_bytes().unwrap();
            assert_eq!(Deed::of_bytes(deed.act(), &bytes).unwrap(), deed);
            assert!(Deed::of_bytes(Act::CaseReply, &bytes).is_err());
        }
    }
}
