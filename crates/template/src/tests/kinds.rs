//! Which lines are of one kind, and how its template reads.

use super::{learn, mined};

#[track_caller]
fn check(lines: &[&str], expect: &[(&str, u64)]) {
    let found = learn(lines);
    let found: Vec<(&str, u64)> = found.iter().map(|(text, n)| (text.as_str(), *n)).collect();
    assert_eq!(found, expect);
}

#[test]
fn values_by_form_make_one_kind() {
    check(
        &[
            "Accepted key for job_1_2 from 10.0.0.1 port 22",
            "Accepted key for job_3_4 from fe80::1 port 2222",
        ],
        &[("Accepted key for <*> from <*> port <*>", 2)],
    );
}

#[test]
fn states_stay_apart() {
    check(&["VM Started (1)", "VM Paused (1)"], &[("VM Started (<*>)", 1), ("VM Paused (<*>)", 1)]);
    check(
        &[
            "job_1_1 went from NEW to RUNNING",
            "job_1_1 went from NEW to FAILED",
            "job_1_1 went from RUNNING to FAILED",
        ],
        &[
            ("<*> went from NEW to RUNNING", 1),
            ("<*> went from NEW to FAILED", 1),
            ("<*> went from RUNNING to FAILED", 1),
        ],
    );
    // However many there are.
    let states = ["started", "stopped", "paused", "resumed", "failed", "killed"];
    let lines: Vec<String> =
        states.iter().map(|state| format!("the big service was {state} by hand")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(learn(&lines).len(), states.len());
}

#[test]
fn a_word_becomes_a_parameter_by_evidence() {
    let lines = [
        "found the colour red in it",
        "found the colour blue in it",
        "found the colour green in it",
    ];
    assert_eq!(learn(&lines).len(), 3);
    let four = [&lines[..], &["found the colour pink in it"]].concat();
    check(&four, &[("found the colour <*> in it", 4)]);
}

#[test]
fn the_first_word_never_does() {
    let lines: Vec<String> = ["alpha", "beta", "gamma", "delta", "epsilon"]
        .map(|name| format!("{name} is in its place"))
        .into();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(learn(&lines).len(), 5);
}

#[test]
fn names_in_telling_places_are_parameters_at_once() {
    check(&["Invalid user alice from 10.0.0.1"], &[("Invalid user <*> from <*>", 1)]);
    check(
        &["Invalid user boot from ::1", "Invalid user STOP from ::1"],
        &[("Invalid user <*> from <*>", 2)],
    );
    check(&["password for bob from host"], &[("password for <*> from host", 1)]);
    check(&["uid=0 user=carol"], &[("uid=<*> user=<*>", 1)]);
    check(&["view acls to: yarn,curi"], &[("view acls to: <*>", 1)]);
}

#[test]
fn values_behind_keys_differ_softly() {
    check(
        &["seen with tty=ssh here", "seen with tty=NODEVssh here"],
        &[("seen with tty=<*> here", 2)],
    );
    check(
        &["seen with tty=ssh here", "seen with pts=ssh here"],
        &[("seen with tty=ssh here", 1), ("seen with pts=ssh here", 1)],
    );
    // What is missing is another kind.
    check(&["a=b ruser= x", "a=b ruser=c x"], &[("a=b ruser= x", 1), ("a=b ruser=c x", 1)]);
}

#[test]
fn twins_of_other_length_are_one_kind() {
    check(
        &[
            "ask 10.0.0.1:1 to delete blk_1_1",
            "ask 10.0.0.1:1 to delete blk_1_1 blk_2_2 blk_3_3 blk_4_4 blk_5_5",
        ],
        &[("ask <*> to delete <*>", 2)],
    );
    check(&["read 5 7", "read 5"], &[("read <*>", 2)]);
}

#[test]
fn units_go_with_their_numbers_once_they_change() {
    check(&["size 5 KB, free 6 KB)"], &[("size <*> KB, free <*> KB)", 1)]);
    check(&["size 5 KB, free 6 KB)", "size 5 MB, free 6 KB)"], &[("size <*>, free <*>)", 2)]);
}

#[test]
fn empty_brackets_are_a_value_too() {
    check(
        &["from 10.0.0.1 () at 5", "from 10.0.0.1 (a.example.com) at 5"],
        &[("from <*> (<*>) at <*>", 2)],
    );
}

#[test]
fn ids_are_stable_and_versions_count() {
    let (mut miner, source) = mined(&["seen with tty=ssh here"]);
    let before = miner.kinds(source).next().map(|kind| (kind.id, kind.version)).unwrap();
    let after = miner.observe(source, b"seen with tty=console here", 9).unwrap();
    assert_eq!(after.kind, before.0);
    let kind = miner.kind(source, before.0).unwrap();
    assert_eq!((kind.version, kind.last_secs), (before.1 + 1, 9));
}

#[test]
fn the_ids_of_merged_kinds_lead_to_the_elder() {
    let (mut miner, source) = mined(&[]);
    let ids: Vec<_> = ["red", "blue", "green", "pink"]
        .map(|colour| {
            miner
                .observe(source, format!("found the colour {colour} in it").as_bytes(), 0)
                .unwrap()
                .kind
        })
        .into();
    for id in &ids {
        assert_eq!(miner.resolve(source, *id), ids.first().copied());
    }
    assert_eq!(miner.kinds(source).next().unwrap().n_lines, 4);
}

#[test]
fn sources_have_kinds_of_their_own() {
    let (mut miner, source) = mined(&["hello there"]);
    let other = miner.source("other", 0).unwrap();
    let id = miner.observe(other, b"hello there", 0).unwrap().kind;
    assert_ne!(Some(id), miner.kinds(source).next().map(|kind| kind.id));
    assert_eq!(miner.kind(source, id), None);
}
