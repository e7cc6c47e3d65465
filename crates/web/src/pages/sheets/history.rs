//! One edition of a template or a guide: what it changed, what it says, and the way back to it.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use model::SheetKind;
use serde::Deserialize;

use super::{KindWords, SheetRow, sheet_id, show::EditionRow};
use crate::{
    caller::Caller,
    diff,
    frame::{Frame, Here},
    trouble::{Trouble, page},
};

/// One edition.
#[derive(Template)]
#[template(path = "sheets/edition.html")]
pub struct SheetEditionShow {
    /// What stands around.
    pub frame: Frame,
    /// Template or guide.
    pub words: KindWords,
    /// Which one it is an edition of.
    pub row: SheetRow,
    /// The edition.
    pub edition: EditionRow,
    /// Its heading.
    pub title: String,
    /// Its text.
    pub text: String,
    /// What it changed in the edition before; empty for the first, and where only other things changed.
    pub lines: Vec<diff::Line>,
    /// True where the reader may take its words up again.
    pub may_revert: bool,
}

/// Why one goes back.
#[derive(Deserialize)]
pub struct NoteForm {
    note: String,
}

/// Shows one edition.
pub async fn show(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    id: &str,
    number: &str,
) -> Result<Response, Trouble> {
    let number: i64 = number.parse().map_err(|_| Trouble::NotFound)?;
    let found = state.desk.sheet(&caller.actor, kind, sheet_id(id)?).await?;
    let of = |wanted: i64| found.editions.iter().find(|view| view.edition.number == wanted);
    let edition = of(number).ok_or(Trouble::NotFound)?;
    let before = of(number - 1);
    let text = edition.edition.text.clone();
    let lines = before.map(|before| diff::lines(&before.edition.text, &text)).unwrap_or_default();
    let words = KindWords::of(kind);
    let now = state.now();
    page(&SheetEditionShow {
        frame: caller.frame(state, words.here()).await?,
        row: SheetRow::new(&found.view, now),
        edition: EditionRow::new(edition, now),
        title: edition.edition.title.clone(),
        may_revert: found.view.may_edit && number != found.view.sheet.version,
        words,
        text,
        lines,
    })
}

/// Takes the words of an edition up again, as another edition.
pub async fn create(
    state: &crate::State,
    caller: &Caller,
    kind: SheetKind,
    (id, number): (&str, &str),
    form: NoteForm,
) -> Result<Response, Trouble> {
    let number: i64 = number.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.revert_sheet(&caller.actor, kind, sheet_id(id)?, number, &form.note).await?;
    let to = format!("/{}/{id}?done=written", KindWords::of(kind).many);
    Ok(Redirect::to(&to).into_response())
}

impl SheetEditionShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let before = "Hello,\n\nthank you for writing. We have your message.\n\n{{ writer.title }}";
        let text = "Hello,\n\nwe have your message.\n\n{{ writer.title }}";
        let edition = EditionRow::samples().swap_remove(1);
        Self {
            frame: Frame::sample_staff(Here::Templates, ""),
            words: KindWords::of(SheetKind::Template),
            row: SheetRow { number: 3, ..SheetRow::sample("acknowledge", "We have your message") },
            edition,
            title: "We have your message".to_owned(),
            text: text.to_owned(),
            lines: diff::lines(before, text),
            may_revert: true,
        }
    }
}
