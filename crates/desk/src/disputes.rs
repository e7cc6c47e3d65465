//! Disputes: filed by anyone, taken by an arbitrator and a case manager, heard, ruled, published, appealed.

mod appeal;
mod board;
mod complete;
mod decline;
mod directions;
mod file;
mod hear;
mod new;
mod own;
mod published;
mod release;
mod rule;
mod show;
mod sign;
mod signing;
mod take;
mod vacate;

use std::collections::BTreeSet;

use db::{CaseRecord, DisputeRow, HearingRow, MessageRecord, Reader, RulingRow};
use model::{
    Actor, Bars, CaseKind, CaseNumber, DisputeAsked, Message, MessageKind, Nominee, Part, Queue,
    QueueName, Resource, StaffActor, StaffId, Stage, Viewer, Visibility,
};

use crate::{Desk, DeskError, affairs::ids_of, twins::Made};

pub use appeal::AppealDraft;
pub use board::{DisputeBoard, DisputeItem, OpenRuling};
pub use complete::CompletionDraft;
pub use directions::{DirectionDraft, HolderDraft, PrecedentDraft};
pub use file::{Claimant, DisputeDraft};
pub use hear::StatementDraft;
pub(crate) use new::{By, NewDispute};
pub use own::{OwnDispute, OwnRuling, OwnStatement, OwnTextPart};
pub use published::{
    IssuerPublicKey, PublishedParagraph, PublishedRuling, PublishedSignature, SignedRuling,
};
pub use rule::RulingDraft;
pub use show::{DirectionView, DisputePage, HearingView, RulingView, SeatView, SignatureView};
pub use signing::{RulingPreview, RulingShown};

/// The queue that disputes are filed to.
const QUEUE: &str = "disputes";

/// A dispute as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) record: CaseRecord,
    pub(crate) queue: Queue,
    pub(crate) row: DisputeRow,
    pub(crate) bars: Bars,
}

impl Found {
    /// Returns what the gate is asked about.
    pub(crate) fn resource(&self) -> Resource {
        self.asked(None, &BTreeSet::new(), false)
    }

    /// Returns what the gate is asked about a seat.
    pub(crate) fn resource_of_seat(&self, nominee: Nominee) -> Resource {
        self.asked(Some(nominee), &BTreeSet::new(), false)
    }

    /// Returns what the gate is asked about a ruling.
    pub(crate) fn resource_of_ruling(
        &self,
        ruling: &RulingRow,
        signers: &BTreeSet<StaffId>,
    ) -> Resource {
        let mut asked = self.asked(None, signers, ruling.ruling.is_sealed);
        if let Resource::Dispute(asked) = &mut asked {
            asked.sat_before.extend(&self.bars.sat_once);
        }
        asked
    }

    fn asked(
        &self,
        nominee: Option<Nominee>,
        signers: &BTreeSet<StaffId>,
        is_sealed: bool,
    ) -> Resource {
        Resource::Dispute(Box::new(DisputeAsked {
            case: self.record.case.clone(),
            queue: self.queue.clone(),
            stage: self.row.stage,
            engineers: self.bars.engineers.clone(),
            sat_before: self.bars.sat_before.clone(),
            signers: signers.clone(),
            is_sealed,
            nominee,
        }))
    }

    /// Says as whom a member of the staff looks at it.
    pub(crate) fn viewer(&self, staff: &StaffActor) -> Viewer {
        if self.record.case.tribunal.has(staff.id) { Viewer::Tribunal } else { Viewer::Desk }
    }
}

impl Desk {
    /// Reads a dispute for somebody of the staff; anybody else is told that there is none.
    pub(crate) async fn dispute_for(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(Found, StaffActor), DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        Ok((self.found_dispute(number).await?, staff.clone()))
    }

    /// Reads a dispute without asking; who calls it asks next.
    pub(crate) async fn found_dispute(&self, number: CaseNumber) -> Result<Found, DeskError> {
        if number.kind != CaseKind::Dispute {
            return Err(DeskError::NotFound);
        }
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        self.found_of(&mut reader, record).await
    }

