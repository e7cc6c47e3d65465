//! Editions of the policies: the history, each with what it changed, and the way back.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{Deed, PolicyFile};
use serde::Deserialize;

use crate::{
    caller::Caller,
    diff,
    form::Ours,
    frame::{Frame, Here},
    pages::{approvals::FileDiff, policies::EditionRow},
    say,
    trouble::{Trouble, page},
};

/// The history of the policies.
#[derive(Template)]
#[template(path = "policies/editions.html")]
pub struct EditionList {
    /// What stands around.
    pub frame: Frame,
    /// The editions, the latest first; the first is in force.
    pub rows: Vec<EditionRow>,
}

/// One edition.
#[derive(Template)]
#[template(path = "policies/edition.html")]
pub struct EditionShow {
    /// What stands around.
    pub frame: Frame,
    /// The edition.
    pub row: EditionRow,
    /// What it changed; empty for the first.
    pub changes: Vec<FileDiff>,
    /// Its files as a whole.
    pub files: Vec<PolicyFile>,
    /// True where the reader may propose to return to it.
    pub may_revert: bool,
}

impl EditionList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let first = EditionRow {
            number: 1,
            proposer: say("policies-founding").to_string(),
            second: None,
            note: "What Chancery comes with.".to_owned(),
            ..EditionRow::sample()
        };
        let back = EditionRow {
            number: 4,
            reverts: Some(1),
            note: "It was too much.".to_owned(),
            ..EditionRow::sample()
        };
        Self {
            frame: Frame::sample_staff(Here::Policies, ""),
            rows: vec![back, EditionRow::sample(), first],
        }
    }
}

impl EditionShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let (before, after) = ("// Queues.\n", "// Queues: seeing and changing them.\n");
        let changes = vec![
            FileDiff {
                file: "queue.cedar".to_owned(),
                is_removed: false,
                lines: diff::lines(before, after),
            },
            FileDiff {
                file: "ours.cedar".to_owned(),
                is_removed: true,
                lines: diff::lines("// Ours.\n", ""),
            },
        ];
        let files = vec![PolicyFile {
            file: "queue.cedar".to_owned(),
            text: after.to_owned(),
            based_on: String::new(),
        }];
        Self {
            frame: Frame::sample_staff(Here::Policies, ""),
            row: EditionRow::sample(),
            changes,
            files,
            may_revert: true,
        }
    }
}

/// Why one goes back.
#[derive(Deserialize)]
pub struct NoteForm {
    note: String,
}

/// Shows the history.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let editions = state.desk.policy_editions(&caller.actor).await?;
    let now = state.now();
    page(&EditionList {
        frame: caller.frame(&state, Here::Policies).await?,
        rows: editions.iter().map(|view| EditionRow::new(view, now)).collect(),
    })
}

/// Shows one edition.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = edition_number(&number)?;
    let (view, files, before) = state.desk.policy_edition(&caller.actor, number).await?;
    let book = state.desk.handbook(&caller.actor).await?;
    page(&EditionShow {
        frame: caller.frame(&state, Here::Policies).await?,
        row: EditionRow::new(&view, state.now()),
        changes: if before.is_empty() { Vec::new() } else { changes(&before, &files) },
        files,
        may_revert: book.may_change && book.edition.edition.number != number,
    })
}

/// Proposes to return to the texts of an edition.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<NoteForm>,
) -> Result<Response, Trouble> {
    let number = edition_number(&number)?;
    let change = state.desk.policy_reversion(&caller.actor, number, &form.note).await?;
    let id = state.desk.propose(&caller.actor, &Deed::ChangePolicies(change)).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response())
}

fn changes(before: &[PolicyFile], after: &[PolicyFile]) -> Vec<FileDiff> {
    let text = |files: &[PolicyFile], name: &str| {
        files.iter().find(|file| file.file == name).map(|file| file.text.clone())
    };
    let gone = before.iter().filter(|old| !after.iter().any(|new| new.file == old.file));
    let names = after.iter().chain(gone).map(|file| file.file.clone());
    let compare = |file: String| {
        let (old, new) = (text(before, &file), text(after, &file));
        let is_removed = new.is_none();
        let lines = diff::lines(&old.unwrap_or_default(), &new.unwrap_or_default());
        FileDiff { file, is_removed, lines }
    };
    names.map(compare).filter(|file| !file.lines.is_empty()).collect()
}

fn edition_number(text: &str) -> Result<i64, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}
