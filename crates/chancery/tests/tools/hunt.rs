//! Long because each kind of file has its hunt: files as strangers bring them.

use std::{fs, io::Write};

use serde_json::json;

use crate::{evtx, run, source};

const WHOAMI: &str = "0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01";

/// Two events, of which the second matches.
const EVENTS: [&str; 2] = [
    r#"{"Channel":"Security","EventID":4624,"TargetUserName":"a\n}{"}"#,
    r#"{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\X\\whoami.exe","ParentImage":"C:\\cmd.exe","CommandLine":"whoami"}"#,
];

const RULE: &str = r"
title: Whoami
id: 0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01
author: Somebody
level: high
tags: [attack.discovery]
logsource: {product: windows, category: process_creation}
detection:
  run: {Image|endswith: '\whoami.exe'}
  condition: run
";

#[test]
fn files_come_in_many_forms() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let pretty = EVENTS.map(|event| {
        let value: serde_json::Value = serde_json::from_str(event).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    });
    let [first, second] = EVENTS;
    let hits = EVENTS.map(|event| format!(r#"{{"_index":"w","_id":"1","_source":{event}}}"#));
    let [first_hit, second_hit] = &hits;
    let docker = EVENTS.map(|event| {
        json!({"log": format!("{event}\n"), "stream": "stdout", "time": "2025-01-01T00:00:00Z"})
            .to_string()
    });
    let answer = "{\"took\":1,\"timed_out\":false,\"_shards\":{},\"hits\":{\"hits\":[";
    let forms = [
        ("lines", 2, EVENTS.join("\n")),
        ("array", 2, format!("[{first},\n{second}]")),
        ("pretty array", 7, format!("[\n{}\n]\n", pretty.join(",\n"))),
        ("pretty", 6, pretty.join("\n")),
        ("marked", 2, format!("\u{feff}{}", EVENTS.join("\r\n"))),
        ("shell", 1, format!("{{\"Records\": [{first},{second}]}}")),
        ("broken", 3, format!("{{\"cut\":\"off\n{first}\n{second}\n")),
        ("documents", 2, hits.join("\n")),
        ("answer", 1, format!("{answer}{first_hit},{second_hit}]}}}}")),
        ("docker", 2, docker.join("\n")),
    ];
    for (form, line, text) in forms {
        let file = folder.path().join(form);
        fs::write(&file, text).unwrap();
        let (rule, file) = (rule.to_str().unwrap(), file.to_str().unwrap());
        let said = run(&["hunt", "--rules", rule, "--format", "ndjson", file], b"");
        assert_eq!(said.code, Some(0), "{form}: {said:?}");
        let expect = json!({
            "rule_id": WHOAMI, "title": "Whoami", "level": "high", "file": file, "event_index": 1,
            "tags": ["attack.discovery"], "author": "Somebody", "rule": format!("{rule}:2"),
            "line": line, "time": (form == "docker").then_some("2025-01-01T00:00:00Z"),
        });
        assert_eq!(said.objects(), [expect], "{form}: {said:?}");
        let has_fault = said.err.contains("1 event could not be read");
        assert_eq!(has_fault, form == "broken", "{form}: {said:?}");
    }
}

#[test]
fn event_logs_are_read_from_files_and_pipes() {
    let folder = tempfile::tempdir().unwrap();
    let (rule, log) = (folder.path().join("rule.yml"), folder.path().join("Sysmon.evtx"));
    fs::write(&rule, RULE).unwrap();
    let bytes = evtx::log(&[
        ("3", &[("Image", "C:\\X\\whoami.exe")]),
        ("1", &[("Image", "C:\\X\\WhoAmI.exe"), ("CommandLine", "whoami /all")]),
        ("1", &[("Image", "C:\\X\\cmd.exe")]),
    ]);
    fs::write(&log, &bytes).unwrap();
    let (rule, log) = (rule.to_str().unwrap(), log.to_str().unwrap());
    for (file, input) in [(log, &[][..]), ("-", &bytes)] {
        let words = ["hunt", "--rules", rule, "--format", "ndjson", "--explain", file];
        let said = run(&words, input);
        let objects = said.objects();
        assert_eq!(objects.len(), 1, "{file}: {said:?}");
        assert_eq!(
            (&objects[0]["rule_id"], &objects[0]["event_index"]),
            (&json!(WHOAMI), &json!(1))
        );
        assert_eq!(objects[0]["file"], file);
        assert_eq!((&objects[0]["record_id"], objects[0].get("line")), (&json!(2), None));
        assert_eq!(objects[0]["selections"], json!(["run"]));
        assert_eq!(objects[0]["fields"][0]["value"], "C:\\X\\WhoAmI.exe");
        assert!(said.err.contains("1 found in 3 events of 1 file"), "{said:?}");
    }
}

#[test]
fn what_gzip_packed_or_utf16_wrote_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let rule = rule.to_str().unwrap();
    let text = EVENTS.join("\n");
    let wide: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let log = evtx::log(&[("3", &[("Image", "a")]), ("1", &[("Image", "C:\\X\\whoami.exe")])]);
    let forms = [
        packed(text.as_bytes()),
        packed(&wide),
        wide,
        packed(&log),
        [packed(b""), packed(text.as_bytes())].concat(),
    ];
    for (n, bytes) in forms.iter().enumerate() {
        let said = run(&["hunt", "--rules", rule, "--format", "ndjson", "-"], bytes);
        let objects = said.objects();
        assert_eq!(objects.len(), 1, "{n}: {said:?}");
        assert_eq!(objects[0]["event_index"], 1, "{n}: {said:?}");
    }
    let twice = packed(&packed(text.as_bytes()));
    let said = run(&["hunt", "--rules", rule, "-"], &twice);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("zcat"), "{said:?}");
}

