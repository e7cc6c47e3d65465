//! The record is changed by hand in the database; verification names the entry.

use std::{fs, process::Command};

use serde_json::json;

use crate::{
    api::text,
    house::{House, Said},
    smtp, stories,
};

/// The independent verifier.
const VERIFIER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contrib/verify_proof.py");

/// The entry that is tampered with.
const VICTIM: i64 = 3;

/// A number beyond all entries, for one that waits to be swapped.
const ASIDE: i64 = 1_000_000;

stories!(
    every_change_by_hand_is_named,
    a_look_changed_by_hand_is_named,
    a_cut_tail_is_named_by_an_older_checkpoint,
    a_proof_is_accepted_elsewhere,
    a_damaged_text_does_not_keep_the_old_word_key,
    an_index_that_lags_shows_no_case_of_another_queue,
);

/// Starts a house, lets things happen that are entered, and stops it.
async fn with_a_past(house: &mut House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    for n in 1..=3 {
        let mail = format!("From: a{n}@customer.example\nSubject: s{n}\n\ntext {n}\n");
        let reply = smtp::send(house.smtp, &format!("a{n}@customer.example"), mail.as_bytes());
        assert_eq!(reply.unwrap().code, 250);
    }
    tessa.wait_for_cases("triage", 3).await;
    assert!(house.stop().success());
}

fn verify(house: &House) -> Said {
    house.command(&["audit", "verify"])
}

fn is_named(house: &House, entries: &[i64]) {
    let said = verify(house);
    assert_eq!(said.code, Some(1), "{said:?}");
    for entry in entries {
        assert!(said.err.contains(&format!("entry {entry}: ")), "{entry} in {}", said.err);
    }
}

fn is_sound(house: &House) {
    let said = verify(house);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.starts_with("sound: "), "{said:?}");
}

async fn every_change_by_hand_is_named(mut house: House) {
    with_a_past(&mut house).await;
    is_sound(&house);
    house.sql("create table kept as select * from entries");
    let restore = |house: &House| {
        house.sql("delete from entries");
        house.sql("insert into entries select * from kept");
        is_sound(house);
    };

    // A column that answers questions, apart from the bytes that were signed over.
    house.sql(&format!("update entries set act = 'case.close' where log_index = {VICTIM}"));
    is_named(&house, &[VICTIM]);
    restore(&house);

    // The bytes themselves, by another entry's.
    house.sql(&format!(
        "update entries set canonical = (select canonical from kept where log_index = {}) \
         where log_index = {VICTIM}",
        VICTIM + 1
    ));
    is_named(&house, &[VICTIM]);
    restore(&house);

    house.sql(&format!("delete from entries where log_index = {VICTIM}"));
    is_named(&house, &[VICTIM]);
    restore(&house);

    // Two entries change places, numbers, leaves and all.
    let leaf = "leaf_hash = (select leaf_hash from kept where log_index";
    let seal = "leaf_seal = (select leaf_seal from kept where log_index";
    house.sql(&format!("update entries set log_index = {ASIDE} where log_index = {VICTIM}"));
    for (from, to) in [(VICTIM + 1, VICTIM), (ASIDE, VICTIM + 1)] {
        house.sql(&format!(
            "update entries set log_index = {to}, {leaf} = {to}), {seal} = {to}) where log_index = {from}"
        ));
    }
    is_named(&house, &[VICTIM, VICTIM + 1]);
    restore(&house);

    // One more, a copy under an id and a number of its own.
    let last: i64 = house.sql("select max(log_index) from entries").parse().unwrap();
    let id = if house.database.is_some() { "gen_random_uuid()" } else { "randomblob(16)" };
    house.sql(&format!(
        "insert into entries select {id}, canonical, seal, {}, leaf_hash, leaf_seal, at, act, outcome, \
         who_kind, who_id, resource_kind, resource_id, case_id, person_id from kept \
         where log_index = {VICTIM}",
        last + 1
    ));
    is_named(&house, &[last + 1]);
    restore(&house);
}

