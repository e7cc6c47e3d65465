//! Cases: the board, and one case with everything that was said and may be done.

pub mod case;
pub mod files;
pub mod guides;
pub mod known;
pub mod message;
pub mod rights;
mod samples;
pub mod show;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{BoardFilter, CaseAt, CaseView};
use jiff::Timestamp;
use model::{Actor, CaseId, CaseState, QueueName, micros, timestamp_of_micros};
use serde::Deserialize;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    language,
    moment::{Clock, Moment},
    notice::DoneQuery,
    query::Narrowing,
    trouble::{Trouble, page},
    twin::Twin,
};

/// The board: the cases of the queues one staffs, the latest change first.
#[derive(Template)]
#[template(path = "cases/list.html")]
pub struct CaseList {
    /// What stands around.
    pub frame: Frame,
    /// What is shown: `triage`, `assigned to you`, `all your queues`.
    pub heading: String,
    /// The states one may narrow to, with their addresses.
    pub states: Vec<StateLink>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Where the next page is.
    pub next: Option<String>,
    /// Where the first page is, when this is not it.
    pub first: Option<String>,
}

/// One case on the board, or among search results.
pub struct CaseRow {
    /// Its number.
    pub number: String,
    /// Its redacted subject.
    pub subject: Twin,
    /// The first words of its latest message from outside.
    pub excerpt: Twin,
    /// Where it stands.
    pub state: CaseState,
    /// Which queue holds it.
    pub queue: String,
    /// The language of its first message, in English; empty where it could not be told.
    pub language: String,
    /// Who works on it; empty is nobody.
    pub assignee: String,
    /// The running clock.
    pub clock: Option<Clock>,
    /// When anything last happened on it.
    pub updated_at: Moment,
    /// True where something waits for the staff to confirm: a new sender, a suspected follow-up.
    pub is_suspected: bool,
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

/// What the address of the board says.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    queue: Option<String>,
    state: Option<String>,
    assigned: Option<String>,
    after: Option<String>,
}

/// Shows the board.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<ListQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let narrowing = query.narrowing()?;
    let after = query.after.as_deref().map(cursor).transpose()?;
    let filter = BoardFilter {
        queue: narrowing.queue.clone(),
        states: narrowing.state.into_iter().collect(),
        is_mine: narrowing.is_mine,
        after,
    };
    let found = state.desk.board(&caller.actor, filter).await?;
    let here = match (&narrowing.queue, narrowing.is_mine) {
        (Some(_), _) => Here::Elsewhere,
        (None, true) => Here::Mine,
        (None, false) => Here::Board,
    };
    let mut frame = caller.frame(&state, here).await?;
    frame.notice = done.done.map(|done| done.sentence());
    frame.query = narrowing.text();
    if let Some(queue) = &narrowing.queue {
        frame.mark(queue.as_str());
    }
    let now = state.now();
    let next = found.next.map(|at| with_cursor(&narrowing.href(), at));
    page(&CaseList {
        heading: heading(&narrowing),
        states: state_links(&narrowing),
        rows: found.cases.iter().map(|view| CaseRow::new(view, &caller.actor, now)).collect(),
        next,
        first: query.after.is_some().then(|| narrowing.href()),
        frame,
    })
}

impl ListQuery {
    fn narrowing(&self) -> Result<Narrowing, Trouble> {
        let queue = match self.queue.as_deref() {
            Some(name) => Some(QueueName::parse(name).map_err(|_| Trouble::NotFound)?),
            None => None,
        };
        let state = match self.state.as_deref() {
            Some(name) => Some(CaseState::of_str(name).ok_or(Trouble::NotFound)?),
            None => None,
        };
        Ok(Narrowing { queue, state, is_mine: self.assigned.as_deref() == Some("me") })
    }
}

impl CaseRow {
    /// Words a case for the board, as the reader sees it now.
    pub fn new(view: &CaseView, reader: &Actor, now: Timestamp) -> Self {
        let assignee = match (&view.assignee, reader) {
            (Some(assignee), Actor::Staff(me)) if assignee.id == me.id => "you".to_owned(),
            (Some(assignee), _) => assignee.title.clone(),
            (None, _) => String::new(),
        };
        Self {
            number: view.case.number.to_string(),
            subject: Twin::of(view.subject.as_ref()),
            excerpt: Twin::of(view.excerpt.as_ref()),
            state: view.case.state,
            queue: view.queue.name.to_string(),
            language: language::name(view.case.language.as_deref()),
            assignee,
            clock: view.case.due.map(|due| Clock::new(due, now)),
            updated_at: Moment::new(view.case.updated_at, now),
            is_suspected: view.suggested.is_some(),
        }
    }
}

fn heading(narrowing: &Narrowing) -> String {
    match (&narrowing.queue, narrowing.is_mine) {
        (Some(queue), false) => queue.to_string(),
        (Some(queue), true) => format!("{queue}, assigned to you"),
        (None, true) => "assigned to you".to_owned(),
        (None, false) => "all your queues".to_owned(),
    }
}

fn state_links(narrowing: &Narrowing) -> Vec<StateLink> {
    let link = |state: Option<CaseState>| StateLink {
        href: Narrowing { state, ..narrowing.clone() }.href(),
        is_here: state == narrowing.state,
        state,
    };
    [None].into_iter().chain(CaseState::ALL.map(Some)).map(link).collect()
}

/// A place on the board: the moment of its latest change in microseconds, a dash, the id of the case.
fn with_cursor(href: &str, at: CaseAt) -> String {
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}after={}-{}", micros(at.updated_at), at.id)
}

fn cursor(text: &str) -> Result<CaseAt, Trouble> {
    let (at, id) = text.split_once('-').ok_or(Trouble::NotFound)?;
    let at: i64 = at.parse().map_err(|_| Trouble::NotFound)?;
    let id: CaseId = id.parse().map_err(|_| Trouble::NotFound)?;
    Ok(CaseAt { updated_at: timestamp_of_micros(at), id })
}
