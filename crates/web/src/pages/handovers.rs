//! Handovers: what somebody may accept, what they gave, what lapsed; and handing a case over.

pub mod endings;
pub mod item;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, HandoverDraft, HandoverPreview, HandoverView};
use jiff::Timestamp;
use model::{Act, CaseNumber, Personal, Resource};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    notice::{Done, DoneQuery},
    pages::{cases::show::number_of, consents::Choice, destinations::choice_words},
    say,
    trouble::{Trouble, page, page_with},
    twin::Twin,
};

use item::HandoverItem;

/// The handovers that somebody still has to deal with.
#[derive(Template)]
#[template(path = "handovers/list.html")]
pub struct HandoverList {
    /// What stands around.
    pub frame: Frame,
    /// The lists that hold anything, each with its heading and how many it holds.
    pub groups: Vec<HandoverGroup>,
    /// True where there are more than are listed.
    pub is_cut: bool,
}

/// One list of handovers.
pub struct HandoverGroup {
    /// Its name in the page.
    pub id: &'static str,
    /// What it is a list of.
    pub heading: String,
    /// The handovers, the one that is due first at the top.
    pub items: Vec<HandoverItem>,
}

impl HandoverGroup {
    fn new(id: &'static str, items: Vec<HandoverItem>) -> Option<Self> {
        let n = items.len();
        let heading = crate::say_of("handovers-group", id).with("n", n).to_string();
        (n > 0).then_some(Self { id, heading, items })
    }
}

impl HandoverList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let groups = [
            HandoverGroup::new("accept", vec![HandoverItem::sample_offered()]),
            HandoverGroup::new("lapsed", vec![HandoverItem::sample_lapsed()]),
            HandoverGroup::new("given", vec![HandoverItem::sample_outside()]),
        ];
        Self {
            frame: Frame::sample_staff(Here::Handovers, ""),
            groups: groups.into_iter().flatten().collect(),
            is_cut: true,
        }
    }

    /// Returns sample values of somebody who has none.
    pub fn sample_empty() -> Self {
        Self { groups: Vec::new(), is_cut: false, ..Self::sample() }
    }
}

/// Asks for what a handover still lacks, or shows what would leave the house.
#[derive(Template)]
#[template(path = "handovers/new.html")]
pub struct HandoverNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// What was typed.
    pub typed: HandoverForm,
    /// Where it can go.
    pub destinations: Vec<Choice>,
    /// What would leave the house, as it would.
    pub preview: Option<Preview>,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// What would leave the house.
pub struct Preview {
    /// For whom.
    pub address: String,
    /// The mail with its headers.
    pub text: Twin,
    /// True where only the number leaves.
    pub is_reduced: bool,
}

impl Preview {
    fn new(preview: &HandoverPreview) -> Self {
        Self {
            address: preview.address.expose().to_owned(),
            text: Twin::of(Some(&preview.text)),
            is_reduced: preview.is_reduced,
        }
    }
}

impl HandoverNew {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    /// Returns sample values of a form that came back.
    pub fn sample() -> Self {
        let id = "0199d0c2-0000-7000-8000-000000000008".to_owned();
        let choice = |value: &str, label: &str, is_ticked| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            is_ticked,
        };
        let words = "write what they are told; the note does not leave the house".to_owned();
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, ""),
            number: "s20261121.30".to_owned(),
            typed: HandoverForm {
                destination: id.clone(),
                note: "Their gateway drops our links.".to_owned(),
                version: Some(3),
                ..HandoverForm::default()
            },
            destinations: vec![
                choice("0199d0c2-0000-7000-8000-000000000007", "Machines", false),
                choice(&id, "The other team (outside)", true),
            ],
            preview: None,
            error: Some(("words", words)),
        }
    }

    /// Returns sample values of what would leave the house.
    pub fn sample_preview() -> Self {
        let sample = Self::sample();
        let text = "From: Chancery <chancery@desk.example>\nTo: team@elsewhere.example\n\
                    Reply-To: support@desk.example\nSubject: s20261121.30\n\n\
                    s20261121.30\n\nPlease see why [person 1] gets no link from you.\n";
        let typed = HandoverForm {
            words: "Please see why Jana gets no link from you.".to_owned(),
            seen: text.to_owned(),
            ..sample.typed
        };
        let preview = Preview {
            address: "team@elsewhere.example".to_owned(),
            text: Twin::new(text),
            is_reduced: false,
        };
        Self { typed, preview: Some(preview), error: None, ..sample }
    }
}

