//! Destinations: where cases can be handed over to.

use std::collections::BTreeSet;

use model::{Class, Destination, DestinationId, QueueId, Role, StaffId, Target};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// A destination, with its address sealed where it is one outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationRow {
    /// The destination.
    pub destination: Destination,
    /// The address outside, sealed under the house's key.
    pub address_sealed: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    purpose: String,
    kind: String,
    queue_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    role: Option<String>,
    address_sealed: Option<Vec<u8>>,
    audience: String,
    accept_secs: i64,
    is_active: bool,
    version: i64,
}

/// The columns that say who a target is.
pub(crate) struct TargetColumns<'a> {
    pub(crate) kind: &'a str,
    pub(crate) queue_id: Option<Uuid>,
    pub(crate) staff_id: Option<Uuid>,
    pub(crate) role: Option<&'a str>,
}

impl<'a> TargetColumns<'a> {
    pub(crate) fn of(target: Target) -> Self {
        let none = Self { kind: target.kind(), queue_id: None, staff_id: None, role: None };
        match target {
            Target::Queue(id) => Self { queue_id: Some(id.uuid()), ..none },
            Target::Member(id) => Self { staff_id: Some(id.uuid()), ..none },
            Target::Role(role) => Self { role: Some(role.as_str()), ..none },
            Target::Outside => none,
        }
    }

    pub(crate) fn target(&self) -> Option<Target> {
        match (self.kind, self.queue_id, self.staff_id, self.role) {
            ("queue", Some(id), ..) => Some(Target::Queue(QueueId::from_uuid(id))),
            ("member", _, Some(id), _) => Some(Target::Member(StaffId::from_uuid(id))),
            ("role", .., Some(role)) => Role::of_str(role).map(Target::Role),
            ("outside", ..) => Some(Target::Outside),
            _ => None,
        }
    }
}

/// Words an audience as it is kept.
pub(crate) fn audience_text(audience: &BTreeSet<Class>) -> String {
    audience.iter().map(|class| class.as_str()).collect::<Vec<_>>().join(" ")
}

/// Reads it; `None` where a word is no class.
pub(crate) fn audience_of(text: &str) -> Option<BTreeSet<Class>> {
    text.split(' ').map(Class::of_str).collect()
}

impl TryFrom<Row> for DestinationRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "destinations", id: row.id };
        let columns = TargetColumns {
            kind: &row.kind,
            queue_id: row.queue_id,
            staff_id: row.staff_id,
            role: row.role.as_deref(),
        };
        let target = at.need("kind", columns.target())?;
        let audience = at.need("audience", audience_of(&row.audience))?;
        Ok(Self {
            destination: Destination {
                id: DestinationId::from_uuid(row.id),
                name: row.name,
                purpose: row.purpose,
                target,
                audience,
                accept_secs: row.accept_secs,
                is_active: row.is_active,
                version: row.version,
            },
            address_sealed: row.address_sealed,
        })
    }
}

impl Reader {
    /// Returns every destination, by name.
    pub async fn destinations(&mut self) -> Result<Vec<DestinationRow>, DbError> {
        let rows = fetch_all!(self, Row, DESTINATIONS);
        rows.into_iter().map(DestinationRow::try_from).collect()
    }

    /// Returns one destination.
    pub async fn destination(
        &mut self,
        id: DestinationId,
    ) -> Result<Option<DestinationRow>, DbError> {
        fetch_optional!(self, Row, DESTINATION, id.uuid()).map(DestinationRow::try_from).transpose()
    }
}

impl WriteTx {
    /// Adds a destination; says false when the name is taken.
    pub async fn insert_destination(&mut self, new: &DestinationRow) -> Result<bool, DbError> {
        self.note_destination(new);
        let DestinationRow { destination: to, address_sealed } = new;
        let columns = TargetColumns::of(to.target);
        let audience = audience_text(&to.audience);
        let n = execute!(
            self,
            INSERT_DESTINATION,
            to.id.uuid(),
            &to.name,
            &to.purpose,
            columns.kind,
            columns.queue_id,
            columns.staff_id,
            columns.role,
            address_sealed.as_deref(),
            &audience,
            to.accept_secs,
            to.is_active,
        );
        Ok(n == 1)
    }

    /// Changes a destination that still has the version that was read.
    pub async fn update_destination(&mut self, row: &DestinationRow) -> Result<(), DbError> {
        self.note_destination(row);
        let DestinationRow { destination: to, address_sealed } = row;
        let columns = TargetColumns::of(to.target);
        let audience = audience_text(&to.audience);
        let n = execute!(
            self,
            UPDATE_DESTINATION,
            to.id.uuid(),
            to.version,
            &to.name,
            &to.purpose,
            columns.kind,
            columns.queue_id,
            columns.staff_id,
            columns.role,
            address_sealed.as_deref(),
            &audience,
            to.accept_secs,
            to.is_active,
        );
        if n == 0 { Err(DbError::Conflict { what: "destination" }) } else { Ok(()) }
    }

    /// Refuses when a destination is not the one that was read any more.
    pub async fn destination_must_stand(&mut self, to: &Destination) -> Result<(), DbError> {
        match self.destination(to.id).await? {
            Some(found) if found.destination.version == to.version => Ok(()),
            _ => Err(DbError::Conflict { what: "destination" }),
        }
    }

    fn note_destination(&mut self, row: &DestinationRow) {
        let to = &row.destination;
        let (audience, secs) = (audience_text(&to.audience), to.accept_secs.to_be_bytes());
        let columns = TargetColumns::of(to.target);
        let id = columns.queue_id.or(columns.staff_id);
        self.changed(
            "destination",
            &[
                to.id.uuid().as_bytes(),
                to.name.as_bytes(),
                to.purpose.as_bytes(),
                columns.kind.as_bytes(),
                id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
                columns.role.unwrap_or_default().as_bytes(),
                row.address_sealed.as_deref().unwrap_or_default(),
                audience.as_bytes(),
                &secs,
                &[u8::from(to.is_active)],
            ],
        );
    }
}

statements! {
    DESTINATIONS = "select id, name, purpose, kind, queue_id, staff_id, role, address_sealed, audience,
        accept_secs, is_active, version from destinations order by name, id";
    DESTINATION = "select id, name, purpose, kind, queue_id, staff_id, role, address_sealed, audience,
        accept_secs, is_active, version from destinations where id = $1";
    INSERT_DESTINATION = "insert into destinations (id, name, purpose, kind, queue_id, staff_id, role,
        address_sealed, audience, accept_secs, is_active, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) on conflict (name) do nothing";
    UPDATE_DESTINATION = "update destinations set name = $3, purpose = $4, kind = $5, queue_id = $6,
        staff_id = $7, role = $8, address_sealed = $9, audience = $10, accept_secs = $11,
        is_active = $12, version = version + 1 where id = $1 and version = $2";
}
