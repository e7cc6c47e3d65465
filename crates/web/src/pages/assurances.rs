//! Met in person: the staff say it of the requester of a case, two of them; whoever was met sees it and has it taken back.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{AssuranceView, Deed, DeskError};
use jiff::Timestamp;
use model::{ASSURANCE_DAYS, DocumentKind, MEETING_CHARS_MAX, Meeting, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{cases::show::number_of, consents::Choice, messages::EmptyForm},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Asks how somebody was met.
#[derive(Template)]
#[template(path = "assurances/new.html")]
pub struct AssuranceNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// Where they were met already: by whom, if in this case, and until when.
    pub standing: Option<(Option<Personal<String>>, Moment)>,
    /// The day as typed.
    pub met_on: String,
    /// What was said as typed.
    pub words: Personal<String>,
    /// The kinds of document.
    pub documents: Vec<Choice>,
    /// Characters that it takes.
    pub chars_max: usize,
    /// Days for which it counts.
    pub days: i64,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// When the reader was met.
#[derive(Template)]
#[template(path = "assurances/list.html")]
pub struct AssuranceList {
    /// What stands around.
    pub frame: Frame,
    /// The latest first.
    pub items: Vec<AssuranceItem>,
}

/// Once.
pub struct AssuranceItem {
    /// The case.
    pub number: String,
    /// Who met the reader.
    pub met_by: Personal<String>,
    /// Who approved that.
    pub seconded_by: Personal<String>,
    /// What was said of it.
    pub meeting: Option<MeetingInput>,
    /// When.
    pub at: Moment,
    /// Until when it counts.
    pub until: Moment,
    /// True while it counts.
    pub stands: bool,
}

/// What is said of a meeting, for reading.
pub struct MeetingInput {
    /// The day: `2026-11-20`.
    pub met_on: String,
    /// The kinds of document, in words.
    pub documents: Vec<String>,
    /// How it was seen that it is them.
    pub words: Personal<String>,
}

/// A meeting as typed.
#[derive(Deserialize)]
pub struct MeetingForm {
    met_on: String,
    words: String,
    #[serde(default)]
    documents: Vec<String>,
}

impl AssuranceNew {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, ""),
            number: "s20261121.30".to_owned(),
            standing: None,
            met_on: "2026-11-21".to_owned(),
            words: Personal::default(),
            documents: choices(&BTreeSet::new()),
            chars_max: MEETING_CHARS_MAX,
            days: ASSURANCE_DAYS,
            error: None,
        }
    }

    /// Returns sample values about somebody who was met in another case.
    pub fn sample_elsewhere() -> Self {
        Self { standing: Some((None, crate::samples::minutes_ago(-900_000))), ..Self::sample() }
    }

    /// Returns sample values of a form that came back, about somebody who was met before.
    pub fn sample_invalid() -> Self {
        let words = "leave numbers of documents out; kinds are enough, and only they are kept";
        let who = Personal::new("Egon Staffname, support engineer".to_owned());
        Self {
            standing: Some((Some(who), crate::samples::minutes_ago(-900_000))),
            words: Personal::new("Passport 123456, in our office.".to_owned()),
            documents: choices(&[DocumentKind::Passport].into()),
            error: Some(("words", words.to_owned())),
            ..Self::sample()
        }
    }
}

impl AssuranceList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let item = |stands: bool| AssuranceItem {
            number: "s20261121.30".to_owned(),
            met_by: Personal::new("Egon Staffname, support engineer".to_owned()),
            seconded_by: Personal::new("Ema Staffname, support engineer".to_owned()),
            meeting: stands.then(MeetingInput::sample),
            at: crate::samples::minutes_ago(90),
            until: crate::samples::minutes_ago(-1_000_000),
            stands,
        };
        Self { frame: Frame::sample_requester(), items: vec![item(true), item(false)] }
    }

    /// Returns sample values of somebody whom nobody met.
    pub fn sample_empty() -> Self {
        Self { items: Vec::new(), ..Self::sample() }
    }

    fn stands(&self) -> bool {
        self.items.iter().any(|item| item.stands)
    }
}

