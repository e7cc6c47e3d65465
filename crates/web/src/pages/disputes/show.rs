//! One dispute: its parties and seats, the hearing, the rulings, and the forms of what may be done.

use askama::Template;
use async_recursion::async_recursion as boxed;
use authority::Decision;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use desk::{DisputePage, HearingView, RulingView, SeatView};
use jiff::Timestamp;
use model::{Act, CaseNumber, JottingSpot, Part, RulingState, Seat, Stage, Viewer, Visibility};

use crate::{
    caller::Caller,
    floors,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    notice::DoneQuery,
    pages::{
        cases::{
            case::{Colleague, Head},
            message::{Looker, MessageItem},
            rights::act,
            show::number_of,
        },
        disputes::{ruling_href, seat_words},
        jottings::{self, Jot},
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// One dispute.
#[derive(Template)]
#[template(path = "disputes/show.html")]
pub struct DisputeShow {
    /// What stands around.
    pub frame: Frame,
    /// What it is.
    pub head: Head,
    /// Where it stands.
    pub stage: Stage,
    /// The case that it came from.
    pub origin: Option<String>,
    /// The ruling that it reviews.
    pub appealed: Option<String>,
    /// Against whom: `a person we know`, `board member`, or nothing but words.
    pub respondent: String,
    /// The seats, taken or free.
    pub seats: Vec<SeatItem>,
    /// What became of seats, in order.
    pub turns: Vec<SeatTurn>,
    /// What was filed and said, as far as the reader may read it.
    pub texts: Vec<TextItem>,
    /// The rulings.
    pub rulings: Vec<RulingItem>,
    /// Parts that are missing, where the reader may add them.
    pub lacks: Vec<Part>,
    /// What the reader may do.
    pub may: May,
    /// The form of the hearing, when it came back.
    pub typed: Typed,
    /// What is kept of what is said in the hearing.
    pub jot: Jot,
}

/// A seat.
pub struct SeatItem {
    /// Which.
    pub seat: Seat,
    /// In words.
    pub words: String,
    /// Who sits there, by title; none while it is free.
    pub holder: Option<String>,
    /// True where the reader may take it.
    pub may_take: bool,
    /// Why not, where they have its role.
    pub refusal: Option<String>,
    /// Whom the reader may name for it.
    pub colleagues: Vec<Colleague>,
}

/// A seat that was taken, declined or handed back.
pub struct SeatTurn {
    /// Who did what: `Arbitrator 3 became arbitrator`.
    pub words: String,
    /// When.
    pub at: Moment,
}

/// Something filed or said.
pub struct TextItem {
    /// What it is, in words: `Complaint`, `Claimant, to the tribunal`.
    pub heading: String,
    /// To whom, in words.
    pub to: String,
    /// The message.
    pub message: MessageItem,
    /// Where sharing it is posted to, where it may be shared.
    pub sharing: Option<String>,
}

/// A ruling in the list of its dispute.
pub struct RulingItem {
    /// Its number.
    pub number: String,
    /// Where it is.
    pub href: String,
    /// Where it stands, in words.
    pub standing: String,
    /// When it was written.
    pub made_at: Moment,
}

/// What the reader may do in a dispute.
#[derive(Clone, Copy, Default)]
pub struct May {
    /// Speak to the parties.
    pub hear: bool,
    /// Confer within the tribunal.
    pub confer: bool,
    /// Decline.
    pub decline: bool,
    /// Hand their seat back.
    pub leave: bool,
    /// End it.
    pub end: bool,
    /// Add missing parts.
    pub complete: bool,
    /// Rule.
    pub rule: bool,
}

/// What was typed into a form that came back.
#[derive(Default)]
pub struct Typed {
    /// The text of the hearing.
    pub text: String,
    /// To whom.
    pub visibility: String,
    /// Which version of what was kept of it the form follows; 0 is none.
    pub jotting: i64,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What is wrong with another form.
    pub other_error: Option<String>,
}

impl DisputeShow {
    /// Returns to whom something may be said, with the value that is posted.
    pub fn hearers(&self) -> Vec<(&'static str, String, bool)> {
        let hearers = Visibility::ALL.into_iter().filter(|visibility| match visibility {
            Visibility::Tribunal => self.may.confer,
            _ => self.may.hear,
        });
        let is_chosen = |word: &str| word == self.typed.visibility;
        hearers.map(|to| (to.as_str(), visibility_words(to), is_chosen(to.as_str()))).collect()
    }
}

/// Shows a dispute.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut dispute = build(&state, &caller, number_of(&number)?, Typed::default()).await?;
    dispute.frame.notice = done.done.map(|done| done.sentence());
    page(&dispute)
}

/// Shows a dispute again with the form that came back.
pub async fn again(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: Typed,
) -> Result<Response, Trouble> {
    let dispute = build(state, caller, number, typed).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &dispute)
}

