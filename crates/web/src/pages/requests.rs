//! A requester's own requests: what they asked, what was answered, one more word.
//!
//! Long because its pages have many states, and so many samples.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, NewRequest, OwnConversation, OwnRequest, Window};
use jiff::Timestamp;
use model::{CaseState, JottingSpot, MessageId, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{
        cases::{files::size, show::number_of},
        jottings::{self, Jot},
        messages::EmptyForm,
    },
    saving::saved,
    say, say_of,
    trouble::{Trouble, page, page_with},
    uploads::Uploaded,
    window::{Sides, WindowQuery},
};

/// All requests of the person.
#[derive(Template)]
#[template(path = "requests/list.html")]
pub struct RequestList {
    /// What stands around.
    pub frame: Frame,
    /// Their requests, the latest first.
    pub rows: Vec<RequestRow>,
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
    pub meaning: String,
    /// When anything last happened.
    pub updated_at: Moment,
    /// By when we mean to answer.
    pub due_at: Option<Moment>,
    /// When it was opened.
    pub opened_at: Moment,
    /// What they last said of the answers.
    pub is_helped: Option<bool>,
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
    /// The ways to what was said before and behind it.
    pub sides: Sides,
    /// The dispute for which it is kept as a legal inquiry.
    pub legal_dispute: Option<String>,
    /// True where something was answered, so that they may say whether it helped.
    pub is_answered: bool,
    /// The message as typed: when the form came back, or before it was sent.
    pub text: String,
    /// What is kept of it.
    pub jot: Jot,
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
    pub author: Personal<String>,
    /// When.
    pub at: Moment,
    /// The text.
    pub text: Personal<String>,
    /// What they brought with it.
    pub files: Vec<OwnFileRow>,
}

/// A file that they brought.
pub struct OwnFileRow {
    /// Its name.
    pub name: Personal<String>,
    /// How long it is: `72 KiB`.
    pub facts: String,
    /// Where it is downloaded, unless it no longer opens.
    pub path: Option<String>,
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
    /// What is kept of both.
    pub jot: Jot,
    /// What is wrong with the subject.
    pub subject_error: Option<String>,
    /// What is wrong with the text.
    pub text_error: Option<String>,
}

/// Says what a state means to who asked.
pub fn meaning(state: CaseState) -> String {
    say_of("requests-meaning", state.as_str()).to_string()
}

impl RequestRow {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        use crate::samples::minutes_ago;
        let row = |number: &str, subject: &str, state, updated_at, minutes| Self {
            number: number.to_owned(),
            subject: Personal::new(subject.to_owned()),
            state,
            meaning: meaning(state),
            updated_at,
            due_at: None,
            opened_at: minutes_ago(minutes),
            is_helped: None,
        };
        vec![
            row(
                "s20261121.30",
                "Passphrase lost, I have a new phone",
                CaseState::Waiting,
                minutes_ago(9),
                168,
            ),
            Self {
                due_at: Some(minutes_ago(-60)),
                ..row(
                    "s20261120.41",
                    "Where do I find my certificate?",
                    CaseState::Pending,
                    minutes_ago(1500),
                    1500,
                )
            },
            row(
                "s20260903.7",
                "Name change after marriage",
                CaseState::Closed,
                minutes_ago(110_000),
                113_000,
            ),
        ]
    }
}

impl RequestList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_requester(), rows: RequestRow::samples() }
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
            author: Personal::new(author.to_owned()),
            at: minutes_ago(minutes),
            text: Personal::new(text.to_owned()),
            files: Vec::new(),
        };
        let mut first = message(
            "0199d0c2-0000-7000-8000-000000000001",
            "You",
            168,
            "Hello,\n\nI changed my phone and cannot remember the passphrase. My old number was +420 555 0100.\n\n\
             What do I have to do?",
        );
        first.files.push(OwnFileRow {
            name: Personal::new("photo of the old phone.jpg".to_owned()),
            facts: "72 KiB".to_owned(),
            path: Some("/me/requests/s20261121.30/messages/1/files/1".to_owned()),
        });
        Self {
            frame: Frame::sample_requester(),
            row: RequestRow::samples().swap_remove(0),
            messages: vec![
                first,
                message(
                    "0199d0c2-0000-7000-8000-000000000004",
                    "Support engineer",
                    9,
                    "Thank you for writing. To recover your account we ask two people who know \
                     you, and send each of them one half of a word.\n\nWhom may we ask?",
                ),
            ],
            sides: Sides::default(),
            legal_dispute: None,
            is_answered: true,
            text: String::new(),
            jot: Jot::sample("answer", "s20261121.30"),
            error: None,
        }
    }

    /// Returns sample values of a window in the middle of a long one.
    pub fn sample_window() -> Self {
        Self { sides: Sides::sample("/me/requests/s20261121.30"), ..Self::sample() }
    }

    /// Returns sample values of one that is a legal inquiry.
    pub fn sample_legal() -> Self {
        Self { legal_dispute: Some("d20261121.2".to_owned()), ..Self::sample() }
    }

    /// Returns sample values of one in which something is written and not sent.
    pub fn sample_begun() -> Self {
        Self {
            text: "My sister may be asked. I write her".to_owned(),
            jot: Jot::sample_kept("answer", "s20261121.30"),
            ..Self::sample()
        }
    }

    /// Returns sample values of one whose requester said that it helped.
    pub fn sample_helped() -> Self {
        let mut request = Self::sample();
        request.row.state = CaseState::Resolved;
        request.row.meaning = meaning(CaseState::Resolved);
        request.row.is_helped = Some(true);
        request
    }
}

