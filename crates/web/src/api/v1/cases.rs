//! Cases: the board, one case, moving it.

use std::str::FromStr;

use async_recursion::async_recursion as boxed;
use axum::{Json, extract::Path, extract::State, response::IntoResponse};
use data_encoding::BASE64URL_NOPAD;
use desk::{BoardFilter, CaseAt, CaseView};
use jiff::Timestamp;
use model::{
    Actor, Assigned, Case, CaseId, CaseState, FILTER_VALUES_MAX, Filter, QueueName, Term, Test,
    micros,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::staff::StaffBody;
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Params, named},
    versions::{IfMatch, etag},
};

/// Characters of the longest cursor; ours have under 80.
const CURSOR_CHARS_MAX: usize = 128;

/// What the board is asked to show.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseParams {
    /// Only this queue.
    #[param(example = "triage")]
    queue: Option<String>,
    /// Only these states, with commas between them; without, all that are not closed.
    #[param(example = "pending,open")]
    state: Option<String>,
    /// Only one's own.
    mine: Option<bool>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// The filter language of the pages: which cases are meant, the latest change first. Without words, numbers or
    /// states, closed ones are left out. It stands alone beside `after`.
    #[param(example = "queue:support state:open,waiting -kind:dispute waiting>2d \"new phone\"")]
    filter: Option<String>,
    /// Words, and phrases in quotation marks, that one message holds. It stands alone: the answer is sorted by
    /// how much of it was found, and has no pages.
    q: Option<String>,
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
#[schema(as = CasePage)]
pub struct CasesBody {
    /// The cases, the newest change first.
    cases: Vec<CaseBody>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// A case, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseBody {
    /// Its number.
    #[schema(example = "s20261121.17")]
    number: String,
    /// What kind of case it is.
    #[schema(example = "request")]
    kind: &'static str,
    /// Its redacted subject; null once it was destroyed.
    subject: Option<String>,
    /// Its first words, redacted; null once they were destroyed.
    excerpt: Option<String>,
    /// The queue that holds it.
    queue: String,
    /// `pending`, `open`, `waiting`, `resolved` or `closed`.
    #[schema(example = "open")]
    state: &'static str,
    /// Counts changes; the same as its ETag.
    version: i64,
    /// Who works on it.
    assignee: Option<StaffBody>,
    /// True when the assignee took it themself, and so gives a reason for each unsealing.
    is_self_assigned: bool,
    /// The class of its information.
    class: &'static str,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// When anything last happened on it.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// The running first-response clock.
    due: Option<DueBody>,
    /// The language of its first message, ISO 639-3, when it could be told.
    language: Option<String>,
    /// How many messages it has.
    n_messages: i64,
    /// The case that its subject names, for the staff to confirm.
    suggested: Option<String>,
}

/// When an answer is due, and why then.
#[derive(Serialize, ToSchema)]
#[schema(as = Due)]
pub struct DueBody {
    /// When it is due.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// When the first unanswered message came.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// How long the queue gives itself, in seconds.
    target_secs: i64,
    /// True when the moment has passed.
    is_late: bool,
}

/// Where a case stands after a change; without its texts.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseStanding)]
pub struct StandingBody {
    /// Its number.
    number: String,
    /// Where it stands.
    state: &'static str,
    /// Its new version; the same as its ETag.
    version: i64,
}

/// A change of a case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseUpdate)]
pub struct CaseUpdateRequest {
    /// The queue that it goes to.
    #[schema(example = "support")]
    queue: String,
}

impl CaseBody {
    /// Writes a case as seen at a moment.
    pub fn new(view: CaseView, now: Timestamp) -> Self {
        let case = view.case;
        Self {
            number: case.number.to_string(),
            kind: case.kind().as_str(),
            subject: view.subject.map(|text| text.into_exposed()),
            excerpt: view.excerpt.map(|text| text.into_exposed()),
            queue: view.queue.name.to_string(),
            state: case.state.as_str(),
            version: case.version,
            assignee: view.assignee.map(StaffBody::from),
            is_self_assigned: case.assignment.is_some_and(|held| held.is_self),
            class: case.class.as_str(),
            opened_at: case.opened_at,
            updated_at: case.updated_at,
            due: case.due.map(|due| DueBody {
                at: due.at(),
                since: due.since,
                target_secs: due.target_secs,
                is_late: due.is_late(now),
            }),
            language: case.language,
            n_messages: case.n_messages,
            suggested: view.suggested.map(|number| number.to_string()),
        }
    }
}

/// Answers with where a case stands after a change.
pub fn standing(case: &Case) -> impl IntoResponse + use<> {
    let body = StandingBody {
        number: case.number.to_string(),
        state: case.state.as_str(),
        version: case.version,
    };
    (etag(case.version), Json(body))
}

