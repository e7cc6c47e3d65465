//! Seats of who leaves the staff, is no longer trusted with what they sit for, or becomes a party: empty at once, so that the dispute waits for
//! somebody else and not for who can neither act nor hand their seat back.

use std::collections::BTreeSet;

use db::WriteTx;
use model::{Role, Seat, StaffId, Stage};

use crate::{Desk, DeskError, disputes::invalid};

impl Desk {
    /// Empties the seats of a member whose roles these are from now on, in the transaction that makes them so. What waits
    /// for signatures falls, as where somebody hands their seat back.
    pub(crate) async fn vacate_seats(
        &self,
        tx: &mut WriteTx,
        id: StaffId,
        roles: &BTreeSet<Role>,
    ) -> Result<(), DeskError> {
        let lost = Seat::ALL.into_iter().filter(|seat| !roles.contains(&seat.role()));
        for seat in lost {
            // A page at a time; each is shorter by those that were emptied.
            loop {
                let cases = tx.cases_of_seat(id, seat).await?;
                if cases.is_empty() {
                    break;
                }
                for case_id in cases {
                    self.vacate_seat(tx, id, case_id).await?;
                }
            }
        }
        Ok(())
    }

    /// Empties one seat, of a dispute that goes on.
    pub(crate) async fn vacate_seat(
        &self,
        tx: &mut WriteTx,
        id: StaffId,
        case_id: model::CaseId,
    ) -> Result<(), DeskError> {
        let now = self.now();
        tx.end_seat(case_id, id, None, now).await?;
        if let Some(staff) = tx.staff(id).await? {
            tx.delete_jottings_of_seat(case_id, staff.person_id).await?;
        }
        let record = tx.case(case_id).await?.ok_or(DeskError::NotFound)?;
        if !record.case.tribunal.has(id) {
            return Ok(());
        }
        let found = self.found_of(tx, record).await?;
        let tribunal = found.record.case.tribunal.clone();
        let (tribunal, _) =
            tribunal.without(id).map_err(|error| invalid("seat", error.to_string()))?;
        let case = found.record.case.clone().seated(tribunal, now)?;
        tx.update_case(&case).await?;
        tx.update_dispute(case_id, Stage::Filed).await?;
        self.withdraw_waiting(tx, &found).await?;
        self.pass_tribunal_on(tx, &found, &case).await
    }
}
