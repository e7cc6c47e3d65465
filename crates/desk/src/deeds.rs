//! Deeds: acts that take two, with the input that is approved in the one spelling that was shown, and how each is
//! carried out. Whatever comes to take two gets its line here.

use std::collections::BTreeSet;

use model::{
    Act, Actor, Address, Chance, Mandate, PersonId, Personal, Resource, Role, StaffId,
    timestamp_of_micros,
};
use serde::{Deserialize, Serialize};
use vault::Owner;

use crate::{
    Desk, DeskError,
    approvals::{LAPSE_HOURS, MOTION_LAPSE_HOURS},
    assurances::{AssuranceDraft, MeetingWire},
    field_changes::{FieldChange, FieldChangeWire},
    mandates::Carry,
    places::{Check, NewMember, valid_place},
};

/// Ids of nobody look as if they were drawn within these seconds, from this moment on.
const NOBODY_SINCE_MICROS: i64 = 1_767_225_600_000_000;
const NOBODY_SECS: i64 = 300 * 86_400;

/// Chance that is none: what an id of nobody is made from.
struct Fixed([u8; 28]);

impl Chance for Fixed {
    fn fill(&self, buffer: &mut [u8]) {
        let bytes = self.0.iter().copied().cycle();
        buffer.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    }
}

/// An act that takes two, with its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Puts other policies in force.
    ChangePolicies(PolicyChange),
    /// Destroys all that is held about a person.
    DestroyPerson(NamedPerson),
    /// Takes away all by which a person signs in.
    ResetFactors(NamedPerson),
    /// Gives a place on the staff, or other roles.
    GivePlace(PlaceGift),
    /// Ends a place on the staff.
    EndPlace(StaffId),
    /// Gives authority over a case or a class of cases.
    GiveAuthority(Mandate),
    /// Says that the requester of a case was met in person.
    AssurePerson(AssuranceDraft),
    /// Gives a field of a person another value.
    EditField(FieldChange),
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

/// A person, as named by an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPerson {
    /// Who; nobody's id where nobody has the address.
    pub person_id: PersonId,
    /// The address by which they were named.
    pub address: Address,
}

/// A place on the staff that is to be given, or roles that become others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceGift {
    /// To whom, with which roles.
    pub member: NewMember,
    /// The check of their background.
    pub check: Option<Check>,
    /// The edition of the roles that they hold when it is proposed, 0 for none: what is decided is decided on these.
    pub base: i64,
}

impl PlaceGift {
    /// Accepts what can be given.
    pub fn check(&self) -> Result<(), DeskError> {
        valid_place(&self.member, self.check.as_ref())
    }
}

/// The spelling of a person; sealed before it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonWire {
    person_id: PersonId,
    address: String,
}

/// The spelling of a place; sealed before it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceWire {
    address: String,
    name: String,
    roles: BTreeSet<Role>,
    check: Option<(jiff::civil::Date, String)>,
    base: i64,
}

/// The spelling of an end.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndWire {
    staff_id: StaffId,
}

impl Deed {
    /// Returns the act.
    pub const fn act(&self) -> Act {
        match self {
            Self::ChangePolicies(_) => Act::PolicyChange,
            Self::DestroyPerson(_) => Act::PersonDestroy,
            Self::ResetFactors(_) => Act::FactorReset,
            Self::GivePlace(_) => Act::StaffInvite,
            Self::EndPlace(_) => Act::StaffRemove,
            Self::GiveAuthority(_) => Act::AuthorityGive,
            Self::AssurePerson(_) => Act::PersonAssure,
            Self::EditField(_) => Act::FieldEdit,
        }
    }

    /// Says whether the board decides it, once there is one: then it has a number.
    pub const fn is_motion(&self) -> bool {
        matches!(self, Self::GivePlace(_) | Self::EndPlace(_) | Self::GiveAuthority(_))
    }

    /// Returns after how many hours it lapses.
    pub(crate) const fn lapse_hours(&self) -> i64 {
        if self.is_motion() { MOTION_LAPSE_HOURS } else { LAPSE_HOURS }
    }