#[test]
fn a_byte_more_or_less_hides_no_event() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let rule = rule.to_str().unwrap();
    let long = format!("{}\n{}", EVENTS[0].repeat(3000), EVENTS[1]);
    let log = evtx::log(&[("1", &[("Image", "C:\\X\\whoami.exe")])]);
    for text in [EVENTS.join("\n").into_bytes(), long.into_bytes(), log] {
        let whole = packed(&text);
        let cut = whole[..whole.len() - 8].to_vec();
        for bytes in [[&whole[..], b"x"].concat(), [&whole[..], &[0_u8; 512]].concat(), cut] {
            let said = run(&["hunt", "--rules", rule, "--format", "ndjson", "-"], &bytes);
            assert_eq!((said.code, said.objects().len()), (Some(4), 1), "{said:?}");
            assert!(said.err.contains("unreadable -: only what stands before"), "{said:?}");
            assert!(said.err.contains("1 file could not be read to the end"), "{said:?}");
        }
    }
}

#[test]
fn archives_are_no_logs() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let rule = rule.to_str().unwrap();
    let mut tar = vec![0; 512];
    tar[..8].copy_from_slice(b"app.json");
    tar[257..263].copy_from_slice(b"ustar\0");
    tar.extend(EVENTS[1].as_bytes());
    for bytes in [packed(&tar), tar] {
        for words in [&["hunt", "--rules", rule, "-"][..], &["kinds", "-"]] {
            let said = run(words, &bytes);
            assert_eq!(said.code, Some(2), "{said:?}");
            assert!(said.err.contains("is an archive"), "{said:?}");
        }
    }
}

