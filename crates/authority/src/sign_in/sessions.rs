//! Sessions: signed-in browsers, known by a cookie whose digest is kept.

use std::collections::BTreeSet;

use aws_lc_rs::constant_time;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use db::{BookTx, NewSession, Reader, SessionRow, StaffRow};
use jiff::Timestamp;
use model::{
    Act, Actor, FactorId, Identity, PersonActor, PersonId, SessionId, SignInWay, StaffActor, Via,
};
use tracing::warn;

use super::{SignIn, SignInError, SignedIn, later};
use crate::secrets::{Secret, Use};

/// How long a session lasts, in seconds, however busy it is.
pub const SESSION_SECS: i64 = 12 * 60 * 60;

/// How long a session lasts without being used, in seconds.
pub const SESSION_IDLE_SECS: i64 = 2 * 60 * 60;

/// Seconds between two notes that a session was used; each page would cost a write otherwise.
const TOUCH_SECS: i64 = 60;

impl SignIn {
    /// Begins a session of a person, by a passkey or an app or by none; `None` for who was erased.
    pub(super) async fn begin_session(
        &self,
        tx: &mut BookTx,
        person_id: PersonId,
        (way, factor_id): (SignInWay, Option<FactorId>),
        now: Timestamp,
    ) -> Result<Option<SignedIn>, SignInError> {
        if tx.person(person_id).await?.is_none_or(|person| person.erased_at.is_some()) {
            return Ok(None);
        }
        let place = tx.staff_of_person(person_id).await?;
        let staff_id = place.as_ref().filter(|staff| staff.is_active).map(|staff| staff.id);
        let staff = self.admitted(tx, place).await?;
        let cookie = Secret::draw(&*self.chance);
        let session = SessionRow {
            id: SessionId::draw(now, &*self.chance),
            person_id,
            staff_id,
            identity: way.identity(),
            way,
            factor_id,
            created_at: now,
            seen_at: now,
            expires_at: later(now, SESSION_SECS),
        };
        let (via, expires_at) = (Via::Session(session.id), session.expires_at);
        let identity = known_as(tx, &session, now).await?;
        let secret_mac = cookie.mac(&self.vault, Use::Session);
        tx.insert_session(&NewSession { session, secret_mac }).await?;
        let actor = match staff {
            Some(staff) => staff_actor(staff, identity, via, None),
            None => Actor::Person(PersonActor { id: person_id, identity, via, scopes: None }),
        };
        Ok(Some(SignedIn { cookie: cookie.show(), actor, expires_at }))
    }

    /// Returns who holds this cookie, and notes that the session was used; `None` when it ended or never was.
    pub async fn actor_of_session(&self, cookie: &str) -> Result<Option<Actor>, SignInError> {
        let Some((session, actor)) = self.session_of(cookie).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        if later(session.seen_at, TOUCH_SECS) <= now
            && let Err(error) = self.touch_session(session.id, now).await
        {
            // The session ends sooner for it, and reading goes on where nothing can be written.
            warn!(%error, session.id = %session.id, "session {} could not be touched", session.id);
        }
        Ok(Some(actor))
    }

    /// Returns who holds this cookie. The session does not last longer for it: a page asks by itself, and whoever left it
    /// open may be gone.
    pub async fn standing_actor(&self, cookie: &str) -> Result<Option<Actor>, SignInError> {
        Ok(self.session_of(cookie).await?.map(|(_, actor)| actor))
    }

    async fn session_of(&self, cookie: &str) -> Result<Option<(SessionRow, Actor)>, SignInError> {
        let Some(secret) = Secret::read(cookie) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let mut reader = self.db.read().await?;
        let mac = secret.mac(&self.vault, Use::Session);
        let Some(session) = reader.session_of_secret(&mac).await? else {
            return Ok(None);
        };
        if session.expires_at <= now || later(session.seen_at, SESSION_IDLE_SECS) <= now {
            return Ok(None);
        }
        let via = Via::Session(session.id);
        let place = match session.staff_id {
            Some(id) => reader.staff(id).await?,
            None => None,
        };
        // Who left the staff signs in anew, as the person they are.
        if session.staff_id.is_some() && place.as_ref().is_none_or(|staff| !staff.is_active) {
            return Ok(None);
        }
        let identity = known_as(&mut reader, &session, now).await?;
        let actor = match self.admitted(&mut reader, place).await? {
            Some(staff) => staff_actor(staff, identity, via, None),
            None => {
                let id = session.person_id;
                Actor::Person(PersonActor { id, identity, via, scopes: None })
            }
        };
        Ok(Some((session, actor)))
    }

    /// Ends the session of a cookie, if there is one.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), SignInError> {
        let Some(secret) = Secret::read(cookie) else {
            return Ok(());
        };
        let mac = secret.mac(&self.vault, Use::Session);
        let mut tx = self.db.bookkeeping().await?;
        if let Some(session) = tx.session_of_secret(&mac).await? {
            tx.end_session(session.id, self.clock.now()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), SignInError> {
        let mut tx = self.db.bookkeeping().await?;
        tx.touch_session(id, now).await?;
        Ok(tx.commit().await?)
    }

    /// Returns the token that forms of this session carry; `None` for what is no cookie of ours.
    pub fn form_token(&self, cookie: &str) -> Option<String> {
        let secret = Secret::read(cookie)?;
        Some(URL_SAFE_NO_PAD.encode(secret.mac(&self.vault, Use::Form)))
    }

    /// Says in constant time whether a form's token belongs to this session.
    pub fn is_form_token(&self, cookie: &str, token: &str) -> bool {
        self.form_token(cookie).is_some_and(|ours| {
            constant_time::verify_slices_are_equal(ours.as_bytes(), token.as_bytes()).is_ok()
        })
    }
}

/// Says how sure we are of somebody now: a session that is strong by what they had when they were met is of somebody who
/// was. It is asked each time and not kept, so that what is taken back counts no more from the next page on.
async fn known_as(
    reader: &mut Reader,
    session: &SessionRow,
    now: Timestamp,
) -> Result<Identity, SignInError> {
    let is_met = match session.factor_id {
        Some(shown) if session.identity == Identity::Strong => {
            reader.is_assured(session.person_id, shown, now).await?
        }
        _ => false,
    };
    Ok(if is_met { Identity::Assured } else { session.identity })
}

/// A member of the staff, as read now.
pub fn staff_actor(
    staff: StaffRow,
    identity: Identity,
    via: Via,
    scopes: Option<BTreeSet<Act>>,
) -> Actor {
    Actor::Staff(StaffActor {
        id: staff.id,
        person_id: staff.person_id,
        roles: staff.roles,
        role_edition: staff.role_edition,
        identity,
        via,
        scopes,
    })
}
