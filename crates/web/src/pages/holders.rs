//! Who holds authority over one's own data: since when, until when, used how often; taken back by one button.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use model::AuthorityId;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    notice::DoneQuery,
    pages::{authorities::AuthorityItem, messages::EmptyForm},
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

impl HolderList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let emergency = AuthorityItem {
            id: "0199d0c2-0000-7000-8000-0000000000a4".to_owned(),
            title: "Broken glass".to_owned(),
            holder: model::Personal::new("Egon Staffname, support engineer".to_owned()),
            ..AuthorityItem::sample_ruling()
        };
        Self {
            frame: Frame::sample_requester(),
            live: vec![AuthorityItem::sample(), emergency],
            over: vec![AuthorityItem::sample_withdrawn()],
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
        AuthorityItem { is_mine, ..AuthorityItem::new(&state.desk, view, now) }
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
