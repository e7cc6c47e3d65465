//! The staff: who is on it, with what, who sits on the board, and what about it is not as it should be.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{Deed, StaffView};
use model::{Act, Personal, Resource, Role, StaffId};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    notice::DoneQuery,
    pages::messages::EmptyForm,
    say, say_of,
    trouble::{Trouble, page},
};

/// Everyone on the staff.
#[derive(Template)]
#[template(path = "staff/list.html")]
pub struct StaffList {
    /// What stands around.
    pub frame: Frame,
    /// The members who are active, by position.
    pub members: Vec<MemberRow>,
    /// The titles of those who left.
    pub former: Vec<String>,
    /// True where the board of the house stands.
    pub has_board: bool,
    /// True where the reader may take their seat on the board.
    pub may_join: bool,
    /// True where the reader may give a place, or move it.
    pub may_give: bool,
    /// True where a background check must be on record before somebody begins.
    pub needs_check: bool,
    /// True where too few sit on a board that was founded.
    pub is_board_short: bool,
    /// What about the access of the staff is not as it should be.
    pub faults: Vec<String>,
    /// When the house last looked by itself, and what it found.
    pub last_look: Option<LastLook>,
}

/// What the house found when it looked by itself.
pub struct LastLook {
    /// When.
    pub at: Moment,
    /// How much was not as it should be.
    pub n_faults: usize,
    /// True where it should have looked again since.
    pub is_late: bool,
}

/// One member.
pub struct MemberRow {
    /// Their id, and the anchor of the line.
    pub id: String,
    /// Their title.
    pub title: String,
    /// Their name.
    pub name: Personal<String>,
    /// Their roles in words.
    pub roles: Vec<String>,
    /// True for who sits on the board.
    pub is_on_board: bool,
    /// Who stands in for them, by title.
    pub deputy: Option<String>,
    /// The day on which the check of their background was finished: `2026-10-12`.
    pub checked_on: Option<String>,
    /// Where their place is ended, and what the button says; `None` where it is not the reader's to end.
    pub ending: Option<(String, Words)>,
    /// Where counsel sees what they agreed to.
    pub agreements: Option<String>,
}

impl StaffList {
    /// Returns sample values as an administrator sees them.
    pub fn sample() -> Self {
        let row = |title: &str, name: &str, roles: &[&str]| MemberRow {
            id: title.to_lowercase().replace(' ', "-"),
            title: title.to_owned(),
            name: Personal::new(name.to_owned()),
            roles: roles.iter().map(|role| say_of("role", role).to_string()).collect(),
            is_on_board: false,
            deputy: None,
            checked_on: Some("2026-10-12".to_owned()),
            ending: None,
            agreements: None,
        };
        let path = "/staff/0199d0c2-0000-7000-8000-000000000003/ending".to_owned();
        Self {
            frame: Frame::sample_staff(Here::Staff, ""),
            members: vec![
                MemberRow {
                    is_on_board: true,
                    ..row("Board member 1", "Bela Sample", &["board_member"])
                },
                MemberRow {
                    is_on_board: true,
                    ..row("Board member 2", "Bora Sample", &["board_member"])
                },
                MemberRow {
                    deputy: Some("Support engineer 5".to_owned()),
                    ending: Some((path, say("staff-end-place"))),
                    agreements: Some("/staff/3/agreements".to_owned()),
                    ..row("Support engineer 3", "Eva Sample", &["support_engineer", "triage"])
                },
                MemberRow {
                    checked_on: None,
                    ..row("Support engineer 5", "Ema Sample", &["support_engineer"])
                },
            ],
            former: vec!["Triage 4".to_owned()],
            has_board: true,
            may_join: false,
            may_give: true,
            needs_check: true,
            is_board_short: false,
            faults: vec!["member 4 of the staff has a place and no role".to_owned()],
            last_look: Some(LastLook {
                at: crate::samples::minutes_ago(60 * 9),
                n_faults: 1,
                is_late: false,
            }),
        }
    }

    /// Returns sample values of a house without a board, as somebody sees it who was given a seat.
    pub fn sample_founding() -> Self {
        let mut sample = Self::sample();
        for member in &mut sample.members {
            member.is_on_board = false;
            member.ending = None;
            member.agreements = None;
        }
        Self {
            former: Vec::new(),
            has_board: false,
            may_join: true,
            may_give: false,
            needs_check: false,
            faults: Vec::new(),
            last_look: None,
            ..sample
        }
    }
}

