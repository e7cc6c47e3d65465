//! Fields of persons: their sealed values, and who opened, changed or told which.

use audit::FieldLookRow;
use jiff::Timestamp;
use model::{
    Act, AuthorityId, CaseId, EntryId, FieldKey, FieldValueId, PersonId, PresentationId, Relation,
    StaffId, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Looks that one page shows, the latest first.
const LOOKS_MAX: i64 = 500;

/// Looks that verification reads at once.
const VERIFIED_MAX: i64 = 1_000;

/// The value of a field.
#[derive(Clone, Debug)]
pub struct FieldValueRow {
    /// Its id; the seal is bound to it.
    pub id: FieldValueId,
    /// Which field.
    pub key: FieldKey,
    /// The value, sealed to the person.
    pub value_sealed: Vec<u8>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Counts changes.
    pub version: i64,
}

/// An opening, a change or a telling of a field.
#[derive(Clone, Debug)]
pub struct FieldLook {
    /// Whose.
    pub person_id: PersonId,
    /// Which field.
    pub key: FieldKey,
    /// What was done.
    pub act: Act,
    /// In which case.
    pub case_id: CaseId,
    /// By whom.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// The authority that was used.
    pub authority_id: Option<AuthorityId>,
    /// Who was told, when it was told.
    pub relation: Option<Relation>,
    /// The system that it was done in, when not here.
    pub audience: Option<String>,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ValueRow {
    id: Uuid,
    key: String,
    value_sealed: Vec<u8>,
    updated_at: i64,
    version: i64,
}

impl TryFrom<ValueRow> for FieldValueRow {
    type Error = DbError;

    fn try_from(row: ValueRow) -> Result<Self, DbError> {
        let at = At { table: "field_values", id: row.id };
        Ok(Self {
            id: FieldValueId::from_uuid(row.id),
            key: at.need("key", FieldKey::parse(&row.key).ok())?,
            value_sealed: row.value_sealed,
            updated_at: timestamp_of_micros(row.updated_at),
            version: row.version,
        })
    }
}

#[derive(sqlx::FromRow)]
struct LookRow {
    id: Uuid,
    person_id: Uuid,
    key: String,
    act: String,
    case_id: Uuid,
    staff_id: Uuid,
    role: String,
    clause: String,
    authority_id: Option<Uuid>,
    relation: Option<String>,
    audience: Option<String>,
    at: i64,
}

impl TryFrom<LookRow> for FieldLook {
    type Error = DbError;

    fn try_from(row: LookRow) -> Result<Self, DbError> {
        let at = At { table: "field_looks", id: row.id };
        let relation = row.relation.as_deref();
        let relation = relation.map(|word| at.need("relation", Relation::of_str(word)));
        Ok(Self {
            person_id: PersonId::from_uuid(row.person_id),
            key: at.need("key", FieldKey::parse(&row.key).ok())?,
            act: at.need("act", Act::of_str(&row.act))?,
            case_id: CaseId::from_uuid(row.case_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            role: row.role,
            clause: row.clause,
            authority_id: row.authority_id.map(AuthorityId::from_uuid),
            relation: relation.transpose()?,
            audience: row.audience,
            at: timestamp_of_micros(row.at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct VerifiedRow {
    id: Uuid,
    person_id: Uuid,
    key: String,
    act: String,
    case_id: Uuid,
    staff_id: Uuid,
    clause: String,
    authority_id: Option<Uuid>,
    audience: Option<String>,
}

impl From<VerifiedRow> for FieldLookRow {
    fn from(row: VerifiedRow) -> Self {
        Self {
            id: EntryId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            key: row.key,
            act: row.act,
            case_id: CaseId::from_uuid(row.case_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            clause: row.clause,
            authority_id: row.authority_id.map(AuthorityId::from_uuid),
            is_redeemed: row.audience.is_some(),
        }
    }
}

impl Reader {
    /// Returns what was done with fields under the ids of entries from one number to another, for verification.
    pub async fn field_looks_between(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<FieldLookRow>, DbError> {
        let rows = fetch_all!(self, VerifiedRow, LOOKS_BETWEEN, first, last, VERIFIED_MAX);
        Ok(rows.into_iter().map(FieldLookRow::from).collect())
    }

    /// Returns what was done with a field under the id of an entry, for verification.
    pub async fn field_look_of_entry(
        &mut self,
        id: EntryId,
    ) -> Result<Option<FieldLookRow>, DbError> {
        Ok(fetch_optional!(self, VerifiedRow, LOOK_OF_ENTRY, id.uuid()).map(FieldLookRow::from))
    }

    /// Returns what was done with fields under whose id there is no entry, for verification; more than a page of them
    /// are no news.
    pub async fn stray_field_looks(&mut self) -> Result<Vec<FieldLookRow>, DbError> {
        let rows = fetch_all!(self, VerifiedRow, STRAY_LOOKS, Uuid::nil(), VERIFIED_MAX);
        Ok(rows.into_iter().map(FieldLookRow::from).collect())
    }

    /// Returns the value of a field, if one is held.
    pub async fn field_value(
        &mut self,
        id: PersonId,
        key: &FieldKey,
    ) -> Result<Option<FieldValueRow>, DbError> {
        fetch_optional!(self, ValueRow, VALUE, id.uuid(), key.as_str())
            .map(FieldValueRow::try_from)
            .transpose()
    }

    /// Returns all values held of a person.
    pub async fn field_values(&mut self, id: PersonId) -> Result<Vec<FieldValueRow>, DbError> {
        let rows = fetch_all!(self, ValueRow, VALUES, id.uuid());
        rows.into_iter().map(FieldValueRow::try_from).collect()
    }

    /// Returns so much of what was done with a person's fields, the latest first.
    pub async fn field_looks(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<FieldLook>, DbError> {
        let rows = fetch_all!(self, LookRow, LOOKS, id.uuid(), n_max);
        rows.into_iter().map(FieldLook::try_from).collect()
    }

    /// Returns what was done with fields under an authority, the latest first; of one person alone where one is named.
    pub async fn field_looks_under(
        &mut self,
        id: AuthorityId,
        whose: Option<PersonId>,
    ) -> Result<Vec<FieldLook>, DbError> {
        let rows = match whose {
            Some(whose) => {
                fetch_all!(self, LookRow, LOOKS_UNDER_AT, id.uuid(), whose.uuid(), LOOKS_MAX)
            }
            None => fetch_all!(self, LookRow, LOOKS_UNDER, id.uuid(), LOOKS_MAX),
        };
        rows.into_iter().map(FieldLook::try_from).collect()
    }
}

impl WriteTx {
    /// Keeps the value of a field; `Conflict` when it is no longer at the version that was read (0 for none).
    pub async fn put_field_value(
        &mut self,
        person_id: PersonId,
        value: &FieldValueRow,
    ) -> Result<(), DbError> {
        self.changed("field", &[value.id.uuid().as_bytes(), &value.value_sealed]);
        let n = execute!(
            self,
            PUT_VALUE,
            value.id.uuid(),
            person_id.uuid(),
            value.key.as_str(),
            value.value_sealed.as_slice(),
            micros(value.updated_at),
            value.version,
        );
        if n == 1 { Ok(()) } else { Err(DbError::Conflict { what: "field" }) }
    }

    /// Records what is done with a field, under the id of this transaction's entry.
    pub async fn insert_field_look(&mut self, look: &FieldLook) -> Result<(), DbError> {
        let id = self.entry_id();
        self.changed("field_look", &[id.uuid().as_bytes(), look.key.as_str().as_bytes()]);
        execute!(
            self,
            INSERT_LOOK,
            id.uuid(),
            look.person_id.uuid(),
            look.key.as_str(),
            look.act.as_str(),
            look.case_id.uuid(),
            look.staff_id.uuid(),
            look.role.as_str(),
            look.clause.as_str(),
            look.authority_id.map(AuthorityId::uuid),
            look.relation.map(|relation| relation.as_str().to_owned()),
            look.audience.as_deref(),
            micros(look.at),
        );
        Ok(())
    }

    /// Notes that a presentation was redeemed; false when it was before.
    pub async fn redeem(
        &mut self,
        id: PresentationId,
        authority_id: AuthorityId,
        audience: &str,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("redemption", &[id.uuid().as_bytes()]);
        Ok(execute!(self, REDEEM, id.uuid(), authority_id.uuid(), audience, micros(now)) == 1)
    }
}

statements! {
    VALUE = "select id, key, value_sealed, updated_at, version from field_values
        where person_id = $1 and key = $2";
    VALUES = "select id, key, value_sealed, updated_at, version from field_values where person_id = $1
        order by key nulls last, id";
    LOOKS = "select id, person_id, key, act, case_id, staff_id, role, clause, authority_id, relation, audience, at
        from field_looks where person_id = $1 order by at desc nulls last, id desc limit $2";
    LOOKS_UNDER = "select id, person_id, key, act, case_id, staff_id, role, clause, authority_id, relation,
        audience, at from field_looks where authority_id = $1 order by at desc nulls last, id desc limit $2";
    LOOKS_UNDER_AT = "select id, person_id, key, act, case_id, staff_id, role, clause, authority_id, relation,
        audience, at from field_looks where authority_id = $1 and person_id = $2 order by at desc nulls last, id desc limit $3";
    LOOKS_BETWEEN = "select l.id, l.person_id, l.key, l.act, l.case_id, l.staff_id, l.clause, l.authority_id, l.audience
        from entries e join field_looks l on l.id = e.id
        where e.log_index >= $1 and e.log_index <= $2 order by e.log_index, l.id limit $3";
    LOOK_OF_ENTRY = "select id, person_id, key, act, case_id, staff_id, clause, authority_id, audience
        from field_looks where id = $1";
    STRAY_LOOKS = "select l.id, l.person_id, l.key, l.act, l.case_id, l.staff_id, l.clause, l.authority_id, l.audience
        from field_looks l left join entries e on e.id = l.id
        where l.id >= $1 and e.id is null order by l.id limit $2";
    PUT_VALUE = "insert into field_values (id, person_id, key, value_sealed, updated_at, version)
        values ($1, $2, $3, $4, $5, 1)
        on conflict (person_id, key) do update set value_sealed = $4, updated_at = $5,
            version = field_values.version + 1 where field_values.version = $6";
    INSERT_LOOK = "insert into field_looks (id, person_id, key, act, case_id, staff_id, role, clause,
        authority_id, relation, audience, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    REDEEM = "insert into redemptions (presentation_id, authority_id, audience, at) values ($1, $2, $3, $4)
        on conflict do nothing";
}