#[test]
fn what_is_odd_json_is_counted_in_its_own_time() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("whoami.yml"), RULE).unwrap();
    let count = "title: Many\ncorrelation:\n  type: event_count\n  rules: [0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01]\n  \
                 timespan: 1m\n  condition: {gte: 2}\n";
    fs::write(folder.path().join("many.yml"), count).unwrap();
    let event = |hour: u32, odd: &str| {
        EVENTS[1].replacen(
            '{',
            &format!("{{\"@timestamp\":\"2025-01-01T{hour:02}:00:00Z\",\"x\":{odd},"),
            1,
        )
    };
    let rules = folder.path().to_str().unwrap();
    for odd in ["0", "\"\\ud800\"", "1e999"] {
        let found = |hours: [u32; 2]| {
            let text = hours.map(|hour| event(hour, odd)).join("\n");
            let words = ["hunt", "--rules", rules, "--format", "ndjson", "-"];
            let said = run(&words, text.as_bytes());
            assert!(!said.err.contains("without a time"), "{said:?}");
            said.objects().iter().any(|object| object["title"] == "Many")
        };
        assert!(found([1, 1]), "{odd}");
        assert!(!found([1, 5]), "{odd}");
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    fs::write(rules.join("whoami.yml"), RULE).unwrap();
    // Rows that nothing but their rules tells apart.
    for n in 2..6 {
        let twin =
            RULE.replace("6a01", &format!("6a0{n}")).replace("Somebody", &format!("No. {n}"));
        fs::write(rules.join(format!("twin{n}.yml")), twin).unwrap();
    }
    let count = "title: Many\ncorrelation:\n  type: event_count\n  rules: [0e7c59a5-1a67-4c5c-a7d6-8d4a0e9b6a01]\n  \
                 timespan: 1h\n  generate: true\n  condition: {gte: 700}\n";
    fs::write(rules.join("many.yml"), count).unwrap();
    // Several loads of each file, with what is no event among them.
    let logs = folder.path().join("logs");
    fs::create_dir(&logs).unwrap();
    for (name, n_events) in [("a.json", 1500), ("b.json", 1), ("c.json", 700)] {
        let lines: Vec<&str> =
            (0..n_events).map(|n| if n % 97 == 5 { "nonsense" } else { EVENTS[n % 2] }).collect();
        fs::write(logs.join(name), lines.join("\n")).unwrap();
    }
    let hunt = |threads: &str, format: &str| {
        let (rules, logs) = (rules.to_str().unwrap(), logs.to_str().unwrap());
        let words =
            ["hunt", "--rules", rules, "--explain", "--format", format, "--threads", threads, logs];
        let said = run(&words, b"");
        (said.code, said.out, said.err)
    };
    for format in ["ndjson", "table"] {
        let one = hunt("1", format);
        assert_eq!(one.0, Some(0), "{one:?}");
        assert!(one.1.contains("Many"), "{one:?}");
        for threads in ["2", "3", "8"] {
            assert_eq!(hunt(threads, format), one, "{threads} threads");
        }
    }
    assert_eq!(hunt("0", "table").0, Some(2));
}

#[test]
fn placeholders_have_the_values_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let (rule, values) = (folder.path().join("rule.yml"), folder.path().join("values.toml"));
    fs::write(&rule, RULE.replace("Image|endswith: '\\whoami.exe'", "Image|expand: '%tools%'"))
        .unwrap();
    fs::write(&values, "tools = ['*\\whoami.exe', '*\\id.exe']\n").unwrap();
    let (rule, values) = (rule.to_str().unwrap(), values.to_str().unwrap());
    let words = ["hunt", "--rules", rule, "--values", values, "--format", "ndjson", "-"];
    assert_eq!(run(&words, EVENTS[1].as_bytes()).objects().len(), 1);
    let said = run(&["rules", "check", rule], b"");
    assert!(said.out.contains("rule.yml:9: placeholder `%tools%` has no value here"), "{said:?}");
    assert_eq!(run(&["rules", "check", "--values", values, rule], b"").code, Some(0));
    let said = run(&["rules", "list", rule], b"");
    assert!(said.out.contains("1 rule refused"), "{said:?}");
    let said = run(&["rules", "list", "--values", values, rule], b"");
    assert!(said.out.contains(WHOAMI) && !said.out.contains("refused"), "{said:?}");
    fs::write(values, "tool = 'x'\n").unwrap();
    assert!(run(&words, b"").err.contains("no rule can be used"));
    let check = ["rules", "check", "--values", values, rule];
    assert!(run(&check, b"").err.contains("no rule asks for %tool%"));
    fs::write(values, "'%tools%' = 'x'\n").unwrap();
    assert!(run(&words, b"").err.contains("without its percent signs"));
    fs::write(values, "tools = true\n").unwrap();
    let said = run(&words, EVENTS[1].as_bytes());
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("values.toml"), "{said:?}");
}

