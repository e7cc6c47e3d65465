//! Guides beside a case: how far they are, begun, ticked, taken back.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{CaseGuides, GuideRunView, StepView};
use model::{GuideRunId, Personal, SheetId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// The guides of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideList)]
pub struct GuidesBody {
    /// Those that were begun, the latest first.
    guides: Vec<GuideBody>,
    /// Those that the caller may begin.
    offers: Vec<OfferBody>,
}

/// A guide that may be begun.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideOffer)]
pub struct OfferBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// Its heading.
    title: String,
    /// Its language, ISO 639-3.
    language: String,
}

/// A guide beside a case.
#[derive(Serialize, ToSchema)]
#[schema(as = Guide)]
pub struct GuideBody {
    /// Its id, as of this case.
    #[schema(format = Uuid)]
    id: String,
    /// The guide.
    #[schema(format = Uuid)]
    guide: String,
    /// In which edition.
    number: i64,
    /// Its heading.
    title: String,
    /// Its steps.
    steps: Vec<StepBody>,
    /// True where it was set aside.
    is_stopped: bool,
}

/// A step.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideStep)]
pub struct StepBody {
    /// Counts from 1.
    number: usize,
    /// What is done.
    words: String,
    /// What is noted with it; null asks for no note.
    note: Option<String>,
    /// Who ticked it, by title; null where it is open.
    ticked_by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    ticked_at: Option<String>,
    /// Why the caller may not tick it; null where they may, or where it is ticked.
    refusal: Option<String>,
}

/// A guide to be begun.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewGuideRun)]
pub struct StartRequest {
    /// The guide's id.
    guide: String,
}

/// A guide that was begun.
#[derive(Serialize, ToSchema)]
#[schema(as = GuideRun)]
pub struct StartedBody {
    /// Its id, as of this case.
    #[schema(format = Uuid)]
    id: String,
}

/// A step to be ticked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTick)]
pub struct TickRequest {
    /// The step, from 1.
    step: usize,
    /// What is noted, where the step asks for it.
    note: Option<String>,
}

impl From<GuideRunView> for GuideBody {
    fn from(run: GuideRunView) -> Self {
        Self {
            id: run.id.to_string(),
            guide: run.sheet_id.to_string(),
            number: run.number,
            title: run.title,
            steps: run.steps.into_iter().map(StepBody::from).collect(),
            is_stopped: run.stopped_at.is_some(),
        }
    }
}

impl From<StepView> for StepBody {
    fn from(view: StepView) -> Self {
        Self {
            number: view.number,
            words: view.step.words,
            note: view.step.note,
            ticked_at: view.tick.as_ref().map(|tick| tick.at.to_string()),
            ticked_by: view.tick.map(|tick| tick.who),
            refusal: view.refusal,
        }
    }
}

/// Lists the guides of a case.
#[utoipa::path(get, path = "/cases/{number}/guides", operation_id = "list_guides", tag = "guides",
    params(("number" = String, Path, description = "The case's number.")),
    responses((status = 200, description = "The guides.", body = GuidesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<GuidesBody>, Problem> {
    let entered = state.desk.enter_unread(&actor, named(&number)?).await?;
    let CaseGuides { runs, offers, .. } = state.desk.case_guides(&entered).await?;
    let offer = |offer: desk::GuideOffer| OfferBody {
        id: offer.id.to_string(),
        title: offer.title,
        language: offer.language,
    };
    Ok(Json(GuidesBody {
        guides: runs.into_iter().map(GuideBody::from).collect(),
        offers: offers.into_iter().map(offer).collect(),
    }))
}

/// Begins a guide beside a case.
#[utoipa::path(post, path = "/cases/{number}/guides", operation_id = "create_guide", tag = "guides",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = StartRequest,
    responses((status = 201, description = "The guide.", body = StartedBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<StartRequest>,
) -> Result<impl IntoResponse, Problem> {
    let guide: SheetId = named(&request.guide)?;
    let id = state.desk.start_guide(&actor, named(&number)?, guide).await?;
    Ok((StatusCode::CREATED, Json(StartedBody { id: id.to_string() })))
}

/// Ticks a step.
#[utoipa::path(post, path = "/cases/{number}/guides/{id}/ticks", operation_id = "create_tick",
    tag = "guides",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The guide's id, as of this case."),
    ),
    request_body = TickRequest,
    responses((status = 204, description = "It is ticked.")))]
#[boxed]
pub async fn create_tick(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id)): Path<(String, String)>,
    Body(request): Body<TickRequest>,
) -> Result<StatusCode, Problem> {
    let run: GuideRunId = named(&id)?;
    let note = request.note.map(Personal::new);
    state.desk.tick(&actor, named(&number)?, run, request.step, note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the tick of a step back.
#[utoipa::path(delete, path = "/cases/{number}/guides/{id}/ticks/{step}",
    operation_id = "destroy_tick", tag = "guides",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("id" = String, Path, description = "The guide's id, as of this case."),
        ("step" = usize, Path, description = "The step, from 1."),
    ),
    responses((status = 204, description = "It is taken back.")))]
#[boxed]
pub async fn destroy_tick(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, id, step)): Path<(String, String, String)>,
) -> Result<StatusCode, Problem> {
    let run: GuideRunId = named(&id)?;
    state.desk.untick(&actor, named(&number)?, run, named(&step)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
