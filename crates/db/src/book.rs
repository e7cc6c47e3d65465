//! The bookkeeping transaction: what the house notes for itself, without a permit and without an entry.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use crate::{DbError, Reader, open::Inner, write::finish};

/// A transaction for sessions, links, counters, job claims, delivery tries, sealed drafts and jottings, intakes, tree and checkpoints.
/// Its methods are a closed list; a test holds it.
pub struct BookTx {
    pub(crate) reader: Reader,
    pub(crate) inner: Arc<Inner>,
}

impl BookTx {
    /// Commits.
    pub async fn commit(self) -> Result<(), DbError> {
        finish(self.reader).await?;
        self.inner.tell_committed();
        Ok(())
    }
}

impl Deref for BookTx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for BookTx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}
