//! Handovers: cases on their way to a destination, each with a copy of what that was.

use jiff::Timestamp;
use model::{
    CaseId, DestinationId, Handover, HandoverId, HandoverState, StaffId, micros,
    timestamp_of_micros,
};
use uuid::Uuid;

use crate::{
    DbError, Reader, WriteTx,
    backend::Conn,
    destinations::{TargetColumns, audience_of, audience_text},
    rows::At,
};

/// Handovers that are listed at most.
pub const HANDOVERS_MAX: i64 = 500;

/// Cases that one statement names.
const IDS_MAX: usize = 400;

/// The beginning of a statement that names cases; it is built, and so not among the registered ones.
const HANDOVERS_STANDING_OF: &str = "select id, case_id, destination_id, name, kind, queue_id, staff_id, \
     role, address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, \
     state, ended_by, ended_at, lapsed_at, reason_twin, version from handovers \
     where state in ('open', 'lapsed')";

/// A handover with its sealed texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverRow {
    /// The handover.
    pub handover: Handover,
    /// The address outside that it went to, sealed under the house's key.
    pub address_sealed: Option<Vec<u8>>,
    /// Why, redacted, sealed under the case's key.
    pub note_twin: Vec<u8>,
    /// What leaves for the address outside, as it leaves, sealed under the case's key.
    pub words_twin: Option<Vec<u8>>,
    /// Why it was declined, or how it is known that it was accepted outside; redacted, sealed under the case's key.
    pub reason_twin: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    destination_id: Uuid,
    name: String,
    kind: String,
    queue_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    role: Option<String>,
    address_sealed: Option<Vec<u8>>,
    audience: String,
    given_by: Uuid,
    given_at: i64,
    due_at: i64,
    note_twin: Vec<u8>,
    words_twin: Option<Vec<u8>>,
    is_reduced: bool,
    state: String,
    ended_by: Option<Uuid>,
    ended_at: Option<i64>,
    lapsed_at: Option<i64>,
    reason_twin: Option<Vec<u8>>,
    version: i64,
}

impl TryFrom<Row> for HandoverRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "handovers", id: row.id };
        let columns = TargetColumns {
            kind: &row.kind,
            queue_id: row.queue_id,
            staff_id: row.staff_id,
            role: row.role.as_deref(),
        };
        let target = at.need("kind", columns.target())?;
        let handover = Handover {
            id: HandoverId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            destination_id: DestinationId::from_uuid(row.destination_id),
            name: row.name,
            target,
            audience: at.need("audience", audience_of(&row.audience))?,
            given_by: StaffId::from_uuid(row.given_by),
            given_at: timestamp_of_micros(row.given_at),
            due_at: timestamp_of_micros(row.due_at),
            is_reduced: row.is_reduced,
            state: at.need("state", HandoverState::of_str(&row.state))?,
            ended_by: row.ended_by.map(StaffId::from_uuid),
            ended_at: row.ended_at.map(timestamp_of_micros),
            lapsed_at: row.lapsed_at.map(timestamp_of_micros),
            version: row.version,
        };
        Ok(Self {
            handover,
            address_sealed: row.address_sealed,
            note_twin: row.note_twin,
            words_twin: row.words_twin,
            reason_twin: row.reason_twin,
        })
    }
}

impl Reader {
    /// Returns a handover.
    pub async fn handover(&mut self, id: HandoverId) -> Result<Option<HandoverRow>, DbError> {
        fetch_optional!(self, Row, HANDOVER, id.uuid()).map(HandoverRow::try_from).transpose()
    }

    /// Returns the handover of a case that is open, or lapsed and not dealt with.
    pub async fn standing_handover(&mut self, id: CaseId) -> Result<Option<HandoverRow>, DbError> {
        fetch_optional!(self, Row, STANDING_HANDOVER, id.uuid())
            .map(HandoverRow::try_from)
            .transpose()
    }

    /// Returns all that are open, or lapsed and not dealt with; the one that is due first comes first.
    pub async fn standing_handovers(&mut self) -> Result<Vec<HandoverRow>, DbError> {
        let rows = fetch_all!(self, Row, STANDING_HANDOVERS, HANDOVERS_MAX);
        rows.into_iter().map(HandoverRow::try_from).collect()
    }

