//! Searches: an address of before the filter language, which leads to the same cases on the board.

use axum::{
    extract::Query,
    response::{IntoResponse, Redirect},
};
use model::Personal;
use serde::Deserialize;

use crate::query;

/// What the box held.
#[derive(Debug, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// Leads to the board under the same words.
pub async fn show(Query(asked): Query<SearchQuery>) -> impl IntoResponse {
    Redirect::to(&query::href_of(&Personal::new(asked.q)))
}
