//! The arbitrator's desk and the case manager's: what waits for a tribunal, what is one's own, what is over; and
//! the rulings that wait for a signature or their publication.

use std::collections::BTreeSet;

use db::CaseRecord;
use model::{Act, Actor, RulingNumber, RulingState, Seat, StaffActor, Stage};

use crate::{
    Desk, DeskError,
    disputes::Found,
    views::{CaseView, StaffView},
};

/// Disputes that are over and still listed.
const ENDED_MAX: usize = 50;

/// What waits, what is one's own, what is over.
#[derive(Clone, Debug, Default)]
pub struct DisputeBoard {
    /// Disputes with a seat that the reader may take, the earliest first.
    pub waiting: Vec<DisputeItem>,
    /// Disputes in which the reader sits.
    pub mine: Vec<DisputeItem>,
    /// Other disputes that are not over.
    pub others: Vec<DisputeItem>,
    /// Disputes that are over, the latest first.
    pub ended: Vec<DisputeItem>,
    /// Rulings that the reader may sign.
    pub to_sign: Vec<OpenRuling>,
    /// Rulings that the reader may publish.
    pub to_release: Vec<OpenRuling>,
}

/// A dispute in a list.
#[derive(Clone, Debug)]
pub struct DisputeItem {
    /// The case that it is.
    pub view: CaseView,
    /// Where it stands.
    pub stage: Stage,
    /// True where a panel reviews a ruling.
    pub is_appeal: bool,
    /// Seats that the reader may take.
    pub may_take: Vec<Seat>,
    /// The seat that the reader holds.
    pub own_seat: Option<Seat>,
    /// Who rules.
    pub arbitrators: Vec<StaffView>,
    /// Who leads the procedure.
    pub case_manager: Option<StaffView>,
}

/// A ruling that waits for somebody.
#[derive(Clone, Debug)]
pub struct OpenRuling {
    /// Its number.
    pub number: RulingNumber,
    /// True where it is sealed.
    pub is_sealed: bool,
    /// When it was written.
    pub made_at: jiff::Timestamp,
}

impl Desk {
    /// Lists the disputes that the reader may see, by what they have to do with them.
    pub async fn dispute_board(&self, actor: &Actor) -> Result<DisputeBoard, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let mut board = DisputeBoard::default();
        for stage in Stage::ALL {
            let rows = self.db.read().await?.disputes_of_stage(stage).await?;
            let ids: Vec<_> = rows.iter().map(|row| row.case_id).collect();
            // Not in the loop's head, which would hold the place to read from for as long as the loop.
            let records = self.db.read().await?.cases_of_ids(&ids).await?;
            for record in records {
                if let Some(item) = self.dispute_item(actor, staff, record).await? {
                    board.put(item);
                }
            }
        }
        board.waiting.sort_by_key(|item| item.view.case.opened_at);
        board.ended.sort_by_key(|item| std::cmp::Reverse(item.view.case.updated_at));
        board.ended.truncate(ENDED_MAX);
        self.add_open_rulings(actor, &mut board).await?;
        Ok(board)
    }

    async fn dispute_item(
        &self,
        actor: &Actor,
        staff: &StaffActor,
        record: CaseRecord,
    ) -> Result<Option<DisputeItem>, DeskError> {
        let mut reader = self.db.read().await?;
        let found = self.found_of(&mut reader, record).await?;
        drop(reader);
        if !self.authority.allows(actor, Act::DisputeShow, &found.resource()).is_allowed() {
            return Ok(None);
        }
        let tribunal = found.record.case.tribunal.clone();
        let mut may_take = Vec::new();
        for seat in Seat::ALL {
            let is_free = tribunal.clone().with(seat, staff.id, found.row.n_arbitrators).is_ok();
            let resource = self.own_seat(&found, actor, seat).filter(|_| is_free);
            let is_allowed = resource.is_some_and(|resource| {
                self.authority.allows(actor, Act::DisputeTake, &resource).is_allowed()
            });
            if is_allowed {
                may_take.push(seat);
            }
        }
        let ids: BTreeSet<_> =
            tribunal.arbitrators.iter().chain(&tribunal.case_manager).copied().collect();
        let cards = self.staff_views(&ids).await?;
        let Found { record, queue, row, .. } = found;
        Ok(Some(DisputeItem {
            stage: row.stage,
            is_appeal: row.appealed_ruling_id.is_some(),
            may_take,
            own_seat: tribunal.seat_of(staff.id),
            arbitrators: tribunal
                .arbitrators
                .iter()
                .filter_map(|id| cards.get(id).cloned())
                .collect(),
            case_manager: tribunal.case_manager.and_then(|id| cards.get(&id).cloned()),
            view: self.case_view(actor, record, queue).await?,
        }))
    }

    async fn add_open_rulings(
        &self,
        actor: &Actor,
        board: &mut DisputeBoard,
    ) -> Result<(), DeskError> {
        let rows = self.db.read().await?.rulings_open().await?;
        for row in rows {
            let mut reader = self.db.read().await?;
            let signatures = reader.ruling_signatures(row.ruling.id).await?;
            let record = reader.case(row.ruling.case_id).await?.ok_or(DeskError::NotFound)?;
            let found = self.found_of(&mut reader, record).await?;
            drop(reader);
            let signers: BTreeSet<_> = signatures.iter().map(|sign| sign.staff_id).collect();
            let resource = found.resource_of_ruling(&row, &signers);
            let may = |act| self.authority.allows(actor, act, &resource).is_allowed();
            let open = OpenRuling {
                number: row.ruling.number,
                is_sealed: row.ruling.is_sealed,
                made_at: row.ruling.made_at,
            };
            match row.ruling.state {
                RulingState::Waiting if may(Act::RulingSign) => board.to_sign.push(open),
                RulingState::InForce if may(Act::RulingRelease) => board.to_release.push(open),
                _ => {}
            }
        }
        Ok(())
    }
}

impl DisputeBoard {
    fn put(&mut self, item: DisputeItem) {
        let list = match (item.own_seat, item.stage.is_ended()) {
            (_, true) => &mut self.ended,
            (Some(_), false) => &mut self.mine,
            (None, false) if !item.may_take.is_empty() => &mut self.waiting,
            (None, false) => &mut self.others,
        };
        list.push(item);
    }
}
