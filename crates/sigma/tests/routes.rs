//! Events of all kinds of sources reach the rules that are meant for them, and no others.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, rule::Logsource};

/// Says which of several log sources an event is of.
fn check(event: &str, expect: &[&str]) {
    let sources = [
        "{product: windows, category: process_creation}",
        "{product: windows, category: registry_set}",
        "{product: windows, service: security}",
        "{product: windows, service: sysmon}",
        "{product: windows}",
        "{product: linux, service: auditd}",
        "{product: linux, service: sshd}",
        "{product: linux, category: process_creation}",
        "{product: linux}",
        "{product: aws, service: cloudtrail}",
        "{product: azure, service: signinlogs}",
        "{product: gcp, service: gcp.audit}",
        "{product: okta, service: okta}",
        "{category: webserver}",
        "{category: proxy}",
        "{category: dns}",
        "{product: opencanary, category: application}",
        "{product: kubernetes, service: audit}",
        "{product: windows, service: vhdmp}",
        "{product: windows, service: applocker}",
        "{product: linux, service: clamav}",
        "{product: linux, service: guacamole}",
    ];
    let texts: Vec<String> = sources
        .iter()
        .map(|source| format!("title: '{source}'\nlogsource: {source}\ndetection: {{s: {{Nothing: null}}, condition: s}}"))
        .collect();
    let files = texts.iter().map(|text| ("t.yml", text.as_bytes()));
    let rules = RuleSet::read(files, &Placeholders::new());
    let engine = Engine::new(&rules, &Maps::own());
    let mut scratch = engine.scratch();
    let found = engine.scan(&mut scratch, event.as_bytes(), &Hint::default()).unwrap();
    let found: Vec<&str> = found.iter().map(|rule| sources[*rule]).collect();
    assert_eq!(found, expect, "{event}");
}

#[test]
fn what_caddy_writes_is_found_by_its_names() {
    let event = r#"{"logger":"http.log.access.log0","user_id":"u","request":{"remote_ip":"192.0.2.1","client_ip":"192.0.2.2","method":"POST","host":"h.example","uri":"/a.aspx?id=1","headers":{"User-Agent":["Mozilla","sqlmap/1"],"Referer":["https://r.example/"]}},"status":404}"#;
    for item in [
        "cs-method: POST",
        "cs-uri-query|endswith: 'id=1'",
        "cs-uri-stem|startswith: '/a.aspx'",
        "sc-status: 404",
        "cs-user-agent|startswith: sqlmap",
        "cs-referer|contains: r.example",
        "cs-host: h.example",
        "cs-username: u",
        "c-ip: 192.0.2.2",
    ] {
        let rule = format!(
            "title: t\nlogsource: {{category: webserver}}\ndetection: {{s: {{{item}}}, condition: s}}"
        );
        let rules = RuleSet::read([("t.yml", rule.as_bytes())], &Placeholders::new());
        let engine = Engine::new(&rules, &Maps::own());
        let mut scratch = engine.scratch();
        let found = engine.scan(&mut scratch, event.as_bytes(), &Hint::default()).unwrap();
        assert_eq!(found, [0], "{item}");
    }
}

