//! Broken glass: said why, proved, loud while it lasts, listed with every use, judged afterwards.

mod samples;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, EMERGENCY_HOURS_MAX, EmergencyDraft, EmergencyView, ReviewEnd};
use jiff::Timestamp;
use model::{Act, AuthorityId, CaseNumber, Personal, Resource};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{
        authorities::{AuthorityItem, doings},
        cases::show::number_of,
        denials::BackLink,
        messages::EmptyForm,
        proofs::{Prove, prove},
    },
    proving::{Shows, whole_secs},
    say,
    trouble::{Trouble, page, page_with},
};

/// Characters that the form takes for a reason or a finding; the desk has the last word.
const WORDS_CHARS_MAX: usize = 2_000;

/// Says what breaking glass means, and asks why.
#[derive(Template)]
#[template(path = "emergencies/new.html")]
pub struct EmergencyNew {
    /// What stands around.
    pub frame: Frame,
    /// Over which case.
    pub number: String,
    /// Why, as typed.
    pub why: Personal<String>,
    /// For how many hours, as typed.
    pub hours: String,
    /// Hours at most.
    pub hours_max: u32,
    /// Characters at most.
    pub chars_max: usize,
    /// Why the form came back, and because of which of its parts.
    pub error: Option<(&'static str, String)>,
}

/// Shows it once more, and asks for the proof.
#[derive(Template)]
#[template(path = "emergencies/show.html")]
pub struct EmergencyShow {
    /// What stands around.
    pub frame: Frame,
    /// Over which case.
    pub number: String,
    /// Why.
    pub why: Personal<String>,
    /// For how many hours.
    pub hours: u32,
    /// What it lets be done.
    pub doings: Vec<String>,
    /// Until when.
    pub until: Moment,
    /// The proof that breaks it.
    pub prove: Prove,
}

/// All emergencies that the reader watches, judges or declared.
#[derive(Template)]
#[template(path = "emergencies/list.html")]
pub struct EmergencyList {
    /// What stands around.
    pub frame: Frame,
    /// Those that nobody judged yet.
    pub waiting: Vec<EmergencyItem>,
    /// Those that were judged, the latest first.
    pub judged: Vec<EmergencyItem>,
    /// Characters that a finding takes.
    pub chars_max: usize,
}

/// One emergency.
pub struct EmergencyItem {
    /// Its id.
    pub id: String,
    /// The case.
    pub number: String,
    /// The dispute in which it is reviewed.
    pub dispute: Option<String>,
    /// True where the reader may open that among the staff.
    pub may_open: bool,
    /// True while it is heard: then its ruling ends the review.
    pub is_heard: bool,
    /// Who declared it.
    pub who: Personal<String>,
    /// When.
    pub at: Moment,
    /// Why; `None` when it was destroyed with the case.
    pub why: Option<Personal<String>>,
    /// The authority that it is, with its uses.
    pub authority: AuthorityItem,
    /// True where the reader may end it.
    pub may_end: bool,
    /// True where the reader may judge it.
    pub may_judge: bool,
    /// What the review found.
    pub review: Option<ReviewItem>,
    /// The finding as typed, and why the form came back.
    pub came_back: Option<(Personal<String>, String)>,
}

/// What a review found.
pub struct ReviewItem {
    /// True when glass was rightly broken; `None` where a ruling says it.
    pub is_justified: Option<bool>,
    /// The ruling that says it, and where it stands.
    pub ruling: Option<(String, String)>,
    /// In words; `None` when it was destroyed with the case.
    pub finding: Option<Personal<String>>,
    /// When.
    pub at: Moment,
}

/// Why, and for how long.
#[derive(Deserialize)]
pub struct WhyForm {
    why: String,
    hours: String,
}

/// The same with a proof.
#[derive(Deserialize)]
pub struct BreakForm {
    why: String,
    hours: String,
    shown_at: i64,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

/// A review that came back.
pub struct BadReview {
    /// Of which emergency.
    pub id: AuthorityId,
    /// The finding as typed.
    pub finding: Personal<String>,
    /// What is wrong.
    pub words: String,
}

/// Says what it means, and asks why.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let hours = EMERGENCY_HOURS_MAX.to_string();
    page(&form(&state, &caller, number, Personal::default(), hours, None).await?)
}

/// Shows it once more, and asks for the proof. Nothing is written, so there is no redirect.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(typed): Ours<WhyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let why = Personal::new(typed.why);
    if let Some(error) = fault(&why, &typed.hours) {
        return back(&state, &caller, number, why, typed.hours, error).await;
    }
    let draft =
        EmergencyDraft { why, hours: hours_of(&typed.hours), shown_at: whole_secs(state.now()) };
    page(&preview(&state, &caller, number, &draft, None).await?)
}

