//! Requests for consent: the staff ask in a case, the person sees exactly what is asked.

mod samples;

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    CONSENT_ACTS, CONSENT_HOURS_MAX, CONSENT_USES_MAX, ConsentDraft, ConsentState, ConsentView,
    Desk, DeskError,
};
use jiff::Timestamp;
use model::{Act, ConsentId, FieldKey, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::{self, Moment},
    notice::DoneQuery,
    pages::{authorities::label, cases::show::number_of},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Hours and uses that the form proposes.
const HOURS_PROPOSED: u32 = 72;
const USES_PROPOSED: u32 = 3;

/// Asks for consent.
#[derive(Template)]
#[template(path = "consents/new.html")]
pub struct ConsentNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// What may be asked for.
    pub acts: Vec<Choice>,
    /// To which fields.
    pub fields: Vec<Choice>,
    /// Why, as typed.
    pub words: String,
    /// For how many hours, as typed.
    pub hours: String,
    /// How often, as typed.
    pub n_uses: String,
    /// Hours at most.
    pub hours_max: u32,
    /// Uses at most.
    pub uses_max: u32,
    /// Why the form came back, and because of which of its parts.
    pub error: Option<(&'static str, String)>,
}

/// One box to tick.
pub struct Choice {
    /// The value that is posted.
    pub value: String,
    /// What it stands for.
    pub label: String,
    /// True where it is ticked.
    pub is_ticked: bool,
}

/// All that a person was asked.
#[derive(Template)]
#[template(path = "consents/list.html")]
pub struct ConsentList {
    /// What stands around.
    pub frame: Frame,
    /// Those that wait for an answer.
    pub waiting: Vec<ConsentItem>,
    /// Those that are answered or lapsed, the latest first.
    pub answered: Vec<ConsentItem>,
}

/// One request for consent.
#[derive(Template)]
#[template(path = "consents/show.html")]
pub struct ConsentShow {
    /// What stands around.
    pub frame: Frame,
    /// The request.
    pub item: ConsentItem,
    /// What may be agreed to; empty where it can no longer be answered.
    pub acts: Vec<Choice>,
    /// To which fields.
    pub fields: Vec<Choice>,
    /// For how many hours, as typed.
    pub hours: String,
    /// How often, as typed.
    pub n_uses: String,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A request for consent, as the person and the staff see it.
pub struct ConsentItem {
    /// Its id.
    pub id: String,
    /// The request that it is about.
    pub number: String,
    /// Who asks.
    pub asker: Personal<String>,
    /// Who would hold it: `support engineer`.
    pub holder: String,
    /// What would be done, one line for each act, as it is said to the person.
    pub doings: Vec<String>,
    /// Why.
    pub words: Personal<String>,
    /// For how many hours.
    pub hours: u32,
    /// How often.
    pub n_uses_max: u32,
    /// Where it stands.
    pub standing: Answer,
    /// When it was asked.
    pub asked_at: Moment,
    /// Until when it can be answered.
    pub lapses_at: Moment,
    /// For how long it can be answered: `13 days`.
    pub left: String,
    /// How the mail was signed that answered it, by the word for it; `None` where it was answered here.
    pub signed: Option<&'static str>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody answered yet.
    Asked,
    /// It was given, or part of it.
    Given,
    /// It was declined.
    Declined,
    /// Nobody answered in time.
    Lapsed,
}

impl Answer {
    /// Says what became of a request.
    pub const fn of(view: &ConsentView) -> Self {
        match view.row.state {
            ConsentState::Given => Self::Given,
            ConsentState::Declined => Self::Declined,
            ConsentState::Asked if view.has_lapsed => Self::Lapsed,
            ConsentState::Asked => Self::Asked,
        }
    }

    /// Returns the word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
        }
    }

    /// Returns the shape beside it.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Asked => "waiting",
            Self::Given => "may",
            Self::Declined => "lack",
            Self::Lapsed => "closed",
        }
    }
}

impl ConsentItem {
    /// Words a request.
    pub fn new(desk: &Desk, view: &ConsentView, now: Timestamp) -> Self {
        let row = &view.row;
        Self {
            id: row.id.to_string(),
            number: view.number.to_string(),
            asker: crate::floors::who(view.asker.clone()),
            holder: say_of("role", row.holder_role.as_str()).to_string(),
            doings: crate::pages::grants::doings(desk, &row.acts, &row.fields),
            words: view.words.clone(),
            hours: row.hours,
            n_uses_max: row.n_uses_max,
            standing: Answer::of(view),
            asked_at: Moment::new(row.asked_at, now),
            lapses_at: Moment::new(row.lapses_at, now),
            left: moment::left(row.lapses_at, now),
            signed: row.signed_way.map(model::SignatureWay::as_str),
        }
    }
}

/// What a refusal knew already.
#[derive(Default, Deserialize)]
pub struct Prefill {
    act: Option<String>,
    field: Option<String>,
}

/// What is asked, as typed.
#[derive(Deserialize)]
pub struct AskForm {
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    words: String,
    hours: String,
    n_uses: String,
}

/// Asks what is to be asked.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(prefill): Query<Prefill>,
) -> Result<Response, Trouble> {
    let (field, act) = (prefill.field.unwrap_or_default(), prefill.act.unwrap_or_default());
    let form = AskForm {
        acts: vec![act],
        fields: vec![field],
        words: String::new(),
        hours: HOURS_PROPOSED.to_string(),
        n_uses: USES_PROPOSED.to_string(),
    };
    page(&ask(&state, &caller, &number, form, None).await?)
}

