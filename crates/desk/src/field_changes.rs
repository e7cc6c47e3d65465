//! Changes of a field that take two: one proposes the value, sealed; another who could change it approves exactly that; and it is
//! kept under the authority of the first, of which one use is counted.

use authority::Approval;
use model::{Act, Actor, CaseId, CaseNumber, FieldKey, PersonId, Personal, Resource};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    fields::{check_value, here},
};

/// Another value of a field of a case's requester.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The case in which it is changed.
    pub case_id: CaseId,
    /// Whose it is.
    pub person_id: PersonId,
    /// The field.
    pub key: FieldKey,
    /// The version that it is another of, 0 where none was held.
    pub version: i64,
    /// The value.
    pub value: Personal<String>,
}

/// The spelling of it; sealed to the person before it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldChangeWire {
    case_id: CaseId,
    person_id: PersonId,
    key: FieldKey,
    version: i64,
    value: String,
}

impl FieldChange {
    pub(crate) fn wire(&self) -> FieldChangeWire {
        FieldChangeWire {
            case_id: self.case_id,
            person_id: self.person_id,
            key: self.key.clone(),
            version: self.version,
            value: self.value.expose().clone(),
        }
    }
}

impl FieldChangeWire {
    pub(crate) fn change(self) -> FieldChange {
        let Self { case_id, person_id, key, version, value } = self;
        FieldChange { case_id, person_id, key, version, value: Personal::new(value) }
    }
}

impl Desk {
    /// Words a change of a field that takes two, for proposing it; `version` is the one that it is another of.
    pub async fn field_change(
        &self,
        actor: &Actor,
        number: CaseNumber,
        key: &FieldKey,
        value: &Personal<String>,
        version: i64,
    ) -> Result<FieldChange, DeskError> {
        let resource = self.field_of_case(actor, number, key, None).await?;
        let (_, person_id) = here(&resource)?;
        let case_id = resource.case().ok_or(DeskError::NotFound)?.id;
        self.ask_for_two(actor, Act::FieldEdit, &resource).await?;
        let value = value.clone().map(|text| text.trim().to_owned());
        let change = FieldChange { case_id, person_id, key: key.clone(), version, value };
        self.check_field_change(&change).await?;
        Ok(change)
    }

    /// Returns the field that a change is of, as its case stands now.
    pub(crate) async fn resource_of_field_change(
        &self,
        change: &FieldChange,
    ) -> Result<Resource, DeskError> {
        let field = self.field_named(&change.key).cloned().ok_or(DeskError::NotFound)?;
        let record = self.db.read().await?.case(change.case_id).await?;
        let case = record.ok_or(DeskError::NotFound)?.case;
        let queue = self.queue_of(case.queue_id).await?;
        Ok(Resource::Field { field, person_id: change.person_id, relation: None, case, queue })
    }

    /// Accepts a change as the field stands now: somebody who approves one that would fail approved nothing.
    pub(crate) async fn check_field_change(&self, change: &FieldChange) -> Result<(), DeskError> {
        here(&self.resource_of_field_change(change).await?)?;
        check_value(&change.value)?;
        let mut reader = self.db.read().await?;
        let record = reader.case(change.case_id).await?.ok_or(DeskError::NotFound)?;
        if record.case.requester_id != change.person_id || record.merged_into.is_some() {
            return Err(DeskError::Void {
                words: "the case is somebody else's, or part of another",
            });
        }
        let held = reader.field_value(change.person_id, &change.key).await?;
        if held.map_or(0, |row| row.version) != change.version {
            return Err(DeskError::Conflict { what: "field" });
        }
        Ok(())
    }

    /// Keeps the value that was approved, in the transaction that uses up the second's word and one use of the authority.
    pub(crate) async fn edit_field_by_two(
        &self,
        actor: &Actor,
        change: FieldChange,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let resource = self.resource_of_field_change(&change).await?;
        let shown = self.shown_for_two(actor, Act::FieldEdit, &resource).await?;
        let asked = self.authority.permit_by_two_showing(
            actor,
            Act::FieldEdit,
            &resource,
            approval,
            &shown,
        );
        let permit = match asked {
            Ok(permit) => permit,
            Err(denial) => return Err(self.refused(denial).await?),
        };
        self.check_field_change(&change).await?;
        let approval_id = permit.ground().second.as_ref().map(|second| second.approval_id);
        let mut tx = self.db.write(permit).await?;
        // The value stands where it belongs from here on, and nowhere else.
        if let Some(approval_id) = approval_id {
            tx.forget_approval(approval_id).await?;
        }
        self.put_value(&mut tx, &resource, &change.value, change.version).await?;
        self.enter_field_look(&mut tx, actor, &resource, None).await?;
        tx.commit().await?;
        Ok(())
    }
}
