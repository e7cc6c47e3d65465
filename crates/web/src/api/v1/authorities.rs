//! Authorities: what the caller holds, who holds any over the caller's data, and taking one back.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use desk::{AuthorityView, Opening, VisitUnder};
use jiff::Timestamp;
use model::FieldKey;
use serde::Serialize;
use utoipa::ToSchema;

use super::looks::FieldUseBody;
use crate::api::{caller::Caller, problem::Problem};

/// Authorities.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthorityList)]
pub struct AuthoritiesBody {
    /// The latest first.
    authorities: Vec<AuthorityBody>,
}

/// An authority, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Authority)]
pub struct AuthorityBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// `consent`, `ruling`, `precedent`, `motion` or `emergency`.
    #[schema(example = "consent")]
    kind: &'static str,
    /// The number of the ruling or motion it comes from.
    source: Option<String>,
    /// The case it is for; null stands for a class of cases.
    number: Option<String>,
    /// Who holds it.
    holder: String,
    /// What may be done.
    acts: Vec<&'static str>,
    /// To which fields.
    fields: Vec<String>,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    not_before: Timestamp,
    /// Until before when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
    /// How often it was used: of one for a class of cases, where the caller's data is asked about, upon that.
    n_used: i64,
    /// How often it may be.
    n_uses_max: u32,
    /// True while it allows anything.
    is_live: bool,
    /// What was done with fields under it, the latest first.
    uses: Vec<FieldUseBody>,
    /// The messages that were opened under it, the latest first.
    openings: Vec<OpeningBody>,
    /// When texts of a case were read under it, the latest first; reading anew within a quarter of an hour is the same use.
    visits: Vec<VisitUnderBody>,
}

/// A message that was opened under an authority.
#[derive(Serialize, ToSchema)]
#[schema(as = Opening)]
pub struct OpeningBody {
    /// The message's id.
    #[schema(format = Uuid)]
    message: String,
    /// The case that it is in.
    number: String,
    /// Its place there, from 1.
    position_index: i64,
    /// Who opened it.
    who: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A visit under an authority: texts of a case were read.
#[derive(Serialize, ToSchema)]
#[schema(as = VisitUnder)]
pub struct VisitUnderBody {
    /// The case.
    number: String,
    /// Who read.
    who: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<VisitUnder> for VisitUnderBody {
    fn from(visit: VisitUnder) -> Self {
        Self { number: visit.number.to_string(), who: visit.who.into_exposed(), at: visit.at }
    }
}

impl From<Opening> for OpeningBody {
    fn from(opening: Opening) -> Self {
        Self {
            message: opening.message_id.to_string(),
            number: opening.number.to_string(),
            position_index: opening.position_index,
            who: opening.who.into_exposed(),
            at: opening.at,
        }
    }
}

impl AuthorityBody {
    /// Writes an authority as it stands now.
    pub fn new(view: AuthorityView, now: Timestamp) -> Self {
        let is_live = view.is_live(now);
        let terms = view.terms;
        Self {
            id: terms.id.to_string(),
            kind: terms.kind.as_str(),
            source: terms.number,
            number: view.number.map(|number| number.to_string()),
            holder: view.holder.into_exposed(),
            acts: terms.acts.iter().map(|act| act.as_str()).collect(),
            fields: terms.fields.iter().map(FieldKey::to_string).collect(),
            not_before: terms.not_before,
            expires_at: terms.expires_at,
            withdrawn_at: view.withdrawn_at,
            n_used: view.n_own.unwrap_or(view.n_used),
            n_uses_max: terms.n_uses_max,
            is_live,
            uses: view.uses.into_iter().map(FieldUseBody::from).collect(),
            openings: view.openings.into_iter().map(OpeningBody::from).collect(),
            visits: view.visits.into_iter().map(VisitUnderBody::from).collect(),
        }
    }
}

/// Lists what the caller holds.
#[utoipa::path(get, path = "/authorities", operation_id = "list_authorities", tag = "authorities",
    responses((status = 200, description = "What the caller holds.", body = AuthoritiesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<AuthoritiesBody>, Problem> {
    let views = state.desk.own_authorities(&actor).await?;
    Ok(Json(body(views, state.now())))
}

/// Takes an authority back, or gives it up. From the next act on it allows nothing.
#[utoipa::path(delete, path = "/authorities/{id}", operation_id = "destroy_authority",
    tag = "authorities",
    params(("id" = String, Path, description = "The authority's id.")),
    responses((status = 204, description = "It allows nothing any more.")))]
#[boxed]
pub async fn destroy(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    state.desk.withdraw_authority(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists who holds authority over the caller's data.
#[utoipa::path(get, path = "/me/authorities", operation_id = "list_own_authorities", tag = "me",
    responses((status = 200, description = "Who holds authority over the caller's data.",
        body = AuthoritiesBody)))]
#[boxed]
pub async fn list_own(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<AuthoritiesBody>, Problem> {
    let views = state.desk.person_authorities(&actor).await?;
    Ok(Json(body(views, state.now())))
}

/// Lists what the board gave by motions, for its members. What was opened under it is for those whose data it was.
#[utoipa::path(get, path = "/motions", operation_id = "list_motions", tag = "authorities",
    responses((status = 200, description = "What the board gave.", body = AuthoritiesBody)))]
#[boxed]
pub async fn list_of_board(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<AuthoritiesBody>, Problem> {
    let views = state.desk.board_authorities(&actor).await?;
    Ok(Json(body(views, state.now())))
}

fn body(views: Vec<AuthorityView>, now: Timestamp) -> AuthoritiesBody {
    let authorities = views.into_iter().map(|view| AuthorityBody::new(view, now)).collect();
    AuthoritiesBody { authorities }
}
