//! Handovers: a case given to a destination, accepted, declined or taken back.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{HandoverDraft, HandoverView};
use model::{HandoverId, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
    versions::IfMatch,
};

/// What somebody still has to deal with.
#[derive(Serialize, ToSchema)]
#[schema(as = HandoverList)]
pub struct HandoversBody {
    /// What the caller may accept.
    to_accept: Vec<HandoverBody>,
    /// What they handed over.
    given: Vec<HandoverBody>,
    /// What nobody accepted in time.
    lapsed: Vec<HandoverBody>,
    /// What else is on its way from their queues.
    others: Vec<HandoverBody>,
    /// True where there are more than are listed; those that wait to be accepted come first.
    is_cut: bool,
}

/// A handover, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Handover)]
pub struct HandoverBody {
    /// Its id.
    id: String,
    /// The number of the case.
    case: String,
    /// The queue that holds the case.
    queue: String,
    /// What the destination was called when the case was handed over.
    destination: String,
    /// Who that was: `queue`, `member`, `role`, `outside`.
    kind: &'static str,
    /// `open`, `accepted`, `declined`, `withdrawn`, `lapsed`.
    state: &'static str,
    /// Who gave it, by title.
    given_by: String,
    /// When.
    #[schema(format = DateTime)]
    given_at: String,
    /// Until when it is to be accepted.
    #[schema(format = DateTime)]
    due_at: String,
    /// Why, redacted; null once its key was destroyed.
    note: Option<String>,
    /// True where only the number of the case was to leave the house.
    is_reduced: bool,
    /// What an address outside was told: `not_yet`, `nothing`, `number`, `words`.
    told: &'static str,
    /// True where the caller may accept it, or say that it was accepted outside.
    may_accept: bool,
    /// True where they may decline it, or say that it was declined outside.
    may_decline: bool,
    /// True where they may take it back, or say that its lapse was seen.
    may_withdraw: bool,
}

/// A case to be handed over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHandover)]
pub struct HandoverRequest {
    /// The id of the destination.
    destination: String,
    /// Why, for those who accept it.
    note: String,
    /// What an address outside is told: written for it alone, it quotes neither the case nor the note.
    words: Option<String>,
    /// For an address outside: the mail that the preview showed, its headers included. Nothing else leaves, and to
    /// nobody else.
    seen: Option<String>,
}

/// What would leave the house.
#[derive(Serialize, ToSchema)]
#[schema(as = HandoverPreview)]
pub struct PreviewBody {
    /// For whom; null where nothing leaves.
    address: Option<String>,
    /// The mail with its headers, redacted; null where nothing leaves.
    text: Option<String>,
    /// True where only the number leaves, because cases of this class may not be seen there.
    is_reduced: bool,
}

/// A handover was made.
#[derive(Serialize, ToSchema)]
#[schema(as = HandoverMade)]
pub struct MadeBody {
    /// Its id.
    id: String,
}

/// A handover has ended.
#[derive(Serialize, ToSchema)]
#[schema(as = HandoverEnded)]
pub struct EndedBody {
    /// The number of the case.
    case: String,
}

/// How it is known that it was accepted outside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAcceptance)]
pub struct AcceptanceRequest {
    /// Needed for an address outside only.
    known: Option<String>,
}

/// Why it is declined.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDecline)]
pub struct DeclineRequest {
    /// Why.
    reason: String,
}

impl From<HandoverView> for HandoverBody {
    fn from(view: HandoverView) -> Self {
        let handover = view.handover;
        Self {
            id: handover.id.to_string(),
            case: view.number.to_string(),
            queue: view.queue.to_string(),
            kind: handover.target.kind(),
            destination: handover.name,
            state: handover.state.as_str(),
            given_by: view.giver,
            given_at: handover.given_at.to_string(),
            due_at: handover.due_at.to_string(),
            note: view.note.map(Personal::into_exposed),
            is_reduced: handover.is_reduced,
            told: handover.told.as_str(),
            may_accept: view.may_accept,
            may_decline: view.may_decline,
            may_withdraw: view.may_withdraw,
        }
    }
}

