//! Files as strangers bring them.

use std::ops::ControlFlow;

use super::*;

#[test]
fn the_journal_is_read_in_its_short_forms() {
    let rest = "web1 sshd[100]: Failed: x";
    for time in [
        "Jan  3 10:00:00",
        "Jan  3 10:00:00.123456",
        "2026-01-03T10:00:00+00:00",
        "2026-01-03T10:00:00.123456+0000",
        "1767434400.000000",
        "Sat 2026-01-03 10:00:00 UTC",
        "Sat 2026-01-03 10:00:00 CET",
    ] {
        let event = syslog_event(format!("{time} {rest}").as_bytes());
        let time = time.trim_start_matches("Sat ");
        let expect = format!(
            r#"{{"timestamp":"{time}","host":"web1","program":"sshd","pid":"100","message":"Failed: x"}}"#
        );
        assert_eq!(String::from_utf8(event).unwrap(), expect);
    }
    for line in [
        "Jan  3 10:00:00.1x web1 sshd[100]: x",
        "Jan  3 10:00:00. web1 sshd[100]: x",
        "Jan  3 10:00:00",
        "1767434400 web1 sshd[100]: x",
        "12.5 web1 sshd[100]: x",
        "Sat 2026-01-03 10:00:00 UTC",
        "Sat 2026-01-03 10:00:00 ",
        "Sat 2026-01-03 10:00 UTC web1 sshd[100]: x",
        "Größe 2026-01-03 10:00:00 UTC web1 sshd[100]: x",
        "Sat 2026-01-03 10:00:0ü UTC web1 sshd[100]: x",
    ] {
        let event = String::from_utf8(syslog_event(line.as_bytes())).unwrap();
        assert_eq!(event, format!(r#"{{"message":"{line}"}}"#));
    }
}

fn check(text: &str, expect: &[&str]) {
    let mut found = Vec::new();
    events(text.as_bytes().to_vec(), |event| {
        found.push(match event {
            Ok(bytes) => {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                text.replace([' ', '\n'], "")
            }
            Err(fault) => fault.to_string(),
        });
        ControlFlow::Continue(())
    });
    assert_eq!(found, expect, "{text}");
}

#[test]
fn json_comes_in_three_forms() {
    check("{\"a\":1}\n{\"a\":2}\n", &[r#"{"a":1}"#, r#"{"a":2}"#]);
    check("[{\"a\":1},\n {\"a\":[{}]}]", &[r#"{"a":1}"#, r#"{"a":[{}]}"#]);
    check("{\n  \"a\": 1\n}\n{\n  \"a\": \"}{\\\"\"\n}\n", &[r#"{"a":1}"#, r#"{"a":"}{\""}"#]);
    check("{\"a\":[\n{},\n{}\n]}", &[r#"{"a":[{},{}]}"#]);
    check("\u{feff}{}", &["{}"]);
    check("[]", &[]);
    check("", &[]);
}

#[test]
fn a_broken_line_costs_itself_only() {
    check("{\"a\":1}\nnonsense\n{\"a\":2}", &[r#"{"a":1}"#, "no object at byte 8", r#"{"a":2}"#]);
    check("{\"a\":\n{\"a\":2}\n", &["the object at byte 0 does not end", r#"{"a":2}"#]);
    check("{\"a\":\"\n{\"a\":2}\n", &["the object at byte 0 is broken", r#"{"a":2}"#]);
    check("{\"a\":1", &["the object at byte 0 does not end"]);
    check("{\"a\":]}\n{\"a\":2}", &["the object at byte 0 is broken", r#"{"a":2}"#]);
}

#[test]
fn a_broken_object_of_a_list_costs_itself_only() {
    let deep =
        format!("{{\"d\":{}{}}}", "[{\"x\":".repeat(100), "}]".repeat(100)).replace(":}", ":1}");
    let lists = format!("{{\"d\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    for broken in [&deep, &lists, "{\"a\":]}", "{\"a\":[}", "{\"a\":{\"b\":\"}]\\\"{\"]}}", "{{}}"]
    {
        let told = ["the object at byte 9 is broken", r#"{"b":2}"#, r#"{"c":3}"#];
        let expect = [&[r#"{"a":1}"#][..], &told[..]].concat();
        check(&format!("[{{\"a\":1}},{broken},{{\"b\":2}},{{\"c\":3}}]"), &expect);
        check(&format!("[{{\"a\":1}},{broken},\n  {{\"b\":2}},\n  {{\"c\":3}}\n]"), &expect);
        check(&format!(" {{\"a\":1}}\n{broken}\n{{\"b\":2}}\n{{\"c\":3}}"), &expect);
        // Pieces change nothing.
        let broken = format!("{broken}, ");
        for at in 0..broken.len() {
            let mut skip = Skip::default();
            let (first, second) = broken.as_bytes().split_at(at);
            let end = skip.over(first).or_else(|| skip.over(second).map(|n| at + n));
            assert_eq!(end, Some(broken.len() - 2), "{broken} at {at}");
        }
    }
}

#[test]
fn what_is_no_object_in_a_list_costs_itself_only() {
    let told = "no object at byte 9";
    check("[{\"a\":1},null,{\"b\":2}]", &[r#"{"a":1}"#, told, r#"{"b":2}"#]);
    check("[{\"a\":1},-1.5e3,{\"b\":2}]", &[r#"{"a":1}"#, told, r#"{"b":2}"#]);
    check("[{\"a\":1},null]", &[r#"{"a":1}"#, told]);
    check("[{\"a\":1},null", &[r#"{"a":1}"#, told]);
}

#[test]
fn that_the_rest_is_lost_is_told() {
    let lost = |text: &str| {
        let mut objects = JsonEvents::new(text.as_bytes());
        let n_objects = objects.by_ref().filter(Result::is_ok).count();
        (n_objects, objects.is_lost())
    };
    assert_eq!(lost("[{\"a\":1},{\"a\":],{\"b\":2}]"), (1, true));
    assert_eq!(lost("[{\"a\":1},{\"a\":\"x\"y\"},{\"b\":2}]"), (1, true));
    assert_eq!(lost("{\"a\":],\n{\"b\":2}"), (1, false));
    assert_eq!(lost("[{\"a\":]},{\"b\":2}]"), (1, false));
}

#[test]
fn lines_that_all_break_off_are_read_once() {
    for line in [
        "{\"a\":1,\"b\":\"ccc\n",
        "{]\n",
        "{\"a\":1,\n",
        "{\"a\":\n",
        "{\"a\":[1,\n",
        "{\"a\":{\"b\":1\n",
    ] {
        // At the square of its size, this would not end in a lifetime.
        let text = line.repeat(200_000);
        let n_broken = JsonEvents::new(text.as_bytes()).filter(Result::is_err).count();
        assert!(n_broken > 100_000, "{line}: {n_broken}");
    }
}

#[test]
fn syslog_lines_are_taken_apart() {
    check(
        "<34>Oct 11 22:14:15 web sshd[42]: Failed password\n\n[x] plain words\n",
        &[
            r#"{"timestamp":"Oct1122:14:15","host":"web","program":"sshd","pid":"42","message":"Failedpassword"}"#,
            r#"{"message":"[x]plainwords"}"#,
        ],
    );
    check(
        "<165>1 2025-01-01T00:00:00Z host app - ID47 - \u{feff}it broke",
        &[
            r#"{"timestamp":"2025-01-01T00:00:00Z","host":"host","program":"app","message":"itbroke"}"#,
        ],
    );
    check(
        "2025-01-01T00:00:00+01:00 host cron: ran",
        &[
            r#"{"timestamp":"2025-01-01T00:00:00+01:00","host":"host","program":"cron","message":"ran"}"#,
        ],
    );
    check("Ünïcödé ünd sö wéitér", &[r#"{"message":"Ünïcödéündsöwéitér"}"#]);
    check("<999999>x", &[r#"{"message":"<999999>x"}"#]);
}

#[test]
fn what_only_says_it_is_an_event_log_is_told() {
    let mut n_faults = 0;
    events(b"ElfFile\0nothing".to_vec(), |event| {
        n_faults += usize::from(event.is_err());
        ControlFlow::Continue(())
    });
    assert_eq!(n_faults, 1);
}
