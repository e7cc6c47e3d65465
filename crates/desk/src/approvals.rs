//! What takes two people: proposed by one, approved or declined by another, and carried out once.

use audit::Permit;
use authority::{Approval, Decision, First, Proof, Shown, staff_actor};
use db::{ApprovalRow, ApprovalState, NewApproval, NewDecision, WriteTx};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{Act, Actor, ApprovalId, Eyes, MotionNumber, Resource, StaffId, Via};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, deeds::Deed, mandates::Carry};

/// Hours after which a proposal lapses, decided or not.
pub const LAPSE_HOURS: i64 = 24;

/// Hours after which a motion of the board lapses: two of them may not meet within a day.
pub const MOTION_LAPSE_HOURS: i64 = 14 * 24;

/// Proposals of one person that may wait at a time; more would hide those of others.
const OPEN_MAX: i64 = 20;

/// Numbers tried for a motion before giving up; each was taken by another at the same moment.
const NUMBER_TRIES: usize = 8;

/// Days for which what was decided is listed, and after which its input is forgotten.
pub const LISTED_DAYS: i64 = 30;

/// Characters of the longest reason for declining.
const REASON_CHARS_MAX: usize = 500;

/// What became of an approval at once.
#[derive(Debug)]
pub enum Carried {
    /// It was carried out.
    Done,
    /// Both act: its proposer carries it out now.
    ByProposer,
    /// It was approved, but carrying it out failed, and why. Its proposer can try again until it lapses.
    Failed(Box<DeskError>),
}

impl Desk {
    /// Proposes a deed; another who may do the same approves.
    pub async fn propose(&self, actor: &Actor, deed: &Deed) -> Result<ApprovalId, DeskError> {
        // Read.
        let resource = self.resource_of_deed(deed).await?;
        if self.is_about(actor, deed)? {
            return Err(DeskError::Void { words: "nobody proposes this for themself" });
        }
        if let Deed::GivePlace(gift) = deed {
            gift.check()?;
        }
        // Ask: whether two may do it at all with them, then whether they may propose it.
        let eyes = self.ask_for_two(actor, deed.act(), &resource).await?;
        let permit = self.ask(actor, Act::ApprovalPropose, &resource).await?;
        // Decide.
        self.check_deed(actor, deed).await?;
        let now = self.now();
        let by = staff_id(actor);
        let mut reader = self.db.read().await?;
        if reader.n_open_proposals(by, now).await? >= OPEN_MAX {
            return Err(DeskError::Void {
                words: "too much of yours waits already; take some of it back",
            });
        }
        let deputy_id = match by {
            Some(id) => reader.staff(id).await?.and_then(|staff| staff.deputy_id),
            None => None,
        };
        drop(reader);
        let id = ApprovalId::draw(now, &*self.chance);
        let bytes = deed.to_bytes()?;
        let mut new = NewApproval {
            id,
            act: deed.act(),
            eyes,
            resource_kind: resource.kind().to_owned(),
            resource_id: resource.id(),
            resource_version: resource.version(),
            edition: permit.ground().edition.clone(),
            digest: self.deed_digest(id, deed.act(), &resource.id(), &bytes),
            input_sealed: self.vault.seal(self.owner_of_deed(deed)?, input_cell(id), &bytes)?,
            proposed_by: by,
            deputy_id,
            lapses_at: now + SignedDuration::from_hours(deed.lapse_hours()),
            motion: None,
        };
        // Write.
        let mut tx = self.db.write(permit).await?;
        for _ in 0..NUMBER_TRIES {
            if deed.is_motion() && self.has_board() {
                new.motion = Some(self.next_motion(&mut tx, now).await?);
            }
            if tx.insert_approval(&new, now).await? {
                tx.commit().await?;
                return Ok(id);
            }
        }
        Err(DeskError::Conflict { what: "number" })
    }

    async fn next_motion(
        &self,
        tx: &mut WriteTx,
        now: Timestamp,
    ) -> Result<MotionNumber, DeskError> {
        let day = now.to_zoned(TimeZone::UTC).date();
        let highest = tx.highest_motion(day).await?;
        Ok(MotionNumber { day, sequence: self.next_sequence(highest) })
    }

