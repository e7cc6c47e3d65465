//! Rulings among the staff: the form with its directions, one ruling, its signature and its publication.
//!
//! Long because one ruling is shown, signed and published by the same values.

mod form;

use askama::Template;
use async_recursion::async_recursion as boxed;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, DirectionView, RulingDraft, RulingView};
use jiff::Timestamp;
use model::{CaseNumber, DirectionHolder, JottingSpot, Personal, RulingNumber};
use serde::Deserialize;

pub use form::{DirectionTyped, RulingTyped, USES_FIRST, any_of, day};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{
        cases::{case::Colleague, show::number_of},
        denials::BackLink,
        disputes::show::standing,
        jottings::{self, Jot},
        proofs::{Prove, prove},
    },
    proving::Shows,
    say, say_of,
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
    /// What is kept of it.
    pub jot: Jot,
    /// Who may be given something to do, beside roles.
    pub staff: Vec<Colleague>,
    /// The queues of which a precedent may be one.
    pub queues: Vec<String>,
    /// True where the other party is a person we know.
    pub has_respondent: bool,
    /// How many must sign it, in words, where it is more than one.
    pub signatures: Option<String>,
}

/// Shows what is signed, and asks for the proof.
#[derive(Template)]
#[template(path = "rulings/sign.html")]
pub struct RulingSign {
    /// What stands around.
    pub frame: Frame,
    /// The dispute.
    pub number: String,
    /// The number that the ruling gets.
    pub made: String,
    /// True where the dispute goes on after it.
    pub is_interim: bool,
    /// True where only the parties and the board read it.
    pub is_sealed: bool,
    /// How many must sign it.
    pub n_needed: i64,
    /// Its parts: heading and text, as typed.
    pub parts: [(String, String); 3],
    /// What it gives somebody to do.
    pub directions: Vec<DirectionItem>,
    /// The proof that signs it.
    pub prove: Prove,
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
    pub standing: String,
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
    /// The proof that signs it, where the reader may.
    pub prove: Option<Prove>,
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

/// What is signed, and the proof of it.
#[derive(Deserialize)]
pub struct SignatureForm {
    digest: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
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
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let (jot, begun) = jottings::kept(&state, &caller, JottingSpot::Ruling(number)).await?;
    let typed = RulingTyped::of_pairs(begun);
    let mut form = blank(&state, &caller, number, typed).await?;
    form.frame.notice = done.done.map(|done| done.sentence());
    page(&RulingNew { jot, ..form })
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

/// Shows what would be signed, and asks for the proof. Nothing is written, so there is no redirect.
pub async fn preview(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(pairs): Ours<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let typed = RulingTyped::of_pairs(pairs);
    match signing(&state, &caller, number, &typed, None).await {
        Ok(shown) => page(&shown),
        Err(trouble) => back(&state, &caller, number, typed, trouble).await,
    }
}

/// Rules: signs what was shown.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(pairs): Ours<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let shows = Shows { credential: last(&pairs, "credential"), code: last(&pairs, "code") };
    let typed = RulingTyped::of_pairs(pairs);
    match Box::pin(sign_and_rule(&state, &caller, number, &typed, shows)).await {
        Ok(answer) => Ok(answer),
        Err(trouble) => back(&state, &caller, number, typed, trouble).await,
    }
}

async fn sign_and_rule(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: &RulingTyped,
    shows: Shows,
) -> Result<Response, Trouble> {
    let draft = read(state, caller, number, typed).await?;
    let preview = state.desk.ruling_shown(&caller.actor, number, &draft).await?;
    let proof = match prove(state, caller, preview.shown.digest, shows, false).await? {
        Ok(proof) => proof,
        Err(words) => {
            let shown = signing(state, caller, number, typed, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let made = state.desk.rule(&caller.actor, number, draft, Some(&proof)).await?;
    jottings::sent(state, caller, JottingSpot::Ruling(number), typed.jotting).await;
    let path = super::ruling_href(made);
    Ok(Redirect::to(&format!("{path}?done=ruled")).into_response())
}

async fn read(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: &RulingTyped,
) -> Result<RulingDraft, Trouble> {
    let found = state.desk.show_dispute(&caller.actor, number).await?;
    let draft = typed.read(&found);
    draft.map_err(|(field, words)| Trouble::Desk(DeskError::Invalid { field, words }))
}

async fn signing(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: &RulingTyped,
    error: Option<&'static str>,
) -> Result<RulingSign, Trouble> {
    let draft = read(state, caller, number, typed).await?;
    let preview = state.desk.ruling_shown(&caller.actor, number, &draft).await?;
    let carried = typed.pairs().into_iter();
    let carried = carried.map(|(name, value)| (name.into(), Personal::new(value)));
    let path = format!("/disputes/{number}");
    let prove = Prove {
        action: format!("{path}/rulings"),
        fields: carried.collect(),
        passkey_options: None,
        takes_code: false,
        takes_recovery: false,
        error,
        label: say("rulings-sign").to_string(),
        leave: BackLink { href: path, label: say("rulings-leave-unsigned").to_string() },
    };
    let now = state.now();
    Ok(RulingSign {
        frame: caller.frame(state, Here::Disputes).await?,
        number: number.to_string(),
        made: preview.shown.number.to_string(),
        is_interim: draft.is_interim,
        is_sealed: draft.is_sealed,
        n_needed: preview.n_needed,
        parts: [
            (say("rulings-facts").to_string(), typed.facts.clone()),
            (say("rulings-considerations").to_string(), typed.considerations.clone()),
            (say("rulings-decision").to_string(), typed.decision.clone()),
        ],
        directions: preview.directions.iter().map(|one| DirectionItem::new(one, now)).collect(),
        prove: prove.begin(state, caller, preview.shown.digest).await?,
    })
}

/// Shows the form again where what was typed cannot be ruled.
async fn back(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: RulingTyped,
    trouble: Trouble,
) -> Result<Response, Trouble> {
    let Trouble::Desk(DeskError::Invalid { field, words }) = trouble else { return Err(trouble) };
    let typed = RulingTyped { error: Some((field, words)), ..typed };
    let form = blank(state, caller, number, typed).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

fn last(pairs: &[(String, String)], name: &str) -> String {
    let found = pairs.iter().rev().find(|(found, _)| found == name);
    found.map_or_else(String::new, |(_, value)| value.clone())
}

#[boxed]
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
        jot: Jot::new(caller, JottingSpot::Ruling(number), typed.jotting),
        typed,
        staff: staff
            .into_iter()
            .filter(|card| card.is_active)
            .map(|card| Colleague { id: card.id.to_string(), title: crate::floors::title(&card) })
            .collect(),
        queues: queues.iter().map(|queue| queue.name.to_string()).collect(),
        has_respondent: found.has_respondent,
        signatures: is_panel.then(|| say("rulings-of-panel").to_string()),
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
    let mut ruling = build(&state, &caller, number, None).await?;
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
    let shown = match state.desk.signing_shown(&caller.actor, number, &form.digest).await {
        Ok(shown) => shown,
        Err(error) => {
            return answer(&state, &caller, number, "signed", String::new(), Err(error)).await;
        }
    };
    let shows = Shows { credential: form.credential, code: form.code };
    let proof = match prove(&state, &caller, shown.digest, shows, false).await? {
        Ok(proof) => proof,
        Err(words) => {
            let ruling = build(&state, &caller, number, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &ruling);
        }
    };
    let done = state.desk.sign_ruling(&caller.actor, number, &form.digest, Some(&proof)).await;
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
            let ruling = build(state, caller, number, None).await?;
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
    unproven: Option<&'static str>,
) -> Result<RulingShow, Trouble> {
    let view = state.desk.show_ruling(&caller.actor, number).await?;
    let frame = caller.frame(state, Here::Disputes).await?;
    let mut ruling = RulingShow::new(frame, &view, state.now());
    // Whoever came by a token reads; only a session has somebody who can show that it is them.
    let is_there = caller.actor.session_id().is_some();
    let is_waiting = view.ruling.state == model::RulingState::Waiting;
    if is_waiting && is_there && view.signing.is_allowed() {
        let shown = state.desk.signing_shown(&caller.actor, number, &view.digest).await?;
        let prove = Prove {
            action: format!("{}/signature", ruling.path),
            fields: vec![("digest".into(), Personal::new(view.digest))],
            passkey_options: None,
            takes_code: false,
            takes_recovery: false,
            error: unproven,
            label: say("rulings-sign").to_string(),
            leave: BackLink {
                href: format!("/disputes/{}", ruling.dispute),
                label: say("rulings-leave-unsigned").to_string(),
            },
        };
        ruling.prove = Some(prove.begin(state, caller, shown.digest).await?);
    }
    Ok(ruling)
}

impl RulingShow {
    fn new(frame: Frame, view: &RulingView, now: Timestamp) -> Self {
        let ruling = &view.ruling;
        let is_waiting = ruling.state == model::RulingState::Waiting;
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
                    who: sign.staff.as_ref().map_or_else(String::new, crate::floors::title),
                    is_of_board: sign.is_of_board,
                    at: Moment::new(sign.at, now),
                })
                .collect(),
            n_needed: ruling.n_needed,
            prove: None,
            may_release: !is_waiting && !is_published && view.release.is_allowed(),
            published_at: is_published.then(|| format!("/rulings/{}", ruling.number)),
            strikes: String::new(),
            error: None,
        }
    }
}

/// Says whom a direction gives something to do.
fn holder_words(view: &DirectionView) -> String {
    match view.direction.holder {
        DirectionHolder::Role(role) => any_of(role),
        DirectionHolder::Staff(_) => crate::floors::titled(&view.holder),
    }
}

/// Says where a direction holds.
fn place_words(view: &DirectionView) -> String {
    let words = match (view.direction.precedent, view.case) {
        (Some((kind, _)), _) => {
            // The desk words the class, and names its queue at the end.
            let class = view.precedent.as_deref().unwrap_or_default();
            let words = match class.rsplit_once(" in ") {
                Some((_, queue)) => say("rulings-place-precedent-queue").with("queue", queue),
                None => say("rulings-place-precedent"),
            };
            words.with("every", say_of("every", kind.as_str()))
        }
        (None, Some(number)) => say("rulings-place-case").with("number", number.to_string()),
        (None, None) => return String::new(),
    };
    words.to_string()
}

impl DirectionItem {
    fn new(view: &DirectionView, now: Timestamp) -> Self {
        let direction = &view.direction;
        let acts = direction.acts.iter().map(|act| crate::floors::act_words(*act));
        let fields: Vec<&str> = direction.fields.iter().map(String::as_str).collect();
        Self {
            holder: holder_words(view),
            acts: acts.collect::<Vec<_>>().join("; "),
            fields: fields.join(", "),
            place: place_words(view),
            from: Moment::new(direction.not_before, now),
            until: Moment::new(direction.expires_at, now),
            n_uses: direction.n_uses_max,
            n_persons: direction.persons.len(),
        }
    }
}
