//! Cases that belong together: links, merges, taking apart, splits.

use std::collections::BTreeSet;

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{LinkView, PartView, SplitDraft};
use model::{LinkKind, MessageId, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// What belongs together with a case.
#[derive(Serialize, ToSchema)]
#[schema(as = Affairs)]
pub struct AffairsBody {
    /// The cases that are part of it.
    parts: Vec<PartBody>,
    /// The cases that are linked.
    links: Vec<LinkBody>,
}

/// A case that is part of another.
#[derive(Serialize, ToSchema)]
#[schema(as = Part)]
pub struct PartBody {
    /// The merge, by which it is taken apart.
    #[schema(format = Uuid)]
    merge: String,
    /// Its number.
    number: String,
    /// Since when.
    #[schema(format = DateTime)]
    merged_at: String,
    /// By whom, by title.
    merged_by: String,
}

/// A link, read from one of the two cases.
#[derive(Serialize, ToSchema)]
#[schema(as = Link)]
pub struct LinkBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// How the two belong together.
    #[schema(example = "duplicate_of")]
    kind: &'static str,
    /// True where it starts from the case that was asked about.
    is_from_here: bool,
    /// The other case; absent where the caller may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// Where the other case stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// When they were linked.
    #[schema(format = DateTime)]
    linked_at: String,
    /// By whom, by title.
    linked_by: String,
}

/// A link to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinkRequest)]
pub struct LinkRequest {
    /// `related`, `duplicate_of`, `caused_by` or `follow_up_of`.
    kind: String,
    /// The number of the other case.
    number: String,
}

/// Into which case another goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MergeRequest)]
pub struct MergeRequest {
    /// The number of the case that takes it in.
    into: String,
}

/// Which messages are to be a case of their own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SplitRequest)]
pub struct SplitRequest {
    /// Their ids.
    messages: Vec<String>,
    /// What the new case is about; without, what the first of them says.
    #[serde(default)]
    subject: String,
}

/// What was made.
#[derive(Serialize, ToSchema)]
#[schema(as = AffairMade)]
pub struct MadeBody {
    /// The id of the link or merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The case that it leads to: the linked one, the one that took the other in, the new one, the one that was taken out.
    number: String,
}

/// Tells what belongs together with a case.
#[utoipa::path(get, path = "/cases/{number}/affairs", operation_id = "show_affairs", tag = "affairs",
    params(("number" = String, Path, description = "The case's number.")),
    responses((status = 200, description = "Its parts and its links.", body = AffairsBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<AffairsBody>, Problem> {
    let entered = state.desk.enter(&actor, named(&number)?).await?;
    let parts = state.desk.parts(&entered).await?;
    let links = state.desk.links(&entered).await?;
    Ok(Json(AffairsBody {
        parts: parts.into_iter().map(PartBody::from).collect(),
        links: links.into_iter().map(LinkBody::from).collect(),
    }))
}

/// Links a case with another.
#[utoipa::path(post, path = "/cases/{number}/links", operation_id = "create_link", tag = "affairs",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = LinkRequest,
    responses((status = 201, description = "The link.", body = MadeBody)))]
#[boxed]
pub async fn create_link(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<LinkRequest>,
) -> Result<impl IntoResponse, Problem> {
    let kind = LinkKind::of_str(&request.kind)
        .ok_or_else(|| Problem::invalid("kind", "there is no such kind of link".to_owned()))?;
    let other = other(&request.number, "number")?;
    let id = state.desk.link(&actor, named(&number)?, kind, other).await?;
    let made = MadeBody { id: Some(id.to_string()), number: other.to_string() };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Takes a link away.
#[utoipa::path(delete, path = "/cases/{number}/links/{id}", operation_id = "destroy_link",
    tag = "affairs",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The link's id."),
    ),
    responses((status = 204, description = "It is taken away.")))]
#[boxed]
pub async fn destroy_link(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    state.desk.unlink(&actor, named(&number)?, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Merges a case into another of the same requester.
#[utoipa::path(post, path = "/cases/{number}/merge", operation_id = "create_merge", tag = "affairs",
    params(("number" = String, Path, description = "The number of the case that becomes part.")),
    request_body = MergeRequest,
    responses((status = 201, description = "The merge.", body = MadeBody)))]
#[boxed]
pub async fn create_merge(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<MergeRequest>,
) -> Result<impl IntoResponse, Problem> {
    let into = other(&request.into, "into")?;
    let merged = state.desk.merge(&actor, named(&number)?, into).await?;
    let made = MadeBody { id: Some(merged.id.to_string()), number: merged.into.to_string() };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Takes a case out of the one that it is part of.
#[utoipa::path(delete, path = "/cases/{number}/merges/{id}", operation_id = "destroy_merge",
    tag = "affairs",
    params(
        ("number" = String, Path, description = "The number of the case that took it in."),
        ("id" = String, Path, description = "The merge's id."),
    ),
    responses((status = 200, description = "The case that stands by itself again.", body = MadeBody)))]
#[boxed]
pub async fn destroy_merge(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<MadeBody>, Problem> {
    let freed = state.desk.separate(&actor, named(&number)?, named(&id)?).await?;
    Ok(Json(MadeBody { id: None, number: freed.to_string() }))
}

/// Makes a case of its own of chosen messages.
#[utoipa::path(post, path = "/cases/{number}/splits", operation_id = "create_split", tag = "affairs",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = SplitRequest,
    responses((status = 201, description = "The new case.", body = MadeBody)))]
#[boxed]
pub async fn create_split(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<SplitRequest>,
) -> Result<impl IntoResponse, Problem> {
    let ids = request.messages.iter().map(|id| named(id));
    let messages = ids.collect::<Result<BTreeSet<MessageId>, _>>()?;
    let draft = SplitDraft { messages, subject: Personal::new(request.subject) };
    let split = state.desk.split(&actor, named(&number)?, draft).await?;
    Ok((StatusCode::CREATED, Json(MadeBody { id: None, number: split.new.to_string() })))
}

fn other(text: &str, field: &'static str) -> Result<model::CaseNumber, Problem> {
    let words = "a case has a number such as s20261121.17";
    text.parse().map_err(|_| Problem::invalid(field, words.to_owned()))
}

impl From<PartView> for PartBody {
    fn from(view: PartView) -> Self {
        Self {
            merge: view.merge_id.to_string(),
            number: view.number.to_string(),
            merged_at: view.merged_at.to_string(),
            merged_by: view.merged_by,
        }
    }
}

impl From<LinkView> for LinkBody {
    fn from(view: LinkView) -> Self {
        Self {
            id: view.id.to_string(),
            kind: view.kind.as_str(),
            is_from_here: view.is_from_here,
            state: view.other.as_ref().map(|other| other.state.as_str()),
            number: view.other.map(|other| other.number.to_string()),
            linked_at: view.linked_at.to_string(),
            linked_by: view.linked_by,
        }
    }
}
