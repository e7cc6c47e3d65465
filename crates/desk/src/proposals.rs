//! Proposals as they are read: by whoever made them, decided them, or could do the same; by nobody else.

use db::{ApprovalRow, ApprovalState};
use jiff::{SignedDuration, Timestamp};
use model::{Act, Actor, ApprovalId, CaseNumber, Eyes, MotionNumber, Personal, Resource, StaffId};

use crate::{
    Desk, DeskError,
    approvals::{LISTED_DAYS, is_proposer, reason_cell, staff_id},
    deeds::Deed,
    views::StaffView,
};

/// A proposal, for whoever may see it.
#[derive(Clone, Debug)]
pub struct ApprovalView {
    /// Its id.
    pub id: ApprovalId,
    /// What is to be done.
    pub act: Act,
    /// How two share it.
    pub eyes: Eyes,
    /// Where it stands.
    pub state: ApprovalState,
    /// True where nobody used it in time.
    pub is_lapsed: bool,
    /// The input; `None` once it is forgotten, or destroyed with its person.
    pub deed: Option<Deed>,
    /// Keyed digest of act, thing and input: whoever approves names what they were shown.
    pub digest: Vec<u8>,
    /// Who proposed; `None` is the command line.
    pub proposer: Option<StaffView>,
    /// When.
    pub proposed_at: Timestamp,
    /// When it lapses.
    pub lapses_at: Timestamp,
    /// Who decided.
    pub second: Option<StaffView>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was declined.
    pub reason: Option<Personal<String>>,
    /// When it was carried out.
    pub used_at: Option<Timestamp>,
    /// The case in whose matter it is, where it is one's.
    pub number: Option<CaseNumber>,
    /// True for whoever proposed it.
    pub is_mine: bool,
    /// True where the reader may approve it.
    pub may_approve: bool,
    /// True where the reader may move it, because the command line only proposed it.
    pub may_take_up: bool,
    /// Its number, where it is a motion of the board.
    pub motion: Option<MotionNumber>,
    /// True where the reader may decline it or take it back.
    pub may_decline: bool,
    /// True where it is approved and the reader may carry it out.
    pub may_complete: bool,
}

impl Desk {
    /// Returns what waits for a second, what waits for this one's own, and what was decided lately: of each what
    /// the reader proposed, decided, or could do themself. The latest first. What was said of a meeting, and another value of a
    /// field, stand on their own pages alone.
    pub async fn approvals(&self, actor: &Actor) -> Result<Vec<ApprovalView>, DeskError> {
        self.ask_to_read(actor, Act::ApprovalList, &Resource::House).await?;
        let since = self.now() - SignedDuration::from_hours(24 * LISTED_DAYS);
        let rows = self.db.read().await?.approvals_since(since).await?;
        let mut views = Vec::new();
        for row in rows {
            views.extend(self.approval_view(actor, row).await?);
        }
        for view in views.iter_mut().filter(|view| is_of_somebody(view.act)) {
            view.deed = None;
        }
        Ok(views)
    }

    /// Returns one proposal.
    pub async fn approval(&self, actor: &Actor, id: ApprovalId) -> Result<ApprovalView, DeskError> {
        self.ask_to_read(actor, Act::ApprovalList, &Resource::House).await?;
        let row = self.db.read().await?.approval(id).await?.ok_or(DeskError::NotFound)?;
        self.approval_view(actor, row).await?.ok_or(DeskError::NotFound)
    }

    /// Shows a proposal to whoever proposed it, decided it, or could do the same; to nobody else.
    async fn approval_view(
        &self,
        actor: &Actor,
        row: ApprovalRow,
    ) -> Result<Option<ApprovalView>, DeskError> {
        let deed = self.deed_of(&row)?;
        let is_mine = is_proposer(actor, &row);
        let second = row.decided.as_ref().map(|decided| decided.staff_id);
        let resource = match &deed {
            Some(deed) => match self.resource_of_deed(deed).await {
                Ok(resource) => Some(resource),
                Err(DeskError::NotFound) => None,
                Err(error) => return Err(error),
            },
            None => None,
        };
        let could = match &resource {
            Some(resource) => {
                let shown = self.shown_for_two(actor, row.act, resource).await?;
                self.authority.allows_showing(actor, row.act, resource, &shown).is_possible()
            }
            None => false,
        };
        let decided = second.is_some() && second == staff_id(actor);
        // What is forgotten shows nothing but that it was; all who may see such acts may see that.
        if !(is_mine || decided || could || (deed.is_none() && self.could_any(actor, &row))) {
            return Ok(None);
        }
        let is_lapsed = row.lapses_at <= self.now() && row.state != ApprovalState::Used;
        let is_open = !is_lapsed && deed.is_some();
        let is_waiting = is_open && row.state == ApprovalState::Waiting;
        let may = |act| {
            let resource = resource.as_ref().unwrap_or(&Resource::House);
            self.authority.allows(actor, act, resource).is_allowed()
        };
        let must_be_moved = self.has_board() && row.proposed_by.is_none();
        let is_approved = is_open && row.state == ApprovalState::Approved;
        let reason = match &row.reason_sealed {
            Some(sealed) => self.vault.open_text(reason_cell(row.id), sealed)?,
            None => None,
        };
        Ok(Some(ApprovalView {
            id: row.id,
            act: row.act,
            eyes: row.eyes,
            state: row.state,
            is_lapsed,
            digest: row.digest,
            proposer: self.card_of(row.proposed_by).await?,
            proposed_at: row.proposed_at,
            lapses_at: row.lapses_at,
            second: self.card_of(second).await?,
            decided_at: row.decided.map(|decided| decided.at),
            reason,
            used_at: row.used_at,
            is_mine,
            may_approve: is_waiting
                && !is_mine
                && !must_be_moved
                && could
                && may(Act::ApprovalApprove),
            may_take_up: is_waiting && must_be_moved && could && may(Act::ApprovalPropose),
            motion: row.motion,
            may_decline: (is_waiting || is_approved)
                && (is_mine || could)
                && may(Act::ApprovalDecline),
            may_complete: is_approved && is_mine,
            number: resource.as_ref().and_then(Resource::case).map(|case| case.number),
            // What was said of a meeting that counts for nothing, or a value that nobody kept, is nobody's to read; it is
            // forgotten soon.
            deed: deed.filter(|_| {
                !is_of_somebody(row.act) || !(is_lapsed || row.state == ApprovalState::Declined)
            }),
        }))
    }

    fn could_any(&self, actor: &Actor, row: &ApprovalRow) -> bool {
        let resource = match row.act {
            Act::PersonDestroy | Act::FactorReset => match row.resource_id.parse() {
                Ok(id) => Resource::Person(id),
                Err(_) => return false,
            },
            _ => Resource::House,
        };
        self.authority.allows(actor, row.act, &resource).is_possible()
    }

    async fn card_of(&self, id: Option<StaffId>) -> Result<Option<StaffView>, DeskError> {
        match id {
            Some(id) => self.staff_view(id).await,
            None => Ok(None),
        }
    }
}

/// Says whether what is proposed is itself private to whom it is about.
const fn is_of_somebody(act: Act) -> bool {
    matches!(act, Act::PersonAssure | Act::FieldEdit)
}
