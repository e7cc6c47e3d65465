//! Searches: words and phrases of redacted texts, within one's own queues.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::DeskError;
use serde::Deserialize;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    pages::cases::CaseRow,
    query,
    trouble::{Trouble, page, page_with},
};

/// Shows what was found.
#[derive(Template)]
#[template(path = "searches/show.html")]
pub struct SearchShow {
    /// What stands around; its query is the one that was asked.
    pub frame: Frame,
    /// What was found, the best first.
    pub rows: Vec<CaseRow>,
    /// True when there may be more than are shown.
    pub has_more: bool,
    /// Why the query could not be read.
    pub error: Option<String>,
}

impl SearchShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_staff(Here::Elsewhere, "");
        frame.query = "\"new phone\" passphrase".to_owned();
        let rows = CaseRow::samples().into_iter().skip(2).take(2).collect();
        Self { frame, rows, has_more: false, error: None }
    }

    /// Returns sample values of a search that found nothing.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

/// What the box holds.
#[derive(Debug, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// Finds cases, or goes to the board where the box only narrows it.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Query(asked): Query<SearchQuery>,
) -> Result<Response, Trouble> {
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.query.clone_from(&asked.q);
    let words = match query::Query::read(&asked.q) {
        Ok(query::Query::Board(narrowing)) => {
            return Ok(Redirect::to(&narrowing.href()).into_response());
        }
        Ok(query::Query::Words(words)) => words,
        Err(error) => return unreadable(frame, error),
    };
    match state.desk.search(&caller.actor, &words).await {
        Ok(found) => {
            let now = state.now();
            let rows =
                found.cases.iter().map(|view| CaseRow::new(view, &caller.actor, now)).collect();
            page(&SearchShow { frame, rows, has_more: found.has_more, error: None })
        }
        Err(DeskError::Invalid { words, .. }) => unreadable(frame, words),
        Err(error) => Err(error.into()),
    }
}

fn unreadable(frame: Frame, error: String) -> Result<Response, Trouble> {
    let page = SearchShow { frame, rows: Vec::new(), has_more: false, error: Some(error) };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
