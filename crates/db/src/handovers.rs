//! Handovers: cases on their way to a destination, each with a copy of what that was.

use jiff::Timestamp;
use model::{
    CaseId, DestinationId, Handover, HandoverId, HandoverState, HandoverTold, QueueId, StaffId,
    micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{
    DbError, Reader, WriteTx,
    backend::Conn,
    destinations::{TargetColumns, audience_of, audience_text},
    rows::At,
};

/// Earlier handovers of a case that what leaves is compared with, and whose endings its history tells.
const EARLIER_MAX: i64 = 200;

/// Cases that one statement names.
const IDS_MAX: usize = 400;

/// The beginning of a statement that names cases; it is built, and so not among the registered ones.
const HANDOVERS_STANDING_OF: &str = "select id, case_id, destination_id, name, kind, queue_id, staff_id, \
     role, address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, told, \
     state, ended_by, ended_at, lapsed_at, reason_twin, version from handovers \
     where state in ('open', 'lapsed')";

/// The beginning of the statement that lists those of some queues, or of somebody.
const HANDOVERS_FOR: &str = "select h.id, h.case_id, h.destination_id, h.name, h.kind, h.queue_id, h.staff_id, h.role, \
     h.address_sealed, h.audience, h.given_by, h.given_at, h.due_at, h.note_twin, h.words_twin, \
     h.is_reduced, h.told, h.state, h.ended_by, h.ended_at, h.lapsed_at, h.reason_twin, h.version \
     from handovers h join cases c on c.id = h.case_id \
     where h.state in ('open', 'lapsed') and (h.given_by = ";

/// The beginning of the statement that lists all of some cases.
const HANDOVERS_EVER: &str = "select h.id, h.case_id, h.destination_id, h.name, h.kind, h.queue_id, h.staff_id, h.role, \
     h.address_sealed, h.audience, h.given_by, h.given_at, h.due_at, h.note_twin, h.words_twin, \
     h.is_reduced, h.told, h.state, h.ended_by, h.ended_at, h.lapsed_at, h.reason_twin, h.version \
     from handovers h where h.case_id in (";

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
    told: String,
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
            told: at.need("told", HandoverTold::of_str(&row.told))?,
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

    /// Returns up to so many that are open, or lapsed and not dealt with, and that somebody gave, that went to them, or that
    /// went from or to one of these queues: first what is open, then what lapsed, each the earliest due first.
    pub async fn handovers_for(
        &mut self,
        me: StaffId,
        queues: &[QueueId],
        n_max: i64,
    ) -> Result<Vec<HandoverRow>, DbError> {
        let queues = queues.get(..queues.len().min(IDS_MAX)).unwrap_or_default();
        macro_rules! found {
            ($conn:ident, $driver:ty) => {{
                let mut text = sqlx::QueryBuilder::<$driver>::new(HANDOVERS_FOR);
                text.push_bind(me.uuid()).push(" or h.staff_id = ").push_bind(me.uuid());
                for column in [" or h.queue_id in (", " or c.queue_id in ("] {
                    if queues.is_empty() {
                        break;
                    }
                    text.push(column);
                    let mut list = text.separated(", ");
                    for id in queues {
                        list.push_bind(id.uuid());
                    }
                    text.push(")");
                }
                text.push(") order by case when h.state = 'open' then 0 else 1 end, ");
                text.push("h.due_at, h.id limit ");
                text.push_bind(n_max);
                text.build_query_as::<Row>().fetch_all($conn).await
            }};
        }
        let rows = match self.conn() {
            Conn::Sqlite(conn) => found!(conn, sqlx::Sqlite),
            Conn::Postgres(conn) => found!(conn, sqlx::Postgres),
        }
        .map_err(|source| DbError::Sql { what: "HANDOVERS_FOR", source })?;
        rows.into_iter().map(HandoverRow::try_from).collect()
    }

    /// Returns all handovers that these cases ever had, the newest first, up to a number that only a case that is passed to and
    /// fro without end has.
    pub async fn handovers_ever(&mut self, ids: &[CaseId]) -> Result<Vec<HandoverRow>, DbError> {
        let ids = ids.get(..ids.len().min(IDS_MAX)).unwrap_or_default();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        macro_rules! found {
            ($conn:ident, $driver:ty) => {{
                let mut text = sqlx::QueryBuilder::<$driver>::new(HANDOVERS_EVER);
                let mut list = text.separated(", ");
                for id in ids {
                    list.push_bind(id.uuid());
                }
                text.push(") order by h.given_at desc, h.id desc limit ");
                text.push_bind(EARLIER_MAX);
                text.build_query_as::<Row>().fetch_all($conn).await
            }};
        }
        let rows = match self.conn() {
            Conn::Sqlite(conn) => found!(conn, sqlx::Sqlite),
            Conn::Postgres(conn) => found!(conn, sqlx::Postgres),
        }
        .map_err(|source| DbError::Sql { what: "HANDOVERS_EVER", source })?;
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

    /// Returns the open ones whose time is over, the earliest first, behind one that was looked at.
    pub async fn handovers_due(
        &mut self,
        now: Timestamp,
        behind: Option<&Handover>,
        n_max: i64,
    ) -> Result<Vec<HandoverRow>, DbError> {
        let at = behind.map_or(i64::MIN, |last| micros(last.due_at));
        let id = behind.map_or(Uuid::nil(), |last| last.id.uuid());
        let rows = fetch_all!(self, Row, HANDOVERS_DUE, micros(now), at, id, n_max);
        rows.into_iter().map(HandoverRow::try_from).collect()
    }
}

impl WriteTx {
    /// Hands a case over; says false when it is handed over already.
    pub async fn insert_handover(&mut self, new: &HandoverRow) -> Result<bool, DbError> {
        let given = &new.handover;
        let columns = TargetColumns::of(given.target);
        let audience = audience_text(&given.audience);
        let target_id = columns.queue_id.or(columns.staff_id);
        // All that decides who accepts it and what leaves, sealed as it is kept: no edit of the table goes unseen.
        self.changed(
            "handover",
            &[
                given.id.uuid().as_bytes(),
                given.case_id.uuid().as_bytes(),
                given.destination_id.uuid().as_bytes(),
                given.name.as_bytes(),
                columns.kind.as_bytes(),
                target_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
                columns.role.unwrap_or_default().as_bytes(),
                new.address_sealed.as_deref().unwrap_or_default(),
                audience.as_bytes(),
                given.given_by.uuid().as_bytes(),
                &micros(given.given_at).to_be_bytes(),
                &micros(given.due_at).to_be_bytes(),
                &new.note_twin,
                new.words_twin.as_deref().unwrap_or_default(),
                &[u8::from(given.is_reduced)],
            ],
        );
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
            given.told.as_str(),
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
        self.note_end(ended, reason_twin);
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
        let Some(row) = self.standing_handover(id).await? else { return Ok(false) };
        let ended = Handover {
            state: HandoverState::Withdrawn,
            ended_by: by,
            ended_at: Some(now),
            ..row.handover
        };
        self.end_handover(&ended, None).await?;
        Ok(true)
    }

    fn note_end(&mut self, ended: &Handover, reason_twin: Option<&[u8]>) {
        let by = ended.ended_by.map(StaffId::uuid);
        let bytes = |at: Option<Timestamp>| {
            at.map_or_else(Vec::new, |at| micros(at).to_be_bytes().to_vec())
        };
        let (ended_at, lapsed_at) = (bytes(ended.ended_at), bytes(ended.lapsed_at));
        self.changed(
            "handover_ended",
            &[
                ended.id.uuid().as_bytes(),
                ended.state.as_str().as_bytes(),
                by.as_ref().map_or(&[], |id| id.as_bytes().as_slice()),
                &ended_at,
                &lapsed_at,
                reason_twin.unwrap_or_default(),
            ],
        );
    }
}

impl crate::BookTx {
    /// Notes what left the house; the handover itself is as it was.
    pub async fn note_handover_told(
        &mut self,
        id: HandoverId,
        told: HandoverTold,
    ) -> Result<(), DbError> {
        execute!(self, NOTE_HANDOVER_TOLD, id.uuid(), told.as_str());
        Ok(())
    }
}

statements! {
    HANDOVER = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role, address_sealed,
        audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, told, state, ended_by, ended_at,
        lapsed_at, reason_twin, version from handovers where id = $1";
    STANDING_HANDOVER = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, told, state,
        ended_by, ended_at, lapsed_at, reason_twin, version from handovers
        where case_id = $1 and state in ('open', 'lapsed')";
    HANDOVERS_DUE = "select id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, told, state,
        ended_by, ended_at, lapsed_at, reason_twin, version from handovers
        where state = 'open' and due_at <= $1 and (due_at > $2 or (due_at = $2 and id > $3))
        order by due_at, id limit $4";
    INSERT_HANDOVER = "insert into handovers (id, case_id, destination_id, name, kind, queue_id, staff_id, role,
        address_sealed, audience, given_by, given_at, due_at, note_twin, words_twin, is_reduced, told, state, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'open', 1)
        on conflict do nothing";
    END_HANDOVER = "update handovers set state = $3, ended_by = $4, ended_at = $5, lapsed_at = $6,
        reason_twin = $7, version = version + 1
        where id = $1 and version = $2 and state in ('open', 'lapsed')";
    NOTE_HANDOVER_TOLD = "update handovers set told = $2 where id = $1";
}
