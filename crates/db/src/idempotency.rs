//! Answers kept for callers that send the same request again under one Idempotency-Key.

use jiff::Timestamp;
use model::micros;

use crate::{BookTx, DbError, Reader};

/// What is kept under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Keyed digest of the first request.
    pub request_mac: Vec<u8>,
    /// The status that was answered; `None` while the first request still runs.
    pub status: Option<i64>,
    /// The body that was answered, sealed.
    pub body_sealed: Option<Vec<u8>>,
}

impl Reader {
    /// Returns what is kept under a key.
    pub async fn kept_answer(&mut self, key: &[u8; 32]) -> Result<Option<Kept>, DbError> {
        let row =
            fetch_optional!(self, (Vec<u8>, Option<i64>, Option<Vec<u8>>), KEPT, key.as_slice());
        Ok(row.map(|(request_mac, status, body_sealed)| Kept { request_mac, status, body_sealed }))
    }
}

impl BookTx {
    /// Claims a key for a request; says false when it is taken.
    pub async fn claim_key(
        &mut self,
        key: &[u8; 32],
        request_mac: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let n = execute!(self, CLAIM, key.as_slice(), request_mac.as_slice(), micros(now));
        Ok(n == 1)
    }

    /// Keeps the answer of a claimed key.
    pub async fn keep_answer(
        &mut self,
        key: &[u8; 32],
        status: i64,
        body_sealed: &[u8],
    ) -> Result<(), DbError> {
        execute!(self, KEEP, key.as_slice(), status, body_sealed);
        Ok(())
    }

    /// Gives a claimed key free again, when its request failed on our side.
    pub async fn free_key(&mut self, key: &[u8; 32]) -> Result<(), DbError> {
        execute!(self, FREE, key.as_slice());
        Ok(())
    }

    /// Deletes answers kept before a moment.
    pub async fn delete_kept(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_KEPT, micros(before)))
    }
}

statements! {
    KEPT = "select request_mac, status, body_sealed from idempotency where key_mac = $1";
    CLAIM = "insert into idempotency (key_mac, request_mac, created_at) values ($1, $2, $3)
        on conflict do nothing";
    KEEP = "update idempotency set status = $2, body_sealed = $3 where key_mac = $1";
    FREE = "delete from idempotency where key_mac = $1 and status is null";
    DELETE_KEPT = "delete from idempotency where created_at < $1";
}
