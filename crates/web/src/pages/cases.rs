//! Cases: the board, and one case with everything that was said and may be done.

pub mod affairs;
pub mod bulk;
pub mod case;
pub mod event;
pub mod files;
pub mod guides;
pub mod known;
pub mod message;
pub mod rights;
pub mod row;
mod samples;
pub mod show;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{BoardFilter, BoardPage, CaseAt, DeskError, SavedView};
use model::{
    CaseId, CaseState, FILTER_CHARS_MAX, Filter, FilterError, Personal, Test, micros,
    timestamp_of_micros,
};
use serde::Deserialize;

use crate::{
    caller::Caller,
    floors::capitalised,
    frame::{Frame, Here},
    locale::Words,
    notice::DoneQuery,
    query, say,
    trouble::{Trouble, page, page_with},
};

pub use row::CaseRow;

/// The board: the cases that a filter means of those one may see, the latest change first.
#[derive(Template)]
#[template(path = "cases/list.html")]
pub struct CaseList {
    /// What stands around; its query is the filter as typed.
    pub frame: Frame,
    /// What is shown, for the title: it says nothing that was typed.
    pub title: String,
    /// What is shown: `triage`, `assigned to you`, the name of a view.
    pub heading: Personal<String>,
    /// The states one may narrow to, with their addresses.
    pub states: Vec<StateLink>,
    /// What may be added to the filter, with its address.
    pub hints: Vec<Hint>,
    /// The filter that is shown, as it reads back.
    pub filter: Personal<String>,
    /// The saved view that is shown.
    pub view: Option<String>,
    /// True where the filter can be kept by a name.
    pub may_keep: bool,
    /// Where the filter cannot be read, and why.
    pub fault: Option<Fault>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// What can be done with several of them.
    pub bulk: bulk::Bulk,
    /// What was done with several.
    pub outcome: Option<bulk::Outcome>,
    /// Where the next page is.
    pub next: Option<String>,
    /// Where the first page is, when this is not it.
    pub first: Option<String>,
    /// Its address, by which it reads itself anew; the answer to a form stands at another one.
    pub href: String,
    /// From which entry on the page listens for changes.
    pub at: i64,
    /// The one queue in which it listens; `None` is all that one sees.
    pub live_queue: Option<String>,
}

/// A way to narrow the board.
pub struct StateLink {
    /// The state; `None` is all that are not ended.
    pub state: Option<CaseState>,
    /// Its address.
    pub href: String,
    /// True where the page shows it.
    pub is_here: bool,
}

/// Something that may be added to the filter.
pub struct Hint {
    /// As it is typed.
    pub text: &'static str,
    /// What it means.
    pub words: Words,
    /// The board with it.
    pub href: String,
}

/// What is wrong with a filter, at its place.
pub struct Fault {
    /// What stands before.
    pub before: Personal<String>,
    /// What is wrong.
    pub wrong: Personal<String>,
    /// What stands behind.
    pub after: Personal<String>,
    /// Where, and what would be right.
    pub words: String,
}

/// What can be typed, by examples: the page that works without completion.
const HINTS: [(&str, Words); 14] = [
    ("state:pending", say("cases-hint-pending")),
    ("state:open,waiting", say("cases-hint-or")),
    ("-state:resolved", say("cases-hint-not")),
    ("assigned:me", say("cases-hint-yours")),
    ("assigned:nobody", say("cases-hint-nobody")),
    ("is:late", say("cases-hint-late")),
    ("is:soon", say("cases-hint-soon")),
    ("is:unconfirmed", say("cases-hint-unconfirmed")),
    ("waiting>2d", say("cases-hint-waiting")),
    ("due<2h", say("cases-hint-due")),
    ("opened<1w", say("cases-hint-opened")),
    ("changed>3h", say("cases-hint-changed")),
    ("kind:dispute", say("cases-hint-kind")),
    ("language:cs", say("cases-hint-language")),
];

/// What the address of the board says.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    q: Option<String>,
    view: Option<String>,
    after: Option<String>,
    queue: Option<String>,
    state: Option<String>,
    assigned: Option<String>,
}

