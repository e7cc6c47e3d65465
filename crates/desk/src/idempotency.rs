//! Answers kept for callers that send the same request again under one Idempotency-Key.
//!
//! Kept answers are sealed under the house's key and outlive nobody's erasure by more than a day, so doors keep
//! only answers without a person's words: numbers, ids, states.

use jiff::SignedDuration;
use model::{Actor, Personal};
use uuid::Uuid;
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

/// How long an answer is kept, in hours.
pub const KEPT_HOURS: i64 = 24;

/// A request that carries a key.
#[derive(Clone, Copy, Debug)]
pub struct KeyedRequest<'a> {
    /// The key as the caller drew it; two callers never share one.
    pub key: &'a str,
    /// All that makes two requests the same: method, path, content.
    pub parts: &'a [&'a [u8]],
}

/// What a key stands for.
#[derive(Debug)]
pub enum Claim {
    /// Nothing yet: the caller does the work, then keeps its answer or frees the key.
    Fresh(ClaimedKey),
    /// This request, and it was answered.
    Answered(KeptAnswer),
    /// This request, and it still runs, or was cut off in the middle.
    Running,
    /// Another request.
    Taken,
}

/// A key whose request runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimedKey([u8; 32]);

/// An answer, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The status of the door's protocol.
    pub status: u16,
    /// The answer in the door's own form.
    pub bytes: Personal<Vec<u8>>,
}

impl Desk {
    /// Claims a key for a request of this actor, or says what stands under it.
    pub async fn claim_key(
        &self,
        actor: &Actor,
        request: KeyedRequest<'_>,
    ) -> Result<Claim, DeskError> {
        let now = self.now();
        let holder = holder(actor).ok_or(DeskError::NotFound)?;
        let key = ClaimedKey(self.vault.mac("idempotency key", &[&holder, request.key.as_bytes()]));
        let request_mac = self.vault.mac("idempotency request", request.parts);
        let kept_from = now.saturating_sub(SignedDuration::from_hours(KEPT_HOURS));
        let mut book = self.db.bookkeeping().await?;
        book.delete_kept(kept_from.unwrap_or(now)).await?;
        let is_fresh = book.claim_key(&key.0, &request_mac, now).await?;
        book.commit().await?;
        if is_fresh {
            return Ok(Claim::Fresh(key));
        }
        let Some(kept) = self.db.read().await?.kept_answer(&key.0).await? else {
            // Freed between the two looks: its request has just failed.
            return Ok(Claim::Running);
        };
        if kept.request_mac != request_mac {
            return Ok(Claim::Taken);
        }
        let (Some(status), Some(sealed)) = (kept.status, kept.body_sealed) else {
            return Ok(Claim::Running);
        };
        let unreadable = || DeskError::Content { what: "kept answer" };
        let status = u16::try_from(status).map_err(|_| unreadable())?;
        let bytes = self.vault.open_cell(cell(key), &sealed)?.ok_or_else(unreadable)?;
        Ok(Claim::Answered(KeptAnswer { status, bytes }))
    }

    /// Keeps the answer of a claimed key.
    pub async fn keep_answer(&self, key: ClaimedKey, answer: &KeptAnswer) -> Result<(), DeskError> {
        let sealed = self.vault.seal(Owner::House, cell(key), answer.bytes.expose())?;
        let mut book = self.db.bookkeeping().await?;
        book.keep_answer(&key.0, i64::from(answer.status), &sealed).await?;
        Ok(book.commit().await?)
    }

    /// Gives a claimed key free again, when its request wrote nothing.
    pub async fn free_key(&self, key: ClaimedKey) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        book.free_key(&key.0).await?;
        Ok(book.commit().await?)
    }
}

// Keys belong to a human, however they came in; whoever is nobody has none.
fn holder(actor: &Actor) -> Option<[u8; 16]> {
    let id = match actor {
        Actor::Staff(staff) => staff.person_id,
        Actor::Person(person) => person.id,
        Actor::Visitor | Actor::Founder => return None,
    };
    Some(id.uuid().into_bytes())
}

// The table has no id; half of the key's digest takes its place.
fn cell(key: ClaimedKey) -> Cell {
    let mut half = [0; 16];
    for (to, from) in half.iter_mut().zip(key.0) {
        *to = from;
    }
    Cell { table: "idempotency", column: "body_sealed", row: Uuid::from_bytes(half) }
}
