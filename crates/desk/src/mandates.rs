//! Mandates: authority that the board gives by a motion. One moves, another seconds exactly that, and the mover carries it
//! out on a fresh proof of the grant, which releases their key; each member of the board takes it back alone.

use std::collections::BTreeSet;

use audit::Permit;
use authority::{Approval, Proof, grant_digest};
use db::{ApprovalRow, ApprovalState};
use jiff::Timestamp;
use model::{
    Act, Actor, ApprovalId, AuthorityId, AuthorityKind, CaseId, CaseKind, CaseNumber, Class,
    FieldKey, Holder, Identity, Issuer, Mandate, MotionNumber, PersonId, Resource, Role, Scope,
    StaffActor, Terms,
};
use uuid::Uuid;

use crate::{
    AuthorityView, Desk, DeskError, HolderDraft, PrecedentDraft, approvals::is_proposer,
    authorities::whole_secs, deeds::Deed, minting::Release,
};

/// A mandate as a member of the board words it.
#[derive(Clone, Debug)]
pub struct MandateDraft {
    /// Who may do it.
    pub holder: HolderDraft,
    /// Which acts.
    pub acts: BTreeSet<Act>,
    /// Which fields, by key.
    pub fields: BTreeSet<String>,
    /// In which case.
    pub case: Option<CaseNumber>,
    /// Or in which class of cases.
    pub class: Option<PrecedentDraft>,
    /// From when; none is at once.
    pub not_before: Option<Timestamp>,
    /// Until when.
    pub expires_at: Timestamp,
    /// How often.
    pub n_uses_max: u32,
}

/// What stands beside a deed that is carried out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carry<'a> {
    /// The second's word.
    pub(crate) approval: &'a Approval,
    /// The number, where it is a motion.
    pub(crate) motion: Option<MotionNumber>,
    /// The second, as a person.
    pub(crate) second: &'a StaffActor,
    /// The fresh proof of whoever carries it out, where they gave one.
    pub(crate) proof: Option<&'a Proof>,
}

impl Desk {
    /// Reads a draft against the house; the first that cannot be moved is named. Only who may move it is answered.
    pub async fn mandate(&self, actor: &Actor, draft: &MandateDraft) -> Result<Mandate, DeskError> {
        self.ask_for_two(actor, Act::AuthorityGive, &Resource::House).await?;
        self.must_have_board()?;
        let now = self.now();
        let fields = draft.fields.iter().map(|key| FieldKey::parse(key));
        let fields: BTreeSet<FieldKey> =
            fields.collect::<Result<_, _>>().map_err(|error| invalid(&error.to_string()))?;
        let mut is_missing = false;
        let (scope, persons) = match (&draft.class, draft.case) {
            (Some(class), None) => {
                let queue = match &class.queue {
                    Some(name) => Some(self.queue_named(name).await?.name),
                    None => None,
                };
                (Scope::Class { kind: class.kind, queue }, BTreeSet::new())
            }
            (None, Some(number)) => {
                let record = self.db.read().await?.case_of_number(number).await?;
                is_missing = record.is_none();
                match record {
                    Some(record) => {
                        (Scope::Case(record.case.id), [record.case.requester_id].into())
                    }
                    // A made-up one: what else is wrong is said first, as of a case that there is.
                    None => (
                        Scope::Case(CaseId::draw(now, &*self.chance)),
                        [PersonId::draw(now, &*self.chance)].into(),
                    ),
                }
            }
            _ => return Err(invalid("a motion is for one case or for a class of cases; name one")),
        };
        let mandate = Mandate {
            id: AuthorityId::draw(now, &*self.chance),
            holder: match draft.holder {
                HolderDraft::Staff(id) => Holder::Staff(id),
                HolderDraft::Role(role) => Holder::Role(role),
            },
            scope,
            persons,
            acts: draft.acts.clone(),
            fields,
            not_before: whole_secs(draft.not_before.unwrap_or(now)),
            expires_at: whole_secs(draft.expires_at),
            n_uses_max: draft.n_uses_max,
        };
        self.check_but_for_case(actor, &mandate).await?;
        if is_missing {
            return Err(self.no_case_for(actor).await?);
        }
        Ok(mandate)
    }

