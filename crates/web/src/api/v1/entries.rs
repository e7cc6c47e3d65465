//! The log: browsing entries, proofs, the latest checkpoint.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use desk::{LogEntry, LogFilter};
use jiff::Timestamp;
use model::Act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Params, named},
};

/// Which entries to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntryParams {
    /// Only entries before this number: `next` of the page before.
    before: Option<i64>,
    /// Only this act.
    #[param(example = "message.unseal")]
    act: Option<String>,
    /// Only the case of this number.
    #[param(example = "s20261121.30")]
    number: Option<String>,
}

/// What a proof is to show.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProofParams {
    /// An older checkpoint, the whole signed note; the proof then also shows that the log only grew since.
    older: Option<String>,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
#[schema(as = EntryPage)]
pub struct EntriesBody {
    /// The entries, the latest first.
    entries: Vec<EntryBody>,
    /// What to ask with as `before` for the next page; null when there is none.
    next: Option<i64>,
}

/// An entry.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
pub struct EntryBody {
    /// Its number, from 0.
    index: i64,
    /// When it was decided.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The act.
    #[schema(example = "case.reply")]
    act: &'static str,
    /// `done` or `refused`.
    outcome: &'static str,
    /// The entry; whoever is in it stands there by an id only.
    #[schema(value_type = Object)]
    entry: audit::Entry,
    /// The bytes that the log's tree is made over, which are text.
    canonical: String,
}

impl From<LogEntry> for EntryBody {
    fn from(found: LogEntry) -> Self {
        Self {
            index: found.log_index,
            at: found.entry.at(),
            act: found.entry.act.as_str(),
            outcome: found.entry.outcome.as_str(),
            entry: found.entry,
            canonical: found.canonical,
        }
    }
}

/// Lists entries of the log.
#[utoipa::path(get, path = "/log", operation_id = "list_entries", tag = "log", params(EntryParams),
    responses((status = 200, description = "A page of the log.", body = EntriesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Params(params): Params<EntryParams>,
) -> Result<Json<EntriesBody>, Problem> {
    let act = match params.act.as_deref() {
        Some(word) => {
            let words = "there is no act of this name; they look like case.reply";
            Some(Act::of_str(word).ok_or_else(|| Problem::invalid("act", words))?)
        }
        None => None,
    };
    let number = match params.number.as_deref() {
        Some(text) => {
            let words = "this is no case number; they look like s20261121.30";
            Some(text.parse().map_err(|_| Problem::invalid("number", words))?)
        }
        None => None,
    };
    let filter = LogFilter { before: params.before, act, number };
    let found = state.desk.log(&actor, filter).await?;
    let next = found.last().map(|last| last.log_index).filter(|index| *index > 0);
    Ok(Json(EntriesBody { entries: found.into_iter().map(EntryBody::from).collect(), next }))
}

/// Shows an entry.
#[utoipa::path(get, path = "/log/{index}", operation_id = "show_entry", tag = "log",
    params(("index" = i64, Path, description = "Its number, from 0.")),
    responses((status = 200, description = "The entry.", body = EntryBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(index): Path<String>,
) -> Result<Json<EntryBody>, Problem> {
    Ok(Json(state.desk.log_entry(&actor, named(&index)?).await?.into()))
}

/// Proves that an entry is in the log of the latest checkpoint.
#[utoipa::path(get, path = "/log/{index}/proof", operation_id = "show_proof", tag = "log",
    params(("index" = i64, Path, description = "Its number, from 0."), ProofParams),
    responses((status = 200, description = "The proof, as `chancery audit prove` writes it.",
        content_type = "application/json")))]
#[boxed]
pub async fn show_proof(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(index): Path<String>,
    Params(params): Params<ProofParams>,
) -> Result<Response, Problem> {
    let proof = state.desk.prove(&actor, named(&index)?, params.older.as_deref()).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], proof).into_response())
}

/// Returns the latest checkpoint, a signed note; it is public.
#[utoipa::path(get, path = "/log/checkpoint", operation_id = "show_checkpoint", tag = "log",
    responses((status = 200, description = "A signed note (C2SP tlog-checkpoint).",
        content_type = "text/plain")))]
#[boxed]
pub async fn show_checkpoint(State(state): State<crate::State>) -> Result<String, Problem> {
    state.desk.checkpoint().await?.ok_or_else(Problem::not_found)
}
