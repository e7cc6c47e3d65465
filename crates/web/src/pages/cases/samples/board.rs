//! Sample values of the board.

use model::{CaseState, Personal};

use crate::{
    frame::{Frame, Here},
    moment::{Moment, ago},
    pages::cases::{
        CaseList, CaseRow, Fault, Hint, StateLink,
        bulk::{Bulk, Outcome, Stayed},
        row::{OnItsWay, Waiting},
    },
    samples::{clock, minutes_ago, now},
    say,
    twin::Twin,
};

impl CaseList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let link = |state: Option<CaseState>| StateLink {
            href: match state {
                Some(state) => format!("/cases?q=queue:triage+state:{}", state.as_str()),
                None => "/cases?q=queue:triage".to_owned(),
            },
            is_here: state.is_none(),
            state,
        };
        let states = [None].into_iter().chain(CaseState::ALL.map(Some)).map(link).collect();
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "triage"),
            title: "triage".to_owned(),
            heading: Personal::new("triage".to_owned()),
            states,
            hints: vec![Hint {
                text: "is:late",
                words: say("cases-hint-late"),
                href: "/cases?q=queue:triage+is:late".to_owned(),
            }],
            filter: Personal::new("queue:triage".to_owned()),
            view: None,
            may_keep: true,
            fault: None,
            rows: CaseRow::samples().into_iter().map(CaseRow::picked).collect(),
            bulk: Bulk { queues: vec!["support".to_owned(), "abuse".to_owned()] },
            outcome: None,
            next: Some("/cases?q=queue:triage&after=sample-cursor".to_owned()),
            first: None,
            href: "/cases?q=queue:triage".to_owned(),
            at: 4711,
            live_queue: Some("triage".to_owned()),
        }
    }

    /// Returns sample values of a board on which several cases were moved, and one could not be.
    pub fn sample_moved() -> Self {
        let outcome = Outcome {
            sentence: "2 cases were moved to support: s20261121.8, s20261121.9.".to_owned(),
            kept: vec![Stayed {
                number: "s20261121.7".to_owned(),
                why: "it changed since you saw it; look at it first".to_owned(),
            }],
            back: vec!["s20261121.8/4/triage".to_owned(), "s20261121.9/2/triage".to_owned()],
            n_gone: 0,
        };
        Self { outcome: Some(outcome), ..Self::sample() }
    }

    /// Returns sample values of a filter that cannot be read.
    pub fn sample_unreadable() -> Self {
        let text = "queue:triage stat:open";
        let fault = model::Filter::parse(text).err().map(|error| Fault::new(text, &error));
        let mut board = Self { fault, may_keep: false, rows: Vec::new(), ..Self::sample() };
        board.frame.query = text.to_owned();
        board.title = "Filter".to_owned();
        board.href = "/cases?q=queue:triage+stat:open".to_owned();
        board.heading = Personal::new("This filter cannot be read".to_owned());
        Self { next: None, bulk: Bulk::default(), ..board }
    }

    /// Returns sample values of a board with nothing on it.
    pub fn sample_empty() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "education"),
            title: "education".to_owned(),
            heading: Personal::new("education".to_owned()),
            rows: Vec::new(),
            bulk: Bulk::default(),
            next: None,
            href: "/cases?q=queue:education".to_owned(),
            ..Self::sample()
        }
    }
}

impl CaseRow {
    fn picked(self) -> Self {
        Self { pick: format!("{}/3", self.number), ..self }
    }

    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let row = |number: &str, subject: &str, excerpt: &str, state, language: &str| Self {
            number: number.to_owned(),
            subject: Twin::new(subject),
            excerpt: Twin::new(excerpt),
            state,
            queue: "triage".to_owned(),
            language: language.to_owned(),
            assignee: String::new(),
            waits: None,
            clock: None,
            updated_at: Moment::new(now(), now()),
            to_confirm: String::new(),
            on_its_way: None,
            pick: String::new(),
        };
        let waits = |words: &str, minutes| {
            let since = now() - jiff::SignedDuration::from_mins(minutes);
            let words = format!("{words} {}", ago(since, now()));
            Some(Waiting { words, since: minutes_ago(minutes) })
        };
        vec![
            Self {
                clock: Some(clock(-12).of_queue("triage")),
                waits: waits("requester waits", 252),
                ..row(
                    "i20261121.4",
                    "Spam apparently sent from our mail relay",
                    "a provider says [address 1] has sent 4,000 messages since 03:10",
                    CaseState::Pending,
                    "English",
                )
            },
            Self {
                clock: Some(clock(38).of_queue("triage")),
                on_its_way: Some(OnItsWay::sample(true)),
                waits: waits("requester waits", 202),
                ..row(
                    "s20261121.31",
                    "Cannot renew my certificate",
                    "the renewal fails since Monday, [person 1] says the page shows error 17",
                    CaseState::Pending,
                    "Czech",
                )
            },
            Self {
                clock: Some(clock(125).of_queue("triage")),
                waits: waits("requester waits", 115),
                assignee: "you".to_owned(),
                on_its_way: Some(OnItsWay::sample(false)),
                ..row(
                    "s20261121.30",
                    "Passphrase lost, I have a new phone",
                    "old number [phone 1] no longer works, the new one is [phone 2]",
                    CaseState::Open,
                    "English",
                )
            },
            Self {
                clock: Some(clock(184).of_queue("triage")),
                waits: waits("requester waits", 56),
                to_confirm: say("cases-confirm-follow-up").to_string(),
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
                waits: waits("we wait for the requester", 60 * 51),
                ..row(
                    "s20261121.27",
                    "Our administrator left the company",
                    "nobody holds the organisation account of [organisation 1]",
                    CaseState::Waiting,
                    "English",
                )
            },
            Self {
                clock: Some(clock(60 * 23).of_queue("triage")),
                waits: waits("requester waits", 60),
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
