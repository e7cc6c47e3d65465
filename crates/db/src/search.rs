//! Search over keyed word hashes: FTS5 on SQLite, `tsvector` on PostgreSQL, the same answers.
//!
//! One of the few places where the two databases differ. Words are hashes of one length over `[a-z2-7]`, so
//! neither side's tokenizer or stemmer can touch them.

use model::{CaseId, MessageId, QueueId};
use uuid::Uuid;

use crate::{
    DbError, Reader, WriteTx,
    backend::Conn,
};

/// Matching messages that are looked at, the newest first; ranking happens among them.
const CANDIDATES_MAX: i64 = 400;

/// A message that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The message.
    pub message_id: MessageId,
    /// Its case.
    pub case_id: CaseId,
}

impl Reader {
    /// Finds messages in these queues that hold every phrase, the newest first. A phrase is word hashes in
    /// order; a single word is a phrase of one.
    pub async fn search(
        &mut self,
        phrases: &[Vec<String>],
        queue_ids: &[QueueId],
    ) -> Result<Vec<SearchHit>, DbError> {
        if phrases.is_empty() || queue_ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(Uuid, Uuid, Uuid)> = match self.conn() {
            Conn::Sqlite(conn) => {
                sqlx::query_as(SEARCH_SQLITE)
                    .bind(fts5_query(phrases))
                    .bind(CANDIDATES_MAX)
                    .fetch_all(conn)
                    .await
            }
            Conn::Postgres(conn) => {
                sqlx::query_as(SEARCH_POSTGRES)
                    .bind(tsquery(phrases))
                    .bind(CANDIDATES_MAX)
                    .fetch_all(conn)
                    .await
            }
        }
        .map_err(|source| DbError::Sql { what: "SEARCH", source })?;
        Ok(rows
            .into_iter()
            .filter(|(_, _, queue_id)| queue_ids.iter().any(|id| id.uuid() == *queue_id))
            .map(|(message_id, case_id, _)| SearchHit {
                message_id: MessageId::from_uuid(message_id),
                case_id: CaseId::from_uuid(case_id),
            })
            .collect())
    }
}

impl WriteTx {
    /// Makes a message findable by its word hashes, in order.
    pub async fn index_message(
        &mut self,
        message_id: MessageId,
        case_id: CaseId,
        words: &[String],
    ) -> Result<(), DbError> {
        let text = words.join(" ");
        let (message_id, case_id) = (message_id.uuid(), case_id.uuid());
        self.unindex(message_id).await?;
        match self.conn() {
            Conn::Sqlite(conn) => {
                let (id,): (i64,) = sqlx::query_as(INSERT_ROW_SQLITE)
                    .bind(message_id)
                    .bind(case_id)
                    .fetch_one(&mut *conn)
                    .await
                    .map_err(|source| DbError::Sql { what: "INSERT_ROW", source })?;
                sqlx::query(INSERT_WORDS_SQLITE).bind(id).bind(text).execute(conn).await.map(drop)
            }
            Conn::Postgres(conn) => sqlx::query(INSERT_ROW_POSTGRES)
                .bind(message_id)
                .bind(case_id)
                .bind(text)
                .execute(conn)
                .await
                .map(drop),
        }
        .map_err(|source| DbError::Sql { what: "INDEX_MESSAGE", source })
    }

    /// Takes all messages of a case out of the index.
    pub async fn unindex_case(&mut self, id: CaseId) -> Result<(), DbError> {
        for (message_id,) in fetch_all!(self, (Uuid,), ROWS_OF_CASE, id.uuid()) {
            self.unindex(message_id).await?;
        }
        Ok(())
    }

    async fn unindex(&mut self, message_id: Uuid) -> Result<(), DbError> {
        if let Conn::Sqlite(conn) = self.conn() {
            sqlx::query(DELETE_WORDS_SQLITE)
                .bind(message_id)
                .execute(conn)
                .await
                .map_err(|source| DbError::Sql { what: "DELETE_WORDS", source })?;
        }
        execute!(self, DELETE_ROW, message_id);
        Ok(())
    }
}

fn is_hash(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

// Both query languages are built from hashes only; anything else is left out rather than quoted.
fn joined(phrases: &[Vec<String>], between: &str, open: &str, close: &str, and: &str) -> String {
    let phrase = |words: &Vec<String>| {
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| is_hash(w)).collect();
        format!("{open}{}{close}", words.join(between))
    };
    phrases.iter().map(phrase).collect::<Vec<_>>().join(and)
}

fn fts5_query(phrases: &[Vec<String>]) -> String {
    joined(phrases, " ", "\"", "\"", " AND ")
}

fn tsquery(phrases: &[Vec<String>]) -> String {
    joined(phrases, " <-> ", "(", ")", " & ")
}

const SEARCH_SQLITE: &str = "select r.message_id, r.case_id, c.queue_id from search_words w
    join search_rows r on r.id = w.rowid join cases c on c.id = r.case_id
    where w.words match $1 order by w.rowid desc limit $2";

const SEARCH_POSTGRES: &str = "select r.message_id, r.case_id, c.queue_id from search_rows r
    join cases c on c.id = r.case_id
    where r.words @@ cast($1 as tsquery) order by r.id desc limit $2";

const INSERT_ROW_SQLITE: &str =
    "insert into search_rows (message_id, case_id) values ($1, $2) returning id";
const INSERT_WORDS_SQLITE: &str = "insert into search_words (rowid, words) values ($1, $2)";
const DELETE_WORDS_SQLITE: &str =
    "delete from search_words where rowid in (select id from search_rows where message_id = $1)";
const INSERT_ROW_POSTGRES: &str = "insert into search_rows (message_id, case_id, words)
    values ($1, $2, to_tsvector('simple', $3))";

statements! {
    ROWS_OF_CASE = "select message_id from search_rows where case_id = $1 order by id";
    DELETE_ROW = "delete from search_rows where message_id = $1";
}
