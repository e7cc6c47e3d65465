//! Templates of replies: listed, shown, written in editions, looked at.

use std::collections::BTreeSet;

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{DeskError, NewSheet, SheetDraft, SheetFilter, SheetView};
use model::{QueueName, Role, SheetId, SheetKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Params, named},
};

/// Which templates are wanted.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TemplateParams {
    /// Words that name, heading or text have.
    q: Option<String>,
    /// A language, ISO 639-3.
    language: Option<String>,
    /// A queue for whose cases they are.
    queue: Option<String>,
}

/// Templates.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateList)]
pub struct TemplatesBody {
    /// The templates, by name and language.
    templates: Vec<TemplateBody>,
}

/// A template in its latest edition.
#[derive(Serialize, ToSchema)]
#[schema(as = Template)]
pub struct TemplateBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// Its name, the same in every language.
    name: String,
    /// Its language, ISO 639-3.
    language: String,
    /// The number of this edition; an edition that follows names it.
    number: i64,
    /// Its heading.
    title: String,
    /// The role that it needs; null is none.
    role: Option<&'static str>,
    /// The queues it is for; none is all.
    queues: Vec<String>,
    /// False where it is offered no more.
    is_offered: bool,
    /// What it says.
    text: String,
    /// When this edition was made.
    #[schema(format = DateTime)]
    made_at: String,
}

/// A template to be created.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTemplate)]
pub struct NewTemplateRequest {
    /// Its name: lower-case letters, digits and dashes.
    name: String,
    /// Its language, ISO 639-3.
    language: String,
    /// What it says.
    edition: WordsRequest,
}

/// An edition that follows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTemplateEdition)]
pub struct EditionRequest {
    /// The number of the edition that was read.
    number: i64,
    /// What it says.
    edition: WordsRequest,
}

/// What a template says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateWords)]
pub struct WordsRequest {
    /// Its heading.
    title: String,
    /// The role that it needs.
    role: Option<String>,
    /// The queues it is for; none is all.
    #[serde(default)]
    queues: Vec<String>,
    /// False to offer it no more; true where it is left out.
    is_offered: Option<bool>,
    /// Its text.
    text: String,
    /// Why, for the history.
    note: String,
}

/// A template that was created.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateMade)]
pub struct MadeBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// The number of its edition.
    number: i64,
}

/// A text to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateLook)]
pub struct LookRequest {
    /// The text.
    text: String,
    /// Its language, ISO 639-3.
    language: String,
    /// The number of a case to fill it for; left out, a made-up one.
    case: Option<String>,
}

/// What a text becomes, or what is wrong with it.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplatePreview)]
pub struct PreviewBody {
    /// What it becomes; null where something is wrong.
    text: Option<String>,
    /// What is wrong with it.
    faults: Vec<FaultBody>,
}

/// What is wrong with a text, and where.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateFault)]
pub struct FaultBody {
    /// The line, from 1.
    line: usize,
    /// The character in it, from 1.
    column: usize,
    /// What is wrong and what would be right.
    words: String,
}

impl From<SheetView> for TemplateBody {
    fn from(view: SheetView) -> Self {
        let edition = view.edition.edition;
        Self {
            id: view.sheet.id.to_string(),
            name: view.sheet.name.to_string(),
            language: view.sheet.language,
            number: edition.number,
            title: edition.title,
            role: edition.role.map(Role::as_str),
            queues: view.edition.queues.iter().map(ToString::to_string).collect(),
            is_offered: edition.is_offered,
            text: edition.text,
            made_at: edition.made_at.to_string(),
        }
    }
}

impl WordsRequest {
    fn draft(self) -> Result<SheetDraft, Problem> {
        let role = |word: String| {
            let roles = Role::ALL.map(Role::as_str).join(", ");
            let role = Role::of_str(&word);
            role.ok_or_else(|| Problem::invalid("role", format!("roles are {roles}")))
        };
        let queue = |name: String| {
            QueueName::parse(&name).map_err(|error| Problem::invalid("queues", error.to_string()))
        };
        Ok(SheetDraft {
            title: self.title,
            role: self.role.map(role).transpose()?,
            queues: self.queues.into_iter().map(queue).collect::<Result<BTreeSet<_>, _>>()?,
            is_offered: self.is_offered.unwrap_or(true),
            text: self.text,
            note: self.note,
        })
    }
}

