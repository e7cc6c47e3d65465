//! The side doors of the database room are closed lists (house law 1): a new one fails here first.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::{collections::BTreeSet, fs, path::Path};

/// What may be done without a permit and without an entry: sessions, link tokens, counters, job claims,
/// challenges and their answers, sealed drafts and jottings, delivery tries, what left the house of a handover, which authorities were seen to expire, notices of the staff, tree and checkpoints, search words under another key, what an installation
/// notes for itself, how a member of the staff has their own desk (saved views and keys), and in which language and by which clock somebody reads.
const BOOKKEEPING: [&str; 65] = [
    "arm_link",
    "batch_notices",
    "claim_job",
    "claim_key",
    "commit",
    "count",
    "delete_challenges",
    "delete_counters",
    "delete_draft",
    "delete_jobs",
    "delete_jotting",
    "delete_kept",
    "delete_links",
    "drop_saved_view",
    "end_session",
    "enqueue",
    "finish_job",
    "forget_approvals",
    "forget_meetings",
    "forget_notices",
    "forget_saved_views",
    "found_policies",
    "found_queues",
    "found_sheets",
    "free_key",
    "give_up_job",
    "hold_reading",
    "insert_checkpoint",
    "insert_draft",
    "insert_jotting",
    "insert_link",
    "insert_node",
    "insert_notice",
    "insert_proof",
    "insert_saved_view",
    "insert_session",
    "keep_answer",
    "lapse_authorities",
    "mark_notices",
    "note_delivery",
    "note_factor",
    "note_handover_told",
    "note_intake",
    "number_entry",
    "person_stands",
    "place_stands",
    "put_challenge",
    "put_reading",
    "put_setting",
    "put_staff_keys",
    "raise_session",
    "reindex_message",
    "rename_saved_view",
    "retry_job",
    "take_challenge",
    "touch_api_token",
    "touch_session",
    "unbatch_notices",
    "update_draft",
    "update_jotting",
    "use_link",
    "use_recovery_code",
    "use_totp_step",
    "deref",
    "deref_mut",
];

/// Which functions append to the log: the commit of a write, and the record of a refusal.
const ENTRY_WRITERS: [(&str, &str); 2] = [("entries.rs", "record_refusal"), ("write.rs", "commit")];

/// Which functions of `Db` are public.
const DOORS: [&str; 11] = [
    "bookkeeping",
    "close",
    "committed",
    "is_sqlite",
    "log_key",
    "n_commits",
    "now",
    "open",
    "read",
    "record_refusal",
    "write",
];

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // Below the files there are only their tests.
            let names: Vec<_> =
                fs::read_dir(&path).unwrap().map(|file| file.unwrap().file_name()).collect();
            assert_eq!(names, ["tests.rs"], "{path:?}");
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        sources.push((name, fs::read_to_string(&path).unwrap()));
    }
    sources
}

/// Returns the name of the function that a line begins, if it begins one.
fn function(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = ["pub ", "pub(crate) ", "const ", "async "]
        .iter()
        .fold(line, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

/// Returns the functions of all blocks that implement something for a type, formatted as rustfmt does.
fn functions_of(type_name: &str, is_public_only: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, source) in sources() {
        let mut is_inside = false;
        for line in source.lines() {
            if line.starts_with("impl") {
                let head = line.trim_end_matches('{').trim_end();
                is_inside = head.split([' ', ':', '<', '>']).next_back() == Some(type_name);
            } else if line == "}" {
                is_inside = false;
            } else if is_inside && line.starts_with("    ") && !line.starts_with("     ") {
                let is_seen = !is_public_only || line.trim_start().starts_with("pub ");
                found.extend(function(line).filter(|_| is_seen).map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn bookkeeping_is_a_closed_list() {
    let expect: BTreeSet<_> = BOOKKEEPING.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(functions_of("BookTx", false), expect);
}

#[test]
fn the_database_has_these_doors() {
    let expect: BTreeSet<_> = DOORS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(functions_of("Db", true), expect);
}

#[test]
fn a_reader_changes_nothing_by_a_public_function() {
    for name in functions_of("Reader", true) {
        let is_change = ["insert", "update", "delete", "put", "set", "note", "end", "erase"]
            .iter()
            .any(|verb| name.split('_').next() == Some(*verb));
        assert!(!is_change, "Reader::{name} is public");
    }
}

#[test]
fn entries_are_written_in_two_places() {
    let mut found = BTreeSet::new();
    for (file, source) in sources() {
        let mut current = String::new();
        for line in source.lines() {
            if let Some(name) = function(line) {
                name.clone_into(&mut current);
            }
            let is_call = line.contains("entries::insert(")
                || line.contains("INSERT_ENTRY,")
                || (file == "entries.rs" && line.trim_start().starts_with("insert("));
            if is_call && current != "insert" {
                found.insert((file.clone(), current.clone()));
            }
        }
    }
    let expect: BTreeSet<_> =
        ENTRY_WRITERS.iter().map(|(file, name)| ((*file).to_owned(), (*name).to_owned())).collect();
    assert_eq!(found, expect);
    let texts = db::statements();
    let writers = texts.iter().filter(|(_, text)| text.contains("into entries"));
    assert_eq!(writers.count(), 1, "one statement writes entries");
    let changers = texts.iter().filter(|(_, text)| {
        text.starts_with("update entries") || text.starts_with("delete from entries")
    });
    let changers: Vec<_> = changers.map(|(name, _)| *name).collect();
    assert_eq!(changers, ["NUMBER_ENTRY"], "an entry is numbered, and never else changed");
}
