//! Places: somebody is given one, or other roles; by a motion once there is a board.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Check, Deed, DeskError, NewMember};
use model::{Act, Address, Personal, Resource, Role};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::consents::Choice,
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Asks whom to give which place.
#[derive(Template)]
#[template(path = "staff/places_new.html")]
pub struct PlaceNew {
    /// What stands around.
    pub frame: Frame,
    /// True where the board decides.
    pub has_board: bool,
    /// What was typed.
    pub typed: Typed,
    /// The roles.
    pub roles: Vec<Choice>,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// What was typed.
#[derive(Default)]
pub struct Typed {
    /// Their address.
    pub address: Personal<String>,
    /// Their name.
    pub name: Personal<String>,
    /// The day of the check: `2026-11-20`.
    pub checked_on: String,
    /// Where it is told of.
    pub reference: Personal<String>,
}

impl PlaceNew {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Staff, ""),
            has_board: true,
            typed: Typed::default(),
            roles: choices(&BTreeSet::new()),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let personal = |text: &str| Personal::new(text.to_owned());
        let roles = [Role::SupportEngineer, Role::SystemAdministrator].into();
        Self {
            typed: Typed {
                address: personal("eva@desk.example"),
                name: personal("Eva Sample"),
                checked_on: "2026-11-20".to_owned(),
                reference: personal("d20261101.4"),
            },
            roles: choices(&roles),
            error: Some((
                "roles",
                "support engineer and system administrator exclude each other (000 SP 3.4.2)"
                    .to_owned(),
            )),
            ..Self::sample()
        }
    }
}

/// Who is to get which place.
#[derive(Deserialize)]
pub struct PlaceForm {
    address: String,
    name: String,
    #[serde(default)]
    roles: Vec<String>,
    checked_on: String,
    reference: String,
}

/// Asks whom to give which place.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.must(&state, Act::StaffInvite, &Resource::House)?;
    let roles = BTreeSet::new();
    page(&form_page(&state, &caller, Typed::default(), &roles, None).await?)
}

/// Gives the place, or moves that it be given.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<PlaceForm>,
) -> Result<Response, Trouble> {
    let roles = form.roles.iter().filter_map(|word| Role::of_str(word)).collect::<BTreeSet<_>>();
    let typed = Typed {
        address: Personal::new(form.address),
        name: Personal::new(form.name),
        checked_on: form.checked_on.trim().to_owned(),
        reference: Personal::new(form.reference),
    };
    let gift = match place(&typed, &roles) {
        Ok((member, check)) => state.desk.place_gift(member, check).await,
        Err(error) => Err(error),
    };
    let done = match gift {
        Ok(gift) if caller.may(&state, Act::StaffInvite, &Resource::House) => {
            let given = state.desk.invite(&caller.actor, gift.member, gift.check).await;
            given.map(|_| "/staff?done=placed".to_owned())
        }
        Ok(gift) => {
            let proposed = state.desk.propose(&caller.actor, &Deed::GivePlace(gift)).await;
            proposed.map(|id| format!("/approvals/{id}?done=proposed"))
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(path) => Ok(Redirect::to(&path).into_response()),
        Err(DeskError::Invalid { field, words }) => {
            caller.must(&state, Act::StaffInvite, &Resource::House)?;
            let error = Some((field, words));
            let page = form_page(&state, &caller, typed, &roles, error).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn form_page(
    state: &crate::State,
    caller: &Caller,
    typed: Typed,
    roles: &BTreeSet<Role>,
    error: Option<(&'static str, String)>,
) -> Result<PlaceNew, Trouble> {
    let frame = caller.frame(state, Here::Staff).await?;
    let has_board = state.desk.has_board();
    Ok(PlaceNew { frame, has_board, typed, roles: choices(roles), error })
}

fn choices(ticked: &BTreeSet<Role>) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.as_str().to_owned(),
        label: say_of("role", role.as_str()).to_string(),
        is_ticked: ticked.contains(&role),
    };
    Role::ALL.into_iter().map(choice).collect()
}

fn place(typed: &Typed, roles: &BTreeSet<Role>) -> Result<(NewMember, Option<Check>), DeskError> {
    let address = Address::parse(typed.address.expose().trim())
        .map_err(|error| DeskError::Invalid { field: "address", words: error.to_string() })?;
    let reference = typed.reference.clone();
    let check = match (typed.checked_on.as_str(), reference.expose().trim()) {
        ("", "") => None,
        (day, _) => {
            let words = say("places-day").to_string();
            let on = day.parse().map_err(|_| DeskError::Invalid { field: "checked_on", words })?;
            Some(Check { on, reference })
        }
    };
    let (name, roles) = (typed.name.clone(), roles.clone());
    Ok((NewMember { address, name, roles }, check))
}