    /// Spells the input; what is approved is these octets.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, DeskError> {
        let bytes = match self {
            Self::ChangePolicies(change) => serde_json::to_vec(change),
            Self::DestroyPerson(named) | Self::ResetFactors(named) => {
                serde_json::to_vec(&PersonWire {
                    person_id: named.person_id,
                    address: named.address.expose().to_owned(),
                })
            }
            Self::GivePlace(gift) => serde_json::to_vec(&PlaceWire {
                address: gift.member.address.expose().to_owned(),
                name: gift.member.name.expose().clone(),
                roles: gift.member.roles.clone(),
                check: gift
                    .check
                    .as_ref()
                    .map(|check| (check.on, check.reference.expose().clone())),
                base: gift.base,
            }),
            Self::EndPlace(staff_id) => serde_json::to_vec(&EndWire { staff_id: *staff_id }),
            Self::GiveAuthority(mandate) => serde_json::to_vec(mandate),
            Self::AssurePerson(draft) => serde_json::to_vec(&draft.wire()),
            Self::EditField(change) => serde_json::to_vec(&change.wire()),
        };
        bytes.map_err(|_| DeskError::Content { what: "proposal" })
    }

    /// Reads the input of an act.
    pub(crate) fn of_bytes(act: Act, bytes: &[u8]) -> Result<Self, DeskError> {
        match act {
            Act::PolicyChange => Ok(Self::ChangePolicies(read(bytes)?)),
            Act::PersonDestroy => Ok(Self::DestroyPerson(named(bytes)?)),
            Act::FactorReset => Ok(Self::ResetFactors(named(bytes)?)),
            Act::StaffInvite => {
                let wire: PlaceWire = read(bytes)?;
                let check = wire
                    .check
                    .map(|(on, reference)| Check { on, reference: Personal::new(reference) });
                let address = Address::parse(&wire.address).map_err(|_| unreadable())?;
                let (name, roles) = (Personal::new(wire.name), wire.roles);
                let member = NewMember { address, name, roles };
                Ok(Self::GivePlace(PlaceGift { member, check, base: wire.base }))
            }
            Act::StaffRemove => {
                let wire: EndWire = read(bytes)?;
                Ok(Self::EndPlace(wire.staff_id))
            }
            Act::AuthorityGive => Ok(Self::GiveAuthority(read(bytes)?)),
            Act::PersonAssure => Ok(Self::AssurePerson(read::<MeetingWire>(bytes)?.draft())),
            Act::FieldEdit => Ok(Self::EditField(read::<FieldChangeWire>(bytes)?.change())),
            _ => Err(unreadable()),
        }
    }
}

