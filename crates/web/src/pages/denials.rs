//! A refusal that helps: which clause refused, which authority would do, and how to get it.

use askama::Template;
use authority::{Remedy, Step, act_words};

use model::AuthorityKind;

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
    /// How it is begun here; `None` shows the way as text.
    pub button: Option<WayButton>,
    /// A page on which it is begun.
    pub link: Option<BackLink>,
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
            button: None,
            link: None,
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
            sentence: "Support engineers have no inherent authority. Only who is assigned to the \
                       case opens its originals."
                .to_owned(),
            ways: vec![
                Way { button: Some(button), ..way("Take the case.", "000 SP 8.1") },
                way("Ask the person concerned to consent.", "000 SP 8.1"),
                Way {
                    link: Some(dispute_link("s20261121.30")),
                    ..way("File a dispute; an arbitrator may rule it.", "000 Requests")
                },
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
        Self {
            frame,
            heading: format!("You may not {}", act_words(denial.act)),
            clause: denial.clause.clone(),
            sentence: denial.sentence.clone(),
            ways: denial.remedies.iter().map(|remedy| way(remedy, case)).collect(),
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
    let link = match (remedy.steps.as_slice(), case) {
        ([Step::ShowAuthority(AuthorityKind::Ruling)], Some(number)) => Some(dispute_link(number)),
        _ => None,
    };
    Way { sentence: remedy.sentence.clone(), clause: remedy.policy.clause.clone(), button, link }
}

fn dispute_link(number: &str) -> BackLink {
    BackLink { href: format!("/cases/{number}/dispute"), label: "File the dispute".to_owned() }
}