impl HandoverRequest {
    fn draft(self) -> Result<HandoverDraft, Problem> {
        let unknown = |_| Problem::invalid("destination", "there is no such destination");
        Ok(HandoverDraft {
            destination_id: self.destination.parse().map_err(unknown)?,
            note: Personal::new(self.note),
            words: self.words.map(Personal::new),
            seen: self.seen.map(Personal::new),
        })
    }
}

/// Lists the handovers that the caller may see and that somebody still has to deal with.
#[utoipa::path(get, path = "/handovers", operation_id = "list_handovers", tag = "handovers",
    responses((status = 200, description = "The handovers.", body = HandoversBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<HandoversBody>, Problem> {
    let board = state.desk.handovers(&actor).await?;
    let bodies = |views: Vec<HandoverView>| views.into_iter().map(Into::into).collect();
    Ok(Json(HandoversBody {
        to_accept: bodies(board.to_accept),
        given: bodies(board.given),
        lapsed: bodies(board.lapsed),
        others: bodies(board.others),
        is_cut: board.is_cut,
    }))
}

/// Shows what would leave the house.
#[utoipa::path(post, path = "/cases/{number}/handover_previews",
    operation_id = "create_handover_preview", tag = "handovers",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = HandoverRequest,
    responses((status = 200, description = "What would leave.", body = PreviewBody)))]
#[boxed]
pub async fn create_preview(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<HandoverRequest>,
) -> Result<Json<PreviewBody>, Problem> {
    let (number, draft) = (named(&number)?, request.draft()?);
    let shown = state.desk.handover_preview(&actor, number, &draft).await?;
    Ok(Json(PreviewBody {
        is_reduced: shown.as_ref().is_some_and(|shown| shown.is_reduced),
        address: shown.as_ref().map(|shown| shown.address.expose().to_owned()),
        text: shown.map(|shown| shown.text.into_exposed()),
    }))
}

/// Hands a case over. It stays with whoever has it until somebody accepts it.
#[utoipa::path(post, path = "/cases/{number}/handovers", operation_id = "create_handover",
    tag = "handovers",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read."),
    ),
    request_body = HandoverRequest,
    responses((status = 201, description = "It is handed over.", body = MadeBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
    Body(request): Body<HandoverRequest>,
) -> Result<impl IntoResponse, Problem> {
    let (number, draft) = (named(&number)?, request.draft()?);
    let made = state.desk.hand_over(&actor, number, &draft, if_match.optional()).await;
    let id = made.map_err(|error| Problem::from(error).if_match())?;
    Ok((StatusCode::CREATED, Json(MadeBody { id: id.to_string() })))
}

/// Accepts a handover, or says that it was accepted outside.
#[utoipa::path(post, path = "/handovers/{id}/acceptance",
    operation_id = "create_handover_acceptance", tag = "handovers",
    params(("id" = String, Path, description = "Its id.")),
    request_body = AcceptanceRequest,
    responses((status = 200, description = "It is accepted.", body = EndedBody)))]
#[boxed]
pub async fn create_acceptance(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<AcceptanceRequest>,
) -> Result<Json<EndedBody>, Problem> {
    let known = request.known.map(Personal::new);
    let number = state.desk.accept_handover(&actor, id_of(&id)?, known.as_ref()).await?;
    Ok(Json(EndedBody { case: number.to_string() }))
}

/// Declines a handover, or says that it was declined outside.
#[utoipa::path(post, path = "/handovers/{id}/decline",
    operation_id = "create_handover_decline", tag = "handovers",
    params(("id" = String, Path, description = "Its id.")),
    request_body = DeclineRequest,
    responses((status = 200, description = "It is declined.", body = EndedBody)))]
#[boxed]
pub async fn create_decline(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<DeclineRequest>,
) -> Result<Json<EndedBody>, Problem> {
    let why = Personal::new(request.reason);
    let number = state.desk.decline_handover(&actor, id_of(&id)?, &why).await?;
    Ok(Json(EndedBody { case: number.to_string() }))
}

/// Takes a handover back, or says that its lapse was seen.
#[utoipa::path(delete, path = "/handovers/{id}", operation_id = "destroy_handover",
    tag = "handovers",
    params(("id" = String, Path, description = "Its id.")),
    responses((status = 204, description = "It is taken back.")))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    state.desk.withdraw_handover(&actor, id_of(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn id_of(text: &str) -> Result<HandoverId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
