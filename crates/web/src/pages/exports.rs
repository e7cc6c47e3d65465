//! All that is held about somebody, as an archive that they save.

use std::time::Duration;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use desk::ARCHIVE_SECS_MAX;
use futures::stream;

use crate::{
    archive::Packer, caller::Caller, form::Ours, headers::Strange, locale, moment::Moment,
    pages::messages::EmptyForm, serve::LongAnswer, trouble::Trouble,
};

/// Packs all of it while it goes over the line. The browser keeps the page that it is on and saves what comes.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let person_id = caller.actor.person_id().ok_or(Trouble::NotFound)?;
    let place = state.archives.begin(person_id, state.now())?;
    let archive = state.desk.begin_archive(&caller.actor).await?;
    let taken = Moment::new(archive.made_at, archive.made_at).full;
    let packer = Packer::new(state.desk, archive, place, locale::current(), taken);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"my-data.zip\""),
        ),
    ];
    let body = Body::from_stream(stream::unfold(packer, Packer::next));
    let mut response = (headers, body).into_response();
    // Files of strangers are in it.
    response.extensions_mut().insert(Strange);
    // So that the line is not cut before its hour is over.
    let secs = u64::try_from(ARCHIVE_SECS_MAX).unwrap_or_default();
    response.extensions_mut().insert(LongAnswer(Duration::from_secs(secs)));
    Ok(response)
}
