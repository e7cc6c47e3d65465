//! Search over keyed word hashes: FTS5 on SQLite, `tsvector` on PostgreSQL, the same answers.
//!
//! One of the few places where the two databases differ. Words are hashes over `[a-z0-9]`, so neither side's
//! tokenizer or stemmer can touch them; PostgreSQL's parser, which takes `2e7ab` for a number and a word, is
//! passed by.

use std::fmt::Write as _;

use model::{CaseId, MessageId, QueueId};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, backend::Conn};

/// Matching messages that are looked at, the newest first; ranking happens among them.
const CANDIDATES_MAX: i64 = 400;

/// Words of one message that are indexed. PostgreSQL counts positions to 16,383, and holds a megabyte.
const WORDS_MAX: usize = 16_000;

/// Queues that one search names; SQLite binds at most 32,766 values.
const QUEUES_MAX: usize = 10_000;

/// A query: phrases, all of which one message must hold. A phrase is word hashes in order; a single word is a
/// phrase of one.
pub type Phrases = Vec<Vec<String>>;

/// A message's words, hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Names the key under which they are hashed.
    pub key_id: [u8; 8],
    /// Their hashes, in order.
    pub hashes: Vec<String>,
}

/// A message whose words are hashed under another key than the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaleRow {
    /// Its place in the index.
    pub place: i64,
    /// The message.
    pub message_id: MessageId,
}

/// A message that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The message.
    pub message_id: MessageId,
    /// Its case.
    pub case_id: CaseId,
}

// Builds and runs a search on either driver: `head`, the messages that match in these queues, `tail`. The queues stand
// before the limit: messages in other queues, however many, do not take the place of those that may be seen.
macro_rules! run_search {
    ($reader:ident, $queries:ident, $queue_ids:ident, $row:ty, $head:expr, |$text:ident| $tail:expr) => {{
        macro_rules! on {
            ($conn:ident, $driver:ty, $sql:ident, $query:expr, $is_kept:literal) => {{
                let mut $text = sqlx::QueryBuilder::<$driver>::new($head);
                $text.push($sql.matching).push_bind($query).push($sql.in_queues);
                let mut list = $text.separated(", ");
                for id in $queue_ids.iter().take(QUEUES_MAX) {
                    list.push_bind(id.uuid());
                }
                $text.push($sql.newest_first).push_bind(CANDIDATES_MAX);
                $tail;
                $text.build_query_as::<$row>().persistent($is_kept).fetch_all($conn).await
            }};
        }
        match $reader.conn() {
            Conn::Sqlite(conn) => on!(conn, sqlx::Sqlite, SQLITE, fts5_query($queries), true),
            // Planned anew each time: a plan for any words reads a common one like a rare one, through all its messages.
            Conn::Postgres(conn) => on!(conn, sqlx::Postgres, POSTGRES, tsquery($queries), false),
        }
        .map_err(|source| DbError::Sql { what: "SEARCH", source })
    }};
}

impl Reader {
    /// Finds messages in these queues, the newest first. The query comes once for each word key that stands.
    pub async fn search(
        &mut self,
        queries: &[Phrases],
        queue_ids: &[QueueId],
    ) -> Result<Vec<SearchHit>, DbError> {
        if queue_ids.is_empty() || !are_queries(queries) {
            return Ok(Vec::new());
        }
        let rows = run_search!(self, queries, queue_ids, (Uuid, Uuid), "", |text| ())?;
        Ok(rows
            .into_iter()
            .map(|(message_id, case_id)| SearchHit {
                message_id: MessageId::from_uuid(message_id),
                case_id: CaseId::from_uuid(case_id),
            })
            .collect())
    }

    /// Finds the cases of such messages: most matching messages first, then the newest.
    pub async fn search_cases(
        &mut self,
        queries: &[Phrases],
        queue_ids: &[QueueId],
        n_max: i64,
    ) -> Result<Vec<CaseId>, DbError> {
        if queue_ids.is_empty() || !are_queries(queries) {
            return Ok(Vec::new());
        }
        // Counted where they are found: hundreds of rows on their way here would cost more than the search.
        let rows =
            run_search!(self, queries, queue_ids, (Uuid,), "select hits.case_id from (", |text| {
                text.push(CASES_OF_HITS).push_bind(n_max);
            })?;
        Ok(rows.into_iter().map(|(id,)| CaseId::from_uuid(id)).collect())
    }
}

