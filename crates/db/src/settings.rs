//! What the installation remembers about itself: short texts by key.

use crate::{BookTx, DbError, Reader};

impl Reader {
    /// Returns a remembered text.
    pub async fn setting(&mut self, key: &str) -> Result<Option<String>, DbError> {
        Ok(fetch_optional!(self, (String,), SETTING, key).map(|(value,)| value))
    }
}

impl BookTx {
    /// Remembers a text, replacing an earlier one.
    pub async fn put_setting(&mut self, key: &str, value: &str) -> Result<(), DbError> {
        execute!(self, PUT_SETTING, key, value);
        Ok(())
    }
}

statements! {
    SETTING = "select value from settings where key = $1";
    PUT_SETTING = "insert into settings (key, value) values ($1, $2)
        on conflict (key) do update set value = excluded.value";
}
