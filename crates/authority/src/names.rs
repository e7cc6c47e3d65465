//! The names of Cedar's types, read once.

use cedar_policy::{EntityId, EntityTypeName, EntityUid, RestrictedExpression};
use model::{Act, PersonId, StaffId};

use crate::Unanswerable;

/// The names of Cedar's types, read once.
#[derive(Debug)]
pub struct Names {
    pub visitor: EntityTypeName,
    pub person: EntityTypeName,
    pub staff: EntityTypeName,
    pub founder: EntityTypeName,
    pub house: EntityTypeName,
    pub log: EntityTypeName,
    pub queue: EntityTypeName,
    pub case: EntityTypeName,
    pub message: EntityTypeName,
    pub field: EntityTypeName,
    pub emergency: EntityTypeName,
    pub authority: EntityTypeName,
    pub handover: EntityTypeName,
    pub dispute: EntityTypeName,
    pub place: EntityTypeName,
    pub action: EntityTypeName,
}

impl Names {
    pub fn read() -> Result<Self, Unanswerable> {
        let name = |text: &str| text.parse::<EntityTypeName>().map_err(|_| Unanswerable);
        Ok(Self {
            visitor: name("Visitor")?,
            person: name("Person")?,
            staff: name("Staff")?,
            founder: name("Founder")?,
            house: name("House")?,
            log: name("Log")?,
            queue: name("Queue")?,
            case: name("Case")?,
            message: name("Message")?,
            field: name("Field")?,
            emergency: name("Emergency")?,
            authority: name("Authority")?,
            handover: name("Handover")?,
            dispute: name("Dispute")?,
            place: name("Place")?,
            action: name("Action")?,
        })
    }

    pub fn action_uid(&self, act: Act) -> EntityUid {
        uid(&self.action, act.as_str())
    }

    pub fn case_uid(&self, id: &str) -> EntityUid {
        uid(&self.case, id)
    }

    pub fn person_uid(&self, id: PersonId) -> EntityUid {
        uid(&self.person, &id.to_string())
    }

    pub fn staff_uid(&self, id: StaffId) -> EntityUid {
        uid(&self.staff, &id.to_string())
    }
}

pub fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

pub fn uid(name: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id))
}