/// Breaks it.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(typed): Ours<BreakForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let why = Personal::new(typed.why);
    if let Some(error) = fault(&why, &typed.hours) {
        return back(&state, &caller, number, why, typed.hours, error).await;
    }
    let shown_at = Timestamp::from_second(typed.shown_at).map_err(|_| Trouble::NotFound)?;
    let draft = EmergencyDraft { why, hours: hours_of(&typed.hours), shown_at };
    let digest = match state.desk.emergency_terms(&caller.actor, number, &draft).await {
        Ok((_, digest)) => digest,
        Err(DeskError::Invalid { field, words }) => {
            let error = beside(field, words);
            return back(&state, &caller, number, draft.why, typed.hours, error).await;
        }
        Err(error) => return Err(error.into()),
    };
    let shows = Shows { credential: typed.credential, code: typed.code };
    let proof = match prove(&state, &caller, digest, shows, true).await? {
        Ok(proof) => proof,
        Err(words) => {
            let page = preview(&state, &caller, number, &draft, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match state.desk.declare_emergency(&caller.actor, number, &draft, Some(&proof)).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{number}?done=broken")).into_response()),
        Err(DeskError::Invalid { field, words }) => {
            back(&state, &caller, number, draft.why, typed.hours, beside(field, words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Lists emergencies, those that wait for a review first.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut list = gather(&state, &caller, None).await?;
    list.frame.notice = done.done.map(|done| done.sentence());
    page(&list)
}

/// Ends one.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<AuthorityId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.withdraw_authority(&caller.actor, id).await?;
    Ok(Redirect::to("/emergencies?done=ended").into_response())
}

/// Builds the list, with a review that came back in its place.
pub async fn gather(
    state: &crate::State,
    caller: &Caller,
    bad: Option<BadReview>,
) -> Result<EmergencyList, Trouble> {
    let views = state.desk.emergencies(&caller.actor).await?;
    let now = state.now();
    let mut items = Vec::with_capacity(views.len());
    for view in views {
        let came_back = bad.as_ref().filter(|bad| bad.id == view.row.authority_id);
        let came_back = came_back.map(|bad| (bad.finding.clone(), bad.words.clone()));
        items.push(item(state, caller, view, came_back, now));
    }
    let (judged, waiting) = items.into_iter().partition(|item| item.review.is_some());
    let frame = caller.frame(state, Here::Emergencies).await?;
    Ok(EmergencyList { frame, waiting, judged, chars_max: WORDS_CHARS_MAX })
}

fn item(
    state: &crate::State,
    caller: &Caller,
    view: EmergencyView,
    came_back: Option<(Personal<String>, String)>,
    now: Timestamp,
) -> EmergencyItem {
    let terms = &view.authority.terms;
    let thing = Resource::Authority {
        id: terms.id,
        kind: terms.kind,
        issuer_id: terms.issuer.person_id,
        holder: terms.holder,
        persons: terms.persons.clone(),
    };
    let review = view.row.review.as_ref().map(|review| ReviewItem {
        is_justified: match review.end {
            ReviewEnd::Finding { is_justified, .. } => Some(is_justified),
            ReviewEnd::Ruling(_) => None,
        },
        ruling: view
            .place
            .and_then(|place| place.ruling)
            .map(|number| (number.to_string(), super::disputes::ruling_href(number))),
        finding: view.finding.clone(),
        at: Moment::new(review.at, now),
    });
    let is_heard = view.place.is_some_and(|place| place.is_heard);
    EmergencyItem {
        dispute: view.place.map(|place| place.number.to_string()),
        may_open: view.place.is_some_and(|place| place.is_open),
        is_heard,
        id: terms.id.to_string(),
        number: view.number.to_string(),
        at: Moment::new(view.row.declared_at, now),
        may_end: view.authority.is_live(now) && caller.may(state, Act::AuthorityWithdraw, &thing),
        may_judge: review.is_none() && !is_heard && view.may_judge,
        review,
        who: crate::floors::who(view.who),
        why: view.why,
        authority: AuthorityItem::new(&state.desk, view.authority, now),
        came_back,
    }
}

async fn form(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    why: Personal<String>,
    hours: String,
    error: Option<(&'static str, String)>,
) -> Result<EmergencyNew, Trouble> {
    state.desk.may_declare(&caller.actor, number).await?;
    Ok(EmergencyNew {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        why,
        hours,
        hours_max: EMERGENCY_HOURS_MAX,
        chars_max: WORDS_CHARS_MAX,
        error,
    })
}

async fn back(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    why: Personal<String>,
    hours: String,
    error: (&'static str, String),
) -> Result<Response, Trouble> {
    let page = form(state, caller, number, why, hours, Some(error)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn preview(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    draft: &EmergencyDraft,
    error: Option<&'static str>,
) -> Result<EmergencyShow, Trouble> {
    let (terms, digest) = state.desk.emergency_terms(&caller.actor, number, draft).await?;
    let EmergencyDraft { why, hours, shown_at } = draft;
    let prove = Prove {
        action: format!("/cases/{number}/emergencies"),
        fields: vec![
            ("why".into(), why.clone()),
            ("hours".into(), Personal::new(hours.to_string())),
            ("shown_at".into(), Personal::new(shown_at.as_second().to_string())),
        ],
        passkey_options: None,
        takes_code: false,
        takes_recovery: true,
        error,
        label: say("emergencies-break").to_string(),
        leave: BackLink {
            href: format!("/cases/{number}/emergencies/new"),
            label: say("emergencies-do-not").to_string(),
        },
    };
    Ok(EmergencyShow {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        why: why.clone(),
        hours: *hours,
        doings: doings(&state.desk, &terms.acts, &terms.fields),
        until: Moment::new(terms.expires_at, state.now()),
        prove: prove.begin(state, caller, digest).await?,
    })
}

/// Finds, before a proof is asked for, what the desk would refuse after it.
fn fault(why: &Personal<String>, hours: &str) -> Option<(&'static str, String)> {
    let n = why.expose().trim().chars().count();
    if n == 0 || n > WORDS_CHARS_MAX {
        return Some(("why", too_long()));
    }
    if !(1..=EMERGENCY_HOURS_MAX).contains(&hours_of(hours)) {
        let bounds = say("emergencies-hours-bounds").with("hours", EMERGENCY_HOURS_MAX);
        return Some(("hours", bounds.to_string()));
    }
    None
}

/// Puts what the desk refuses beside a part of the form: the moment it was shown is none that is typed.
fn beside(field: &'static str, words: String) -> (&'static str, String) {
    (if field == "shown_at" { "why" } else { field }, words)
}

fn too_long() -> String {
    say("emergencies-why-length").with("n", WORDS_CHARS_MAX).to_string()
}

fn hours_of(text: &str) -> u32 {
    text.trim().parse().unwrap_or(0)
}
