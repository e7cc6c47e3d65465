//! Pages of the board: which cases a filter means, the latest change first.
//!
//! What comes and goes with a filter is put together as pieces, the same for both databases; they differ in how words
//! are searched for, and nowhere else.

use jiff::Timestamp;
use model::{
    Assigned, CaseId, CaseNumber, CaseState, FilterClock, Mark, QueueId, SOON_SECS, Side, StaffId,
    Term, Test, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{
    CaseAt, CaseRecord, DbError, Phrases, Reader,
    backend::Conn,
    case_rows::Row,
    cases::{CASES, PAGE_MAX},
    search::{self, SearchSql},
};

/// Pairs of queue and state in one statement; SQLite joins at most 500 selects.
const PAIRS_MAX: usize = 400;

/// Queues that one list names.
const QUEUES_MAX: usize = 10_000;

/// Queues in which another case is looked for that a suspected follow-up names; asked for in each of the terms that a
/// filter may have, it stays below what a statement binds.
const NAMED_QUEUES_MAX: usize = 1_000;

/// Values that one statement binds; SQLite takes 32,766, PostgreSQL 65,535.
const BOUND_MAX: usize = 30_000;

/// Cases that one statement names.
const IDS_MAX: usize = 400;

/// Messages with the words asked for that are looked at, the newest first.
const CANDIDATES_MAX: i64 = 5_000;

/// Microseconds of a second.
const SECOND_MICROS: i64 = 1_000_000;

/// Which cases the board shows.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Only cases in these queues; nothing is shown of any other.
    pub queue_ids: Vec<QueueId>,
    /// Only cases in one of these states; without any, nothing is found.
    pub states: Vec<CaseState>,
    /// What else must hold. Queues, states and words are said beside it, and not looked at here.
    pub terms: Vec<Term>,
    /// The words and phrases that one message must hold, under each word key that stands; empty asks for none.
    pub words: Vec<Phrases>,
    /// The words that no message may hold, each under each word key that stands.
    pub without: Vec<Vec<Phrases>>,
    /// Every queue that the reader sees: of a suspected follow-up is told only where they see the case it names.
    pub visible_ids: Vec<QueueId>,
    /// Who asks, where cases of their own are meant.
    pub staff_id: Option<StaffId>,
    /// The present moment.
    pub now: Timestamp,
    /// Only cases behind this place.
    pub after: Option<CaseAt>,
    /// At most so many.
    pub n_max: i64,
}

/// What of a case stands in its messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseSides {
    /// When our last answer to the requester was written.
    pub answered_at: Option<Timestamp>,
    /// True where a new sender waits to be confirmed.
    pub has_new_sender: bool,
}

/// A part of a statement: text of ours, or a value to be bound.
enum Piece {
    Sql(&'static str),
    Id(Uuid),
    Number(i64),
    Word(String),
}

impl Piece {
    const fn is_bound(&self) -> bool {
        !matches!(self, Self::Sql(_))
    }
}

/// How one of the databases searches for words.
struct Words {
    sql: &'static SearchSql,
    query: fn(&[Phrases]) -> String,
}

const SQLITE: Words = Words { sql: &search::SQLITE, query: search::fts5_query };
const POSTGRES: Words = Words { sql: &search::POSTGRES, query: search::tsquery };

// Puts pieces together on either driver. Statements with words are planned anew each time, as in `search`.
macro_rules! run {
    ($reader:expr, $row:ty, $head:expr, $is_kept:expr, |$words:ident| $pieces:expr) => {{
        macro_rules! on {
            ($conn:ident, $driver:ty, $sql:ident) => {{
                let $words = &$sql;
                let mut text = sqlx::QueryBuilder::<$driver>::new($head);
                for piece in $pieces {
                    match piece {
                        Piece::Sql(sql) => text.push(sql),
                        Piece::Id(id) => text.push_bind(id),
                        Piece::Number(number) => text.push_bind(number),
                        Piece::Word(word) => text.push_bind(word),
                    };
                }
                text.build_query_as::<$row>().persistent($is_kept).fetch_all($conn).await
            }};
        }
        match $reader.conn() {
            Conn::Sqlite(conn) => on!(conn, sqlx::Sqlite, SQLITE),
            Conn::Postgres(conn) => on!(conn, sqlx::Postgres, POSTGRES),
        }
        .map_err(|source| DbError::Sql { what: "CASES", source })
    }};
}

impl Reader {
    /// Returns a page of the board.
    pub async fn cases(&mut self, filter: &CaseFilter) -> Result<Vec<CaseRecord>, DbError> {
        if filter.finds_nothing() {
            return Ok(Vec::new());
        }
        let n_max = filter.n_max.clamp(1, PAGE_MAX);
        let is_kept = filter.words.is_empty() && filter.without.is_empty();
        let mut records = Vec::new();
        if filter.is_narrow() {
            for row in run!(self, Row, CASES, is_kept, |words| narrow(filter, n_max, words))? {
                records.push(CaseRecord::try_from(row)?);
            }
            return Ok(records);
        }
        let pairs = filter.pairs();
        let n_bound = pairs.first().map_or(1, |one| {
            wide(filter, &[*one], n_max, &SQLITE).iter().filter(|piece| piece.is_bound()).count()
        });
        let n_pairs = (BOUND_MAX / n_bound).clamp(1, PAIRS_MAX);
        for chunk in pairs.chunks(n_pairs) {
            for row in run!(self, Row, CASES, is_kept, |words| wide(filter, chunk, n_max, words))? {
                records.push(CaseRecord::try_from(row)?);
            }
        }
        if pairs.len() > n_pairs {
            let place = |record: &CaseRecord| (record.case.updated_at, record.case.id);
            records.sort_by_key(|record| std::cmp::Reverse(place(record)));
            records.truncate(usize::try_from(n_max).unwrap_or(usize::MAX));
        }
        Ok(records)
    }

