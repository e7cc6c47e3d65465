//! Files, pipes and readers as nobody would wish for them: each is told of, and none ends the work for the others.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use crate::{evtx, run};

const RULE: &str = r"
title: Whoami
id: 0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01
logsource: {product: windows, category: process_creation}
detection:
  run: {Image|endswith: '\whoami.exe'}
  condition: run
---
title: A word
id: 0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a02
logsource: {}
detection: {words: [strange-word], condition: words}
";

const EVENT: &str =
    r#"{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\X\\whoami.exe"}"#;

/// A folder with the rules.
fn folder() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.yml");
    // As an editor on Windows saves it.
    fs::write(&rules, format!("\u{feff}{}", RULE.replace('\n', "\r\n"))).unwrap();
    let rules = rules.to_str().unwrap().to_owned();
    (folder, rules)
}

#[test]
fn what_seems_to_be_no_log_is_told_and_looked_at_all_the_same() {
    let (_folder, rules) = folder();
    let journal = &b"LPKSHHRH\0\0\0\0\nstrange-word\n"[..];
    let forms = [
        (journal, "journalctl --file"),
        (b"<?xml version='1.0'?>\n<Event>strange-word</Event>\n", "XML"),
        (b"\0\0\0\0\0\0\0\0\nstrange-word\n", "no text"),
    ];
    for (bytes, words) in forms {
        let said = run(&["hunt", "--rules", &rules, "--format", "ndjson", "-"], bytes);
        assert_eq!((said.code, said.objects().len()), (Some(0), 1), "{said:?}");
        assert!(said.err.contains("note - seems to be") && said.err.contains(words), "{said:?}");
        let said = run(&["kinds", "-"], bytes);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.err.contains(words), "{said:?}");
    }
    let said = run(&["hunt", "--rules", &rules, "-"], b"plain\r\nstrange-word\r\n");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
}

#[test]
fn nothing_is_nothing() {
    let (folder, rules) = folder();
    for (name, text) in [("empty", ""), ("blank", "\r\n \n"), ("mark", "\u{feff}"), ("list", "[]")]
    {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let said = run(&["hunt", "--rules", &rules, file.to_str().unwrap()], b"");
        assert_eq!(said.code, Some(0), "{name}: {said:?}");
        assert!(said.out.contains("0 found in 0 events of 1 file"), "{name}: {said:?}");
    }
}

#[test]
fn pipes_that_have_a_name_are_read_whatever_they_bring() {
    let (_folder, rules) = folder();
    let log = evtx::log(&[("1", &[("Image", "C:\\X\\whoami.exe")])]);
    for bytes in [&log[..], EVENT.as_bytes()] {
        let words = ["hunt", "--rules", &rules, "--format", "ndjson", "/dev/stdin"];
        let said = run(&words, bytes);
        assert_eq!((said.code, said.objects().len()), (Some(0), 1), "{said:?}");
    }
}

#[test]
fn a_long_line_and_deep_brackets_cost_themselves_only() {
    let (_folder, rules) = folder();
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!("{{\"x\":\"{}\"}}", "y".repeat(17 << 20));
    for odd in [deep, long] {
        let text = format!("{EVENT}\n{odd}\n{EVENT}\n");
        let words = ["hunt", "--rules", &rules, "--format", "ndjson", "-"];
        let said = run(&words, text.as_bytes());
        assert_eq!((said.code, said.objects().len()), (Some(0), 2), "{}", said.err);
        assert!(said.err.contains("1 event could not be read"), "{}", said.err);
    }
    let text = format!("strange-word {}\nstrange-word\n", "y".repeat(17 << 20));
    let said = run(&["hunt", "--rules", &rules, "--format", "ndjson", "-"], text.as_bytes());
    assert_eq!((said.code, said.objects().len()), (Some(0), 2), "{}", said.err);
}

#[test]
fn whoever_stops_listening_ends_nothing_but_the_listening() {
    let (folder, rules) = folder();
    let file = folder.path().join("events.json");
    let lines = [&[EVENT][..], &["nonsense"; 5], &[EVENT; 4999]].concat();
    fs::write(&file, lines.join("\n")).unwrap();
    let command = |out: Stdio, err: Stdio| {
        let words = ["hunt", "--rules", &rules, "--format", "ndjson", file.to_str().unwrap()];
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(words).env_clear().stdin(Stdio::null()).stdout(out).stderr(err);
        command.spawn().unwrap()
    };
    // Of the matches: as `head` does.
    let mut child = command(Stdio::piped(), Stdio::null());
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    // Of what is told beside them.
    let mut child = command(Stdio::piped(), Stdio::piped());
    drop(child.stderr.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(done.stdout.iter().filter(|byte| **byte == b'\n').count(), 5000);
}

#[test]
fn a_log_that_we_write_ourselves_has_an_end() {
    let (folder, rules) = folder();
    let logs = folder.path().join("logs");
    fs::create_dir(&logs).unwrap();
    // Each match is a line that matches.
    let text = format!("{EVENT} strange-word\n").repeat(2000);
    fs::write(logs.join("a.log"), "strange-word\n".repeat(2000)).unwrap();
    let mut out = fs::File::create(logs.join("b.log")).unwrap();
    out.write_all(text.as_bytes()).unwrap();
    let words = ["hunt", "--rules", &rules, "--format", "ndjson", logs.to_str().unwrap()];
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(words).env_clear().stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
    let done = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("of 2 files"), "{said}");
}

#[test]
fn events_are_looked_at_again() {
    let (_folder, rules) = folder();
    let text = [EVENT; 300].join("\n");
    let hunt = |more: &[&str]| {
        let words = [&["hunt", "--rules", &rules, "--verbose", "--format", "ndjson"], more, &["-"]];
        let said = run(&words.concat(), text.as_bytes());
        assert_eq!((said.code, said.objects().len()), (Some(0), 300), "{said:?}");
        assert!(!said.err.contains("ALARM"), "{said:?}");
        let told = said.err.lines().find(|line| line.contains("naive evaluator")).unwrap();
        told.split(' ').next().unwrap().parse::<u64>().unwrap()
    };
    assert!(hunt(&[]) >= 1);
    assert_eq!(hunt(&["--recheck", "1"]), 300);
    assert_eq!(hunt(&["--recheck", "0"]), 0);
    assert!((1..300).contains(&hunt(&["--recheck", "10"])));
    let said = run(&["hunt", "--rules", &rules, "--recheck", "-1", "-"], b"");
    assert_eq!(said.code, Some(2), "{said:?}");
}
