//! Presentations: an authority on its way to a system outside, shown once, good for minutes.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use model::{AuthorityId, Personal};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    headers::FormTarget,
    moment::Moment,
    trouble::{Trouble, page},
};

/// The token, to be copied or sent on.
#[derive(Template)]
#[template(path = "presentations/show.html")]
pub struct PresentationShow {
    /// What stands around.
    pub frame: Frame,
    /// The system that it is made out to.
    pub audience: String,
    /// Where that is, as configured; `None` leaves the token to be copied.
    pub url: Option<String>,
    /// The token.
    pub token: Personal<String>,
    /// Until when it is good.
    pub until: Moment,
}

/// To which system.
#[derive(Deserialize)]
pub struct PresentationForm {
    audience: String,
}

impl PresentationShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Authorities, ""),
            audience: "accounts".to_owned(),
            url: Some("https://accounts.example/authority".to_owned()),
            token: Personal::new("EoIBCiQKBHVzZXI".repeat(12)),
            until: crate::samples::minutes_ago(-5),
        }
    }

    /// Returns sample values where the token is copied by hand.
    pub fn sample_copied() -> Self {
        Self { url: None, ..Self::sample() }
    }
}

/// Takes an authority to a system. There is no redirect: the token must stand in no address.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<AuthorityId>,
    Ours(form): Ours<PresentationForm>,
) -> Result<Response, Trouble> {
    let presented = state.desk.present_authority(&caller.actor, id, &form.audience).await?;
    let consoles = &state.desk.settings().consoles;
    let console = consoles.iter().find(|console| console.name == form.audience);
    let url = console.and_then(|console| console.url.clone());
    let target = url.as_deref().and_then(FormTarget::of_url);
    let mut response = page(&PresentationShow {
        frame: caller.frame(&state, Here::Authorities).await?,
        audience: form.audience,
        // A place that the policy of the page cannot name gets no form that the browser would stop.
        url: url.filter(|_| target.is_some()),
        token: presented.token,
        until: Moment::new(presented.expires_at, state.now()),
    })?;
    if let Some(target) = target {
        response.extensions_mut().insert(target);
    }
    Ok(response)
}
