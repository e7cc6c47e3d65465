//! Assurances: that somebody was met in person, for themself.

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::State, http::StatusCode};
use desk::AssuranceView;
use jiff::Timestamp;
use model::Meeting;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// When the caller was met.
#[derive(Serialize, ToSchema)]
#[schema(as = AssuranceList)]
pub struct AssurancesBody {
    /// The latest first.
    assurances: Vec<AssuranceBody>,
}

/// That the caller was met.
#[derive(Serialize, ToSchema)]
#[schema(as = Assurance)]
pub struct AssuranceBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// The case in which it was said.
    number: String,
    /// Who met the caller.
    met_by: String,
    /// Who approved that.
    seconded_by: String,
    /// What was said of the meeting.
    meeting: Option<MeetingBody>,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Until when it counts.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When it was taken back, or another followed.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
}

/// What is said of a meeting with a person.
#[derive(Serialize, ToSchema)]
#[schema(as = Meeting)]
pub struct MeetingBody {
    /// On which day.
    #[schema(value_type = String, format = Date)]
    met_on: jiff::civil::Date,
    /// The kinds of document that they showed.
    documents: Vec<String>,
    /// How it was seen that it is them.
    words: String,
}

impl From<Meeting> for MeetingBody {
    fn from(meeting: Meeting) -> Self {
        Self {
            met_on: meeting.met_on,
            documents: meeting.documents.iter().map(|kind| kind.as_str().to_owned()).collect(),
            words: meeting.words.into_exposed(),
        }
    }
}

impl From<AssuranceView> for AssuranceBody {
    fn from(view: AssuranceView) -> Self {
        Self {
            id: view.id.to_string(),
            number: view.number.to_string(),
            met_by: view.met_by.into_exposed(),
            seconded_by: view.seconded_by.into_exposed(),
            meeting: view.meeting.map(MeetingBody::from),
            made_at: view.made_at,
            expires_at: view.expires_at,
            ended_at: view.ended_at,
        }
    }
}

/// Lists when the caller was met in person.
#[utoipa::path(get, path = "/me/assurances", operation_id = "list_own_assurances", tag = "me",
    responses((status = 200, description = "When the caller was met.", body = AssurancesBody)))]
#[boxed]
pub async fn list_own(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<AssurancesBody>, Problem> {
    let views = state.desk.own_assurances(&actor).await?;
    Ok(Json(AssurancesBody { assurances: views.into_iter().map(AssuranceBody::from).collect() }))
}

/// Takes back that the caller was met.
#[utoipa::path(delete, path = "/me/assurances", operation_id = "destroy_own_assurance", tag = "me",
    responses((status = 204, description = "It counts no more.")))]
#[boxed]
pub async fn destroy_own(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<StatusCode, Problem> {
    state.desk.end_own_assurance(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
