//! Whether the house stands where the reference stands: seats, stages, rulings, holds, proposals and places.

use std::collections::BTreeSet;

use model::{CaseState, Class, RulingState, StaffId};

use crate::{
    court::{Deed, Stage, Standing, Who, Word},
    hall::Hall,
    moves::Move,
};

impl Hall {
    /// Compares all that a try could have changed.
    pub(super) async fn agree(&self, what: Move) {
        for of in 0..self.disputes.len() {
            self.agree_on_dispute(of, what).await;
        }
        let mut reader = self.house.db.read().await.unwrap();
        for (matter, (number, _)) in self.court.matters.iter().zip(&self.cases) {
            let case = reader.case_of_number(*number).await.unwrap().unwrap().case;
            assert_eq!(case.class == Class::Legal, matter.inquiry.is_some(), "{what:?}");
            let held = case.assignment.map(|held| self.who(held.staff_id));
            assert_eq!(held, matter.assignee, "{what:?}");
            let of = matter.inquiry.map(|of| self.court.disputes[of].arbitrators.clone());
            let sits: Vec<Who> = case.tribunal.arbitrators.iter().map(|id| self.who(*id)).collect();
            assert_eq!(sits, of.unwrap_or_default(), "of {number}: {what:?}");
        }
        for (n, (proposal, id)) in self.court.proposals.iter().zip(&self.proposals).enumerate() {
            let row = reader.approval(*id).await.unwrap().unwrap();
            let word = match proposal.word {
                Word::Waits => desk::ApprovalState::Waiting,
                Word::Approved => desk::ApprovalState::Approved,
                Word::Declined => desk::ApprovalState::Declined,
                Word::Used => desk::ApprovalState::Used,
            };
            assert_eq!(row.state, word, "proposal {n}: {what:?}");
            if matches!(proposal.deed, Deed::Destroy(_)) && proposal.word == Word::Used {
                assert!(row.input_sealed.is_none(), "whom they destroyed is forgotten");
            }
        }
        for (who, (human, person)) in self.court.humans.iter().zip(&self.people).enumerate() {
            let is_gone = self.house.vault.find_person(&person.address).unwrap() != Some(person.id);
            assert_eq!(is_gone, human.is_gone, "{who}: {what:?}");
            assert_eq!(
                reader.is_held(person.id).await.unwrap(),
                self.court.is_held(who),
                "{who}: {what:?}"
            );
            let Some(id) = person.staff_id else { continue };
            let row = reader.staff(id).await.unwrap().unwrap();
            let roles = if row.is_active { row.roles.clone() } else { BTreeSet::new() };
            assert_eq!(roles, human.roles, "{who}: {what:?}");
            assert_eq!(row.is_on_board(), human.is_seated, "{who}: {what:?}");
            assert_eq!(row.deputy_id.map(|id| self.who(id)), human.deputy, "{who}: {what:?}");
        }
    }

    async fn agree_on_dispute(&self, of: usize, what: Move) {
        let (dispute, number) = (&self.court.disputes[of], self.disputes[of]);
        let mut reader = self.house.db.read().await.unwrap();
        let case = reader.case_of_number(number).await.unwrap().unwrap().case;
        let row = reader.dispute(case.id).await.unwrap().unwrap();
        let stage = match dispute.stage {
            Stage::Filed => model::Stage::Filed,
            Stage::Heard => model::Stage::Hearing,
            Stage::Decided => model::Stage::Decided,
            Stage::Declined => model::Stage::Declined,
        };
        assert_eq!(row.stage, stage, "{number}: {what:?}");
        assert_eq!(case.state == CaseState::Closed, dispute.is_closed, "{number}: {what:?}");
        assert_eq!(case.class == Class::Legal, dispute.is_legal, "{number}: {what:?}");
        let sits: Vec<Who> = case.tribunal.arbitrators.iter().map(|id| self.who(*id)).collect();
        assert_eq!(sits, dispute.arbitrators, "{number}: {what:?}");
        let manager = case.tribunal.case_manager.map(|id| self.who(id));
        assert_eq!(manager, dispute.manager, "{number}: {what:?}");
        let respondent = case.tribunal.respondent_id;
        assert_eq!(respondent, dispute.respondent.map(|who| self.people[who].id), "{what:?}");
        let rulings = reader.rulings_of_case(case.id).await.unwrap();
        assert_eq!(rulings.len(), dispute.rulings.len(), "{number}: {what:?}");
        for (row, ruling) in rulings.iter().zip(&dispute.rulings) {
            let state = match ruling.standing {
                Standing::Waits => RulingState::Waiting,
                Standing::InForce => RulingState::InForce,
                Standing::Withdrawn => RulingState::Withdrawn,
            };
            assert_eq!(row.ruling.state, state, "{number}: {what:?}");
            assert_eq!(row.released_at.is_some(), ruling.is_published, "{number}: {what:?}");
            let signed = reader.ruling_signatures(row.ruling.id).await.unwrap();
            let signed: BTreeSet<Who> = signed.iter().map(|one| self.who(one.staff_id)).collect();
            assert_eq!(signed, ruling.signers, "{number}: {what:?}");
        }
        let n = reader.messages(case.id).await.unwrap().len();
        let is_whole = !self.is_torn(Move::Look { of });
        assert!(n == dispute.said.len() || !is_whole, "{n} said in {number}: {what:?}");
    }

    fn who(&self, id: StaffId) -> Who {
        self.people.iter().position(|person| person.staff_id == Some(id)).unwrap()
    }
}
