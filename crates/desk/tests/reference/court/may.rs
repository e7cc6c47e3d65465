//! The reference of disputes and legal inquiries: who may file, sit, speak, read, rule, sign, publish and appeal, and who
//! answers an inquiry. Written from the handbook (DRP 1 to 3, SP 1.2, 9.1.4 and 9.3.2) and without Cedar.

use model::{
    Role::{
        self, Arbitrator, BoardMember, CaseManager, Counsel, Publisher, SupportEngineer, TeamLeader,
    },
    Seat,
    Visibility::{Claimant, Respondent, Tribunal},
};

use crate::{
    cast::JANA,
    court::{Court, Origin, Ruling, Stage, Standing, Who},
    moves::Move,
};

/// Seconds in which a party asks for the review of a ruling: thirty days.
const APPEAL_SECS: i64 = 30 * 86_400;

impl Court {
    pub fn is(&self, who: Who, role: Role) -> bool {
        self.humans[who].roles.contains(&role)
    }

    pub fn is_staff(&self, who: Who) -> bool {
        !self.humans[who].roles.is_empty()
    }

    /// Sitting in a dispute, and being trusted with that still.
    pub fn sits(&self, of: usize, who: Who) -> bool {
        let dispute = &self.disputes[of];
        (self.is(who, Arbitrator) || self.is(who, CaseManager))
            && (dispute.arbitrators.contains(&who) || dispute.manager == Some(who))
    }

    fn rules(&self, of: usize, who: Who) -> bool {
        self.is(who, Arbitrator) && self.disputes[of].arbitrators.contains(&who)
    }

    /// Being of the staff and no party: nobody works on a dispute of their own.
    fn works(&self, of: usize, who: Who) -> bool {
        self.is_staff(who) && !self.disputes[of].is_party(who)
    }

    /// Reading a request, redacted: the staff of its queue and whoever has it; an inquiry also counsel and its tribunal.
    pub fn sees(&self, case: usize, who: Who) -> bool {
        let matter = &self.matters[case];
        let is_of_queue = self.is(who, SupportEngineer) || self.is(who, TeamLeader);
        let is_of_inquiry = |of| self.is(who, Counsel) || self.sits(of, who);
        matter.requester != who
            && (is_of_queue
                || matter.assignee == Some(who)
                || matter.inquiry.is_some_and(is_of_inquiry))
    }

    /// Whom a dispute keeps from sitting: its parties, whoever worked on the case that it came from, and, in an appeal,
    /// whoever sat before.
    pub fn is_barred(&self, of: usize, who: Who) -> bool {
        let dispute = &self.disputes[of];
        let (before, origin) = match dispute.origin {
            Origin::Dispute(before) => (Some(before), self.disputes[before].origin),
            origin => (None, origin),
        };
        let has_worked = match origin {
            Origin::Matter(case) => {
                let matter = &self.matters[case];
                matter.assignee == Some(who) || matter.authors.contains(&who)
            }
            _ => false,
        };
        dispute.is_party(who)
            || has_worked
            || before.is_some_and(|before| self.disputes[before].sat.contains(&who))
    }

    /// Having sat in a dispute and not sitting now, or having sat in the one that it reviews.
    fn has_sat(&self, of: usize, who: Who) -> bool {
        let dispute = &self.disputes[of];
        let sits = dispute.arbitrators.contains(&who) || dispute.manager == Some(who);
        let sat_then = match dispute.origin {
            Origin::Dispute(before) => self.disputes[before].sat.contains(&who),
            _ => false,
        };
        sat_then || (dispute.sat.contains(&who) && !sits)
    }

    /// Taking a seat, or being named for it: in the role of that seat, which is free, and for who is not barred.
    fn may_sit(&self, of: usize, seat: Seat, who: Who) -> bool {
        let dispute = &self.disputes[of];
        let is_free = match seat {
            Seat::Arbitrator => dispute.arbitrators.len() < dispute.n_arbitrators(),
            Seat::CaseManager => dispute.manager.is_none(),
        };
        let has_one = dispute.arbitrators.contains(&who) || dispute.manager == Some(who);
        dispute.stage == Stage::Filed
            && is_free
            && !has_one
            && !self.is_barred(of, who)
            && self.is(who, seat.role())
    }

