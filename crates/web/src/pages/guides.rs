//! The pages of guides; what they share stands in `sheets.rs`.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use model::SheetKind;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{
        messages::EmptyForm,
        sheets::{self, ListQuery, edit::SheetForm, history::NoteForm, show::ShowQuery},
    },
    trouble::Trouble,
};

/// Which kind these are.
const KIND: SheetKind = SheetKind::Guide;

/// Lists them.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> Result<Response, Trouble> {
    sheets::list(&state, &caller, KIND, query).await
}

/// Shows one.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ShowQuery>,
) -> Result<Response, Trouble> {
    sheets::show::show(&state, &caller, KIND, &id, query).await
}

/// Asks what a new one is to say.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    sheets::edit::new(&state, &caller, KIND).await
}

/// Keeps a new one.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<SheetForm>,
) -> Result<Response, Trouble> {
    sheets::edit::create(&state, &caller, KIND, form).await
}

/// Asks what another edition is to say.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    sheets::edit::edit(&state, &caller, KIND, &id).await
}

/// Keeps another edition.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<SheetForm>,
) -> Result<Response, Trouble> {
    sheets::edit::update(&state, &caller, KIND, &id, form).await
}

/// Looks at a text as typed.
pub async fn preview(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<SheetForm>,
) -> Result<Response, Trouble> {
    sheets::edit::check(&state, &caller, KIND, form).await
}

/// Shows one edition.
pub async fn show_edition(
    State(state): State<crate::State>,
    caller: Caller,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    sheets::history::show(&state, &caller, KIND, &id, &number).await
}

/// Takes the words of an edition up again.
pub async fn create_reversion(
    State(state): State<crate::State>,
    caller: Caller,
    Path((id, number)): Path<(String, String)>,
    Ours(form): Ours<NoteForm>,
) -> Result<Response, Trouble> {
    sheets::history::create(&state, &caller, KIND, (&id, &number), form).await
}

/// Takes over what Chancery comes with.
pub async fn create_adoption(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    sheets::adopt(&state, &caller, KIND).await
}
