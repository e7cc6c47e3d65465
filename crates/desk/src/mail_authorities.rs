//! Whose certificates count for signed mail stands in a file of the machine. That the file changed is entered in the log, so
//! that nobody adds an authority of their own for an hour and takes it away again.

use db::SettingChangeRow;
use jiff::Timestamp;
use model::{Act, Actor, Resource};

use crate::{Desk, DeskError};

/// The setting whose change is entered; its value is the SHA-256 of the file.
const KEY: &str = "mail.certificates";

impl Desk {
    /// Enters whose certificates count from now on, by the digest of their file, if it is another than before. Returns
    /// since when they do: a mail that came earlier is not judged by them.
    pub async fn enter_authorities(
        &self,
        digest: Option<&str>,
        note: &str,
    ) -> Result<Timestamp, DeskError> {
        let mut reader = self.db.read().await?;
        let last = reader.settings_in_force().await?.into_iter().find(|row| row.key == KEY);
        let n_last = reader.last_setting_change().await?;
        drop(reader);
        let now = self.now();
        let before = match last {
            Some(row) if row.value.as_deref() == digest => return Ok(row.at),
            None if digest.is_none() => return Ok(now),
            last => last.and_then(|row| row.value),
        };
        let permit = self.ask(&Actor::Founder, Act::SettingChange, &Resource::House).await?;
        let row = SettingChangeRow {
            number: n_last + 1,
            key: KEY.to_owned(),
            value: digest.map(str::to_owned),
            before,
            reverts: None,
            note: note.to_owned(),
            changed_by: None,
            at: now,
        };
        let mut tx = self.db.write(permit).await?;
        if !tx.insert_setting_change(&row).await? {
            return Err(DeskError::Conflict { what: "setting" });
        }
        tx.commit().await?;
        Ok(now)
    }
}
