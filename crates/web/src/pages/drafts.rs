//! Drafts: kept by a button or by the page itself, listed, discarded, brought back.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, Draft, DraftItem, DraftText, Keeping};
use jiff::Timestamp;
use model::{CaseNumber, DraftKind, Personal};
use serde::{Deserialize, Serialize};

use crate::{
    caller::Caller,
    floors,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::cases::show::{CameBack, Typed, again, number_of},
    samples, say,
    trouble::{Trouble, page, page_with},
    twin::Twin,
    unsent::is_by_page,
};

/// One's own drafts, the latest kept first.
#[derive(Template)]
#[template(path = "drafts/list.html")]
pub struct DraftList {
    /// What stands around.
    pub frame: Frame,
    /// The drafts.
    pub rows: Vec<DraftLine>,
}

/// One draft of the list.
pub struct DraftLine {
    /// The case.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// True where the writer may see the case.
    pub is_seen: bool,
    /// `reply` or `note`.
    pub kind: &'static str,
    /// Which version it is.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Moment,
}

/// A draft that was discarded, once more.
#[derive(Template)]
#[template(path = "drafts/show.html")]
pub struct DraftShow {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// `reply` or `note`.
    pub kind: &'static str,
    /// What it said.
    pub text: String,
    /// How many messages its writer had seen.
    pub n_seen: i64,
}

/// Two texts: the one that is kept, and one that does not follow it.
#[derive(Template)]
#[template(path = "drafts/edit.html")]
pub struct DraftConflict {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// `reply` or `note`.
    pub kind: &'static str,
    /// What is kept; `None` where it was sent or discarded meanwhile.
    pub kept: Option<KeptText>,
    /// The text that came now.
    pub text: String,
    /// How many messages its writer has seen.
    pub n_seen: i64,
}

/// A text that is kept.
pub struct KeptText {
    /// What it says.
    pub text: String,
    /// Its version.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Moment,
}

/// A text that is to be kept. `draft` is the version that it follows, 0 where none was kept.
#[derive(Deserialize)]
pub struct DraftForm {
    kind: String,
    text: String,
    n_seen: i64,
    #[serde(default)]
    draft: i64,
}

/// A draft that is to be discarded.
#[derive(Deserialize)]
pub struct RemovalForm {
    draft: i64,
}

/// What the page that kept a text by itself is told.
#[derive(Serialize)]
pub struct KeptBody {
    /// The version that the next one follows; 0 where nothing is kept.
    pub version: i64,
    /// When what is kept was kept, as the page says it.
    pub at: String,
}

/// Why nothing was kept, for the page that tried to by itself.
#[derive(Serialize)]
pub struct UnkeptBody {
    /// Why.
    pub words: String,
}

/// Lists one's own drafts.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let items = state.desk.drafts(&caller.actor).await?;
    let now = state.now();
    let mut frame = caller.frame(&state, Here::Drafts).await?;
    frame.notice = done.done.map(|done| done.sentence());
    let rows = items.iter().map(|item| DraftLine::new(item, now)).collect();
    page(&DraftList { frame, rows })
}

/// Keeps a draft: for a form that somebody sent, and for the page that does it by itself, which asks for JSON.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    headers: HeaderMap,
    Ours(form): Ours<DraftForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let kind = DraftKind::of_str(&form.kind).ok_or(Trouble::NotFound)?;
    let text = DraftText {
        kind,
        text: Personal::new(form.text.clone()),
        n_seen: form.n_seen,
        follows: (form.draft != 0).then_some(form.draft),
    };
    let done = state.desk.keep_draft(&caller.actor, number, text).await;
    if is_by_page(&headers) {
        return told(done, state.now());
    }
    let case = format!("/cases/{number}");
    match done {
        Ok(Keeping::Kept { .. }) => {
            Ok(Redirect::to(&format!("{case}?done=drafted#{}", kind.as_str())).into_response())
        }
        Ok(Keeping::Emptied) => Ok(Redirect::to(&format!("{case}?done=undrafted")).into_response()),
        Ok(Keeping::Overtaken(kept)) => conflict(&state, &caller, number, &form, kind, kept).await,
        Err(DeskError::Invalid { words, .. }) => {
            let typed = Typed { text: form.text, draft: form.draft, error: Some(words) };
            again(&state, &caller, number, CameBack::typed(kind, typed)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Discards a draft, and shows it once more: it can be brought back from there.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, kind)): Path<(String, String)>,
    Ours(form): Ours<RemovalForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let kind: DraftKind = kind.parse().map_err(|_| Trouble::NotFound)?;
    let discarded = state.desk.discard_draft(&caller.actor, number, kind, Some(form.draft)).await?;
    let mut frame = caller.frame(&state, Here::Drafts).await?;
    frame.notice = Some(say("drafts-discarded").to_string());
    let (text, n_seen) = match discarded {
        Some(draft) => (draft.text.into_exposed(), draft.n_seen),
        None => return Ok(Redirect::to("/drafts").into_response()),
    };
    page(&DraftShow { frame, number: number.to_string(), kind: kind.as_str(), text, n_seen })
}

