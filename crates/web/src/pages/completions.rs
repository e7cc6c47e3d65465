//! Completions of a filter, for the field while somebody types. It is sent the piece at the caret, and of what is typed
//! only pieces with a key: words for which somebody searches stay in the browser until they search.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};

use crate::{caller::Caller, trouble::Trouble};

/// What stands in the field, and where the caret is, in characters.
#[derive(Debug, Deserialize)]
pub struct CompletionQuery {
    #[serde(default)]
    q: String,
    at: Option<usize>,
}

/// What may stand where the caret is.
#[derive(Debug, Serialize)]
pub struct CompletionBody {
    /// Where what is replaced begins, in characters.
    from: usize,
    /// Where it ends.
    to: usize,
    /// The proposals.
    proposals: Vec<ProposalBody>,
}

/// A proposal.
#[derive(Debug, Serialize)]
pub struct ProposalBody {
    /// What then stands there.
    text: String,
    /// What it means.
    words: String,
}

/// Proposes what may stand where the caret is.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<CompletionQuery>,
) -> Result<Json<CompletionBody>, Trouble> {
    let at = query.at.unwrap_or(usize::MAX);
    let found = state.desk.completions(&caller.actor, &query.q, at).await?;
    let proposals = found.proposals.into_iter();
    let proposals =
        proposals.map(|one| ProposalBody { text: one.text, words: one.words }).collect();
    Ok(Json(CompletionBody { from: found.from, to: found.to, proposals }))
}
