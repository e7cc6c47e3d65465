//! The staff, as colleagues see them.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use desk::StaffView;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// A member of the staff.
#[derive(Serialize, ToSchema)]
#[schema(as = Staff)]
pub struct StaffBody {
    /// Their id, as the log names them.
    #[schema(format = Uuid)]
    id: String,
    /// What outsiders are told.
    #[schema(example = "Support engineer 3")]
    title: String,
    /// Their name.
    name: String,
    /// Their own address at the organisation.
    address: Option<String>,
    /// What they are trusted with.
    roles: Vec<&'static str>,
    /// False when they left.
    is_active: bool,
    /// When the certificate of their signing key ends; null without a key.
    #[schema(value_type = Option<String>, format = DateTime)]
    signing_not_after: Option<Timestamp>,
}

/// Everyone on the staff.
#[derive(Serialize, ToSchema)]
#[schema(as = StaffList)]
pub struct StaffListBody {
    /// The members.
    staff: Vec<StaffBody>,
}

impl From<StaffView> for StaffBody {
    fn from(view: StaffView) -> Self {
        Self {
            id: view.id.to_string(),
            title: view.title,
            name: view.name.into_exposed(),
            address: view.address.map(|address| address.expose().to_owned()),
            roles: view.roles.iter().map(|role| role.as_str()).collect(),
            is_active: view.is_active,
            signing_not_after: view.signing_not_after,
        }
    }
}

/// Lists the staff.
#[utoipa::path(get, path = "/staff", operation_id = "list_staff", tag = "staff",
    responses((status = 200, description = "Everyone on the staff.", body = StaffListBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<StaffListBody>, Problem> {
    let views = state.desk.staff(&actor).await?;
    Ok(Json(StaffListBody { staff: views.into_iter().map(StaffBody::from).collect() }))
}
