//! Founding: the queues of a new installation, its templates and guides, and what the house keeps for itself, sealed.

use data_encoding::BASE64;
use db::PolicyEdition;
use model::{Personal, Queue, QueueId, QueueName, Role};
use uuid::Uuid;
use vault::{Cell, Owner};

use crate::{Desk, DeskError, policies::standing_files, sheets::founding_sheets};

/// Name, first-response time in hours, who staffs it.
const QUEUES: [(&str, i64, &[Role]); 7] = [
    ("triage", 4, &[Role::Triage, Role::SupportEngineer, Role::TeamLeader]),
    ("support", 24, &[Role::SupportEngineer, Role::TeamLeader]),
    ("disputes", 24, &[Role::CaseManager, Role::Arbitrator]),
    (
        "abuse",
        2,
        &[Role::Triage, Role::SystemAdministrator, Role::SecurityAnalyst, Role::TeamLeader],
    ),
    ("help", 48, &[Role::Triage, Role::SupportEngineer, Role::TeamLeader]),
    ("systems", 12, &[Role::SystemAdministrator]),
    ("education", 72, &[Role::SupportEngineer, Role::TeamLeader]),
];

impl Desk {
    /// Lays the queues with their templates and guides and the first edition of the policies, if there are none, and notes which edition decides.
    /// From here on the house obeys the settings that it keeps itself.
    pub async fn found(&self) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let is_new = reader.queues().await?.is_empty();
        let has_policies = reader.policy_edition_in_force().await?.is_some();
        drop(reader);
        let mut book = self.db.bookkeeping().await?;
        book.put_setting("policy_edition", &self.authority.edition()).await?;
        if !has_policies {
            let first = PolicyEdition {
                number: 1,
                edition: self.authority.edition(),
                proposed_by: None,
                approved_by: None,
                approval_id: None,
                reverts: None,
                note: "What Chancery comes with.".to_owned(),
                in_force_from: self.now(),
            };
            book.found_policies(&first, &standing_files()).await?;
        }
        if is_new {
            let mut queues = Vec::new();
            for (index, (name, hours, roles)) in QUEUES.iter().enumerate() {
                queues.push(Queue {
                    id: QueueId::draw(self.now(), &*self.chance),
                    name: QueueName::parse(name).map_err(|_| DeskError::NotFound)?,
                    first_response_secs: hours * 3_600,
                    roles: roles.iter().copied().collect(),
                    position_index: i64::try_from(index).unwrap_or(i64::MAX),
                    is_active: true,
                    version: 1,
                });
            }
            book.found_queues(&queues).await?;
            let sheets = founding_sheets(&queues, self.now(), &*self.chance)?;
            book.found_sheets(&sheets).await?;
        }
        book.commit().await?;
        self.obey_settings().await
    }

    /// Returns something that the house keeps for itself, sealed: the key of its own authority, say.
    pub async fn kept(&self, key: &'static str) -> Result<Option<Personal<Vec<u8>>>, DeskError> {
        let Some(text) = self.db.read().await?.setting(key).await? else {
            return Ok(None);
        };
        let sealed =
            BASE64.decode(text.as_bytes()).map_err(|_| DeskError::Content { what: "setting" })?;
        Ok(self.vault.open_cell(setting_cell(key), &sealed)?)
    }

    /// Keeps something for the house, sealed.
    pub async fn keep(&self, key: &'static str, bytes: &[u8]) -> Result<(), DeskError> {
        let sealed = self.vault.seal(Owner::House, setting_cell(key), bytes)?;
        let mut book = self.db.bookkeeping().await?;
        book.put_setting(key, &BASE64.encode(&sealed)).await?;
        Ok(book.commit().await?)
    }
}

// Settings have no id; the key takes the column's place.
const fn setting_cell(key: &'static str) -> Cell {
    Cell { table: "settings", column: key, row: Uuid::nil() }
}