    /// Accepts a mandate as the world is now, from whoever moves, seconds or carries it out.
    pub(crate) async fn check_mandate(
        &self,
        actor: &Actor,
        mandate: &Mandate,
    ) -> Result<(), DeskError> {
        self.check_but_for_case(actor, mandate).await?;
        if let Scope::Case(id) = &mandate.scope {
            let record = self.db.read().await?.case(*id).await?.ok_or(DeskError::NotFound)?;
            let is_tribunals =
                record.case.kind() == CaseKind::Dispute || record.case.class == Class::Legal;
            let is_theirs = mandate.persons.contains(&record.case.requester_id);
            // Whether it went into another, is heard by a tribunal or became somebody else's is not the board's to learn.
            if record.merged_into.is_some() || is_tribunals || !is_theirs {
                return Err(self.no_case_for(actor).await?);
            }
        }
        Ok(())
    }

    async fn check_but_for_case(&self, actor: &Actor, mandate: &Mandate) -> Result<(), DeskError> {
        self.must_have_board()?;
        mandate.check(self.now()).map_err(|error| invalid(&error.to_string()))?;
        if let Some(key) = mandate.fields.iter().find(|key| self.field_named(key).is_none()) {
            return Err(invalid(&format!("there is no field {key} in this installation")));
        }
        if let Holder::Staff(id) = mandate.holder {
            let staff = self.db.read().await?.staff(id).await?.filter(|staff| staff.is_active);
            staff.ok_or_else(|| invalid("there is no such member of the staff"))?;
        }
        must_be_others(actor, mandate)
    }

    /// Says that no motion is for this case, in the words for a number that is no case's. Who goes through the numbers leaves
    /// a refusal in the log, one for each window, as with any act.
    async fn no_case_for(&self, actor: &Actor) -> Result<DeskError, DeskError> {
        // Nobody gives authority alone, so that this is refused, and the refusal kept.
        if let Err(denial) = self.authority.permit(actor, Act::AuthorityGive, &Resource::House) {
            self.refused(denial).await?;
        }
        Ok(invalid("there is no case of this number that a motion can be for"))
    }

    fn must_have_board(&self) -> Result<(), DeskError> {
        if self.board_stands() {
            return Ok(());
        }
        Err(DeskError::Void {
            words: "no board stands; the command line founds one (chancery board found), and two members take their seats",
        })
    }

    /// Returns the grant that carrying out a motion gives, for showing it to its mover and for the proof, which is of its
    /// digest.
    pub async fn mandate_terms(
        &self,
        actor: &Actor,
        id: ApprovalId,
    ) -> Result<(Terms, [u8; 32]), DeskError> {
        self.ask_for_two(actor, Act::AuthorityGive, &Resource::House).await?;
        let row = self.db.read().await?.approval(id).await?.ok_or(DeskError::NotFound)?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        if !is_proposer(actor, &row) {
            return Err(DeskError::NotFound);
        }
        let Some(Deed::GiveAuthority(mandate)) = self.deed_of(&row)? else {
            return Err(DeskError::NotFound);
        };
        must_be_approved(&row, self.now())?;
        let number = row.motion.ok_or(DeskError::NotFound)?;
        // Whoever gives this has proved that it is them, by passkey or by two factors.
        let terms = mandate.terms(number, issuer(staff, Identity::Strong));
        let digest = grant_digest(&terms);
        Ok((terms, digest))
    }

