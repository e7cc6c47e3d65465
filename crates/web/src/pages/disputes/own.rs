//! A party's own disputes: filing one, what was said, what was ruled, asking for a review.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, OwnDispute};
use jiff::Timestamp;
use model::{CaseNumber, JottingSpot, Part, Personal, Stage, Viewer};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    notice::DoneQuery,
    pages::{
        cases::show::number_of,
        disputes::filings::{PartsForm, PartsTyped},
        jottings::{self, Jot},
        rulings::kind_words,
    },
    say,
    trouble::{Trouble, page, page_with},
};

/// All disputes of the person.
#[derive(Template)]
#[template(path = "disputes/own_list.html")]
pub struct OwnDisputeList {
    /// What stands around.
    pub frame: Frame,
    /// Their disputes, the latest first.
    pub rows: Vec<OwnRow>,
}

/// One dispute in the list.
pub struct OwnRow {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub stage: Stage,
    /// What that means for them.
    pub meaning: String,
    /// Which party they are, in words.
    pub party: String,
    /// Who sits, in words; empty while nobody does.
    pub tribunal: String,
    /// When it was filed.
    pub filed_at: Moment,
    /// When anything last happened.
    pub updated_at: Moment,
}

/// Asks for the four parts of a dispute.
#[derive(Template)]
#[template(path = "disputes/own_new.html")]
pub struct OwnDisputeNew {
    /// What stands around.
    pub frame: Frame,
    /// The request that it comes from; may be empty.
    pub origin: String,
    /// The parts as typed.
    pub parts: PartsTyped,
}

/// One dispute, as one of its parties sees it.
#[derive(Template)]
#[template(path = "disputes/own_show.html")]
pub struct OwnDisputeShow {
    /// What stands around.
    pub frame: Frame,
    /// The dispute.
    pub row: OwnRow,
    /// What was filed and said.
    pub statements: Vec<OwnStatementItem>,
    /// What was ruled.
    pub rulings: Vec<OwnRulingItem>,
    /// Parts that they may still add.
    pub lacks: Vec<Part>,
    /// True where they may write.
    pub may_write: bool,
    /// The message as typed: when the form came back, or before it was sent.
    pub text: String,
    /// What is kept of it.
    pub jot: Jot,
    /// Why it came back.
    pub error: Option<String>,
}

/// Something said.
pub struct OwnStatementItem {
    /// Its id.
    pub id: String,
    /// What it is: `Complaint`; empty for what is said in the hearing.
    pub part: String,
    /// Who said it.
    pub author: Personal<String>,
    /// True for their own.
    pub is_own: bool,
    /// True where it is shown redacted.
    pub is_redacted: bool,
    /// When.
    pub at: Moment,
    /// What.
    pub text: Personal<String>,
}

/// A ruling in force.
pub struct OwnRulingItem {
    /// Its number.
    pub number: String,
    /// Its place among the rulings, for the address.
    pub index: u32,
    /// `Interim ruling`, `Ruling`, `Sealed ruling`.
    pub kind: String,
    /// Since when it stands.
    pub at: Moment,
    /// Its text.
    pub text: Personal<String>,
    /// True where they may ask for its review.
    pub may_appeal: bool,
}

/// What stands in the address of a new dispute.
#[derive(Deserialize)]
pub struct OriginQuery {
    #[serde(default)]
    origin: String,
}

/// A message as typed.
#[derive(Deserialize)]
pub struct TextForm {
    text: String,
    /// Which version of what was kept of it the form follows; 0 is none.
    #[serde(default)]
    jotting: i64,
}

/// Says what a stage means to a party.
pub const fn meaning(stage: Stage) -> Words {
    match stage {
        Stage::Filed => say("disputes-own-filed"),
        Stage::Hearing => say("disputes-own-hearing"),
        Stage::Decided => say("disputes-own-decided"),
        Stage::Declined => say("disputes-own-declined"),
    }
}

/// Says which party they are.
pub fn party_words(party: Viewer) -> String {
    let words = match party {
        Viewer::Claimant => say("disputes-own-claimant"),
        _ => say("disputes-own-respondent"),
    };
    words.to_string()
}

impl OwnRow {
    fn new(own: &OwnDispute, now: Timestamp) -> Self {
        let sits = own.arbitrators.iter().chain(&own.case_manager);
        let names: Vec<String> = sits.map(|name| crate::floors::titled(name.expose())).collect();
        Self {
            number: own.number.to_string(),
            stage: own.stage,
            meaning: meaning(own.stage).to_string(),
            party: party_words(own.party),
            tribunal: names.join(" · "),
            filed_at: Moment::new(own.filed_at, now),
            updated_at: Moment::new(own.updated_at, now),
        }
    }
}

