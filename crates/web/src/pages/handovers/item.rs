//! One handover, as a list and the page of its case show it.

use desk::HandoverView;
use jiff::Timestamp;
use model::{HandoverState, HandoverTold, Target};

use crate::{
    floors,
    moment::{Moment, left},
    samples::now,
    say, say_of,
    twin::Twin,
};

/// A handover.
pub struct HandoverItem {
    /// Its id.
    pub id: String,
    /// The case.
    pub number: String,
    /// The queue that holds the case.
    pub queue: String,
    /// The destination, with who it is.
    pub to: String,
    /// Who gave it, by title, or `you`.
    pub giver: String,
    /// When.
    pub given_at: Moment,
    /// Until when it is to be accepted.
    pub due_at: Moment,
    /// How long that is.
    pub left: String,
    /// Why; nothing where the reader sees only that it is on its way.
    pub note: Option<Twin>,
    /// What an address outside was told, or is to be told; nothing where it stays inside.
    pub told: Option<String>,
    /// The words that left for it, or are to leave.
    pub words: Option<Twin>,
    /// True where it went outside.
    pub is_outside: bool,
    /// True where nobody accepted in time.
    pub is_lapsed: bool,
    /// True where the reader may accept it, or say that it was.
    pub may_accept: bool,
    /// True where they may decline it, or say that it was.
    pub may_decline: bool,
    /// True where they may take it back.
    pub may_withdraw: bool,
}

impl HandoverItem {
    /// Words a handover, as seen from now.
    pub fn new(view: &HandoverView, at: Timestamp) -> Self {
        let handover = &view.handover;
        let told = match handover.told {
            HandoverTold::NotYet if view.words.is_some() => "not-yet",
            HandoverTold::NotYet => "not-yet-number",
            told => told.as_str(),
        };
        // Words that never left are not shown as if they had.
        let is_said = matches!(handover.told, HandoverTold::NotYet | HandoverTold::Words);
        let target = match (handover.target, &view.address) {
            (Target::Outside, Some(address)) => address.expose().to_owned(),
            (Target::Role(role), _) => say_of("role", role.as_str()).to_string(),
            (Target::Member(_), _) => floors::titled(&view.target),
            _ => view.target.clone(),
        };
        let to = say("handovers-to").with("name", &handover.name).with("target", target);
        Self {
            id: handover.id.to_string(),
            number: view.number.to_string(),
            queue: view.queue.to_string(),
            to: to.to_string(),
            giver: match view.is_own {
                true => say("case-you").to_string(),
                false => floors::titled(&view.giver),
            },
            given_at: Moment::new(handover.given_at, at),
            due_at: Moment::new(handover.due_at, at),
            left: left(handover.due_at, at),
            note: view.note.as_ref().map(|note| Twin::of(Some(note))),
            told: handover.is_outside().then(|| say_of("handovers-told", told).to_string()),
            words: view.words.as_ref().filter(|_| is_said).map(|words| Twin::of(Some(words))),
            is_outside: handover.is_outside(),
            is_lapsed: handover.state == HandoverState::Lapsed,
            may_accept: view.may_accept,
            may_decline: view.may_decline,
            may_withdraw: view.may_withdraw,
        }
    }

    /// Returns sample values of one that the reader may accept.
    pub fn sample_offered() -> Self {
        let due = now() + jiff::SignedDuration::from_mins(95);
        let to = say("handovers-to").with("name", "Machines").with("target", "systems");
        Self {
            id: "0199d0c2-0000-7000-8000-00000000000d".to_owned(),
            number: "s20261121.30".to_owned(),
            queue: "support".to_owned(),
            to: to.to_string(),
            giver: "Support engineer 3".to_owned(),
            given_at: Moment::new(now(), now()),
            due_at: Moment::new(due, now()),
            left: left(due, now()),
            note: Some(Twin::new("[person 1] gets no link; the gateway drops it.")),
            told: None,
            words: None,
            is_outside: false,
            is_lapsed: false,
            may_accept: true,
            may_decline: true,
            may_withdraw: false,
        }
    }

    /// Returns sample values of one that nobody accepted.
    pub fn sample_lapsed() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-00000000000e".to_owned(),
            number: "s20261121.31".to_owned(),
            giver: say("case-you").to_string(),
            is_lapsed: true,
            may_accept: false,
            may_decline: false,
            may_withdraw: true,
            ..Self::sample_offered()
        }
    }

    /// Returns sample values of one that went outside.
    pub fn sample_outside() -> Self {
        let to = say("handovers-to").with("name", "The other team");
        Self {
            id: "0199d0c2-0000-7000-8000-00000000000f".to_owned(),
            number: "s20261121.32".to_owned(),
            to: to.with("target", "team@elsewhere.example").to_string(),
            giver: say("case-you").to_string(),
            told: Some(say_of("handovers-told", "words").to_string()),
            words: Some(Twin::new("Please see why [person 1] gets no link from you.")),
            is_outside: true,
            may_withdraw: true,
            ..Self::sample_offered()
        }
    }
}
