//! Cases: the board, and one case with everything that was said and may be done.

pub mod case;
pub mod message;

use askama::Template;
use model::CaseState;

use crate::{
    frame::{Frame, Here},
    moment::{Clock, Moment},
    twin::Twin,
};

/// The board: the cases of the queues one staffs, most pressing first.
#[derive(Template)]
#[template(path = "cases/list.html")]
pub struct CaseList {
    /// What stands around.
    pub frame: Frame,
    /// What is shown: `triage`, `assigned to you`, `all your queues`.
    pub heading: String,
    /// The states one may narrow to, with their addresses.
    pub states: Vec<StateLink>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Where the next page is.
    pub next: Option<String>,
    /// Where the first page is, when this is not it.
    pub first: Option<String>,
}

/// One case on the board, or among search results.
pub struct CaseRow {
    /// Its number.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// The first words of its latest message from outside.
    pub excerpt: Twin,
    /// Where it stands.
    pub state: CaseState,
    /// Which queue holds it.
    pub queue: String,
    /// How it came in: `mail`.
    pub channel: &'static str,
    /// The language of its first message, in English; empty where it could not be told.
    pub language: String,
    /// Who works on it; empty is nobody.
    pub assignee: String,
    /// The running clock.
    pub clock: Option<Clock>,
    /// When anything last happened on it.
    pub updated_at: Moment,
    /// True where something waits for the staff to confirm: a new sender, a suspected follow-up.
    pub is_suspected: bool,
}

/// A way to narrow the board.
pub struct StateLink {
    /// The state; `None` is all that are not ended.
    pub state: Option<CaseState>,
    /// Its address.
    pub href: String,
    /// True where the page shows it.
    pub is_here: bool,
}

impl CaseList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let link = |state: Option<CaseState>| StateLink {
            href: match state {
                Some(state) => format!("/cases?queue=triage&state={}", state.as_str()),
                None => "/cases?queue=triage".to_owned(),
            },
            is_here: state.is_none(),
            state,
        };
        let states = [None].into_iter().chain(CaseState::ALL.map(Some)).map(link).collect();
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "triage"),
            heading: "triage".to_owned(),
            states,
            rows: CaseRow::samples(),
            next: Some("/cases?queue=triage&after=sample-cursor".to_owned()),
            first: None,
        }
    }

    /// Returns sample values of a board with nothing on it.
    pub fn sample_empty() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "education"),
            heading: "education".to_owned(),
            rows: Vec::new(),
            next: None,
            ..Self::sample()
        }
    }
}

impl CaseRow {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        use crate::samples::{clock, now};
        let row = |number: &str, subject: &str, excerpt: &str, state, language: &str| Self {
            number: number.to_owned(),
            subject: Twin::new(subject),
            excerpt: Twin::new(excerpt),
            state,
            queue: "triage".to_owned(),
            channel: "mail",
            language: language.to_owned(),
            assignee: String::new(),
            clock: None,
            updated_at: Moment::new(now(), now()),
            is_suspected: false,
        };
        vec![
            Self {
                clock: Some(clock(-12)),
                ..row(
                    "i20261121.4",
                    "Spam apparently sent from our mail relay",
                    "a provider says [address 1] has sent 4,000 messages since 03:10",
                    CaseState::Pending,
                    "English",
                )
            },
            Self {
                clock: Some(clock(38)),
                ..row(
                    "s20261121.31",
                    "Cannot renew my certificate",
                    "the renewal fails since Monday, [person 1] says the page shows error 17",
                    CaseState::Pending,
                    "Czech",
                )
            },
            Self {
                clock: Some(clock(125)),
                assignee: "you".to_owned(),
                ..row(
                    "s20261121.30",
                    "Passphrase lost, I have a new phone",
                    "old number [phone 1] no longer works, the new one is [phone 2]",
                    CaseState::Open,
                    "English",
                )
            },
            Self {
                clock: Some(clock(184)),
                is_suspected: true,
                ..row(
                    "s20261121.29",
                    "Re: error page after login",
                    "it happens again since the weekend",
                    CaseState::Pending,
                    "German",
                )
            },
            Self {
                assignee: "Support engineer 3".to_owned(),
                ..row(
                    "s20261121.27",
                    "Our administrator left the company",
                    "nobody holds the organisation account of [organisation 1]",
                    CaseState::Waiting,
                    "English",
                )
            },
            Self {
                clock: Some(clock(60 * 23)),
                assignee: "you".to_owned(),
                ..row(
                    "s20261121.26",
                    "Name change after marriage",
                    "documents attached, asks which assurer to meet",
                    CaseState::Open,
                    "French",
                )
            },
            row(
                "s20261120.88",
                "Invoice twice",
                "thank you, [person 1] found the second one",
                CaseState::Resolved,
                "English",
            ),
            row("s20261120.12", "", "(no words that we could read)", CaseState::Closed, ""),
        ]
    }
}
