//! Every statement prepares on both databases; those of one database alone stand in a closed list.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeSet;

use audit::LogKey;
use db::{Db, DbConfig, postgres_statements, sqlite_statements, statements};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};
use testkit::{FixedClock, SeededChance, TestPlace};

/// Where the two may differ, as the README says: claiming a job, full-text search, the size of the database, what a permit
/// or a jotting rests on.
const SQLITE_ONLY: [&str; 12] = [
    "CASE_VERSION",
    "CLAIM_JOB",
    "DATABASE_BYTES",
    "DELETE_WORDS",
    "DELETE_WORDS_OF_CASE",
    "INSERT_WORDS",
    "PERSON_STANDS",
    "POLICY_EDITION",
    "PUT_ROW",
    "ROLES_STAND",
    "SESSION_STANDS",
    "TOKEN_STANDS",
];
const POSTGRES_ONLY: [&str; 9] = [
    "CASE_VERSION_LOCKED",
    "CLAIM_JOB_SKIPPING",
    "DATABASE_BYTES_POSTGRES",
    "PERSON_STANDS_LOCKED",
    "PUT_ROW_WITH_WORDS",
    "POLICY_EDITION_LOCKED",
    "ROLES_STAND_LOCKED",
    "SESSION_STANDS_LOCKED",
    "TOKEN_STANDS_LOCKED",
];

/// Tables small enough to be read whole: people on the staff, queues, settings, what SQLite says about itself.
const SMALL_TABLES: [&str; 14] = [
    "destinations",
    "queues",
    "q",
    "queue_roles",
    "staff",
    "staff_keys",
    "staff_roles",
    "f",
    "policy_editions",
    "notice_hours",
    "notice_ways",
    "setting_changes",
    "pragma_page_count",
    "pragma_page_size",
];

/// Deletions that the house runs now and then, over tables that these very statements keep small.
const SWEEPS: [&str; 2] = ["DELETE_LINKS", "DELETE_JOBS"];

/// Walks along an index that end early: the last checkpoint, what waits in a partial index.
const WALKS: [&str; 8] = [
    "LAST",
    "PENDING",
    "NEXT_LEAVING",
    "UNREVIEWED",
    "DECLARED",
    "LAST_INTAKE",
    "BY_MOTION",
    "FORGET_MEETINGS",
];

/// Rows that a statement gathered itself, and no table: cases in which a sheet was used, and what was said of it in each.
const GATHERED: [&str; 3] = ["b", "u", "said"];

async fn migrated(place: &TestPlace) {
    let config = DbConfig { url: place.url().to_owned() };
    let clock = std::sync::Arc::new(FixedClock::noon());
    let chance = std::sync::Arc::new(SeededChance::new(1));
    let db = Db::open(&config, LogKey::new(&[1; 32]), clock, chance).await.unwrap();
    db.close().await;
}