/// Which board is asked for.
pub struct Asked {
    /// The filter as typed, or the view's.
    pub text: Personal<String>,
    /// The saved view, where it is one.
    pub view: Option<SavedView>,
    /// Where the page begins.
    pub after: Option<CaseAt>,
}

/// Shows the board.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<ListQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    if query.queue.is_some() || query.state.is_some() || query.assigned.is_some() {
        let (queue, state) = (query.queue.as_deref(), query.state.as_deref());
        let filter = query::of_old(queue, state, query.assigned.as_deref());
        let href = query::board_href(&filter.ok_or(Trouble::NotFound)?);
        return Ok(Redirect::to(&href).into_response());
    }
    let after = query.after.as_deref().map(cursor).transpose()?;
    let asked = asked(&state, &caller, query.q, query.view, after).await?;
    let notice = done.done.map(|done| done.sentence());
    show_board(&state, &caller, asked, notice, None).await
}

/// Reads which board is asked for: a view of one's own, or a filter.
pub async fn asked(
    state: &crate::State,
    caller: &Caller,
    text: Option<String>,
    view: Option<String>,
    after: Option<CaseAt>,
) -> Result<Asked, Trouble> {
    let Some(id) = view.filter(|id| !id.is_empty()) else {
        return Ok(Asked { text: Personal::new(text.unwrap_or_default()), view: None, after });
    };
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    let views = state.desk.saved_views(&caller.actor).await?;
    let view = views.into_iter().find(|view| view.id == id && !view.is_dropped);
    let view = view.ok_or(Trouble::NotFound)?;
    Ok(Asked { text: view.filter.clone(), view: Some(view), after })
}

/// Shows a board, with what was done to it before.
pub async fn show_board(
    state: &crate::State,
    caller: &Caller,
    asked: Asked,
    notice: Option<String>,
    outcome: Option<bulk::Outcome>,
) -> Result<Response, Trouble> {
    // Whoever has no desk here is told so, whatever they typed.
    let filter = match state.desk.read_filter(&caller.actor, asked.text.expose()).await {
        Ok(filter) => filter,
        Err(DeskError::Filter(error)) => return unreadable(state, caller, asked, error).await,
        Err(error) => return Err(error.into()),
    };
    let wanted = BoardFilter { filter: filter.clone(), after: asked.after };
    // Before the cases are read: what changes meanwhile is told afterwards.
    let at = state.desk.live_at().await?;
    let found = state.desk.board(&caller.actor, wanted).await?;
    let mut list = board(state, caller, &asked, &filter, found).await?;
    list.at = at;
    list.frame.notice = notice;
    list.outcome = outcome;
    page(&list)
}

async fn board(
    state: &crate::State,
    caller: &Caller,
    asked: &Asked,
    filter: &Filter,
    found: BoardPage,
) -> Result<CaseList, Trouble> {
    let place = Place::of(filter);
    let here = match (&asked.view, &place) {
        (None, Place::Everything) => Here::Board,
        (None, Place::Mine) => Here::Mine,
        _ => Here::Elsewhere,
    };
    let mut frame = caller.frame(state, here).await?;
    frame.query.clone_from(asked.text.expose());
    match (&asked.view, &place) {
        (Some(view), _) => frame.mark_view(&view.id.to_string()),
        (None, Place::Queue(name)) => frame.mark(name),
        _ => {}
    }
    let href = match &asked.view {
        Some(view) => query::with_pair("/cases", "view", &view.id.to_string()),
        None => query::board_href(filter),
    };
    let now = state.now();
    let bulk = match found.cases.is_empty() {
        true => bulk::Bulk::default(),
        false => bulk::Bulk::of(state, caller).await?,
    };
    let row = |view| {
        let row = CaseRow::new(view, &caller.actor, now);
        if bulk.queues.is_empty() { row } else { row.pickable(view) }
    };
    let rows = found.cases.iter().map(row).collect();
    Ok(CaseList {
        title: place.words(),
        heading: match &asked.view {
            Some(view) => view.name.clone(),
            None => Personal::new(place.words()),
        },
        states: if frame.is_anew { Vec::new() } else { state_links(filter) },
        hints: if frame.is_anew { Vec::new() } else { hints(filter) },
        filter: filter.text(),
        view: asked.view.as_ref().map(|view| view.id.to_string()),
        may_keep: asked.view.is_none() && !filter.is_empty() && caller.staff().is_some(),
        fault: None,
        bulk,
        rows,
        outcome: None,
        href: asked.after.map_or_else(|| href.clone(), |at| with_cursor(&href, at)),
        at: 0,
        live_queue: match &place {
            Place::Queue(name) => Some(name.clone()),
            _ => None,
        },
        next: found.next.map(|at| with_cursor(&href, at)),
        first: asked.after.is_some().then_some(href),
        frame,
    })
}