    /// Counts the cases that a filter means, up to `n_max`.
    pub async fn count_cases(&mut self, filter: &CaseFilter) -> Result<i64, DbError> {
        if filter.finds_nothing() {
            return Ok(0);
        }
        let head = "select cast(count(*) as bigint) from (select 1 as one from cases where ";
        let pieces = |words: &Words| {
            let mut pieces = places(filter);
            pieces.extend(conditions(filter, words));
            pieces.extend([Piece::Sql(" limit "), Piece::Number(filter.n_max.max(1))]);
            pieces.push(Piece::Sql(") counted"));
            pieces
        };
        let rows = run!(self, (i64,), head, true, |words| pieces(words))?;
        Ok(rows.first().map_or(0, |(n,)| *n))
    }

    /// Tells of these cases what stands in their messages, in the same order.
    pub async fn case_sides(&mut self, ids: &[CaseId]) -> Result<Vec<CaseSides>, DbError> {
        let ids = ids.get(..ids.len().min(IDS_MAX)).unwrap_or_default();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let of_ids = || {
            let mut pieces = list(" case_id in (", ids.iter().map(|id| Piece::Id(id.uuid())));
            pieces.push(Piece::Sql(" group by case_id"));
            pieces
        };
        let head = "select case_id, max(at) from messages
            where direction = 'out' and kind = 'public' and";
        let answers = run!(self, (Uuid, i64), head, true, |_words| of_ids())?;
        let head =
            "select case_id, cast(count(*) as bigint) from messages where is_confirmed = false and";
        let senders = run!(self, (Uuid, i64), head, true, |_words| of_ids())?;
        let of = |rows: &[(Uuid, i64)], id: &CaseId| {
            rows.iter().find(|(case_id, _)| *case_id == id.uuid()).map(|(_, value)| *value)
        };
        let sides = |id: &CaseId| CaseSides {
            answered_at: of(&answers, id).map(timestamp_of_micros),
            has_new_sender: of(&senders, id).is_some(),
        };
        Ok(ids.iter().map(sides).collect())
    }
}

impl CaseFilter {
    fn finds_nothing(&self) -> bool {
        let has_odd_words = !self.words.is_empty() && !search::are_queries(&self.words);
        self.queue_ids.is_empty() || self.states.is_empty() || has_odd_words
    }

    // What names few cases by itself is read from there; everything else along the board.
    fn is_narrow(&self) -> bool {
        let names_few = |term: &Term| match &term.test {
            Test::Number(_) => !term.is_negated,
            Test::Assigned(whom) => !term.is_negated && whom == &[Assigned::Me],
            _ => false,
        };
        !self.words.is_empty() || self.terms.iter().any(names_few)
    }

