//! Fields of a person: opened, changed and told, each under its own right and each on record for the person.

use db::{FieldLook, FieldValueRow, WriteTx};
use model::{
    Act, Actor, Address, Case, CaseNumber, Field, FieldKey, FieldValueId, Held, PersonId, Personal,
    Queue, Relation, Resource, ToMember,
};
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError, Entered,
    authorities::{staff_of, used_authority},
    requests::LOOKS_SHOWN,
};

/// Octets of the longest value.
const VALUE_BYTES_MAX: usize = 4 * 1024;

/// A field of a person, as that person or its opener sees it.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// The field.
    pub field: Field,
    /// Its value; `None` where none is held.
    pub value: Option<Personal<String>>,
    /// Counts its changes; 0 where none is held.
    pub version: i64,
}

impl Desk {
    /// Returns the fields of this installation.
    pub fn fields(&self) -> &[Field] {
        &self.config.fields
    }

    /// Returns a field by its key.
    pub fn field_named(&self, key: &FieldKey) -> Option<&Field> {
        self.config.fields.iter().find(|field| field.key == *key)
    }

    /// Says what somebody may do with a field of a case's requester, and by what right; for pages.
    pub async fn field_rights(
        &self,
        entered: &Entered<'_>,
        key: &FieldKey,
        acts: &[Act],
    ) -> Result<Vec<crate::Decision>, DeskError> {
        let actor = entered.actor;
        let resource = self.field_in(entered.case().clone(), entered.queue.clone(), key, None)?;
        let mut decisions = Vec::with_capacity(acts.len());
        for act in acts {
            let shown = self.shown_in(entered, *act, &resource).await?;
            decisions.push(self.authority.allows_showing(actor, *act, &resource, &shown));
        }
        Ok(decisions)
    }

    /// Returns the version of a field of a case's requester, 0 where none is held: who changes a value without
    /// having seen it still says which one.
    pub async fn field_version(
        &self,
        actor: &Actor,
        number: CaseNumber,
        key: &FieldKey,
    ) -> Result<i64, DeskError> {
        let resource = self.field_of_case(actor, number, key, None).await?;
        let (field, person_id) = here(&resource)?;
        let row = self.db.read().await?.field_value(person_id, &field.key).await?;
        Ok(row.map_or(0, |row| row.version))
    }

    /// Opens a field of a case's requester; on record before a byte is released.
    pub async fn show_field(
        &self,
        actor: &Actor,
        number: CaseNumber,
        key: &FieldKey,
        token: Option<&[u8]>,
    ) -> Result<FieldView, DeskError> {
        let resource = self.field_of_case(actor, number, key, None).await?;
        self.look_at_field(actor, Act::FieldShow, &resource, token).await
    }

    /// Changes a field of a case's requester; `version` is the one that was read, 0 where none is held.
    pub async fn edit_field(
        &self,
        actor: &Actor,
        number: CaseNumber,
        key: &FieldKey,
        value: Personal<String>,
        version: i64,
        token: Option<&[u8]>,
    ) -> Result<(), DeskError> {
        let resource = self.field_of_case(actor, number, key, None).await?;
        here(&resource)?;
        check_value(&value)?;
        let mut tx = self.write_showing(actor, Act::FieldEdit, &resource, token).await?;
        self.put_value(&mut tx, &resource, &value, version).await?;
        self.enter_field_look(&mut tx, actor, &resource, None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Seals another value to the person and keeps it; a conflict where `version` is not the one that is held.
    pub(crate) async fn put_value(
        &self,
        tx: &mut WriteTx,
        resource: &Resource,
        value: &Personal<String>,
        version: i64,
    ) -> Result<(), DeskError> {
        let (field, person_id) = here(resource)?;
        let held = tx.field_value(person_id, &field.key).await?;
        let id = held.map_or_else(|| FieldValueId::draw(self.now(), &*self.chance), |row| row.id);
        let sealed = value.expose().trim().as_bytes();
        let row = FieldValueRow {
            id,
            key: field.key.clone(),
            value_sealed: self.vault.seal(Owner::Person(person_id), value_cell(id), sealed)?,
            updated_at: self.now(),
            version,
        };
        Ok(tx.put_field_value(person_id, &row).await?)
    }

    /// Tells whoever asks in a case something about another person, or about themself: returns what may be told.
    pub async fn disclose_field(
        &self,
        actor: &Actor,
        number: CaseNumber,
        person_id: PersonId,
        key: &FieldKey,
        relation: Relation,
        token: Option<&[u8]>,
    ) -> Result<FieldView, DeskError> {
        let mut resource = self.field_of_case(actor, number, key, Some(relation)).await?;
        if let Resource::Field { person_id: whose, case, .. } = &mut resource {
            if (case.requester_id == person_id) != (relation == Relation::Own) {
                let words = "only the requester themself asks about the requester".to_owned();
                return Err(DeskError::Invalid { field: "relation", words });
            }
            *whose = person_id;
        }
        self.look_at_field(actor, Act::FieldDisclose, &resource, token).await
    }

    /// The same about whoever has an address. Nobody of that address and somebody of whom nothing is held look alike.
    pub async fn disclose_field_of(
        &self,
        actor: &Actor,
        number: CaseNumber,
        address: &Address,
        key: &FieldKey,
        relation: Relation,
        token: Option<&[u8]>,
    ) -> Result<FieldView, DeskError> {
        if let Some(person_id) = self.vault.find_person(address)? {
            return self.disclose_field(actor, number, person_id, key, relation, token).await;
        }
        let mut resource = self.field_of_case(actor, number, key, Some(relation)).await?;
        if let Resource::Field { person_id, .. } = &mut resource {
            *person_id = self.person_or_nobody(address)?;
        }
        drop(self.ask_showing(actor, Act::FieldDisclose, &resource, token).await?);
        let (field, _) = here(&resource)?;
        self.field_view(field, None)
    }

    /// Shows a person what is held about themself.
    pub async fn own_fields(&self, actor: &Actor) -> Result<Vec<FieldView>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::PersonAuthorities, &Resource::Person(me)).await?;
        let rows = self.db.read().await?.field_values(me).await?;
        let mut views = Vec::new();
        for field in &self.config.fields {
            let row = rows.iter().find(|row| row.key == field.key);
            views.push(self.field_view(field, row)?);
        }
        Ok(views)
    }

