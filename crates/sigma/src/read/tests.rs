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

const IIS: &str = "#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2026-01-03 10:00:00
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status
2026-01-03 10:00:01 192.0.2.9 GET /a.asp id=1 192.0.2.1 Mozilla/5.0+(x) 200
2026-01-03 10:00:02 192.0.2.9 GET /b - 192.0.2.1 - 404
";

#[test]
fn columns_that_a_file_names_are_read() {
    let iis = |line: usize| IIS.lines().nth(line).unwrap();
    let found: Vec<String> =
        SyslogEvents::new(IIS.as_bytes()).map(|event| String::from_utf8(event).unwrap()).collect();
    let expect = [
        format!(
            r#"{{"timestamp":"2026-01-03 10:00:01","date":"2026-01-03","time":"10:00:01","s-ip":"192.0.2.9","cs-method":"GET","cs-uri-stem":"/a.asp","cs-uri-query":["id=1","/a.asp?id=1"],"c-ip":"192.0.2.1","cs-user-agent":["Mozilla/5.0 (x)","Mozilla/5.0+(x)"],"sc-status":"200","message":"{}"}}"#,
            iis(4)
        ),
        format!(
            r#"{{"timestamp":"2026-01-03 10:00:02","date":"2026-01-03","time":"10:00:02","s-ip":"192.0.2.9","cs-method":"GET","cs-uri-stem":"/b","c-ip":"192.0.2.1","sc-status":"404","cs-uri-query":"/b","message":"{}"}}"#,
            iis(5)
        ),
    ];
    assert_eq!(found, expect);
    let told = |text: &str| {
        let events = SyslogEvents::new(text.as_bytes());
        events.map(|event| String::from_utf8(event).unwrap()).collect::<Vec<_>>()
    };
    // By tabs, and with quotes around what has blanks.
    let row = r#"{"timestamp":"2026-01-03 10:00:01","date":"2026-01-03","time":"10:00:01","x":"a b","message":"#;
    for line in ["2026-01-03\t10:00:01\ta b", "2026-01-03 10:00:01 \"a b\""] {
        let found = told(&format!("#Version: 1.0\n#Fields: date time x\n{line}\n"));
        assert!(found[0].starts_with(row), "{found:?}");
    }
    // What has not these columns is a line as any other.
    let line = "Jan  3 10:00:00 web1 sshd[1]: x";
    let expect = [
        r#"{"timestamp":"Jan  3 10:00:00","host":"web1","program":"sshd","pid":"1","message":"x"}"#,
    ];
    assert_eq!(told(&format!("#Fields: date b c d e f g\n{line}\n")), expect);
    // A line within another log says nothing about those behind it.
    let found = told(&format!("{line}\n#Fields: date x\n2026-01-03 10:00:00\n"));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[2].contains("2026-01-03 10:00:00"), "{found:?}");
    assert_eq!(told("#!/bin/sh\n#Fields: date x\n2026-01-03 a\n").len(), 3);
}

#[test]
fn what_a_client_sends_moves_no_column() {
    let iis = |software: &str, line: &str| {
        let head = format!(
            "#Software: {software}\n#Fields: date time cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status\n"
        );
        let mut lines = Lines::default();
        for line in head.lines() {
            assert!(lines.event(line.as_bytes()).is_none());
        }
        let event = lines.event(format!("2026-01-03 10:00:01 {line}").as_bytes()).unwrap();
        let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
        let text = |key: &str| event[key].as_str().map(str::to_owned);
        (text("c-ip"), text("sc-status"), lines.is_misfit())
    };
    let software = "Microsoft Internet Information Services 10.0";
    let fits = (Some("192.0.2.1".to_owned()), Some("200".to_owned()), false);
    for line in [
        "/a - 80 - 192.0.2.1 \"a\"b - 200",
        "/a - 80 - 192.0.2.1 a\tb\tc - 200",
        "/a \" 80 - 192.0.2.1 \"x \"a\"\"198.51.100.7\"\"c\"d 200",
        "/a \" 80 - 192.0.2.1 x\" - 200",
    ] {
        assert_eq!(iis(software, line), fits, "{line}");
        assert_eq!(iis("a proxy", line), fits, "{line}");
    }
    // With a blank that is none between columns, quotes could be of a client: of such a line it is said that it does not fit.
    let line = "/a b c d e \" 80 - 192.0.2.1 x\" - 200";
    assert_eq!(iis(software, line), (None, None, true));
    let line = "/a - 80 - 192.0.2.1 \"a proxy's\" - 200";
    assert_eq!(iis("a proxy", line), fits);
    assert_eq!(iis(software, line), (None, None, true));
}

#[test]
fn lines_without_the_columns_of_their_file_are_told() {
    let misfits = |text: &str| {
        let mut lines = Lines::default();
        let n_events = text.lines().filter(|line| lines.event(line.as_bytes()).is_some()).count();
        (n_events, lines.is_misfit())
    };
    assert_eq!(misfits("#Fields: date x\n2026-01-03 a\n"), (1, false));
    assert_eq!(misfits("#Fields: date x\n2026-01-03 a b\n"), (1, true));
    assert_eq!(misfits("#Fields: date x\n2026-01-03 a b\n2026-01-03 a\n"), (2, false));
    assert_eq!(misfits("#Remark: of a program\nkey=value\n"), (1, false));
    let many = (0..300).map(|n| format!(" c{n}")).collect::<String>();
    assert_eq!(misfits(&format!("#Fields: date{many}\n2026-01-03{many}\n")), (1, true));
    // Tabs are of the file, and not of a line.
    assert_eq!(misfits("#Fields: date x\n2026-01-03 a\n2026-01-03\ta\n"), (2, true));
    assert_eq!(misfits("#Fields: date x\n2026-01-03\ta\n2026-01-03 a\n"), (2, true));
}

#[test]
fn a_day_that_stands_at_the_head_is_that_of_the_lines() {
    let text = "#Date: 2026-01-03 09:00:00\n#Fields: time x\n10:00:00 a\n#Date: 2026-01-04 00:00:00\n10:00:00 a\n#Date: x\n10:00:00 a\n";
    let found: Vec<String> =
        SyslogEvents::new(text.as_bytes()).map(|event| String::from_utf8(event).unwrap()).collect();
    assert!(found[0].starts_with(r#"{"timestamp":"2026-01-03 10:00:00","time":"10:00:00""#));
    assert!(found[1].starts_with(r#"{"timestamp":"2026-01-04 10:00:00","time":"10:00:00""#));
    assert!(found[2].starts_with(r#"{"time":"10:00:00""#), "{found:?}");
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