async fn a_look_changed_by_hand_is_named(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);
    let mail = b"From: a@customer.example\r\nSubject: s\r\n\r\ntext\r\n";
    assert_eq!(smtp::send(house.smtp, "a@customer.example", mail).unwrap().code, 250);
    let cases = tessa.wait_for_cases("triage", 1).await;
    let number = text(&cases[0], "number").to_owned();
    tessa.give(&number, "egon@desk.example").await;
    let message = text(&egon.messages(&number).await[0], "id").to_owned();
    for way in ["unsealing", "mail/unsealing"] {
        let path = format!("/cases/{number}/messages/{message}/{way}");
        let opened = egon.post(&path, json!({"reason": "to see"})).await;
        assert_eq!(opened.status, 200, "{opened:?}");
        if way.starts_with("mail/") {
            let mail = opened.body.as_str().unwrap();
            assert!(mail.contains("From: a@customer.example\r\n"), "{mail}");
            assert!(mail.contains("\r\n\r\ntext\r\n"), "{mail}");
        }
    }
    assert!(house.stop().success());
    let said = verify(&house);
    assert!(said.out.starts_with("sound: ") && said.out.trim().ends_with(" 2 looks"), "{said:?}");

    let numbers = house.sql(
        "select log_index from entries where act = 'message.unseal' and outcome = 'done' order by log_index",
    );
    let entries: Vec<i64> = numbers.lines().map(|line| line.parse().unwrap()).collect();
    let (first, second) = (entries[0], entries[1]);
    let id = |number: i64| format!("(select id from entries where log_index = {number})");
    house.sql("create table kept as select * from looks");
    let restore = |house: &House| {
        house.sql("delete from looks");
        house.sql("insert into looks select * from kept");
        is_sound(house);
    };

    house.sql(&format!("delete from looks where id = {}", id(first)));
    is_named(&house, &[first]);
    restore(&house);

    for change in ["clause = 'none'", "role = 'nobody'", "at = at + 1", "reason_sealed = null"] {
        house.sql(&format!("update looks set {change} where id = {}", id(second)));
        is_named(&house, &[second]);
        restore(&house);
    }

    // Each look in the other's place, by a third id in between.
    let aside = id(0);
    for (from, to) in [(id(first), &aside), (id(second), &id(first)), (aside.clone(), &id(second))]
    {
        house.sql(&format!("update looks set id = {to} where id = {from}"));
    }
    is_named(&house, &[first, second]);
    restore(&house);

    // One more, under an entry that made none, and one under no entry at all.
    let drawn = if house.database.is_some() { "gen_random_uuid()" } else { "randomblob(16)" };
    for (id, named) in [(id(0).as_str(), "entry 0: "), (drawn, "look without an entry, id ")] {
        house.sql(&format!(
            "insert into looks (id, message_id, case_id, person_id, staff_id, role, clause, is_self, \
             reason_sealed, at) select {id}, message_id, case_id, person_id, staff_id, role, clause, \
             is_self, reason_sealed, at from kept order by at limit 1"
        ));
        let said = verify(&house);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.err.contains(named) && said.err.contains("invented"), "{said:?}");
        restore(&house);
    }
}

async fn a_damaged_text_does_not_keep_the_old_word_key(mut house: House) {
    with_a_past(&mut house).await;
    house.sql(
        "update messages set text_twin = subject_twin \
         where id = (select id from messages order by id limit 1)",
    );
    let words = ["person", "destroy", "--yes", "--address", "a3@customer.example"];
    let said = house.command(&words);
    assert_eq!(said.code, Some(0), "{said:?}");
    let said = house.command(&["doctor"]);
    assert!(said.out.contains("search words are hashed under one key"), "{said:?}");
    let keys = house.sql("select count(distinct word_key) from search_rows");
    assert_eq!(keys.trim(), "1");
}

