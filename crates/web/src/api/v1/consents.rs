//! Requests for consent: asked in a case by the staff, listed for whoever is asked. Giving needs a fresh proof of the
//! person, which their pages take; no program gives consent.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{ConsentDraft, ConsentState, ConsentView};
use jiff::Timestamp;
use model::{Act, FieldKey, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// What is asked of the requester.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConsent)]
pub struct ConsentRequest {
    /// What would be done: `message.unseal`, `field.show`, `field.edit`, `field.disclose`.
    acts: Vec<String>,
    /// To which fields, for acts on fields.
    #[serde(default)]
    fields: Vec<String>,
    /// Why, in words for the person.
    words: String,
    /// For how many hours from when it is given.
    hours: u32,
    /// How often at most.
    n_uses_max: u32,
}

/// Requests for consent.
#[derive(Serialize, ToSchema)]
#[schema(as = ConsentList)]
pub struct ConsentsBody {
    /// The latest first.
    consents: Vec<ConsentBody>,
}

/// A request for consent.
#[derive(Serialize, ToSchema)]
#[schema(as = Consent)]
pub struct ConsentBody {
    /// Its id; the authority that comes of it bears the same.
    #[schema(format = Uuid)]
    id: String,
    /// The case it is for.
    #[schema(example = "s20261121.30")]
    number: String,
    /// `asked`, `given`, `declined` or `lapsed`.
    state: &'static str,
    /// How the mail was signed that answered it: `smime` or `openpgp`; absent where it was answered on a page.
    signed: Option<&'static str>,
    /// Who would hold it: a role.
    holder_role: &'static str,
    /// Who asks.
    asker: String,
    /// What would be done.
    acts: Vec<&'static str>,
    /// To which fields.
    fields: Vec<String>,
    /// Why.
    words: String,
    /// For how many hours.
    hours: u32,
    /// How often.
    n_uses_max: u32,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    /// Until when it can be answered.
    #[schema(value_type = String, format = DateTime)]
    lapses_at: Timestamp,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    answered_at: Option<Timestamp>,
}

/// The id of what was asked.
#[derive(Serialize, ToSchema)]
#[schema(as = ConsentAsked)]
pub struct AskedBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
}

impl From<ConsentView> for ConsentBody {
    fn from(view: ConsentView) -> Self {
        let row = view.row;
        Self {
            id: row.id.to_string(),
            number: view.number.to_string(),
            state: match row.state {
                ConsentState::Given => "given",
                ConsentState::Declined => "declined",
                ConsentState::Asked if view.has_lapsed => "lapsed",
                ConsentState::Asked => "asked",
            },
            signed: row.signed_way.map(model::SignatureWay::as_str),
            holder_role: row.holder_role.as_str(),
            asker: view.asker.into_exposed(),
            acts: row.acts.iter().map(|act| act.as_str()).collect(),
            fields: row.fields.iter().map(FieldKey::to_string).collect(),
            words: view.words.into_exposed(),
            hours: row.hours,
            n_uses_max: row.n_uses_max,
            asked_at: row.asked_at,
            lapses_at: row.lapses_at,
            answered_at: row.answered_at,
        }
    }
}

/// Lists what was asked in a case.
#[utoipa::path(get, path = "/cases/{number}/consents", operation_id = "list_consents",
    tag = "consents",
    params(("number" = String, Path, description = "The case's number.")),
    responses((status = 200, description = "What was asked.", body = ConsentsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<ConsentsBody>, Problem> {
    let entered = state.desk.enter(&actor, named(&number)?).await?;
    let views = state.desk.case_consents(&entered).await?;
    Ok(Json(ConsentsBody { consents: views.into_iter().map(ConsentBody::from).collect() }))
}

/// Asks the requester of a case for consent.
#[utoipa::path(post, path = "/cases/{number}/consents", operation_id = "create_consent",
    tag = "consents",
    params(("number" = String, Path, description = "The case's number.")),
    request_body = ConsentRequest,
    responses((status = 201, description = "The person is asked, by mail and on their pages.",
        body = AskedBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<ConsentRequest>,
) -> Result<impl IntoResponse, Problem> {
    let act = |word: &String| {
        Act::of_str(word).ok_or_else(|| Problem::invalid("acts", format!("there is no act {word}")))
    };
    let field = |word: String| {
        FieldKey::try_from(word).map_err(|error| Problem::invalid("fields", error.to_string()))
    };
    let draft = ConsentDraft {
        acts: request.acts.iter().map(act).collect::<Result<_, _>>()?,
        fields: request.fields.into_iter().map(field).collect::<Result<_, _>>()?,
        words: Personal::new(request.words),
        n_uses_max: request.n_uses_max,
        hours: request.hours,
    };
    let id = state.desk.ask_consent(&actor, named(&number)?, draft).await?;
    Ok((StatusCode::CREATED, Json(AskedBody { id: id.to_string() })))
}

/// Lists what the caller was asked.
#[utoipa::path(get, path = "/me/consents", operation_id = "list_own_consents", tag = "me",
    responses((status = 200, description = "What the caller was asked.", body = ConsentsBody)))]
#[boxed]
pub async fn list_own(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<ConsentsBody>, Problem> {
    let views = state.desk.own_consents(&actor).await?;
    Ok(Json(ConsentsBody { consents: views.into_iter().map(ConsentBody::from).collect() }))
}