    fn pairs(&self) -> Vec<(QueueId, CaseState)> {
        let of = |id: &QueueId| {
            let id = *id;
            self.states.iter().map(move |state| (id, *state))
        };
        self.queue_ids.iter().flat_map(of).collect()
    }
}

// One's own are few and have an index of their own, in order, and so do numbers and words; by queue and state, all
// cases of everybody would be read to find them.
fn narrow(filter: &CaseFilter, n_max: i64, words: &Words) -> Vec<Piece> {
    let mut pieces = vec![Piece::Sql(" where ")];
    pieces.extend(places(filter));
    pieces.extend(conditions(filter, words));
    pieces.extend(behind(filter));
    pieces.extend([Piece::Sql(" order by updated_at desc, id desc limit "), Piece::Number(n_max)]);
    pieces
}

// The newest of each queue and state come from the index in order, and the page from those few. Asked for all at once,
// neither planner knows that the index is sorted, and all cases are.
fn wide(
    filter: &CaseFilter,
    pairs: &[(QueueId, CaseState)],
    n_max: i64,
    words: &Words,
) -> Vec<Piece> {
    let mut pieces = vec![Piece::Sql(" where id in (select id from (")];
    for (index, (queue_id, state)) in pairs.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::Sql(" union all "));
        }
        pieces.extend([
            Piece::Sql("select * from (select id, updated_at from cases where queue_id = "),
            Piece::Id(queue_id.uuid()),
            Piece::Sql(" and state = "),
            Piece::Word(state.as_str().to_owned()),
        ]);
        pieces.extend(whole(*state));
        pieces.extend(conditions(filter, words));
        pieces.extend(behind(filter));
        pieces.push(Piece::Sql(" order by updated_at desc, id desc limit "));
        pieces.extend([Piece::Number(n_max), Piece::Sql(") one")]);
    }
    pieces.push(Piece::Sql(") each order by updated_at desc, id desc limit "));
    pieces.extend([Piece::Number(n_max), Piece::Sql(") order by updated_at desc, id desc")]);
    pieces
}

fn places(filter: &CaseFilter) -> Vec<Piece> {
    let queues = filter.queue_ids.iter().take(QUEUES_MAX).map(|id| Piece::Id(id.uuid()));
    let states = filter.states.iter().map(|one| Piece::Word(one.as_str().to_owned()));
    let mut pieces = list("queue_id in (", queues);
    pieces.extend(list(" and state in (", states));
    pieces.extend(filter.states.iter().find_map(|state| whole(*state)));
    pieces
}

/// A case that is part of another is closed, and no line of its own. Only where closed ones are asked for is it looked at:
/// the index along which the board is read does not say.
fn whole(state: CaseState) -> Option<Piece> {
    (state == CaseState::Closed).then_some(Piece::Sql(" and merged_into is null"))
}

fn behind(filter: &CaseFilter) -> Vec<Piece> {
    let Some(after) = filter.after else { return Vec::new() };
    vec![
        Piece::Sql(" and (updated_at, id) < ("),
        Piece::Number(micros(after.updated_at)),
        Piece::Sql(", "),
        Piece::Id(after.id.uuid()),
        Piece::Sql(")"),
    ]
}

fn conditions(filter: &CaseFilter, words: &Words) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for term in &filter.terms {
        let asked = condition(&term.test, filter);
        if !asked.is_empty() {
            pieces.push(Piece::Sql(if term.is_negated { " and not (" } else { " and (" }));
            pieces.extend(asked);
            pieces.push(Piece::Sql(")"));
        }
    }
    if !filter.words.is_empty() {
        pieces.push(Piece::Sql(" and id in (select hits.case_id from ("));
        pieces.push(Piece::Sql(words.sql.matching));
        pieces.push(Piece::Word((words.query)(&filter.words)));
        let queues = filter.queue_ids.iter().take(QUEUES_MAX).map(|id| Piece::Id(id.uuid()));
        pieces.extend(separated(words.sql.in_queues, queues, words.sql.newest_first));
        pieces.extend([Piece::Number(CANDIDATES_MAX), Piece::Sql(") hits)")]);
    }
    for unwanted in filter.without.iter().filter(|queries| search::are_queries(queries)) {
        pieces.push(Piece::Sql(" and not exists ("));
        pieces.push(Piece::Sql(words.sql.matching));
        pieces.push(Piece::Word((words.query)(unwanted)));
        pieces.push(Piece::Sql(words.sql.of_case));
    }
    pieces
}

