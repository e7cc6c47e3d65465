//! Assigning: somebody takes a case, or is given it.

use model::{Act, Actor, Address, Case, CaseNumber, HandoverState, Resource, StaffId};

use crate::{Desk, DeskError, approvals::staff_id, move_case::check_version};

impl Desk {
    /// Gives a case to a member of the staff of its queue.
    pub async fn assign(
        &self,
        actor: &Actor,
        number: CaseNumber,
        to: StaffId,
        version: Option<i64>,
    ) -> Result<Case, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        check_version(&record.case, version)?;
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        let permit = self.ask(actor, Act::CaseAssign, &resource).await?;
        let staff = self.db.read().await?.staff(to).await?.filter(|staff| staff.is_active);
        let staff = staff.ok_or_else(|| unknown("there is no such member of the staff"))?;
        if !queue.roles.iter().any(|role| staff.roles.contains(role)) {
            return Err(unknown(&format!("they do not staff the queue {}", queue.name)));
        }
        if staff.person_id == record.case.requester_id {
            return Err(unknown("nobody works on their own request"));
        }
        let is_self = matches!(actor, Actor::Staff(me) if me.id == to);
        let case = record.case.assigned(to, is_self, self.now())?;
        let standing = self.db.read().await?.standing_handover(case.id).await?;
        // Whoever hands out what lapsed has dealt with that.
        let has_lapsed = standing.is_some_and(|row| row.handover.state == HandoverState::Lapsed);
        let case = if has_lapsed { case.dealt_with(&queue, self.now()) } else { case };
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        // It is in other hands now than it was when it was offered.
        tx.withdraw_handover_of(case.id, staff_id(actor), self.now()).await?;
        tx.commit().await?;
        Ok(Case { version: case.version + 1, ..case })
    }

    /// Finds the member of the staff with an address; for assigning by address.
    pub async fn staff_of_address(
        &self,
        actor: &Actor,
        address: &Address,
    ) -> Result<StaffId, DeskError> {
        self.ask_to_read(actor, Act::StaffList, &Resource::House).await?;
        let person_id = self.vault.find_person(address)?;
        let Some(person_id) = person_id else {
            return Err(unknown("there is no such member of the staff"));
        };
        let staff = self.db.read().await?.staff_of_person(person_id).await?;
        let staff = staff.filter(|staff| staff.is_active);
        Ok(staff.ok_or_else(|| unknown("there is no such member of the staff"))?.id)
    }
}

fn unknown(words: &str) -> DeskError {
    DeskError::Invalid { field: "staff", words: words.to_owned() }
}