impl WriteTx {
    /// Makes a message findable by its word hashes, in order; one that was keeps its place.
    pub async fn index_message(
        &mut self,
        message_id: MessageId,
        case_id: CaseId,
        words: &Words,
    ) -> Result<(), DbError> {
        let id = message_id.uuid();
        self.changed("words", &[id.as_bytes(), words.hashes.join(" ").as_bytes()]);
        self.put_words(message_id, case_id, words).await
    }

    /// Notes that a case is found in another queue now.
    pub async fn move_words(&mut self, id: CaseId, queue_id: QueueId) -> Result<(), DbError> {
        self.changed("queue_of_words", &[id.uuid().as_bytes(), queue_id.uuid().as_bytes()]);
        execute!(self, MOVE_ROWS_OF_CASE, id.uuid(), queue_id.uuid());
        Ok(())
    }

    /// Takes all messages of a case out of the index.
    pub async fn unindex_case(&mut self, id: CaseId) -> Result<(), DbError> {
        self.changed("words_of_case", &[id.uuid().as_bytes()]);
        if let Conn::Sqlite(conn) = self.conn() {
            sqlx::query(DELETE_WORDS_OF_CASE)
                .bind(id.uuid())
                .execute(conn)
                .await
                .map_err(|source| DbError::Sql { what: "DELETE_WORDS_OF_CASE", source })?;
        }
        execute!(self, DELETE_ROWS_OF_CASE, id.uuid());
        Ok(())
    }
}

impl BookTx {
    /// Replaces a message's words by the same words under another key, unless it is not indexed any more.
    pub async fn reindex_message(
        &mut self,
        message_id: MessageId,
        case_id: CaseId,
        words: &Words,
    ) -> Result<(), DbError> {
        let key_id = words.key_id.to_vec();
        if execute!(self, TOUCH_ROW, message_id.uuid(), key_id) == 0 {
            return Ok(());
        }
        self.put_words(message_id, case_id, words).await
    }
}

impl Reader {
    /// Lists messages behind a place whose words are not hashed under this key, in order of their places.
    pub async fn stale_words(
        &mut self,
        key_id: [u8; 8],
        after: i64,
        n_max: i64,
    ) -> Result<Vec<StaleRow>, DbError> {
        let rows = fetch_all!(self, (i64, Uuid), STALE_ROWS, after, key_id.to_vec(), n_max);
        Ok(rows
            .into_iter()
            .map(|(place, message_id)| StaleRow {
                place,
                message_id: MessageId::from_uuid(message_id),
            })
            .collect())
    }

    async fn put_words(
        &mut self,
        message_id: MessageId,
        case_id: CaseId,
        words: &Words,
    ) -> Result<(), DbError> {
        let (message_id, case_id) = (message_id.uuid(), case_id.uuid());
        let key_id = words.key_id.to_vec();
        let hashes = words.hashes.iter().filter(|word| is_hash(word)).take(WORDS_MAX);
        let hashes = hashes.map(String::as_str);
        let failed = |source| DbError::Sql { what: "INDEX_MESSAGE", source };
        match self.conn() {
            Conn::Sqlite(conn) => {
                let (id,): (i64,) = sqlx::query_as(PUT_ROW)
                    .bind(message_id)
                    .bind(case_id)
                    .bind(key_id)
                    .fetch_one(&mut *conn)
                    .await
                    .map_err(failed)?;
                sqlx::query(DELETE_WORDS).bind(id).execute(&mut *conn).await.map_err(failed)?;
                let text = hashes.collect::<Vec<_>>().join(" ");
                sqlx::query(INSERT_WORDS).bind(id).bind(text).execute(conn).await.map(drop)
            }
            Conn::Postgres(conn) => sqlx::query(PUT_ROW_WITH_WORDS)
                .bind(message_id)
                .bind(case_id)
                .bind(tsvector(hashes))
                .bind(key_id)
                .execute(conn)
                .await
                .map(drop),
        }
        .map_err(failed)
    }
}

