//! What becomes of the reference's house when something happens in it. Nobody is asked here whether they may.

use std::collections::BTreeSet;

use model::{
    Role, Seat,
    Visibility::{self, AllParties, Tribunal},
};

use crate::{
    court::{Court, Dispute, Lack, Origin, Part, Ruling, Said, Stage, Standing, Who, Word},
    moves::Move,
};

impl Court {
    /// Notes what somebody did. Says whether something approved was carried out at once.
    pub fn happens(&mut self, who: Who, what: Move) -> bool {
        match what {
            Move::File { origin, against } => {
                let origin = origin.map_or(Origin::Nothing, Origin::Matter);
                self.file(who, against, origin, Some(who), 3);
            }
            Move::FileFor { case, is_own, against } => {
                let claimant = if is_own { who } else { self.matters[case].requester };
                self.file(claimant, against, Origin::Matter(case), None, 3);
            }
            Move::Write => {
                self.file(who, None, Origin::Nothing, Some(who), 1);
                self.disputes.last_mut().unwrap().lacks = [Lack::Respondent, Lack::Relief].into();
            }
            Move::Complete { of, part, against } => {
                let by = (self.disputes[of].claimant == who).then_some(who);
                self.say(of, by, Part::Filing, AllParties);
                self.disputes[of].lacks.remove(&part);
                if let Some(against) = against {
                    self.disputes[of].respondent = Some(against);
                    // A party does not sit.
                    let dispute = &self.disputes[of];
                    if dispute.arbitrators.contains(&against) || dispute.manager == Some(against) {
                        self.vacate(of, against);
                    }
                }
            }
            Move::Take { of, seat, nominee } => self.take(of, seat, nominee),
            Move::Decline { of } => {
                self.say(of, None, Part::Reason, Tribunal);
                self.disputes[of].declined.insert(who);
                if !self.could_still(of) {
                    self.end(of);
                }
            }
            Move::HandBack { of } => {
                self.say(of, None, Part::Reason, Tribunal);
                self.vacate(of, who);
            }
            Move::End { of } => self.end(of),
            Move::Say { of, to } => self.say(of, None, Part::Statement, to),
            Move::State { of } => {
                let to = self.disputes[of].side(who).unwrap_or(Tribunal);
                self.say(of, Some(who), Part::Statement, to);
            }
            Move::Share { of, said } => self.disputes[of].said[said].to = AllParties,
            Move::Rule { of, is_interim, is_sealed } => {
                let n = self.disputes[of].rulings.len();
                self.say(of, None, Part::Ruling(n), Tribunal);
                self.withdraw_waiting(of);
                self.disputes[of].rulings.push(Ruling {
                    is_interim,
                    is_sealed,
                    standing: Standing::Waits,
                    signers: BTreeSet::new(),
                    since: 0,
                    is_published: false,
                    is_appealed: false,
                });
                self.sign(of, n, who);
            }
            Move::Sign { of, ruling } => self.sign(of, ruling, who),
            Move::Release { of, ruling } => self.disputes[of].rulings[ruling].is_published = true,
            Move::Appeal { of, ruling } => {
                self.disputes[of].rulings[ruling].is_appealed = true;
                let dispute = &self.disputes[of];
                let other = match dispute.claimant == who {
                    true => dispute.respondent,
                    false => Some(dispute.claimant),
                };
                let is_legal = dispute.is_legal;
                self.file(who, other, Origin::Dispute(of), Some(who), 2);
                let review = self.disputes.last_mut().unwrap();
                review.is_legal = is_legal;
                if other.is_none() && !is_legal {
                    review.lacks = [Lack::Respondent].into();
                }
            }
            Move::Close { of } => self.disputes[of].is_closed = true,
            Move::Mark { case, named } => {
                let requester = self.matters[case].requester;
                self.matters[case].held = vec![requester];
                self.matters[case].held.extend(named.filter(|named| *named != requester));
                self.matters[case].inquiry = Some(self.disputes.len());
                self.file(requester, None, Origin::Matter(case), None, 2);
                self.disputes.last_mut().unwrap().is_legal = true;
            }
            Move::Answer { case } => {
                self.matters[case].authors.insert(who);
            }
            Move::EndHold { case, whose } => self.matters[case].held.retain(|held| *held != whose),
            Move::Propose { deed } => self.propose(who, deed),
            Move::Second { proposal, .. } => {
                let edition = self.humans[who].edition;
                let one = &mut self.proposals[proposal];
                (one.second, one.word) = (Some((who, edition)), Word::Approved);
                let (first, is_motion) = (one.first, one.deed.is_motion());
                let is_carried = !is_motion && self.may_carry(first, &self.proposals[proposal]);
                if is_carried {
                    self.carry(proposal);
                }
                return is_carried;
            }
            Move::TakeBack { proposal } => self.proposals[proposal].word = Word::Declined,
            Move::CarryOut { proposal } => self.carry(proposal),
            Move::NameDeputy { deputy } => self.humans[who].deputy = deputy,
            Move::Remove { whom } => self.leave(whom),
            Move::Look { .. }
            | Move::Read { .. }
            | Move::ReadRuling { .. }
            | Move::Open { .. }
            | Move::OpenLetter { .. }
            | Move::Wait { .. } => {}
        }
        false
    }

