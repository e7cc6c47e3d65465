//! One's own disputes: filing one, what was said and ruled, one more word, asking for a review.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{AppealDraft, OwnDispute, OwnRuling, OwnStatement};
use jiff::Timestamp;
use model::{Personal, Viewer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    disputes::{DisputeRequest, FiledBody},
    rulings::ruling_number,
};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// The caller's disputes.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnDisputeList)]
pub struct OwnDisputesBody {
    /// The disputes.
    disputes: Vec<OwnDisputeBody>,
}

/// A dispute, as one of its parties sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnDispute)]
pub struct OwnDisputeBody {
    /// Its number.
    number: String,
    /// `filed`, `hearing`, `decided` or `declined`.
    stage: &'static str,
    /// `claimant` or `respondent`.
    party: &'static str,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
    /// When anything last happened.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// Who rules, as outsiders are told.
    arbitrators: Vec<String>,
    /// Who leads the procedure.
    case_manager: Option<String>,
}

/// A dispute with what was said and ruled.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnHearing)]
pub struct OwnHearingBody {
    /// The dispute.
    #[serde(flatten)]
    dispute: OwnDisputeBody,
    /// What was filed and said.
    statements: Vec<OwnStatementBody>,
    /// What was ruled.
    rulings: Vec<OwnRulingBody>,
}

/// Something said, as a party sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnStatement)]
pub struct OwnStatementBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// What it is.
    part: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who said it.
    author: String,
    /// True for their own.
    is_own: bool,
    /// True where it is redacted.
    is_redacted: bool,
    /// What was said.
    text: String,
}

/// A ruling in force, as a party sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnRuling)]
pub struct OwnRulingBody {
    /// Its number.
    number: String,
    /// True where the dispute went on.
    is_interim: bool,
    /// True where it is sealed.
    is_sealed: bool,
    /// Since when it stands.
    #[schema(value_type = String, format = DateTime)]
    in_force_at: Timestamp,
    /// Its text.
    text: String,
    /// True where they may ask for its review.
    may_appeal: bool,
}

/// One more word to the tribunal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOwnStatement)]
pub struct OwnStatementRequest {
    /// What is said.
    text: String,
}

/// Why a review is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAppeal)]
pub struct AppealRequest {
    /// What is wrong with the ruling.
    complaint: String,
    /// What the panel is asked for.
    relief: String,
}

impl From<OwnDispute> for OwnDisputeBody {
    fn from(own: OwnDispute) -> Self {
        Self {
            number: own.number.to_string(),
            stage: own.stage.as_str(),
            party: if own.party == Viewer::Claimant { "claimant" } else { "respondent" },
            filed_at: own.filed_at,
            updated_at: own.updated_at,
            arbitrators: own.arbitrators.into_iter().map(Personal::into_exposed).collect(),
            case_manager: own.case_manager.map(Personal::into_exposed),
        }
    }
}

impl From<OwnStatement> for OwnStatementBody {
    fn from(said: OwnStatement) -> Self {
        Self {
            id: said.id.to_string(),
            part: said.part.as_str(),
            at: said.at,
            author: said.author.into_exposed(),
            is_own: said.is_own,
            is_redacted: said.is_redacted,
            text: said.text.into_exposed(),
        }
    }
}

impl From<OwnRuling> for OwnRulingBody {
    fn from(ruling: OwnRuling) -> Self {
        Self {
            number: ruling.number.to_string(),
            is_interim: ruling.is_interim,
            is_sealed: ruling.is_sealed,
            in_force_at: ruling.in_force_at,
            text: ruling.text.into_exposed(),
            may_appeal: ruling.may_appeal,
        }
    }
}

/// Lists one's own disputes.
#[utoipa::path(get, path = "/me/disputes", operation_id = "list_own_disputes", tag = "me",
    responses((status = 200, description = "One's own disputes.", body = OwnDisputesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<OwnDisputesBody>, Problem> {
    let disputes = state.desk.own_disputes(&actor).await?;
    Ok(Json(OwnDisputesBody { disputes: disputes.into_iter().map(OwnDisputeBody::from).collect() }))
}

/// Shows one of one's own disputes.
#[utoipa::path(get, path = "/me/disputes/{number}", operation_id = "show_own_dispute", tag = "me",
    params(("number" = String, Path, description = "Its number.")),
    responses((status = 200, description = "The dispute.", body = OwnHearingBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<OwnHearingBody>, Problem> {
    let (own, statements, rulings) = state.desk.own_dispute(&actor, named(&number)?).await?;
    Ok(Json(OwnHearingBody {
        dispute: own.into(),
        statements: statements.into_iter().map(OwnStatementBody::from).collect(),
        rulings: rulings.into_iter().map(OwnRulingBody::from).collect(),
    }))
}

/// Files a dispute.
#[utoipa::path(post, path = "/me/disputes", operation_id = "create_own_dispute", tag = "me",
    request_body = DisputeRequest,
    responses((status = 201, description = "Its number.", body = FiledBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<DisputeRequest>,
) -> Result<impl IntoResponse, Problem> {
    let origin = match request.origin.as_deref() {
        Some(number) => Some(named(number)?),
        None => None,
    };
    let number = state.desk.own_file(&actor, origin, request.draft()?).await?;
    Ok((StatusCode::CREATED, Json(FiledBody { number: number.to_string() })))
}

/// Says something to the tribunal of one's own dispute.
#[utoipa::path(post, path = "/me/disputes/{number}/statements",
    operation_id = "create_own_statement", tag = "me",
    params(("number" = String, Path, description = "Its number.")),
    request_body = OwnStatementRequest,
    responses((status = 204, description = "It is said.")))]
#[boxed]
pub async fn create_statement(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<OwnStatementRequest>,
) -> Result<StatusCode, Problem> {
    state.desk.own_statement(&actor, named(&number)?, Personal::new(request.text)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks a panel to review a ruling.
#[utoipa::path(post, path = "/me/disputes/{number}/rulings/{index}/appeal",
    operation_id = "create_appeal", tag = "me",
    params(
        ("number" = String, Path, description = "The dispute's number."),
        ("index" = String, Path, description = "`r` and the ruling's place: `r1`."),
    ),
    request_body = AppealRequest,
    responses((status = 201, description = "The number of the appeal.", body = FiledBody)))]
#[boxed]
pub async fn create_appeal(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, index)): Path<(String, String)>,
    Body(request): Body<AppealRequest>,
) -> Result<impl IntoResponse, Problem> {
    let draft = AppealDraft {
        complaint: Personal::new(request.complaint),
        relief: Personal::new(request.relief),
    };
    let number = state.desk.appeal(&actor, ruling_number(&number, &index)?, draft).await?;
    Ok((StatusCode::CREATED, Json(FiledBody { number: number.to_string() })))
}
