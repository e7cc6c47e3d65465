//! Checkpoints and the stored nodes of the tree.

use jiff::Timestamp;
use model::{micros, timestamp_of_micros};

use crate::{BookTx, DbError, Reader};

/// Checkpoints of the longest page.
const PAGE_MAX: i64 = 1_000;

/// Nodes read at once.
const NODES_MAX: i64 = 10_000;

/// A checkpoint, as kept.
#[derive(Clone, Debug)]
pub struct StoredCheckpoint {
    /// How many entries it covers.
    pub size: i64,
    /// The signed note.
    pub note: String,
    /// The tree's right edge at that size, to go on from.
    pub frontier: Vec<u8>,
    /// When it was signed.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    size: i64,
    note: String,
    frontier: Vec<u8>,
    at: i64,
}

impl From<Row> for StoredCheckpoint {
    fn from(row: Row) -> Self {
        let at = timestamp_of_micros(row.at);
        Self { size: row.size, note: row.note, frontier: row.frontier, at }
    }
}

impl Reader {
    /// Returns the latest checkpoint.
    pub async fn last_checkpoint(&mut self) -> Result<Option<StoredCheckpoint>, DbError> {
        Ok(fetch_optional!(self, Row, LAST).map(StoredCheckpoint::from))
    }

    /// Returns checkpoints larger than a size, the smallest first.
    pub async fn checkpoints_from(
        &mut self,
        size: i64,
        n_max: i64,
    ) -> Result<Vec<StoredCheckpoint>, DbError> {
        let rows = fetch_all!(self, Row, FROM, size, n_max.clamp(1, PAGE_MAX));
        Ok(rows.into_iter().map(StoredCheckpoint::from).collect())
    }

    /// Returns stored nodes of a level.
    pub async fn nodes(
        &mut self,
        level: i64,
        first: i64,
        n: i64,
    ) -> Result<Vec<(i64, Vec<u8>)>, DbError> {
        Ok(fetch_all!(
            self,
            (i64, Vec<u8>),
            NODES,
            level,
            first,
            first.saturating_add(n.clamp(0, NODES_MAX))
        ))
    }
}

impl BookTx {
    /// Keeps a checkpoint.
    pub async fn insert_checkpoint(&mut self, new: &StoredCheckpoint) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_CHECKPOINT,
            new.size,
            &new.note,
            new.frontier.as_slice(),
            micros(new.at)
        );
        Ok(())
    }

    /// Keeps a node of the tree above the leaves.
    pub async fn insert_node(
        &mut self,
        level: i64,
        position: i64,
        hash: &[u8; 32],
    ) -> Result<(), DbError> {
        execute!(self, INSERT_NODE, level, position, hash.as_slice());
        Ok(())
    }
}

statements! {
    LAST = "select size, note, frontier, at from checkpoints order by size desc limit 1";
    FROM = "select size, note, frontier, at from checkpoints where size > $1 order by size limit $2";
    NODES = "select position, hash from nodes where level = $1 and position >= $2 and position < $3
        order by position";
    INSERT_CHECKPOINT = "insert into checkpoints (size, note, frontier, at) values ($1, $2, $3, $4)
        on conflict (size) do nothing";
    INSERT_NODE = "insert into nodes (level, position, hash) values ($1, $2, $3) on conflict do nothing";
}
