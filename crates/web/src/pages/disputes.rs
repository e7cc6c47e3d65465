//! Disputes: the arbitrator's and the case manager's desk, one dispute, and what its tribunal does in it.

pub mod appeals;
pub mod completions;
pub mod endings;
pub mod filings;
pub mod own;
pub mod own_parts;
pub mod releases;
pub mod rulings;
mod samples;
pub mod seats;
pub mod show;
pub mod statements;

use askama::Template;
use axum::{extract::State, response::Response};
use desk::DisputeItem;
use jiff::Timestamp;
use model::{Seat, Stage};

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    moment::Moment,
    say, say_of,
    trouble::{Trouble, page},
    twin::Twin,
};

/// The desk of those who sit in disputes.
#[derive(Template)]
#[template(path = "disputes/list.html")]
pub struct DisputeList {
    /// What stands around.
    pub frame: Frame,
    /// What waits, what is one's own, what is over; none is empty.
    pub sections: Vec<Section>,
    /// Rulings that wait for this reader's signature.
    pub to_sign: Vec<OpenRuling>,
    /// Rulings that wait for this reader to publish them.
    pub to_release: Vec<OpenRuling>,
}

/// Disputes that stand alike to the reader.
pub struct Section {
    /// The part of its address.
    pub id: &'static str,
    /// What it says above.
    pub heading: String,
    /// The disputes.
    pub rows: Vec<DisputeRow>,
}

/// A dispute in a list.
pub struct DisputeRow {
    /// Its number.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// Its first words, redacted.
    pub excerpt: Twin,
    /// Where it stands.
    pub stage: Stage,
    /// True where a panel reviews a ruling.
    pub is_appeal: bool,
    /// True where it is about a legal inquiry.
    pub is_legal: bool,
    /// Who sits, by title: `Arbitrator 3, Case manager 4`.
    pub tribunal: String,
    /// What the reader has to do with it: `your seat: arbitrator`, `open for you: case manager`.
    pub part: String,
    /// When anything last happened.
    pub updated_at: Moment,
    /// When it was filed.
    pub filed_at: Moment,
}

/// A ruling that waits for somebody.
pub struct OpenRuling {
    /// Its number.
    pub number: String,
    /// Where it is.
    pub href: String,
    /// True where it is sealed.
    pub is_sealed: bool,
    /// When it was written.
    pub made_at: Moment,
}

/// Returns the shape that stands for a stage.
pub const fn stage_shape(stage: Stage) -> &'static str {
    match stage {
        Stage::Filed => "pending",
        Stage::Hearing => "open",
        Stage::Decided => "resolved",
        Stage::Declined => "closed",
    }
}

/// Returns the words for a seat.
pub fn seat_words(seat: Seat) -> String {
    say_of("role", seat.role().as_str()).to_string()
}

/// Returns the address of a ruling among the staff.
pub fn ruling_href(number: model::RulingNumber) -> String {
    format!("/disputes/{}/rulings/{}", number.case, number.index)
}

impl DisputeRow {
    fn new(item: &DisputeItem, now: Timestamp) -> Self {
        let seats: Vec<String> = item.may_take.iter().map(|seat| seat_words(*seat)).collect();
        let part = match item.own_seat {
            Some(seat) => say("disputes-your-seat").with("seat", seat_words(seat)).to_string(),
            None if seats.is_empty() => String::new(),
            None => say("disputes-open-for-you").with("seats", seats.join(", ")).to_string(),
        };
        let sits = item.arbitrators.iter().chain(&item.case_manager);
        let titles: Vec<String> = sits.map(crate::floors::title).collect();
        Self {
            number: item.view.case.number.to_string(),
            subject: Twin::of(item.view.subject.as_ref()),
            excerpt: Twin::of(item.view.excerpt.as_ref()),
            stage: item.stage,
            is_appeal: item.is_appeal,
            is_legal: item.view.case.class == model::Class::Legal,
            tribunal: titles.join(", "),
            part,
            updated_at: Moment::new(item.view.case.updated_at, now),
            filed_at: Moment::new(item.view.case.opened_at, now),
        }
    }
}

impl OpenRuling {
    fn new(open: &desk::OpenRuling, now: Timestamp) -> Self {
        Self {
            number: open.number.to_string(),
            href: ruling_href(open.number),
            is_sealed: open.is_sealed,
            made_at: Moment::new(open.made_at, now),
        }
    }
}

/// Lists disputes by what the reader has to do with them.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let board = state.desk.dispute_board(&caller.actor).await?;
    let now = state.now();
    let all = [
        ("waiting", say("disputes-waiting"), board.waiting),
        ("mine", say("disputes-mine"), board.mine),
        ("others", say("disputes-others"), board.others),
        ("ended", say("disputes-ended"), board.ended),
    ];
    let mut sections = Vec::new();
    for (id, heading, items) in all {
        if !items.is_empty() {
            let rows = items.iter().map(|item| DisputeRow::new(item, now)).collect();
            sections.push(Section { id, heading: heading.to_string(), rows });
        }
    }
    let open =
        |list: Vec<desk::OpenRuling>| list.iter().map(|open| OpenRuling::new(open, now)).collect();
    page(&DisputeList {
        frame: caller.frame(&state, Here::Disputes).await?,
        sections,
        to_sign: open(board.to_sign),
        to_release: open(board.to_release),
    })
}
