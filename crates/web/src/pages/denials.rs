//! A refusal that helps: which clause refused, which authority would do, and how to get it.

use askama::Template;
use authority::{Remedy, Step, act_words};

use crate::{
    frame::{Frame, Here},
    trouble::Refused,
};

/// A refused act.
#[derive(Template)]
#[template(path = "denials/show.html")]
pub struct DenialShow {
    /// What stands around.
    pub frame: Frame,
    /// What was refused, in words: `You may not open the original of this message`.
    pub heading: String,
    /// The clause that refused; empty where simply no rule allows it.
    pub clause: String,
    /// The policy that refused, by its anchor in the handbook; empty where none did or the reader may not see it.
    pub policy: String,
    /// The sentence of the policy, or that no rule allows it.
    pub sentence: String,
    /// What would do.
    pub ways: Vec<Way>,
    /// True where the act was tried, and so stands in the log.
    pub is_recorded: bool,
    /// Where one came from.
    pub back: Option<BackLink>,
}

/// One way to get what was refused.
pub struct Way {
    /// What to do, in words: `Take the case.`
    pub sentence: String,
    /// The clause that would then allow it.
    pub clause: String,
    /// The policy that it stands in, by its anchor in the handbook; empty where the reader may not see it.
    pub policy: String,
    /// How it is begun here; `None` shows the way as text.
    pub button: Option<WayButton>,
}

/// A button that begins a way.
pub struct WayButton {
    /// Where it posts to.
    pub path: String,
    /// To whom the case is to be given.
    pub staff: &'static str,
    /// What it says.
    pub label: &'static str,
}

/// Where one came from.
pub struct BackLink {
    /// The address.
    pub href: String,
    /// What the link says.
    pub label: String,
}

impl DenialShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let way = |sentence: &str, clause: &str| Way {
            sentence: sentence.to_owned(),
            clause: clause.to_owned(),
            policy: "message-unseal-assigned".to_owned(),
            button: None,
        };
        let button = WayButton {
            path: "/cases/s20261121.30/assignment".to_owned(),
            staff: "me",
            label: "Take the case",
        };
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            heading: "You may not open the original of this message".to_owned(),
            clause: "SP 8.1".to_owned(),
            policy: "core-unseal-assigned".to_owned(),
            sentence: "Support engineers have no inherent authority. Only who is assigned to the \
                       case opens its originals."
                .to_owned(),
            ways: vec![
                Way { button: Some(button), ..way("Take the case.", "000 SP 8.1") },
                way("Ask the person concerned to consent.", "000 SP 8.1"),
                way("File a dispute; an arbitrator may rule it.", "000 Requests"),
            ],
            is_recorded: true,
            back: Some(BackLink {
                href: "/cases/s20261121.30".to_owned(),
                label: "Back to s20261121.30".to_owned(),
            }),
        }
    }

    /// Returns sample values of a refusal without a way.
    pub fn sample_final() -> Self {
        Self {
            frame: Frame::sample_requester(),
            heading: "You may not browse the log".to_owned(),
            clause: String::new(),
            policy: String::new(),
            sentence: "No rule allows it to you.".to_owned(),
            ways: Vec::new(),
            is_recorded: false,
            back: Some(BackLink { href: "/".to_owned(), label: "Back to the start".to_owned() }),
        }
    }
}

impl DenialShow {
    /// Words a refusal of what was asked for at a path.
    pub fn new(frame: Frame, refused: &Refused, path: &str) -> Self {
        let denial = &refused.denial;
        let case = path.strip_prefix("/cases/").and_then(|rest| rest.split('/').next());
        // Only what is a number comes into an address again.
        let case = case.filter(|text| text.parse::<model::CaseNumber>().is_ok());
        let back = match case {
            Some(number) if path != format!("/cases/{number}") => {
                BackLink { href: format!("/cases/{number}"), label: format!("Back to {number}") }
            }
            _ => BackLink { href: "/".to_owned(), label: "To the start".to_owned() },
        };
        let is_reader = frame.is_staff();
        let anchor = |id: &str| if is_reader { id.to_owned() } else { String::new() };
        let refused_by = denial.policies.first();
        Self {
            frame,
            heading: format!("You may not {}", act_words(denial.act)),
            clause: denial.clause.clone(),
            policy: refused_by.map(|policy| anchor(&policy.id)).unwrap_or_default(),
            sentence: denial.sentence.clone(),
            ways: denial
                .remedies
                .iter()
                .map(|remedy| Way { policy: anchor(&remedy.policy.id), ..way(remedy, case) })
                .collect(),
            is_recorded: refused.is_recorded,
            back: Some(back),
        }
    }
}

/// Only a way that can be gone from here, in one step, gets a button.
fn way(remedy: &Remedy, case: Option<&str>) -> Way {
    let button = match (remedy.steps.as_slice(), case) {
        ([Step::TakeCase], Some(number)) => Some(WayButton {
            path: format!("/cases/{number}/assignment"),
            staff: "me",
            label: "Take the case",
        }),
        _ => None,
    };
    Way {
        sentence: remedy.sentence.clone(),
        clause: remedy.policy.clause.clone(),
        policy: String::new(),
        button,
    }
}