impl RequestNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            subject: String::new(),
            text: String::new(),
            jot: Jot::sample("request", ""),
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

/// Whether an answer helped, as chosen.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Helped {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// The requester's word on an answer.
#[derive(Deserialize)]
pub struct OutcomeForm {
    helped: Helped,
}

/// Lists the caller's own requests.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let requests = state.desk.own_requests(&caller.actor).await?;
    let now = state.now();
    let rows = requests.into_iter().map(|request| RequestRow::new(request, now)).collect();
    page(&RequestList { frame: caller.frame(&state, Here::Elsewhere).await?, rows })
}

/// Shows one of the caller's own requests: its newest messages, or the window that is asked for.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(done): Query<DoneQuery>,
    Query(asked): Query<WindowQuery>,
) -> Result<Response, Trouble> {
    let mut request = own(&state, &caller, &number, asked.window()).await?;
    // What is part of another is read there; its number goes on leading to it.
    if request.row.number != number {
        return Ok(Redirect::to(&format!("/me/requests/{}", request.row.number)).into_response());
    }
    request.frame.notice = done.done.map(|done| done.sentence());
    page(&request)
}

/// What a new request is about, where a page of ours leads to it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// Something that is held about them is wrong.
    Correction,
    /// They want to be forgotten.
    Erasure,
}

/// Whether a page of ours led here.
#[derive(Deserialize)]
pub struct NewQuery {
    about: Option<About>,
}

/// Asks for a new request.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<NewQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let subject = match query.about {
        Some(About::Correction) => say("requests-about-correction").to_string(),
        Some(About::Erasure) => say("requests-about-erasure").to_string(),
        None => String::new(),
    };
    // What was begun and not sent comes before what a link proposes.
    let (jot, begun) = jottings::kept(&state, &caller, JottingSpot::Request).await?;
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&RequestNew {
        frame,
        subject: jottings::field(&begun, "subject").unwrap_or(subject),
        text: jottings::field(&begun, "text").unwrap_or_default(),
        jot,
        subject_error: None,
        text_error: None,
    })
}

