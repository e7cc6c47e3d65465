//! Forms with files, read part by part and taken only with the token of the browser that asked for them.

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{OWN_FILES_BYTES_MAX, OWN_FILES_MAX};
use model::Attachment;
use serde::Deserialize;

use crate::{
    State,
    answer::FORM_BYTES_MAX,
    caller::Caller,
    form::{Ours, is_token_of},
    trouble::Trouble,
    unsent::Slip,
};

/// Octets of the longest form with files: the files, and what a form without any may hold.
pub const UPLOAD_BYTES_MAX: usize = OWN_FILES_BYTES_MAX + FORM_BYTES_MAX;

/// Parts of such a form: its files, one more to be told that there are too many, and its fields.
pub const PARTS_MAX: usize = OWN_FILES_MAX + 8;

/// What a form of ours with files says.
#[derive(Default)]
pub struct Uploaded {
    /// The field `subject`.
    pub subject: String,
    /// The field `text`.
    pub text: String,
    /// Which version of what was kept of it the form follows; 0 is none.
    pub jotting: i64,
    /// The files.
    pub files: Vec<Attachment>,
    csrf: String,
}

/// The same form from whoever brings no files and so needs no parts.
#[derive(Deserialize)]
struct Plain {
    #[serde(default)]
    subject: String,
    text: String,
    #[serde(default)]
    jotting: i64,
}

impl FromRequest<State> for Uploaded {
    type Rejection = Response;

    async fn from_request(request: Request, state: &State) -> Result<Self, Response> {
        let caller = request.extensions().get::<Caller>().cloned();
        let caller = caller.ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
        if !is_multipart(&request) {
            let Ours(plain) = Ours::<Plain>::from_request(request, state).await?;
            let Plain { subject, text, jotting } = plain;
            return Ok(Self { subject, text, jotting, ..Self::default() });
        }
        let extensions = request.extensions().clone();
        let multipart =
            Multipart::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let mut uploaded = Self::default();
        let read = uploaded.read(multipart).await;
        // Also where the files behind the words were too much.
        let jotting = uploaded.jotting.to_string();
        let words = [
            ("subject", uploaded.subject.as_str()),
            ("text", uploaded.text.as_str()),
            ("jotting", jotting.as_str()),
        ];
        Slip::note_words(&extensions, &words);
        read?;
        // The token is a part like the others, so nothing was done with them before this line.
        if is_token_of(state, &caller, &uploaded.csrf) {
            Ok(uploaded)
        } else {
            Err(Trouble::Foreign.into_response())
        }
    }
}

impl Uploaded {
    async fn read(&mut self, mut multipart: Multipart) -> Result<(), Response> {
        let unreadable = |error: axum::extract::multipart::MultipartError| error.into_response();
        let mut n_parts = 0;
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            n_parts += 1;
            if n_parts > PARTS_MAX {
                return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
            }
            match field.name() {
                Some("csrf") => self.csrf = field.text().await.map_err(unreadable)?,
                Some("subject") => self.subject = field.text().await.map_err(unreadable)?,
                Some("jotting") => {
                    let version = field.text().await.map_err(unreadable)?;
                    self.jotting = version.parse().unwrap_or_default();
                }
                Some("text") => self.text = field.text().await.map_err(unreadable)?,
                Some("files") => {
                    let name = field.file_name().unwrap_or_default().to_owned();
                    let media_type = field.content_type().unwrap_or_default().to_owned();
                    let bytes = field.bytes().await.map_err(unreadable)?.to_vec();
                    // Browsers send a nameless empty part where nothing was chosen.
                    if !(name.is_empty() && bytes.is_empty()) {
                        let number = self.files.len() + 1;
                        let file = Attachment::named(&name, number, media_type, bytes);
                        self.files.push(file);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Says whether a form comes in parts.
pub fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("multipart/"))
}