    /// Gives what a motion gives, in the transaction that uses the second's word up. The token is of the mover's key,
    /// which their proof of just this grant releases.
    pub(crate) async fn give_authority_by_two(
        &self,
        actor: &Actor,
        mandate: Mandate,
        carry: Carry<'_>,
    ) -> Result<(), DeskError> {
        let permit: Permit =
            self.ask_by_two(actor, Act::AuthorityGive, &Resource::House, carry.approval).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.check_mandate(actor, &mandate).await?;
        must_be_others(&Actor::Staff(carry.second.clone()), &mandate)?;
        let number = carry.motion.ok_or(DeskError::Void {
            words: "it was moved before the board stood; move it anew",
        })?;
        let proof = carry.proof.ok_or(DeskError::NeedsProof)?;
        let terms = mandate.terms(number, issuer(staff, proof.identity()));
        let is_for_this = proof.person_id() == staff.person_id
            && Some(proof.session_id()) == actor.session_id()
            && proof.digest() == grant_digest(&terms);
        if !is_for_this {
            return Err(DeskError::NeedsProof);
        }
        let mut tx = self.db.write(permit).await?;
        proof.use_in(&mut tx, self.now()).await?;
        // Who was to hold it may have left since the gate was asked.
        if let Holder::Staff(id) = mandate.holder
            && !tx.staff(id).await?.is_some_and(|staff| staff.is_active)
        {
            return Err(DeskError::Conflict { what: "place" });
        }
        let second_id = carry.second.person_id;
        self.mint_seconded(&mut tx, &terms, Release::Grant(proof), second_id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lists what the board gave by motions, the latest first, for those who may take it back: to whom, for what, how often
    /// used. What was opened under it is for those whose data it was.
    pub async fn board_authorities(&self, actor: &Actor) -> Result<Vec<AuthorityView>, DeskError> {
        self.ask_to_read(actor, Act::AuthorityWithdraw, &any_motion()).await?;
        let rows = self.db.read().await?.authorities_by_motion().await?;
        let mut views = self.authority_views(rows).await?;
        for view in &mut views {
            view.uses.clear();
            view.openings.clear();
            view.visits.clear();
        }
        Ok(views)
    }

    /// Says whether somebody may read what the board gave; for lists of pages, so that nothing is recorded.
    pub fn may_read_motions(&self, actor: &Actor) -> bool {
        self.authority.allows(actor, Act::AuthorityWithdraw, &any_motion()).is_allowed()
    }

    /// Returns the number of a case that a motion names, for those who may move one; for pages, so that nothing is recorded.
    pub async fn number_for_board(
        &self,
        actor: &Actor,
        id: CaseId,
    ) -> Result<Option<CaseNumber>, DeskError> {
        if !self.authority.allows(actor, Act::AuthorityGive, &Resource::House).is_possible() {
            return Ok(None);
        }
        let record = self.db.read().await?.case(id).await?;
        Ok(record.map(|record| record.case.number))
    }
}

/// Returns a motion's authority as nobody in particular moved it: who may take such a one back sees all.
const fn any_motion() -> Resource {
    Resource::Authority {
        id: AuthorityId::from_uuid(Uuid::nil()),
        kind: AuthorityKind::Motion,
        issuer_id: PersonId::from_uuid(Uuid::nil()),
        holder: Holder::Role(Role::BoardMember),
        persons: BTreeSet::new(),
    }
}

/// Neither who moves nor who seconds holds it, by name or by a role, or is whom it concerns.
fn must_be_others(actor: &Actor, mandate: &Mandate) -> Result<(), DeskError> {
    let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
    let is_holder = match mandate.holder {
        Holder::Staff(id) => id == staff.id,
        Holder::Role(role) => staff.roles.contains(&role) || role == Role::BoardMember,
    };
    if is_holder {
        let words =
            "nobody moves or seconds an authority for themself or for a role that they hold";
        return Err(DeskError::Void { words });
    }
    if mandate.persons.contains(&staff.person_id) {
        return Err(DeskError::Void {
            words: "nobody moves or seconds what concerns their own data",
        });
    }
    Ok(())
}

fn must_be_approved(row: &ApprovalRow, now: Timestamp) -> Result<(), DeskError> {
    if row.state == ApprovalState::Approved && now < row.lapses_at {
        return Ok(());
    }
    Err(DeskError::Void { words: "it is not seconded, was carried out already, or has lapsed" })
}

const fn issuer(staff: &StaffActor, identity: Identity) -> Issuer {
    let person_id: PersonId = staff.person_id;
    Issuer { person_id, role: Some(Role::BoardMember), identity }
}

fn invalid(words: &str) -> DeskError {
    DeskError::Invalid { field: "motion", words: words.to_owned() }
}
