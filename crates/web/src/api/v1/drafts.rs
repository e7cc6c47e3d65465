//! Drafts: what the caller is writing in a case, kept until it is sent.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use desk::{Draft, DraftText, Keeping};
use jiff::Timestamp;
use model::{CaseNumber, DraftKind, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::{Kind, Problem},
    reading::{Body, named},
    versions::{IfMatch, etag},
};

/// A text to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftUpdate)]
pub struct DraftRequest {
    /// What it says; nothing discards what is kept.
    text: String,
    /// How many messages of the case the writer has seen (`n_messages`).
    n_seen: i64,
}

/// A draft, as its writer reads it.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
pub struct DraftBody {
    /// `reply` or `note`.
    #[schema(example = "reply")]
    kind: &'static str,
    /// What it says.
    text: String,
    /// How many messages of the case the writer had seen when they began.
    n_seen: i64,
    /// Which version it is; the same as its ETag.
    version: i64,
    /// When it was kept.
    #[schema(value_type = String, format = DateTime)]
    saved_at: Timestamp,
}

/// What is kept now.
#[derive(Serialize, ToSchema)]
#[schema(as = DraftStanding)]
pub struct DraftStandingBody {
    /// The version that the next one follows; the same as its ETag.
    version: i64,
    /// When it was kept.
    #[schema(value_type = String, format = DateTime)]
    saved_at: Timestamp,
}

impl From<Draft> for DraftBody {
    fn from(draft: Draft) -> Self {
        Self {
            kind: draft.kind.as_str(),
            text: draft.text.into_exposed(),
            n_seen: draft.n_seen,
            version: draft.version,
            saved_at: draft.saved_at,
        }
    }
}

/// Shows one's own draft in a case.
#[utoipa::path(get, path = "/cases/{number}/drafts/{kind}", operation_id = "show_draft",
    tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("kind" = String, Path, description = "`reply` or `note`."),
    ),
    responses((status = 200, description = "The draft.", body = DraftBody,
        headers(("ETag" = String, description = "Its version.")))))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let (number, kind) = draft_of(&path)?;
    let draft = state.desk.draft(&actor, number, kind).await?.ok_or_else(Problem::not_found)?;
    Ok((etag(draft.version), Json(DraftBody::from(draft))))
}

/// Keeps what one is writing in a case. A version that another one has followed changes nothing.
#[utoipa::path(put, path = "/cases/{number}/drafts/{kind}", operation_id = "update_draft",
    tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("kind" = String, Path, description = "`reply` or `note`."),
        ("If-Match" = Option<String>, Header, description = "The ETag of the version that this one follows, or `*` for any. Without it, it is the first."),
    ),
    request_body = DraftRequest,
    responses(
        (status = 200, description = "It is kept.", body = DraftStandingBody,
            headers(("ETag" = String, description = "Its version."))),
        (status = 204, description = "It said nothing; none is kept."),
        (status = 409, description = "It follows another version than the one that is kept. Nothing was changed; read it, and follow it."),
    ))]
#[boxed]
pub async fn update(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    if_match: IfMatch,
    Body(request): Body<DraftRequest>,
) -> Result<Response, Problem> {
    let (number, kind) = draft_of(&path)?;
    let follows = match if_match {
        IfMatch::Absent => None,
        IfMatch::Version(version) => Some(version),
        IfMatch::Any => state.desk.draft(&actor, number, kind).await?.map(|draft| draft.version),
    };
    let text =
        DraftText { kind, text: Personal::new(request.text), n_seen: request.n_seen, follows };
    Ok(match state.desk.keep_draft(&actor, number, text).await? {
        Keeping::Kept { version, saved_at } => {
            (etag(version), Json(DraftStandingBody { version, saved_at })).into_response()
        }
        Keeping::Emptied => StatusCode::NO_CONTENT.into_response(),
        Keeping::Overtaken(Some(kept)) => {
            let words = "Another version is kept. Read it, and send what follows it.";
            (etag(kept.version), Problem::new(Kind::Changed, words)).into_response()
        }
        Keeping::Overtaken(None) => {
            let words = "No draft is kept; it was sent or discarded. Send it without If-Match.";
            Problem::new(Kind::Changed, words).into_response()
        }
    })
}

/// Discards one's own draft in a case.
#[utoipa::path(delete, path = "/cases/{number}/drafts/{kind}", operation_id = "destroy_draft",
    tag = "messages",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("kind" = String, Path, description = "`reply` or `note`."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read; without it, any version."),
    ),
    responses((status = 204, description = "It is discarded.")))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let (number, kind) = draft_of(&path)?;
    state.desk.discard_draft(&actor, number, kind, if_match.optional()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn draft_of((number, kind): &(String, String)) -> Result<(CaseNumber, DraftKind), Problem> {
    Ok((named(number)?, named(kind)?))
}