    /// Returns those of these cases that are open, or lapsed and not dealt with.
    pub async fn handovers_of(&mut self, ids: &[CaseId]) -> Result<Vec<HandoverRow>, DbError> {
        let ids = ids.get(..ids.len().min(IDS_MAX)).unwrap_or_default();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        macro_rules! found {
            ($conn:ident, $driver:ty) => {{
                let mut text = sqlx::QueryBuilder::<$driver>::new(HANDOVERS_STANDING_OF);
                text.push(" and case_id in (");
                let mut list = text.separated(", ");
                for id in ids {
                    list.push_bind(id.uuid());
                }
                text.push(")");
                text.build_query_as::<Row>().fetch_all($conn).await
            }};
        }
        let rows = match self.conn() {
            Conn::Sqlite(conn) => found!(conn, sqlx::Sqlite),
            Conn::Postgres(conn) => found!(conn, sqlx::Postgres),
        }
        .map_err(|source| DbError::Sql { what: "HANDOVERS_STANDING_OF", source })?;
        rows.into_iter().map(HandoverRow::try_from).collect()
    }

    /// Returns the open ones whose time is over, the earliest first.
    pub async fn handovers_due(
        &mut self,
        now: Timestamp,
        n_max: i64,
    ) -> Result<Vec<HandoverRow>, DbError> {
        let rows = fetch_all!(self, Row, HANDOVERS_DUE, micros(now), n_max);
        rows.into_iter().map(HandoverRow::try_from).collect()
    }
}

impl WriteTx {
    /// Hands a case over; says false when it is handed over already.
    pub async fn insert_handover(&mut self, new: &HandoverRow) -> Result<bool, DbError> {
        let given = &new.handover;
        self.changed(
            "handover",
            &[
                given.id.uuid().as_bytes(),
                given.case_id.uuid().as_bytes(),
                given.destination_id.uuid().as_bytes(),
                given.name.as_bytes(),
                &micros(given.due_at).to_be_bytes(),
                &[u8::from(given.is_reduced)],
            ],
        );
        let columns = TargetColumns::of(given.target);
        let audience = audience_text(&given.audience);
        let n = execute!(
            self,
            INSERT_HANDOVER,
            given.id.uuid(),
            given.case_id.uuid(),
            given.destination_id.uuid(),
            &given.name,
            columns.kind,
            columns.queue_id,
            columns.staff_id,
            columns.role,
            new.address_sealed.as_deref(),
            &audience,
            given.given_by.uuid(),
            micros(given.given_at),
            micros(given.due_at),
            &new.note_twin,
            new.words_twin.as_deref(),
            given.is_reduced,
        );
        Ok(n == 1)
    }

    /// Ends a handover that still is as it was read, or lets it lapse.
    pub async fn end_handover(
        &mut self,
        ended: &Handover,
        reason_twin: Option<&[u8]>,
    ) -> Result<(), DbError> {
        let state = ended.state.as_str();
        self.changed("handover_ended", &[ended.id.uuid().as_bytes(), state.as_bytes()]);
        let n = execute!(
            self,
            END_HANDOVER,
            ended.id.uuid(),
            ended.version,
            state,
            ended.ended_by.map(StaffId::uuid),
            ended.ended_at.map(micros),
            ended.lapsed_at.map(micros),
            reason_twin,
        );
        if n == 0 { Err(DbError::Conflict { what: "handover" }) } else { Ok(()) }
    }

    /// Takes back what a case has standing, because it goes another way now; says whether it had anything.
    pub async fn withdraw_handover_of(
        &mut self,
        id: CaseId,
        by: Option<StaffId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let by = by.map(StaffId::uuid);
        let n = execute!(self, WITHDRAW_HANDOVER, id.uuid(), by, micros(now));
        if n > 0 {
            self.changed("handover_withdrawn", &[id.uuid().as_bytes()]);
        }
        Ok(n > 0)
    }
}

statements! {
    HANDOVER = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role, address_sealed,
        audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, state, ended_by, ended_at,
        lapsed_at, reason_twin, version from handovers where id = $1";
    STANDING_HANDOVER = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, state,
        ended_by, ended_at, lapsed_at, reason_twin, version from handovers
        where case_id = $1 and state in ('open', 'lapsed')";
    STANDING_HANDOVERS = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, state,
        ended_by, ended_at, lapsed_at, reason_twin, version from handovers
        where state in ('open', 'lapsed') order by due_at, id limit $1";
    HANDOVERS_DUE = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, state,
        ended_by, ended_at, lapsed_at, reason_twin, version from handovers
        where state = 'open' and due_at <= $1 order by due_at, id limit $2";
    INSERT_HANDOVER = "insert into handovers (id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, state, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'open', 1)
        on conflict do nothing";
    END_HANDOVER = "update handovers set state = $3, ended_by = $4, ended_at = $5, lapsed_at = $6,
        reason_twin = $7, version = version + 1
        where id = $1 and version = $2 and state in ('open', 'lapsed')";
    WITHDRAW_HANDOVER = "update handovers set state = 'withdrawn', ended_by = $2, ended_at = $3,
        version = version + 1 where case_id = $1 and state in ('open', 'lapsed')";
}
