//! Making and changing a queue.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, QueueDraft};
use model::{Act, QueueName, Resource, Role};
use serde::Deserialize;

use super::{DAY_SECS, HOUR_SECS, MINUTE_SECS, amount_of, queue_of, role_words};
use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::consents::Choice,
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// The units of a clock, each in seconds.
const UNITS: [(&str, i64); 3] =
    [("minutes", MINUTE_SECS), ("hours", HOUR_SECS), ("days", DAY_SECS)];

/// Asks what a queue is to be.
#[derive(Template)]
#[template(path = "queues/edit.html")]
pub struct QueueEdit {
    /// What stands around.
    pub frame: Frame,
    /// Its present name; `None` for a new one.
    pub name: Option<String>,
    /// What was typed.
    pub typed: Typed,
    /// The units of its clock.
    pub units: Vec<Choice>,
    /// Who may staff it.
    pub roles: Vec<Choice>,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Its name.
    pub name: String,
    /// How many units.
    pub amount: String,
    /// Of which.
    pub unit: String,
    /// Who staffs it.
    pub roles: BTreeSet<Role>,
}

impl QueueEdit {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    fn new(frame: Frame, name: Option<String>, typed: Typed) -> Self {
        let unit = |(unit, _): (&str, i64)| Choice {
            value: unit.to_owned(),
            label: say_of("queues-unit", unit).to_string(),
            is_ticked: typed.unit == unit,
        };
        // To set the house up gives no right to read anybody's messages, so these staff no queue.
        let roles = Role::ALL.into_iter().filter(|role| {
            !matches!(role, Role::Administrator | Role::Auditor) || typed.roles.contains(role)
        });
        let role = |role: Role| Choice {
            value: role.as_str().to_owned(),
            label: role_words(role),
            is_ticked: typed.roles.contains(&role),
        };
        let (units, roles) = (UNITS.into_iter().map(unit).collect(), roles.map(role).collect());
        Self { frame, name, typed, units, roles, error: None }
    }

    /// Returns sample values of a queue that is changed.
    pub fn sample() -> Self {
        let typed = Typed {
            name: "support".to_owned(),
            amount: "24".to_owned(),
            unit: "hours".to_owned(),
            roles: [Role::SupportEngineer, Role::TeamLeader].into(),
        };
        Self::new(Frame::sample_staff(Here::Queues, ""), Some("support".to_owned()), typed)
    }

    /// Returns sample values of a new queue whose form came back.
    pub fn sample_invalid() -> Self {
        let typed = Typed {
            name: "Help Desk".to_owned(),
            amount: "4".to_owned(),
            unit: "hours".to_owned(),
            ..Typed::default()
        };
        let words = "use up to 32 lower-case letters, digits and dashes, a letter first".to_owned();
        let page = Self::new(Frame::sample_staff(Here::Queues, ""), None, typed);
        Self { error: Some(("name", words)), ..page }
    }
}

/// A queue as somebody wants it.
#[derive(Deserialize)]
pub struct QueueForm {
    name: String,
    amount: String,
    unit: String,
    #[serde(default)]
    roles: Vec<String>,
}

impl QueueForm {
    fn typed(self) -> Typed {
        let roles = self.roles.iter().filter_map(|word| Role::of_str(word)).collect();
        Typed { name: self.name.trim().to_owned(), amount: self.amount, unit: self.unit, roles }
    }
}

/// Asks for a new queue.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.must(&state, Act::QueueEdit, &Resource::House)?;
    let frame = caller.frame(&state, Here::Queues).await?;
    let typed = Typed { unit: "hours".to_owned(), ..Typed::default() };
    page(&QueueEdit::new(frame, None, typed))
}

/// Asks for changes of a queue.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, Trouble> {
    caller.must(&state, Act::QueueEdit, &Resource::House)?;
    let queue = queue_of(&state, &caller, &name).await?;
    let (amount, unit) = amount_of(queue.first_response_secs);
    let typed = Typed {
        name: name.clone(),
        amount: amount.to_string(),
        unit: unit.to_owned(),
        roles: queue.roles,
    };
    page(&QueueEdit::new(caller.frame(&state, Here::Queues).await?, Some(name), typed))
}

/// Makes a queue.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<QueueForm>,
) -> Result<Response, Trouble> {
    let typed = form.typed();
    let done = match draft(&typed, true) {
        Ok(draft) => state.desk.create_queue(&caller.actor, draft).await.map(drop),
        Err(error) => Err(error),
    };
    finish(&state, &caller, None, typed, done).await
}

/// Changes a queue.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(name): Path<String>,
    Ours(form): Ours<QueueForm>,
) -> Result<Response, Trouble> {
    let queue = queue_of(&state, &caller, &name).await?;
    let typed = form.typed();
    let done = match draft(&typed, queue.is_active) {
        Ok(draft) => state.desk.update_queue(&caller.actor, &queue.name, draft).await,
        Err(error) => Err(error),
    };
    finish(&state, &caller, Some(name), typed, done).await
}

async fn finish(
    state: &crate::State,
    caller: &Caller,
    name: Option<String>,
    typed: Typed,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to("/queues?done=queue_kept").into_response()),
        Err(DeskError::Invalid { field, words }) => {
            caller.must(state, Act::QueueEdit, &Resource::House)?;
            let frame = caller.frame(state, Here::Queues).await?;
            let page =
                QueueEdit { error: Some((field, words)), ..QueueEdit::new(frame, name, typed) };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn draft(typed: &Typed, is_active: bool) -> Result<QueueDraft, DeskError> {
    let name = QueueName::parse(&typed.name)
        .map_err(|error| DeskError::Invalid { field: "name", words: error.to_string() })?;
    let unit = UNITS.into_iter().find(|(unit, _)| *unit == typed.unit).map(|(_, secs)| secs);
    let amount = typed.amount.trim().parse::<i64>().ok();
    let secs = amount.zip(unit).and_then(|(amount, unit)| amount.checked_mul(unit));
    let words = say("queues-not-whole").to_string();
    let secs = secs.ok_or(DeskError::Invalid { field: "first_response_secs", words })?;
    Ok(QueueDraft { name, first_response_secs: secs, roles: typed.roles.clone(), is_active })
}
