//! Taking a seat in a dispute, or giving it to a colleague; handing it back.

use db::SeatRow;
use model::{
    Act, Actor, CaseNumber, Nominee, Part, Personal, Resource, Seat, SeatId, StaffId, Stage,
    Visibility,
};

use crate::{
    Desk, DeskError,
    disputes::{Found, invalid},
    note::check_text,
};

impl Desk {
    /// Gives a seat of a dispute to a member of the staff: oneself, or somebody whom one may name.
    pub async fn take_seat(
        &self,
        actor: &Actor,
        number: CaseNumber,
        seat: Seat,
        staff_id: StaffId,
    ) -> Result<(), DeskError> {
        let (found, _) = self.dispute_for(actor, number).await?;
        let staff = self.db.read().await?.staff(staff_id).await?.filter(|staff| staff.is_active);
        let staff =
            staff.ok_or_else(|| invalid("staff", "there is no such member of the staff"))?;
        let nominee =
            Nominee { seat, staff_id, person_id: staff.person_id, roles: staff.roles.clone() };
        let permit = self.ask(actor, Act::DisputeTake, &found.resource_of_seat(nominee)).await?;
        let now = self.now();
        let n_arbitrators = found.row.n_arbitrators;
        let tribunal = found.record.case.tribunal.clone();
        let tribunal = tribunal
            .with(seat, staff_id, n_arbitrators)
            .map_err(|error| invalid("seat", error.to_string()))?;
        let is_complete = tribunal.is_complete(n_arbitrators);
        let case = found.record.case.clone().seated(tribunal, now)?;
        let mut tx = self.db.write(permit).await?;
        // Whoever was named may have left or have other roles since the gate was asked. From here on their place stands until
        // the commit: it ends before this seat is taken, or finds it taken and empties it.
        if !tx.roles_stand(staff_id, staff.role_edition).await? {
            return Err(DeskError::Conflict { what: "place" });
        }
        tx.update_case(&case).await?;
        tx.insert_seat(&SeatRow {
            id: SeatId::draw(now, &*self.chance),
            case_id: case.id,
            staff_id,
            seat,
            is_declined: false,
            reason_id: None,
            at: now,
            ended_at: None,
        })
        .await?;
        if is_complete {
            tx.update_dispute(case.id, Stage::Hearing).await?;
        }
        self.pass_tribunal_on(&mut tx, &found, &case).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Hands one's seat back, and says why. The dispute waits for somebody else.
    pub async fn leave_seat(
        &self,
        actor: &Actor,
        number: CaseNumber,
        reason: Personal<String>,
    ) -> Result<(), DeskError> {
        check_text(&reason)?;
        let (found, staff) = self.dispute_for(actor, number).await?;
        let permit = self.ask(actor, Act::DisputeLeave, &found.resource()).await?;
        let now = self.now();
        let tribunal = found.record.case.tribunal.clone();
        let (tribunal, _) =
            tribunal.without(staff.id).map_err(|error| invalid("seat", error.to_string()))?;
        let case = found.record.case.clone().seated(tribunal, now)?.noted(now);
        let heard = (Part::Reason, Visibility::Tribunal);
        let spoken = self.spoken(&case, &staff, reason, heard).await?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_spoken(&mut tx, &spoken, heard).await?;
        tx.end_seat(case.id, staff.id, Some(spoken.0.id), now).await?;
        tx.delete_jottings_of_seat(case.id, staff.person_id).await?;
        tx.update_dispute(case.id, Stage::Filed).await?;
        self.withdraw_waiting(&mut tx, &found).await?;
        self.pass_tribunal_on(&mut tx, &found, &case).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says what the gate is to be asked about a seat for oneself; for pages.
    pub(crate) fn own_seat(&self, found: &Found, actor: &Actor, seat: Seat) -> Option<Resource> {
        let Actor::Staff(staff) = actor else { return None };
        Some(found.resource_of_seat(Nominee {
            seat,
            staff_id: staff.id,
            person_id: staff.person_id,
            roles: staff.roles.clone(),
        }))
    }

    /// The case that a legal inquiry came to bears the tribunal of its dispute: its arbitrator alone answers it. Other
    /// disputes that come from such a case, about an emergency say, have no part in that.
    pub(crate) async fn pass_tribunal_on(
        &self,
        tx: &mut db::WriteTx,
        found: &Found,
        dispute: &model::Case,
    ) -> Result<(), DeskError> {
        if dispute.class != model::Class::Legal {
            return Ok(());
        }
        let Some(origin) = found.row.origin_case_id else { return Ok(()) };
        let Some(record) = tx.case(origin).await? else { return Ok(()) };
        let mut case = record.case;
        let is_appeal = found.row.appealed_ruling_id.is_some();
        if case.class != model::Class::Legal || is_appeal {
            return Ok(());
        }
        case.tribunal.arbitrators.clone_from(&dispute.tribunal.arbitrators);
        case.tribunal.case_manager = dispute.tribunal.case_manager;
        case.updated_at = self.now();
        Ok(tx.update_case(&case).await?)
    }

    /// A ruling that waits for signatures falls with the tribunal that wrote it.
    pub(crate) async fn withdraw_waiting(
        &self,
        tx: &mut db::WriteTx,
        found: &Found,
    ) -> Result<(), DeskError> {
        for row in tx.rulings_of_case(found.record.case.id).await? {
            if row.ruling.state == model::RulingState::Waiting {
                let state = model::RulingState::Withdrawn;
                tx.update_ruling(&model::Ruling { state, ..row.ruling }).await?;
            }
        }
        Ok(())
    }
}
