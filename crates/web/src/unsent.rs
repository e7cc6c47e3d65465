//! What was typed and not sent: whoever's form is answered by an error has their words again, and one press to send them.
//!
//! A session may end while somebody writes, a form may be older than the session, somebody may be faster. The page that
//! says so shows what was typed, and its form sends the same again, with a token of the browser as it is now. Nothing is kept for it:
//! the words come out of the request that is answered, and go into its answer alone.
//!
//! A form from elsewhere is never shown again, and so never sent by one press: browsers say where a request comes from, and
//! only one that says that it comes from a page of ours is answered so. What holds a secret is not shown either.

use std::sync::{Arc, OnceLock};

use askama::Template;
use async_recursion::async_recursion as boxed;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Multipart, Request, State, multipart::Field},
    http::{Extensions, HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::Form;
use model::{Actor, Personal, Visibility};
use tracing::warn;

use crate::{
    answer::{FORM_BYTES_MAX, Said},
    caller::Caller,
    errors::ErrorShow,
    frame::{Frame, Here},
    origin,
    pages::disputes::show::visibility_words,
    say,
    trouble::{Refused, Settled, page_with},
    uploads,
};

/// The names of fields in which somebody types words; a form without any has nothing to lose. A test holds that every
/// text area is named so, and no field in which something is chosen.
pub const TYPED: [&str; 21] = [
    "text",
    "subject",
    "title",
    "note",
    "words",
    "why",
    "reason",
    "finding",
    "complaint",
    "relief",
    "respondent",
    "facts",
    "considerations",
    "decision",
    "strikes",
    "named",
    "limits",
    "key",
    "address",
    "value",
    "known",
];

/// The names of fields that hold secrets. A form with one of them is never shown again. A test holds that every field for a
/// password or a code is named so.
pub const SECRET: [&str; 5] = ["password", "again", "code", "credential", "passphrase"];

/// The fields that say which version of a thing a form was made of.
const VERSIONS: [&str; 2] = ["version", "n_read"];

/// The names of fields that say how a page was, and nothing that somebody chose.
const PLUMBING: [&str; 8] =
    ["version", "n_read", "n_seen", "number", "jotting", "id", "draft", "seen"];

/// What stands at these, with a number behind it, has a page of its own.
const MATTERS: [&str; 4] = ["/me/requests/", "/me/disputes/", "/cases/", "/disputes/"];

/// Fields of one form that are shown again; a ruling with all its directions has fewer.
const FIELDS_MAX: usize = 1_000;

/// Lines that a field shows at once, at least and at most.
const ROWS: (usize, usize) = (2, 12);

/// What a form said, noted by whoever reads it, for the page that may be needed.
#[derive(Clone, Default)]
pub struct Slip(Arc<OnceLock<Noted>>);

enum Noted {
    /// The body of a plain form.
    Plain(Bytes),
    /// The words of a form with files.
    WithFiles(Vec<(String, String)>),
}

/// Shows what was typed and not sent.
#[derive(Template)]
#[template(path = "unsent/show.html")]
pub struct UnsentShow {
    /// What stands around.
    pub frame: Frame,
    /// What happened.
    pub heading: String,
    /// What that means.
    pub text: String,
    /// True where nobody is signed in.
    pub is_signed_out: bool,
    /// Where the form was sent to.
    pub path: String,
    /// The page of what it is about.
    pub matter: Option<String>,
    /// False where the same would be refused again, however often it is sent: its words are there to be copied.
    pub may_send: bool,
    /// What was typed.
    pub typed: Vec<TypedField>,
    /// What goes along with it.
    pub carried: Vec<(String, Personal<String>)>,
    /// What of that was chosen, to be seen before it is sent: what it is called, and what it says.
    pub chosen: Vec<(String, Personal<String>)>,
    /// True where files may be chosen, which no page can choose again by itself.
    pub takes_files: bool,
}

/// A field with what was typed in it.
pub struct TypedField {
    /// Its name in the form.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub text: Personal<String>,
    /// Lines that it shows at once.
    pub rows: usize,
}

impl TypedField {
    /// Names a field for people.
    pub fn new(name: String, text: String) -> Self {
        let (least, most) = ROWS;
        Self {
            label: say("unsent-field").with("name", name.as_str()).to_string(),
            rows: text.lines().count().clamp(least, most),
            text: Personal::new(text),
            name,
        }
    }
}

impl Slip {
    /// Notes the body of a plain form.
    pub fn note(extensions: &Extensions, bytes: &Bytes) {
        if let Some(Self(slip)) = extensions.get::<Self>() {
            // What was noted first stands; a request has one body.
            drop(slip.set(Noted::Plain(bytes.clone())));
        }
    }

    /// Notes the words of a form with files.
    pub fn note_words(extensions: &Extensions, words: &[(&str, &str)]) {
        if let Some(Self(slip)) = extensions.get::<Self>() {
            let owned = words.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            drop(slip.set(Noted::WithFiles(owned.collect())));
        }
    }

    /// Returns the fields, and whether there were files.
    async fn fields(&self) -> Option<(Vec<(String, String)>, bool)> {
        match self.0.get()? {
            Noted::WithFiles(fields) => Some((fields.clone(), true)),
            Noted::Plain(bytes) => {
                let form = Request::builder()
                    .method(Method::POST)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::from(bytes.clone()));
                let fields = Form::<Vec<(String, String)>>::from_request(form.ok()?, &()).await;
                fields.ok().map(|Form(fields)| (fields, false))
            }
        }
    }
}

