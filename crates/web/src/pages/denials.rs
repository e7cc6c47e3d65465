//! A refusal that helps: which clause refused, which authority would do, and how to get it.

use askama::Template;

use crate::frame::{Frame, Here};

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
    /// Where one came from.
    pub back: Option<BackLink>,
}

/// One authority that would do, and how to get it.
pub struct Way {
    /// What to do, in words: `Ask the member`.
    pub title: String,
    /// What then happens.
    pub text: String,
    /// The clause that would allow it.
    pub clause: String,
    /// Where the button posts to; `None` shows the way as text.
    pub path: Option<String>,
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
        let way = |title: &str, text: &str, clause: &str, path: Option<&str>| Way {
            title: title.to_owned(),
            text: text.to_owned(),
            clause: clause.to_owned(),
            path: path.map(str::to_owned),
        };
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            heading: "You may not open the original of this message".to_owned(),
            clause: "SP 8.1".to_owned(),
            sentence: "Support engineers have no inherent authority. Only who is assigned to the \
                       case opens its originals."
                .to_owned(),
            ways: vec![
                way(
                    "Take the case",
                    "It is assigned to you; each look then needs a line of reason.",
                    "Picture",
                    Some("/cases/s20261121.30/assignment"),
                ),
                way(
                    "Ask the member",
                    "Their consent would do: they would see exactly what and why.",
                    "SP 8.1",
                    None,
                ),
                way(
                    "File a dispute",
                    "An arbitrator’s ruling would do: its number becomes your authority.",
                    "SP 8.1",
                    None,
                ),
            ],
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
            back: Some(BackLink { href: "/".to_owned(), label: "Back to the start".to_owned() }),
        }
    }
}