async fn conflict(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    form: &DraftForm,
    kind: DraftKind,
    kept: Option<Draft>,
) -> Result<Response, Trouble> {
    let now = state.now();
    let kept = kept.map(|draft| KeptText {
        text: draft.text.into_exposed(),
        version: draft.version,
        saved_at: Moment::new(draft.saved_at, now),
    });
    let page = DraftConflict {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        kind: kind.as_str(),
        kept,
        text: form.text.clone(),
        n_seen: form.n_seen,
    };
    page_with(StatusCode::CONFLICT, &page)
}

/// Answers the page that kept a text by itself. What keeps a form from its page is said in words here, too.
fn told(done: Result<Keeping, DeskError>, now: Timestamp) -> Result<Response, Trouble> {
    let at = |at: Timestamp| Moment::new(at, now).short;
    let body = |status: StatusCode, version, at| (status, Json(KeptBody { version, at }));
    let unkept = |status: StatusCode, words| (status, Json(UnkeptBody { words })).into_response();
    Ok(match done {
        Ok(Keeping::Kept { version, saved_at }) => {
            body(StatusCode::OK, version, at(saved_at)).into_response()
        }
        Ok(Keeping::Emptied) => body(StatusCode::OK, 0, String::new()).into_response(),
        Ok(Keeping::Overtaken(kept)) => {
            let (version, at) =
                kept.map_or((0, String::new()), |draft| (draft.version, at(draft.saved_at)));
            body(StatusCode::CONFLICT, version, at).into_response()
        }
        Err(DeskError::Invalid { words, .. }) => {
            unkept(StatusCode::UNPROCESSABLE_ENTITY, floors::fault(&words))
        }
        Err(DeskError::Denied(denial)) => unkept(StatusCode::FORBIDDEN, floors::refusal(&denial)),
        Err(error) => return Err(error.into()),
    })
}

impl DraftLine {
    fn new(item: &DraftItem, now: Timestamp) -> Self {
        Self {
            number: item.number.to_string(),
            subject: Twin::of(item.subject.as_ref()),
            is_seen: item.is_seen,
            kind: item.kind.as_str(),
            version: item.version,
            saved_at: Moment::new(item.saved_at, now),
        }
    }
}

impl DraftList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let line = |number: &str, subject: &str, kind, minutes| DraftLine {
            number: number.to_owned(),
            subject: Twin::new(subject),
            is_seen: !subject.is_empty(),
            kind,
            version: 1,
            saved_at: samples::minutes_ago(minutes),
        };
        let rows = vec![
            line("s20261121.30", "Passphrase lost, I have a new phone", "reply", 4),
            line("s20261121.30", "Passphrase lost, I have a new phone", "note", 12),
            line("s20261120.5", "", "reply", 60 * 26),
        ];
        Self { frame: Frame::sample_staff(Here::Drafts, ""), rows }
    }

    /// Returns sample values of somebody who has none.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

impl DraftShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_staff(Here::Drafts, "");
        frame.notice = Some(say("drafts-discarded").to_string());
        Self {
            frame,
            number: "s20261121.30".to_owned(),
            kind: "reply",
            text: "Thank you for writing.\n\nTo recover your account".to_owned(),
            n_seen: 4,
        }
    }
}

impl DraftConflict {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: "s20261121.30".to_owned(),
            kind: "reply",
            kept: Some(KeptText {
                text: "Thank you for writing. We ask two people who know you.".to_owned(),
                version: 2,
                saved_at: samples::minutes_ago(1),
            }),
            text: "Thank you for writing.\n\nTo recover your account".to_owned(),
            n_seen: 4,
        }
    }

    /// Returns sample values where what was kept is gone.
    pub fn sample_gone() -> Self {
        Self { kept: None, ..Self::sample() }
    }
}
