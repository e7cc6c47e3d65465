//! Disputes among the staff: the board, one dispute, and what its tribunal does in it. Ruling and signing need a fresh
//! proof, which the pages take.

mod bodies;

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use bodies::{DisputeBody, DisputesBody, RulingViewBody};
use desk::{Claimant, DisputeDraft, LegalDraft, StatementDraft};
use model::{Address, MessageId, Personal, Role, Seat, Visibility};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rulings::ruling_number;
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// The parts of a dispute, less the claimant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDispute)]
pub struct DisputeRequest {
    /// What happened.
    complaint: String,
    /// What is asked for.
    relief: String,
    /// Against whom, in words.
    #[serde(default)]
    respondent: String,
    /// Against whom, by address.
    respondent_address: Option<String>,
    /// Against whom, by role.
    respondent_role: Option<String>,
    /// For whom the staff file it from a case: `me` or `requester`; only there.
    claimant: Option<String>,
    /// The request that it comes from; only for one's own.
    pub origin: Option<String>,
}

impl DisputeRequest {
    /// Reads the draft.
    pub fn draft(self) -> Result<DisputeDraft, Problem> {
        let address = |text: String| {
            Address::parse(&text)
                .map_err(|error| Problem::invalid("respondent_address", error.to_string()))
        };
        let role = |text: String| {
            Role::of_str(&text)
                .ok_or_else(|| Problem::invalid("respondent_role", "there is no such role"))
        };
        Ok(DisputeDraft {
            complaint: Personal::new(self.complaint),
            respondent: Personal::new(self.respondent),
            respondent_address: self.respondent_address.map(address).transpose()?,
            respondent_role: self.respondent_role.map(role).transpose()?,
            relief: Personal::new(self.relief),
        })
    }
}

/// A dispute that was filed.
#[derive(Serialize, ToSchema)]
#[schema(as = FiledDispute)]
pub struct FiledBody {
    /// Its number.
    #[schema(example = "d20261121.1")]
    pub number: String,
}

/// Whom a legal inquiry names.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalInquiry)]
pub struct LegalRequest {
    /// The addresses of those it is about.
    #[serde(default)]
    named: Vec<String>,
}

/// A seat to be taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSeat)]
pub struct SeatRequest {
    /// `arbitrator` or `case_manager`.
    seat: String,
    /// Who takes it: `me`, or the id of a member of the staff.
    staff: String,
}

/// A reason.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reason)]
pub struct ReasonRequest {
    /// Why.
    reason: String,
}

/// Something to be said in a hearing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStatement)]
pub struct StatementRequest {
    /// What.
    text: String,
    /// `all_parties`, `claimant`, `respondent` or `tribunal`.
    visibility: String,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
#[schema(as = Statement)]
pub struct StatementBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
}

/// What is struck from a ruling before it is published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRelease)]
pub struct ReleaseRequest {
    /// Stretches of words that go.
    #[serde(default)]
    strikes: Vec<String>,
}

