//! People: finding one by exact address, on record. The address never stands in a URL.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use model::Address;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cases::CaseBody;
use crate::api::{caller::Caller, problem::Problem, reading::Body};

/// Whom to find.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPersonSearch)]
pub struct PersonSearchRequest {
    /// The exact address.
    #[schema(example = "jana@example.org")]
    address: String,
}

/// What was found; nobody, and somebody without cases that the caller may see, look the same.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonSearch)]
pub struct PersonSearchBody {
    /// The person.
    person: Option<PersonBody>,
}

/// A person.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonBody {
    /// Their id, as the log names them.
    #[schema(format = Uuid)]
    id: String,
    /// Their cases that the caller may see, redacted.
    cases: Vec<CaseBody>,
}

/// Finds a person by exact address.
#[utoipa::path(post, path = "/people/search", operation_id = "create_person_search", tag = "people",
    request_body = PersonSearchRequest,
    responses((status = 200, description = "What was found.", body = PersonSearchBody)))]
#[boxed]
pub async fn create_search(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<PersonSearchRequest>,
) -> Result<Json<PersonSearchBody>, Problem> {
    let address = Address::parse(&request.address)
        .map_err(|error| Problem::invalid("address", error.to_string()))?;
    let now = state.now();
    let found = state.desk.find_person(&actor, &address).await?;
    let person = found.map(|view| PersonBody {
        id: view.id.to_string(),
        cases: view.cases.into_iter().map(|view| CaseBody::new(view, now)).collect(),
    });
    Ok(Json(PersonSearchBody { person }))
}
