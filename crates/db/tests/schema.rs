//! The two migrated schemas are equal, column by column, once each database's own words are set aside.
//!
//! Both are read from the databases' own catalogues, not from our files. Checks are compared by what they
//! allow: SQLite keeps the text, PostgreSQL a normal form, so both are taken apart into column and words.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

use std::collections::{BTreeMap, BTreeSet};

use audit::LogKey;
use db::{Db, DbConfig};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use testkit::{FixedClock, SeededChance, TestPlace};

/// What a schema says, in words that both databases share.
#[derive(Debug, Default, PartialEq, Eq)]
struct Schema {
    /// Table and column, with type and whether it must be there.
    columns: BTreeMap<(String, String), (String, bool)>,
    /// Table, and the columns of its primary key in order.
    primary_keys: BTreeMap<String, Vec<String>>,
    /// Table, and columns that are unique together.
    uniques: BTreeSet<(String, Vec<String>)>,
    /// Table and column, and the table and column it refers to.
    foreign_keys: BTreeSet<(String, String, String, String)>,
    /// Name, table, columns, the words of the condition.
    indexes: BTreeSet<(String, String, Vec<String>, Vec<String>)>,
    /// Table, and the words of the check.
    checks: BTreeSet<(String, Vec<String>)>,
}

fn is_ours(table: &str) -> bool {
    // The one place where the schemas differ, and the migrator's own table.
    !table.starts_with("search_") && table != "_sqlx_migrations" && !table.starts_with("sqlite_")
}

/// Takes a condition apart into its words, without what the two spell each their way.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("::text", "").replace("[]", "").replace("<>", " <> ");
    let mut words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || "_<>=".contains(c)))
        .filter(|word| !word.is_empty())
        // `state in ('a', 'b')` is kept by PostgreSQL as `state = any (array['a', 'b'])`.
        .filter(|word| !["=", "ANY", "ARRAY", "in"].contains(word))
        .map(str::to_lowercase)
        .collect();
    // `bigint > 0` is kept as `(x > 0)`, and as `(x > '0'::bigint)` by some versions.
    words.retain(|word| word != "bigint" && word != "cast");
    words
}

async fn migrate(place: &TestPlace) {
    let config = DbConfig { url: place.url().to_owned() };
    let clock = std::sync::Arc::new(FixedClock::noon());
    let chance = std::sync::Arc::new(SeededChance::new(1));
    let db = Db::open(&config, LogKey::new(&[1; 32]), clock, chance).await.unwrap();
    db.close().await;
}

async fn sqlite() -> Schema {
    let place = TestPlace::sqlite().unwrap();
    migrate(&place).await;
    let mut conn = SqliteConnection::connect(place.url()).await.unwrap();
    let mut schema = Schema::default();
    let tables: Vec<(String, String)> =
        sqlx::query_as("select name, sql from sqlite_master where type = 'table' order by name")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    for (table, text) in tables.into_iter().filter(|(table, _)| is_ours(table)) {
        assert!(text.trim_end().ends_with("strict"), "{table} is not strict");
        sqlite_columns(&mut conn, &mut schema, &table, &text).await;
        sqlite_indexes(&mut conn, &mut schema, &table).await;
        let keys: Vec<(String, String, String)> = sqlx::query_as(
            "select \"from\", \"table\", coalesce(\"to\", 'id') from pragma_foreign_key_list($1)",
        )
        .bind(&table)
        .fetch_all(&mut conn)
        .await
        .unwrap();
        for (from, other, to) in keys {
            schema.foreign_keys.insert((table.clone(), from, other, to));
        }
    }
    schema
}

async fn sqlite_columns(conn: &mut SqliteConnection, schema: &mut Schema, table: &str, text: &str) {
    let columns: Vec<(String, String, bool, i64)> = sqlx::query_as(
        "select name, lower(type), \"notnull\", pk from pragma_table_info($1) order by cid",
    )
    .bind(table)
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let mut checks: BTreeSet<Vec<String>> = check_texts(text).iter().map(|c| words(c)).collect();
    let mut key = BTreeMap::new();
    for (name, kind, is_needed, pk) in columns {
        // SQLite has no booleans: an integer that must be 0 or 1 is one.
        let is_boolean = checks.remove(&words(&format!("{name} in (0, 1)")));
        let kind = if is_boolean { "boolean".to_owned() } else { kind };
        if pk > 0 {
            key.insert(pk, name.clone());
        }
        schema.columns.insert((table.to_owned(), name), (kind, is_needed));
    }
    schema.primary_keys.insert(table.to_owned(), key.into_values().collect());
    schema.checks.extend(checks.into_iter().map(|words| (table.to_owned(), words)));
}

/// Returns what stands between the parentheses of each `check`.
fn check_texts(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, word) in text.match_indices("check (") {
        let inner = &text[start + word.len()..];
        let mut depth = 1;
        let end = inner.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        found.push(inner[..end.unwrap()].to_owned());
    }
    found
}

