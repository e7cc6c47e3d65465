//! One-time links by which people sign in.

use jiff::Timestamp;
use model::{LinkId, PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader};

/// A link, as kept.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Whom it signs in, once that is known.
    pub person_id: Option<PersonId>,
    /// The address it was asked for and how its asker reads, sealed under the house key until the mail has left.
    pub address_sealed: Option<Vec<u8>>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// A link to be kept.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its id.
    pub id: LinkId,
    /// The address it was asked for and how its asker reads, sealed under the house key.
    pub address_sealed: Option<Vec<u8>>,
    /// Whom it signs in.
    pub person_id: Option<PersonId>,
    /// Keyed digest of its secret, once it has one.
    pub secret_mac: Option<[u8; 32]>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Option<Uuid>,
    address_sealed: Option<Vec<u8>>,
    expires_at: i64,
    used_at: Option<i64>,
}

impl From<Row> for Link {
    fn from(row: Row) -> Self {
        Self {
            id: LinkId::from_uuid(row.id),
            person_id: row.person_id.map(PersonId::from_uuid),
            address_sealed: row.address_sealed,
            expires_at: timestamp_of_micros(row.expires_at),
            used_at: row.used_at.map(timestamp_of_micros),
        }
    }
}

impl Reader {
    /// Returns a link.
    pub async fn link(&mut self, id: LinkId) -> Result<Option<Link>, DbError> {
        Ok(fetch_optional!(self, Row, LINK, id.uuid()).map(Link::from))
    }

    /// Returns the link of a secret.
    pub async fn link_of_secret(&mut self, mac: &[u8; 32]) -> Result<Option<Link>, DbError> {
        Ok(fetch_optional!(self, Row, LINK_OF_SECRET, mac.as_slice()).map(Link::from))
    }
}

impl BookTx {
    /// Keeps a link.
    pub async fn insert_link(&mut self, new: &NewLink) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_LINK,
            new.id.uuid(),
            new.secret_mac.as_ref().map(<[u8; 32]>::as_slice),
            new.address_sealed.as_deref(),
            new.person_id.map(PersonId::uuid),
            micros(new.created_at),
            micros(new.expires_at),
        );
        Ok(())
    }

    /// Gives a link its person and secret, and forgets the address it was asked for.
    pub async fn arm_link(
        &mut self,
        id: LinkId,
        person_id: Option<PersonId>,
        secret_mac: Option<[u8; 32]>,
    ) -> Result<(), DbError> {
        execute!(
            self,
            ARM_LINK,
            id.uuid(),
            person_id.map(PersonId::uuid),
            secret_mac.as_ref().map(<[u8; 32]>::as_slice)
        );
        Ok(())
    }

    /// Uses a link up; says false when somebody else did first, or it ended.
    pub async fn use_link(&mut self, id: LinkId, now: Timestamp) -> Result<bool, DbError> {
        Ok(execute!(self, USE_LINK, id.uuid(), micros(now)) == 1)
    }

    /// Deletes links that ended before a moment.
    pub async fn delete_links(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_LINKS, micros(before)))
    }
}

statements! {
    LINK = "select id, person_id, address_sealed, expires_at, used_at from links where id = $1";
    LINK_OF_SECRET = "select id, person_id, address_sealed, expires_at, used_at from links
        where secret_mac = $1";
    INSERT_LINK = "insert into links (id, secret_mac, address_sealed, person_id, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)";
    ARM_LINK = "update links set person_id = $2, secret_mac = $3, address_sealed = null where id = $1";
    USE_LINK = "update links set used_at = $2 where id = $1 and used_at is null and expires_at > $2";
    DELETE_LINKS = "delete from links where expires_at < $1";
}
