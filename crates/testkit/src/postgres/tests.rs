//! The cluster serves many at once, and a fresh database is empty.

use super::{database, programs::Owner, programs::owner_named};

#[tokio::test]
async fn databases_are_apart_and_dropped() {
    let first = database().await;
    let second = database().await;
    first.sql("create table only_here (id bigint)").unwrap();
    assert!(second.sql("select * from only_here").is_err());
    let count = format!("select count(*) from pg_database where datname = '{}'", first.name);
    assert_eq!(second.sql(&count).unwrap().trim(), "1");
    let mut dropping = first.cluster.drop_later(&first.name).unwrap();
    assert!(dropping.wait().unwrap().success());
    assert_eq!(second.sql(&count).unwrap().trim(), "0");
}

#[tokio::test]
async fn eight_at_once() {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        tasks.spawn(database());
    }
    let databases = tasks.join_all().await;
    let mut urls: Vec<_> = databases.iter().map(|database| database.url.clone()).collect();
    urls.sort();
    urls.dedup();
    assert_eq!(urls.len(), 8);
}

#[test]
fn users_are_read_from_passwd() {
    let passwd = "root:x:0:0:root:/:/bin/sh\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/sh\n";
    assert_eq!(owner_named(passwd, "postgres"), Some(Owner { uid: 101, gid: 104 }));
    assert_eq!(owner_named(passwd, "post"), None);
    assert_eq!(owner_named("broken:x", "broken"), None);
}
