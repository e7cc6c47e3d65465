//! One-time links. GET shows a button, POST consumes: mail scanners fetch links.

use std::net::IpAddr;

use db::{Link, NewJob, NewLink, NewSession, SessionRow};
use jiff::Timestamp;
use model::{
    Actor, Address, Identity, JobId, LinkId, PersonActor, PersonId, Personal, SessionId, Via,
};
use vault::{Cell, Owner};

use super::{
    SignIn, SignInError, active,
    brakes::{LINKS_PER_PEER_MAX, USES_PER_PEER_MAX},
    later,
    sessions::{SESSION_SECS, staff_actor},
};
use crate::secrets::{Secret, Use};

/// How long a link works, in seconds.
pub const LINK_SECS: i64 = 15 * 60;

/// How long a link is kept after its end, in seconds: a job that was late finds it and does nothing.
pub const KEPT_SECS: i64 = 24 * 60 * 60;

/// The job that mails a link; its payload is `{"link_id":"…"}`.
pub const LINK_JOB: &str = "mail_link";

/// A link on its way to whom it signs in.
#[derive(Debug)]
pub struct ArmedLink {
    /// Where it is mailed to.
    pub address: Address,
    /// What the link ends in.
    pub secret: Personal<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Somebody who has just signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The value of the cookie.
    pub cookie: Personal<String>,
    /// Who they are.
    pub actor: Actor,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
}

impl SignIn {
    /// Asks for a link. The same work and the same answer whether or not anybody has this address: nobody is
    /// looked up here, and whether a mail leaves is for the job.
    pub async fn request_link(&self, address: &Address, peer: IpAddr) -> Result<(), SignInError> {
        let now = self.clock.now();
        let id = LinkId::draw(now, &*self.chance);
        let sealed =
            self.vault.seal(Owner::House, address_cell(id), address.expose().as_bytes())?;
        let mut tx = self.db.bookkeeping().await?;
        if let Err(error) =
            self.brake_peer(&mut tx, "sign-in peer", peer, LINKS_PER_PEER_MAX, now).await
        {
            tx.commit().await?;
            return Err(error);
        }
        // A link too many ends as it begins: the job finds it too late. The asker is told nothing, or they
        // would learn that somebody else had just asked for the same address.
        let is_worn = self.is_address_worn(&mut tx, address, now).await?;
        let expires_at = if is_worn { now } else { later(now, LINK_SECS) };
        let link = NewLink {
            id,
            address_sealed: Some(sealed),
            person_id: None,
            secret_mac: None,
            created_at: now,
            expires_at,
        };
        tx.insert_link(&link).await?;
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: LINK_JOB,
            payload: format!("{{\"link_id\":\"{id}\"}}"),
            run_at: now,
        };
        tx.enqueue(&job, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Arms a link that was asked for, and says where it goes; `None` when no mail leaves. For the job.
    ///
    /// The address is forgotten in the same breath: a try that fails to mail it is the last, and whoever waits
    /// asks again.
    pub async fn arm_link(&self, id: LinkId) -> Result<Option<ArmedLink>, SignInError> {
        let now = self.clock.now();
        let Some(link) = self.db.read().await?.link(id).await? else {
            return Ok(None);
        };
        let address = self.address_of(&link)?.filter(|_| link.expires_at > now);
        let person_id = match &address {
            Some(address) => self.person_of(address).await?,
            None => None,
        };
        let secret = Secret::draw(&*self.chance);
        let secret_mac = person_id.map(|_| secret.mac(&self.vault, Use::Link));
        let mut tx = self.db.bookkeeping().await?;
        tx.arm_link(id, person_id, secret_mac).await?;
        tx.commit().await?;
        let Some(address) = address.filter(|_| person_id.is_some()) else {
            return Ok(None);
        };
        let secret = secret.show();
        Ok(Some(ArmedLink { address, secret, expires_at: link.expires_at }))
    }

    /// Makes a link for a person at once, for whoever invites them; returns what it ends in.
    pub async fn issue_link(&self, person_id: PersonId) -> Result<Personal<String>, SignInError> {
        let now = self.clock.now();
        let secret = Secret::draw(&*self.chance);
        let link = NewLink {
            id: LinkId::draw(now, &*self.chance),
            address_sealed: None,
            person_id: Some(person_id),
            secret_mac: Some(secret.mac(&self.vault, Use::Link)),
            created_at: now,
            expires_at: later(now, LINK_SECS),
        };
        let mut tx = self.db.bookkeeping().await?;
        tx.insert_link(&link).await?;
        tx.commit().await?;
        Ok(secret.show())
    }

    /// Uses a link up and begins a session; `None` for links that are used, ended or made up.
    pub async fn use_link(
        &self,
        secret: &str,
        peer: IpAddr,
    ) -> Result<Option<SignedIn>, SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        if let Err(error) =
            self.brake_peer(&mut tx, "link peer", peer, USES_PER_PEER_MAX, now).await
        {
            tx.commit().await?;
            return Err(error);
        }
        let link = match Secret::read(secret) {
            Some(secret) => tx.link_of_secret(&secret.mac(&self.vault, Use::Link)).await?,
            None => None,
        };
        let person_id = link.as_ref().and_then(|link| link.person_id);
        let (Some(link), Some(person_id)) = (link, person_id) else {
            tx.commit().await?;
            return Ok(None);
        };
        let is_erased = tx.person(person_id).await?.is_none_or(|person| person.erased_at.is_some());
        if !tx.use_link(link.id, now).await? || is_erased {
            tx.commit().await?;
            return Ok(None);
        }
        let staff = active(tx.staff_of_person(person_id).await?);
        let cookie = Secret::draw(&*self.chance);
        let session = SessionRow {
            id: SessionId::draw(now, &*self.chance),
            person_id,
            staff_id: staff.as_ref().map(|staff| staff.id),
            created_at: now,
            seen_at: now,
            expires_at: later(now, SESSION_SECS),
        };
        let via = Via::Session(session.id);
        let expires_at = session.expires_at;
        let secret_mac = cookie.mac(&self.vault, Use::Session);
        tx.insert_session(&NewSession { session, secret_mac }).await?;
        tx.commit().await?;
        let actor = match staff {
            Some(staff) => staff_actor(staff, via, None),
            None => person_actor(person_id, via),
        };
        Ok(Some(SignedIn { cookie: cookie.show(), actor, expires_at }))
    }

    fn address_of(&self, link: &Link) -> Result<Option<Address>, SignInError> {
        let Some(sealed) = &link.address_sealed else {
            return Ok(None);
        };
        let text = self.vault.open_text(address_cell(link.id), sealed)?;
        Ok(text.and_then(|text| Address::parse(text.expose()).ok()))
    }

    async fn person_of(&self, address: &Address) -> Result<Option<PersonId>, SignInError> {
        let Some(id) = self.vault.find_person(address)? else {
            return Ok(None);
        };
        let person = self.db.read().await?.person(id).await?;
        Ok(person.filter(|person| person.erased_at.is_none()).map(|person| person.id))
    }
}

/// A person who has followed a link to their address.
pub fn person_actor(id: PersonId, via: Via) -> Actor {
    Actor::Person(PersonActor { id, identity: Identity::SignedIn, via })
}

const fn address_cell(id: LinkId) -> Cell {
    Cell { table: "links", column: "address_sealed", row: id.uuid() }
}