    /// Who could still be arbitrator, while somebody declines: where nobody could, the dispute ends.
    pub fn could_still(&self, of: usize) -> bool {
        let declined = &self.disputes[of].declined;
        let mut all = 0..self.humans.len();
        all.any(|who| {
            self.is(who, Arbitrator) && !declined.contains(&who) && !self.is_barred(of, who)
        })
    }

    /// Signing a ruling: the arbitrators, each once; a sealed one also somebody of the board who does not sit and never did.
    fn could_sign(&self, of: usize, ruling: &Ruling, who: Who) -> bool {
        let dispute = &self.disputes[of];
        self.works(of, who)
            && dispute.stage == Stage::Heard
            && !ruling.signers.contains(&who)
            && dispute.manager != Some(who)
            && !self.has_sat(of, who)
            && (self.rules(of, who) || (ruling.is_sealed && self.is(who, BoardMember)))
    }

    /// Publishing a ruling that is not sealed: who took no part in it.
    fn could_release(&self, of: usize, ruling: &Ruling, who: Who) -> bool {
        let dispute = &self.disputes[of];
        let took_part = ruling.signers.contains(&who)
            || dispute.arbitrators.contains(&who)
            || dispute.manager == Some(who);
        self.works(of, who) && self.is(who, Publisher) && !took_part && !ruling.is_sealed
    }

    /// A ruling stands with two of a panel, or its one arbitrator; a sealed one with somebody of the board beside them.
    pub fn is_signed(&self, of: usize, ruling: &Ruling) -> bool {
        let dispute = &self.disputes[of];
        let sits = |who: &&Who| dispute.arbitrators.contains(who);
        let n_sitting = ruling.signers.iter().filter(sits).count();
        n_sitting >= if dispute.n_arbitrators() == 1 { 1 } else { 2 }
            && (!ruling.is_sealed || n_sitting < ruling.signers.len())
    }

