//! The reference of reading in a dispute (DRP 2.1 and 3.2): who reads which of what was said.

use model::{Role::BoardMember, Visibility::AllParties};

use crate::court::{Court, Part, Said, Standing, Who};

impl Court {
    /// Reading what was said: the tribunal all of it, a party what is its own, for it or for both, others of the staff what
    /// was filed, why colleagues did not sit, and what was said to both. Rulings that wait are the tribunal's; sealed ones
    /// are read by parties and board, and each by who signed it.
    pub fn reads(&self, of: usize, who: Who, as_party: bool, said: &Said) -> bool {
        let dispute = &self.disputes[of];
        let is_open = said.to == AllParties;
        if let Part::Ruling(n) = said.part {
            let ruling = &dispute.rulings[n];
            let stands = ruling.standing == Standing::InForce;
            let is_boards = ruling.is_sealed && self.is(who, BoardMember);
            return match as_party {
                true => stands && dispute.side(who).is_some(),
                false => {
                    let is_own = ruling.signers.contains(&who);
                    self.sits(of, who) || is_own || is_boards || (stands && !ruling.is_sealed)
                }
            };
        }
        match as_party {
            true => said.by == Some(who) || is_open || dispute.side(who) == Some(said.to),
            false => {
                self.sits(of, who) || is_open || matches!(said.part, Part::Filing | Part::Reason)
            }
        }
    }
}
