//! What takes two, and places, done at the desk.

use desk::{Carried, DeskError, HolderDraft, MandateDraft, NewMember, PolicyDraft};
use jiff::SignedDuration;
use model::{Act, Clock};

use crate::{
    cast::{ADAM, CORA},
    court::{Deed, Who},
    hall::{Hall, text},
    moves::Move,
};

impl Hall {
    /// Does what the reference knows as taking two. Says whether something approved was carried out at once.
    pub(super) async fn by_two(&mut self, who: Who, what: Move) -> Result<bool, DeskError> {
        let (desk, actor) = (&self.house.desk, &self.people[who].actor);
        match what {
            Move::Propose { deed } => {
                let deed = self.worded(who, deed).await?;
                let id = desk.propose(actor, &deed).await?;
                self.proposals.push(id);
            }
            Move::Second { proposal, is_as_shown } => {
                let id = self.proposals[proposal];
                let row = self.house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
                let mut shown = row.digest;
                if !is_as_shown {
                    shown[0] ^= 1;
                }
                return Ok(matches!(desk.approve(actor, id, &shown).await?, Carried::Done));
            }
            Move::TakeBack { proposal } => {
                desk.decline(actor, self.proposals[proposal], "It is not needed.").await?;
            }
            Move::CarryOut { proposal } => {
                let id = self.proposals[proposal];
                if !matches!(self.court.proposals[proposal].deed, Deed::GiveAuthority(..)) {
                    desk.complete(actor, id).await?;
                    return Ok(false);
                }
                let (_, digest) = desk.mandate_terms(actor, id).await?;
                let proof = self.house.prove(actor, digest).await;
                desk.complete_proved(actor, id, Some(&proof)).await?;
            }
            Move::NameDeputy { deputy } => {
                let deputy = deputy.map(|who| self.people[who].staff_id);
                // Whoever never was of the staff cannot even be named.
                if deputy == Some(None) {
                    return Err(DeskError::NotFound);
                }
                desk.name_deputy(actor, deputy.flatten()).await?;
            }
            Move::Remove { whom } => {
                desk.remove_staff(actor, self.people[whom].staff_id.unwrap()).await?;
            }
            _ => unreachable!("{what:?}"),
        }
        Ok(false)
    }

    /// Puts policies in force that the reference knows nothing of.
    pub(super) async fn put_in_force(&self, policies: &str) {
        let (desk, adam, cora) =
            (&self.house.desk, &self.people[ADAM].actor, &self.people[CORA].actor);
        let draft = PolicyDraft {
            file: "theirs.cedar".to_owned(),
            text: Some(policies.to_owned()),
            note: "To see.".to_owned(),
        };
        let change = desk.policy_change(adam, draft).await.unwrap();
        let id = desk.propose(adam, &desk::Deed::ChangePolicies(change)).await.unwrap();
        let digest = desk.approval(cora, id).await.unwrap().digest;
        assert!(matches!(desk.approve(cora, id, &digest).await, Ok(Carried::Done)));
    }

    async fn worded(&self, who: Who, deed: Deed) -> Result<desk::Deed, DeskError> {
        let (desk, actor) = (&self.house.desk, &self.people[who].actor);
        Ok(match deed {
            Deed::Destroy(whom) => {
                desk::Deed::DestroyPerson(desk.named_person(&self.people[whom].address)?)
            }
            Deed::ChangePolicies => {
                let draft = PolicyDraft {
                    file: "ours.cedar".to_owned(),
                    text: Some(format!("// Text {}.\n", self.proposals.len())),
                    note: "To see.".to_owned(),
                };
                desk::Deed::ChangePolicies(desk.policy_change(actor, draft).await?)
            }
            Deed::GivePlace(whom, role) => {
                let member = NewMember {
                    address: self.people[whom].address.clone(),
                    name: text("somebody Staffname"),
                    roles: [role].into(),
                };
                desk::Deed::GivePlace(desk.place_gift(member, None).await?)
            }
            Deed::EndPlace(whom) => desk::Deed::EndPlace(self.people[whom].staff_id.unwrap()),
            Deed::GiveAuthority(case, holder) => {
                let draft = MandateDraft {
                    holder: HolderDraft::Staff(self.people[holder].staff_id.unwrap()),
                    acts: [Act::FieldShow].into(),
                    fields: ["status".to_owned()].into(),
                    case: Some(self.cases[case].0),
                    class: None,
                    not_before: None,
                    expires_at: self.house.clock.now() + SignedDuration::from_hours(24 * 60),
                    n_uses_max: 1,
                };
                desk::Deed::GiveAuthority(desk.mandate(actor, &draft).await?)
            }
        })
    }
}