/// Lists disputes by what the caller has to do with them.
#[utoipa::path(get, path = "/disputes", operation_id = "list_disputes", tag = "disputes",
    responses((status = 200, description = "The disputes.", body = DisputesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<DisputesBody>, Problem> {
    Ok(Json(state.desk.dispute_board(&actor).await?.into()))
}

/// Shows a dispute as far as it is for the caller.
#[utoipa::path(get, path = "/disputes/{number}", operation_id = "show_dispute", tag = "disputes",
    params(("number" = String, Path, description = "Its number.")),
    responses((status = 200, description = "The dispute.", body = DisputeBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<DisputeBody>, Problem> {
    Ok(Json(state.desk.show_dispute(&actor, named(&number)?).await?.into()))
}

/// Files a dispute from a case.
#[utoipa::path(post, path = "/cases/{number}/dispute", operation_id = "create_dispute",
    tag = "disputes",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = DisputeRequest,
    responses((status = 201, description = "Its number.", body = FiledBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<DisputeRequest>,
) -> Result<impl IntoResponse, Problem> {
    let claimant = match request.claimant.as_deref() {
        Some("me") | None => Claimant::Me,
        Some("requester") => Claimant::Requester,
        Some(_) => return Err(Problem::invalid("claimant", "it is `me` or `requester`")),
    };
    let draft = request.draft()?;
    let filed = state.desk.file_from_case(&actor, named(&number)?, claimant, draft).await?;
    Ok((StatusCode::CREATED, Json(FiledBody { number: filed.to_string() })))
}

/// Marks a case as a legal inquiry; the answer is the dispute about it.
#[utoipa::path(post, path = "/cases/{number}/legal", operation_id = "create_legal_inquiry",
    tag = "disputes",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = LegalRequest,
    responses((status = 201, description = "The dispute's number.", body = FiledBody)))]
#[boxed]
pub async fn create_legal(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<LegalRequest>,
) -> Result<impl IntoResponse, Problem> {
    let mut named_ones = Vec::new();
    for text in &request.named {
        let address = Address::parse(text);
        named_ones.push(address.map_err(|error| Problem::invalid("named", error.to_string()))?);
    }
    let draft = LegalDraft { named: named_ones };
    let dispute = state.desk.mark_legal(&actor, named(&number)?, draft).await?;
    Ok((StatusCode::CREATED, Json(FiledBody { number: dispute.to_string() })))
}

/// Takes a seat, or gives it to a colleague.
#[utoipa::path(post, path = "/disputes/{number}/seats", operation_id = "create_seat",
    tag = "disputes",
    params(("number" = String, Path, description = "The dispute's number.")),
    request_body = SeatRequest,
    responses((status = 204, description = "It is taken.")))]
#[boxed]
pub async fn create_seat(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<SeatRequest>,
) -> Result<StatusCode, Problem> {
    let seat = Seat::of_str(&request.seat)
        .ok_or_else(|| Problem::invalid("seat", "it is `arbitrator` or `case_manager`"))?;
    let staff_id = match (request.staff.as_str(), &actor) {
        ("me", model::Actor::Staff(me)) => me.id,
        (text, _) => text.parse().map_err(|_| Problem::invalid("staff", "it is `me` or an id"))?,
    };
    state.desk.take_seat(&actor, named(&number)?, seat, staff_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands one's seat back.
#[utoipa::path(post, path = "/disputes/{number}/departure", operation_id = "create_departure",
    tag = "disputes",
    params(("number" = String, Path, description = "The dispute's number.")),
    request_body = ReasonRequest,
    responses((status = 204, description = "It is handed back.")))]
#[boxed]
pub async fn create_departure(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<ReasonRequest>,
) -> Result<StatusCode, Problem> {
    state.desk.leave_seat(&actor, named(&number)?, Personal::new(request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Declines to be arbitrator.
#[utoipa::path(post, path = "/disputes/{number}/refusal", operation_id = "create_refusal",
    tag = "disputes",
    params(("number" = String, Path, description = "The dispute's number.")),
    request_body = ReasonRequest,
    responses((status = 204, description = "It is on record.")))]
#[boxed]
pub async fn create_refusal(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<ReasonRequest>,
) -> Result<StatusCode, Problem> {
    state.desk.decline_dispute(&actor, named(&number)?, Personal::new(request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says something in a hearing.
#[utoipa::path(post, path = "/disputes/{number}/statements", operation_id = "create_statement",
    tag = "disputes",
    params(("number" = String, Path, description = "The dispute's number.")),
    request_body = StatementRequest,
    responses((status = 201, description = "It is said.", body = StatementBody)))]
#[boxed]
pub async fn create_statement(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<StatementRequest>,
) -> Result<impl IntoResponse, Problem> {
    let words = "it is `all_parties`, `claimant`, `respondent` or `tribunal`";
    let visibility = Visibility::of_str(&request.visibility)
        .ok_or_else(|| Problem::invalid("visibility", words))?;
    let draft = StatementDraft { text: Personal::new(request.text), visibility };
    let id: MessageId = state.desk.hear(&actor, named(&number)?, draft).await?;
    Ok((StatusCode::CREATED, Json(StatementBody { id: id.to_string() })))
}

/// Shows a ruling to who sits, signs or publishes.
#[utoipa::path(get, path = "/disputes/{number}/rulings/{index}", operation_id = "show_made_ruling",
    tag = "disputes",
    params(
        ("number" = String, Path, description = "The dispute's number."),
        ("index" = String, Path, description = "`r` and the ruling's place: `r1`."),
    ),
    responses((status = 200, description = "The ruling.", body = RulingViewBody)))]
#[boxed]
pub async fn show_ruling(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, index)): Path<(String, String)>,
) -> Result<Json<RulingViewBody>, Problem> {
    let number = ruling_number(&number, &index)?;
    Ok(Json(state.desk.show_ruling(&actor, number).await?.into()))
}

/// Publishes a ruling.
#[utoipa::path(post, path = "/disputes/{number}/rulings/{index}/release",
    operation_id = "create_release", tag = "disputes",
    params(
        ("number" = String, Path, description = "The dispute's number."),
        ("index" = String, Path, description = "`r` and the ruling's place: `r1`."),
    ),
    request_body = ReleaseRequest,
    responses((status = 204, description = "It is published.")))]
#[boxed]
pub async fn create_release(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, index)): Path<(String, String)>,
    Body(request): Body<ReleaseRequest>,
) -> Result<StatusCode, Problem> {
    let number = ruling_number(&number, &index)?;
    state.desk.release_ruling(&actor, number, &request.strikes).await?;
    Ok(StatusCode::NO_CONTENT)
}