#[tokio::test]
async fn every_text_prepares_on_sqlite() {
    let place = TestPlace::sqlite().unwrap();
    migrated(&place).await;
    let mut conn = SqliteConnection::connect(place.url()).await.unwrap();
    for (name, text) in [statements(), sqlite_statements()].concat() {
        let prepared = (&mut conn).prepare(text.into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}

#[tokio::test]
async fn every_text_prepares_on_postgres() {
    let place = TestPlace::postgres().await;
    migrated(&place).await;
    let mut conn = PgConnection::connect(place.url()).await.unwrap();
    for (name, text) in [statements(), postgres_statements()].concat() {
        let prepared = (&mut conn).prepare(text.into_sql_str()).await;
        assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
    }
}

#[test]
fn the_two_differ_only_where_the_readme_says() {
    let names = |list: Vec<(&'static str, &str)>| -> BTreeSet<&str> {
        list.into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(sqlite_statements()), SQLITE_ONLY.into());
    assert_eq!(names(postgres_statements()), POSTGRES_ONLY.into());
    // What differs by a lock differs by nothing else.
    for (name, text) in sqlite_statements() {
        let locked = format!("{name}_LOCKED");
        let other = postgres_statements().into_iter().find(|(name, _)| *name == locked);
        if let Some((_, other)) = other {
            let lock = other.strip_prefix(text).unwrap_or_else(|| panic!("{name}"));
            assert!(matches!(lock, " for share" | " for no key update"), "{name}: {lock}");
        }
    }
}

#[test]
fn the_texts_keep_to_the_common_dialect() {
    for (name, text) in statements() {
        let lower = text.to_lowercase();
        for word in ["now()", "ilike", "jsonb", "->", "array", "::", "autoincrement", "rowid", "?"]
        {
            assert!(!lower.contains(word), "{name} holds {word}");
        }
        assert!(!lower.contains(" limit ") || lower.contains(" order by "), "{name}: no order");
    }
}

// A table that grows is never read whole. SQLite says so without statistics, which no fresh file has.
#[tokio::test]
async fn no_statement_scans_a_table_that_grows() {
    let place = TestPlace::sqlite().unwrap();
    migrated(&place).await;
    let mut conn = SqliteConnection::connect(place.url()).await.unwrap();
    let mut scans = Vec::new();
    for (name, text) in [statements(), sqlite_statements()].concat() {
        let explain = AssertSqlSafe(format!("explain query plan {text}"));
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&mut conn).await.unwrap();
        for (_, _, _, step) in plan {
            let Some(table) = step.strip_prefix("SCAN ") else { continue };
            let table = table.split(' ').next().unwrap_or_default();
            let is_fine = SMALL_TABLES.contains(&table)
                || GATHERED.contains(&table)
                || table.starts_with("(subquery-")
                || SWEEPS.contains(&name)
                || WALKS.contains(&name)
                || step.contains("VIRTUAL TABLE INDEX 0:=")
                || table == "CONSTANT";
            if !is_fine {
                scans.push(format!("{name}: {step}"));
            }
        }
    }
    assert!(scans.is_empty(), "{scans:#?}");
}

#[tokio::test]
async fn the_boards_counts_read_an_index_alone() {
    let place = TestPlace::sqlite().unwrap();
    migrated(&place).await;
    let mut conn = SqliteConnection::connect(place.url()).await.unwrap();
    let (_, text) = statements().into_iter().find(|(name, _)| *name == "QUEUE_COUNTS").unwrap();
    let explain = AssertSqlSafe(format!("explain query plan {text}"));
    let plan: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(&mut conn).await.unwrap();
    let of_cases: Vec<_> = plan.iter().filter(|row| row.3.contains(" c ")).collect();
    assert_eq!(of_cases.len(), 2);
    for row in of_cases {
        assert!(row.3.contains("USING COVERING INDEX cases_open (queue_id=?"), "{}", row.3);
    }
}

#[tokio::test]
async fn windows_of_a_long_case_are_read_in_the_order_of_their_index() {
    let place = TestPlace::sqlite().unwrap();
    migrated(&place).await;
    let mut conn = SqliteConnection::connect(place.url()).await.unwrap();
    let of_windows = |name: &str| name.ends_with("MESSAGES_BEFORE") || name == "MESSAGES_AFTER";
    for (name, text) in statements().into_iter().filter(|(name, _)| of_windows(name)) {
        let explain = AssertSqlSafe(format!("explain query plan {text}"));
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&mut conn).await.unwrap();
        let steps: Vec<_> = plan.iter().map(|row| row.3.as_str()).collect();
        let first = steps.first().copied().unwrap_or_default();
        assert!(first.contains("INDEX messages_in_time (case_id=?"), "{name}: {steps:?}");
        assert!(steps.iter().all(|step| !step.contains("TEMP B-TREE")), "{name}: {steps:?}");
    }
    // Nor does that index stand in the way of the one that knows the answers alone, by which boards tell who waits.
    let (_, text) = statements().into_iter().find(|(name, _)| *name == "ANSWERED_AT").unwrap();
    let explain = AssertSqlSafe(format!("explain query plan {text}"));
    let plan: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(&mut conn).await.unwrap();
    assert!(plan.iter().any(|row| row.3.contains("INDEX messages_answers")), "{plan:?}");
}