#[boxed]
async fn build(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    mut typed: Typed,
) -> Result<DisputeShow, Trouble> {
    let found = state.desk.show_dispute(&caller.actor, number).await?;
    let spot = JottingSpot::Statement(number);
    let mut jot = Jot::new(caller, spot, typed.jotting);
    // Also where another form of the page came back.
    if typed.text.is_empty() {
        let (kept, begun) = jottings::kept(state, caller, spot).await?;
        jot = kept;
        typed.text = jottings::field(&begun, "text").unwrap_or_default();
        typed.visibility = jottings::field(&begun, "visibility").unwrap_or(typed.visibility);
    }
    let now = state.now();
    let may = may(&found);
    let looker = Looker {
        number,
        requester_id: found.view.case.requester_id,
        staff_id: caller.staff().map(|staff| staff.id),
        needs_reason: false,
        decision: Some(&found.unsealing),
        parts: &[],
        now,
    };
    let may_share = is_allowed(&found, Act::DisputeShare);
    let texts = found.texts.iter().map(|text| TextItem::new(text, &looker, may_share)).collect();
    let respondent = match (found.has_respondent, found.respondent_role) {
        (true, _) => say("disputes-respondent-known").to_string(),
        (false, Some(role)) => say_of("role", role.as_str()).to_string(),
        (false, None) => say("disputes-respondent-in-words").to_string(),
    };
    Ok(DisputeShow {
        frame: caller.frame(state, Here::Disputes).await?,
        head: Head::new(&found.view, &caller.actor, now),
        stage: found.stage,
        origin: found.origin.map(|number| number.to_string()),
        appealed: found.appealed.map(|number| number.to_string()),
        respondent,
        seats: seats(state, caller, &found).await?,
        turns: found.seats.iter().flat_map(|seat| turns(seat, now)).collect(),
        texts,
        rulings: found.rulings.iter().map(|ruling| RulingItem::new(ruling, now)).collect(),
        lacks: if may.complete { found.lacks.clone() } else { Vec::new() },
        may,
        typed,
        jot,
    })
}

fn is_allowed(found: &DisputePage, wanted: Act) -> bool {
    found.rights.iter().any(|decision| act(decision) == wanted && decision.is_allowed())
}

fn may(found: &DisputePage) -> May {
    May {
        hear: is_allowed(found, Act::DisputeHear),
        confer: is_allowed(found, Act::DisputeConfer),
        decline: is_allowed(found, Act::DisputeDecline),
        leave: is_allowed(found, Act::DisputeLeave),
        end: is_allowed(found, Act::DisputeEnd),
        complete: is_allowed(found, Act::DisputeComplete),
        rule: is_allowed(found, Act::DisputeRule),
    }
}

async fn seats(
    state: &crate::State,
    caller: &Caller,
    found: &DisputePage,
) -> Result<Vec<SeatItem>, Trouble> {
    let staff = state.desk.staff(&caller.actor).await?;
    let may_name = found.stage == Stage::Filed
        && (found.viewer == Viewer::Tribunal
            || caller.staff().is_some_and(|me| me.roles.contains(&model::Role::TeamLeader)));
    let mut items = Vec::new();
    for index in 0..found.n_arbitrators {
        let holder = found.arbitrators.get(index).map(floors::title);
        let words = match (found.n_arbitrators, index) {
            (1, _) => seat_words(Seat::Arbitrator),
            (_, 0) => say("disputes-presiding").to_string(),
            _ => seat_words(Seat::Arbitrator),
        };
        items.push((Seat::Arbitrator, words, holder));
    }
    let manager = found.case_manager.as_ref().map(floors::title);
    items.push((Seat::CaseManager, seat_words(Seat::CaseManager), manager));
    let mut is_offered = Vec::new();
    let mut seats = Vec::new();
    for (seat, words, holder) in items {
        // Of several free seats of one kind the first alone has a form.
        let is_first = holder.is_none() && !is_offered.contains(&seat);
        let decision = found.own_seats.iter().find(|(own, _)| *own == seat && is_first);
        if is_first {
            is_offered.push(seat);
        }
        let has_role = caller.staff().is_some_and(|me| me.roles.contains(&seat.role()));
        let refusal = match decision {
            Some((_, Decision::Denied(denial))) if has_role => Some(floors::refusal(denial)),
            _ => None,
        };
        let sits =
            |id| found.arbitrators.iter().chain(&found.case_manager).any(|card| card.id == id);
        let others = staff.iter().filter(|card| {
            let is_me = caller.staff().is_some_and(|me| me.id == card.id);
            may_name
                && is_first
                && card.is_active
                && !is_me
                && card.roles.contains(&seat.role())
                && !sits(card.id)
        });
        seats.push(SeatItem {
            seat,
            words,
            holder,
            may_take: decision.is_some_and(|(_, decision)| decision.is_allowed()),
            refusal,
            colleagues: others
                .map(|card| Colleague { id: card.id.to_string(), title: floors::title(card) })
                .collect(),
        });
    }
    Ok(seats)
}