/// Writes a condition that is never null, so that its negation is not, either.
fn condition(test: &Test, filter: &CaseFilter) -> Vec<Piece> {
    let word = |text: &str| Piece::Word(text.to_owned());
    match test {
        Test::Queue(_) | Test::State(_) | Test::Text(_) => Vec::new(),
        Test::Kind(kinds) => list("kind in (", kinds.iter().map(|kind| word(kind.as_str()))),
        Test::Language(codes) => {
            let codes = codes.iter().map(|code| word(code.code()));
            separated("coalesce(language in (", codes, "), false)")
        }
        Test::Number(numbers) => {
            list("number in (", numbers.iter().map(|number: &CaseNumber| word(&number.to_string())))
        }
        Test::Assigned(whom) => either(whom.iter().map(|one| match (one, filter.staff_id) {
            (Assigned::Nobody, _) => vec![Piece::Sql("assignee_id is null")],
            (Assigned::Me, None) => vec![Piece::Sql("false")],
            (Assigned::Me, Some(id)) => vec![
                // Not `coalesce`, through which no planner sees that there is an index.
                Piece::Sql("(assignee_id is not null and assignee_id = "),
                Piece::Id(id.uuid()),
                Piece::Sql(")"),
            ],
        })),
        Test::Is(marks) => either(marks.iter().map(|mark| marked(*mark, filter))),
        Test::Time { clock, side, span } => {
            let (now, span) = (micros(filter.now), span.secs() * SECOND_MICROS);
            let (moment, at) = match clock {
                FilterClock::Due => ("coalesce(due_at", now + span),
                FilterClock::Opened => ("coalesce(opened_at", now - span),
                FilterClock::Changed => ("coalesce(updated_at", now - span),
                FilterClock::Waiting => (WAITS_SINCE, now - span),
            };
            // What is longer ago lies before the moment, what is longer from now behind it.
            let is_after = (*side == Side::Longer) == (*clock == FilterClock::Due);
            let sign = if is_after { " > " } else { " < " };
            vec![Piece::Sql(moment), Piece::Sql(sign), Piece::Number(at), Piece::Sql(", false)")]
        }
    }
}

fn marked(mark: Mark, filter: &CaseFilter) -> Vec<Piece> {
    let now = micros(filter.now);
    match mark {
        Mark::Late => {
            vec![Piece::Sql("coalesce(due_at < "), Piece::Number(now), Piece::Sql(", false)")]
        }
        Mark::Soon => vec![
            Piece::Sql("coalesce(due_at >= "),
            Piece::Number(now),
            Piece::Sql(" and due_at < "),
            Piece::Number(now + SOON_SECS * SECOND_MICROS),
            Piece::Sql(", false)"),
        ],
        Mark::Unconfirmed => {
            let visible = filter.visible_ids.iter().take(NAMED_QUEUES_MAX);
            let mut pieces = vec![Piece::Sql(HAS_NEW_SENDER)];
            if !filter.visible_ids.is_empty() {
                let ids = visible.map(|id| Piece::Id(id.uuid()));
                pieces.extend(separated(NAMES_ANOTHER, ids, "))"));
            }
            pieces
        }
    }
}

/// Since when somebody waits: the requester since the first message without an answer, we since our answer.
const WAITS_SINCE: &str = "coalesce(coalesce(due_since, case when state = 'waiting' then
    (select max(m.at) from messages m where m.case_id = cases.id and m.direction = 'out' and m.kind = 'public')
    end)";

/// What comes in during a hearing is the tribunal's, and whoever it is from: of disputes nothing is told here.
const HAS_NEW_SENDER: &str = "kind <> 'dispute' and exists
    (select 1 from messages m where m.case_id = cases.id and m.is_confirmed = false)";

const NAMES_ANOTHER: &str =
    " or exists (select 1 from cases s where s.id = cases.suggested_case_id and s.queue_id in (";

fn list(head: &'static str, values: impl Iterator<Item = Piece>) -> Vec<Piece> {
    separated(head, values, ")")
}

fn separated(
    head: &'static str,
    values: impl Iterator<Item = Piece>,
    tail: &'static str,
) -> Vec<Piece> {
    let mut pieces = vec![Piece::Sql(head)];
    for (index, value) in values.enumerate() {
        if index > 0 {
            pieces.push(Piece::Sql(", "));
        }
        pieces.push(value);
    }
    pieces.push(Piece::Sql(tail));
    pieces
}

fn either(conditions: impl Iterator<Item = Vec<Piece>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for condition in conditions {
        if !pieces.is_empty() {
            pieces.push(Piece::Sql(" or "));
        }
        pieces.extend(condition);
    }
    pieces
}
