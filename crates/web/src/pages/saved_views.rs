//! Saved views: filters that one keeps by name. Nobody else sees them.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, SavedView, VIEW_DROPPED_HOURS, VIEW_NAME_CHARS_MAX, VIEWS_MAX};
use model::{Personal, SavedViewId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    floors::{self, capitalised},
    form::Ours,
    frame::{Frame, Here},
    notice::DoneQuery,
    pages::{cases::Fault, messages::EmptyForm},
    trouble::{Trouble, page, page_with},
};

/// One's own views.
#[derive(Template)]
#[template(path = "saved_views/list.html")]
pub struct SavedViewList {
    /// What stands around.
    pub frame: Frame,
    /// Those that are kept.
    pub views: Vec<ViewRow>,
    /// Those that were dropped and can be brought back.
    pub dropped: Vec<ViewRow>,
    /// The name of another, as typed.
    pub name: Personal<String>,
    /// The filter of another, as typed.
    pub filter: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
    /// Where the filter cannot be read.
    pub fault: Option<Fault>,
    /// Characters of the longest name.
    pub name_chars_max: usize,
    /// How many may be kept.
    pub n_max: usize,
    /// For how many hours a dropped one can be brought back.
    pub dropped_hours: i64,
}

/// One view.
pub struct ViewRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Personal<String>,
    /// Its filter.
    pub filter: Personal<String>,
}

/// What is kept.
#[derive(Default, Deserialize)]
pub struct ViewForm {
    name: String,
    #[serde(default)]
    q: String,
}

impl SavedViewList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |id: &str, name: &str, filter: &str| ViewRow {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id}"),
            name: Personal::new(name.to_owned()),
            filter: Personal::new(filter.to_owned()),
        };
        Self {
            frame: Frame::sample_staff(Here::Views, ""),
            views: vec![
                row("11", "Waits for me", "assigned:me -state:waiting"),
                row("12", "Old phones", "queue:support \"new phone\" opened<4w"),
            ],
            dropped: vec![row("13", "Abuse, late", "queue:abuse is:late")],
            name: Personal::default(),
            filter: Personal::default(),
            error: None,
            fault: None,
            name_chars_max: VIEW_NAME_CHARS_MAX,
            n_max: VIEWS_MAX,
            dropped_hours: VIEW_DROPPED_HOURS,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let text = "quene:support";
        let fault = model::Filter::parse(text).err().map(|error| Fault::new(text, &error));
        Self {
            views: Vec::new(),
            dropped: Vec::new(),
            name: Personal::new("Support".to_owned()),
            filter: Personal::new(text.to_owned()),
            fault,
            ..Self::sample()
        }
    }
}

/// Lists one's own views.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut list = shown(&state, &caller).await?;
    list.frame.notice = done.done.map(|done| done.sentence());
    page(&list)
}

/// Keeps a filter by a name, and shows it.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<ViewForm>,
) -> Result<Response, Trouble> {
    let filter = match state.desk.read_filter(&caller.actor, &form.q).await {
        Ok(filter) => filter,
        Err(DeskError::Filter(error)) => {
            let fault = Some(Fault::new(&form.q, &error));
            return again(&state, &caller, form, None, fault).await;
        }
        Err(error) => return Err(error.into()),
    };
    match state.desk.keep_view(&caller.actor, &Personal::new(form.name.clone()), &filter).await {
        Ok(id) => Ok(Redirect::to(&format!("/cases?view={id}&done=view_kept")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            again(&state, &caller, form, Some(words), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives a view another name.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<ViewForm>,
) -> Result<Response, Trouble> {
    match state.desk.rename_view(&caller.actor, id_of(&id)?, &Personal::new(form.name)).await {
        Ok(()) => Ok(Redirect::to("/views?done=view_renamed").into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let form = ViewForm::default();
            again(&state, &caller, form, Some(words), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Drops a view; the page behind it offers to bring it back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.drop_view(&caller.actor, id_of(&id)?).await?;
    Ok(Redirect::to("/views?done=view_dropped").into_response())
}

/// Brings a dropped view back.
pub async fn restore(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    match state.desk.return_view(&caller.actor, id_of(&id)?).await {
        Ok(()) => Ok(Redirect::to("/views?done=view_returned").into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let form = ViewForm::default();
            again(&state, &caller, form, Some(words), None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn id_of(text: &str) -> Result<SavedViewId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

async fn again(
    state: &crate::State,
    caller: &Caller,
    form: ViewForm,
    words: Option<String>,
    fault: Option<Fault>,
) -> Result<Response, Trouble> {
    let error = words.map(|words| format!("{}.", capitalised(&floors::fault(&words))));
    let list = SavedViewList {
        name: Personal::new(form.name),
        filter: Personal::new(form.q),
        error,
        fault,
        ..shown(state, caller).await?
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &list)
}

async fn shown(state: &crate::State, caller: &Caller) -> Result<SavedViewList, Trouble> {
    let views = state.desk.saved_views(&caller.actor).await?;
    let (dropped, kept): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.is_dropped);
    let row =
        |view: SavedView| ViewRow { id: view.id.to_string(), name: view.name, filter: view.filter };
    Ok(SavedViewList {
        frame: caller.frame(state, Here::Views).await?,
        views: kept.into_iter().map(row).collect(),
        dropped: dropped.into_iter().map(row).collect(),
        name: Personal::default(),
        filter: Personal::default(),
        error: None,
        fault: None,
        name_chars_max: VIEW_NAME_CHARS_MAX,
        n_max: VIEWS_MAX,
        dropped_hours: VIEW_DROPPED_HOURS,
    })
}
