//! Searches: words and phrases of redacted texts, within one's own queues.

use askama::Template;

use crate::{
    frame::{Frame, Here},
    pages::cases::CaseRow,
};

/// Shows what was found.
#[derive(Template)]
#[template(path = "searches/show.html")]
pub struct SearchShow {
    /// What stands around; its query is the one that was asked.
    pub frame: Frame,
    /// What was found, the best first.
    pub rows: Vec<CaseRow>,
    /// Where more is.
    pub next: Option<String>,
    /// Why the query could not be read.
    pub error: Option<String>,
}

impl SearchShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut frame = Frame::sample_staff(Here::Elsewhere, "");
        frame.query = "\"new phone\" passphrase".to_owned();
        let rows = CaseRow::samples().into_iter().skip(2).take(2).collect();
        Self { frame, rows, next: None, error: None }
    }

    /// Returns sample values of a search that found nothing.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}