    fn file(
        &mut self,
        claimant: Who,
        respondent: Option<Who>,
        origin: Origin,
        by: Option<Who>,
        n_parts: usize,
    ) {
        let filed = Said { by, part: Part::Filing, to: AllParties };
        self.disputes.push(Dispute {
            claimant,
            respondent,
            origin,
            is_legal: false,
            stage: Stage::Filed,
            is_closed: false,
            arbitrators: Vec::new(),
            manager: None,
            sat: BTreeSet::new(),
            declined: BTreeSet::new(),
            said: vec![filed; n_parts],
            rulings: Vec::new(),
            lacks: BTreeSet::new(),
        });
    }

    fn take(&mut self, of: usize, seat: Seat, who: Who) {
        let dispute = &mut self.disputes[of];
        dispute.sat.insert(who);
        match seat {
            Seat::Arbitrator => dispute.arbitrators.push(who),
            Seat::CaseManager => dispute.manager = Some(who),
        }
        if dispute.is_complete() {
            dispute.stage = Stage::Heard;
        }
    }

    /// Seats that somebody holds are empty where they are no longer trusted with them.
    pub fn vacate_lost(&mut self, who: Who) {
        for of in 0..self.disputes.len() {
            let dispute = &self.disputes[of];
            let rules = dispute.arbitrators.contains(&who) && !self.is(who, Role::Arbitrator);
            let leads = dispute.manager == Some(who) && !self.is(who, Role::CaseManager);
            if (rules || leads) && dispute.is_going_on() {
                self.vacate(of, who);
            }
        }
    }

    /// A seat is empty again: the dispute waits, and what waits for signatures falls.
    fn vacate(&mut self, of: usize, who: Who) {
        let dispute = &mut self.disputes[of];
        dispute.arbitrators.retain(|sits| *sits != who);
        dispute.manager = dispute.manager.filter(|sits| *sits != who);
        dispute.stage = Stage::Filed;
        self.withdraw_waiting(of);
    }

    fn end(&mut self, of: usize) {
        self.say(of, None, Part::Reason, AllParties);
        let dispute = &mut self.disputes[of];
        (dispute.stage, dispute.is_closed) = (Stage::Declined, true);
    }

    fn say(&mut self, of: usize, by: Option<Who>, part: Part, to: Visibility) {
        self.disputes[of].said.push(Said { by, part, to });
    }

    fn withdraw_waiting(&mut self, of: usize) {
        for ruling in &mut self.disputes[of].rulings {
            if ruling.standing == Standing::Waits {
                ruling.standing = Standing::Withdrawn;
            }
        }
    }

    fn sign(&mut self, of: usize, n: usize, who: Who) {
        self.disputes[of].rulings[n].signers.insert(who);
        if !self.is_signed(of, &self.disputes[of].rulings[n]) {
            return;
        }
        let now = self.now;
        let dispute = &mut self.disputes[of];
        let ruling = &mut dispute.rulings[n];
        (ruling.standing, ruling.since) = (Standing::InForce, now);
        if !ruling.is_interim {
            dispute.stage = Stage::Decided;
        }
    }

    /// Somebody leaves the staff: roles, deputies, proposals, cases and seats go with them.
    pub fn leave(&mut self, who: Who) {
        let human = &mut self.humans[who];
        human.roles.clear();
        (human.is_seated, human.has_key) = (false, false);
        human.edition += 1;
        human.deputy = None;
        for human in self.humans.iter_mut().filter(|human| human.deputy == Some(who)) {
            human.deputy = None;
        }
        for one in self.proposals.iter_mut().filter(|one| one.first == who) {
            if matches!(one.word, Word::Waits | Word::Approved) {
                one.word = Word::Declined;
            }
        }
        for matter in self.matters.iter_mut().filter(|matter| matter.assignee == Some(who)) {
            matter.assignee = None;
        }
        self.vacate_lost(who);
    }
}
