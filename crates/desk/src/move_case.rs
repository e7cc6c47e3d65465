//! Moving: a case goes to another queue.

use model::{Act, Actor, Case, CaseNumber, QueueName, Resource};

use crate::{Desk, DeskError, approvals::staff_id};

impl Desk {
    /// Moves a case to a queue. With `version`, only if the case is still the one that was read.
    pub async fn move_case(
        &self,
        actor: &Actor,
        number: CaseNumber,
        queue: &QueueName,
        version: Option<i64>,
    ) -> Result<Case, DeskError> {
        Ok(self.move_case_from(actor, number, queue, version).await?.0)
    }

    /// Moves a case, and returns the queue that it came from.
    pub(crate) async fn move_case_from(
        &self,
        actor: &Actor,
        number: CaseNumber,
        queue: &QueueName,
        version: Option<i64>,
    ) -> Result<(Case, QueueName), DeskError> {
        let (record, from) = self.case_unread(actor, number).await?;
        check_version(&record.case, version)?;
        let to = self.queue_named(queue).await?;
        let (left, from_name) = (from.id, from.name.clone());
        let resource = Resource::Case { case: record.case.clone(), queue: from };
        let permit = self.ask(actor, Act::CaseMove, &resource).await?;
        let case = record.case.moved(&to, self.now())?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.withdraw_handover_of(case.id, staff_id(actor), self.now()).await?;
        tx.move_words(case.id, case.queue_id).await?;
        // The commit wakes whoever tells what changed, so they must know by then. Of a move that fails nothing is told.
        self.live.note_move(tx.entry_id(), left);
        tx.commit().await?;
        Ok((Case { version: case.version + 1, ..case }, from_name))
    }

    pub(crate) async fn queue_named(&self, name: &QueueName) -> Result<model::Queue, DeskError> {
        let queues = self.db.read().await?.queues().await?;
        queues.into_iter().find(|queue| queue.name == *name).ok_or_else(|| DeskError::Invalid {
            field: "queue",
            words: format!("there is no queue {name}"),
        })
    }
}

/// Refuses when the caller read another version.
pub fn check_version(case: &Case, version: Option<i64>) -> Result<(), DeskError> {
    match version {
        Some(version) if version != case.version => Err(DeskError::Conflict { what: "case" }),
        _ => Ok(()),
    }
}
