//! Making and changing a destination.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, DestinationDraft, DestinationView, TargetDraft};
use model::{AUDIENCE_CLASSES, Act, Address, Class, QueueName, Resource, Role, Target};
use serde::Deserialize;

use super::{class_words, found, id_of};
use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{
        consents::Choice,
        queues::{DAY_SECS, HOUR_SECS, MINUTE_SECS, amount_of},
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// The units of the time for accepting, each in seconds.
const UNITS: [(&str, i64); 3] =
    [("minutes", MINUTE_SECS), ("hours", HOUR_SECS), ("days", DAY_SECS)];

/// Asks what a destination is to be.
#[derive(Template)]
#[template(path = "destinations/edit.html")]
pub struct DestinationEdit {
    /// What stands around.
    pub frame: Frame,
    /// Its id; `None` for a new one.
    pub id: Option<String>,
    /// The version that is changed.
    pub version: i64,
    /// What was typed.
    pub typed: Typed,
    /// What it can be: queues, members, roles, an address.
    pub targets: Vec<(String, Vec<Choice>)>,
    /// Classes that may go there.
    pub classes: Vec<Choice>,
    /// The units of the time for accepting.
    pub units: Vec<Choice>,
    /// Why the form came back, and at which field.
    pub error: Option<(&'static str, String)>,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who it is: `queue:systems`, `member:…`, `role:team_leader`, `outside`.
    pub target: String,
    /// The address outside.
    pub address: String,
    /// Which classes may go there.
    pub audience: BTreeSet<Class>,
    /// How many units.
    pub amount: String,
    /// Of which.
    pub unit: String,
}

impl DestinationEdit {
    /// Returns why the form came back because of a field.
    fn fault(&self, field: &str) -> Option<&String> {
        self.error.as_ref().filter(|(at, _)| *at == field).map(|(_, words)| words)
    }

    fn new(
        frame: Frame,
        (id, version): (Option<String>, i64),
        typed: Typed,
        targets: Vec<(String, Vec<Choice>)>,
    ) -> Self {
        let unit = |(unit, _): (&str, i64)| Choice {
            value: unit.to_owned(),
            label: say_of("queues-unit", unit).to_string(),
            is_ticked: typed.unit == unit,
        };
        let class = |class: Class| Choice {
            value: class.as_str().to_owned(),
            label: class_words(class),
            is_ticked: typed.audience.contains(&class),
        };
        let (units, classes) =
            (UNITS.into_iter().map(unit).collect(), AUDIENCE_CLASSES.map(class).into());
        Self { frame, id, version, typed, targets, classes, units, error: None }
    }

    /// Returns sample values of a destination that is changed.
    pub fn sample() -> Self {
        let typed = Typed {
            name: "Machines".to_owned(),
            purpose: "What the machines have to do with.".to_owned(),
            target: "queue:systems".to_owned(),
            address: String::new(),
            audience: [Class::Personal].into(),
            amount: "4".to_owned(),
            unit: "hours".to_owned(),
        };
        let queues = ["triage", "systems"].map(|name| choice("queue", name, name, &typed.target));
        let roles = [Role::TeamLeader, Role::Counsel].map(|role| role_choice(role, &typed.target));
        let targets = vec![
            (say("destinations-kind-queue").to_string(), queues.into()),
            (say("destinations-kind-role").to_string(), roles.into()),
            outside(&typed.target),
        ];
        let frame = Frame::sample_staff(Here::Destinations, "");
        let id = "0199d0c2-0000-7000-8000-000000000008".to_owned();
        Self::new(frame, (Some(id), 3), typed, targets)
    }

    /// Returns sample values of a new destination whose form came back.
    pub fn sample_invalid() -> Self {
        let sample = Self::sample();
        let typed = Typed {
            target: "outside".to_owned(),
            address: "elsewhere".to_owned(),
            ..sample.typed.clone()
        };
        let words = "not a mail address; it looks like name@example.org".to_owned();
        let error = Some(("address", words));
        Self { id: None, version: 0, typed, error, ..sample }
    }
}

fn choice(kind: &str, value: &str, label: &str, chosen: &str) -> Choice {
    let value = format!("{kind}:{value}");
    Choice { is_ticked: value == chosen, value, label: label.to_owned() }
}

/// Leaves out what is out of use, but for what the destination is already: that is marked, and may stay.
fn kept_choice(choice: Choice, is_there: bool) -> Option<Choice> {
    match (is_there, choice.is_ticked) {
        (true, _) => Some(choice),
        (false, true) => {
            let label = say("destinations-gone").with("name", choice.label).to_string();
            Some(Choice { label, ..choice })
        }
        (false, false) => None,
    }
}

fn role_choice(role: Role, chosen: &str) -> Choice {
    choice("role", role.as_str(), &say_of("role", role.as_str()).to_string(), chosen)
}

fn outside(chosen: &str) -> (String, Vec<Choice>) {
    let choice = Choice {
        value: "outside".to_owned(),
        label: say("destinations-outside").to_string(),
        is_ticked: chosen == "outside",
    };
    (say("destinations-kind-outside").to_string(), vec![choice])
}

/// A destination as somebody wants it.
#[derive(Deserialize)]
pub struct DestinationForm {
    name: String,
    purpose: String,
    target: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    audience: Vec<String>,
    amount: String,
    unit: String,
    #[serde(default)]
    version: i64,
}

impl DestinationForm {
    fn typed(self) -> Typed {
        Typed {
            audience: self.audience.iter().filter_map(|word| Class::of_str(word)).collect(),
            name: self.name,
            purpose: self.purpose,
            target: self.target,
            address: self.address,
            amount: self.amount,
            unit: self.unit,
        }
    }
}

/// Asks for a new destination.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.must(&state, Act::DestinationCreate, &Resource::House)?;
    let typed =
        Typed { unit: "hours".to_owned(), audience: [Class::Personal].into(), ..Typed::default() };
    page(&asking(&state, &caller, (None, 0), typed).await?)
}

/// Asks for changes of a destination.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    caller.must(&state, Act::DestinationEdit, &Resource::House)?;
    let view = found(&state, &caller, &id).await?;
    let version = view.destination.version;
    page(&asking(&state, &caller, (Some(id), version), typed_of(view)).await?)
}