    /// Takes up, as one of the staff, what the command line proposed since the board was founded: it becomes their own
    /// proposal, and another approves it. So two of the staff decide, and not one and whoever has the machine.
    pub async fn take_up(&self, actor: &Actor, id: ApprovalId) -> Result<ApprovalId, DeskError> {
        let (row, deed) = self.proposal_for(actor, id).await?;
        if row.proposed_by.is_some() || !self.has_board() {
            let words = "somebody of the staff proposed it already; it waits for its second";
            return Err(DeskError::Void { words });
        }
        if row.state != ApprovalState::Waiting || row.lapses_at <= self.now() {
            return Err(DeskError::Void { words: "it was decided already, or has lapsed" });
        }
        let moved = self.propose(actor, &deed).await?;
        self.decline(actor, id, "It was taken up.").await?;
        Ok(moved)
    }

    /// Approves a proposal as the second, by the digest of what was shown. What one does and another approves is
    /// carried out at once, as its proposer, and the gate is asked again for that.
    pub async fn approve(
        &self,
        actor: &Actor,
        id: ApprovalId,
        shown: &[u8],
    ) -> Result<Carried, DeskError> {
        // Read.
        let row = self.db.read().await?.approval(id).await?.ok_or(DeskError::NotFound)?;
        let deed = self.deed_of(&row)?.ok_or(DeskError::Destroyed)?;
        let resource = self.resource_of_deed(&deed).await?;
        if self.is_about(actor, &deed)? {
            return Err(DeskError::Void { words: "nobody approves this for themself" });
        }
        // Ask.
        let permit = self.ask_second(actor, &row, &resource).await?;
        // Decide.
        self.check_deed(actor, &deed).await?;
        if self.has_board() && row.proposed_by.is_none() {
            return Err(DeskError::Void {
                words: "the command line only proposed it; one of the staff takes it up first",
            });
        }
        if row.digest != shown {
            return Err(DeskError::Void { words: "this is not what was shown to you" });
        }
        if row.edition != permit.ground().edition || row.resource_version != resource.version() {
            let words =
                "it was proposed under other policies or for another version; propose it again";
            return Err(DeskError::Void { words });
        }
        // Write.
        let decision =
            NewDecision { is_approval: true, by: staff_and_roles(actor), reason_sealed: None };
        self.keep_decision(permit, id, &decision).await?;
        if row.eyes == Eyes::Dual {
            return Ok(Carried::ByProposer);
        }
        match self.carry_out(None, id, deed, None).await {
            Ok(()) => Ok(Carried::Done),
            Err(error) => {
                tracing::warn!(approval.id = %id, "an approved act was not carried out: {error}");
                Ok(Carried::Failed(Box::new(error)))
            }
        }
    }

    /// Declines a proposal with a reason; its proposer takes it back.
    pub async fn decline(
        &self,
        actor: &Actor,
        id: ApprovalId,
        reason: &str,
    ) -> Result<(), DeskError> {
        let reason = reason.trim();
        let row = self.db.read().await?.approval(id).await?.ok_or(DeskError::NotFound)?;
        let deed = self.deed_of(&row)?.ok_or(DeskError::Destroyed)?;
        let resource = self.resource_of_deed(&deed).await?;
        if !is_proposer(actor, &row) {
            self.ask_for_two(actor, row.act, &resource).await?;
            if reason.is_empty() {
                let words = "say why, in a line; whoever proposed it reads it".to_owned();
                return Err(DeskError::Invalid { field: "reason", words });
            }
        }
        let permit = self.ask(actor, Act::ApprovalDecline, &resource).await?;
        if reason.chars().count() > REASON_CHARS_MAX {
            let words = format!("at most {REASON_CHARS_MAX} characters");
            return Err(DeskError::Invalid { field: "reason", words });
        }
        let reason_sealed = match reason {
            "" => None,
            text => Some(self.vault.seal(Owner::House, reason_cell(id), text.as_bytes())?),
        };
        let by = staff_and_roles(actor);
        let decision = NewDecision { is_approval: false, by, reason_sealed };
        self.keep_decision(permit, id, &decision).await
    }