/// Opens a new request.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    form: Uploaded,
) -> Result<Response, Trouble> {
    let new = NewRequest {
        subject: Personal::new(form.subject.clone()),
        text: Personal::new(form.text.clone()),
        files: form.files,
    };
    let (subject_error, text_error) = match state.desk.own_new(&caller.actor, new).await {
        Ok(number) => {
            jottings::sent(&state, &caller, JottingSpot::Request, form.jotting).await;
            return Ok(Redirect::to(&format!("/me/requests/{number}?done=added")).into_response());
        }
        Err(DeskError::Invalid { field: "subject", words }) => (Some(words), None),
        Err(DeskError::Invalid { field: "text" | "files", words }) => (None, Some(words)),
        Err(error) => return Err(error.into()),
    };
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    let jot = Jot::new(&caller, JottingSpot::Request, form.jotting);
    let (subject, text) = (form.subject, form.text);
    let page = RequestNew { frame, subject, text, jot, subject_error, text_error };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Adds a message to one of the caller's own requests.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    form: Uploaded,
) -> Result<Response, Trouble> {
    let text = Personal::new(form.text.clone());
    let spot = JottingSpot::Answer(number_of(&number)?);
    match state.desk.own_add(&caller.actor, number_of(&number)?, text, form.files).await {
        Ok(()) => {
            jottings::sent(&state, &caller, spot, form.jotting).await;
            Ok(Redirect::to(&format!("/me/requests/{number}?done=added")).into_response())
        }
        Err(DeskError::Invalid { field: "text" | "files", words }) => {
            let request = own(&state, &caller, &number, Window::Newest).await?;
            let jot = Jot::new(&caller, spot, form.jotting);
            let request = RequestShow { text: form.text, jot, error: Some(words), ..request };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &request)
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives a file back that the caller brought. The browser keeps the page that it is on and saves what comes.
pub async fn show_file(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id, file)): Path<(String, String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let id: MessageId = id.parse().map_err(|_| Trouble::NotFound)?;
    let file = file.parse().map_err(|_| Trouble::NotFound)?;
    let opened = state.desk.own_attachment(&caller.actor, number_of(&number)?, id, file).await?;
    Ok(saved(opened))
}

/// Keeps whether the answer helped.
pub async fn judge(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<OutcomeForm>,
) -> Result<Response, Trouble> {
    let is_helped = matches!(form.helped, Helped::Yes);
    state.desk.judge(&caller.actor, number_of(&number)?, is_helped).await?;
    let (done, place) = if is_helped { ("helped", "") } else { ("not_helped", "#text") };
    Ok(Redirect::to(&format!("/me/requests/{number}?done={done}{place}")).into_response())
}

impl RequestRow {
    fn new(request: OwnRequest, now: Timestamp) -> Self {
        Self {
            number: request.number.to_string(),
            subject: request.subject,
            state: request.state,
            meaning: meaning(request.state),
            updated_at: Moment::new(request.updated_at, now),
            due_at: request.due_at.map(|at| Moment::new(at, now)),
            opened_at: Moment::new(request.opened_at, now),
            is_helped: request.is_helped,
        }
    }
}

async fn own(
    state: &crate::State,
    caller: &Caller,
    number: &str,
    window: Window,
) -> Result<RequestShow, Trouble> {
    let found = conversation(state, caller, number, window).await?;
    let OwnConversation { request, messages, beyond, is_answered, legal_dispute } = found;
    let ends = messages.first().zip(messages.last()).map(|(first, last)| (first.id, last.id));
    let path = format!("/me/requests/{}", request.number);
    let spot = JottingSpot::Answer(request.number);
    let (jot, begun) = jottings::kept(state, caller, spot).await?;
    let now = state.now();
    let number_text = number;
    let message = |message: desk::OwnMessage| OwnMessage {
        id: message.id.to_string(),
        is_own: message.is_own,
        author: if message.is_own { own_name() } else { crate::floors::who(message.author) },
        at: Moment::new(message.at, now),
        text: message.text,
        files: message
            .files
            .into_iter()
            .map(|file| file_row(number_text, message.id, file))
            .collect(),
    };
    Ok(RequestShow {
        frame: caller.frame(state, Here::Elsewhere).await?,
        row: RequestRow::new(request, now),
        legal_dispute: legal_dispute.map(|number| number.to_string()),
        is_answered,
        sides: Sides::new(&path, ends, beyond),
        messages: messages.into_iter().map(message).collect(),
        text: jottings::field(&begun, "text").unwrap_or_default(),
        jot,
        error: None,
    })
}

/// Reads a window of a request; where nothing is in it, or its message is there no more, the newest.
async fn conversation(
    state: &crate::State,
    caller: &Caller,
    number: &str,
    window: Window,
) -> Result<OwnConversation, Trouble> {
    let number = number_of(number)?;
    match state.desk.own_request(&caller.actor, number, window).await {
        Ok(found) if !found.messages.is_empty() || window == Window::Newest => Ok(found),
        Ok(_) => Ok(state.desk.own_request(&caller.actor, number, Window::Newest).await?),
        Err(DeskError::NotFound) if window != Window::Newest => {
            Ok(state.desk.own_request(&caller.actor, number, Window::Newest).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns what a person is called where they read themself.
fn own_name() -> Personal<String> {
    Personal::new(say("requests-you").to_string())
}

fn file_row(number: &str, id: MessageId, file: desk::OwnFile) -> OwnFileRow {
    let path = format!("/me/requests/{number}/messages/{id}/files/{}", file.id);
    OwnFileRow {
        facts: if file.is_destroyed {
            say("requests-file-destroyed").to_string()
        } else {
            size(file.n_bytes)
        },
        path: (!file.is_destroyed).then_some(path),
        name: file.name,
    }
}