#[test]
fn our_regression_data_matches_in_a_folder_and_on_standard_input() {
    let rules = source("fixtures/sigma/rules");
    let events = source("fixtures/sigma/regression/whoami/events.json");
    let said = run(&["hunt", "--rules", &rules, "--format", "ndjson", &events], b"");
    let found = |said: &crate::Said| -> Vec<(String, u64)> {
        let place = |object: &serde_json::Value| {
            let id = object["rule_id"].as_str().unwrap().to_owned();
            (id, object["event_index"].as_u64().unwrap())
        };
        said.objects().iter().map(place).collect()
    };
    let by_name = found(&said);
    assert!(!by_name.is_empty(), "{said:?}");
    let bytes = fs::read(&events).unwrap();
    let piped = run(&["hunt", "--rules", &rules, "--format", "ndjson", "-"], &bytes);
    assert_eq!(found(&piped), by_name);
    assert!(piped.objects().iter().all(|object| object["file"] == "-"), "{piped:?}");
    let folder = source("fixtures/sigma/regression");
    let walked = run(&["hunt", "--rules", &rules, "--format", "ndjson", &folder], b"");
    assert!(walked.objects().len() > by_name.len(), "{walked:?}");
}

#[test]
fn people_get_a_table_and_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let words = ["hunt", "--rules", rule.to_str().unwrap(), "--explain", "-"];
    let hostile = EVENTS[1].replace("C:\\\\X", "C:\\\\\\u001b[31m");
    let said = run(&words, hostile.as_bytes());
    for part in [
        "high",
        "Whoami",
        "-:1 (event 0)",
        "rule by Somebody",
        "run:",
        "Image = ",
        "1 found in 1 event",
    ] {
        assert!(said.out.contains(part), "no {part}: {}", said.out);
    }
    assert!(!said.out.contains('\u{1b}'), "{}", said.out);
}

#[test]
fn a_match_leads_to_its_event() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE.replace("{product: windows, category: process_creation}", "{}")).unwrap();
    let rule = rule.to_str().unwrap();
    let event = "{\n \"@timestamp\":\"2025-01-01T01:00:00+01:00\",\n \"Image\":\"C:\\\\\\u001b[31m\u{9b}\\\\whoami.exe\"\n}\n";
    let text = format!("{{}}\n\n{event}{event}");
    let said = run(&["hunt", "--rules", rule, "--show", "-"], text.as_bytes());
    let place = "-:3 (event 1), 2025-01-01T00:00:00Z\n";
    assert!(said.out.contains(place), "{}", said.out);
    let shown =
        "{ \"@timestamp\":\"2025-01-01T01:00:00+01:00\", \"Image\":\"C:\\\\\\u001b[31m\\u{9b}";
    assert!(said.out.contains(shown), "{}", said.out);
    let words = ["hunt", "--rules", rule, "--show", "--format", "ndjson", "-"];
    let said = run(&words, text.as_bytes());
    assert!(!said.out.contains(['\u{1b}', '\u{9b}']), "{}", said.out);
    let objects = said.objects();
    assert_eq!(objects.len(), 2, "{said:?}");
    assert_eq!(
        (&objects[1]["line"], &objects[1]["time"]),
        (&json!(7), &json!("2025-01-01T00:00:00Z"))
    );
    assert!(objects[1]["event"].as_str().unwrap().contains('\u{9b}'), "{said:?}");
    // What cannot be read has its line, too.
    let said = run(&["hunt", "--rules", rule, "-"], b"{}\n\nnonsense\n{}\n");
    assert!(said.err.contains("unreadable -:3: no object at byte 4"), "{said:?}");
}