/// Reads what somebody sent who is not signed in, for the page that tells them; of files, nothing is held.
pub async fn read(request: Request) {
    let Some(slip) = request.extensions().get::<Slip>().cloned() else { return };
    let mut kept = Extensions::new();
    kept.insert(slip);
    if !uploads::is_multipart(&request) {
        // Where files may come more could be sent; whoever is not signed in has held what a form without them may say.
        if let Ok(bytes) = to_bytes(request.into_body(), FORM_BYTES_MAX).await {
            Slip::note(&kept, &bytes);
        }
        return;
    }
    let Ok(mut multipart) = Multipart::from_request(request, &()).await else { return };
    let (mut subject, mut text) = (String::new(), String::new());
    let mut jotting = "0".to_owned();
    for _ in 0..uploads::PARTS_MAX {
        let Ok(Some(field)) = multipart.next_field().await else { break };
        let place = match field.name() {
            Some("subject") => &mut subject,
            Some("text") => &mut text,
            Some("jotting") => &mut jotting,
            _ => continue,
        };
        let Some(words) = words_of(field).await else { return };
        *place = words;
    }
    let words = [("subject", &*subject), ("text", &*text), ("jotting", &*jotting)];
    Slip::note_words(&kept, &words);
}

/// Reads a part up to what a form without files may hold.
async fn words_of(mut field: Field<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        if bytes.len() + chunk.len() > FORM_BYTES_MAX {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).ok()
}

/// Gives whoever sent a form that was not taken their words again.
#[boxed]
pub async fn give_back(
    State(state): State<crate::State>,
    caller: Caller,
    mut request: Request,
    next: Next,
) -> Response {
    let config = &state.rules.config;
    let is_form = *request.method() == Method::POST
        && origin::is_said_ours(config, request.headers())
        && !is_by_page(request.headers());
    if !is_form {
        return next.run(request).await;
    }
    let slip = Slip::default();
    request.extensions_mut().insert(slip.clone());
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if !is_bare_error(&response) {
        return response;
    }
    let status = response.status();
    let told = told(&response, matches!(caller.actor, Actor::Visitor));
    let is_settled = response.extensions().get::<Settled>().is_some()
        || matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
    match Box::pin(page_of(&state, &caller, path, &slip, (status, told, is_settled))).await {
        Some(page) => keeping_headers(page, &response),
        None => response,
    }
}

async fn page_of(
    state: &crate::State,
    caller: &Caller,
    path: String,
    slip: &Slip,
    (status, (heading, text), is_settled): (StatusCode, (String, String), bool),
) -> Option<Response> {
    let is_signed_out = matches!(caller.actor, Actor::Visitor);
    let (fields, takes_files) = slip.fields().await?;
    let is_secret = |name: &String| SECRET.contains(&name.as_str());
    if fields.len() > FIELDS_MAX || fields.iter().any(|(name, _)| is_secret(name)) {
        return None;
    }
    let (typed, carried) = split(fields);
    if typed.is_empty() && !is_signed_out {
        return None;
    }
    let frame = caller.frame(state, Here::Elsewhere).await.unwrap_or_else(|trouble| {
        // The words must be given back even where the frame around them cannot be read.
        warn!(?trouble, "what was not sent is shown without its frame");
        Frame { csrf: caller.csrf.clone(), ..Frame::bare() }
    });
    // A form of an older version stays one of an older version.
    let is_stale = status == StatusCode::CONFLICT
        && carried.iter().any(|(name, _)| VERSIONS.contains(&name.as_str()));
    // Whoever is signed out is told nothing of that before they are signed in.
    let may_send = is_signed_out || !(is_settled || is_stale);
    let matter = matter(&path);
    let chosen = chosen(&carried);
    let page = UnsentShow {
        frame,
        heading,
        text,
        is_signed_out,
        path,
        matter,
        may_send,
        typed,
        carried,
        chosen,
        takes_files,
    };
    page_with(status, &page).ok()
}

/// Parts what was typed from what goes along unseen; what is not typed in words, and all that is empty, is not shown.
pub fn split(fields: Vec<(String, String)>) -> (Vec<TypedField>, Vec<(String, Personal<String>)>) {
    let (mut typed, mut carried) = (Vec::new(), Vec::new());
    for (name, value) in fields {
        if name == "csrf" {
            continue;
        }
        if TYPED.contains(&name.as_str()) && !value.trim().is_empty() {
            typed.push(TypedField::new(name, value));
        } else {
            carried.push((name, Personal::new(value)));
        }
    }
    (typed, carried)
}

