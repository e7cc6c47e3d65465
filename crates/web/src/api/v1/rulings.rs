//! Published rulings, for everyone.

use axum::{
    Json,
    extract::{Path, State},
};
use desk::PublishedRuling;
use jiff::Timestamp;
use model::RulingNumber;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::Problem;

/// What is published.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedRulingList)]
pub struct RulingsBody {
    /// The rulings, the latest first.
    rulings: Vec<RulingBody>,
}

/// A published ruling, anonymised.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedRuling)]
pub struct RulingBody {
    /// Its number.
    #[schema(example = "d20261121.1/r1")]
    number: String,
    /// Since when it stands.
    #[schema(value_type = String, format = DateTime)]
    in_force_at: Timestamp,
    /// True where the dispute went on after it.
    is_interim: bool,
    /// True where its text is for the parties and the board alone.
    is_sealed: bool,
    /// The anonymised text; null of a sealed one.
    text: Option<String>,
}

impl From<PublishedRuling> for RulingBody {
    fn from(ruling: PublishedRuling) -> Self {
        Self {
            number: ruling.number.to_string(),
            in_force_at: ruling.in_force_at,
            is_interim: ruling.is_interim,
            is_sealed: ruling.is_sealed,
            text: ruling.text,
        }
    }
}

/// Reads a ruling's number out of the two parts of an address.
pub fn ruling_number(number: &str, index: &str) -> Result<RulingNumber, Problem> {
    let not_found = || Problem::of_status(axum::http::StatusCode::NOT_FOUND);
    format!("{number}/{index}").parse().map_err(|_| not_found())
}

/// Lists what is published.
#[utoipa::path(get, path = "/rulings", operation_id = "list_rulings", tag = "rulings",
    responses((status = 200, description = "What is published.", body = RulingsBody)))]
pub async fn list(State(state): State<crate::State>) -> Result<Json<RulingsBody>, Problem> {
    let rulings = state.desk.published_rulings().await?;
    Ok(Json(RulingsBody { rulings: rulings.into_iter().map(RulingBody::from).collect() }))
}

/// Shows a published ruling.
#[utoipa::path(get, path = "/rulings/{number}/{index}", operation_id = "show_ruling",
    tag = "rulings",
    params(
        ("number" = String, Path, description = "The dispute's number."),
        ("index" = String, Path, description = "`r` and the ruling's place: `r1`."),
    ),
    responses((status = 200, description = "The ruling.", body = RulingBody)))]
pub async fn show(
    State(state): State<crate::State>,
    Path((number, index)): Path<(String, String)>,
) -> Result<Json<RulingBody>, Problem> {
    let number = ruling_number(&number, &index)?;
    Ok(Json(state.desk.published_ruling(number).await?.into()))
}
