//! Where bytes are kept: every file of the data folder, every row and file of a PostgreSQL database, the logs.

use std::{fs, path::Path};

use data_encoding::HEXLOWER_PERMISSIVE;
use testkit::{house::TestHouse, postgres::TestDatabase};

use crate::logs;

/// A named heap of bytes.
pub struct Place {
    /// What it is: a path within the data folder, a table, the logs.
    pub name: String,
    /// What stands there.
    pub bytes: Vec<u8>,
}

/// Reads every place of a house that is at rest.
pub fn of(house: &TestHouse) -> Vec<Place> {
    let mut places = vec![Place { name: "logs".to_owned(), bytes: logs::take() }];
    push_files(house.dir.path(), house.dir.path(), &mut places);
    if let Some(database) = &house.database {
        push_tables(database, &mut places);
        push_relation_files(database, &mut places);
    }
    places
}

fn push_files(root: &Path, folder: &Path, places: &mut Vec<Place>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            push_files(root, &path, places);
            continue;
        }
        let name = path.strip_prefix(root).unwrap().display().to_string();
        // A file's name is a place too.
        let mut bytes = name.clone().into_bytes();
        bytes.push(b'\n');
        bytes.extend(fs::read(&path).unwrap());
        places.push(Place { name, bytes });
    }
}

/// The rows as a dump has them, their octets unfolded from hexadecimal.
fn push_tables(database: &TestDatabase, places: &mut Vec<Place>) {
    let tables = database
        .sql("select tablename from pg_tables where schemaname = 'public' order by 1")
        .unwrap();
    for table in tables.lines() {
        let rows = database.sql(&format!("copy public.{table} to stdout")).unwrap();
        let mut bytes = Vec::new();
        for field in rows.split(['\t', '\n']) {
            match field.strip_prefix("\\\\x") {
                Some(hex) => bytes.extend(HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).unwrap()),
                None => bytes.extend(field.bytes()),
            }
            bytes.push(b'\n');
        }
        places.push(Place { name: format!("table {table}"), bytes });
    }
}

/// The files of tables, indexes and long values, dead rows included.
fn push_relation_files(database: &TestDatabase, places: &mut Vec<Place>) {
    // What the server still holds in memory is written out first.
    database.sql("checkpoint").unwrap();
    let files = database
        .sql(
            "select c.relname || ' ' || encode(pg_read_binary_file(pg_relation_filepath(c.oid)), 'hex') \
             from pg_class c where c.relkind in ('r', 'i', 't') and c.oid >= 16384",
        )
        .unwrap();
    for line in files.lines() {
        let (name, hex) = line.split_once(' ').unwrap();
        let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).unwrap();
        places.push(Place { name: format!("file of {name}"), bytes });
    }
}
