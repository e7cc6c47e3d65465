//! Commands: everything that can be done from here, in one list. The command bar shows the same list and filters it while
//! somebody types; without JavaScript it is a page with a field.

mod on_case;
mod samples;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::BoardFilter;
use model::{Act, Assigned, Filter, Personal, Resource, SheetKind, Term, Test};
use serde::Deserialize;

use crate::{
    caller::{Caller, SOMEBODY},
    frame::{Frame, Here, Seat, StaffSeat},
    keys::{Need, PLACES, Place},
    locale::Words,
    pages::sheets::edit::may_write,
    query, say, say_of,
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
    /// The same in English, by which it is found, too; empty for a reader of English.
    pub english: String,
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
    let mut groups = groups(&state, &caller, &frame, &asked.case).await?;
    let typed: String = asked.q.chars().take(TYPED_CHARS_MAX).collect();
    for group in &mut groups {
        group.commands.retain(|command| command.is_meant(&typed));
    }
    groups.retain(|group| !group.commands.is_empty());
    let case = Some(asked.case).filter(|case| !case.is_empty());
    page(&CommandList { frame, case, typed: Personal::new(typed), groups })
}

/// Everything that can be done from here, in the reader's language.
async fn groups(
    state: &crate::State,
    caller: &Caller,
    frame: &Frame,
    case: &str,
) -> Result<Vec<CommandGroup>, Trouble> {
    let mut groups = Vec::new();
    if !case.is_empty() {
        groups.push(on_case::of_case(state, caller, case).await?);
    }
    groups.push(recent(state, caller).await?);
    let Seat::Staff(seat) = &frame.seat else { return Ok(groups) };
    let mut known = Vec::with_capacity(PLACES.len());
    for place in &PLACES {
        if has(state, caller, seat, place.need).await? {
            known.push(place);
        }
    }
    groups.extend(places(seat, known));
    Ok(groups)
}

/// One's own cases.
async fn recent(state: &crate::State, caller: &Caller) -> Result<CommandGroup, Trouble> {
    let mine = Term { is_negated: false, test: Test::Assigned(vec![Assigned::Me]) };
    let filter = Filter::of_terms(vec![mine]).unwrap_or_default();
    let found = state.desk.board(&caller.actor, BoardFilter { filter, after: None }).await?;
    let command = |view: &desk::CaseView| Command {
        words: Twin::of(view.subject.as_ref()),
        english: String::new(),
        aside: view.case.number.to_string(),
        way: Way::Link(format!("/cases/{}", view.case.number)),
    };
    let commands = found.cases.iter().take(RECENT_MAX).map(command).collect();
    Ok(CommandGroup { id: "mine-lately", heading: say("commands-mine").to_string(), commands })
}

/// Says whether somebody has what a page asks for: a form is a place for whoever may use it, alone or with a second.
async fn has(
    state: &crate::State,
    caller: &Caller,
    seat: &StaffSeat,
    need: Need,
) -> Result<bool, Trouble> {
    Ok(match need {
        Need::Possible(Act::TemplateEdit) => may_write(state, caller, SheetKind::Template).await?,
        Need::Possible(Act::GuideEdit) => may_write(state, caller, SheetKind::Guide).await?,
        Need::Possible(act @ (Act::PersonDestroy | Act::FactorReset)) => {
            caller.must(state, act, &SOMEBODY).is_ok()
        }
        Need::Possible(Act::AuthorityGive) => {
            state.desk.board_stands()
                && caller.must(state, Act::AuthorityGive, &Resource::House).is_ok()
        }
        Need::Possible(act) => caller.must(state, act, &Resource::House).is_ok(),
        Need::Board => state.desk.may_read_motions(&caller.actor),
        need => seat.has(need),
    })
}

/// Queues and views, as the navigation has them, and pages.
fn places(seat: &StaffSeat, known: Vec<&Place>) -> Vec<CommandGroup> {
    let queue = |link: &crate::frame::QueueLink| Command {
        aside: say("commands-n-open").with("n", link.n_open).to_string(),
        ..Command::link(
            say("commands-queue").with("queue", &link.name),
            &format!("/cases?q=queue:{}", link.name),
        )
    };
    let view = |link: &crate::frame::ViewLink| Command {
        words: Twin::new(link.name.expose().clone()),
        english: String::new(),
        aside: link.count.clone(),
        way: Way::Link(query::with_pair("/cases", "view", &link.id)),
    };
    let group =
        |id, heading: Words, commands| CommandGroup { id, heading: heading.to_string(), commands };
    let known = known.into_iter();
    let known = known.map(|place| Command::link(say_of("place", place.id), place.href));
    vec![
        group("go-queues", say("commands-queues"), seat.queues.iter().map(queue).collect()),
        group("go-views", say("commands-views"), seat.views.iter().map(view).collect()),
        group("go-pages", say("commands-pages"), known.collect()),
    ]
}

/// What a command is called, in the reader's language and in English.
struct Phrase {
    words: String,
    english: String,
}

impl From<Words> for Phrase {
    fn from(words: Words) -> Self {
        Self { english: words.in_english(), words: words.to_string() }
    }
}

/// The same in every language.
impl From<&str> for Phrase {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), english: words.to_owned() }
    }
}

impl Command {
    fn link(words: impl Into<Phrase>, href: &str) -> Self {
        Self::new(words, Way::Link(href.to_owned()))
    }

    fn post(words: impl Into<Phrase>, path: String, fields: Vec<(&'static str, String)>) -> Self {
        Self::new(words, Way::Post { path, fields })
    }

    fn new(words: impl Into<Phrase>, way: Way) -> Self {
        let Phrase { words, english } = words.into();
        let english = if english == words { String::new() } else { english };
        Self { words: Twin::new(words), english, aside: String::new(), way }
    }

    /// Says whether it holds all that was typed, whatever the case of its letters.
    fn is_meant(&self, typed: &str) -> bool {
        let (words, english, aside) = (self.words.text().expose(), &self.english, &self.aside);
        let text = format!("{words} {english} {aside}").to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}