#[test]
fn columns_and_records_of_the_kernel_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    let rules = "title: Scan\nlogsource: {category: webserver}\ndetection: {s: {cs-uri-query|contains: '/etc/passwd', c-ip: 192.0.2.1}, condition: s}\n\
                 ---\ntitle: Netcat\nlogsource: {product: linux, service: auditd}\ndetection: {s: {type: EXECVE, a0: nc}, condition: s}\n";
    fs::write(&rule, rules).unwrap();
    let words = ["hunt", "--rules", rule.to_str().unwrap(), "--format", "ndjson", "-"];
    let found = |text: &str| {
        let said = run(&words, text.as_bytes());
        assert!(!said.err.contains("note "), "{said:?}");
        let objects = said.objects();
        objects
            .iter()
            .map(|object| (object["line"].clone(), object["time"].clone()))
            .collect::<Vec<_>>()
    };
    let iis = "#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\r\n\
               2026-01-03 10:00:00 192.0.2.1 GET /a f=/etc/passwd 200\r\n";
    assert_eq!(found(iis), [(json!(3), json!("2026-01-03T10:00:00Z"))]);
    let kernel = "Jan  3 10:00:00 web1 kernel: [   12.345678] audit: type=1309 audit(1767434400.123:45): argc=1 a0=\"nc\"\n";
    assert_eq!(found(kernel), [(json!(1), json!("2026-01-03T10:00:00.123Z"))]);
}

#[test]
fn what_is_known_and_not_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let forms = [
        ("Level,Source,Event ID\nInformation,x,4624\n", "wevtutil epl"),
        (
            "----\ntype=EXECVE msg=audit(01/03/26 10:00:00.123:45) : argc=1 a0=ls\n",
            "ausearch --raw",
        ),
        (
            r#"{"Id":1,"ProviderName":"p","LogName":"Security","RecordId":1,"Properties":[]}"#,
            "have no names",
        ),
    ];
    for (text, told) in forms {
        let said = run(&["hunt", "--rules", rule.to_str().unwrap(), "-"], text.as_bytes());
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.err.contains("note - seems to be") && said.err.contains(told), "{said:?}");
    }
}

#[test]
fn our_own_rules_are_at_hand_everywhere() {
    let line =
        "Oct 11 22:00:00 web sshd[42]: Failed password for root from 192.0.2.1 port 22 ssh2\n";
    let said = run(&["hunt", "--rules", "own", "-"], line.repeat(40).as_bytes());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("Many failed SSH sign-ins on one host"), "{said:?}");
    assert!(said.out.contains("host = web, counted 30 at "), "{said:?}");
    let folder = run(&["rules", "check", &source("content/sigma")], b"");
    assert_eq!(run(&["rules", "check", "own"], b"").out, folder.out);
    // Named twice is named once.
    let twice = [
        "rules",
        "check",
        "own",
        "own",
        &source("content/sigma/house.yml"),
        &source("content/sigma/house.yml"),
    ];
    assert!(run(&twice, b"").out.contains(" is called twice"), "the same rules by another name");
    let once =
        run(&["rules", "check", &source("content/sigma"), &source("content/sigma/house.yml")], b"");
    assert_eq!((once.code, &once.out), (Some(0), &folder.out));
    assert!(run(&["rules", "list", "own"], b"").out.contains("linux//sshd"));
}

#[test]
fn rules_that_are_refused_do_not_stop_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.yml"), RULE).unwrap();
    fs::write(folder.path().join("bad.yml"), RULE.replace("|endswith", "|sounds")).unwrap();
    let rules = folder.path().to_str().unwrap();
    let said = run(&["hunt", "--rules", rules, "-"], EVENTS[1].as_bytes());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("1 found") && said.out.contains("1 rule refused"), "{said:?}");
    let said = run(&["hunt", "--rules", rules, "--verbose", "-"], EVENTS[1].as_bytes());
    let reason = format!("refused {rules}/bad.yml:9: unknown modifier `sounds`");
    assert!(said.err.contains(&reason), "{reason}: {said:?}");
}

