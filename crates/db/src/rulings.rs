//! Rulings: their numbers, signatures and directions, and those that are published.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    Act, CaseId, CaseKind, DirectionHolder, DirectionId, MessageId, PersonId, QueueId, Role,
    Ruling, RulingDirection, RulingId, RulingNumber, RulingState, StaffId, micros,
    timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Rulings of one page of what is published.
const PUBLISHED_MAX: i64 = 200;

/// A ruling with what became of its publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingRow {
    /// The ruling.
    pub ruling: Ruling,
    /// When it was published.
    pub released_at: Option<Timestamp>,
    /// Who published it.
    pub released_by: Option<StaffId>,
    /// What was published: anonymised, readable by everyone.
    pub published_text: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    number: String,
    message_id: Uuid,
    is_interim: bool,
    is_sealed: bool,
    state: String,
    digest: Vec<u8>,
    n_needed: i64,
    made_at: i64,
    in_force_at: Option<i64>,
    released_at: Option<i64>,
    released_by: Option<Uuid>,
    published_text: Option<String>,
}

impl TryFrom<Row> for RulingRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "rulings", id: row.id };
        let ruling = Ruling {
            id: RulingId::from_uuid(row.id),
            number: at.need("number", row.number.parse().ok())?,
            case_id: CaseId::from_uuid(row.case_id),
            message_id: MessageId::from_uuid(row.message_id),
            is_interim: row.is_interim,
            is_sealed: row.is_sealed,
            state: at.need("state", RulingState::of_str(&row.state))?,
            digest: at.need("digest", row.digest.try_into().ok())?,
            n_needed: row.n_needed,
            made_at: timestamp_of_micros(row.made_at),
            in_force_at: row.in_force_at.map(timestamp_of_micros),
        };
        Ok(Self {
            ruling,
            released_at: row.released_at.map(timestamp_of_micros),
            released_by: row.released_by.map(StaffId::from_uuid),
            published_text: row.published_text,
        })
    }
}

#[derive(sqlx::FromRow)]
struct DirectionColumns {
    id: Uuid,
    position_index: i64,
    holder_staff_id: Option<Uuid>,
    holder_role: Option<String>,
    acts: String,
    fields: String,
    case_id: Option<Uuid>,
    not_before: i64,
    expires_at: i64,
    n_uses_max: i64,
    precedent_kind: Option<String>,
    precedent_queue_id: Option<Uuid>,
}

impl DirectionColumns {
    fn read(self, persons: BTreeSet<PersonId>) -> Result<RulingDirection, DbError> {
        let at = At { table: "directions", id: self.id };
        let role = self.holder_role.as_deref().and_then(Role::of_str).map(DirectionHolder::Role);
        let staff = self.holder_staff_id.map(StaffId::from_uuid).map(DirectionHolder::Staff);
        let mut acts = BTreeSet::new();
        for word in self.acts.split_whitespace() {
            acts.insert(at.need("acts", Act::of_str(word))?);
        }
        let precedent = match self.precedent_kind {
            None => None,
            Some(kind) => Some((
                at.need("precedent_kind", CaseKind::of_str(&kind))?,
                self.precedent_queue_id.map(QueueId::from_uuid),
            )),
        };
        Ok(RulingDirection {
            id: DirectionId::from_uuid(self.id),
            position_index: self.position_index,
            holder: at.need("holder_role", staff.or(role))?,
            acts,
            fields: self.fields.split_whitespace().map(str::to_owned).collect(),
            case_id: self.case_id.map(CaseId::from_uuid),
            persons,
            not_before: timestamp_of_micros(self.not_before),
            expires_at: timestamp_of_micros(self.expires_at),
            n_uses_max: self.n_uses_max,
            precedent,
        })
    }
}

impl Reader {
    /// Returns a ruling by id.
    pub async fn ruling(&mut self, id: RulingId) -> Result<Option<RulingRow>, DbError> {
        fetch_optional!(self, Row, RULING, id.uuid()).map(RulingRow::try_from).transpose()
    }

