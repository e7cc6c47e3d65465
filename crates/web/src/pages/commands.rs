//! Commands: everything that can be done from here, in one list. The command bar shows the same list and filters it while
//! somebody types; without JavaScript it is a page with a field.

mod samples;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::BoardFilter;
use model::{Assigned, Filter, Personal, Term, Test};
use serde::Deserialize;

use crate::{
    caller::Caller,
    frame::{Frame, Here, Seat},
    keys::{PLACES, Place},
    pages::cases::{
        case::{Form, Right},
        rights,
        show::number_of,
    },
    query,
    trouble::{Trouble, page},
    twin::Twin,
};

/// Characters of the longest text by which commands are filtered.
const TYPED_CHARS_MAX: usize = 100;

/// One's own cases that are listed, the latest change first.
const RECENT_MAX: usize = 10;

/// Everything that can be done from here.
#[derive(Template)]
#[template(path = "commands/list.html")]
pub struct CommandList {
    /// What stands around.
    pub frame: Frame,
    /// The case that acts are done to.
    pub case: Option<String>,
    /// What was typed.
    pub typed: Personal<String>,
    /// The commands, by where they belong.
    pub groups: Vec<CommandGroup>,
}

/// Commands that belong together.
pub struct CommandGroup {
    /// The name that its heading has in the page.
    pub id: &'static str,
    /// Where they belong, in words.
    pub heading: String,
    /// The commands.
    pub commands: Vec<Command>,
}

/// One command.
pub struct Command {
    /// What it does, in words.
    pub words: Twin,
    /// What stands beside, smaller: a count, a number.
    pub aside: String,
    /// How it is done.
    pub way: Way,
}

/// How a command is done.
pub enum Way {
    /// By going there: to a page, or to the field that the act needs.
    Link(String),
    /// By sending this.
    Post {
        /// Where to.
        path: String,
        /// What is sent beside the token.
        fields: Vec<(&'static str, String)>,
    },
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct CommandQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    case: String,
}

/// Lists what can be done.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(asked): Query<CommandQuery>,
) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    let mut groups = Vec::new();
    if !asked.case.is_empty() {
        groups.push(of_case(&state, &caller, &asked.case).await?);
    }
    groups.push(recent(&state, &caller).await?);
    groups.extend(places(&frame));
    let typed: String = asked.q.chars().take(TYPED_CHARS_MAX).collect();
    for group in &mut groups {
        group.commands.retain(|command| command.is_meant(&typed));
    }
    groups.retain(|group| !group.commands.is_empty());
    let case = Some(asked.case).filter(|case| !case.is_empty());
    page(&CommandList { frame, case, typed: Personal::new(typed), groups })
}

/// The acts that the gate allows on a case now.
async fn of_case(
    state: &crate::State,
    caller: &Caller,
    number: &str,
) -> Result<CommandGroup, Trouble> {
    let number = number_of(number)?;
    let view = state.desk.case(&caller.actor, number).await?;
    let decisions = state.desk.case_rights(&caller.actor, number).await?;
    let rights = rights::rights(state, caller, &view, &decisions).await?;
    let version = view.case.version;
    let commands = rights.into_iter().filter(|right| right.is_held);
    let mut commands: Vec<Command> =
        commands.flat_map(|right| of_right(right, &format!("/cases/{number}"), version)).collect();
    commands.push(Command::link("Show the case", &format!("/cases/{number}")));
    Ok(CommandGroup { id: "on-case", heading: format!("On {number}"), commands })
}

fn of_right(right: Right, case: &str, version: i64) -> Vec<Command> {
    let version = || ("version", version.to_string());
    // What stands on the page of the case is gone to there, wherever one is now.
    let place = |at: &str| format!("{case}{at}");
    match right.form {
        Form::None => Vec::new(),
        Form::Link { href, .. } if href.starts_with('#') => {
            vec![Command::link(&right.words, &place(&href))]
        }
        Form::Link { href, .. } => vec![Command::link(&right.words, &href)],
        Form::Button { path, label } => vec![Command::post(label, path, vec![version()])],
        Form::Move { path, queues } => queues
            .into_iter()
            .map(|queue| {
                let words = format!("Move to {queue}");
                Command::post(&words, path.clone(), vec![version(), ("queue", queue)])
            })
            .collect(),
        Form::Assign { path, may_take, colleagues } => {
            let mut commands = Vec::new();
            if may_take {
                let fields = vec![version(), ("staff", "me".to_owned())];
                commands.push(Command::post("Take it", path, fields));
            }
            if !colleagues.is_empty() {
                commands.push(Command::link("Assign to somebody", &place("#assign-staff")));
            }
            commands
        }
    }
}

/// One's own cases.
async fn recent(state: &crate::State, caller: &Caller) -> Result<CommandGroup, Trouble> {
    let mine = Term { is_negated: false, test: Test::Assigned(vec![Assigned::Me]) };
    let filter = Filter::of_terms(vec![mine]).unwrap_or_default();
    let found = state.desk.board(&caller.actor, BoardFilter { filter, after: None }).await?;
    let command = |view: &desk::CaseView| Command {
        words: Twin::of(view.subject.as_ref()),
        aside: view.case.number.to_string(),
        way: Way::Link(format!("/cases/{}", view.case.number)),
    };
    let commands = found.cases.iter().take(RECENT_MAX).map(command).collect();
    Ok(CommandGroup { id: "mine-lately", heading: "My cases".to_owned(), commands })
}

/// Pages, queues and views, as the navigation has them.
fn places(frame: &Frame) -> Vec<CommandGroup> {
    let Seat::Staff(seat) = &frame.seat else { return Vec::new() };
    let queue = |link: &crate::frame::QueueLink| Command {
        aside: format!("{} open", link.n_open),
        ..Command::link(&format!("Queue {}", link.name), &format!("/cases?q=queue:{}", link.name))
    };
    let view = |link: &crate::frame::ViewLink| Command {
        words: Twin::new(link.name.expose().clone()),
        aside: link.count.clone(),
        way: Way::Link(query::with_pair("/cases", "view", &link.id)),
    };
    let group =
        |id, heading: &str, commands| CommandGroup { id, heading: heading.to_owned(), commands };
    let known = PLACES.iter().filter(|place| seat.has(place.need));
    let known = known.map(|place: &Place| Command::link(place.words, place.href));
    vec![
        group("go-queues", "Queues", seat.queues.iter().map(queue).collect()),
        group("go-views", "Saved views", seat.views.iter().map(view).collect()),
        group("go-pages", "Pages", known.collect()),
    ]
}

impl Command {
    fn link(words: &str, href: &str) -> Self {
        let way = Way::Link(href.to_owned());
        Self { words: Twin::new(words), aside: String::new(), way }
    }

    fn post(words: &str, path: String, fields: Vec<(&'static str, String)>) -> Self {
        Self { words: Twin::new(words), aside: String::new(), way: Way::Post { path, fields } }
    }

    /// Says whether it holds all that was typed, whatever the case of its letters.
    fn is_meant(&self, typed: &str) -> bool {
        let text = format!("{} {}", self.words.text().expose(), self.aside).to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}