/// Asks the person.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<AskForm>,
) -> Result<Response, Trouble> {
    let case = number_of(&number)?;
    let draft = ConsentDraft {
        acts: acts_of(&form.acts)?,
        fields: fields_of(&form.fields)?,
        words: Personal::new(form.words.clone()),
        // What is no number is out of bounds, and the desk says which they are.
        n_uses_max: form.n_uses.trim().parse().unwrap_or(0),
        hours: form.hours.trim().parse().unwrap_or(0),
    };
    match state.desk.ask_consent(&caller.actor, case, draft).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{case}?done=asked")).into_response()),
        Err(DeskError::Invalid { field, words }) => {
            let page = ask(&state, &caller, &number, form, Some((field, words))).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Lists what the caller was asked.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.own_consents(&caller.actor).await?;
    let now = state.now();
    let items = views.into_iter().map(|view| ConsentItem::new(&state.desk, &view, now));
    let (waiting, answered) = items.partition(|item| item.standing == Answer::Asked);
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&ConsentList { frame, waiting, answered })
}

/// Shows one request with all that it would allow ticked.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<ConsentId>,
) -> Result<Response, Trouble> {
    page(&asked(&state, &caller, id, None).await?)
}

/// What a person ticked before, when the form comes back.
pub struct Ticked {
    /// The acts.
    pub acts: BTreeSet<Act>,
    /// The fields.
    pub fields: BTreeSet<FieldKey>,
    /// For how many hours, as typed.
    pub hours: String,
    /// How often, as typed.
    pub n_uses: String,
    /// What is wrong.
    pub error: String,
}

/// Builds the page of one request for the person who is asked.
pub async fn asked(
    state: &crate::State,
    caller: &Caller,
    id: ConsentId,
    ticked: Option<Ticked>,
) -> Result<ConsentShow, Trouble> {
    let view = state.desk.own_consent(&caller.actor, id).await?;
    let row = view.row.clone();
    let item = ConsentItem::new(&state.desk, &view, state.now());
    let ticked = ticked.unwrap_or_else(|| Ticked {
        acts: row.acts.clone(),
        fields: row.fields.clone(),
        hours: row.hours.to_string(),
        n_uses: row.n_uses_max.to_string(),
        error: String::new(),
    });
    let act = |act: &Act| Choice {
        value: act.as_str().to_owned(),
        label: act_alone(*act),
        is_ticked: ticked.acts.contains(act),
    };
    let field = |key: &FieldKey| Choice {
        value: key.to_string(),
        label: label(&state.desk, key),
        is_ticked: ticked.fields.contains(key),
    };
    let is_open = item.standing == Answer::Asked;
    Ok(ConsentShow {
        frame: caller.frame(state, Here::Elsewhere).await?,
        acts: row.acts.iter().filter(|_| is_open).map(act).collect(),
        fields: row.fields.iter().filter(|_| is_open).map(field).collect(),
        item,
        hours: ticked.hours,
        n_uses: ticked.n_uses,
        error: Some(ticked.error).filter(|error| !error.is_empty()),
    })
}

/// Reads acts out of a form; our own pages send no others.
pub fn acts_of(words: &[String]) -> Result<BTreeSet<Act>, Trouble> {
    words.iter().map(|word| Act::of_str(word).ok_or(Trouble::NotFound)).collect()
}

/// Reads fields out of a form.
pub fn fields_of(words: &[String]) -> Result<BTreeSet<FieldKey>, Trouble> {
    words.iter().map(|word| FieldKey::parse(word).map_err(|_| Trouble::NotFound)).collect()
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    number: &str,
    form: AskForm,
    error: Option<(&'static str, String)>,
) -> Result<ConsentNew, Trouble> {
    let number = number_of(number)?;
    let resource = state.desk.resource(&caller.actor, number).await?;
    caller.must(state, Act::ConsentAsk, &resource)?;
    let has_fields = !state.desk.fields().is_empty();
    let offered = CONSENT_ACTS.iter().filter(|act| has_fields || **act == Act::MessageUnseal);
    let act = |act: &Act| Choice {
        value: act.as_str().to_owned(),
        label: act_asked(*act),
        is_ticked: form.acts.iter().any(|word| word == act.as_str()),
    };
    let field = |field: &model::Field| Choice {
        value: field.key.to_string(),
        label: field.label.clone(),
        is_ticked: form.fields.iter().any(|word| word == field.key.as_str()),
    };
    Ok(ConsentNew {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        acts: offered.map(act).collect(),
        fields: state.desk.fields().iter().map(field).collect(),
        words: form.words,
        hours: form.hours,
        n_uses: form.n_uses,
        hours_max: CONSENT_HOURS_MAX,
        uses_max: CONSENT_USES_MAX,
        error,
    })
}

/// Says to the staff what an act would be.
fn act_asked(act: Act) -> String {
    match act {
        Act::MessageUnseal => say("consents-act-unseal-case").to_string(),
        Act::FieldDisclose => say("consents-act-disclose-case").to_string(),
        other => act_alike(other),
    }
}

/// Says to the person what an act would be.
fn act_alone(act: Act) -> String {
    match act {
        Act::MessageUnseal => say("consents-act-unseal-request").to_string(),
        Act::FieldDisclose => say("consents-act-disclose-request").to_string(),
        other => act_alike(other),
    }
}

/// Says to both what an act would be.
fn act_alike(act: Act) -> String {
    match act {
        Act::FieldShow => say("consents-act-show").to_string(),
        Act::FieldEdit => say("consents-act-edit").to_string(),
        other => crate::floors::act_words(other),
    }
}
