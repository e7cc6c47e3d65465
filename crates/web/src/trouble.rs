//! What can keep a page from being shown, and how that is answered.

use std::sync::Arc;

use askama::Template;
use authority::{Denial, SignInError};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use desk::DeskError;
use tracing::error;

use crate::{answer::Said, floors};

/// Why a page is not shown.
#[derive(Debug)]
pub enum Trouble {
    /// There is no such thing, or the caller may not know that there is.
    NotFound,
    /// The form was not ours.
    Foreign,
    /// An act was not done.
    Desk(DeskError),
    /// An act would be refused; nobody tried it.
    Foreseen(Box<Denial>),
    /// Nobody could be signed in or recognised.
    SignIn(SignInError),
    /// A page could not be written.
    Render(askama::Error),
    /// Something was given that cannot be used.
    Unusable(String),
}

/// A refusal on its way to its page; an extension of the answer.
#[derive(Clone)]
pub struct Refused {
    /// What was refused, and why.
    pub denial: Arc<Denial>,
    /// True where the act was tried, and so stands in the log.
    pub is_recorded: bool,
}

/// Says of an answer that the same would be answered so whenever it is sent again; an extension of the answer.
#[derive(Clone, Copy)]
pub struct Settled;

/// Writes a page.
pub fn page(page: &impl Template) -> Result<Response, Trouble> {
    Ok(Html(page.render().map_err(Trouble::Render)?).into_response())
}

/// Writes a page with another status than 200.
pub fn page_with(status: StatusCode, page: &impl Template) -> Result<Response, Trouble> {
    Ok((status, Html(page.render().map_err(Trouble::Render)?)).into_response())
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<SignInError> for Trouble {
    fn from(error: SignInError) -> Self {
        Self::SignIn(error)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Foreign => StatusCode::FORBIDDEN.into_response(),
            Self::Unusable(words) => said(StatusCode::UNPROCESSABLE_ENTITY, &words),
            Self::Desk(error) => desk_answer(error),
            Self::Foreseen(denial) => refused(denial, false),
            Self::SignIn(error) => sign_in_answer(&error),
            Self::Render(error) => {
                error!(%error, "a page could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

fn desk_answer(error: DeskError) -> Response {
    let words = error.to_string();
    match error {
        DeskError::NotFound => StatusCode::NOT_FOUND.into_response(),
        DeskError::Denied(denial) => refused(denial, true),
        DeskError::Conflict { .. } => StatusCode::CONFLICT.into_response(),
        DeskError::Merged { into } => {
            Redirect::to(&format!("/cases/{into}?done=moved_on")).into_response()
        }
        DeskError::Case(_)
        | DeskError::Affair(_)
        | DeskError::NeedsProof
        | DeskError::NewMessages { .. }
        | DeskError::Stale { .. } => said(StatusCode::CONFLICT, &words),
        DeskError::TooLate { .. } | DeskError::Void { .. } => {
            let mut response = said(StatusCode::CONFLICT, &words);
            response.extensions_mut().insert(Settled);
            response
        }
        DeskError::Invalid { words, .. } => said(StatusCode::UNPROCESSABLE_ENTITY, &words),
        DeskError::Filter(_) => said(StatusCode::UNPROCESSABLE_ENTITY, &words),
        DeskError::NoSigningKey => said(StatusCode::UNPROCESSABLE_ENTITY, &words),
        DeskError::TooMany { .. } => said(StatusCode::TOO_MANY_REQUESTS, &words),
        DeskError::Crowded { .. } => said(StatusCode::SERVICE_UNAVAILABLE, &words),
        DeskError::Full => StatusCode::INSUFFICIENT_STORAGE.into_response(),
        DeskError::Destroyed => StatusCode::GONE.into_response(),
        error => {
            error!(error = &error as &dyn std::error::Error, "an act failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn refused(denial: Box<Denial>, is_recorded: bool) -> Response {
    let mut response = StatusCode::FORBIDDEN.into_response();
    response.extensions_mut().insert(Refused { denial: Arc::from(denial), is_recorded });
    response
}

fn sign_in_answer(error: &SignInError) -> Response {
    let SignInError::TooMany { retry_after_secs } = error else {
        error!(error = error as &dyn std::error::Error, "signing in failed");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    if let Ok(value) = HeaderValue::try_from(retry_after_secs.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// Answers with a sentence of our own; the frame puts it on the page of errors.
fn said(status: StatusCode, words: &str) -> Response {
    let mut response = status.into_response();
    let words = floors::capitalised(&floors::fault(words));
    response.extensions_mut().insert(Said(format!("{words}.")));
    response
}