    /// Shows a person what was done with their fields.
    pub async fn own_field_looks(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(FieldLook, CaseNumber, Personal<String>)>, DeskError> {
        self.field_looks_of(actor, LOOKS_SHOWN).await
    }

    /// Shows a person so much of what was done with their fields, the latest first.
    pub(crate) async fn field_looks_of(
        &self,
        actor: &Actor,
        n_max: i64,
    ) -> Result<Vec<(FieldLook, CaseNumber, Personal<String>)>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::PersonLooks, &Resource::Person(me)).await?;
        let looks = self.db.read().await?.field_looks(me, n_max).await?;
        let mut views = Vec::with_capacity(looks.len());
        for look in looks {
            let record = self.db.read().await?.case(look.case_id).await?;
            let number = record.ok_or(DeskError::NotFound)?.case.number;
            let who = self.outward_name(look.staff_id).await?;
            views.push((look, number, who));
        }
        Ok(views)
    }

    async fn look_at_field(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        token: Option<&[u8]>,
    ) -> Result<FieldView, DeskError> {
        let (field, person_id) = whose(resource)?;
        if act == Act::FieldDisclose && field.to_member == ToMember::Redirect {
            // Whatever is shown, the gate refuses; asked before all else, because that is the answer.
            drop(self.ask_showing(actor, act, resource, token).await?);
        }
        here(resource)?;
        let mut tx = self.write_showing(actor, act, resource, token).await?;
        let row = tx.field_value(person_id, &field.key).await?;
        // Opened before the commit: what was destroyed is entered by nobody as having been seen.
        let view = self.field_view(field, row.as_ref())?;
        self.enter_field_look(&mut tx, actor, resource, None).await?;
        tx.commit().await?;
        Ok(view)
    }

    fn field_view(
        &self,
        field: &Field,
        row: Option<&FieldValueRow>,
    ) -> Result<FieldView, DeskError> {
        let value = match row {
            Some(row) => {
                let opened = self.vault.open_text(value_cell(row.id), &row.value_sealed)?;
                Some(opened.ok_or(DeskError::Destroyed)?)
            }
            None => None,
        };
        Ok(FieldView { field: field.clone(), value, version: row.map_or(0, |row| row.version) })
    }

    /// Records what is done with a field, for the person whose it is.
    pub(crate) async fn enter_field_look(
        &self,
        tx: &mut WriteTx,
        actor: &Actor,
        resource: &Resource,
        audience: Option<&str>,
    ) -> Result<(), DeskError> {
        let Resource::Field { field, person_id, relation, case, .. } = resource else {
            return Err(DeskError::NotFound);
        };
        let (staff_id, role) = staff_of(actor)?;
        let ground = tx.permit().ground();
        let clause = ground.policies.first().map(|policy| policy.clause.clone());
        let look = FieldLook {
            person_id: *person_id,
            key: field.key.clone(),
            act: ground.act,
            case_id: case.id,
            staff_id,
            role,
            clause: clause.unwrap_or_default(),
            authority_id: used_authority(tx),
            relation: *relation,
            audience: audience.map(str::to_owned),
            at: self.now(),
        };
        Ok(tx.insert_field_look(&look).await?)
    }

    /// Reads the case and makes the field of its requester the thing that is asked about.
    pub(crate) async fn field_of_case(
        &self,
        actor: &Actor,
        number: CaseNumber,
        key: &FieldKey,
        relation: Option<Relation>,
    ) -> Result<Resource, DeskError> {
        // What is done with the field counts a use of its own, and shows nothing else.
        let (record, queue) = self.case_unread(actor, number).await?;
        self.field_in(record.case, queue, key, relation)
    }

    fn field_in(
        &self,
        case: Case,
        queue: Queue,
        key: &FieldKey,
        relation: Option<Relation>,
    ) -> Result<Resource, DeskError> {
        let field = self.field_named(key).cloned().ok_or(DeskError::NotFound)?;
        Ok(Resource::Field { field, person_id: case.requester_id, relation, case, queue })
    }
}

fn whose(resource: &Resource) -> Result<(&Field, PersonId), DeskError> {
    match resource {
        Resource::Field { field, person_id, .. } => Ok((field, *person_id)),
        _ => Err(DeskError::NotFound),
    }
}

/// Passes on a field whose value is held here.
pub(crate) fn here(resource: &Resource) -> Result<(&Field, PersonId), DeskError> {
    let (field, person_id) = whose(resource)?;
    if field.held == Held::Console {
        let words = "this is held in another system; take your authority there".to_owned();
        return Err(DeskError::Invalid { field: "field", words });
    }
    Ok((field, person_id))
}

pub(crate) fn check_value(value: &Personal<String>) -> Result<(), DeskError> {
    let text = value.expose().trim();
    if text.is_empty() || text.len() > VALUE_BYTES_MAX || text.contains('\0') {
        let words = format!("a value has between 1 and {VALUE_BYTES_MAX} octets");
        return Err(DeskError::Invalid { field: "value", words });
    }
    Ok(())
}

const fn value_cell(id: FieldValueId) -> Cell {
    Cell { table: "field_values", column: "value_sealed", row: id.uuid() }
}
