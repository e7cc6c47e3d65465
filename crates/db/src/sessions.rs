//! Sessions of signed-in browsers.

use jiff::Timestamp;
use model::{PersonId, SessionId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader};

/// A session, as kept.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Who signed in.
    pub person_id: PersonId,
    /// The same human on the staff.
    pub staff_id: Option<StaffId>,
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
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

impl Reader {
    /// Returns the session of a secret, unless it was ended; whether it is too old is for the caller.
    pub async fn session_of_secret(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<SessionRow>, DbError> {
        Ok(fetch_optional!(self, Row, SESSION_OF_SECRET, mac.as_slice()).map(|row| SessionRow {
            id: SessionId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            staff_id: row.staff_id.map(StaffId::from_uuid),
            created_at: timestamp_of_micros(row.created_at),
            seen_at: timestamp_of_micros(row.seen_at),
            expires_at: timestamp_of_micros(row.expires_at),
        }))
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
            micros(session.created_at),
            micros(session.expires_at),
        );
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
    SESSION_OF_SECRET = "select id, person_id, staff_id, created_at, seen_at, expires_at from sessions
        where secret_mac = $1 and ended_at is null";
    INSERT_SESSION = "insert into sessions (id, secret_mac, person_id, staff_id, created_at, seen_at,
        expires_at) values ($1, $2, $3, $4, $5, $5, $6)";
    TOUCH_SESSION = "update sessions set seen_at = $2 where id = $1";
    END_SESSION = "update sessions set ended_at = $2 where id = $1 and ended_at is null";
}
