//! Rotating the key-encryption key.

use model::{Act, Actor, Resource};

use crate::{Desk, DeskError};

impl Desk {
    /// Starts a new epoch: every key is wrapped anew, the old key-encryption key is destroyed.
    pub async fn rotate_keys(&self, actor: &Actor) -> Result<u64, DeskError> {
        let permit = self.ask(actor, Act::KeyRotate, &Resource::House).await?;
        // The entry says that it was begun; a crash in between is finished at the next start.
        self.db.write(permit).await?.commit().await?;
        Ok(self.vault.rotate().await?)
    }
}