    pub(crate) async fn found_of(
        &self,
        reader: &mut Reader,
        record: CaseRecord,
    ) -> Result<Found, DeskError> {
        let case = &record.case;
        let row = reader.dispute(case.id).await?.unwrap_or_else(|| plain_row(case));
        let queue = reader.queue(case.queue_id).await?.ok_or(DeskError::NotFound)?;
        let mut bars = Bars::default();
        bars.parties.insert(case.requester_id);
        bars.parties.extend(case.tribunal.respondent_id);
        let sat = reader.seats(case.id).await?.into_iter().filter(|seat| !seat.is_declined);
        let sat = sat.map(|seat| seat.staff_id).filter(|id| !case.tribunal.has(*id));
        bars.sat_once = sat.collect();
        // An appeal comes from a dispute, which came from a case; both lines keep people out.
        let mut origin = row.origin_case_id;
        let is_appeal = row.appealed_ruling_id.is_some();
        if let (true, Some(before)) = (is_appeal, origin) {
            let sat = reader.seats(before).await?.into_iter().filter(|seat| !seat.is_declined);
            bars.sat_before = sat.map(|seat| seat.staff_id).collect();
            origin = reader.dispute(before).await?.and_then(|row| row.origin_case_id);
        }
        if let Some(id) = origin {
            // Whoever wrote in a part of it, or had the part before, worked on it as well.
            for id in ids_of(reader, id).await? {
                bars.engineers.extend(reader.staff_authors(id).await?);
            }
            let worked = reader.case(id).await?.and_then(|record| record.case.assignment);
            let before = reader.merges_into(id).await?.into_iter();
            let before = before.filter_map(|row| row.from_before.assignment);
            bars.engineers.extend(worked.into_iter().chain(before).map(|held| held.staff_id));
        }
        Ok(Found { record, queue, row, bars })
    }

    /// Returns the queue that disputes are filed to.
    pub(crate) async fn dispute_queue(&self) -> Result<Queue, DeskError> {
        let name = QueueName::parse(QUEUE).map_err(|_| DeskError::NotFound)?;
        self.queue_named(&name).await
    }

    /// Makes what a member of the staff says in a dispute.
    pub(crate) async fn spoken(
        &self,
        case: &model::Case,
        staff: &StaffActor,
        text: model::Personal<String>,
        heard: (Part, Visibility),
    ) -> Result<(Message, Made), DeskError> {
        let (part, visibility) = heard;
        let is_ruling = matches!(part, Part::Ruling | Part::SealedRuling);
        let is_inner = visibility == Visibility::Tribunal && !is_ruling;
        let kind = if is_inner { MessageKind::Internal } else { MessageKind::Public };
        let texts = crate::twins::Texts { text, ..Default::default() };
        let (message, mut made) = self.written(case, staff, kind, &texts).await?;
        made.is_searchable = visibility.lets(Viewer::Desk, part);
        Ok((message, made))
    }

    /// Writes what was said in a dispute, and to whom.
    pub(crate) async fn put_spoken(
        &self,
        tx: &mut db::WriteTx,
        spoken: &(Message, Made),
        heard: (Part, Visibility),
    ) -> Result<(), DeskError> {
        let (message, made) = spoken;
        self.put_written(tx, message, made).await?;
        let (part, visibility) = heard;
        let row = HearingRow { message_id: message.id, part, visibility };
        Ok(tx.insert_hearing(message.case_id, row).await?)
    }
}

/// What a dispute is that has no row of its own, because it was opened before there were any.
fn plain_row(case: &model::Case) -> DisputeRow {
    DisputeRow {
        case_id: case.id,
        stage: Stage::Filed,
        origin_case_id: None,
        appealed_ruling_id: None,
        respondent_role: None,
        n_arbitrators: 1,
        filed_at: case.opened_at,
    }
}

/// Returns what a message is in its dispute. What a party writes is between it and the tribunal until the
/// tribunal shares it; what nobody placed is the tribunal's alone.
pub(crate) fn heard_as(
    case: &model::Case,
    hearing: &[HearingRow],
    record: &MessageRecord,
) -> (Part, Visibility) {
    let message = &record.message;
    if let Some(row) = hearing.iter().find(|row| row.message_id == message.id) {
        return (row.part, row.visibility);
    }
    let author = message.author_person_id;
    let visibility = match author {
        Some(id) if id == case.requester_id => Visibility::Claimant,
        Some(id) if Some(id) == case.tribunal.respondent_id => Visibility::Respondent,
        _ => Visibility::Tribunal,
    };
    // What first came by mail is the complaint.
    let is_first = message.position_index == 1 && author.is_some();
    if is_first {
        return (Part::Complaint, Visibility::AllParties);
    }
    (Part::Statement, visibility)
}

/// Says whether the staff outside the tribunal may read a message, and so find it.
pub(crate) fn is_shown_on_desk(
    case: &model::Case,
    hearing: &[HearingRow],
    record: &MessageRecord,
) -> bool {
    let (part, visibility) = heard_as(case, hearing, record);
    case.kind() != CaseKind::Dispute || visibility.lets(Viewer::Desk, part)
}

pub(crate) fn invalid(field: &'static str, words: impl Into<String>) -> DeskError {
    DeskError::Invalid { field, words: words.into() }
}
