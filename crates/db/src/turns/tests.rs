//! Turns share a commit, and nothing but a commit.

use std::time::Duration;

use sqlx::{
    SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use super::*;

struct House {
    writer: SqliteWriter,
    reader: SqliteConnection,
    _folder: tempfile::TempDir,
}

async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("turns.sqlite"))
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal);
    let mut reader = SqliteConnection::connect_with(&options).await.unwrap();
    let tables = "create table parents (id integer primary key);
        create table children (id integer primary key, parent_id integer references parents (id));";
    sqlx::raw_sql(tables).execute(&mut reader).await.unwrap();
    let writer = SqliteWriter::open(&options, Duration::from_secs(10)).await.unwrap();
    House { writer, reader, _folder: folder }
}

async fn run(turn: &mut Turn, text: &'static str) {
    sqlx::raw_sql(text).execute(turn.conn()).await.unwrap();
}

impl House {
    async fn parents(&mut self) -> Vec<i64> {
        let rows: Vec<(i64,)> = sqlx::query_as("select id from parents order by id")
            .fetch_all(&mut self.reader)
            .await
            .unwrap();
        rows.into_iter().map(|(id,)| id).collect()
    }

    /// Runs these texts as turns that stand in line together: each is begun before the first commit can be.
    async fn together(&self, texts: &[&'static str]) -> Vec<Outcome> {
        let mut tasks = Vec::new();
        let first = self.writer.begin().await.unwrap();
        for text in texts.iter().copied() {
            let writer = self.writer.clone();
            let task = async move {
                let mut turn = writer.begin().await.unwrap();
                run(&mut turn, text).await;
                turn.commit().await
            };
            tasks.push(tokio::spawn(task));
        }
        // All are queued behind the first, whose own end is queued last.
        for _ in 0..texts.len() + 1 {
            tokio::task::yield_now().await;
        }
        drop(first);
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.unwrap());
        }
        outcomes
    }
}

#[tokio::test]
async fn turns_are_committed_before_they_are_told() {
    let mut house = house().await;
    let texts = ["insert into parents values (1)", "insert into parents values (2)"];
    let outcomes = house.together(&texts).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(house.parents().await, [1, 2]);
}

#[tokio::test]
async fn an_abandoned_turn_takes_nobody_along() {
    let mut house = house().await;
    let mut first = house.writer.begin().await.unwrap();
    run(&mut first, "insert into parents values (1)").await;
    let commit = tokio::spawn(first.commit());
    let mut second = house.writer.begin().await.unwrap();
    run(&mut second, "insert into parents values (2)").await;
    drop(second);
    let mut third = house.writer.begin().await.unwrap();
    run(&mut third, "insert into parents values (3)").await;
    third.commit().await.unwrap();
    commit.await.unwrap().unwrap();
    assert_eq!(house.parents().await, [1, 3]);
}

#[tokio::test]
async fn an_abandoned_turn_gives_the_file_free() {
    let mut house = house().await;
    drop(house.writer.begin().await.unwrap());
    // Another process writes; it would wait in vain for a transaction that nobody ends.
    let other = "pragma busy_timeout = 10000; insert into parents values (9)";
    sqlx::raw_sql(other).execute(&mut house.reader).await.unwrap();
    assert_eq!(house.parents().await, [9]);
}

#[tokio::test]
async fn a_failed_commit_is_told_to_all_and_leaves_nothing() {
    let mut house = house().await;
    let texts = [
        "insert into parents values (1)",
        // The one error that SQLite keeps for the commit.
        "pragma defer_foreign_keys = on; insert into children values (1, 99)",
        "insert into parents values (3)",
    ];
    let outcomes = house.together(&texts).await;
    assert!(outcomes.iter().all(Result::is_err), "{outcomes:?}");
    assert!(house.parents().await.is_empty());
    let mut next = house.writer.begin().await.unwrap();
    run(&mut next, "insert into parents values (4)").await;
    next.commit().await.unwrap();
    assert_eq!(house.parents().await, [4]);
}

#[tokio::test]
async fn a_transaction_lost_on_the_way_is_told_to_all_before() {
    let mut house = house().await;
    // What SQLite does by itself when the disk is full.
    let outcomes = house.together(&["insert into parents values (1)", "rollback"]).await;
    assert!(outcomes.iter().all(Result::is_err), "{outcomes:?}");
    assert!(house.parents().await.is_empty());
    let mut next = house.writer.begin().await.unwrap();
    run(&mut next, "insert into parents values (2)").await;
    next.commit().await.unwrap();
    assert_eq!(house.parents().await, [2]);
}

#[tokio::test]
async fn whoever_is_cancelled_in_line_is_passed_over() {
    let mut house = house().await;
    let mut first = house.writer.begin().await.unwrap();
    run(&mut first, "insert into parents values (1)").await;
    let writer = house.writer.clone();
    let waiting = tokio::spawn(async move { writer.begin().await.map(drop) });
    tokio::task::yield_now().await;
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    first.commit().await.unwrap();
    assert_eq!(house.parents().await, [1]);
}

#[tokio::test]
async fn a_cancelled_commit_still_ends() {
    let mut house = house().await;
    let mut first = house.writer.begin().await.unwrap();
    run(&mut first, "insert into parents values (1)").await;
    let commit = first.commit();
    assert!(futures::FutureExt::now_or_never(commit).is_none());
    // Whether it came to pass or not, the next turn stands on firm ground.
    let mut next = house.writer.begin().await.unwrap();
    run(&mut next, "insert into parents values (2)").await;
    next.commit().await.unwrap();
    assert!(house.parents().await.contains(&2));
}

#[tokio::test]
async fn closing_waits_for_what_was_promised() {
    let mut house = house().await;
    let mut first = house.writer.begin().await.unwrap();
    run(&mut first, "insert into parents values (1)").await;
    let (committed, ()) = futures::future::join(first.commit(), house.writer.close()).await;
    committed.unwrap();
    assert_eq!(house.parents().await, [1]);
    assert!(matches!(house.writer.begin().await, Err(sqlx::Error::PoolClosed)));
}
