//! Splits: messages are chosen, and become a case of their own.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, MessageView, SplitDraft, Window};
use jiff::Timestamp;
use model::{Act, CaseNumber, CaseState, Direction, MessageId, MessageKind, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    pages::{
        case_links::fault,
        cases::{
            case::Head,
            show::{ends, number_of},
        },
    },
    samples::minutes_ago,
    say,
    trouble::{Trouble, page, page_with},
    twin::Twin,
    window::{Sides, WindowQuery, href},
};

/// Characters of the longest subject.
const SUBJECT_CHARS_MAX: usize = 300;

/// Choosing messages of a case.
#[derive(Template)]
#[template(path = "splits/new.html")]
pub struct SplitNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub head: Head,
    /// Its messages, a window of them; the first of all stays.
    pub rows: Vec<SplitRow>,
    /// The ways to the messages before and behind them.
    pub sides: Sides,
    /// Where the form is posted to; it comes back with the same window.
    pub action: String,
    /// What the new case is about, as typed.
    pub subject: Personal<String>,
    /// Characters of the longest subject.
    pub subject_chars_max: usize,
    /// Why it came back.
    pub error: Option<String>,
}

/// A message that may be chosen.
pub struct SplitRow {
    /// Its id.
    pub id: String,
    /// Who speaks: `Note`, `Reply`; nothing for somebody from outside.
    pub kind: Option<Words>,
    /// Who that is, in a title or a placeholder.
    pub author: Twin,
    /// When.
    pub at: Moment,
    /// Its first words, redacted.
    pub text: Twin,
    /// True where it stays: the first says what the case is about.
    pub stays: bool,
    /// True where it was chosen.
    pub is_chosen: bool,
}

/// What was chosen.
#[derive(Default, Deserialize)]
pub struct SplitForm {
    #[serde(default)]
    message: Vec<String>,
    #[serde(default)]
    subject: String,
}

/// Shows a case's messages to choose from.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(asked): Query<WindowQuery>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let resource = state.desk.resource(&caller.actor, number).await?;
    caller.must(&state, Act::CaseSplit, &resource)?;
    let window = asked.window();
    page(&choosing(&state, &caller, (number, window), SplitForm::default(), None).await?)
}

/// Makes a case of its own of the chosen messages.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(asked): Query<WindowQuery>,
    Ours(form): Ours<SplitForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let ids = form.message.iter().map(|id| id.parse().map_err(|_| Trouble::NotFound));
    let messages = ids.collect::<Result<BTreeSet<MessageId>, _>>()?;
    let draft = SplitDraft { messages, subject: Personal::new(form.subject.clone()) };
    let words = match state.desk.split(&caller.actor, number, draft).await {
        Ok(done) => {
            return Ok(Redirect::to(&format!("/cases/{}?done=split", done.new)).into_response());
        }
        Err(error) => fault(error)?,
    };
    let shown = choosing(&state, &caller, (number, asked.window()), form, Some(words)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn choosing(
    state: &crate::State,
    caller: &Caller,
    (number, window): (CaseNumber, Window),
    form: SplitForm,
    error: Option<String>,
) -> Result<SplitNew, Trouble> {
    let entered = state.desk.enter(&caller.actor, number).await?;
    let (found, window) = match state.desk.case_page(&entered, window).await {
        // Its message may have been taken to another case since.
        Err(DeskError::NotFound) if window != Window::Newest => {
            (state.desk.case_page(&entered, Window::Newest).await?, Window::Newest)
        }
        found => (found?, window),
    };
    let now = state.now();
    let mut frame = caller.frame(state, Here::Elsewhere).await?;
    frame.mark(found.view.queue.name.as_str());
    frame.case = Some(number.to_string());
    let staying = state.desk.staying(&entered).await?;
    let row = |view: &MessageView| SplitRow {
        stays: Some(view.message.id) == staying,
        ..SplitRow::new(view, &form.message, now)
    };
    let rows = found.own_messages().map(row).collect();
    let path = format!("/cases/{number}/splits");
    Ok(SplitNew {
        head: Head::new(&found.view, &caller.actor, now),
        rows,
        sides: Sides::new(&format!("{path}/new"), ends(&found.messages), found.beyond),
        action: href(&path, window),
        subject: Personal::new(form.subject),
        subject_chars_max: SUBJECT_CHARS_MAX,
        error,
        frame,
    })
}

impl SplitRow {
    fn new(view: &MessageView, chosen: &[String], now: Timestamp) -> Self {
        let message = &view.message;
        let kind = match (message.direction, message.kind) {
            (Direction::In, _) => None,
            (Direction::Out, MessageKind::Public) => Some(say("case-reply")),
            (Direction::Out, MessageKind::Internal) => Some(say("case-note")),
        };
        let id = message.id.to_string();
        Self {
            kind,
            author: Twin::of(view.from.as_ref()),
            at: Moment::new(message.at, now),
            text: Twin::of(view.text.as_ref()),
            stays: false,
            is_chosen: chosen.contains(&id),
            id,
        }
    }
}

impl SplitNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |n: u8, kind, author: &str, minutes, text: &str| SplitRow {
            id: format!("0199d0c2-0000-7000-8000-0000000000e{n}"),
            kind,
            author: Twin::new(author),
            at: minutes_ago(minutes),
            text: Twin::new(text),
            stays: n == 1,
            is_chosen: n == 3,
        };
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            head: Head::sample(),
            rows: vec![
                row(
                    1,
                    None,
                    "[person 1]",
                    168,
                    "I changed my phone and cannot remember the passphrase.",
                ),
                row(
                    2,
                    Some(say("case-reply")),
                    "Support engineer 2",
                    120,
                    "Which number did you have before?",
                ),
                row(
                    3,
                    None,
                    "[person 1]",
                    30,
                    "It was [phone 1]. By the way, my certificate has a wrong name in it, [person 2].",
                ),
            ],
            sides: Sides::default(),
            action: "/cases/s20261121.30/splits".to_owned(),
            subject: Personal::new("A wrong name in the certificate".to_owned()),
            subject_chars_max: SUBJECT_CHARS_MAX,
            error: None,
        }
    }

    /// Returns sample values of a window in the middle of a long case.
    pub fn sample_window() -> Self {
        let mut page = Self::sample();
        page.sides = Sides::sample("/cases/s20261121.30/splits/new");
        page.action = format!("{}?at=0199d0c2-0000-7000-8000-0000000000e2", page.action);
        page.rows.retain(|row| !row.stays);
        page
    }

    /// Returns sample values after nothing was chosen.
    pub fn sample_invalid() -> Self {
        let mut page = Self::sample();
        page.head.state = CaseState::Open;
        page.subject = Personal::default();
        for row in &mut page.rows {
            row.is_chosen = false;
        }
        page.error = Some("Choose the messages that are to be a case of their own.".to_owned());
        page
    }
}