async fn an_index_that_lags_shows_no_case_of_another_queue(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let mail = b"From: a@customer.example\r\nSubject: s\r\n\r\nrhubarb\r\n";
    assert_eq!(smtp::send(house.smtp, "a@customer.example", mail).unwrap().code, 250);
    tessa.wait_for_cases("triage", 1).await;
    let n_found = async || tessa.read("/cases?q=rhubarb").await["cases"].as_array().unwrap().len();
    assert_eq!(n_found().await, 1);
    house.sql("update cases set queue_id = (select id from queues where name = 'disputes')");
    assert_eq!(n_found().await, 0, "the index still says triage");
}

async fn a_cut_tail_is_named_by_an_older_checkpoint(mut house: House) {
    with_a_past(&mut house).await;
    let kept = house.desk().join("checkpoint");
    fs::write(&kept, house.run(&["audit", "checkpoint"])).unwrap();
    let against = ["audit", "verify", "--against", kept.to_str().unwrap()];
    assert_eq!(house.command(&against).code, Some(0));

    let last: i64 = house.sql("select max(log_index) from entries").parse().unwrap();
    let cut = last - 1;
    // A thief of the tail takes all that speaks of it along, as far as the database holds it.
    house.sql(&format!("delete from entries where log_index >= {cut}"));
    house.sql(&format!("delete from checkpoints where size > {cut}"));
    house.sql("delete from nodes");
    let said = house.command(&against);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.err.contains(&format!("entries {cut} to {last}: cut off the end")),
        "{}",
        said.err
    );

    // A checkpoint that this log did not sign is no measure.
    let foreign = fs::read_to_string(&kept).unwrap().replacen(&(last + 1).to_string(), "1", 1);
    fs::write(&kept, foreign).unwrap();
    let said = house.command(&against);
    assert_ne!(said.code, Some(0), "{said:?}");
}

async fn a_proof_is_accepted_elsewhere(mut house: House) {
    with_a_past(&mut house).await;
    let key = house.run(&["audit", "key"]);
    let older = house.desk().join("older");
    fs::write(&older, house.run(&["audit", "checkpoint"])).unwrap();
    house.start().await;
    house.member("egon", "Egon Engineer", &["support_engineer"]);
    let older = older.to_str().unwrap();
    let proof = house.run(&["audit", "prove", &VICTIM.to_string(), "--older", older]);

    let check = |proof: &str, more: &[&str]| {
        let path = house.desk().join("proof.json");
        fs::write(&path, proof).unwrap();
        let mut command = Command::new("/usr/bin/python3");
        command.arg(VERIFIER).arg(&path).args(["--key", key.trim()]).args(more);
        let done = command.output().unwrap();
        let words = String::from_utf8_lossy(&done.stdout).into_owned()
            + &String::from_utf8_lossy(&done.stderr);
        (done.status.code(), words)
    };
    let (code, words) = check(&proof, &["--older", older]);
    assert_eq!(code, Some(0), "{words}");
    // Every part of the file matters: one changed letter anywhere in a value, and nothing is proven.
    let mut n_changed = 0;
    let places: Vec<_> = proof.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).collect();
    for &(at, letter) in places.iter().step_by(places.len().div_ceil(BYTES_CHANGED)) {
        let other = if letter == 'A' { 'B' } else { 'A' };
        let mut changed = proof.clone();
        changed.replace_range(at..=at, &other.to_string());
        let (code, words) = check(&changed, &["--older", older]);
        assert_ne!(code, Some(0), "byte {at} changed, still: {words}");
        n_changed += 1;
    }
    assert!(n_changed > BYTES_CHANGED / 2);
    let said = house.command(&["audit", "prove", "100000"]);
    assert_eq!(said.code, Some(1), "there is no such entry: {said:?}");
}

/// How many bytes of a proof are changed, each by itself; a start of the verifier takes a tenth of a second.
const BYTES_CHANGED: usize = 12;
