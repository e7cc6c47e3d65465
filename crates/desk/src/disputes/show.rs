//! One dispute, as one of the staff sees it: who sits, what was said as far as it is for them, what was ruled.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use db::{BlobRow, RulingRow, SeatRow};
use jiff::Timestamp;
use model::{
    Act, Actor, CaseNumber, DirectionHolder, MessageId, Part, Personal, Resource, Role, Ruling,
    RulingDirection, RulingNumber, Seat, StaffActor, StaffId, Stage, Viewer, Visibility,
};

use crate::{
    Decision, Desk, DeskError,
    disputes::{Found, heard_as},
    views::{CaseView, DeliveryView, MessageView, StaffView},
};

/// A dispute on its page.
#[derive(Clone, Debug)]
pub struct DisputePage {
    /// The case that it is.
    pub view: CaseView,
    /// Where it stands.
    pub stage: Stage,
    /// The case that it came from.
    pub origin: Option<CaseNumber>,
    /// The ruling that it reviews.
    pub appealed: Option<RulingNumber>,
    /// Against whom it is, where it is whoever holds a role.
    pub respondent_role: Option<Role>,
    /// True where the respondent is a person we know.
    pub has_respondent: bool,
    /// How many arbitrators sit in it.
    pub n_arbitrators: usize,
    /// Who rules; the first presides.
    pub arbitrators: Vec<StaffView>,
    /// Who leads the procedure.
    pub case_manager: Option<StaffView>,
    /// Who took a seat, declined or handed one back, in order.
    pub seats: Vec<SeatView>,
    /// What was filed and said, in order.
    pub texts: Vec<HearingView>,
    /// What was ruled, in order.
    pub rulings: Vec<RulingView>,
    /// Parts that are missing.
    pub lacks: Vec<Part>,
    /// As whom the reader looks at it.
    pub viewer: Viewer,
    /// What the reader may do, and by what right; each seat is asked for.
    pub rights: Vec<Decision>,
    /// The seats that the reader may take, with what the gate says of each.
    pub own_seats: Vec<(Seat, Decision)>,
    /// Whether the reader may open originals of this dispute.
    pub unsealing: Decision,
}

/// A seat that somebody took, declined or handed back.
#[derive(Clone, Debug)]
pub struct SeatView {
    /// Who.
    pub staff: Option<StaffView>,
    /// Which seat.
    pub seat: Seat,
    /// True where they declined it.
    pub is_declined: bool,
    /// When.
    pub at: Timestamp,
    /// When they handed it back.
    pub ended_at: Option<Timestamp>,
}

/// Something filed or said.
#[derive(Clone, Debug)]
pub struct HearingView {
    /// The message, redacted.
    pub message: MessageView,
    /// What it is.
    pub part: Part,
    /// To whom it was said.
    pub visibility: Visibility,
    /// Whose it is.
    pub author: Option<Viewer>,
}

/// A ruling.
#[derive(Clone, Debug)]
pub struct RulingView {
    /// The ruling.
    pub ruling: Ruling,
    /// Its digest in hexadecimal digits, for whoever signs.
    pub digest: String,
    /// The redacted text, where the reader may read it.
    pub text: Option<Personal<String>>,
    /// Who signed.
    pub signatures: Vec<SignatureView>,
    /// What it gives somebody to do.
    pub directions: Vec<DirectionView>,
    /// When it was published.
    pub released_at: Option<Timestamp>,
    /// The published text.
    pub published_text: Option<String>,
    /// Whether the reader may sign it.
    pub signing: Decision,
    /// Whether the reader may publish it.
    pub release: Decision,
}

/// A signature under a ruling.
#[derive(Clone, Debug)]
pub struct SignatureView {
    /// Whose.
    pub staff: Option<StaffView>,
    /// True where it is the board's.
    pub is_of_board: bool,
    /// When.
    pub at: Timestamp,
}

/// A direction of a ruling.
#[derive(Clone, Debug)]
pub struct DirectionView {
    /// The direction.
    pub direction: RulingDirection,
    /// Whom it gives something to do, in words.
    pub holder: String,
    /// The case that it is for.
    pub case: Option<CaseNumber>,
    /// The class of cases that it stands for, in words.
    pub precedent: Option<String>,
}

/// What is asked for on the page, beside the seats.
const ACTS: [Act; 8] = [
    Act::DisputeDecline,
    Act::DisputeLeave,
    Act::DisputeEnd,
    Act::DisputeComplete,
    Act::DisputeHear,
    Act::DisputeConfer,
    Act::DisputeShare,
    Act::DisputeRule,
];