/// Makes a destination.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<DestinationForm>,
) -> Result<Response, Trouble> {
    let typed = form.typed();
    let done = match draft(&typed) {
        Ok(draft) => state.desk.create_destination(&caller.actor, draft).await.map(drop),
        Err(error) => Err(error),
    };
    finish(&state, &caller, (None, 0), typed, done).await
}

/// Changes a destination.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<DestinationForm>,
) -> Result<Response, Trouble> {
    let (version, typed) = (form.version, form.typed());
    let done = match draft(&typed) {
        Ok(draft) => {
            let id = id_of(&id)?;
            state.desk.update_destination(&caller.actor, id, version, draft).await
        }
        Err(error) => Err(error),
    };
    finish(&state, &caller, (Some(id), version), typed, done).await
}

async fn finish(
    state: &crate::State,
    caller: &Caller,
    which: (Option<String>, i64),
    typed: Typed,
    done: Result<(), DeskError>,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(Redirect::to("/destinations?done=destination_kept").into_response()),
        Err(DeskError::Invalid { field, words }) => {
            caller.must(state, Act::DestinationEdit, &Resource::House)?;
            let asking = asking(state, caller, which, typed).await?;
            let page = DestinationEdit { error: Some((field, words)), ..asking };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn asking(
    state: &crate::State,
    caller: &Caller,
    which: (Option<String>, i64),
    typed: Typed,
) -> Result<DestinationEdit, Trouble> {
    let chosen = &typed.target;
    let queues = state.desk.queues(&caller.actor).await?;
    let queues = queues.iter().filter_map(|queue| {
        let (name, is_there) = (queue.name.as_str(), queue.is_active);
        kept_choice(choice("queue", name, name, chosen), is_there)
    });
    let staff = state.desk.staff(&caller.actor).await?;
    let staff = staff.iter().filter_map(|card| {
        let title = crate::floors::title(card);
        kept_choice(choice("member", &card.id.to_string(), &title, chosen), card.is_active)
    });
    let roles = Role::ALL.into_iter();
    let roles = roles.filter(|role| !matches!(role, Role::Administrator | Role::Auditor));
    let targets = vec![
        (say("destinations-kind-queue").to_string(), queues.collect()),
        (say("destinations-kind-member").to_string(), staff.collect()),
        (
            say("destinations-kind-role").to_string(),
            roles.map(|role| role_choice(role, chosen)).collect(),
        ),
        outside(chosen),
    ];
    let frame = caller.frame(state, Here::Destinations).await?;
    Ok(DestinationEdit::new(frame, which, typed, targets))
}

fn typed_of(view: DestinationView) -> Typed {
    let (amount, unit) = amount_of(view.destination.accept_secs);
    let kind = view.destination.target.kind();
    let target = match view.destination.target {
        Target::Queue(_) => format!("{kind}:{}", view.target),
        Target::Member(id) => format!("{kind}:{id}"),
        Target::Role(role) => format!("{kind}:{}", role.as_str()),
        Target::Outside => kind.to_owned(),
    };
    Typed {
        name: view.destination.name,
        purpose: view.destination.purpose,
        target,
        address: view.address.map(|address| address.expose().to_owned()).unwrap_or_default(),
        audience: view.destination.audience,
        amount: amount.to_string(),
        unit: unit.to_owned(),
    }
}

fn draft(typed: &Typed) -> Result<DestinationDraft, DeskError> {
    let invalid = |field, words: String| DeskError::Invalid { field, words };
    let unit = UNITS.into_iter().find(|(unit, _)| *unit == typed.unit).map(|(_, secs)| secs);
    let amount = typed.amount.trim().parse::<i64>().ok();
    let secs = amount.zip(unit).and_then(|(amount, unit)| amount.checked_mul(unit));
    let words = || say("queues-not-whole").to_string();
    let accept_secs = secs.ok_or_else(|| invalid("accept_secs", words()))?;
    let unknown = || invalid("target", say("destinations-choose").to_string());
    let target = match typed.target.split_once(':') {
        Some(("queue", name)) => TargetDraft::Queue(QueueName::parse(name).map_err(|_| unknown())?),
        Some(("member", id)) => TargetDraft::Member(id.parse().map_err(|_| unknown())?),
        Some(("role", word)) => TargetDraft::Role(Role::of_str(word).ok_or_else(unknown)?),
        None if typed.target == "outside" => {
            let address = Address::parse(typed.address.trim());
            TargetDraft::Outside(address.map_err(|fault| invalid("address", fault.to_string()))?)
        }
        _ => return Err(unknown()),
    };
    Ok(DestinationDraft {
        name: typed.name.clone(),
        purpose: typed.purpose.clone(),
        target,
        audience: typed.audience.clone(),
        accept_secs,
    })
}
