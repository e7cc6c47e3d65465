//! A requester's own requests: what they asked, what was answered, one more word.

use askama::Template;
use model::{CaseState, Personal};

use crate::{frame::Frame, moment::Moment};

/// All requests of the person.
#[derive(Template)]
#[template(path = "requests/list.html")]
pub struct RequestList {
    /// What stands around.
    pub frame: Frame,
    /// Their requests, the latest first.
    pub rows: Vec<RequestRow>,
    /// Where older ones are.
    pub next: Option<String>,
}

/// One request in the list.
pub struct RequestRow {
    /// Its number.
    pub number: String,
    /// Its subject, readable: it is theirs.
    pub subject: Personal<String>,
    /// Where it stands.
    pub state: CaseState,
    /// What that means for them.
    pub meaning: &'static str,
    /// When the last answer came.
    pub answered_at: Option<Moment>,
    /// When it was opened.
    pub opened_at: Moment,
}

/// One request with its conversation.
#[derive(Template)]
#[template(path = "requests/show.html")]
pub struct RequestShow {
    /// What stands around.
    pub frame: Frame,
    /// The request.
    pub row: RequestRow,
    /// What was said, in order; notes of the staff are not among it.
    pub messages: Vec<OwnMessage>,
    /// Where earlier ones are.
    pub earlier: Option<String>,
    /// The message as typed, when the form came back.
    pub text: String,
    /// Why the form came back.
    pub error: Option<String>,
}

/// One message as the person concerned sees it.
pub struct OwnMessage {
    /// Its id.
    pub id: String,
    /// True where they wrote it.
    pub is_own: bool,
    /// Who wrote it: `You`, `Support engineer`.
    pub author: String,
    /// When.
    pub at: Moment,
    /// The text.
    pub text: Personal<String>,
}

/// Asks for a new request.
#[derive(Template)]
#[template(path = "requests/new.html")]
pub struct RequestNew {
    /// What stands around.
    pub frame: Frame,
    /// The subject as typed.
    pub subject: String,
    /// The text as typed.
    pub text: String,
    /// What is wrong with the subject.
    pub subject_error: Option<String>,
    /// What is wrong with the text.
    pub text_error: Option<String>,
}

/// Says what a state means to who asked.
pub const fn meaning(state: CaseState) -> &'static str {
    match state {
        CaseState::Pending => "We have it; nobody has taken it yet.",
        CaseState::Open => "Somebody is working on it.",
        CaseState::Waiting => "We answered and wait for you.",
        CaseState::Resolved => "We think it is done.",
        CaseState::Closed => "It is over. A new message opens it again.",
    }
}

impl RequestRow {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        use crate::samples::minutes_ago;
        let row = |number: &str, subject: &str, state, answered_at, minutes| Self {
            number: number.to_owned(),
            subject: Personal::new(subject.to_owned()),
            state,
            meaning: meaning(state),
            answered_at,
            opened_at: minutes_ago(minutes),
        };
        vec![
            row(
                "s20261121.30",
                "Passphrase lost, I have a new phone",
                CaseState::Waiting,
                Some(minutes_ago(9)),
                168,
            ),
            row("s20261120.41", "Where do I find my certificate?", CaseState::Pending, None, 1500),
            row(
                "s20260903.7",
                "Name change after marriage",
                CaseState::Closed,
                Some(minutes_ago(110_000)),
                113_000,
            ),
        ]
    }
}

impl RequestList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_requester(), rows: RequestRow::samples(), next: None }
    }

    /// Returns sample values of who never asked anything.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

impl RequestShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        use crate::samples::minutes_ago;
        let message = |id: &str, author: &str, minutes, text: &str| OwnMessage {
            id: id.to_owned(),
            is_own: author == "You",
            author: author.to_owned(),
            at: minutes_ago(minutes),
            text: Personal::new(text.to_owned()),
        };
        Self {
            frame: Frame::sample_requester(),
            row: RequestRow::samples().swap_remove(0),
            messages: vec![
                message(
                    "0199d0c2-0000-7000-8000-000000000001",
                    "You",
                    168,
                    "Hello,\n\nI changed my phone and cannot remember the passphrase. My old \
                     number was +420 555 0100.\n\nWhat do I have to do?",
                ),
                message(
                    "0199d0c2-0000-7000-8000-000000000004",
                    "Support engineer",
                    9,
                    "Thank you for writing. To recover your account we ask two people who know \
                     you, and send each of them one half of a word.\n\nWhom may we ask?",
                ),
            ],
            earlier: None,
            text: String::new(),
            error: None,
        }
    }
}

impl RequestNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            subject: String::new(),
            text: String::new(),
            subject_error: None,
            text_error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self {
            subject: "My certificate".to_owned(),
            text_error: Some("Please write what happened, in any language.".to_owned()),
            ..Self::sample()
        }
    }
}