/// Lists cases.
#[utoipa::path(get, path = "/cases", operation_id = "list_cases", tag = "cases", params(CaseParams),
    responses((status = 200, description = "A page of the board.", body = CasesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Params(params): Params<CaseParams>,
) -> Result<Json<CasesBody>, Problem> {
    let now = state.now();
    let (views, next) = match params.q.as_deref() {
        Some(query) => {
            if params.has_filter() {
                let words = "q stands alone; leave the other parameters out";
                return Err(Problem::invalid("q", words));
            }
            (state.desk.search(&actor, query).await?.cases, None)
        }
        None => {
            let asked = params.asked(&state, &actor).await?;
            let page = state.desk.board(&actor, asked).await?;
            (page.cases, page.next.map(cursor))
        }
    };
    let cases = views.into_iter().map(|view| CaseBody::new(view, now)).collect();
    Ok(Json(CasesBody { cases, next }))
}

/// Shows a case.
#[utoipa::path(get, path = "/cases/{number}", operation_id = "show_case", tag = "cases",
    params(("number" = String, Path, description = "Its number.")),
    responses((status = 200, description = "The case.", body = CaseBody,
        headers(("ETag" = String, description = "Its version.")))))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let view = state.desk.case(&actor, named(&number)?).await?;
    Ok((etag(view.case.version), Json(CaseBody::new(view, state.now()))))
}

/// Moves a case to another queue.
#[utoipa::path(patch, path = "/cases/{number}", operation_id = "update_case", tag = "cases",
    params(
        ("number" = String, Path, description = "Its number."),
        ("If-Match" = String, Header, description = "The ETag that was read, or `*`."),
    ),
    request_body = CaseUpdateRequest,
    responses((status = 200, description = "Where it stands now.", body = StandingBody,
        headers(("ETag" = String, description = "Its new version.")))))]
#[boxed]
pub async fn update(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    if_match: IfMatch,
    Body(request): Body<CaseUpdateRequest>,
) -> Result<impl IntoResponse, Problem> {
    let version = if_match.required()?;
    let number = named(&number)?;
    let queue = QueueName::parse(&request.queue)
        .map_err(|error| Problem::invalid("queue", error.to_string()))?;
    let moved = state.desk.move_case(&actor, number, &queue, version).await;
    Ok(standing(&moved.map_err(|error| Problem::from(error).if_match())?))
}

impl CaseParams {
    const fn has_filter(&self) -> bool {
        self.has_lists() || self.after.is_some() || self.filter.is_some()
    }

    const fn has_lists(&self) -> bool {
        self.queue.is_some() || self.state.is_some() || self.mine.is_some()
    }

    async fn asked(self, state: &crate::State, actor: &Actor) -> Result<BoardFilter, Problem> {
        let after = match &self.after {
            Some(text) => {
                let words = "send `next` of the page before, as it was";
                Some(read_cursor(text).ok_or_else(|| Problem::invalid("after", words))?)
            }
            None => None,
        };
        let filter = match &self.filter {
            Some(_) if self.has_lists() => {
                let words = "filter stands alone; say queue:, state: and assigned:me in it";
                return Err(Problem::invalid("filter", words));
            }
            Some(text) => state.desk.read_filter(actor, text).await?,
            None => self.lists()?,
        };
        Ok(BoardFilter { filter, after })
    }

    /// Makes a filter of the parameters that each hold one list.
    fn lists(self) -> Result<Filter, Problem> {
        let mut terms = Vec::new();
        let mut push = |test| terms.push(Term { is_negated: false, test });
        if let Some(name) = self.queue {
            let name = QueueName::parse(&name)
                .map_err(|error| Problem::invalid("queue", error.to_string()))?;
            push(Test::Queue(vec![name]));
        }
        if let Some(list) = self.state {
            let words = "states are pending, open, waiting, resolved and closed";
            let read = |word: &str| CaseState::of_str(word.trim());
            let states: Option<Vec<CaseState>> = list.split(',').map(read).collect();
            push(Test::State(states.ok_or_else(|| Problem::invalid("state", words))?));
        }
        if self.mine == Some(true) {
            push(Test::Assigned(vec![Assigned::Me]));
        }
        let words = format!("at most {FILTER_VALUES_MAX} values");
        Filter::of_terms(terms).ok_or_else(|| Problem::invalid("state", words))
    }
}

/// Writes a place on the board so that nobody is tempted to read it.
fn cursor(at: CaseAt) -> String {
    BASE64URL_NOPAD.encode(format!("{}.{}", micros(at.updated_at), at.id).as_bytes())
}

fn read_cursor(text: &str) -> Option<CaseAt> {
    if text.len() > CURSOR_CHARS_MAX {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (micros, id) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
    let updated_at = Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
    Some(CaseAt { updated_at, id: CaseId::from_str(id).ok()? })
}

#[cfg(test)]
mod tests {
    use model::timestamp_of_micros;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cursors_read_back(micros in 0_i64..4_000_000_000_000_000, secs in 0_i64..1_000_000) {
            let id = CaseId::draw(
                timestamp_of_micros(secs * 1_000_000),
                &testkit::SeededChance::new(secs.unsigned_abs()),
            );
            let at = CaseAt { updated_at: timestamp_of_micros(micros), id };
            prop_assert_eq!(read_cursor(&cursor(at)), Some(at));
        }

        #[test]
        fn made_up_cursors_are_none(text in "[A-Za-z0-9_-]{0,60}|.{0,200}") {
            if let Some(at) = read_cursor(&text) {
                prop_assert!(read_cursor(&cursor(at)) == Some(at));
            }
        }
    }
}
