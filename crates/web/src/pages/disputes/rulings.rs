//! Rulings among the staff: the form with its directions, one ruling, its signature and its publication.

mod form;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, DirectionView, RulingView};
use jiff::Timestamp;
use model::{CaseNumber, RulingNumber};
use serde::Deserialize;

pub use form::{DirectionTyped, RulingTyped};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{
        cases::{case::Colleague, show::number_of},
        disputes::show::standing,
    },
    trouble::{Trouble, page, page_with},
    twin::Twin,
};

/// Asks for a ruling.
#[derive(Template)]
#[template(path = "rulings/new.html")]
pub struct RulingNew {
    /// What stands around.
    pub frame: Frame,
    /// The dispute.
    pub number: String,
    /// The ruling as typed.
    pub typed: RulingTyped,
    /// Who may be given something to do, beside roles.
    pub staff: Vec<Colleague>,
    /// The queues of which a precedent may be one.
    pub queues: Vec<String>,
    /// True where the other party is a person we know.
    pub has_respondent: bool,
    /// How many must sign it, in words, where it is more than one.
    pub signatures: Option<String>,
}

/// One ruling, among the staff.
#[derive(Template)]
#[template(path = "disputes/ruling.html")]
pub struct RulingShow {
    /// What stands around.
    pub frame: Frame,
    /// Its number.
    pub number: String,
    /// The dispute.
    pub dispute: String,
    /// Where its forms are posted to.
    pub path: String,
    /// Where it stands, in words.
    pub standing: &'static str,
    /// True where the dispute goes on after it.
    pub is_interim: bool,
    /// True where only the parties and the board read it.
    pub is_sealed: bool,
    /// When it was written.
    pub made_at: Moment,
    /// The redacted text; none where it is not for the reader.
    pub text: Option<Twin>,
    /// What it gives somebody to do.
    pub directions: Vec<DirectionItem>,
    /// Who signed, in words.
    pub signatures: Vec<SignatureItem>,
    /// How many must.
    pub n_needed: i64,
    /// The digest of what is signed, where the reader may sign.
    pub digest: Option<String>,
    /// True where the reader may publish it.
    pub may_release: bool,
    /// Where it is published.
    pub published_at: Option<String>,
    /// The words to be struck, as typed.
    pub strikes: String,
    /// What is wrong with the form that came back.
    pub error: Option<String>,
}

/// A direction in words.
pub struct DirectionItem {
    /// Whom it gives something to do.
    pub holder: String,
    /// What.
    pub acts: String,
    /// With which fields; empty where with none.
    pub fields: String,
    /// Where: `in s20261121.30`, `in every request of support`.
    pub place: String,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// How often.
    pub n_uses: i64,
    /// About how many persons in particular.
    pub n_persons: usize,
}

/// A signature in words.
pub struct SignatureItem {
    /// Whose.
    pub who: String,
    /// True where it is the board's.
    pub is_of_board: bool,
    /// When.
    pub at: Moment,
}

/// What is signed.
#[derive(Deserialize)]
pub struct SignatureForm {
    digest: String,
}

/// Reads a ruling's number out of an address.
pub fn ruling_of(number: &str, index: &str) -> Result<RulingNumber, Trouble> {
    let index = index.strip_prefix('r').unwrap_or(index);
    format!("{number}/r{index}").parse().map_err(|_| Trouble::NotFound)
}

/// Asks for a ruling.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    page(&blank(&state, &caller, number, RulingTyped::default()).await?)
}

/// Shows the form again with one direction more, or one less; nothing is ruled.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(pairs): Ours<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let typed = RulingTyped::of_pairs(pairs).changed();
    page(&blank(&state, &caller, number, typed).await?)
}

/// Rules.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(pairs): Ours<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let mut typed = RulingTyped::of_pairs(pairs);
    let found = state.desk.show_dispute(&caller.actor, number).await?;
    let done = match typed.read(&found) {
        Ok(draft) => state.desk.rule(&caller.actor, number, draft).await,
        Err((field, words)) => Err(DeskError::Invalid { field, words }),
    };
    match done {
        Ok(made) => {
            let path = super::ruling_href(made);
            Ok(Redirect::to(&format!("{path}?done=ruled")).into_response())
        }
        Err(DeskError::Invalid { field, words }) => {
            typed.error = Some((field, words));
            let form = blank(&state, &caller, number, typed).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(error) => Err(error.into()),
    }
}