fn turns(seat: &SeatView, now: Timestamp) -> Vec<SeatTurn> {
    let somebody = || say("disputes-somebody").to_string();
    let who = seat.staff.as_ref().map_or_else(somebody, floors::title);
    let words = seat_words(seat.seat);
    let turn = |said: Words, at| {
        let words = said.with("who", &who).to_string();
        SeatTurn { words, at: Moment::new(at, now) }
    };
    if seat.is_declined {
        return vec![turn(say("disputes-turn-declined").with("seat", words), seat.at)];
    }
    let mut turns = vec![turn(say("disputes-turn-became").with("seat", words), seat.at)];
    if let Some(at) = seat.ended_at {
        turns.push(turn(say("disputes-turn-left"), at));
    }
    turns
}

impl TextItem {
    fn new(view: &HearingView, looker: &Looker<'_>, may_share: bool) -> Self {
        let heading = match (view.part, view.author) {
            (Part::Complaint, _) => say("disputes-heading-complaint"),
            (Part::Respondent, _) => say("disputes-heading-respondent"),
            (Part::Relief, _) => say("disputes-heading-relief"),
            (Part::Reason, _) => say("disputes-heading-reason"),
            (Part::Ruling | Part::SealedRuling, _) => say("disputes-ruling"),
            (Part::Statement, Some(Viewer::Claimant)) => say("disputes-heading-claimant"),
            (Part::Statement, Some(Viewer::Respondent)) => say("disputes-heading-respondent-says"),
            (Part::Statement, Some(_)) => say("disputes-tribunal"),
            (Part::Statement, None) => say("disputes-heading-other"),
        };
        let is_partys = matches!(view.author, Some(Viewer::Claimant | Viewer::Respondent))
            && matches!(view.visibility, Visibility::Claimant | Visibility::Respondent);
        let id = view.message.message.id;
        let sharing = (may_share && is_partys)
            .then(|| format!("/disputes/{}/statements/{id}/sharing", looker.number));
        Self {
            heading: heading.to_string(),
            to: visibility_words(view.visibility),
            message: MessageItem::new(&view.message, looker),
            sharing,
        }
    }
}

impl RulingItem {
    fn new(view: &RulingView, now: Timestamp) -> Self {
        let ruling = &view.ruling;
        let mut words = vec![standing(view)];
        if ruling.is_interim {
            words.push(say("rulings-standing-interim").to_string());
        }
        if ruling.is_sealed {
            words.push(say("rulings-standing-sealed").to_string());
        }
        Self {
            number: ruling.number.to_string(),
            href: ruling_href(ruling.number),
            standing: words.join(", "),
            made_at: Moment::new(ruling.made_at, now),
        }
    }
}

/// Says where a ruling stands.
pub fn standing(view: &RulingView) -> String {
    let words = match (view.ruling.state, view.released_at.is_some()) {
        (RulingState::Waiting, _) => say("rulings-standing-waiting"),
        (RulingState::Withdrawn, _) => say("rulings-standing-withdrawn"),
        (RulingState::InForce, true) => say("rulings-standing-published"),
        (RulingState::InForce, false) => say("rulings-standing-in-force"),
    };
    words.to_string()
}

/// Says who reads what is said.
pub fn visibility_words(visibility: Visibility) -> String {
    say_of("visibility", visibility.as_str()).to_string()
}
