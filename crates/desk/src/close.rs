//! Closing and reopening.

use model::{Act, Actor, Case, CaseKind, CaseNumber, DeliveryState, Resource};

use crate::{Desk, DeskError, approvals::staff_id, move_case::check_version};

impl Desk {
    /// Ends a case. Assignment ends with it, and with that the right to open its originals.
    pub async fn close(
        &self,
        actor: &Actor,
        number: CaseNumber,
        version: Option<i64>,
    ) -> Result<Case, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        check_version(&record.case, version)?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseClose, &resource).await?;
        let held = self.db.read().await?.case_deliveries(record.case.id).await?;
        if held.iter().any(|found| found.delivery.state == DeliveryState::Held) {
            let words = "a reply is still held; let it leave or take it back first".to_owned();
            return Err(DeskError::Invalid { field: "case", words });
        }
        let case = record.case.closed(self.now())?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.withdraw_handover_of(case.id, staff_id(actor), self.now()).await?;
        // An answer opens a request again; in a dispute that is over nobody says anything.
        if case.number.kind == CaseKind::Dispute {
            tx.delete_jottings_of_case(case.id).await?;
        }
        tx.commit().await?;
        Ok(Case { version: case.version + 1, ..case })
    }

    /// Takes an ended case up again; nobody holds it until it is assigned anew.
    pub async fn reopen(
        &self,
        actor: &Actor,
        number: CaseNumber,
        version: Option<i64>,
    ) -> Result<Case, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        check_version(&record.case, version)?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseReopen, &resource).await?;
        let case = record.case.reopened(self.now())?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        tx.commit().await?;
        Ok(Case { version: case.version + 1, ..case })
    }
}
