//! One-time links. GET shows a button, POST consumes: mail scanners fetch links.

use std::net::IpAddr;

use db::{Link, NewJob, NewLink};
use jiff::Timestamp;
use model::{Actor, Address, JobId, KnownReading, LinkId, PersonId, Personal, Reading, SignInWay};
use vault::{Cell, Owner};

use super::{
    SignIn, SignInError,
    brakes::{LINKS_PER_PEER_MAX, USES_PER_PEER_MAX},
    later,
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
    /// How whoever asked for it reads.
    pub reading: Reading,
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
    /// looked up here, and whether a mail leaves is for the job. It is worded as whoever asks reads, not as whoever has the address does.
    pub async fn request_link(
        &self,
        address: &Address,
        peer: IpAddr,
        reading: &Reading,
    ) -> Result<(), SignInError> {
        let now = self.clock.now();
        let id = LinkId::draw(now, &*self.chance);
        let asked = asked_text(address, reading);
        let sealed = self.vault.seal(Owner::House, address_cell(id), asked.expose().as_bytes())?;
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
    /// The address, and how its asker reads, are forgotten in the same breath: a try that fails to mail it is the last, and whoever waits
    /// asks again.
    pub async fn arm_link(&self, id: LinkId) -> Result<Option<ArmedLink>, SignInError> {
        let now = self.clock.now();
        let Some(link) = self.db.read().await?.link(id).await? else {
            return Ok(None);
        };
        let asked = self.asked_of(&link)?.filter(|_| link.expires_at > now);
        let person_id = match &asked {
            Some((address, _)) => self.person_of(address).await?,
            None => None,
        };
        let secret = Secret::draw(&*self.chance);
        let secret_mac = person_id.map(|_| secret.mac(&self.vault, Use::Link));
        let mut tx = self.db.bookkeeping().await?;
        tx.arm_link(id, person_id, secret_mac).await?;
        tx.commit().await?;
        let Some((address, reading)) = asked.filter(|_| person_id.is_some()) else {
            return Ok(None);
        };
        let secret = secret.show();
        Ok(Some(ArmedLink { address, secret, expires_at: link.expires_at, reading }))
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
        let signed_in = match tx.use_link(link.id, now).await? {
            true => self.begin_session(&mut tx, person_id, (SignInWay::Link, None), now).await?,
            false => None,
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    fn asked_of(&self, link: &Link) -> Result<Option<(Address, Reading)>, SignInError> {
        let Some(sealed) = &link.address_sealed else {
            return Ok(None);
        };
        let text = self.vault.open_text(address_cell(link.id), sealed)?;
        Ok(text.and_then(|text| read_asked(text.expose())))
    }

    async fn person_of(&self, address: &Address) -> Result<Option<PersonId>, SignInError> {
        let Some(id) = self.vault.find_person(address)? else {
            return Ok(None);
        };
        let person = self.db.read().await?.person(id).await?;
        Ok(person.filter(|person| person.erased_at.is_none()).map(|person| person.id))
    }
}

const fn address_cell(id: LinkId) -> Cell {
    Cell { table: "links", column: "address_sealed", row: id.uuid() }
}

/// Writes for which address a link was asked, and how whoever asked reads: sealed together, because a zone beside who signs in by the
/// link would tell where they are.
fn asked_text(address: &Address, reading: &Reading) -> Personal<String> {
    let known = KnownReading::from(reading.clone());
    Personal::new(format!("{}\n{}", address.expose(), known.text()))
}

/// Reads what was sealed of a link; of an earlier version it is the address alone.
fn read_asked(text: &str) -> Option<(Address, Reading)> {
    let (address, known) = text.split_once('\n').unwrap_or((text, ""));
    let known = KnownReading::of_text(known).unwrap_or_default();
    Some((Address::parse(address).ok()?, known.reading()))
}

#[cfg(test)]
mod tests {
    use model::{Locale, Zone};

    use super::*;

    #[test]
    fn what_was_asked_reads_back() {
        let address = Address::parse("eva@example.org").unwrap();
        let zone = Zone::of_name("Europe/Prague").unwrap();
        let reading = Reading { locale: Locale::Czech, zone };
        let text = asked_text(&address, &reading);
        assert_eq!(read_asked(text.expose()), Some((address.clone(), reading)));
        assert_eq!(read_asked("eva@example.org"), Some((address, Reading::default())));
        assert_eq!(read_asked("nobody"), None);
    }
}
