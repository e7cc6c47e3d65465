//! The demonstration: its first page, and the seats that anybody may take there.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use model::{Actor, Role};
use serde::Deserialize;

use crate::{
    Demo,
    caller::Caller,
    demo::{DemoSeat, DemoStep, DemoWords},
    form::Ours,
    frame::{Frame, Here},
    pages::signins,
    say, say_of,
    trouble::{Trouble, page},
};

/// The guided first page.
#[derive(Template)]
#[template(path = "demos/show.html")]
pub struct DemoShow {
    /// What stands around.
    pub frame: Frame,
    /// Who there is, and whether it is who looks.
    pub seats: Vec<(DemoSeat, bool)>,
    /// What to look at, with the name of who does.
    pub steps: Vec<(DemoStep, String)>,
}

/// As whom to sit down, and for which step.
#[derive(Deserialize)]
pub struct SeatForm {
    seat: String,
    step: Option<usize>,
}

impl DemoShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let words = |en: &str| DemoWords { en: en.to_owned(), ..DemoWords::default() };
        let seat = |key: &str, name: &str, part: &str, line: &str| DemoSeat {
            key: key.to_owned(),
            person_id: model::PersonId::from_uuid(uuid::Uuid::nil()),
            name: name.to_owned(),
            part: part.to_owned(),
            line: words(line),
        };
        let step = |title: &str, told: &str, seat: &str, path: &str| DemoStep {
            title: words(title),
            words: words(told),
            seat: seat.to_owned(),
            path: path.to_owned(),
        };
        let demo = Demo {
            seats: vec![
                seat(
                    "engineer",
                    "Ruth Amsel",
                    "support engineer",
                    "Answers most of what comes in.",
                ),
                seat("hana", "Hana Dvořáková", "requester", "Cannot renew her certificate."),
            ],
            steps: vec![
                step(
                    "The board",
                    "Every name, address and number is replaced by a placeholder before anybody reads it.",
                    "engineer",
                    "/cases",
                ),
                step(
                    "Who looked",
                    "Hana sees who opened her message, when, and why.",
                    "hana",
                    "/me/looks",
                ),
            ],
        };
        Self::of(&demo, Frame::sample_nobody(), &Actor::Visitor)
    }

    /// Says what somebody is here in the reader's language.
    fn part(&self, part: &str) -> String {
        let one = |name: &str| {
            let role = Role::of_str(&name.replace(' ', "_"));
            role.map_or_else(|| say("demo-requester"), |role| say_of("role", role.as_str()))
        };
        part.split(", ").map(|name| one(name).to_string()).collect::<Vec<_>>().join(", ")
    }

    fn of(demo: &Demo, frame: Frame, reader: &Actor) -> Self {
        let me = reader.person_id();
        let name_of = |key: &str| {
            let seat = demo.seats.iter().find(|seat| seat.key == key);
            seat.map_or_else(String::new, |seat| seat.name.clone())
        };
        let seats = demo.seats.iter().map(|seat| (seat.clone(), me == Some(seat.person_id)));
        let steps = demo.steps.iter().map(|step| (step.clone(), name_of(&step.seat)));
        Self { seats: seats.collect(), steps: steps.collect(), frame }
    }
}

/// Shows the first page. A house that is no demonstration has none.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let demo = state.demo.clone().ok_or(Trouble::NotFound)?;
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&DemoShow::of(&demo, frame, &caller.actor))
}

/// Sits down as somebody: the present session ends, theirs begins, by a link like every other.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<SeatForm>,
) -> Result<Response, Trouble> {
    let demo = state.demo.clone().ok_or(Trouble::NotFound)?;
    let seat = demo.seats.iter().find(|seat| seat.key == form.seat).ok_or(Trouble::NotFound)?;
    let step = form.step.and_then(|index| demo.steps.get(index));
    if !matches!(caller.actor, Actor::Visitor) {
        state.sign_in.sign_out(caller.cookie.expose()).await?;
    }
    let secret = state.sign_in.issue_link(seat.person_id).await?;
    let signed_in = state.sign_in.use_link(secret.expose(), caller.peer).await?;
    let signed_in = signed_in.ok_or(Trouble::NotFound)?;
    let path = step.map_or("/", |step| &step.path);
    Ok((signins::cookies_of(&state, &signed_in), Redirect::to(path)).into_response())
}
