//! What is said of disputes and rulings in JSON.

use desk::{
    DirectionView, DisputeBoard, DisputeItem, DisputePage, HearingView, OpenRuling, RulingView,
};
use jiff::Timestamp;
use model::{Act, Personal, Seat};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::v1::staff::StaffBody;

/// Disputes by what the caller has to do with them.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeBoard)]
pub struct DisputesBody {
    /// With a seat that the caller may take.
    waiting: Vec<ItemBody>,
    /// In which the caller sits.
    mine: Vec<ItemBody>,
    /// Others that are not over.
    others: Vec<ItemBody>,
    /// Those that are over.
    ended: Vec<ItemBody>,
    /// Numbers of rulings that the caller may sign.
    to_sign: Vec<String>,
    /// Numbers of rulings that the caller may publish.
    to_release: Vec<String>,
}

/// A dispute in a list, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeItem)]
pub struct ItemBody {
    /// Its number.
    number: String,
    /// Its redacted subject.
    subject: Option<String>,
    /// `filed`, `hearing`, `decided` or `declined`.
    stage: &'static str,
    /// True where a panel reviews a ruling.
    is_appeal: bool,
    /// Seats that the caller may take.
    may_take: Vec<&'static str>,
    /// The seat that the caller holds.
    own_seat: Option<&'static str>,
}

/// A dispute, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Dispute)]
pub struct DisputeBody {
    /// Its number.
    number: String,
    /// Where it stands.
    stage: &'static str,
    /// The case that it came from.
    origin: Option<String>,
    /// The ruling that it reviews.
    appealed: Option<String>,
    /// Who rules.
    arbitrators: Vec<StaffBody>,
    /// Who leads the procedure.
    case_manager: Option<StaffBody>,
    /// What was filed and said, as far as the caller reads it.
    texts: Vec<TextBody>,
    /// The rulings.
    rulings: Vec<RulingViewBody>,
    /// Parts that are missing.
    lacks: Vec<&'static str>,
}

/// Something filed or said, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeText)]
pub struct TextBody {
    /// The message's id.
    #[schema(format = Uuid)]
    id: String,
    /// `complaint`, `respondent`, `relief`, `statement` or `reason`.
    part: &'static str,
    /// To whom it was said.
    visibility: &'static str,
    /// The redacted text; null once it was destroyed.
    text: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A ruling among the staff.
#[derive(Serialize, ToSchema)]
#[schema(as = Ruling)]
pub struct RulingViewBody {
    /// Its number.
    number: String,
    /// `waiting`, `in_force` or `withdrawn`.
    state: &'static str,
    /// True where the dispute goes on.
    is_interim: bool,
    /// True where it is sealed.
    is_sealed: bool,
    /// The redacted text, where the caller reads it.
    text: Option<String>,
    /// What is signed.
    digest: String,
    /// How many have signed.
    n_signed: usize,
    /// How many must.
    n_needed: i64,
    /// When it was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    released_at: Option<Timestamp>,
    /// What it gives somebody to do.
    directions: Vec<DirectionBody>,
}

/// A direction of a ruling.
#[derive(Serialize, ToSchema)]
#[schema(as = Direction)]
pub struct DirectionBody {
    /// Whom it gives something to do, in words.
    holder: String,
    /// Which acts.
    acts: Vec<&'static str>,
    /// Which fields.
    fields: Vec<String>,
    /// In which case.
    case: Option<String>,
    /// For which class of cases, in words.
    precedent: Option<String>,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    not_before: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// How often.
    n_uses_max: i64,
}

impl From<DisputeBoard> for DisputesBody {
    fn from(board: DisputeBoard) -> Self {
        let items = |list: Vec<DisputeItem>| list.into_iter().map(ItemBody::from).collect();
        let numbers =
            |list: Vec<OpenRuling>| list.iter().map(|open| open.number.to_string()).collect();
        Self {
            waiting: items(board.waiting),
            mine: items(board.mine),
            others: items(board.others),
            ended: items(board.ended),
            to_sign: numbers(board.to_sign),
            to_release: numbers(board.to_release),
        }
    }
}

impl From<DisputeItem> for ItemBody {
    fn from(item: DisputeItem) -> Self {
        Self {
            number: item.view.case.number.to_string(),
            subject: item.view.subject.map(Personal::into_exposed),
            stage: item.stage.as_str(),
            is_appeal: item.is_appeal,
            may_take: item.may_take.into_iter().map(Seat::as_str).collect(),
            own_seat: item.own_seat.map(Seat::as_str),
        }
    }
}

impl From<DisputePage> for DisputeBody {
    fn from(page: DisputePage) -> Self {
        Self {
            number: page.view.case.number.to_string(),
            stage: page.stage.as_str(),
            origin: page.origin.map(|number| number.to_string()),
            appealed: page.appealed.map(|number| number.to_string()),
            arbitrators: page.arbitrators.into_iter().map(StaffBody::from).collect(),
            case_manager: page.case_manager.map(StaffBody::from),
            texts: page.texts.into_iter().map(TextBody::from).collect(),
            rulings: page.rulings.into_iter().map(RulingViewBody::from).collect(),
            lacks: page.lacks.into_iter().map(model::Part::as_str).collect(),
        }
    }
}

impl From<HearingView> for TextBody {
    fn from(view: HearingView) -> Self {
        Self {
            id: view.message.message.id.to_string(),
            part: view.part.as_str(),
            visibility: view.visibility.as_str(),
            text: view.message.text.map(Personal::into_exposed),
            at: view.message.message.at,
        }
    }
}

impl From<RulingView> for RulingViewBody {
    fn from(view: RulingView) -> Self {
        Self {
            number: view.ruling.number.to_string(),
            state: view.ruling.state.as_str(),
            is_interim: view.ruling.is_interim,
            is_sealed: view.ruling.is_sealed,
            text: view.text.map(Personal::into_exposed),
            digest: view.digest,
            n_signed: view.signatures.len(),
            n_needed: view.ruling.n_needed,
            released_at: view.released_at,
            directions: view.directions.into_iter().map(DirectionBody::from).collect(),
        }
    }
}

impl From<DirectionView> for DirectionBody {
    fn from(view: DirectionView) -> Self {
        let direction = view.direction;
        Self {
            holder: view.holder,
            acts: direction.acts.into_iter().map(Act::as_str).collect(),
            fields: direction.fields.into_iter().collect(),
            case: view.case.map(|number| number.to_string()),
            precedent: view.precedent,
            not_before: direction.not_before,
            expires_at: direction.expires_at,
            n_uses_max: direction.n_uses_max,
        }
    }
}
