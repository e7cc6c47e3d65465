//! A case that somebody was let into.

use authority::Shown;
use db::{AuthorityRow, CaseRecord};
use model::{Act, Actor, Case, CaseNumber, Queue, Resource};
use tokio::sync::OnceCell;

use crate::{Desk, DeskError};

/// A case as it was when the gate let somebody into it. All that stands on the page of a case is read by way of this, so that
/// the case is read and the gate asked once for all of it. It borrows who asked, and so does not outlive their
/// request: what was allowed a moment ago is asked anew.
#[derive(Debug)]
pub struct Entered<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) record: CaseRecord,
    pub(crate) queue: Queue,
    /// False where nobody is on a visit for it, so that none of its texts is shown.
    has_texts: bool,
    /// What they hold for it, read when it is first asked for.
    authorities: OnceCell<Vec<AuthorityRow>>,
}

impl Desk {
    /// Lets a member of the staff into a case, or tells them why not; anybody else learns of no case.
    pub async fn enter<'a>(
        &self,
        actor: &'a Actor,
        number: CaseNumber,
    ) -> Result<Entered<'a>, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        Ok(Entered { actor, record, queue, has_texts: true, authorities: OnceCell::new() })
    }

    /// Lets a member of the staff into a case for what shows none of its texts: what they may do there, a form, a list of guides.
    /// It begins no visit, and its texts are refused.
    pub async fn enter_unread<'a>(
        &self,
        actor: &'a Actor,
        number: CaseNumber,
    ) -> Result<Entered<'a>, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        Ok(Entered { actor, record, queue, has_texts: false, authorities: OnceCell::new() })
    }

    /// Returns the authorities that whoever was let in may use in the case now, the latest first; those of their roles too,
    /// held or not.
    pub(crate) async fn authorities_in<'a>(
        &self,
        entered: &'a Entered<'_>,
    ) -> Result<&'a [AuthorityRow], DeskError> {
        let Actor::Staff(staff) = entered.actor else { return Ok(&[]) };
        let case = entered.case();
        let read = async || {
            let mut reader = self.db.read().await?;
            reader.authorities_for_case(staff.id, case.id, case.kind(), self.now()).await
        };
        Ok(entered.authorities.get_or_try_init(read).await?)
    }

    /// Lays before the gate all that whoever was let in holds for the case.
    pub(crate) async fn shown_in(
        &self,
        entered: &Entered<'_>,
        act: Act,
        resource: &Resource,
    ) -> Result<Vec<Shown>, DeskError> {
        let rows = self.authorities_in(entered).await?;
        Ok(self.shown_of(rows, entered.actor, act, resource))
    }
}

impl Entered<'_> {
    /// Refuses texts to whoever was let in without them.
    pub(crate) fn must_show(&self) -> Result<(), DeskError> {
        if self.has_texts { Ok(()) } else { Err(DeskError::NotFound) }
    }

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