const fn unreadable() -> DeskError {
    DeskError::Content { what: "proposal" }
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, DeskError> {
    serde_json::from_slice(bytes).map_err(|_| unreadable())
}

fn named(bytes: &[u8]) -> Result<NamedPerson, DeskError> {
    let wire: PersonWire = read(bytes)?;
    let address = Address::parse(&wire.address).map_err(|_| unreadable())?;
    Ok(NamedPerson { person_id: wire.person_id, address })
}

impl Desk {
    /// Returns what a deed is done to, as it stands now.
    pub(crate) async fn resource_of_deed(&self, deed: &Deed) -> Result<Resource, DeskError> {
        match deed {
            Deed::ChangePolicies(_) | Deed::GivePlace(_) | Deed::GiveAuthority(_) => {
                Ok(Resource::House)
            }
            Deed::DestroyPerson(named) | Deed::ResetFactors(named) => {
                self.person_resource(named.person_id).await
            }
            Deed::EndPlace(id) => self.staff_resource(*id).await,
            Deed::AssurePerson(draft) => {
                let record = self.db.read().await?.case(draft.case_id).await?;
                let case = record.ok_or(DeskError::NotFound)?.case;
                let queue = self.queue_of(case.queue_id).await?;
                Ok(Resource::Case { case, queue })
            }
            Deed::EditField(change) => self.resource_of_field_change(change).await,
        }
    }

    /// Returns whose key seals the input: what is about a person dies with them.
    pub(crate) fn owner_of_deed(&self, deed: &Deed) -> Result<Owner, DeskError> {
        let address = match deed {
            Deed::ChangePolicies(_) | Deed::EndPlace(_) | Deed::GiveAuthority(_) => {
                return Ok(Owner::House);
            }
            Deed::DestroyPerson(named) | Deed::ResetFactors(named) => &named.address,
            Deed::GivePlace(gift) => &gift.member.address,
            Deed::AssurePerson(draft) => return Ok(Owner::Person(draft.person_id)),
            Deed::EditField(change) => return Ok(Owner::Person(change.person_id)),
        };
        let found = self.vault.find_person(address)?;
        Ok(found.map_or(Owner::House, Owner::Person))
    }

    /// Says whether a deed gives something to whoever acts: that is for two others to decide.
    pub(crate) fn is_about(&self, actor: &Actor, deed: &Deed) -> Result<bool, DeskError> {
        match deed {
            Deed::GivePlace(gift) => {
                let found = self.vault.find_person(&gift.member.address)?;
                Ok(found.is_some() && found == actor.person_id())
            }
            Deed::AssurePerson(draft) => Ok(Some(draft.person_id) == actor.person_id()),
            Deed::EditField(change) => Ok(Some(change.person_id) == actor.person_id()),
            _ => Ok(false),
        }
    }

    /// Does what was approved, as its proposer.
    pub(crate) async fn carry_out_deed(
        &self,
        first: &Actor,
        deed: Deed,
        carry: Carry<'_>,
    ) -> Result<(), DeskError> {
        let approval = carry.approval;
        match deed {
            Deed::ChangePolicies(change) => {
                Box::pin(self.change_policies(first, &change, approval)).await
            }
            Deed::DestroyPerson(named) => {
                Box::pin(self.destroy_by_two(first, named.person_id, approval)).await
            }
            Deed::ResetFactors(named) => {
                Box::pin(self.reset_factors_by_two(first, named.person_id, approval)).await
            }
            Deed::GivePlace(gift) => {
                let PlaceGift { member, check, base } = gift;
                Box::pin(self.give_place_by_two(first, member, check, base, approval)).await
            }
            Deed::EndPlace(id) => Box::pin(self.remove_staff_by_two(first, id, approval)).await,
            Deed::GiveAuthority(mandate) => {
                Box::pin(self.give_authority_by_two(first, mandate, carry)).await
            }
            Deed::AssurePerson(draft) => {
                let resource = self.resource_of_deed(&Deed::AssurePerson(draft.clone())).await?;
                let second = carry.second.id;
                Box::pin(self.assure_by_two(first, draft, &resource, second, approval)).await
            }
            Deed::EditField(change) => {
                Box::pin(self.edit_field_by_two(first, change, approval)).await
            }
        }
    }

    /// Names a person by their address. Whether anybody has the address is not told.
    pub fn named_person(&self, address: &Address) -> Result<NamedPerson, DeskError> {
        let person_id = self.person_or_nobody(address)?;
        Ok(NamedPerson { person_id, address: address.clone() })
    }

    /// Returns who has an address, or an id that is nobody's: the same at each call, or asking twice would tell.
    pub(crate) fn person_or_nobody(&self, address: &Address) -> Result<PersonId, DeskError> {
        if let Some(id) = self.vault.find_person(address)? {
            return Ok(id);
        }
        let mac = self.vault.mac("nobody", &[address.expose().as_bytes()]);
        let [a, b, c, d, rest @ ..] = mac;
        let ago = i64::from(u32::from_be_bytes([a, b, c, d])) % NOBODY_SECS;
        let at = timestamp_of_micros(NOBODY_SINCE_MICROS + ago * 1_000_000);
        Ok(PersonId::draw(at, &Fixed(rest)))
    }

    /// Makes the motion that gives a place, on the roles that they hold now.
    pub async fn place_gift(
        &self,
        member: NewMember,
        check: Option<Check>,
    ) -> Result<PlaceGift, DeskError> {
        let held = match self.vault.find_person(&member.address)? {
            Some(id) => self.db.read().await?.staff_of_person(id).await?,
            None => None,
        };
        let base = held.map_or(0, |staff| staff.role_edition);
        let gift = PlaceGift { member, check, base };
        gift.check()?;
        Ok(gift)
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
        let address = Address::parse("jana@mail.example").unwrap();
        let named = NamedPerson {
            person_id: PersonId::from_uuid(Uuid::from_u128(1)),
            address: address.clone(),
        };
        let gift = PlaceGift {
            member: NewMember {
                address,
                name: Personal::new("Jana".to_owned()),
                roles: [Role::Triage, Role::SupportEngineer].into(),
            },
            check: Some(Check {
                on: jiff::civil::date(2026, 11, 20),
                reference: Personal::new("a20261101.1".to_owned()),
            }),
            base: 3,
        };
        let mandate = Mandate {
            id: model::AuthorityId::from_uuid(Uuid::from_u128(4)),
            holder: model::Holder::Role(Role::SupportEngineer),
            scope: model::Scope::Class { kind: model::CaseKind::Request, queue: None },
            persons: BTreeSet::new(),
            acts: [Act::FieldShow].into(),
            fields: [model::FieldKey::parse("status").unwrap()].into(),
            not_before: timestamp_of_micros(1_800_000_000_000_000),
            expires_at: timestamp_of_micros(1_800_000_900_000_000),
            n_uses_max: 3,
        };
        for deed in [
            Deed::ChangePolicies(change),
            Deed::DestroyPerson(named.clone()),
            Deed::ResetFactors(named),
            Deed::GivePlace(gift),
            Deed::EndPlace(StaffId::from_uuid(Uuid::from_u128(2))),
            Deed::GiveAuthority(mandate),
            Deed::AssurePerson(AssuranceDraft {
                case_id: model::CaseId::from_uuid(Uuid::from_u128(5)),
                person_id: PersonId::from_uuid(Uuid::from_u128(6)),
                meeting: model::Meeting {
                    met_on: jiff::civil::date(2026, 11, 20),
                    documents: [model::DocumentKind::Passport].into(),
                    words: Personal::new("In our office.".to_owned()),
                },
            }),
            Deed::EditField(FieldChange {
                case_id: model::CaseId::from_uuid(Uuid::from_u128(5)),
                person_id: PersonId::from_uuid(Uuid::from_u128(6)),
                key: model::FieldKey::parse("status").unwrap(),
                version: 2,
                value: Personal::new("assured".to_owned()),
            }),
        ] {
            assert!(deed.act().is_proposable());
            let bytes = deed.to_bytes().unwrap();
            assert_eq!(Deed::of_bytes(deed.act(), &bytes).unwrap(), deed);
            assert!(Deed::of_bytes(Act::CaseReply, &bytes).is_err());
        }
    }
}
