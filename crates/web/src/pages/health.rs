//! Health: how each part of the house was found, and what else whoever runs it wants to know.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::Timestamp;

use crate::{
    Part,
    caller::Caller,
    floors,
    frame::{Frame, Here},
    moment::Moment,
    rooms::{FactTold, HealthTold},
    trouble::{Trouble, page},
};

/// How the house does.
#[derive(Template)]
#[template(path = "health/show.html")]
pub struct HealthShow {
    /// What stands around.
    pub frame: Frame,
    /// When this was so.
    pub at: Moment,
    /// How many parts want a look.
    pub n_looks: usize,
    /// Each part; those that want a look first.
    pub parts: Vec<PartRow>,
    /// What else there is to know.
    pub groups: Vec<FactGroup>,
}

/// A part.
pub struct PartRow {
    /// What it is.
    pub name: String,
    /// How it is: `well`, `look`, `broken`.
    pub state: &'static str,
    /// The shape of that.
    pub shape: &'static str,
    /// The class by which styles tell it.
    pub class: &'static str,
    /// What was found, and what to do about it.
    pub words: String,
}

/// What belongs together.
pub struct FactGroup {
    /// Of what.
    pub title: String,
    /// What there is to know.
    pub facts: Vec<FactRow>,
}

/// Something to know.
pub struct FactRow {
    /// What.
    pub name: String,
    /// What it is.
    pub value: String,
    /// When it was so.
    pub at: Option<Moment>,
    /// True where somebody should look.
    pub is_warning: bool,
}

impl PartRow {
    fn new(part: &Part) -> Self {
        let (state, shape, class) = match (part.is_good, part.is_needed) {
            (true, _) => ("well", "may", "done"),
            (false, false) => ("look", "warn", "degraded"),
            (false, true) => ("broken", "refused", "refused"),
        };
        let (name, words) = (floors::house(part.name), floors::house(&part.words));
        Self { name, state, shape, class, words }
    }
}

impl HealthShow {
    fn new(frame: Frame, told: HealthTold, now: Timestamp) -> Self {
        let mut parts = told.parts;
        parts.sort_by_key(|part| (part.is_good, !part.is_needed));
        let mut groups: Vec<FactGroup> = Vec::new();
        for fact in told.facts {
            let row = FactRow {
                name: floors::house(fact.name),
                value: floors::house(&fact.value),
                at: fact.at.map(|at| Moment::new(at, now)),
                is_warning: fact.is_warning,
            };
            let title = floors::house(fact.group);
            match groups.iter_mut().find(|group| group.title == title) {
                Some(group) => group.facts.push(row),
                None => groups.push(FactGroup { title, facts: vec![row] }),
            }
        }
        Self {
            frame,
            at: Moment::new(now, now),
            n_looks: parts.iter().filter(|part| !part.is_good).count(),
            parts: parts.iter().map(PartRow::new).collect(),
            groups,
        }
    }

    /// Returns sample values of a house of which three parts want a look.
    pub fn sample() -> Self {
        let now = crate::samples::now();
        let part = |name, is_good, is_needed, words: &str| Part {
            name,
            is_good,
            is_needed,
            words: words.to_owned(),
        };
        let fact = |group, name, value: &str, at| FactTold {
            group,
            name,
            value: value.to_owned(),
            at,
            is_warning: value == "never",
        };
        let parts = vec![
            part("database", true, true, "7 queues"),
            part("storage", false, true, "a folder takes no writes or is nearly full; make room"),
            part("search", true, false, "search words are hashed under one key"),
            part(
                "relay",
                false,
                false,
                "it did not take a mail (4.4.1); mails wait and are tried again",
            ),
            part("witness", false, false, "audit.witness is not set"),
        ];
        let facts = vec![
            fact("Log", "entries", "20,412", Some(now)),
            fact("Log", "verified", "never", None),
            fact("Database", "kind", "SQLite", None),
            fact("Database", "size", "1.4 GB", None),
            fact("Version", "Chancery", "0.1.0", None),
        ];
        Self::new(Frame::sample_staff(Here::Health, ""), HealthTold { parts, facts }, now)
    }

    /// Returns sample values of a house that is well.
    pub fn sample_well() -> Self {
        let part =
            |name| Part { name, is_good: true, is_needed: true, words: "all is well".to_owned() };
        let told = HealthTold { parts: vec![part("database"), part("storage")], facts: Vec::new() };
        Self::new(Frame::sample_staff(Here::Health, ""), told, crate::samples::now())
    }
}

/// Shows how the house does.
pub async fn show(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    state.desk.look_over_house(&caller.actor).await?;
    let told = (state.rooms.health)().await;
    page(&HealthShow::new(caller.frame(&state, Here::Health).await?, told, state.now()))
}