async fn blank(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: RulingTyped,
) -> Result<RulingNew, Trouble> {
    let found = state.desk.show_dispute(&caller.actor, number).await?;
    let staff = state.desk.staff(&caller.actor).await?;
    let queues = state.desk.queues(&caller.actor).await?;
    let is_panel = found.n_arbitrators > 1;
    Ok(RulingNew {
        frame: caller.frame(state, Here::Disputes).await?,
        number: number.to_string(),
        typed,
        staff: staff
            .into_iter()
            .filter(|card| card.is_active)
            .map(|card| Colleague { id: card.id.to_string(), title: card.title })
            .collect(),
        queues: queues.iter().map(|queue| queue.name.to_string()).collect(),
        has_respondent: found.has_respondent,
        signatures: is_panel
            .then(|| "It is in force when two of the panel have signed the same text.".to_owned()),
    })
}

/// Shows a ruling.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, index)): Path<(String, String)>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let number = ruling_of(&number, &index)?;
    let mut ruling = build(&state, &caller, number).await?;
    ruling.frame.notice = done.done.map(|done| done.sentence());
    page(&ruling)
}

/// Signs a ruling.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, index)): Path<(String, String)>,
    Ours(form): Ours<SignatureForm>,
) -> Result<Response, Trouble> {
    let number = ruling_of(&number, &index)?;
    let done = state.desk.sign_ruling(&caller.actor, number, &form.digest).await;
    answer(&state, &caller, number, "signed", String::new(), done.map(drop)).await
}

/// Shows where a ruling stands after an act, or again with the form that came back.
pub async fn answer(
    state: &crate::State,
    caller: &Caller,
    number: RulingNumber,
    word: &str,
    strikes: String,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => {
            let path = super::ruling_href(number);
            Ok(Redirect::to(&format!("{path}?done={word}")).into_response())
        }
        Err(DeskError::Invalid { words, .. }) => {
            let ruling = build(state, caller, number).await?;
            let ruling = RulingShow { strikes, error: Some(words), ..ruling };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &ruling)
        }
        Err(error) => Err(error.into()),
    }
}

async fn build(
    state: &crate::State,
    caller: &Caller,
    number: RulingNumber,
) -> Result<RulingShow, Trouble> {
    let view = state.desk.show_ruling(&caller.actor, number).await?;
    let frame = caller.frame(state, Here::Disputes).await?;
    Ok(RulingShow::new(frame, &view, state.now()))
}

impl RulingShow {
    fn new(frame: Frame, view: &RulingView, now: Timestamp) -> Self {
        let ruling = &view.ruling;
        let is_waiting = ruling.state == model::RulingState::Waiting;
        let may_sign = is_waiting && view.signing.is_allowed();
        let is_published = view.released_at.is_some();
        Self {
            frame,
            number: ruling.number.to_string(),
            dispute: ruling.number.case.to_string(),
            path: super::ruling_href(ruling.number),
            standing: standing(view),
            is_interim: ruling.is_interim,
            is_sealed: ruling.is_sealed,
            made_at: Moment::new(ruling.made_at, now),
            text: view.text.as_ref().map(|text| Twin::of(Some(text))),
            directions: view.directions.iter().map(|d| DirectionItem::new(d, now)).collect(),
            signatures: view
                .signatures
                .iter()
                .map(|sign| SignatureItem {
                    who: sign.staff.as_ref().map_or_else(String::new, |card| card.title.clone()),
                    is_of_board: sign.is_of_board,
                    at: Moment::new(sign.at, now),
                })
                .collect(),
            n_needed: ruling.n_needed,
            digest: may_sign.then(|| view.digest.clone()),
            may_release: !is_waiting && !is_published && view.release.is_allowed(),
            published_at: is_published.then(|| format!("/rulings/{}", ruling.number)),
            strikes: String::new(),
            error: None,
        }
    }
}

impl DirectionItem {
    fn new(view: &DirectionView, now: Timestamp) -> Self {
        let direction = &view.direction;
        let acts: Vec<&str> = direction.acts.iter().map(|act| authority::act_words(*act)).collect();
        let fields: Vec<&str> = direction.fields.iter().map(String::as_str).collect();
        let place = match (&view.precedent, view.case) {
            (Some(class), _) => format!("in {class}, as a precedent"),
            (None, Some(number)) => format!("in {number}"),
            (None, None) => String::new(),
        };
        Self {
            holder: view.holder.clone(),
            acts: acts.join("; "),
            fields: fields.join(", "),
            place,
            from: Moment::new(direction.not_before, now),
            until: Moment::new(direction.expires_at, now),
            n_uses: direction.n_uses_max,
            n_persons: direction.persons.len(),
        }
    }
}