impl Desk {
    /// Shows a dispute.
    pub async fn show_dispute(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<DisputePage, DeskError> {
        let (found, staff) = self.dispute_for(actor, number).await?;
        let resource = found.resource();
        self.ask_to_read(actor, Act::DisputeShow, &resource).await?;
        let case = found.record.case.clone();
        let mut reader = self.db.read().await?;
        let seats = reader.seats(case.id).await?;
        let origin = match found.row.origin_case_id {
            Some(id) => reader.case(id).await?,
            None => None,
        };
        let appealed = match found.row.appealed_ruling_id {
            Some(id) => reader.ruling(id).await?.map(|row| row.ruling.number),
            None => None,
        };
        drop(reader);
        let sits = case.tribunal.arbitrators.iter().chain(&case.tribunal.case_manager);
        let ids: BTreeSet<StaffId> =
            sits.copied().chain(seats.iter().map(|seat| seat.staff_id)).collect();
        let cards = self.staff_views(&ids).await?;
        let own_seats = Seat::ALL.into_iter().filter_map(|seat| {
            let resource = self.own_seat(&found, actor, seat)?;
            Some((seat, self.authority.allows(actor, Act::DisputeTake, &resource)))
        });
        let message = Resource::Message {
            message_id: MessageId::from_uuid(case.id.uuid()),
            author_person_id: None,
            author_staff_id: None,
            case: case.clone(),
            queue: found.queue.clone(),
        };
        let card = |id: &StaffId| cards.get(id).cloned();
        Ok(DisputePage {
            unsealing: self.authority.allows(actor, Act::MessageUnseal, &message),
            stage: found.row.stage,
            origin: origin.map(|record| record.case.number),
            appealed,
            respondent_role: found.row.respondent_role,
            has_respondent: case.tribunal.respondent_id.is_some(),
            n_arbitrators: found.row.n_arbitrators,
            arbitrators: case.tribunal.arbitrators.iter().filter_map(card).collect(),
            case_manager: case.tribunal.case_manager.as_ref().and_then(card),
            seats: seats.iter().map(|seat| seat_view(seat, card(&seat.staff_id))).collect(),
            texts: self.hearing_views(&found, found.viewer(&staff)).await?,
            rulings: self.ruling_views(actor, &staff, &found).await?,
            lacks: self.lacks(&found).await?,
            viewer: found.viewer(&staff),
            own_seats: own_seats.collect(),
            rights: self.rights(actor, &ACTS, &resource),
            view: self.case_view(actor, found.record, found.queue).await?,
        })
    }

    async fn hearing_views(
        &self,
        found: &Found,
        viewer: Viewer,
    ) -> Result<Vec<HearingView>, DeskError> {
        let case = &found.record.case;
        let mut reader = self.db.read().await?;
        let records = reader.messages(case.id).await?;
        let hearing = reader.hearing(case.id).await?;
        let mut deliveries: BTreeMap<MessageId, Vec<DeliveryView>> = BTreeMap::new();
        for found in reader.case_deliveries(case.id).await? {
            let view = self.delivery_view(found.delivery);
            deliveries.entry(view.delivery.message_id).or_default().push(view);
        }
        let mut blobs: BTreeMap<MessageId, Vec<BlobRow>> = BTreeMap::new();
        for row in reader.case_blobs(case.id).await? {
            blobs.entry(row.message_id).or_default().push(row);
        }
        drop(reader);
        let authors = records.iter().filter_map(|record| record.message.author_staff_id);
        let authors = self.staff_views(&authors.collect()).await?;
        let mut texts = Vec::new();
        for record in records {
            let (part, visibility) = heard_as(case, &hearing, &record);
            let is_ruling = matches!(part, Part::Ruling | Part::SealedRuling);
            if is_ruling || !visibility.lets(viewer, part) {
                continue;
            }
            let id = record.message.id;
            let deliveries = deliveries.remove(&id).unwrap_or_default();
            let card = record.message.author_staff_id.and_then(|id| authors.get(&id).cloned());
            let blobs = blobs.remove(&id).unwrap_or_default();
            let author = match (record.message.author_person_id, card.is_some()) {
                (Some(id), _) if id == case.requester_id => Some(Viewer::Claimant),
                (Some(id), _) if Some(id) == case.tribunal.respondent_id => {
                    Some(Viewer::Respondent)
                }
                (_, true) => Some(Viewer::Tribunal),
                _ => None,
            };
            let message = self.message_view(&record, card, deliveries, blobs)?;
            texts.push(HearingView { message, part, visibility, author });
        }
        Ok(texts)
    }

    async fn ruling_views(
        &self,
        actor: &Actor,
        staff: &StaffActor,
        found: &Found,
    ) -> Result<Vec<RulingView>, DeskError> {
        let rows = self.db.read().await?.rulings_of_case(found.record.case.id).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(self.ruling_view(actor, staff, found, row).await?);
        }
        Ok(views)
    }