/// Lists the staff.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.staff(&caller.actor).await?;
    let mut frame = caller.frame(&state, Here::Staff).await?;
    frame.notice = query.done.map(crate::notice::Done::sentence);
    let mine = caller.staff().map(|staff| staff.id);
    let me = views.iter().find(|view| Some(view.id) == mine);
    let may_join = me.is_some_and(|me| {
        !me.is_on_board
            && me.roles.contains(&Role::BoardMember)
            && caller.may(&state, Act::BoardJoin, &Resource::Staff(me.id))
    });
    let faults = state.desk.access_faults().await?;
    let last_look = state.desk.last_access_look().await?.map(|look| LastLook {
        at: Moment::new(look.at, state.now()),
        n_faults: look.faults.len(),
        is_late: look.is_late,
    });
    let members = views.iter().filter(|view| view.is_active);
    page(&StaffList {
        members: members.map(|view| row(&state, &caller, view, &views)).collect(),
        former: views.iter().filter(|view| !view.is_active).map(crate::floors::title).collect(),
        has_board: state.desk.has_board(),
        is_board_short: state.desk.has_board() && !state.desk.board_stands(),
        may_join,
        may_give: may_give(&state, &caller),
        needs_check: state.desk.needs_check(),
        faults,
        last_look,
        frame,
    })
}

/// Says whether the caller may give a place, or move that it be given.
pub fn may_give(state: &crate::State, caller: &Caller) -> bool {
    caller.must(state, Act::StaffInvite, &Resource::House).is_ok()
}

fn row(state: &crate::State, caller: &Caller, view: &StaffView, views: &[StaffView]) -> MemberRow {
    let place = place_of(view);
    let is_alone = caller.may(state, Act::StaffRemove, &place);
    let is_possible = caller.must(state, Act::StaffRemove, &place).is_ok();
    let is_me = caller.staff().is_some_and(|staff| staff.id == view.id);
    let label = match (is_me, is_alone) {
        (true, _) => say("staff-give-up"),
        (false, true) => say("staff-end-place"),
        (false, false) => say("staff-move-ending"),
    };
    let path = format!("/staff/{}/ending", view.id);
    let person = Resource::Person(view.person_id);
    let sees_agreements = !is_me && caller.may(state, Act::AgreementShow, &person);
    let deputy = views.iter().find(|other| Some(other.id) == view.deputy_id);
    MemberRow {
        id: view.id.to_string(),
        title: crate::floors::title(view),
        name: view.name.clone(),
        roles: view.roles.iter().map(|role| say_of("role", role.as_str()).to_string()).collect(),
        is_on_board: view.is_on_board,
        deputy: deputy.map(crate::floors::title),
        checked_on: view.checked_at.map(|at| at.strftime("%Y-%m-%d").to_string()),
        ending: is_possible.then_some((path, label)),
        agreements: sees_agreements.then(|| format!("/staff/{}/agreements", view.id)),
    }
}

const fn place_of(view: &StaffView) -> Resource {
    if view.is_on_board { Resource::BoardMember(view.id) } else { Resource::Staff(view.id) }
}

/// Takes the caller's seat on the board.
pub async fn create_seat(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.join_board(&caller.actor).await?;
    Ok(Redirect::to("/staff?done=seated").into_response())
}

/// Ends a place at once where one may, and moves it where two decide.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let id: StaffId = id.parse().map_err(|_| Trouble::NotFound)?;
    let views = state.desk.staff(&caller.actor).await?;
    let view = views.iter().find(|view| view.id == id).ok_or(Trouble::NotFound)?;
    let place = place_of(view);
    let is_by_two = !caller.may(&state, Act::StaffRemove, &place)
        && caller.must(&state, Act::StaffRemove, &place).is_ok();
    if is_by_two {
        let proposal = state.desk.propose(&caller.actor, &Deed::EndPlace(id)).await?;
        return Ok(Redirect::to(&format!("/approvals/{proposal}?done=proposed")).into_response());
    }
    state.desk.remove_staff(&caller.actor, id).await?;
    Ok(Redirect::to("/staff?done=place_ended").into_response())
}
