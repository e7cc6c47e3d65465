//! Sessions: where a person is signed in, as they see it, and how they end it.

use authority::SESSION_IDLE_SECS;
use jiff::{SignedDuration, Timestamp};
use model::{Act, Actor, Identity, PersonId, Resource, SessionId, SignInWay};

use crate::{Desk, DeskError};

/// A session as its owner sees it. Neither place nor device: we do not keep them.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// How it was begun.
    pub way: SignInWay,
    /// How sure we are who holds it.
    pub identity: Identity,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// True for the one that asks.
    pub is_this: bool,
}

impl Desk {
    /// Lists where a person is signed in, the latest used first.
    pub async fn own_sessions(&self, actor: &Actor) -> Result<Vec<SessionView>, DeskError> {
        let me = person(actor)?;
        self.ask_to_read(actor, Act::SessionList, &Resource::Person(me)).await?;
        let now = self.now();
        let idle = SignedDuration::from_secs(SESSION_IDLE_SECS);
        let used_since = now.saturating_sub(idle).unwrap_or(Timestamp::MIN);
        let rows = self.db.read().await?.sessions_of_person(me, now, used_since).await?;
        let view = |row: db::SessionRow| SessionView {
            id: row.id,
            way: row.way,
            identity: row.identity,
            created_at: row.created_at,
            seen_at: row.seen_at,
            is_this: actor.session_id() == Some(row.id),
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Ends one of a person's sessions.
    pub async fn end_session(&self, actor: &Actor, id: SessionId) -> Result<(), DeskError> {
        let me = person(actor)?;
        let permit = self.ask(actor, Act::SessionEnd, &Resource::Person(me)).await?;
        let mut tx = self.db.write(permit).await?;
        if !tx.end_own_session(id, me, self.now()).await? {
            return Err(DeskError::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends all of a person's sessions but the one that asks; returns how many there were.
    pub async fn end_other_sessions(&self, actor: &Actor) -> Result<u64, DeskError> {
        let me = person(actor)?;
        let permit = self.ask(actor, Act::SessionEnd, &Resource::Person(me)).await?;
        let mut tx = self.db.write(permit).await?;
        let n_ended = tx.end_other_sessions(me, actor.session_id(), self.now()).await?;
        tx.commit().await?;
        Ok(n_ended)
    }
}

fn person(actor: &Actor) -> Result<PersonId, DeskError> {
    actor.person_id().ok_or(DeskError::NotFound)
}
