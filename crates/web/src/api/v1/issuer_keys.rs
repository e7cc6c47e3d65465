//! Issuers' public keys, for everyone: with them anybody verifies who signed a ruling or gave an authority.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use desk::IssuerPublicKey;
use jiff::Timestamp;
use model::Role;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::Problem;

/// The keys of those who are or were of the staff.
#[derive(Serialize, ToSchema)]
#[schema(as = IssuerKeyList)]
pub struct KeysBody {
    /// The latest first.
    keys: Vec<KeyBody>,
}

/// The public half of an issuer's key.
#[derive(Serialize, ToSchema)]
#[schema(as = IssuerKey)]
pub struct KeyBody {
    /// Whose: the id that tokens and signed rulings bear, which is no name.
    #[schema(format = Uuid)]
    issuer: String,
    /// The roles that they hold now; none of persons outside and of who left.
    #[schema(example = "arbitrator")]
    roles: Vec<&'static str>,
    /// The key.
    #[schema(example = "ed25519/3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29")]
    key: String,
    /// Since when; null of the first keys.
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Until when: they left the staff, or were destroyed; null while it signs.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

impl From<IssuerPublicKey> for KeyBody {
    fn from(key: IssuerPublicKey) -> Self {
        Self {
            issuer: key.person_id.to_string(),
            roles: key.roles.into_iter().map(Role::as_str).collect(),
            key: format!("ed25519/{}", key.public_key),
            from: key.made_at,
            until: key.ended_at,
        }
    }
}

/// Lists the keys of members of the staff. Who else has given an authority is told to those who hold it.
#[utoipa::path(get, path = "/issuer-keys", operation_id = "list_issuer_keys", tag = "authorities",
    responses((status = 200, description = "The keys.", body = KeysBody)))]
#[boxed]
pub async fn list(State(state): State<crate::State>) -> Result<Json<KeysBody>, Problem> {
    let keys = state.desk.issuer_keys().await?;
    Ok(Json(KeysBody { keys: keys.into_iter().map(KeyBody::from).collect() }))
}

/// Shows the key of one issuer, whose id a token names.
#[utoipa::path(get, path = "/issuer-keys/{id}", operation_id = "show_issuer_key",
    tag = "authorities",
    params(("id" = String, Path, description = "The issuer's id.")),
    responses((status = 200, description = "The key.", body = KeyBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Path(id): Path<String>,
) -> Result<Json<KeyBody>, Problem> {
    let not_found = || Problem::of_status(axum::http::StatusCode::NOT_FOUND);
    let id = id.parse().map_err(|_| not_found())?;
    Ok(Json(state.desk.issuer_public_key(id).await?.into()))
}
