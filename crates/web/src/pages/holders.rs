//! Who holds authority over one's own data: since when, until when, used how often; taken back by one button.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use model::{AuthorityId, AuthorityKind};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    notice::DoneQuery,
    pages::{
        authorities::{AuthorityItem, Standing, VisitItem},
        messages::EmptyForm,
    },
    say,
    trouble::{Trouble, page},
};

/// Who holds authority over my data.
#[derive(Template)]
#[template(path = "holders/list.html")]
pub struct HolderList {
    /// What stands around.
    pub frame: Frame,
    /// Those that allow something now.
    pub live: Vec<AuthorityItem>,
    /// Those that are over, the latest first.
    pub over: Vec<AuthorityItem>,
}

/// Says where an authority comes from, to the person whose data it is; `None` where it says so itself.
const fn title(kind: AuthorityKind, is_mine: bool) -> Option<Words> {
    match (kind, is_mine) {
        (AuthorityKind::Consent, true) => Some(say("holders-your-consent")),
        (AuthorityKind::Emergency, false) => Some(say("holders-emergency")),
        _ => None,
    }
}

impl HolderList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let own = |item: AuthorityItem, kind, is_mine| AuthorityItem {
            title: title(kind, is_mine).map(String::from).unwrap_or_default(),
            is_mine,
            ..item
        };
        let emergency = AuthorityItem {
            id: "0199d0c2-0000-7000-8000-0000000000a4".to_owned(),
            holder: model::Personal::new("Egon Staffname, support engineer".to_owned()),
            standing: Standing::Live("3 h".to_owned()),
            visits: vec![VisitItem {
                number: "s20261121.30".to_owned(),
                who: model::Personal::new("Egon Staffname, support engineer".to_owned()),
                at: crate::samples::minutes_ago(20),
            }],
            ..AuthorityItem::sample()
        };
        let (consent, glass) = (AuthorityKind::Consent, AuthorityKind::Emergency);
        Self {
            frame: Frame::sample_requester(),
            live: vec![own(AuthorityItem::sample(), consent, true), own(emergency, glass, false)],
            over: vec![own(AuthorityItem::sample_withdrawn(), consent, true)],
        }
    }

    /// Returns sample values where nobody holds anything.
    pub fn sample_empty() -> Self {
        Self { live: Vec::new(), over: Vec::new(), ..Self::sample() }
    }
}

/// Lists who holds authority over the caller's data.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.person_authorities(&caller.actor).await?;
    let now = state.now();
    let me = caller.actor.person_id();
    let items = views.into_iter().map(|view| {
        // Only who gave it takes it back: a ruling over somebody's data is not theirs to end.
        let is_mine = Some(view.terms.issuer.person_id) == me;
        let title = title(view.terms.kind, is_mine);
        let item = AuthorityItem::new(&state.desk, view, now);
        AuthorityItem { is_mine, title: title.map_or(item.title, String::from), ..item }
    });
    let (live, over) = items.partition(AuthorityItem::is_live);
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&HolderList { frame, live, over })
}

/// Takes one back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<AuthorityId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.withdraw_authority(&caller.actor, id).await?;
    Ok(Redirect::to("/me/authorities?done=withdrawn").into_response())
}
