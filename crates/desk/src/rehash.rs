//! Hashing all search words anew after a destruction, so that the index in an older copy of the database tells
//! nothing beside today's keys.

use db::StaleRow;

use crate::{Desk, DeskError};

/// Messages of one transaction; others write between two.
const MESSAGES_AT_ONCE: i64 = 100;

/// Messages between two lines of progress in the log.
const PROGRESS_EVERY: u64 = 100_000;

impl Desk {
    /// Hashes the words of all messages under the newest word key, then has the key before destroyed. Returns how
    /// many messages were hashed anew. Cut off in the middle, it goes on where it was.
    pub async fn rehash_words(&self) -> Result<u64, DeskError> {
        let mut n_messages = 0;
        loop {
            let n = self.rehash_pass().await?;
            n_messages += n;
            // A message that was hashed before the destruction may be written behind the pass.
            if n > 0 || self.vault.words_are_hashed().await? {
                continue;
            }
            return Ok(n_messages);
        }
    }

    async fn rehash_pass(&self) -> Result<u64, DeskError> {
        let (mut after, mut n_messages) = (0, 0);
        loop {
            let key_id = self.vault.word_keys()?.newest.id();
            let rows = self.db.read().await?.stale_words(key_id, after, MESSAGES_AT_ONCE).await?;
            let Some(last) = rows.last() else { return Ok(n_messages) };
            after = last.place;
            self.rehash(&rows).await?;
            let n_before = n_messages;
            n_messages += u64::try_from(rows.len()).unwrap_or_default();
            if n_before / PROGRESS_EVERY != n_messages / PROGRESS_EVERY {
                tracing::info!(n_messages, "search words of {n_messages} messages hashed anew");
            }
        }
    }

    async fn rehash(&self, rows: &[StaleRow]) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        for row in rows {
            // Read inside the transaction: a destruction may have redacted the text anew since.
            let opened = match book.message(row.message_id).await? {
                Some(record) => self.open_twin(&record)?,
                None => None,
            };
            // What does not open any more is not found any more, either.
            let (subject, text) =
                opened.map(|(subject, twin)| (subject, twin.text)).unwrap_or_default();
            book.reindex_message(row, &self.words_of(&subject, &text)?).await?;
        }
        Ok(book.commit().await?)
    }
}
