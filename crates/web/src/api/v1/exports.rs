//! All that is held about the caller, to be taken away.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State};
use desk::OwnExport;
use jiff::Timestamp;
use model::CaseNumber;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    assurances::AssuranceBody,
    consents::ConsentBody,
    fields::ValueBody,
    looks::{LookBody, VisitBody},
    requests::OwnConversationBody,
};
use crate::api::{caller::Caller, problem::Problem};

/// All that is held about a person, as they may see it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnExport)]
pub struct ExportBody {
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Their requests, each with its conversation.
    requests: Vec<OwnConversationBody>,
    /// Numbers of the disputes that they are a party to; what was said there is told by each.
    disputes: Vec<String>,
    /// What is known of them beside what they wrote.
    fields: Vec<ValueBody>,
    /// In which language they read (BCP 47), where that is kept.
    language: Option<String>,
    /// By which time zone they read (a name of the IANA database), where that is kept.
    time_zone: Option<String>,
    /// Who looked at what they wrote.
    looks: Vec<LookBody>,
    /// Who read in their requests under an authority.
    visits: Vec<VisitBody>,
    /// What they were asked to consent to.
    consents: Vec<ConsentBody>,
    /// When they were met in person.
    assurances: Vec<AssuranceBody>,
}

impl From<OwnExport> for ExportBody {
    fn from(export: OwnExport) -> Self {
        let reading = export.reading.as_ref();
        Self {
            language: reading.and_then(|known| known.locale).map(|locale| locale.tag().to_owned()),
            time_zone: reading.and_then(|known| Some(known.zone.as_ref()?.name().to_owned())),
            made_at: export.made_at,
            requests: export.requests.into_iter().map(OwnConversationBody::from).collect(),
            disputes: export.disputes.iter().map(CaseNumber::to_string).collect(),
            fields: export.fields.into_iter().map(ValueBody::from).collect(),
            looks: export.looks.into_iter().map(LookBody::from).collect(),
            visits: export.visits.into_iter().map(VisitBody::from).collect(),
            consents: export.consents.into_iter().map(ConsentBody::from).collect(),
            assurances: export.assurances.into_iter().map(AssuranceBody::from).collect(),
        }
    }
}

/// Takes away all that is held about the caller.
#[utoipa::path(post, path = "/me/exports", operation_id = "create_own_export", tag = "me",
    responses((status = 200, description = "All of it.", body = ExportBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<ExportBody>, Problem> {
    Ok(Json(state.desk.own_export(&actor).await?.into()))
}
