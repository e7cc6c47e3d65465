//! The tribunal of a dispute: who sits in it, and against whom it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{PersonId, Role, StaffId};

/// Arbitrators of a panel of appeal.
pub const PANEL_SEATS: usize = 3;

/// A seat in a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Rules.
    Arbitrator,
    /// Leads the procedure.
    CaseManager,
}

impl Seat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Arbitrator, Self::CaseManager];

    /// Returns the role of who may sit there.
    pub const fn role(self) -> Role {
        match self {
            Self::Arbitrator => Role::Arbitrator,
            Self::CaseManager => Role::CaseManager,
        }
    }

    /// Returns the stored word, which is the role's.
    pub const fn as_str(self) -> &'static str {
        self.role().as_str()
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|seat| seat.as_str() == text)
    }
}

/// Somebody who is to take a seat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Nominee {
    /// Which seat.
    pub seat: Seat,
    /// Who.
    pub staff_id: StaffId,
    /// The same human as a person, who may be a party.
    pub person_id: PersonId,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
}

/// Who sits in a dispute, and against whom it is. A case from which a dispute about a legal inquiry came bears
/// those who sit in that dispute, because nobody but its arbitrator answers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tribunal {
    /// Who rules: one, or a panel of three of whom the first presides.
    pub arbitrators: Vec<StaffId>,
    /// Who leads the procedure.
    pub case_manager: Option<StaffId>,
    /// Against whom the dispute is, if it is a person we know.
    pub respondent_id: Option<PersonId>,
}

/// Why a seat cannot be taken or handed back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeatError {
    /// All seats of this kind are taken.
    #[error("this seat is taken")]
    Taken,
    /// They sit here already.
    #[error("they sit in this dispute already; nobody holds two seats of one")]
    Sits,
    /// They do not sit here.
    #[error("they do not sit in this dispute")]
    SitsNot,
}

impl Tribunal {
    /// Says whether somebody sits in it.
    pub fn has(&self, id: StaffId) -> bool {
        self.arbitrators.contains(&id) || self.case_manager == Some(id)
    }

    /// Says whether anybody sits in it.
    pub const fn sits(&self) -> bool {
        !self.arbitrators.is_empty() || self.case_manager.is_some()
    }

    /// Returns the seat somebody holds.
    pub fn seat_of(&self, id: StaffId) -> Option<Seat> {
        match (self.arbitrators.contains(&id), self.case_manager == Some(id)) {
            (true, _) => Some(Seat::Arbitrator),
            (_, true) => Some(Seat::CaseManager),
            _ => None,
        }
    }

    /// Says whether every seat is taken, with so many arbitrators.
    pub const fn is_complete(&self, n_arbitrators: usize) -> bool {
        self.arbitrators.len() >= n_arbitrators && self.case_manager.is_some()
    }

    /// Gives somebody a seat.
    pub fn with(
        mut self,
        seat: Seat,
        id: StaffId,
        n_arbitrators: usize,
    ) -> Result<Self, SeatError> {
        if self.has(id) {
            return Err(SeatError::Sits);
        }
        match seat {
            Seat::Arbitrator if self.arbitrators.len() >= n_arbitrators => Err(SeatError::Taken),
            Seat::CaseManager if self.case_manager.is_some() => Err(SeatError::Taken),
            Seat::Arbitrator => {
                self.arbitrators.push(id);
                Ok(self)
            }
            Seat::CaseManager => Ok(Self { case_manager: Some(id), ..self }),
        }
    }

    /// Takes somebody's seat from them; says which it was.
    pub fn without(mut self, id: StaffId) -> Result<(Self, Seat), SeatError> {
        let seat = self.seat_of(id).ok_or(SeatError::SitsNot)?;
        match seat {
            Seat::Arbitrator => self.arbitrators.retain(|sits| *sits != id),
            Seat::CaseManager => self.case_manager = None,
        }
        Ok((self, seat))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn staff(n: u128) -> StaffId {
        StaffId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn nobody_holds_two_seats_and_no_seat_is_held_twice() {
        use Seat::{Arbitrator, CaseManager};
        let check = |seats: &[(Seat, u128)], n_arbitrators, expect: Result<bool, SeatError>| {
            let seated = seats.iter().try_fold(Tribunal::default(), |tribunal, (seat, n)| {
                tribunal.with(*seat, staff(*n), n_arbitrators)
            });
            assert_eq!(seated.map(|tribunal| tribunal.is_complete(n_arbitrators)), expect);
        };
        check(&[(Arbitrator, 1)], 1, Ok(false));
        check(&[(Arbitrator, 1), (CaseManager, 2)], 1, Ok(true));
        check(&[(Arbitrator, 1), (CaseManager, 1)], 1, Err(SeatError::Sits));
        check(&[(CaseManager, 1), (Arbitrator, 1)], 1, Err(SeatError::Sits));
        check(&[(Arbitrator, 1), (Arbitrator, 2)], 1, Err(SeatError::Taken));
        check(&[(CaseManager, 1), (CaseManager, 2)], 1, Err(SeatError::Taken));
        check(&[(Arbitrator, 1), (Arbitrator, 1)], 3, Err(SeatError::Sits));
        check(&[(Arbitrator, 1), (Arbitrator, 2), (CaseManager, 4)], 3, Ok(false));
        check(&[(Arbitrator, 1), (Arbitrator, 2), (Arbitrator, 3), (CaseManager, 4)], 3, Ok(true));
    }

    #[test]
    fn a_seat_is_handed_back_by_who_holds_it() {
        let seated = Tribunal::default().with(Seat::Arbitrator, staff(1), 1).unwrap();
        assert_eq!(seated.clone().without(staff(2)), Err(SeatError::SitsNot));
        assert_eq!(seated.without(staff(1)), Ok((Tribunal::default(), Seat::Arbitrator)));
    }
}