    /// Carries out what was approved, as its proposer: what both do, and what failed when it was approved.
    pub async fn complete(&self, actor: &Actor, id: ApprovalId) -> Result<(), DeskError> {
        self.complete_proved(actor, id, None).await
    }

    /// The same for what takes a fresh proof beside: authority that a motion gives is signed by its mover's key.
    pub async fn complete_proved(
        &self,
        actor: &Actor,
        id: ApprovalId,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let (row, deed) = self.proposal_for(actor, id).await?;
        if row.decided.is_none() {
            return Err(DeskError::Void { words: "nobody has approved it yet" });
        }
        self.carry_out(Some(actor), id, deed, proof).await
    }

    /// Reads a proposal for somebody who goes on with it. Where it stands is for its proposer and for those who might do it with
    /// another; anybody else is refused before anything is said of it.
    async fn proposal_for(
        &self,
        actor: &Actor,
        id: ApprovalId,
    ) -> Result<(ApprovalRow, Deed), DeskError> {
        let row = self.db.read().await?.approval(id).await?.ok_or(DeskError::NotFound)?;
        let deed = self.deed_of(&row)?;
        if is_proposer(actor, &row) {
            return Ok((row, deed.ok_or(DeskError::Destroyed)?));
        }
        // What it was about is forgotten with it, and the gate cannot be asked of nothing.
        let deed = deed.ok_or(DeskError::NotFound)?;
        let resource = self.resource_of_deed(&deed).await?;
        self.ask_for_two(actor, row.act, &resource).await?;
        Ok((row, deed))
    }

    /// Forgets the inputs of what lapsed long ago, and at once what was said of meetings that do not count.
    pub async fn forget_old_approvals(&self) -> Result<(), DeskError> {
        let before = self.now() - SignedDuration::from_hours(24 * LISTED_DAYS);
        let mut book = self.db.bookkeeping().await?;
        book.forget_approvals(before).await?;
        book.forget_meetings(self.now()).await?;
        Ok(book.commit().await?)
    }