    /// Returns a ruling by number.
    pub async fn ruling_of_number(
        &mut self,
        number: RulingNumber,
    ) -> Result<Option<RulingRow>, DbError> {
        let number = number.to_string();
        fetch_optional!(self, Row, RULING_OF_NUMBER, &number).map(RulingRow::try_from).transpose()
    }

    /// Returns the rulings of a dispute, the earliest first.
    pub async fn rulings_of_case(&mut self, id: CaseId) -> Result<Vec<RulingRow>, DbError> {
        let rows = fetch_all!(self, Row, RULINGS_OF_CASE, id.uuid());
        rows.into_iter().map(RulingRow::try_from).collect()
    }

    /// Returns what is published, the latest first: anonymised texts, and that sealed rulings exist.
    pub async fn rulings_published(&mut self) -> Result<Vec<RulingRow>, DbError> {
        let rows = fetch_all!(self, Row, RULINGS_PUBLISHED, 0_i64, PUBLISHED_MAX);
        rows.into_iter().map(RulingRow::try_from).collect()
    }

    /// Returns rulings that wait for a signature or for their publication, the earliest first.
    pub async fn rulings_open(&mut self) -> Result<Vec<RulingRow>, DbError> {
        let rows = fetch_all!(self, Row, RULINGS_OPEN, 0_i64, PUBLISHED_MAX);
        rows.into_iter().map(RulingRow::try_from).collect()
    }

    /// Returns the directions of a ruling in their order.
    pub async fn directions(&mut self, id: RulingId) -> Result<Vec<RulingDirection>, DbError> {
        let rows = fetch_all!(self, DirectionColumns, DIRECTIONS, id.uuid());
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let persons = fetch_all!(self, (Uuid,), DIRECTION_PERSONS, row.id);
            found.push(
                row.read(persons.into_iter().map(|(id,)| PersonId::from_uuid(id)).collect())?,
            );
        }
        Ok(found)
    }
}

impl WriteTx {
    /// Inserts a ruling; says false when its number was taken meanwhile.
    pub async fn insert_ruling(&mut self, ruling: &Ruling) -> Result<bool, DbError> {
        let number = ruling.number.to_string();
        self.changed("ruling", &[ruling.id.uuid().as_bytes(), number.as_bytes(), &ruling.digest]);
        let n = execute!(
            self,
            INSERT_RULING,
            ruling.id.uuid(),
            ruling.case_id.uuid(),
            &number,
            i64::from(ruling.number.index),
            ruling.message_id.uuid(),
            ruling.is_interim,
            ruling.is_sealed,
            ruling.state.as_str(),
            ruling.digest.as_slice(),
            ruling.n_needed,
            micros(ruling.made_at),
            ruling.in_force_at.map(micros),
        );
        Ok(n == 1)
    }

    /// Changes where a ruling stands, if it still waits.
    pub async fn update_ruling(&mut self, ruling: &Ruling) -> Result<(), DbError> {
        let state = ruling.state.as_str();
        self.changed("ruling_state", &[ruling.id.uuid().as_bytes(), state.as_bytes()]);
        let in_force_at = ruling.in_force_at.map(micros);
        let n = execute!(self, UPDATE_RULING, ruling.id.uuid(), state, in_force_at);
        if n == 0 { Err(DbError::Conflict { what: "ruling" }) } else { Ok(()) }
    }