async fn sqlite_indexes(conn: &mut SqliteConnection, schema: &mut Schema, table: &str) {
    let indexes: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "select l.name, l.origin, m.sql from pragma_index_list($1) l
         left join sqlite_master m on m.name = l.name",
    )
    .bind(table)
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    for (name, origin, text) in indexes {
        let columns: Vec<(String,)> =
            sqlx::query_as("select name from pragma_index_info($1) order by seqno")
                .bind(&name)
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let columns: Vec<_> = columns.into_iter().map(|(name,)| name).collect();
        match origin.as_str() {
            "u" => {
                schema.uniques.insert((table.to_owned(), columns));
            }
            "c" => {
                let text = text.unwrap();
                assert!(!text.contains("unique"), "{name}: say unique in the table");
                let condition = text.split_once(" where ").map_or("", |(_, condition)| condition);
                schema.indexes.insert((name, table.to_owned(), columns, words(condition)));
            }
            _ => {}
        }
    }
}

async fn postgres() -> Schema {
    let place = TestPlace::postgres().await;
    migrate(&place).await;
    let mut conn = PgConnection::connect(place.url()).await.unwrap();
    let mut schema = Schema::default();
    let columns: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select cast(table_name as text), cast(column_name as text), cast(data_type as text),
         is_nullable = 'NO' from information_schema.columns where table_schema = 'public'",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    for (table, name, kind, is_needed) in columns.into_iter().filter(|row| is_ours(&row.0)) {
        let kind = match kind.as_str() {
            "uuid" | "bytea" => "blob",
            "bigint" => "integer",
            other => other,
        };
        schema.columns.insert((table, name), (kind.to_owned(), is_needed));
    }
    postgres_constraints(&mut conn, &mut schema).await;
    let indexes: Vec<(String, String, String, Option<String>)> = sqlx::query_as(
        "select cast(c.relname as text), cast(t.relname as text), pg_get_indexdef(i.indexrelid),
         pg_get_expr(i.indpred, i.indrelid)
         from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
         join pg_namespace n on n.oid = t.relnamespace
         where n.nspname = 'public' and not exists
            (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    for (name, table, text, condition) in indexes.into_iter().filter(|row| is_ours(&row.1)) {
        let (_, list) = text.split_once(" USING btree (").unwrap();
        let (list, _) = list.split_once(')').unwrap();
        let columns = list.split(", ").map(str::to_owned).collect();
        schema.indexes.insert((name, table, columns, words(&condition.unwrap_or_default())));
    }
    schema
}

async fn postgres_constraints(conn: &mut PgConnection, schema: &mut Schema) {
    let columns = |keys: &str, table: &str| {
        format!(
            "array(select cast(a.attname as text) from unnest({keys}) with ordinality k (n, i)
             join pg_attribute a on a.attrelid = {table} and a.attnum = k.n order by k.i)"
        )
    };
    let text = format!(
        "select cast(t.relname as text), cast(c.contype as text), {}, coalesce(cast(f.relname as text), ''),
         {}, pg_get_constraintdef(c.oid)
         from pg_constraint c join pg_class t on t.oid = c.conrelid left join pg_class f on f.oid = c.confrelid
         join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public'",
        columns("c.conkey", "c.conrelid"),
        columns("c.confkey", "c.confrelid"),
    );
    type Row = (String, String, Vec<String>, String, Vec<String>, String);
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(text)).fetch_all(conn).await.unwrap();
    for (table, kind, columns, other, other_columns, text) in
        rows.into_iter().filter(|row| is_ours(&row.0))
    {
        match kind.as_str() {
            "p" => {
                schema.primary_keys.insert(table, columns);
            }
            "u" => {
                schema.uniques.insert((table, columns));
            }
            "f" => {
                assert_eq!(columns.len(), 1, "{table}: {text}");
                let (from, to) = (columns[0].clone(), other_columns[0].clone());
                schema.foreign_keys.insert((table, from, other, to));
            }
            "c" => {
                let text = text.strip_prefix("CHECK ").unwrap();
                schema.checks.insert((table, words(text)));
            }
            other => panic!("{table}: a constraint of kind {other}"),
        }
    }
}

#[tokio::test]
async fn the_two_schemas_are_equal() {
    let (sqlite, postgres) = (sqlite().await, postgres().await);
    // One after the other, so that a difference is read at a glance.
    assert_eq!(sqlite.columns, postgres.columns);
    assert_eq!(sqlite.primary_keys, postgres.primary_keys);
    assert_eq!(sqlite.uniques, postgres.uniques);
    assert_eq!(sqlite.foreign_keys, postgres.foreign_keys);
    assert_eq!(sqlite.indexes, postgres.indexes);
    assert_eq!(sqlite.checks, postgres.checks);
    assert!(sqlite.columns.len() > 100 && sqlite.checks.len() > 10, "both were read");
}

#[test]
fn conditions_are_compared_by_their_words() {
    let check = |sqlite: &str, postgres: &str, expect: bool| {
        assert_eq!(words(sqlite) == words(postgres), expect, "{sqlite} and {postgres}");
    };
    check("n > 0", "((n > 0))", true);
    check("state in ('a', 'b')", "((state = ANY (ARRAY['a'::text, 'b'::text])))", true);
    check("state <> 'closed'", "(state <> 'closed'::text)", true);
    check("log_index is null", "(log_index IS NULL)", true);
    check("state in ('a', 'b')", "((state = ANY (ARRAY['a'::text, 'c'::text])))", false);
    check("n > 0", "((n >= 0))", false);
    check("n > 0", "((n > 1))", false);
}

#[test]
fn migrations_are_paired() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = |kind: &str| -> BTreeSet<_> {
        let files = std::fs::read_dir(folder.join(kind)).unwrap();
        files.map(|file| file.unwrap().file_name()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
