//! Challenges: what was begun with a browser and waits for its answer, sealed. Each answers one slot, once.

use jiff::Timestamp;
use model::{PersonId, micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader};

/// A challenge, as kept.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Keyed digest of what it is for: the purpose, the browser, what was shown.
    pub slot_mac: [u8; 32],
    /// The id that its seal is bound to.
    pub id: Uuid,
    /// Whose it is, where that is known.
    pub person_id: Option<PersonId>,
    /// What is needed to check the answer, sealed.
    pub state_sealed: Vec<u8>,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Reader {
    /// Returns the id and the sealed state of a slot's challenge, and leaves it there.
    pub async fn challenge(
        &mut self,
        slot: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(Uuid, Vec<u8>)>, DbError> {
        Ok(fetch_optional!(self, (Uuid, Vec<u8>), CHALLENGE, slot.as_slice(), micros(now)))
    }
}

impl BookTx {
    /// Keeps a challenge in place of the one that its slot had.
    pub async fn put_challenge(&mut self, new: &Challenge) -> Result<(), DbError> {
        execute!(
            self,
            PUT_CHALLENGE,
            new.slot_mac.as_slice(),
            new.id,
            new.person_id.map(PersonId::uuid),
            new.state_sealed.as_slice(),
            micros(new.expires_at),
        );
        Ok(())
    }

    /// Takes a slot's challenge away for good, and returns its id and sealed state unless it ended.
    pub async fn take_challenge(
        &mut self,
        slot: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(Uuid, Vec<u8>)>, DbError> {
        let row = fetch_optional!(self, (Uuid, Vec<u8>, i64), TAKE_CHALLENGE, slot.as_slice());
        let row = row.filter(|(.., expires_at)| *expires_at > micros(now));
        Ok(row.map(|(id, state_sealed, _)| (id, state_sealed)))
    }

    /// Deletes challenges that ended before a moment.
    pub async fn delete_challenges(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_CHALLENGES, micros(before)))
    }
}

statements! {
    CHALLENGE = "select id, state_sealed from challenges where slot_mac = $1 and expires_at > $2";
    PUT_CHALLENGE = "insert into challenges (slot_mac, id, person_id, state_sealed, expires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (slot_mac) do update set id = excluded.id, person_id = excluded.person_id,
        state_sealed = excluded.state_sealed, expires_at = excluded.expires_at";
    TAKE_CHALLENGE = "delete from challenges where slot_mac = $1 returning id, state_sealed, expires_at";
    DELETE_CHALLENGES = "delete from challenges where expires_at < $1";
}