impl MeetingInput {
    /// Words a meeting.
    pub fn new(meeting: &Meeting) -> Self {
        let documents = meeting.documents.iter();
        Self {
            met_on: meeting.met_on.to_string(),
            documents: documents.map(|kind| document_words(*kind)).collect(),
            words: meeting.words.clone(),
        }
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        let words = "In our office in Graz; face and picture agree.";
        Self::new(&Meeting {
            met_on: jiff::civil::date(2026, 11, 20),
            documents: [DocumentKind::Passport, DocumentKind::DrivingLicence].into(),
            words: Personal::new(words.to_owned()),
        })
    }
}

impl AssuranceItem {
    fn new(view: AssuranceView, now: Timestamp) -> Self {
        Self {
            number: view.number.to_string(),
            stands: view.stands(now),
            met_by: crate::floors::who(view.met_by),
            seconded_by: crate::floors::who(view.seconded_by),
            meeting: view.meeting.as_ref().map(MeetingInput::new),
            at: Moment::new(view.made_at, now),
            until: Moment::new(view.expires_at, now),
        }
    }
}

/// Asks how the requester of a case was met.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let form = MeetingForm { met_on: String::new(), words: String::new(), documents: Vec::new() };
    page(&form_page(&state, &caller, &number, form, None).await?)
}

/// Proposes that they were met, to a second.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<MeetingForm>,
) -> Result<Response, Trouble> {
    let case = number_of(&number)?;
    let proposed = match meeting(&form) {
        Ok(meeting) => match state.desk.assurance_draft(&caller.actor, case, meeting).await {
            Ok(draft) => state.desk.propose(&caller.actor, &Deed::AssurePerson(draft)).await,
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    match proposed {
        Ok(id) => Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response()),
        Err(DeskError::Invalid { field, words }) => {
            let error = Some((field, words));
            let page = form_page(&state, &caller, &number, form, error).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes back that the requester of a case was met.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.end_assurance(&caller.actor, number_of(&number)?).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=withdrawn")).into_response())
}

/// Lists when the caller was met.
pub async fn list_own(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.own_assurances(&caller.actor).await?;
    let now = state.now();
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.notice = done.done.map(crate::notice::Done::sentence);
    let items = views.into_iter().map(|view| AssuranceItem::new(view, now)).collect();
    page(&AssuranceList { frame, items })
}

/// Takes back that the caller was met.
pub async fn destroy_own(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.end_own_assurance(&caller.actor).await?;
    Ok(Redirect::to("/me/assurances?done=withdrawn").into_response())
}

async fn form_page(
    state: &crate::State,
    caller: &Caller,
    number: &str,
    form: MeetingForm,
    error: Option<(&'static str, String)>,
) -> Result<AssuranceNew, Trouble> {
    let now = state.now();
    let standing = state.desk.case_assurance(&caller.actor, number_of(number)?).await?;
    let standing = standing
        .map(|found| (found.met_by.map(crate::floors::who), Moment::new(found.expires_at, now)));
    let ticked = form.documents.iter().filter_map(|word| DocumentKind::of_str(word)).collect();
    Ok(AssuranceNew {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_owned(),
        standing,
        met_on: form.met_on,
        words: Personal::new(form.words),
        documents: choices(&ticked),
        chars_max: MEETING_CHARS_MAX,
        days: ASSURANCE_DAYS,
        error,
    })
}

fn meeting(form: &MeetingForm) -> Result<Meeting, DeskError> {
    let met_on = form.met_on.trim().parse().map_err(|_| DeskError::Invalid {
        field: "met_on",
        words: say("rulings-form-day").to_string(),
    })?;
    let documents = form.documents.iter().filter_map(|word| DocumentKind::of_str(word));
    let documents = documents.collect();
    Ok(Meeting { met_on, documents, words: Personal::new(form.words.replace("\r\n", "\n")) })
}

fn choices(ticked: &BTreeSet<DocumentKind>) -> Vec<Choice> {
    let choice = |kind: DocumentKind| Choice {
        value: kind.as_str().to_owned(),
        label: document_words(kind),
        is_ticked: ticked.contains(&kind),
    };
    DocumentKind::ALL.into_iter().map(choice).collect()
}

fn document_words(kind: DocumentKind) -> String {
    say_of("assurances-document", kind.as_str()).to_string()
}
