//! Disclosures: what may be told to whoever asks in a case.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use model::{Address, CaseNumber, Relation};
use serde::Deserialize;
use utoipa::ToSchema;

use super::fields::{ValueBody, field_named};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
    shown::ShownToken,
};

/// Who wants to know, and about whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDisclosure)]
pub struct DisclosureRequest {
    /// Who asks: `own` (the requester, about themself), `member`, `supplier`, `partner` or `agency`.
    #[schema(example = "member")]
    relation: String,
    /// About whom, by exact address; nothing for `own`.
    address: Option<String>,
}

/// Says what may be told.
#[utoipa::path(post, path = "/cases/{number}/fields/{key}/disclosure",
    operation_id = "create_disclosure", tag = "fields",
    params(
        ("number" = String, Path, description = "The case in which it is asked."),
        ("key" = String, Path, description = "The field's key."),
        ("Authority" = Option<String>, Header,
            description = "A token to show, in base64url; without it, one that the caller holds is found."),
    ),
    request_body = DisclosureRequest,
    responses((status = 200, description = "What may be told; on record, and shown to the person.",
        body = ValueBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, key)): Path<(String, String)>,
    shown: ShownToken,
    Body(request): Body<DisclosureRequest>,
) -> Result<Json<ValueBody>, Problem> {
    let (number, key) = (named::<CaseNumber>(&number)?, field_named(key)?);
    let relation = Relation::of_str(&request.relation)
        .ok_or_else(|| Problem::invalid("relation", "own, member, supplier, partner or agency"))?;
    let view = if relation == Relation::Own {
        let me = state.desk.case(&actor, number).await?.case.requester_id;
        state.desk.disclose_field(&actor, number, me, &key, relation, shown.bytes()).await?
    } else {
        let address = Address::parse(request.address.as_deref().unwrap_or_default());
        let address =
            address.map_err(|_| Problem::invalid("address", "it looks like name@example.org"))?;
        state
            .desk
            .disclose_field_of(&actor, number, &address, &key, relation, shown.bytes())
            .await?
    };
    Ok(Json(view.into()))
}
