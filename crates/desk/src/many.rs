//! Many cases at once: each by its own act, with its own entry and its own check of the version. What cannot be done for
//! one is told, and keeps none of the others.

use model::{Actor, CaseNumber, QueueName, StaffId};

use crate::{Desk, DeskError};

/// Cases of one go: as many as a page of the board shows.
pub const MANY_MAX: usize = 50;

/// A case among several, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenCase {
    /// Its number.
    pub number: CaseNumber,
    /// The version that was read.
    pub version: i64,
    /// Where it is to go.
    pub queue: QueueName,
}

/// A case that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedCase {
    /// The queue it came from.
    pub from: QueueName,
    /// The version it has now, by which it can be moved back.
    pub version: i64,
}

impl Desk {
    /// Moves several cases, one after the other; says of each what became of it.
    pub async fn move_cases(
        &self,
        actor: &Actor,
        chosen: &[ChosenCase],
    ) -> Result<Vec<(CaseNumber, Result<MovedCase, DeskError>)>, DeskError> {
        check_count(chosen.len())?;
        let mut done = Vec::with_capacity(chosen.len());
        for case in chosen {
            let moved = self.move_case_from(actor, case.number, &case.queue, Some(case.version));
            let moved = moved.await.map(|(moved, from)| MovedCase { from, version: moved.version });
            done.push((case.number, moved));
        }
        Ok(done)
    }

    /// Gives several cases to a member of the staff, one after the other; says of each what became of it.
    pub async fn assign_cases(
        &self,
        actor: &Actor,
        staff_id: StaffId,
        chosen: &[(CaseNumber, i64)],
    ) -> Result<Vec<(CaseNumber, Result<(), DeskError>)>, DeskError> {
        check_count(chosen.len())?;
        let mut done = Vec::with_capacity(chosen.len());
        for (number, version) in chosen {
            let given = self.assign(actor, *number, staff_id, Some(*version)).await;
            done.push((*number, given.map(drop)));
        }
        Ok(done)
    }
}

fn check_count(n: usize) -> Result<(), DeskError> {
    if n <= MANY_MAX {
        return Ok(());
    }
    Err(DeskError::Invalid { field: "case", words: format!("at most {MANY_MAX} cases in one go") })
}