#[test]
fn that_a_filter_cannot_be_put_in_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let rules: Vec<String> = (100..210).map(|n| RULE.replace("6a01", &format!("6{n}"))).collect();
    fs::write(folder.path().join("rules.yml"), rules.join("---\n")).unwrap();
    let values: Vec<String> = (0..19_000).map(|n| format!("u{n}")).collect();
    let filter = format!(
        "title: Ours\nlogsource: {{product: windows}}\nfilter: {{rules: any, s: {{User: [{}]}}, condition: not s}}\n",
        values.join(", ")
    );
    fs::write(folder.path().join("filter.yml"), filter).unwrap();
    let said = run(&["hunt", "--rules", folder.path().to_str().unwrap(), "-"], b"");
    assert!(said.out.contains("with 110 rules\n1 filter refused"), "{said:?}");
    assert!(said.err.contains("refused filter ") && said.err.contains("filter.yml:1"), "{said:?}");
}

#[test]
fn correlations_fire_over_text_in_whatever_order_files_come() {
    let folder = tempfile::tempdir().unwrap();
    let line = |n: u32| {
        format!(
            "Oct 11 22:{:02}:{:02} web sshd[42]: Failed password for root from 192.0.2.1 port 22 ssh2",
            n / 60,
            n % 60
        )
    };
    let all: Vec<String> = (0..40).map(line).collect();
    // The later half stands in the file that is read first.
    fs::write(folder.path().join("auth.log"), all[20..].join("\n")).unwrap();
    fs::write(folder.path().join("auth.log.1"), all[..20].join("\n")).unwrap();
    let logs = folder.path().to_str().unwrap();
    let content = source("content/sigma");
    let said = run(&["hunt", "--rules", &content, "--format", "ndjson", logs], b"");
    let objects = said.objects();
    assert_eq!(objects.len(), 1, "{said:?}");
    assert_eq!(objects[0]["title"], "Many failed SSH sign-ins on one host");
    assert_eq!(objects[0]["correlation"]["group"], json!({"host": "web"}));
    assert_eq!(objects[0]["correlation"]["count"], 30.0);
    // The thirtieth in time is the tenth of the file that was read first.
    assert_eq!(objects[0]["event_index"], 9);
    assert!(objects[0]["file"].as_str().unwrap().ends_with("auth.log"), "{said:?}");
}

#[test]
fn everything_and_log_sources_can_be_said() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let rule = rule.to_str().unwrap();
    let unknown = br#"{"Image":"C:\\whoami.exe"}"#;
    let n_found = |words: &[&str]| {
        let words = [&["hunt", "--rules", rule, "--format", "ndjson"], words, &["-"]].concat();
        run(&words, unknown).objects().len()
    };
    assert_eq!(n_found(&[]), 0);
    assert_eq!(n_found(&["--everything"]), 1);
    assert_eq!(n_found(&["--logsource", "windows/process_creation"]), 1);
    assert_eq!(n_found(&["--logsource", "linux/process_creation"]), 0);
    // For which there is a rule is told, and that nothing else is known of the events.
    let said = run(&["hunt", "--rules", rule, "--logsource", "process_creation", "-"], unknown);
    assert_eq!(said.code, Some(0), "{said:?}");
    let note = "note no rule asks for process_creation; rules ask for windows/process_creation";
    assert!(said.err.contains(note), "{said:?}");
    assert!(said.out.contains("1 event of no known log source"), "{said:?}");
    assert!(!said.out.contains("  1 event in"), "{said:?}");
    // Which files they are in.
    let (known, lines) = (folder.path().join("known.json"), folder.path().join("lines.json"));
    fs::write(&known, EVENTS.join("\n")).unwrap();
    fs::write(&lines, [&unknown[..]; 1000].join(&b'\n')).unwrap();
    let (known, lines) = (known.to_str().unwrap(), lines.to_str().unwrap());
    let said = run(&["hunt", "--rules", rule, known, lines, "-"], unknown);
    let told = format!("--logsource\n  1,000 events in {lines}\n  1 event in -\n");
    assert!(said.out.contains("1,001 events of no known log source"), "{said:?}");
    assert!(said.out.contains(&told), "{said:?}");
    let map = folder.path().join("map.yml");
    fs::write(&map, "- {when: {Image: '*'}, product: windows, category: process_creation}\n")
        .unwrap();
    assert_eq!(n_found(&["--maps", map.to_str().unwrap()]), 1);
}

