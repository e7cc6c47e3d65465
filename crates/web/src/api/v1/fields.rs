//! Fields of a case's requester: listed with the caller's rights, opened, changed; and one's own.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{Deed, FieldView};
use model::{Act, CaseNumber, Field, FieldKey, Personal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{approvals::ProposedBody, rights::RightBody};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Empty, named},
    shown::ShownToken,
};

/// The fields of a case's requester, without their values.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldList)]
pub struct FieldsBody {
    /// One for each field of this installation.
    fields: Vec<FieldBody>,
}

/// A field, and what the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = Field)]
pub struct FieldBody {
    /// Its key.
    #[schema(example = "date_of_birth")]
    key: String,
    /// What people call it.
    label: String,
    /// Where its value lives: `here`, or `console` for a system outside.
    held: &'static str,
    /// What another member is told who asks: `tell`, `ask` or `redirect`.
    to_member: &'static str,
    /// For `redirect`: where such a question belongs.
    elsewhere: Option<String>,
    /// Seeing and changing it.
    rights: Vec<RightBody>,
}

/// A field with its value.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldValue)]
pub struct ValueBody {
    /// Its key.
    #[schema(example = "date_of_birth")]
    key: String,
    /// What people call it.
    label: String,
    /// Its value; null where none is held here.
    value: Option<String>,
    /// Counts its changes; 0 where none is held. A change names it.
    version: i64,
}

/// All that is held about the caller.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnFieldList)]
pub struct OwnFieldsBody {
    /// One for each field of this installation.
    fields: Vec<ValueBody>,
}

/// Another value of a field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFieldValue)]
pub struct ValueRequest {
    /// The value.
    value: String,
    /// The version that was read, 0 where none is held.
    version: i64,
}

impl FieldBody {
    fn new(field: &Field, rights: Vec<RightBody>) -> Self {
        Self {
            key: field.key.to_string(),
            label: field.label.clone(),
            held: field.held.as_str(),
            to_member: field.to_member.as_str(),
            elsewhere: field.elsewhere.clone(),
            rights,
        }
    }
}

impl From<FieldView> for ValueBody {
    fn from(view: FieldView) -> Self {
        Self {
            key: view.field.key.to_string(),
            label: view.field.label,
            value: view.value.map(Personal::into_exposed),
            version: view.version,
        }
    }
}

/// Lists the fields of a case's requester.
#[utoipa::path(get, path = "/cases/{number}/fields", operation_id = "list_fields", tag = "fields",
    params(("number" = String, Path, description = "The case's number.")),
    responses((status = 200, description = "The fields and the caller's rights.", body = FieldsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<Json<FieldsBody>, Problem> {
    let number: CaseNumber = named(&number)?;
    // Asked for itself, so that the answer is the same in a house without fields.
    let entered = state.desk.enter_unread(&actor, number).await?;
    let acts = [Act::FieldShow, Act::FieldEdit];
    let mut fields = Vec::new();
    for field in state.desk.fields() {
        let rights = state.desk.field_rights(&entered, &field.key, &acts).await?;
        fields.push(FieldBody::new(field, rights.into_iter().map(RightBody::from).collect()));
    }
    Ok(Json(FieldsBody { fields }))
}

/// Opens a field of a case's requester.
#[utoipa::path(post, path = "/cases/{number}/fields/{key}/showing", operation_id = "create_showing",
    tag = "fields",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("key" = String, Path, description = "The field's key."),
        ("Authority" = Option<String>, Header,
            description = "A token to show, in base64url; without it, one that the caller holds is found."),
    ),
    request_body = Empty,
    responses((status = 200, description = "The field; on record, and shown to the person.",
        body = ValueBody)))]
#[boxed]
pub async fn create_showing(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, key)): Path<(String, String)>,
    shown: ShownToken,
    Body(Empty {}): Body<Empty>,
) -> Result<Json<ValueBody>, Problem> {
    let (number, key) = (named(&number)?, field_named(key)?);
    let view = state.desk.show_field(&actor, number, &key, shown.bytes()).await?;
    Ok(Json(view.into()))
}

/// Changes a field of a case's requester.
#[utoipa::path(patch, path = "/cases/{number}/fields/{key}", operation_id = "update_field",
    tag = "fields",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("key" = String, Path, description = "The field's key."),
        ("Authority" = Option<String>, Header,
            description = "A token to show, in base64url; without it, one that the caller holds is found."),
    ),
    request_body = ValueRequest,
    responses((status = 204, description = "It is changed.")))]
#[boxed]
pub async fn update(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, key)): Path<(String, String)>,
    shown: ShownToken,
    Body(request): Body<ValueRequest>,
) -> Result<StatusCode, Problem> {
    let (number, key) = (named(&number)?, field_named(key)?);
    let value = Personal::new(request.value);
    let version = request.version;
    state.desk.edit_field(&actor, number, &key, value, version, shown.bytes()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proposes another value of a field of a case's requester, where it takes two: another who could change it approves exactly that.
#[utoipa::path(post, path = "/cases/{number}/fields/{key}/proposal",
    operation_id = "create_field_proposal", tag = "fields",
    params(
        ("number" = String, Path, description = "The case's number."),
        ("key" = String, Path, description = "The field's key."),
    ),
    request_body = ValueRequest,
    responses((status = 201, description = "The proposal.", body = ProposedBody)))]
#[boxed]
pub async fn create_proposal(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path((number, key)): Path<(String, String)>,
    Body(request): Body<ValueRequest>,
) -> Result<impl IntoResponse, Problem> {
    let (number, key) = (named(&number)?, field_named(key)?);
    let value = Personal::new(request.value);
    let change = state.desk.field_change(&actor, number, &key, &value, request.version).await?;
    let id = state.desk.propose(&actor, &Deed::EditField(change)).await?;
    Ok((StatusCode::CREATED, Json(ProposedBody { id: id.to_string() })))
}

/// Lists what is held about the caller.
#[utoipa::path(get, path = "/me/fields", operation_id = "list_own_fields", tag = "me",
    responses((status = 200, description = "What is held about the caller.", body = OwnFieldsBody)))]
#[boxed]
pub async fn list_own(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<OwnFieldsBody>, Problem> {
    let views = state.desk.own_fields(&actor).await?;
    Ok(Json(OwnFieldsBody { fields: views.into_iter().map(ValueBody::from).collect() }))
}

/// Reads a field's key in a path; what is none names nothing.
pub fn field_named(key: String) -> Result<FieldKey, Problem> {
    FieldKey::try_from(key).map_err(|_| Problem::not_found())
}
