//! All that is held about somebody, as a file that they save.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{
    api::ExportBody, caller::Caller, form::Ours, pages::messages::EmptyForm, trouble::Trouble,
};

/// Gathers all of it. The browser keeps the page that it is on and saves what comes.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let export = ExportBody::from(state.desk.own_export(&caller.actor).await?);
    let json = serde_json::to_vec_pretty(&export).map_err(|_| Trouble::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"my-data.json\""),
        ),
    ];
    Ok((headers, json).into_response())
}
