//! Key bindings: by which keys a member of the staff works. Which there are is the pages' matter; kept here is the text.
//!
//! Bookkeeping like saved views: nobody's case and nobody's right changes by it.

use model::Actor;

use crate::{Desk, DeskError};

/// Characters of the longest text of bindings.
const BINDINGS_CHARS_MAX: usize = 2_000;

impl Desk {
    /// Returns the actor's bindings as they were kept; empty where they kept none.
    pub async fn key_bindings(&self, actor: &Actor) -> Result<String, DeskError> {
        let Actor::Staff(staff) = actor else { return Ok(String::new()) };
        let kept = self.keys_now().await?;
        Ok(kept.get(&staff.id).cloned().unwrap_or_default())
    }

    /// Keeps the actor's bindings.
    pub async fn put_key_bindings(&self, actor: &Actor, bindings: &str) -> Result<(), DeskError> {
        let me = self.own_desk(actor).await?;
        if bindings.chars().count() > BINDINGS_CHARS_MAX {
            let words = format!("at most {BINDINGS_CHARS_MAX} characters");
            return Err(DeskError::Invalid { field: "keys", words });
        }
        let mut book = self.db.bookkeeping().await?;
        book.put_staff_keys(me.id, bindings).await?;
        Ok(book.commit().await?)
    }
}