/// Returns what goes along and was chosen, as what it is called and what it says.
fn chosen(carried: &[(String, Personal<String>)]) -> Vec<(String, Personal<String>)> {
    let is_chosen = |(name, value): &&(String, Personal<String>)| {
        !is_plumbing(name) && !is_typed(name) && !value.expose().is_empty()
    };
    let chosen = carried.iter().filter(is_chosen);
    chosen.map(|(name, value)| (label(name), in_words(name, value.expose()))).collect()
}

/// Returns what was chosen as the form said it: who hears something has words, what is no name of a choice is said as it came.
pub fn in_words(name: &str, value: &str) -> Personal<String> {
    let hearers = Visibility::of_str(value).filter(|_| name == "visibility");
    Personal::new(hearers.map_or_else(|| value.to_owned(), visibility_words))
}

/// Says whether a field says how a page was, and nothing that somebody chose.
pub fn is_plumbing(name: &str) -> bool {
    PLUMBING.contains(&name)
}

/// Says whether words are typed in a field.
pub fn is_typed(name: &str) -> bool {
    TYPED.contains(&name)
}

/// Returns what a field is called in which something is chosen.
pub fn label(name: &str) -> String {
    say("unsent-chosen").with("name", name).to_string()
}

/// Returns the page of what a form is about, by where it is sent to.
fn matter(path: &str) -> Option<String> {
    MATTERS.iter().find_map(|start| {
        let number = path.strip_prefix(start)?.split('/').next()?;
        (!number.is_empty()).then(|| format!("{start}{number}"))
    })
}

/// Returns what happened, in words.
fn told(response: &Response, is_signed_out: bool) -> (String, String) {
    if is_signed_out {
        return (say("unsent-signed-out").to_string(), say("unsent-signed-out-text").to_string());
    }
    let status = response.status();
    if status == StatusCode::FORBIDDEN {
        return (say("unsent-older").to_string(), say("unsent-older-text").to_string());
    }
    let (heading, text) = ErrorShow::told(status);
    let said = response.extensions().get::<Said>().map(|Said(words)| words.clone());
    (heading, said.unwrap_or(text))
}

/// Says whether an answer is an error without a page of its own. What the gate refuses has one.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let media_type = response.headers().get(header::CONTENT_TYPE);
    (status.is_client_error() || status.is_server_error())
        && media_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"))
        && response.extensions().get::<Refused>().is_none()
}

/// What the answer set, such as Retry-After, stays.
fn keeping_headers(mut page: Response, response: &Response) -> Response {
    if let Some(after) = response.headers().get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, after.clone());
    }
    page
}

/// Says whether a page of ours sent a form by itself, which reads no page.
pub fn is_by_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"application/json")
}

impl UnsentShow {
    /// Returns sample values: the session ended.
    pub fn sample() -> Self {
        let fields = vec![
            ("subject".to_owned(), "I lost my phone".to_owned()),
            (
                "text".to_owned(),
                "Hello,\r\n\r\nI lost my phone on Friday, and with it <all> that I had.".to_owned(),
            ),
        ];
        let (typed, carried) = split(fields);
        Self {
            frame: Frame::sample_nobody(),
            heading: say("unsent-signed-out").to_string(),
            text: say("unsent-signed-out-text").to_string(),
            is_signed_out: true,
            path: "/me/requests".to_owned(),
            matter: None,
            may_send: true,
            typed,
            carried,
            chosen: Vec::new(),
            takes_files: true,
        }
    }

    /// Returns sample values: nothing was typed.
    pub fn sample_empty() -> Self {
        Self { typed: Vec::new(), takes_files: false, ..Self::sample() }
    }

    /// Returns sample values: signed in anew.
    pub fn sample_older() -> Self {
        let fields = vec![
            ("n_seen".to_owned(), "4".to_owned()),
            ("visibility".to_owned(), "all_parties".to_owned()),
            ("text".to_owned(), "Thank you for writing.\r\n\r\nWhom may we ask?".to_owned()),
        ];
        let (typed, carried) = split(fields);
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            heading: say("unsent-older").to_string(),
            text: say("unsent-older-text").to_string(),
            is_signed_out: false,
            path: "/cases/s20261121.30/replies".to_owned(),
            matter: matter("/cases/s20261121.30/replies"),
            may_send: true,
            chosen: chosen(&carried),
            typed,
            carried,
            takes_files: false,
        }
    }

    /// Returns sample values: somebody was faster.
    pub fn sample_faster() -> Self {
        let (heading, text) = ErrorShow::told(StatusCode::CONFLICT);
        Self { heading, text, may_send: false, ..Self::sample_older() }
    }
}

#[cfg(test)]
mod tests;
