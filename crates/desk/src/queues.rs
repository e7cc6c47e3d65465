//! Editing queues.

use std::collections::BTreeSet;

use model::{Act, Actor, Queue, QueueId, QueueName, Resource, Role};

use crate::{Desk, DeskError};

/// The shortest and the longest first-response time, in seconds: a minute, ninety days.
const RESPONSE_SECS: std::ops::RangeInclusive<i64> = 60..=90 * 86_400;

/// A queue as somebody wants it.
#[derive(Clone, Debug)]
pub struct QueueDraft {
    /// Its name.
    pub name: QueueName,
    /// How soon a message is answered, in seconds.
    pub first_response_secs: i64,
    /// Who staffs it.
    pub roles: BTreeSet<Role>,
    /// False to take no more cases.
    pub is_active: bool,
}

impl Desk {
    /// Returns every queue.
    pub async fn queues(&self, actor: &Actor) -> Result<Vec<Queue>, DeskError> {
        self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
        Ok(self.queues_now().await?.to_vec())
    }

    /// Creates a queue.
    pub async fn create_queue(&self, actor: &Actor, draft: QueueDraft) -> Result<Queue, DeskError> {
        check(&draft)?;
        let permit = self.ask(actor, Act::QueueEdit, &Resource::House).await?;
        let n = self.db.read().await?.queues().await?.len();
        let queue = Queue {
            id: QueueId::draw(self.now(), &*self.chance),
            name: draft.name,
            first_response_secs: draft.first_response_secs,
            roles: draft.roles,
            position_index: i64::try_from(n).unwrap_or(i64::MAX),
            is_active: draft.is_active,
            version: 1,
        };
        let mut tx = self.db.write(permit).await?;
        if !tx.insert_queue(&queue).await? {
            let words = "there is a queue of this name".to_owned();
            return Err(DeskError::Invalid { field: "name", words });
        }
        tx.commit().await?;
        Ok(queue)
    }

    /// Changes a queue.
    pub async fn update_queue(
        &self,
        actor: &Actor,
        name: &QueueName,
        draft: QueueDraft,
    ) -> Result<(), DeskError> {
        check(&draft)?;
        let queue = self.queue_named(name).await?;
        let permit = self.ask(actor, Act::QueueEdit, &Resource::House).await?;
        // Triage is where everything else falls back to.
        if name.as_str() == "triage" && (!draft.is_active || draft.name != *name) {
            let words = "triage stays, under this name: what fits nowhere comes here".to_owned();
            return Err(DeskError::Invalid { field: "name", words });
        }
        let queues = self.db.read().await?.queues().await?;
        if queues.iter().any(|other| other.name == draft.name && other.id != queue.id) {
            let words = "there is a queue of this name".to_owned();
            return Err(DeskError::Invalid { field: "name", words });
        }
        let queue = Queue {
            name: draft.name,
            first_response_secs: draft.first_response_secs,
            roles: draft.roles,
            is_active: draft.is_active,
            ..queue
        };
        let mut tx = self.db.write(permit).await?;
        tx.update_queue(&queue).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn check(draft: &QueueDraft) -> Result<(), DeskError> {
    if !RESPONSE_SECS.contains(&draft.first_response_secs) {
        let words = "between a minute and ninety days".to_owned();
        return Err(DeskError::Invalid { field: "first_response_secs", words });
    }
    if draft.roles.is_empty() {
        let words = "name at least one role, or nobody sees its cases".to_owned();
        return Err(DeskError::Invalid { field: "roles", words });
    }
    Ok(())
}