    /// Asks whether the actor may do it with another. A refusal is recorded; what one alone may do is not proposed.
    pub(crate) async fn ask_for_two(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Eyes, DeskError> {
        let shown = self.shown_for_two(actor, act, resource).await?;
        match self.authority.allows_showing(actor, act, resource, &shown) {
            Decision::Allowed(grant) => {
                grant.eyes.ok_or(DeskError::Void { words: "this takes one person only; do it" })
            }
            Decision::Denied(denial) => Err(self.refused(denial).await?),
        }
    }

    /// Asks for leave to do what a second approved.
    pub(crate) async fn ask_by_two(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        approval: &Approval,
    ) -> Result<Permit, DeskError> {
        match self.authority.permit_by_two(actor, act, resource, approval) {
            Ok(permit) => Ok(permit),
            Err(denial) => Err(self.refused(denial).await?),
        }
    }

    /// Returns what somebody holds for an act that takes two, where it is one that rests on an authority.
    pub(crate) async fn shown_for_two(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Vec<Shown>, DeskError> {
        match resource {
            Resource::Field { .. } => self.shown(actor, act, resource, None).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Accepts a deed as the world is now, from whoever proposes or approves it.
    async fn check_deed(&self, actor: &Actor, deed: &Deed) -> Result<(), DeskError> {
        match deed {
            Deed::GiveAuthority(mandate) => self.check_mandate(actor, mandate).await,
            Deed::AssurePerson(draft) => self.check_meeting(draft).await,
            Deed::EditField(change) => self.check_field_change(change).await,
            _ => Ok(()),
        }
    }

    async fn ask_second(
        &self,
        actor: &Actor,
        row: &ApprovalRow,
        resource: &Resource,
    ) -> Result<Permit, DeskError> {
        // Who stands in for them now, and who did when they proposed it.
        let now = match row.proposed_by {
            Some(id) => self.db.read().await?.staff(id).await?.and_then(|staff| staff.deputy_id),
            None => None,
        };
        let deputies = row.deputy_id.into_iter().chain(now).collect();
        let shown = self.shown_for_two(actor, row.act, resource).await?;
        let first = First { proposer: row.proposed_by, deputies, shown };
        match self.authority.permit_second(actor, row.act, resource, first) {
            Ok(permit) => Ok(permit),
            Err(denial) => Err(self.refused(denial).await?),
        }
    }

    async fn keep_decision(
        &self,
        permit: Permit,
        id: ApprovalId,
        decision: &NewDecision,
    ) -> Result<(), DeskError> {
        let mut tx = self.db.write(permit).await?;
        if !tx.decide_approval(id, decision, self.now()).await? {
            return Err(DeskError::Void { words: "it was decided already, or has lapsed" });
        }
        tx.commit().await?;
        Ok(())
    }

    // As the proposer who is here, or as the one who proposed it, with the roles they hold now (house law 9).
    async fn carry_out(
        &self,
        here: Option<&Actor>,
        id: ApprovalId,
        deed: Deed,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let mut reader = self.db.read().await?;
        let row = reader.approval(id).await?.ok_or(DeskError::NotFound)?;
        let first = match (here, row.proposed_by) {
            (Some(actor), _) => actor.clone(),
            (None, None) => Actor::Founder,
            (None, Some(id)) => {
                let staff = reader.staff(id).await?.ok_or(DeskError::NotFound)?;
                // They were known as well as the house wants it when they proposed it.
                let identity = self.authority.gate().staff_level();
                staff_actor(staff, identity, Via::Job, None)
            }
        };
        let second = row.decided.as_ref().map(|decided| decided.staff_id);
        let second = second.ok_or(DeskError::NotFound)?;
        let second = reader.staff(second).await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let motion = row.motion;
        let approval = Approval::of_row(row, &second).ok_or(DeskError::NotFound)?;
        let identity = self.authority.gate().staff_level();
        let Actor::Staff(second) = staff_actor(second, identity, Via::Job, None) else {
            return Err(DeskError::NotFound);
        };
        let carry = Carry { approval: &approval, motion, second: &second, proof };
        self.carry_out_deed(&first, deed, carry).await
    }

    /// Opens the input and holds it against its digest; `None` once it is forgotten or destroyed.
    pub(crate) fn deed_of(&self, row: &ApprovalRow) -> Result<Option<Deed>, DeskError> {
        let Some(sealed) = &row.input_sealed else { return Ok(None) };
        let Some(bytes) = self.vault.open_cell(input_cell(row.id), sealed)? else {
            return Ok(None);
        };
        if self.deed_digest(row.id, row.act, &row.resource_id, bytes.expose()) != row.digest {
            return Err(DeskError::Content { what: "proposal" });
        }
        Deed::of_bytes(row.act, bytes.expose()).map(Some)
    }

    // Bound to the proposal, so that two of the same input cannot be told from two of others.
    fn deed_digest(&self, id: ApprovalId, act: Act, resource_id: &str, bytes: &[u8]) -> Vec<u8> {
        let id = id.uuid();
        let parts: [&[u8]; 4] =
            [id.as_bytes(), act.as_str().as_bytes(), resource_id.as_bytes(), bytes];
        self.vault.mac("approval", &parts).to_vec()
    }
}

/// Returns who of the staff acts; the command line is nobody of it.
pub fn staff_id(actor: &Actor) -> Option<StaffId> {
    staff_and_roles(actor).map(|(id, _)| id)
}

pub fn is_proposer(actor: &Actor, row: &ApprovalRow) -> bool {
    match (actor, row.proposed_by) {
        (Actor::Founder, None) => true,
        (Actor::Staff(staff), Some(id)) => staff.id == id,
        _ => false,
    }
}

fn staff_and_roles(actor: &Actor) -> Option<(StaffId, i64)> {
    match actor {
        Actor::Staff(staff) => Some((staff.id, staff.role_edition)),
        _ => None,
    }
}

const fn input_cell(id: ApprovalId) -> Cell {
    Cell { table: "approvals", column: "input_sealed", row: id.uuid() }
}

pub const fn reason_cell(id: ApprovalId) -> Cell {
    Cell { table: "approvals", column: "reason_sealed", row: id.uuid() }
}