/// A handover as somebody wants it.
#[derive(Clone, Default, Deserialize)]
pub struct HandoverForm {
    /// To which destination.
    pub destination: String,
    /// Why.
    #[serde(default)]
    pub note: String,
    /// What an address outside is told.
    #[serde(default)]
    pub words: String,
    /// What was shown as leaving.
    #[serde(default)]
    pub seen: String,
    /// The version of the case that was read.
    pub version: Option<i64>,
}

impl HandoverForm {
    fn draft(&self) -> Result<HandoverDraft, DeskError> {
        // Forms send each end of a line as two signs.
        let text = |text: &str| Personal::new(text.replace("\r\n", "\n"));
        let given = |words: &str| (!words.trim().is_empty()).then(|| text(words));
        let unknown = || DeskError::Invalid {
            field: "destination",
            words: say("handovers-choose").to_string(),
        };
        Ok(HandoverDraft {
            destination_id: self.destination.parse().map_err(|_| unknown())?,
            note: text(&self.note),
            words: given(&self.words),
            seen: given(&self.seen),
        })
    }
}

/// Lists what somebody still has to deal with.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let board = state.desk.handovers(&caller.actor).await?;
    let mut frame = caller.frame(&state, Here::Handovers).await?;
    frame.notice = query.done.map(Done::sentence);
    let now = state.now();
    let groups = [
        HandoverGroup::new("accept", items(&board.to_accept, now)),
        HandoverGroup::new("lapsed", items(&board.lapsed, now)),
        HandoverGroup::new("given", items(&board.given, now)),
        HandoverGroup::new("others", items(&board.others, now)),
    ];
    let groups = groups.into_iter().flatten().collect();
    page(&HandoverList { frame, groups, is_cut: board.is_cut })
}

fn items(views: &[HandoverView], now: Timestamp) -> Vec<HandoverItem> {
    views.iter().map(|view| HandoverItem::new(view, now)).collect()
}

/// Asks where to, and why.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let resource = state.desk.resource(&caller.actor, number).await?;
    caller.must(&state, Act::CaseHandOver, &resource)?;
    let version = resource.case().map(|case| case.version);
    let typed = HandoverForm { version, ..HandoverForm::default() };
    page(&asking(&state, &caller, number, typed).await?)
}

/// Hands a case over, or shows first what would leave the house.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(mut form): Ours<HandoverForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let done = match form.draft() {
        Ok(draft) => {
            state.desk.hand_over(&caller.actor, number, &draft, form.version).await.map(drop)
        }
        Err(error) => Err(error),
    };
    let error = match done {
        Ok(()) => {
            return Ok(Redirect::to(&format!("/cases/{number}?done=handed_over")).into_response());
        }
        Err(DeskError::Invalid { field: "seen", .. }) => {
            return preview(&state, &caller, number, form).await;
        }
        Err(DeskError::Invalid { field, words }) => (field, words),
        Err(DeskError::Void { words }) => ("destination", words.to_owned()),
        Err(DeskError::Conflict { .. }) => {
            // Once told, whoever sends it again means the case as it is now.
            let resource = state.desk.resource(&caller.actor, number).await?;
            form.version = resource.case().map(|case| case.version);
            ("note", say("handovers-changed").to_string())
        }
        Err(error) => return Err(error.into()),
    };
    let asking = asking(&state, &caller, number, form).await?;
    let page = HandoverNew { error: Some(error), ..asking };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn preview(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    form: HandoverForm,
) -> Result<Response, Trouble> {
    let shown = state.desk.handover_preview(&caller.actor, number, &form.draft()?).await?;
    let seen = shown.as_ref().map(|shown| shown.text.expose().clone()).unwrap_or_default();
    let typed = HandoverForm { seen, ..form };
    let asking = asking(state, caller, number, typed).await?;
    page(&HandoverNew { preview: shown.as_ref().map(Preview::new), ..asking })
}

async fn asking(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    typed: HandoverForm,
) -> Result<HandoverNew, Trouble> {
    let destinations = choices(state, caller, &typed.destination).await?;
    let mut frame = caller.frame(state, Here::Elsewhere).await?;
    frame.case = Some(number.to_string());
    let number = number.to_string();
    Ok(HandoverNew { frame, number, typed, destinations, preview: None, error: None })
}

/// Returns the destinations that are in use, to choose from; none where the reader may not see them.
pub async fn choices(
    state: &crate::State,
    caller: &Caller,
    chosen: &str,
) -> Result<Vec<Choice>, Trouble> {
    if !caller.may(state, Act::DestinationList, &Resource::House) {
        return Ok(Vec::new());
    }
    let found = state.desk.destination_choices(&caller.actor).await?;
    let choice = found.iter().map(|destination| {
        let value = destination.id.to_string();
        Choice { is_ticked: value == chosen, value, label: choice_words(destination) }
    });
    Ok(choice.collect())
}