/// Lists the caller's disputes.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let disputes = state.desk.own_disputes(&caller.actor).await?;
    let now = state.now();
    let rows = disputes.iter().map(|own| OwnRow::new(own, now)).collect();
    page(&OwnDisputeList { frame: caller.frame(&state, Here::Elsewhere).await?, rows })
}

/// Asks for a new dispute, from one of the caller's requests or of their own.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<OriginQuery>,
) -> Result<Response, Trouble> {
    // Only what is a number comes onto the page again.
    let origin = query.origin.parse::<CaseNumber>().map(|number| number.to_string());
    page(&OwnDisputeNew {
        frame: caller.frame(&state, Here::Elsewhere).await?,
        origin: origin.unwrap_or_default(),
        parts: PartsTyped::default(),
    })
}

/// Files a dispute.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PartsForm>,
) -> Result<Response, Trouble> {
    let (mut parts, _, origin) = form.split();
    let from = match origin.as_str() {
        "" => None,
        text => Some(number_of(text)?),
    };
    let done = match parts.read() {
        Ok(draft) => state.desk.own_file(&caller.actor, from, draft).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(number) => {
            Ok(Redirect::to(&format!("/me/disputes/{number}?done=filed")).into_response())
        }
        Err(DeskError::Invalid { field, words }) => {
            parts.error = Some((field, words));
            let frame = caller.frame(&state, Here::Elsewhere).await?;
            let form = OwnDisputeNew { frame, origin, parts };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows one of the caller's disputes.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut own = build(&state, &caller, number_of(&number)?).await?;
    own.frame.notice = done.done.map(|done| done.sentence());
    page(&own)
}

/// Says something in the caller's dispute.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<TextForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let text = Personal::new(form.text.clone());
    let done = state.desk.own_statement(&caller.actor, number, text).await;
    let spot = JottingSpot::OwnStatement(number);
    if done.is_ok() {
        jottings::sent(&state, &caller, spot, form.jotting).await;
    }
    let typed = (!form.text.is_empty()).then(|| {
        // It follows what its own window saw, whatever another one kept meanwhile.
        let jot = Jot::new(&caller, spot, form.jotting);
        (form.text, jot)
    });
    answer(&state, &caller, number, "added", typed, done).await
}

/// Shows a dispute after an act, or again with the form that came back.
pub async fn answer(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    word: &str,
    typed: Option<(String, Jot)>,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/me/disputes/{number}?done={word}")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let own = build(state, caller, number).await?;
            // Where another form of the page came back, what was begun in this one stays.
            let (text, jot) = typed.unwrap_or((own.text, own.jot));
            let own = OwnDisputeShow { text, jot, error: Some(words), ..own };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &own)
        }
        Err(error) => Err(error.into()),
    }
}

async fn build(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
) -> Result<OwnDisputeShow, Trouble> {
    let (own, statements, rulings) = state.desk.own_dispute(&caller.actor, number).await?;
    let spot = JottingSpot::OwnStatement(number);
    let (jot, begun) = jottings::kept(state, caller, spot).await?;
    let now = state.now();
    let statement = |said: desk::OwnStatement| OwnStatementItem {
        id: said.id.to_string(),
        part: part_words(said.part),
        author: crate::floors::who(said.author),
        is_own: said.is_own,
        is_redacted: said.is_redacted,
        at: Moment::new(said.at, now),
        text: said.text,
    };
    let ruling = |ruling: desk::OwnRuling| OwnRulingItem {
        number: ruling.number.to_string(),
        index: ruling.number.index,
        kind: kind_words(ruling.is_sealed, ruling.is_interim).to_string(),
        at: Moment::new(ruling.in_force_at, now),
        text: ruling.text,
        may_appeal: ruling.may_appeal,
    };
    Ok(OwnDisputeShow {
        frame: caller.frame(state, Here::Elsewhere).await?,
        row: OwnRow::new(&own, now),
        statements: statements.into_iter().map(statement).collect(),
        rulings: rulings.into_iter().map(ruling).collect(),
        lacks: own.lacks,
        may_write: own.may_write,
        text: jottings::field(&begun, "text").unwrap_or_default(),
        jot,
        error: None,
    })
}

/// Returns what a part is called on a party's page; a statement is called nothing.
pub fn part_words(part: Part) -> String {
    let words = match part {
        Part::Statement => return String::new(),
        Part::Complaint => say("disputes-heading-complaint"),
        Part::Respondent => say("disputes-own-heading-respondent"),
        Part::Relief => say("disputes-own-heading-relief"),
        Part::Reason => say("disputes-own-heading-reason"),
        Part::Ruling | Part::SealedRuling => say("disputes-ruling"),
    };
    words.to_string()
}
