//! Releases: publishing a ruling, anonymised.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::disputes::rulings::{answer, ruling_of},
    trouble::Trouble,
};

/// What is struck before it is published, one a line.
#[derive(Deserialize)]
pub struct ReleaseForm {
    #[serde(default)]
    strikes: String,
}

/// Publishes a ruling.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, index)): Path<(String, String)>,
    Ours(form): Ours<ReleaseForm>,
) -> Result<Response, Trouble> {
    let number = ruling_of(&number, &index)?;
    let strikes: Vec<String> = form.strikes.lines().map(str::to_owned).collect();
    let done = state.desk.release_ruling(&caller.actor, number, &strikes).await;
    answer(&state, &caller, number, "released", form.strikes, done).await
}