fn is_hash(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

// Both query languages are built from hashes only. What holds anything else was not made by our folding
// and is nowhere in the index: it finds nothing, rather than what its remaining words would find.
pub(crate) fn are_queries(queries: &[Phrases]) -> bool {
    let is_phrase = |words: &Vec<String>| !words.is_empty() && words.iter().all(|w| is_hash(w));
    let is_query = |phrases: &Phrases| !phrases.is_empty() && phrases.iter().all(is_phrase);
    !queries.is_empty() && queries.iter().all(is_query)
}

pub(crate) fn fts5_query(queries: &[Phrases]) -> String {
    let phrase = |words: &Vec<String>| format!("\"{}\"", words.join(" "));
    either(queries, phrase, " AND ", " OR ")
}

pub(crate) fn tsquery(queries: &[Phrases]) -> String {
    let phrase = |words: &Vec<String>| format!("({})", words.join(" <-> "));
    either(queries, phrase, " & ", " | ")
}

fn either(
    queries: &[Phrases],
    phrase: impl Fn(&Vec<String>) -> String,
    and: &str,
    or: &str,
) -> String {
    let all = |phrases: &Phrases| phrases.iter().map(&phrase).collect::<Vec<_>>().join(and);
    queries.iter().map(|phrases| format!("({})", all(phrases))).collect::<Vec<_>>().join(or)
}

// The literal form `word:1 word:2`.
fn tsvector<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut text = String::new();
    for (word, position) in words.zip(1..) {
        // Writing to a String does not fail.
        let _ = write!(text, "{word}:{position} ");
    }
    text
}

/// The parts of a search that the two databases spell each their way.
pub(crate) struct SearchSql {
    pub(crate) matching: &'static str,
    pub(crate) in_queues: &'static str,
    pub(crate) newest_first: &'static str,
    pub(crate) of_case: &'static str,
}

pub(crate) const SQLITE: SearchSql = SearchSql {
    matching: "select r.message_id, r.case_id, r.id as place from search_words w
        join search_rows r on r.id = w.rowid where w.words match ",
    in_queues: " and r.queue_id in (",
    newest_first: ") order by w.rowid desc limit ",
    of_case: " and r.case_id = cases.id)",
};
pub(crate) const POSTGRES: SearchSql = SearchSql {
    matching: "select r.message_id, r.case_id, r.id as place from search_rows r where r.words @@ cast(",
    in_queues: " as tsquery) and r.queue_id in (",
    newest_first: ") order by r.id desc limit ",
    of_case: " as tsquery) and r.case_id = cases.id)",
};
const CASES_OF_HITS: &str = ") hits group by hits.case_id
    order by count(*) desc, max(hits.place) desc, hits.case_id limit ";

driver_statements! {
    sqlite {
        PUT_ROW = "insert into search_rows (message_id, case_id, word_key, queue_id)
            values ($1, coalesce((select coalesce(merged_into, id) from cases where id = $2), $2), $3,
                (select h.queue_id from cases c join cases h on h.id = coalesce(c.merged_into, c.id)
                where c.id = $2))
            on conflict (message_id) do update
            set case_id = excluded.case_id, word_key = excluded.word_key, queue_id = excluded.queue_id
            returning id";
        DELETE_WORDS = "delete from search_words where rowid = $1";
        INSERT_WORDS = "insert into search_words (rowid, words) values ($1, $2)";
        DELETE_WORDS_OF_CASE = "delete from search_words
            where rowid in (select id from search_rows where case_id = $1)";
    }
    postgres {
        PUT_ROW_WITH_WORDS = "with held as (select h.id, h.queue_id from cases c
                join cases h on h.id = coalesce(c.merged_into, c.id) where c.id = $2 for share)
            insert into search_rows (message_id, case_id, words, word_key, queue_id)
            values ($1, coalesce((select id from held), $2), cast($3 as tsvector), $4, (select queue_id from held))
            on conflict (message_id) do update
            set case_id = excluded.case_id, words = excluded.words, word_key = excluded.word_key,
                queue_id = excluded.queue_id";
    }
}

statements! {
    STALE_ROWS = "select id, message_id from search_rows
        where id > $1 and word_key is distinct from $2 order by id limit $3";
    MOVE_ROWS_OF_CASE = "update search_rows set queue_id = $2 where case_id = $1
        and queue_id is distinct from $2";
    TOUCH_ROW = "update search_rows set word_key = $2 where message_id = $1";
    DELETE_ROWS_OF_CASE = "delete from search_rows where case_id = $1";
}