/// Lists the templates.
#[utoipa::path(get, path = "/templates", operation_id = "list_templates", tag = "templates",
    params(TemplateParams),
    responses((status = 200, description = "The templates.", body = TemplatesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Params(query): Params<TemplateParams>,
) -> Result<Json<TemplatesBody>, Problem> {
    let queue = query.queue.as_deref().map(QueueName::parse).transpose();
    let filter = SheetFilter {
        language: query.language,
        words: query.q.unwrap_or_default(),
        queue: queue.map_err(|error| Problem::invalid("queue", error.to_string()))?,
    };
    let found = state.desk.sheets(&actor, SheetKind::Template, &filter).await?;
    Ok(Json(TemplatesBody { templates: found.into_iter().map(TemplateBody::from).collect() }))
}

/// Shows a template.
#[utoipa::path(get, path = "/templates/{id}", operation_id = "show_template", tag = "templates",
    params(("id" = String, Path, description = "Its id.")),
    responses((status = 200, description = "The template.", body = TemplateBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<TemplateBody>, Problem> {
    let id: SheetId = named(&id)?;
    let page = state.desk.sheet(&actor, SheetKind::Template, id).await?;
    Ok(Json(TemplateBody::from(page.view)))
}

/// Creates a template.
#[utoipa::path(post, path = "/templates", operation_id = "create_template", tag = "templates",
    request_body = NewTemplateRequest,
    responses((status = 201, description = "The template.", body = MadeBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<NewTemplateRequest>,
) -> Result<impl IntoResponse, Problem> {
    let new = NewSheet {
        kind: SheetKind::Template,
        name: request.name,
        language: request.language,
        draft: request.edition.draft()?,
    };
    let id = state.desk.create_sheet(&actor, new).await?;
    Ok((StatusCode::CREATED, Json(MadeBody { id: id.to_string(), number: 1 })))
}

/// Writes the edition that follows the one that was read.
#[utoipa::path(post, path = "/templates/{id}/editions", operation_id = "create_template_edition",
    tag = "templates",
    params(("id" = String, Path, description = "The template's id.")),
    request_body = EditionRequest,
    responses((status = 201, description = "The edition.", body = MadeBody)))]
#[boxed]
pub async fn create_edition(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<EditionRequest>,
) -> Result<impl IntoResponse, Problem> {
    let sheet: SheetId = named(&id)?;
    let (read, draft) = (request.number, request.edition.draft()?);
    let number = state.desk.update_sheet(&actor, SheetKind::Template, sheet, read, draft).await?;
    Ok((StatusCode::CREATED, Json(MadeBody { id, number })))
}

/// Looks at a text: what it becomes in a case, or what is wrong with it. Nothing is kept.
#[utoipa::path(post, path = "/templates/preview", operation_id = "create_template_preview",
    tag = "templates",
    request_body = LookRequest,
    responses((status = 200, description = "What it becomes, or its faults.", body = PreviewBody)))]
#[boxed]
pub async fn create_preview(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<LookRequest>,
) -> Result<Json<PreviewBody>, Problem> {
    let LookRequest { text, language, case } = request;
    let number = case.as_deref().map(named).transpose()?;
    let filled = match state.desk.preview_template(&actor, &text, &language, number).await {
        Ok(text) => Some(text),
        Err(DeskError::Invalid { field: "template", .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let found = state.desk.check_sheet(&actor, SheetKind::Template, &language, &text).await?;
    let fault = |fault: desk::SheetFault| FaultBody {
        line: fault.line,
        column: fault.column,
        words: fault.words,
    };
    Ok(Json(PreviewBody { text: filled, faults: found.into_iter().map(fault).collect() }))
}
