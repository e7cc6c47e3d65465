//! Looks: who opened the caller's own data, when, and why.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use desk::{FieldLook, LookView, VisitView};
use jiff::Timestamp;
use model::{CaseNumber, Personal, Relation};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// Who looked.
#[derive(Serialize, ToSchema)]
#[schema(as = LookList)]
pub struct LooksBody {
    /// Looks at messages.
    looks: Vec<LookBody>,
    /// What was done with fields.
    fields: Vec<FieldLookBody>,
    /// Who read, with what is personal hidden, only because an authority let them; reading anew within a quarter of an hour is
    /// the same visit.
    visits: Vec<VisitBody>,
}

/// One thing done with a field of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldUse)]
pub struct FieldUseBody {
    /// Which field.
    #[schema(example = "date_of_birth")]
    field: String,
    /// What was done: `field.show`, `field.edit` or `field.disclose`.
    #[schema(example = "field.show")]
    act: &'static str,
    /// Who was told, when it was told.
    relation: Option<&'static str>,
    /// The system outside that it was done in.
    audience: Option<String>,
    /// In which role.
    role: String,
    /// The clause that allowed it.
    clause: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// One thing done with a field of the caller.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldLook)]
pub struct FieldLookBody {
    /// The case it was for.
    number: String,
    /// Who did it.
    who: String,
    /// What was done.
    #[serde(flatten)]
    done: FieldUseBody,
}

impl From<(FieldLook, CaseNumber, Personal<String>)> for FieldLookBody {
    fn from((look, number, who): (FieldLook, CaseNumber, Personal<String>)) -> Self {
        Self { number: number.to_string(), who: who.into_exposed(), done: look.into() }
    }
}

impl From<FieldLook> for FieldUseBody {
    fn from(look: FieldLook) -> Self {
        Self {
            field: look.key.to_string(),
            act: look.act.as_str(),
            relation: look.relation.map(Relation::as_str),
            audience: look.audience,
            role: look.role,
            clause: look.clause,
            at: look.at,
        }
    }
}

/// One look at a person's data.
#[derive(Serialize, ToSchema)]
#[schema(as = Look)]
pub struct LookBody {
    /// The request that it was for.
    number: String,
    /// Which message of the request was opened, from 1.
    position_index: i64,
    /// The clause that allowed it.
    clause: String,
    /// Who looked.
    who: String,
    /// In which role.
    role: String,
    /// The reason given.
    reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// One visit to a case of the caller, or to one of which an authority names them.
#[derive(Serialize, ToSchema)]
#[schema(as = Visit)]
pub struct VisitBody {
    /// The case.
    number: String,
    /// True where it is a request of the caller's own.
    is_own: bool,
    /// By what kind of authority.
    #[schema(example = "motion")]
    kind: &'static str,
    /// The number of the ruling or motion that it comes from.
    source: Option<String>,
    /// The clause that allowed it.
    clause: String,
    /// Who read.
    who: String,
    /// In which role.
    role: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<VisitView> for VisitBody {
    fn from(visit: VisitView) -> Self {
        Self {
            number: visit.number.to_string(),
            is_own: visit.is_own,
            kind: visit.kind.as_str(),
            source: visit.authority_number,
            clause: visit.clause,
            who: visit.who.into_exposed(),
            role: visit.role,
            at: visit.at,
        }
    }
}

impl From<LookView> for LookBody {
    fn from(look: LookView) -> Self {
        Self {
            number: look.number.to_string(),
            position_index: look.position_index,
            clause: look.clause,
            who: look.who.into_exposed(),
            role: look.role,
            reason: look.reason.map(|reason| reason.into_exposed()),
            at: look.at,
        }
    }
}

/// Lists who looked at the caller's data.
#[utoipa::path(get, path = "/me/looks", operation_id = "list_own_looks", tag = "me",
    responses((status = 200, description = "Who looked.", body = LooksBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<LooksBody>, Problem> {
    let looks = state.desk.own_looks(&actor).await?;
    let fields = state.desk.own_field_looks(&actor).await?;
    let visits = state.desk.own_visits(&actor).await?;
    Ok(Json(LooksBody {
        looks: looks.into_iter().map(LookBody::from).collect(),
        fields: fields.into_iter().map(FieldLookBody::from).collect(),
        visits: visits.into_iter().map(VisitBody::from).collect(),
    }))
}