    /// Shows one ruling to who sits in its dispute, signs it, or publishes it; to others what anybody of the
    /// staff sees of one in force.
    pub async fn show_ruling(
        &self,
        actor: &Actor,
        number: RulingNumber,
    ) -> Result<RulingView, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        let (found, row, _) = self.ruling_of(number).await?;
        let view = self.ruling_view(actor, staff, &found, row).await?;
        // Whoever signed it reads again what they signed.
        let is_own = |signature: &SignatureView| {
            signature.staff.as_ref().is_some_and(|card| card.id == staff.id)
        };
        let has_signed = view.signatures.iter().any(is_own);
        if !has_signed && !view.signing.is_allowed() && !view.release.is_allowed() {
            self.ask_to_read(actor, Act::DisputeShow, &found.resource()).await?;
        }
        Ok(view)
    }

    async fn ruling_view(
        &self,
        actor: &Actor,
        staff: &StaffActor,
        found: &Found,
        row: RulingRow,
    ) -> Result<RulingView, DeskError> {
        let mut reader = self.db.read().await?;
        let signatures = reader.ruling_signatures(row.ruling.id).await?;
        let directions = reader.directions(row.ruling.id).await?;
        let message = reader.message(row.ruling.message_id).await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let signers: BTreeSet<StaffId> = signatures.iter().map(|sign| sign.staff_id).collect();
        let cards = self.staff_views(&signers).await?;
        let resource: Resource = found.resource_of_ruling(&row, &signers);
        let signing = self.authority.allows(actor, Act::RulingSign, &resource);
        let release = self.authority.allows(actor, Act::RulingRelease, &resource);
        let is_in_force = row.ruling.in_force_at.is_some();
        let is_board = staff.roles.contains(&Role::BoardMember) && row.ruling.is_sealed;
        let is_reader = found.viewer(staff) == Viewer::Tribunal
            || signing.is_allowed()
            || (is_in_force && (release.is_allowed() || is_board))
            || (is_in_force && !row.ruling.is_sealed);
        let text = match self.open_twin(&message)?.filter(|_| is_reader) {
            Some((_, twin)) => Some(Personal::new(twin.text)),
            None => None,
        };
        let mut views = Vec::with_capacity(directions.len());
        for direction in directions {
            views.push(self.direction_view(direction).await?);
        }
        Ok(RulingView {
            digest: HEXLOWER.encode(&row.ruling.digest),
            text,
            signatures: signatures
                .into_iter()
                .map(|sign| SignatureView {
                    staff: cards.get(&sign.staff_id).cloned(),
                    is_of_board: sign.is_of_board,
                    at: sign.at,
                })
                .collect(),
            directions: views,
            released_at: row.released_at,
            published_text: row.published_text,
            signing,
            release,
            ruling: row.ruling,
        })
    }

    pub(crate) async fn direction_view(
        &self,
        direction: RulingDirection,
    ) -> Result<DirectionView, DeskError> {
        let holder = match direction.holder {
            DirectionHolder::Role(role) => format!("any {}", role.title()),
            DirectionHolder::Staff(id) => match self.staff_view(id).await? {
                Some(card) => card.title,
                None => crate::somebody::LEFT.to_owned(),
            },
        };
        let case = match direction.case_id {
            Some(id) => self.db.read().await?.case(id).await?.map(|record| record.case.number),
            None => None,
        };
        let precedent = match direction.precedent {
            None => None,
            Some((kind, None)) => Some(format!("every {}", kind.as_str())),
            Some((kind, Some(id))) => {
                let queue = self.queue_of(id).await?;
                Some(format!("every {} in {}", kind.as_str(), queue.name))
            }
        };
        Ok(DirectionView { direction, holder, case, precedent })
    }
}

fn seat_view(row: &SeatRow, staff: Option<StaffView>) -> SeatView {
    let SeatRow { seat, is_declined, at, ended_at, .. } = *row;
    SeatView { staff, seat, is_declined, at, ended_at }
}
