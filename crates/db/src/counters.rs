//! Counters in fixed windows, by keyed digests: brakes on sign-in and on mail per address.

use jiff::Timestamp;
use model::micros;

use crate::{BookTx, DbError, Reader};

impl Reader {
    /// Returns the count of a key in the window that began at a moment.
    pub async fn counter(&mut self, key: &[u8; 32], window_at: Timestamp) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), COUNTER, key.as_slice(), micros(window_at));
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl BookTx {
    /// Counts one more in a window and returns how many that makes.
    pub async fn count(&mut self, key: &[u8; 32], window_at: Timestamp) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), COUNT, key.as_slice(), micros(window_at));
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Deletes windows that began before a moment.
    pub async fn delete_counters(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, DELETE_COUNTERS, micros(before)))
    }
}

statements! {
    COUNTER = "select n from counters where key_mac = $1 and window_at = $2";
    COUNT = "insert into counters (key_mac, window_at, n) values ($1, $2, 1)
        on conflict (key_mac, window_at) do update set n = counters.n + 1 returning n";
    DELETE_COUNTERS = "delete from counters where window_at < $1";
}
