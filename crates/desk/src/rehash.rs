//! Hashing all search words anew after a destruction, so that the index in an older copy of the database tells
//! nothing beside today's keys (ADR 6).

use db::{StaleRow, Words};
use vault::VaultError;

use crate::{Desk, DeskError};

/// Messages that are read at once.
const MESSAGES_AT_ONCE: i64 = 100;

/// Words that are written in one transaction; others write between two.
const WORDS_PER_TURN: usize = 10_000;

/// Messages between two lines of progress in the log.
const PROGRESS_EVERY: u64 = 100_000;

impl Desk {
    /// Hashes the words of all messages under the newest word key, then has the key before destroyed. Returns how
    /// many messages were hashed anew. Cut off in the middle, it goes on where it was.
    pub async fn rehash_words(&self) -> Result<u64, DeskError> {
        let mut n_messages = 0;
        loop {
            let key_id = self.vault.word_keys()?.newest.id();
            let n = self.rehash_pass(key_id).await?;
            n_messages += n;
            // A message that was hashed before the destruction may be written behind the pass.
            if n == 0 && !self.vault.words_are_hashed(key_id).await? {
                return Ok(n_messages);
            }
        }
    }

    /// Says whether words are hashed under the newest key only, as far as the keys tell.
    pub fn are_words_hashed(&self) -> Result<bool, DeskError> {
        Ok(self.vault.word_keys()?.before.is_none())
    }

    async fn rehash_pass(&self, key_id: [u8; 8]) -> Result<u64, DeskError> {
        let (mut after, mut n_messages) = (0, 0);
        loop {
            let rows = self.db.read().await?.stale_words(key_id, after, MESSAGES_AT_ONCE).await?;
            let Some(last) = rows.last() else { return Ok(n_messages) };
            after = last.place;
            let mut rest = rows.as_slice();
            while !rest.is_empty() {
                rest = self.rehash_turn(rest).await?;
            }
            let n_before = n_messages;
            n_messages += u64::try_from(rows.len()).unwrap_or_default();
            if n_before / PROGRESS_EVERY != n_messages / PROGRESS_EVERY {
                tracing::info!(n_messages, "search words of {n_messages} messages hashed anew");
            }
        }
    }

    /// Hashes as many as fit into one transaction; returns the others.
    async fn rehash_turn<'r>(&self, rows: &'r [StaleRow]) -> Result<&'r [StaleRow], DeskError> {
        let mut book = self.db.bookkeeping().await?;
        let mut n_words = 0;
        let mut rest = rows;
        while let Some((row, others)) = rest.split_first()
            && n_words < WORDS_PER_TURN
        {
            rest = others;
            // Read inside the transaction: it may have been redacted anew or gone to another case since.
            let Some(record) = book.message(row.message_id).await? else { continue };
            let words = self.words_anew(&record)?;
            n_words += words.hashes.len();
            book.reindex_message(row.message_id, record.message.case_id, &words).await?;
        }
        book.commit().await?;
        Ok(rest)
    }

    // What does not open is not found, either; and one damaged row must not keep the old key for all.
    fn words_anew(&self, record: &db::MessageRecord) -> Result<Words, DeskError> {
        match self.open_twin(record) {
            Ok(Some((subject, twin))) => self.words_of(&subject, &twin.text),
            Ok(None) => self.words_of("", ""),
            Err(DeskError::Content { .. })
            | Err(DeskError::Vault(VaultError::TamperedCell { .. } | VaultError::TamperedKey(_))) =>
            {
                let id = record.message.id;
                tracing::error!(
                    message.id = %id,
                    "the text of message {id} was changed in the database: messages, text_twin; no search finds it"
                );
                self.words_of("", "")
            }
            Err(error) => Err(error),
        }
    }
}
