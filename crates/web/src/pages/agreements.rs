//! Agreements: read and accepted before one begins; seen again by oneself, and by counsel.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::HEXLOWER;
use desk::AgreementView;
use jiff::Timestamp;
use model::{Personal, StaffId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::messages::EmptyForm,
    trouble::{Trouble, page},
};

/// What somebody agreed to, and what waits for them.
#[derive(Template)]
#[template(path = "agreements/show.html")]
pub struct AgreementShow {
    /// What stands around.
    pub frame: Frame,
    /// Whose it is, by title, where it is not the reader's own.
    pub of: Option<String>,
    /// The text to accept, with its digest.
    pub waiting: Option<(String, String)>,
    /// True where a check of their background is not on record.
    pub lacks_check: bool,
    /// True where nothing keeps the reader from beginning.
    pub may_begin: bool,
    /// What was accepted, the latest first.
    pub accepted: Vec<Accepted>,
}

/// What was accepted.
pub struct Accepted {
    /// The text.
    pub text: Personal<String>,
    /// When.
    pub at: Moment,
}

const SAMPLE: &str = "What I learn about people here I tell nobody, and keep so after I leave.\n\n\
    I open what is sealed only with authority, for the case that it was given for.";

impl AgreementShow {
    /// Returns sample values of somebody who may begin once they agreed.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            of: None,
            waiting: Some((SAMPLE.to_owned(), "9f2c0e6a1b5d4c3e".to_owned())),
            lacks_check: true,
            may_begin: false,
            accepted: Vec::new(),
        }
    }

    /// Returns sample values as counsel sees them.
    pub fn sample_accepted() -> Self {
        let text = Personal::new(SAMPLE.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Staff, ""),
            of: Some("Support engineer 3".to_owned()),
            waiting: None,
            lacks_check: false,
            may_begin: true,
            accepted: vec![Accepted { text, at: crate::samples::minutes_ago(60 * 24 * 30) }],
        }
    }
}

/// What was read.
#[derive(Deserialize)]
pub struct AcceptForm {
    digest: String,
}

/// Shows the caller what they agreed to, and what waits.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let own = state.desk.own_agreements(&caller.actor).await?;
    let lacks = state.desk.lacks_to_begin(&caller.actor).await?;
    let waiting = own.waiting.map(|text| {
        let digest = HEXLOWER.encode(&desk::agreement_digest(&text));
        (text, digest)
    });
    page(&AgreementShow {
        frame: caller.frame(&state, Here::Elsewhere).await?,
        of: None,
        waiting,
        lacks_check: lacks.is_some_and(|lacks| lacks.check),
        may_begin: lacks.is_some_and(desk::Lacks::is_nothing),
        accepted: accepted(own.accepted, state.now()),
    })
}

/// Accepts what was shown.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<AcceptForm>,
) -> Result<Response, Trouble> {
    let digest = HEXLOWER.decode(form.digest.as_bytes()).unwrap_or_default();
    state.desk.accept_agreement(&caller.actor, &digest).await?;
    Ok(Redirect::to("/agreement").into_response())
}

/// Shows counsel what a member of the staff agreed to.
pub async fn show_of(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let id: StaffId = id.parse().map_err(|_| Trouble::NotFound)?;
    let views = state.desk.agreements_of(&caller.actor, id).await?;
    let title = crate::floors::title(&state.desk.member(id).await?);
    page(&AgreementShow {
        frame: caller.frame(&state, Here::Staff).await?,
        of: Some(title),
        waiting: None,
        lacks_check: false,
        may_begin: true,
        accepted: accepted(views, state.now()),
    })
}

fn accepted(views: Vec<AgreementView>, now: Timestamp) -> Vec<Accepted> {
    let one =
        |view: AgreementView| Accepted { text: view.text, at: Moment::new(view.accepted_at, now) };
    views.into_iter().map(one).collect()
}