#[test]
fn nothing_to_read_is_a_failure_and_no_matches_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("rule.yml");
    fs::write(&rule, RULE).unwrap();
    let rule = rule.to_str().unwrap();
    assert_eq!(run(&["hunt", "--rules", rule, "-"], b"").code, Some(0));
    assert_eq!(run(&["hunt", "--rules", rule, "/nowhere"], b"").code, Some(2));
    // What is not there hides nothing of what is.
    let said = run(&["hunt", "--rules", rule, "/nowhere", "-"], EVENTS[1].as_bytes());
    assert_eq!(said.code, Some(4), "{said:?}");
    assert!(said.out.contains("1 found in 1 event of 1 file"), "{said:?}");
    assert!(said.err.contains("unreadable /nowhere: No such file"), "{said:?}");
    assert_eq!(run(&["hunt", "--rules", "/nowhere", "-"], b"").code, Some(2));
    assert_eq!(run(&["hunt", "--rules", rule], b"").code, Some(2));
    let said = run(&["hunt", "-"], b"");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("chancery rules import"), "{said:?}");
    let said = run(&["hunt", "--rules", rule, "-"], b"\x28\xb5\x2f\xfd\0\0");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("zstdcat"), "{said:?}");
    // What says that it is an event log and is none; a log whose only piece is damaged; no object in what begins as one.
    let mut damaged = evtx::log(&[("1", &[("Image", "C:\\X\\whoami.exe")])]);
    damaged[4096] = b'x';
    for bytes in [&b"ElfFile\0nothing"[..], &damaged[..], &b"{\"a\": nothing"[..]] {
        let said = run(&["hunt", "--rules", rule, "-"], bytes);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.err.contains("unreadable -"), "{said:?}");
    }
}

#[test]
fn event_logs_that_broke_off_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (rule, file) = (folder.path().join("rule.yml"), folder.path().join("Sysmon.evtx"));
    fs::write(&rule, RULE).unwrap();
    let (rule, name) = (rule.to_str().unwrap(), file.to_str().unwrap());
    let log = evtx::log(&[("1", &[("Image", "C:\\X\\whoami.exe")])]);
    let twice = [&log[..], &log[4096..]].concat();
    // The head says that there are two pieces.
    let mut lacking = log.clone();
    lacking[42] = 2;
    let cases = [
        (&log[..log.len() - 1], 4, 1, "is cut off"),
        (&twice[..twice.len() - 1], 4, 2, "is cut off"),
        (&log[..4650], 2, 0, "is cut off"),
        (&log[..4096], 2, 0, "and 0 were found"),
        (&lacking[..], 4, 1, "and 1 were found"),
        (&twice[..], 0, 2, ""),
    ];
    for (bytes, code, n_found, words) in cases {
        fs::write(&file, bytes).unwrap();
        for (named, input) in [(name, &[][..]), ("-", bytes)] {
            let said = run(&["hunt", "--rules", rule, "--format", "ndjson", named], input);
            assert_eq!((said.code, said.objects().len()), (Some(code), n_found), "{said:?}");
            assert_eq!(said.err.contains("unreadable"), code != 0, "{said:?}");
            assert!(said.err.contains(words), "{said:?}");
        }
    }
}
