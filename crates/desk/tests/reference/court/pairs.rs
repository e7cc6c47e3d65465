//! The reference of what takes two: one proposes, another who may do the same seconds exactly that, neither of them a
//! deputy of the first, in time, under the policies of then; and it is carried out once. Written from SP 1.2.

use model::Role::{Administrator, BoardMember, Counsel};

use crate::{
    court::{Court, Who},
    moves::Move,
};

/// Seconds after which a proposal lapses, and a motion of the board.
const LAPSE_SECS: i64 = 86_400;
const MOTION_LAPSE_SECS: i64 = 14 * 86_400;

/// Proposals of one person that wait at a time.
const OPEN_MAX: usize = 20;

/// What two do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Destroy(Who),
    ChangePolicies,
    GivePlace(Who, model::Role),
    EndPlace(Who),
    /// To somebody, over a case.
    GiveAuthority(usize, Who),
}

impl Deed {
    /// Whether the board decides it: then both act, the first once more after the second.
    pub const fn is_motion(self) -> bool {
        matches!(self, Self::GivePlace(..) | Self::EndPlace(_) | Self::GiveAuthority(..))
    }
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Waits,
    Approved,
    Declined,
    Used,
}

#[derive(Clone, Debug)]
pub struct Proposal {
    pub deed: Deed,
    pub first: Who,
    /// Who stood in for the first when it was proposed.
    pub deputy: Option<Who>,
    /// Who approved it, with the edition of their place.
    pub second: Option<(Who, u32)>,
    pub word: Word,
    pub lapses_at: i64,
    /// The edition of the policies.
    pub edition: u32,
    /// The edition of the place that it gives or ends.
    pub place: u32,
}

impl Court {
    pub fn is_held(&self, who: Who) -> bool {
        self.matters.iter().any(|matter| matter.held.contains(&who))
    }

    /// What was proposed about somebody is destroyed with them.
    fn is_forgotten(&self, deed: Deed) -> bool {
        matches!(deed, Deed::Destroy(whom) | Deed::GivePlace(whom, _) if self.humans[whom].is_gone)
    }

    /// Being entitled to a deed, together with another.
    fn may_half(&self, who: Who, deed: Deed) -> bool {
        let is_of_board = self.is(who, BoardMember);
        let is_seated = is_of_board && self.humans[who].is_seated;
        if self.is_forgotten(deed) {
            return false;
        }
        match deed {
            Deed::Destroy(whom) => {
                (self.is(who, Administrator) || self.is(who, Counsel))
                    && whom != who
                    && !self.humans[whom].is_seated
            }
            Deed::ChangePolicies => {
                self.is(who, Administrator) || self.is(who, Counsel) || is_of_board
            }
            Deed::GivePlace(whom, _) => is_seated && whom != who,
            // Who sits on the board is removed by the board alone.
            Deed::EndPlace(whom) => is_seated || (is_of_board && !self.humans[whom].is_seated),
            Deed::GiveAuthority(case, holder) => {
                let n_seated = self.humans.iter().filter(|human| human.is_seated).count();
                is_seated
                    && n_seated > 1
                    && self.is_staff(holder)
                    && holder != who
                    && self.matters[case].inquiry.is_none()
                    && self.matters[case].requester != who
            }
        }
    }

    /// Ending a place alone: one's own, or as an administrator that of anybody who does not sit on the board.
    fn may_end(&self, who: Who, whom: Who) -> bool {
        self.is_staff(who) && who == whom
            || (self.is(who, Administrator) && !self.humans[whom].is_seated)
    }

    /// Carrying out: the first, in time, what a second who is who they were approved under these policies. Nobody whose data
    /// is held, or who is of the staff, is destroyed; a place is given on the roles that were held when it was proposed.
    pub fn may_carry(&self, who: Who, proposal: &Proposal) -> bool {
        let same = |second: (Who, u32)| self.humans[second.0].edition == second.1;
        proposal.first == who
            && proposal.second.is_some_and(same)
            && proposal.word == Word::Approved
            && self.now < proposal.lapses_at
            && self.edition == proposal.edition
            && self.may_half(who, proposal.deed)
            && match proposal.deed {
                Deed::Destroy(whom) => !self.is_held(whom) && !self.is_staff(whom),
                Deed::GivePlace(whom, _) => self.humans[whom].edition == proposal.place,
                _ => true,
            }
    }

    /// Who may propose, second, decline and carry out, name a deputy, and end a place alone.
    pub fn may_by_two(&self, who: Who, what: Move) -> bool {
        let waits =
            |proposal: &Proposal| proposal.word == Word::Waits && self.now < proposal.lapses_at;
        match what {
            Move::Propose { deed } => {
                let is_own = |one: &&Proposal| one.first == who && waits(one);
                let n_open = self.proposals.iter().filter(is_own).count();
                // What somebody may do alone they do not propose: one's own place is given up.
                self.may_half(who, deed) && deed != Deed::EndPlace(who) && n_open < OPEN_MAX
            }
            Move::Second { proposal, is_as_shown } => {
                let proposal = &self.proposals[proposal];
                let first = &self.humans[proposal.first];
                let is_alone =
                    matches!(proposal.deed, Deed::EndPlace(whom) if self.may_end(who, whom));
                (self.may_half(who, proposal.deed) || is_alone)
                    && who != proposal.first
                    && proposal.deputy != Some(who)
                    && first.deputy != Some(who)
                    && waits(proposal)
                    && is_as_shown
                    && self.edition == proposal.edition
            }
            // The first takes it back; whoever could second it declines it, before it is used.
            Move::TakeBack { proposal } => {
                let proposal = &self.proposals[proposal];
                let is_alone = proposal.deed == Deed::EndPlace(who);
                self.is_staff(who)
                    && (proposal.first == who || (self.may_half(who, proposal.deed) && !is_alone))
                    && matches!(proposal.word, Word::Waits | Word::Approved)
                    && self.now < proposal.lapses_at
                    && !self.is_forgotten(proposal.deed)
            }
            Move::CarryOut { proposal } => self.may_carry(who, &self.proposals[proposal]),
            Move::NameDeputy { deputy } => {
                let is_another = |deputy| deputy != who && self.is_staff(deputy);
                self.is_staff(who) && deputy.is_none_or(is_another)
            }
            Move::Remove { whom } => self.is_staff(whom) && self.may_end(who, whom),
            _ => false,
        }
    }

    /// Notes what somebody proposed.
    pub fn propose(&mut self, who: Who, deed: Deed) {
        let place = match deed {
            Deed::GivePlace(whom, _) | Deed::EndPlace(whom) => self.humans[whom].edition,
            _ => 0,
        };
        let lapses = if deed.is_motion() { MOTION_LAPSE_SECS } else { LAPSE_SECS };
        self.proposals.push(Proposal {
            deed,
            first: who,
            deputy: self.humans[who].deputy,
            second: None,
            word: Word::Waits,
            lapses_at: self.now + lapses,
            edition: self.edition,
            place,
        });
    }

    /// Notes that a proposal was carried out.
    pub fn carry(&mut self, proposal: usize) {
        self.proposals[proposal].word = Word::Used;
        match self.proposals[proposal].deed {
            Deed::Destroy(whom) => self.humans[whom].is_gone = true,
            Deed::ChangePolicies => self.edition += 1,
            Deed::GivePlace(whom, role) => {
                self.humans[whom].roles = [role].into();
                self.humans[whom].edition += 1;
                self.vacate_lost(whom);
            }
            Deed::EndPlace(whom) => self.leave(whom),
            Deed::GiveAuthority(..) => {}
        }
    }
}