    /// Who may do what in disputes and about inquiries; what takes two is asked of [`Self::may_by_two`].
    pub fn may(&self, who: Who, what: Move) -> bool {
        match what {
            // Anybody files for themself, from a request of their own; the staff from one that they read.
            Move::File { origin, against } => {
                origin.is_none_or(|case| self.matters[case].requester == who)
                    && against != Some(who)
            }
            Move::FileFor { case, is_own, against } => {
                let claimant = if is_own { who } else { self.matters[case].requester };
                self.sees(case, who) && against != Some(claimant)
            }
            // By mail from outside; the staff have the portal.
            Move::Write => !self.is_staff(who) && who >= JANA,
            // What is missing: the claimant until it is heard, the tribunal until it is decided.
            Move::Complete { of, part, against } => {
                let dispute = &self.disputes[of];
                let is_claimant = dispute.claimant == who && dispute.stage == Stage::Filed;
                let is_tribunals =
                    self.works(of, who) && self.sits(of, who) && dispute.is_going_on();
                dispute.lacks.contains(&part)
                    && (is_claimant || is_tribunals)
                    && against != Some(dispute.claimant)
            }
            Move::Take { of, seat, nominee } => {
                let may_name = self.is(who, TeamLeader) || self.sits(of, who);
                self.works(of, who)
                    && (nominee == who || may_name)
                    && self.may_sit(of, seat, nominee)
            }
            Move::Decline { of } => {
                let dispute = &self.disputes[of];
                self.works(of, who)
                    && self.is(who, Arbitrator)
                    && dispute.stage == Stage::Filed
                    && !dispute.arbitrators.contains(&who)
                    && !dispute.declined.contains(&who)
            }
            Move::HandBack { of } => self.sits(of, who) && self.disputes[of].is_going_on(),
            Move::End { of } => {
                self.works(of, who)
                    && self.is(who, TeamLeader)
                    && self.disputes[of].stage == Stage::Filed
            }
            // Among themselves at any time; to parties who are there, until it is decided. An inquiry's arbitrator alone
            // speaks to them, and counsel advises.
            Move::Say { of, to } => {
                let dispute = &self.disputes[of];
                let is_counsel = dispute.is_legal && self.is(who, Counsel);
                self.works(of, who)
                    && !dispute.is_closed
                    && match to {
                        Tribunal => self.sits(of, who) || is_counsel,
                        _ => {
                            self.sits(of, who)
                                && self.humans[who].has_key
                                && dispute.is_going_on()
                                && (!dispute.is_legal || self.rules(of, who))
                                && (to != Respondent || dispute.respondent.is_some())
                        }
                    }
            }
            Move::State { of } => {
                self.disputes[of].side(who).is_some() && self.disputes[of].is_going_on()
            }
            Move::Share { of, said } => {
                let said = &self.disputes[of].said[said];
                let is_a_partys = said.by.is_some() && matches!(said.to, Claimant | Respondent);
                self.works(of, who)
                    && self.sits(of, who)
                    && self.disputes[of].is_going_on()
                    && is_a_partys
            }
            Move::Look { of } => {
                let is_of_bench = [Arbitrator, CaseManager, TeamLeader];
                self.works(of, who)
                    && (is_of_bench.iter().any(|role| self.is(who, *role))
                        || (self.disputes[of].is_legal && self.is(who, Counsel)))
            }
            // Whoever reads the dispute, signed, may sign, or may publish it.
            Move::ReadRuling { of, ruling } => {
                let ruling = &self.disputes[of].rulings[ruling];
                self.works(of, who)
                    && (self.may(who, Move::Look { of })
                        || ruling.signers.contains(&who)
                        || self.could_sign(of, ruling, who)
                        || self.could_release(of, ruling, who))
            }
            Move::Read { of } => self.disputes[of].side(who).is_some(),
            // Originals: who sits, until it is closed.
            Move::Open { of, .. } => {
                self.works(of, who) && self.sits(of, who) && !self.disputes[of].is_closed
            }
            Move::Rule { of, .. } => {
                self.works(of, who)
                    && self.rules(of, who)
                    && self.humans[who].has_key
                    && self.disputes[of].stage == Stage::Heard
            }
            Move::Sign { of, ruling } => {
                let ruling = &self.disputes[of].rulings[ruling];
                ruling.standing == Standing::Waits && self.could_sign(of, ruling, who)
            }
            Move::Release { of, ruling } => {
                let ruling = &self.disputes[of].rulings[ruling];
                ruling.standing == Standing::InForce
                    && !ruling.is_published
                    && self.could_release(of, ruling, who)
            }
            Move::Appeal { of, ruling } => {
                let dispute = &self.disputes[of];
                let ruling = &dispute.rulings[ruling];
                dispute.side(who).is_some()
                    && dispute.stage == Stage::Decided
                    && !matches!(dispute.origin, Origin::Dispute(_))
                    && ruling.standing == Standing::InForce
                    && !ruling.is_interim
                    && !ruling.is_appealed
                    && self.now <= ruling.since + APPEAL_SECS
            }
            Move::Close { of } => {
                let dispute = &self.disputes[of];
                self.works(of, who)
                    && self.sits(of, who)
                    && dispute.stage == Stage::Decided
                    && !dispute.is_closed
            }
            Move::Mark { case, .. } => {
                let matter = &self.matters[case];
                let is_counsel = self.is(who, Counsel) && matter.requester != who;
                matter.inquiry.is_none() && (self.sees(case, who) || is_counsel)
            }
            Move::Answer { case } => {
                let matter = &self.matters[case];
                let is_theirs = match matter.inquiry {
                    Some(of) => self.rules(of, who),
                    None => matter.assignee == Some(who),
                };
                self.sees(case, who) && self.humans[who].has_key && is_theirs
            }
            Move::OpenLetter { case } => {
                let matter = &self.matters[case];
                let is_tribunals = matter.inquiry.is_some_and(|of| self.sits(of, who));
                self.sees(case, who) && (matter.assignee == Some(who) || is_tribunals)
            }
            Move::EndHold { case, whose } => {
                self.sees(case, who)
                    && self.is(who, Counsel)
                    && self.matters[case].held.contains(&whose)
            }
            Move::Wait { .. } => true,
            _ => self.may_by_two(who, what),
        }
    }
}
