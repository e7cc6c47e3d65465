//! A case that somebody was let into.

use db::CaseRecord;
use model::{Actor, Case, CaseNumber, Queue, Resource};

use crate::{Desk, DeskError};

/// A case as it was when the gate let somebody into it. All that stands on the page of a case is read by way of this, so that
/// the case is read and the gate asked once for all of it. It borrows who asked, and so does not outlive their
/// request: what was allowed a moment ago is asked anew.
#[derive(Debug)]
pub struct Entered<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) record: CaseRecord,
    pub(crate) queue: Queue,
}

impl Desk {
    /// Lets a member of the staff into a case, or tells them why not; anybody else learns of no case.
    pub async fn enter<'a>(
        &self,
        actor: &'a Actor,
        number: CaseNumber,
    ) -> Result<Entered<'a>, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        Ok(Entered { actor, record, queue })
    }
}

impl Entered<'_> {
    /// Returns the case.
    pub const fn case(&self) -> &Case {
        &self.record.case
    }

    /// Returns the queue that holds it.
    pub const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Returns the case as the gate is asked about it.
    pub fn resource(&self) -> Resource {
        Resource::Case { case: self.record.case.clone(), queue: self.queue.clone() }
    }
}
