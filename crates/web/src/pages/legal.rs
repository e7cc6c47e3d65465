//! The legal side of a case: marking it as an inquiry, ending a hold.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::LegalDraft;
use model::{Address, HoldId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    pages::{cases::show::number_of, disputes::statements::Nothing},
    say,
    trouble::Trouble,
};

/// Whom an inquiry names, one address a line.
#[derive(Deserialize)]
pub struct LegalForm {
    #[serde(default)]
    named: String,
}

/// Marks a case as a legal inquiry.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<LegalForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let mut named = Vec::new();
    for line in form.named.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let address = Address::parse(line);
        named.push(address.map_err(|_| Trouble::Unusable(say("case-legal-no-address").into()))?);
    }
    state.desk.mark_legal(&caller.actor, number, LegalDraft { named }).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=legal")).into_response())
}

/// Ends a hold.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, id)): Path<(String, String)>,
    Ours(Nothing {}): Ours<Nothing>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let id: HoldId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.end_hold(&caller.actor, number, id).await?;
    Ok(Redirect::to(&format!("/cases/{number}?done=unheld")).into_response())
}
