//! Destinations: where cases can be handed over to, which of them may go there, and how soon they are accepted.

pub mod edit;
pub mod retirements;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::DestinationView;
use model::{Act, Class, Destination, DestinationId, Resource, Role, Target};

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    notice::{Done, DoneQuery},
    pages::queues::target_words,
    say, say_of,
    trouble::{Trouble, page},
};

/// Every destination.
#[derive(Template)]
#[template(path = "destinations/list.html")]
pub struct DestinationList {
    /// What stands around.
    pub frame: Frame,
    /// The destinations, by name.
    pub rows: Vec<DestinationRow>,
    /// True where the reader may change them.
    pub may_edit: bool,
}

/// A destination.
pub struct DestinationRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who it is, in words: `the queue systems`.
    pub target: String,
    /// Which classes of cases go there, in words.
    pub audience: String,
    /// How long accepting may take: `4 hours`.
    pub within: String,
    /// False when nothing is handed over to it any more.
    pub is_active: bool,
    /// The version that is shown.
    pub version: i64,
}

impl DestinationRow {
    fn new(view: DestinationView) -> Self {
        let target = match (view.destination.target, &view.address) {
            (Target::Outside, Some(address)) => address.expose().to_owned(),
            (Target::Outside, None) => String::new(),
            (Target::Role(role), _) => say_of("role", role.as_str()).to_string(),
            (Target::Member(_), _) => crate::floors::titled(&view.target),
            (Target::Queue(_), _) => view.target,
        };
        let kind = view.destination.target.kind();
        Self {
            id: view.destination.id.to_string(),
            name: view.destination.name,
            purpose: view.destination.purpose,
            target: say_of("destinations-to", kind).with("target", target).to_string(),
            audience: classes(view.destination.audience),
            within: target_words(view.destination.accept_secs),
            is_active: view.destination.is_active,
            version: view.destination.version,
        }
    }
}

impl DestinationList {
    /// Returns sample values, as an administrator sees them.
    pub fn sample() -> Self {
        let row = |name: &str, kind: &str, target: &str, is_active| DestinationRow {
            id: format!("0199d0c2-0000-7000-8000-0000000000{:02x}", name.len()),
            name: name.to_owned(),
            purpose: "What the first line cannot mend.".to_owned(),
            target: say_of("destinations-to", kind).with("target", target).to_string(),
            audience: classes([Class::Personal, Class::PrivateBusiness]),
            within: target_words(4 * 3_600),
            is_active,
            version: 3,
        };
        Self {
            frame: Frame::sample_staff(Here::Destinations, ""),
            rows: vec![
                row("Machines", "queue", "systems", true),
                row(
                    "Second line",
                    "role",
                    &say_of("role", Role::TeamLeader.as_str()).to_string(),
                    true,
                ),
                row("The other team", "outside", "team@elsewhere.example", true),
                row("Holidays", "member", "Support engineer 3", false),
            ],
            may_edit: true,
        }
    }

    /// Returns sample values of a house without any, as somebody sees it who may change nothing.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), may_edit: false, ..Self::sample() }
    }
}

/// Lists the destinations.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.destinations(&caller.actor).await?;
    let mut frame = caller.frame(&state, Here::Destinations).await?;
    frame.notice = query.done.map(Done::sentence);
    page(&DestinationList {
        rows: views.into_iter().map(DestinationRow::new).collect(),
        may_edit: caller.may(&state, Act::DestinationEdit, &Resource::House),
        frame,
    })
}

fn classes(audience: impl IntoIterator<Item = Class>) -> String {
    let words = audience.into_iter().map(class_words).collect::<Vec<_>>();
    words.join(", ")
}

/// Returns the word of a class.
fn class_words(class: Class) -> String {
    say_of("destinations-class", class.as_str()).to_string()
}

fn id_of(text: &str) -> Result<DestinationId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

/// Finds a destination by the id in an address.
async fn found(
    state: &crate::State,
    caller: &Caller,
    id: &str,
) -> Result<DestinationView, Trouble> {
    let id = id_of(id)?;
    let views = state.desk.destinations(&caller.actor).await?;
    views.into_iter().find(|view| view.destination.id == id).ok_or(Trouble::NotFound)
}

/// Words a destination for a list to choose from: `Machines: the queue systems`.
pub fn choice_words(destination: &Destination) -> String {
    let name = &destination.name;
    match destination.target {
        Target::Outside => say("destinations-outside-choice").with("name", name).to_string(),
        _ => name.clone(),
    }
}