#[test]
fn events_reach_their_rules() {
    check(
        r#"{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1}"#,
        &[
            "{product: windows, category: process_creation}",
            "{product: windows, service: sysmon}",
            "{product: windows}",
        ],
    );
    check(
        r#"{"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":13}}}"#,
        &[
            "{product: windows, category: registry_set}",
            "{product: windows, service: sysmon}",
            "{product: windows}",
        ],
    );
    check(
        r#"{"winlog":{"channel":"Security","event_id":4688}}"#,
        &[
            "{product: windows, category: process_creation}",
            "{product: windows, service: security}",
            "{product: windows}",
        ],
    );
    check(
        r#"{"Channel":"Security","EventID":"4624"}"#,
        &["{product: windows, service: security}", "{product: windows}"],
    );
    check(
        r#"{"type":"EXECVE","a0":"ls"}"#,
        &["{product: linux, service: auditd}", "{product: linux}"],
    );
    check(
        r#"{"type":"SYSCALL","SYSCALL":"execve","exe":"/bin/ls"}"#,
        &[
            "{product: linux, service: auditd}",
            "{product: linux, category: process_creation}",
            "{product: linux}",
        ],
    );
    check(
        r#"{"program":"sshd","message":"x"}"#,
        &["{product: linux, service: sshd}", "{product: linux}"],
    );
    check(r#"{"eventSource":"iam.amazonaws.com"}"#, &["{product: aws, service: cloudtrail}"]);
    check(r#"{"category":"SignInLogs"}"#, &["{product: azure, service: signinlogs}"]);
    check(r#"{"protoPayload":{"@type":"x"}}"#, &["{product: gcp, service: gcp.audit}"]);
    check(r#"{"eventType":"x","actor":{"alternateId":"y"}}"#, &["{product: okta, service: okta}"]);
    check(r#"{"cs-method":"GET","sc-status":200}"#, &["{category: webserver}"]);
    check(r#"{"request_method":"GET","request_uri":"/","status":200}"#, &["{category: webserver}"]);
    check(
        r#"{"logger":"http.log.access.log0","request":{"method":"GET","uri":"/"},"status":200}"#,
        &["{category: webserver}"],
    );
    check(r#"{"c-uri":"http://x"}"#, &["{category: proxy}"]);
    check(r#"{"query":"x","record_type":"A"}"#, &["{category: dns}"]);
    check(r#"{"logtype":2000,"dst_port":21}"#, &["{product: opencanary, category: application}"]);
    check(r#"{"apiVersion":"audit.k8s.io/v1"}"#, &["{product: kubernetes, service: audit}"]);
    check(r#"{"something":"else"}"#, &[]);
}

#[test]
fn what_begins_like_a_route_is_asked_for_the_rest_of_it() {
    let vhdmp = ["{product: windows}", "{product: windows, service: vhdmp}"];
    let applocker = ["{product: windows}", "{product: windows, service: applocker}"];
    let clamav = ["{product: linux}", "{product: linux, service: clamav}"];
    let guacamole = ["{product: linux}", "{product: linux, service: guacamole}"];
    check(r#"{"Channel":"Microsoft-Windows-VHDMP/Operational"}"#, &vhdmp);
    check(r#"{"Channel":"Microsoft-Windows-VHDMP-1/operational"}"#, &vhdmp);
    check(r#"{"Channel":"Microsoft-Windows-VHDMP/Admin"}"#, &[]);
    check(r#"{"Channel":"MICROSOFT-WINDOWS-APPLOCKER/x"}"#, &applocker);
    check(r#"{"program":"clamav-x"}"#, &clamav);
    check(r#"{"program":"clamd"}"#, &clamav);
    check(r#"{"program":"clamd-x"}"#, &["{product: linux}"]);
    check(r#"{"program":["x","guacd-1"]}"#, &guacamole);
    // Signs beyond ASCII that are folded to letters of it.
    check("{\"Channel\":\"Micro\u{17f}oft-Windows-VHDMP/Operational\"}", &vhdmp);
    check("{\"Channel\":\"Micro\u{17f}oft-Windows-VHDMP/Admin\"}", &[]);
    check("{\"Channel\":\"Microsoft-Windows-AppLoc\u{212a}er/x\"}", &applocker);
    check(
        "{\"apiVersion\":\"audit.\u{212a}8s.io/v1\"}",
        &["{product: kubernetes, service: audit}"],
    );
}

/// Scans one event with one rule.
fn is_match(detection: &str, event: &str, hint: &Hint) -> bool {
    let text = format!(
        "title: t\nlogsource: {{product: windows, category: process_creation}}\ndetection: {{s: {detection}, condition: s}}"
    );
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let engine = Engine::new(&rules, &Maps::own());
    let mut scratch = engine.scratch();
    !engine.scan(&mut scratch, event.as_bytes(), hint).unwrap().is_empty()
}

#[test]
fn native_names_come_before_mapped_ones() {
    let hint = Hint::default();
    let event = r#"{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\a.exe"}"#;
    assert!(is_match(r"{Image|endswith: '\a.exe'}", event, &hint));
    assert!(is_match("{NewProcessName|endswith: a.exe}", event, &hint));
    let event = r#"{"Channel":"Security","EventID":4688,"NewProcessName":"C:\\a.exe","Image":"b"}"#;
    assert!(!is_match(r"{Image|endswith: '\a.exe'}", event, &hint));
    assert!(is_match("{Image: b}", event, &hint));
}

#[test]
fn hints_leave_open_what_they_do_not_say() {
    let hint = |product: Option<&str>, category: Option<&str>| Hint {
        logsource: Some(Logsource {
            product: product.map(str::to_owned),
            category: category.map(str::to_owned),
            service: None,
        }),
        is_everything: false,
    };
    let event = r#"{"A":1}"#;
    assert!(!is_match("{A: 1}", event, &Hint::default()));
    assert!(is_match("{A: 1}", event, &hint(Some("windows"), None)));
    assert!(is_match("{A: 1}", event, &hint(None, Some("process_creation"))));
    assert!(!is_match("{A: 1}", event, &hint(Some("linux"), None)));
    assert!(is_match("{A: 1}", event, &Hint { logsource: None, is_everything: true }));
}

#[test]
fn explanations_say_where() {
    let text = "title: t\nid: x\nauthor: a\nlevel: high\ntags: [attack.t1]\nlogsource: {product: windows}\ndetection:\n  s: {A|contains: Needle, B|re: 'x+'}\n  other: {C: 1}\n  absent: {D: null}\n  condition: s and not other and absent";
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    let engine = Engine::new(&rules, &Maps::own());
    let mut scratch = engine.scratch();
    let hint = Hint { logsource: None, is_everything: true };
    let event = "{\"A\":\"\u{212a} needle\",\"B\":\"axxb\"}";
    assert_eq!(engine.scan(&mut scratch, event.as_bytes(), &hint).unwrap(), [0]);
    let explanation = engine.explain(&mut scratch, &rules, 0).unwrap();
    assert_eq!(explanation.selections, ["s", "absent"]);
    assert_eq!(
        (explanation.rule_id.as_deref(), explanation.author.as_deref()),
        (Some("x"), Some("a"))
    );
    let spans: Vec<_> = explanation
        .fields
        .iter()
        .map(|hit| (hit.field.as_deref().unwrap(), hit.span.clone()))
        .collect();
    // The Kelvin sign before the needle has three bytes, folded it has one.
    assert_eq!(spans, [("A", Some(4..10)), ("B", Some(1..3)), ("D", None)]);
}

#[test]
fn explanations_say_where_of_every_test_that_is_of_bytes() {
    let check = |items: &str, event: &str, expect: &[(&str, &str)]| {
        let text = format!(
            "title: t\nlogsource: {{product: windows}}\ndetection:\n  s:\n    {items}\n  condition: s"
        );
        let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
        assert!(rules.faults.is_empty(), "{:?}", rules.faults);
        let engine = Engine::new(&rules, &Maps::own());
        let mut scratch = engine.scratch();
        let hint = Hint { logsource: None, is_everything: true };
        assert_eq!(engine.scan(&mut scratch, event.as_bytes(), &hint).unwrap(), [0], "{items}");
        let explained = engine.explain_in(&mut scratch, &rules, 0, event.as_bytes()).unwrap();
        let found: Vec<(&str, &str)> = explained
            .fields
            .iter()
            .map(|hit| {
                let part = hit.span.clone().map_or("-", |span| &hit.value.as_ref().unwrap()[span]);
                (hit.field.as_deref().unwrap_or("?"), part)
            })
            .collect();
        assert_eq!(found, expect, "{items}");
    };
    check("A: '*b?d*f*'", r#"{"A":"xABCDEFG"}"#, &[("A", "BCDEF")]);
    check("A|cased|contains: bc", r#"{"A":["aBCd","abcd"]}"#, &[("A", "bc")]);
    check("A|cased: 'ab*'", r#"{"A":"abcd"}"#, &[("A", "ab")]);
    check("A|cidr: 10.0.0.0/8", r#"{"A":["192.0.2.1","10.1.2.3"]}"#, &[("A", "10.1.2.3")]);
    check("A|gt: 5", r#"{"A":[3,7]}"#, &[("A", "7")]);
    check("A|hour: 8", r#"{"A":"2025-11-28T08:30:20Z"}"#, &[("A", "2025-11-28T08:30:20Z")]);
    check("A|fieldref|contains: B", r#"{"A":"éABCd","B":"bc"}"#, &[("A", "BC")]);
    check("A: null", r#"{"B":1}"#, &[("A", "-")]);
    // Keywords tell where they stood.
    check("- needle", r#"{"a":{"b":[1,"a Needle"]}}"#, &[("a.b[1]", "Needle")]);
    check("- 'n*le'", r#"{"x":"no","a":["needle"]}"#, &[("a[0]", "needle")]);
    // What is far inside a long value is shown.
    let long = format!(
        r#"{{"A":"{}needle{}","B":"{}"}}"#,
        "é".repeat(900),
        "x".repeat(3000),
        "é".repeat(900)
    );
    check("A|contains: needle", &long, &[("A", "needle")]);
    check("- needle", &long, &[("A", "needle")]);
}
