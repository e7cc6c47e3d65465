//! Sessions of signed-in browsers.

use jiff::Timestamp;
use model::{
    FactorId, Identity, PersonId, SessionId, SignInWay, StaffId, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// A session, as kept.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Who signed in.
    pub person_id: PersonId,
    /// The same human on the staff.
    pub staff_id: Option<StaffId>,
    /// How sure we are that it is them.
    pub identity: Identity,
    /// How they came in.
    pub way: SignInWay,
    /// The passkey or app by which it is strong: the oldest that was shown in it.
    pub factor_id: Option<FactorId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// A session to begin.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The session.
    pub session: SessionRow,
    /// Keyed digest of the secret in the cookie.
    pub secret_mac: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    staff_id: Option<Uuid>,
    identity: String,
    way: String,
    factor_id: Option<Uuid>,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

impl TryFrom<Row> for SessionRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "sessions", id: row.id };
        Ok(Self {
            id: SessionId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: row.staff_id.map(StaffId::from_uuid),
            identity: at.need("identity", Identity::of_str(&row.identity))?,
            way: at.need("way", SignInWay::of_str(&row.way))?,
            factor_id: row.factor_id.map(FactorId::from_uuid),
            created_at: timestamp_of_micros(row.created_at),
            seen_at: timestamp_of_micros(row.seen_at),
            expires_at: timestamp_of_micros(row.expires_at),
        })
    }
}

impl Reader {
    /// Returns the session of a secret, unless it was ended; whether it is too old is for the caller.
    pub async fn session_of_secret(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<SessionRow>, DbError> {
        fetch_optional!(self, Row, SESSION_OF_SECRET, mac.as_slice())
            .map(SessionRow::try_from)
            .transpose()
    }

    /// Returns a person's sessions that last beyond a moment and were used since another, the latest used first.
    pub async fn sessions_of_person(
        &mut self,
        id: PersonId,
        now: Timestamp,
        used_since: Timestamp,
    ) -> Result<Vec<SessionRow>, DbError> {
        let rows =
            fetch_all!(self, Row, SESSIONS_OF_PERSON, id.uuid(), micros(now), micros(used_since));
        rows.into_iter().map(SessionRow::try_from).collect()
    }
}

impl WriteTx {
    /// Ends a session of a person; says false when there is none.
    pub async fn end_own_session(
        &mut self,
        id: SessionId,
        person_id: PersonId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("session_ended", &[id.uuid().as_bytes()]);
        Ok(execute!(self, END_OWN_SESSION, id.uuid(), person_id.uuid(), micros(now)) == 1)
    }

    /// Ends all sessions of a person but one; returns how many there were.
    pub async fn end_other_sessions(
        &mut self,
        person_id: PersonId,
        kept: Option<SessionId>,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        self.changed("other_sessions_ended", &[person_id.uuid().as_bytes()]);
        let kept = kept.map_or(Uuid::nil(), SessionId::uuid);
        Ok(execute!(self, END_OTHER_SESSIONS, person_id.uuid(), kept, micros(now)))
    }
}

impl BookTx {
    /// Begins a session.
    pub async fn insert_session(&mut self, new: &NewSession) -> Result<(), DbError> {
        let session = &new.session;
        execute!(
            self,
            INSERT_SESSION,
            session.id.uuid(),
            new.secret_mac.as_slice(),
            session.person_id.uuid(),
            session.staff_id.map(StaffId::uuid),
            session.identity.as_str(),
            session.way.as_str(),
            micros(session.created_at),
            micros(session.expires_at),
            session.factor_id.map(FactorId::uuid),
        );
        Ok(())
    }

    /// Notes that it became surer who holds a session, and by what.
    pub async fn raise_session(
        &mut self,
        id: SessionId,
        identity: Identity,
        way: SignInWay,
        factor_id: Option<FactorId>,
    ) -> Result<(), DbError> {
        let factor = factor_id.map(FactorId::uuid);
        execute!(self, RAISE_SESSION, id.uuid(), identity.as_str(), way.as_str(), factor);
        Ok(())
    }

    /// Notes that a session was used.
    pub async fn touch_session(&mut self, id: SessionId, now: Timestamp) -> Result<(), DbError> {
        execute!(self, TOUCH_SESSION, id.uuid(), micros(now));
        Ok(())
    }

    /// Ends a session.
    pub async fn end_session(&mut self, id: SessionId, now: Timestamp) -> Result<(), DbError> {
        execute!(self, END_SESSION, id.uuid(), micros(now));
        Ok(())
    }
}

statements! {
    SESSION_OF_SECRET = "select id, person_id, staff_id, identity, way, factor_id, created_at, seen_at, expires_at
        from sessions where secret_mac = $1 and ended_at is null";
    SESSIONS_OF_PERSON = "select id, person_id, staff_id, identity, way, factor_id, created_at, seen_at, expires_at
        from sessions where person_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3
        order by seen_at desc, id desc";
    INSERT_SESSION = "insert into sessions (id, secret_mac, person_id, staff_id, identity, way,
        created_at, seen_at, expires_at, factor_id) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)";
    RAISE_SESSION = "update sessions set identity = $2, way = $3, factor_id = $4
        where id = $1 and ended_at is null";
    END_OWN_SESSION = "update sessions set ended_at = $3
        where id = $1 and person_id = $2 and ended_at is null";
    END_OTHER_SESSIONS = "update sessions set ended_at = $3
        where person_id = $1 and id <> $2 and ended_at is null";
    TOUCH_SESSION = "update sessions set seen_at = $2 where id = $1";
    END_SESSION = "update sessions set ended_at = $2 where id = $1 and ended_at is null";
}