async fn unreadable(
    state: &crate::State,
    caller: &Caller,
    asked: Asked,
    error: FilterError,
) -> Result<Response, Trouble> {
    // The gate is asked as for any board: a slip of the pen opens no page to who may see none.
    let nothing = BoardPage { cases: Vec::new(), next: None };
    let wanted = BoardFilter { filter: Filter::default(), after: None };
    state.desk.board(&caller.actor, wanted).await?;
    let mut list = board(state, caller, &asked, &Filter::default(), nothing).await?;
    list.fault = Some(Fault::new(asked.text.expose(), &error));
    list.href = query::href_of(&asked.text);
    list.title = say("cases-filter").to_string();
    list.heading = Personal::new(say("cases-unreadable").to_string());
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &list)
}

impl Fault {
    /// Puts an error to its place in what was typed.
    pub fn new(text: &str, error: &FilterError) -> Self {
        // What is far longer than any filter is not shown again as a whole.
        let text: String = text.chars().take(FILTER_CHARS_MAX + 1).collect();
        let [before, wrong, after] = error.around(&text).map(Personal::new);
        let words = capitalised(&error.words);
        let words =
            say("cases-fault").with("column", error.column).with("words", words).to_string();
        Self { before, wrong, after, words: words.replace("?.", "?").replace("..", ".") }
    }
}

/// Which of the places of the navigation a filter is.
enum Place {
    Everything,
    Mine,
    Queue(String),
    Filtered,
}

impl Place {
    fn of(filter: &Filter) -> Self {
        match filter.terms() {
            [] => Self::Everything,
            [one] if !one.is_negated => match &one.test {
                Test::Assigned(whom) if *whom == [model::Assigned::Me] => Self::Mine,
                Test::Queue(names) => match names.as_slice() {
                    [name] => Self::Queue(name.to_string()),
                    _ => Self::Filtered,
                },
                _ => Self::Filtered,
            },
            _ => Self::Filtered,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Everything => say("cases-all-queues").to_string(),
            Self::Mine => say("cases-mine").to_string(),
            Self::Queue(name) => name.clone(),
            Self::Filtered => say("cases-filtered").to_string(),
        }
    }
}

fn state_links(filter: &Filter) -> Vec<StateLink> {
    let link = |state: Option<CaseState>| {
        let narrowed = filter.with_state(state);
        StateLink { href: query::board_href(&narrowed), is_here: narrowed == *filter, state }
    };
    [None].into_iter().chain(CaseState::ALL.map(Some)).map(link).collect()
}

fn hints(filter: &Filter) -> Vec<Hint> {
    let text = filter.text();
    let hint = |(added, words)| Hint {
        text: added,
        words,
        href: query::href_of(&Personal::new(
            format!("{} {added}", text.expose()).trim().to_owned(),
        )),
    };
    HINTS.into_iter().map(hint).collect()
}

/// A place on the board: the moment of its latest change in microseconds, a dash, the id of the case.
fn with_cursor(href: &str, at: CaseAt) -> String {
    query::with_pair(href, "after", &format!("{}-{}", micros(at.updated_at), at.id))
}

fn cursor(text: &str) -> Result<CaseAt, Trouble> {
    let (at, id) = text.split_once('-').ok_or(Trouble::NotFound)?;
    let at: i64 = at.parse().map_err(|_| Trouble::NotFound)?;
    let id: CaseId = id.parse().map_err(|_| Trouble::NotFound)?;
    Ok(CaseAt { updated_at: timestamp_of_micros(at), id })
}
