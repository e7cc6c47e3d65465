//! Emergencies: declared by who is signed in and proves that it is them, as on the pages; listed for those who watch and judge
//! them, and judged.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{EmergencyDraft, EmergencyView, ReviewEnd};
use jiff::Timestamp;
use model::{CaseNumber, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    authorities::AuthorityBody,
    proofs::{OfferBody, ProofRequest, Proving},
};
use crate::{
    api::{
        caller::Caller,
        problem::Problem,
        reading::{Body, named},
    },
    proving::whole_secs,
};

/// Emergencies.
#[derive(Serialize, ToSchema)]
#[schema(as = EmergencyList)]
pub struct EmergenciesBody {
    /// Those that wait for a review first, then the latest.
    emergencies: Vec<EmergencyBody>,
}

/// An emergency, with every use of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Emergency)]
pub struct EmergencyBody {
    /// Its id, the same as its authority's.
    #[schema(format = Uuid)]
    id: String,
    /// The case.
    number: String,
    /// The dispute in which it is reviewed; null of those from before each was one.
    dispute: Option<String>,
    /// Who declared it.
    who: String,
    /// Why; null when it was destroyed with the case.
    why: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    declared_at: Timestamp,
    /// The authority that it is.
    authority: AuthorityBody,
    /// What the review found; null while there was none.
    review: Option<ReviewBody>,
}

/// What a review found.
#[derive(Serialize, ToSchema)]
#[schema(as = Review)]
pub struct ReviewBody {
    /// True when glass was rightly broken; null where a ruling says it.
    is_justified: Option<bool>,
    /// In words; null when they were destroyed with the case, or where a ruling says it.
    finding: Option<String>,
    /// The ruling that ended the review.
    ruling: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Why glass would be broken, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmergencyDraft)]
pub struct DraftRequest {
    /// Why it cannot wait.
    why: String,
    /// For how many hours.
    hours: u32,
}

/// Glass to be broken, as it was shown, and that it is the caller who does.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEmergency)]
pub struct EmergencyRequest {
    /// Why, and for how long.
    draft: DraftRequest,
    /// When it was shown, as the offer says.
    #[schema(value_type = String, format = DateTime)]
    shown_at: Timestamp,
    /// That it is them; a recovery code would do, too.
    proof: ProofRequest,
}

/// An emergency that was declared.
#[derive(Serialize, ToSchema)]
#[schema(as = DeclaredEmergency)]
pub struct DeclaredBody {
    /// Its id, the same as its authority's.
    #[schema(format = Uuid)]
    id: String,
}

impl DraftRequest {
    fn shown(self, shown_at: Timestamp) -> EmergencyDraft {
        let why = Personal::new(self.why);
        EmergencyDraft { why, hours: self.hours, shown_at: whole_secs(shown_at) }
    }
}

/// What a review finds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReview)]
pub struct ReviewRequest {
    /// In words.
    finding: String,
    /// True when glass was rightly broken.
    is_justified: bool,
}

impl EmergencyBody {
    fn new(view: EmergencyView, now: Timestamp) -> Self {
        let (finding, place) = (view.finding, view.place);
        let review = view.row.review.map(|review| ReviewBody {
            is_justified: match review.end {
                ReviewEnd::Finding { is_justified, .. } => Some(is_justified),
                ReviewEnd::Ruling(_) => None,
            },
            finding: finding.map(Personal::into_exposed),
            ruling: place.and_then(|place| place.ruling).map(|number| number.to_string()),
            at: review.at,
        });
        Self {
            id: view.row.authority_id.to_string(),
            number: view.number.to_string(),
            dispute: place.map(|place| place.number.to_string()),
            who: view.who.into_exposed(),
            why: view.why.map(Personal::into_exposed),
            declared_at: view.row.declared_at,
            authority: AuthorityBody::new(view.authority, now),
            review,
        }
    }
}

/// Lists emergencies that the caller watches, judges or declared.
#[utoipa::path(get, path = "/emergencies", operation_id = "list_emergencies", tag = "emergencies",
    responses((status = 200, description = "The emergencies.", body = EmergenciesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<EmergenciesBody>, Problem> {
    let views = state.desk.emergencies(&actor).await?;
    let now = state.now();
    let emergencies = views.into_iter().map(|view| EmergencyBody::new(view, now)).collect();
    Ok(Json(EmergenciesBody { emergencies }))
}

/// Judges an emergency whose dispute nobody took; it ends with that.
#[utoipa::path(post, path = "/emergencies/{id}/review", operation_id = "create_review",
    tag = "emergencies",
    params(("id" = String, Path, description = "The emergency's id.")),
    request_body = ReviewRequest,
    responses((status = 204, description = "The review is kept.")))]
#[boxed]
pub async fn create_review(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<ReviewRequest>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let finding = Personal::new(request.finding);
    state.desk.review_emergency(&actor, id, finding, request.is_justified).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows what breaking glass over a case would give, and begins the proof of just that.
#[utoipa::path(post, path = "/cases/{number}/emergency_previews",
    operation_id = "create_emergency_preview", tag = "emergencies",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = DraftRequest,
    responses((status = 200, description = "The grant. No glass was broken.", body = OfferBody)))]
#[boxed]
pub async fn create_preview(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<DraftRequest>,
) -> Result<Json<OfferBody>, Problem> {
    let draft = request.shown(state.now());
    let (terms, digest) = state.desk.emergency_terms(&actor, named(&number)?, &draft).await?;
    let proving = Proving { state: &state, actor: &actor, digest, takes_recovery: true };
    Ok(Json(proving.offer(&terms, draft.shown_at).await?))
}

/// Breaks glass, as it was shown: others are told at once, and it is reviewed.
#[utoipa::path(post, path = "/cases/{number}/emergencies", operation_id = "create_emergency",
    tag = "emergencies",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = EmergencyRequest,
    responses((status = 201, description = "Glass is broken.", body = DeclaredBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<EmergencyRequest>,
) -> Result<impl IntoResponse, Problem> {
    let number: CaseNumber = named(&number)?;
    let draft = request.draft.shown(request.shown_at);
    let (_, digest) = state.desk.emergency_terms(&actor, number, &draft).await?;
    let proving = Proving { state: &state, actor: &actor, digest, takes_recovery: true };
    let proof = proving.take(request.proof).await?;
    let id = state.desk.declare_emergency(&actor, number, &draft, Some(&proof)).await?;
    Ok((StatusCode::CREATED, Json(DeclaredBody { id: id.to_string() })))
}
