//! Requests for consent: asked in a case by the staff, listed for whoever is asked, who gives or declines. Giving needs a
//! session of theirs and a fresh proof, as on their pages: no token gives consent.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{ConsentChoice, ConsentDraft, ConsentState, ConsentView};
use jiff::Timestamp;
use model::{Act, ConsentId, FieldKey, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::proofs::{OfferBody, ProofRequest, Proving};
use crate::{
    api::{
        caller::Caller,
        problem::Problem,
        reading::{Body, Empty, named},
    },
    proving::whole_secs,
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

/// What of it the caller would agree to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConsentChoice)]
pub struct ChoiceRequest {
    /// Which acts; no other than were asked for.
    acts: Vec<String>,
    /// To which fields, for acts on fields.
    #[serde(default)]
    fields: Vec<String>,
    /// For how many hours; no longer than was asked for.
    hours: u32,
    /// How often; no more than was asked for.
    n_uses_max: u32,
}

/// What the caller agrees to, as it was shown, and that it is them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewGrant)]
pub struct GrantRequest {
    /// What was chosen.
    choice: ChoiceRequest,
    /// When it was shown, as the offer says.
    #[schema(value_type = String, format = DateTime)]
    shown_at: Timestamp,
    /// That it is them.
    proof: ProofRequest,
}

impl ChoiceRequest {
    fn shown(self, shown_at: Timestamp) -> Result<ConsentChoice, Problem> {
        Ok(ConsentChoice {
            acts: self.acts.iter().map(|word| act(word)).collect::<Result<_, _>>()?,
            fields: self.fields.into_iter().map(field).collect::<Result<_, _>>()?,
            n_uses_max: self.n_uses_max,
            hours: self.hours,
            shown_at: whole_secs(shown_at),
        })
    }
}

fn act(word: &str) -> Result<Act, Problem> {
    Act::of_str(word).ok_or_else(|| Problem::invalid("acts", format!("there is no act {word}")))
}

fn field(word: String) -> Result<FieldKey, Problem> {
    FieldKey::try_from(word).map_err(|error| Problem::invalid("fields", error.to_string()))
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
    let draft = ConsentDraft {
        acts: request.acts.iter().map(|word| act(word)).collect::<Result<_, _>>()?,
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

/// Shows what agreeing to a choice would give, and begins the proof of just that.
#[utoipa::path(post, path = "/me/consents/{id}/grant_previews",
    operation_id = "create_grant_preview", tag = "me",
    params(("id" = String, Path, description = "The request's id.")),
    request_body = ChoiceRequest,
    responses((status = 200, description = "The grant. Nothing was given.", body = OfferBody)))]
#[boxed]
pub async fn create_grant_preview(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<ChoiceRequest>,
) -> Result<Json<OfferBody>, Problem> {
    let choice = request.shown(state.now())?;
    let (terms, digest) = state.desk.consent_terms(&actor, named(&id)?, &choice).await?;
    let proving = Proving { state: &state, actor: &actor, digest, takes_recovery: false };
    Ok(Json(proving.offer(&terms, choice.shown_at).await?))
}

/// Agrees to what was shown. No other grant comes of it: the proof is of that one.
#[utoipa::path(post, path = "/me/consents/{id}/grant", operation_id = "create_grant", tag = "me",
    params(("id" = String, Path, description = "The request's id.")),
    request_body = GrantRequest,
    responses((status = 201, description = "It is given; the authority bears the id of the request.",
        body = AskedBody)))]
#[boxed]
pub async fn create_grant(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<GrantRequest>,
) -> Result<impl IntoResponse, Problem> {
    let id: ConsentId = named(&id)?;
    let choice = request.choice.shown(request.shown_at)?;
    let (_, digest) = state.desk.consent_terms(&actor, id, &choice).await?;
    let proving = Proving { state: &state, actor: &actor, digest, takes_recovery: false };
    let proof = proving.take(request.proof).await?;
    let given = state.desk.give_consent(&actor, id, &choice, Some(&proof)).await?;
    Ok((StatusCode::CREATED, Json(AskedBody { id: given.to_string() })))
}

/// Declines. Nothing is asked for it.
#[utoipa::path(post, path = "/me/consents/{id}/decline", operation_id = "decline_consent",
    tag = "me",
    params(("id" = String, Path, description = "The request's id.")),
    request_body = Empty,
    responses((status = 204, description = "It is declined.")))]
#[boxed]
pub async fn create_decline(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(Empty {}): Body<Empty>,
) -> Result<StatusCode, Problem> {
    state.desk.decline_consent(&actor, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