    /// Inserts a direction of a ruling.
    pub async fn insert_direction(
        &mut self,
        id: RulingId,
        direction: &RulingDirection,
    ) -> Result<(), DbError> {
        let acts: Vec<&str> = direction.acts.iter().map(|act| act.as_str()).collect();
        let fields: Vec<&str> = direction.fields.iter().map(String::as_str).collect();
        let (acts, fields) = (acts.join(" "), fields.join(" "));
        self.changed("direction", &[direction.id.uuid().as_bytes(), acts.as_bytes()]);
        let (staff, role) = match direction.holder {
            DirectionHolder::Staff(id) => (Some(id.uuid()), None),
            DirectionHolder::Role(role) => (None, Some(role.as_str())),
        };
        let (kind, queue_id) = direction.precedent.unzip();
        execute!(
            self,
            INSERT_DIRECTION,
            direction.id.uuid(),
            id.uuid(),
            direction.position_index,
            staff,
            role,
            &acts,
            &fields,
            direction.case_id.map(CaseId::uuid),
            micros(direction.not_before),
            micros(direction.expires_at),
            direction.n_uses_max,
            kind.map(CaseKind::as_str),
            queue_id.flatten().map(QueueId::uuid),
        );
        for person_id in &direction.persons {
            execute!(self, INSERT_DIRECTION_PERSON, direction.id.uuid(), person_id.uuid());
        }
        Ok(())
    }

    /// Publishes an anonymised ruling; says false where it was published before, or is not in force.
    pub async fn release_ruling(
        &mut self,
        id: RulingId,
        staff_id: StaffId,
        text: &str,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("ruling_released", &[id.uuid().as_bytes(), text.as_bytes()]);
        Ok(execute!(self, RELEASE_RULING, id.uuid(), staff_id.uuid(), text, micros(now)) == 1)
    }
}

statements! {
    RULING = "select id, case_id, number, message_id, is_interim, is_sealed, state, digest, n_needed,
        made_at, in_force_at, released_at, released_by, published_text from rulings where id = $1";
    RULING_OF_NUMBER = "select id, case_id, number, message_id, is_interim, is_sealed, state, digest,
        n_needed, made_at, in_force_at, released_at, released_by, published_text from rulings
        where number = $1";
    RULINGS_OF_CASE = "select id, case_id, number, message_id, is_interim, is_sealed, state, digest,
        n_needed, made_at, in_force_at, released_at, released_by, published_text from rulings
        where case_id = $1 order by position_index, id";
    RULINGS_PUBLISHED = "select id, case_id, number, message_id, is_interim, is_sealed, state, digest,
        n_needed, made_at, in_force_at, released_at, released_by, published_text from rulings
        where in_force_at >= $1 and in_force_at is not null and (is_sealed or released_at is not null)
        order by in_force_at desc, id desc limit $2";
    RULINGS_OPEN = "select id, case_id, number, message_id, is_interim, is_sealed, state, digest,
        n_needed, made_at, in_force_at, released_at, released_by, published_text from rulings
        where made_at >= $1 and state <> 'withdrawn' and released_at is null
        order by made_at, id limit $2";
    DIRECTIONS = "select id, position_index, holder_staff_id, holder_role, acts, fields, case_id,
        not_before, expires_at, n_uses_max, precedent_kind, precedent_queue_id from directions
        where ruling_id = $1 order by position_index, id";
    DIRECTION_PERSONS = "select person_id from direction_persons where direction_id = $1
        order by person_id";
    INSERT_RULING = "insert into rulings (id, case_id, number, position_index, message_id, is_interim,
        is_sealed, state, digest, n_needed, made_at, in_force_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing";
    UPDATE_RULING = "update rulings set state = $2, in_force_at = $3
        where id = $1 and state = 'waiting'";
    INSERT_DIRECTION = "insert into directions (id, ruling_id, position_index, holder_staff_id,
        holder_role, acts, fields, case_id, not_before, expires_at, n_uses_max, precedent_kind,
        precedent_queue_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    INSERT_DIRECTION_PERSON = "insert into direction_persons (direction_id, person_id) values ($1, $2)
        on conflict do nothing";
    RELEASE_RULING = "update rulings set released_at = $4, released_by = $2, published_text = $3
        where id = $1 and released_at is null and state = 'in_force'";
}
