//! Our own correlations: each comes true when it should, and not with one event less.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use std::{collections::BTreeMap, fs, path::Path};

use sigma::{
    CorrelateConfig, Correlator, Engine, Hint, Hit, Maps, Placeholders, RuleSet, rule::Logsource,
};

/// Correlation, then steps: how many events, and the event, in which `#` stands for the number of the event.
type Case = (&'static str, &'static [(usize, &'static str)]);

const FAILED: &str =
    r#"{"Channel":"Security","EventID":4625,"TargetUserName":"ann","IpAddress":"192.0.2.1"}"#;
const FAILED_MANY: &str =
    r#"{"Channel":"Security","EventID":4625,"TargetUserName":"u#","IpAddress":"192.0.2.1"}"#;
const LOGON: &str = r#"{"Channel":"Security","EventID":4624,"LogonType":3,"TargetUserName":"ann","IpAddress":"192.0.2.1","Computer":"pc#"}"#;
const RAISED: &str = r#"{"Channel":"Security","EventID":4728,"TargetUserName":"Domain Admins","SubjectUserName":"eve","Computer":"pc"}"#;
const CREATED: &str = r#"{"Channel":"Security","EventID":4720,"TargetUserName":"new","SubjectUserName":"eve","Computer":"pc"}"#;
const SERVICE: &str = r#"{"Channel":"System","Provider_Name":"Service Control Manager","EventID":7045,"ServiceName":"x","Computer":"pc"}"#;
const SERVICE_MANY: &str = r#"{"Channel":"System","Provider_Name":"Service Control Manager","EventID":7045,"ServiceName":"x","Computer":"pc#"}"#;
const TASK: &str = r#"{"Channel":"Security","EventID":4698,"Computer":"pc"}"#;
const CLEARED: &str = r#"{"Channel":"Security","EventID":1102,"Computer":"pc"}"#;
const SSH_FAILED: &str =
    r#"{"host":"h","program":"sshd","message":"Failed password for root from 192.0.2.1"}"#;
const SSH_OK: &str =
    r#"{"host":"h","program":"sshd","message":"Accepted publickey for ann from 192.0.2.1"}"#;
// The same in the journal.
const JOURNAL_FAILED: &str = r#"{"__REALTIME_TIMESTAMP":"1767434400000000","_HOSTNAME":"h","SYSLOG_IDENTIFIER":"sshd","_COMM":"sshd","_PID":"100","PRIORITY":"6","MESSAGE":"Failed password for root from 192.0.2.1 port 4711 ssh2"}"#;
const JOURNAL_OK: &str = r#"{"__REALTIME_TIMESTAMP":"1767434400000000","_HOSTNAME":"h","SYSLOG_IDENTIFIER":"sshd-session","_COMM":"sshd-session","MESSAGE":"Accepted publickey for ann from 192.0.2.1"}"#;
const AWS_FAILED: &str = r#"{"eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"192.0.2.1","responseElements":{"ConsoleLogin":"Failure"}}"#;
const AWS_OK: &str = r#"{"eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"192.0.2.1","responseElements":{"ConsoleLogin":"Success"}}"#;
// One as a diagnostic setting exports it, the other as Log Analytics does.
const AZURE_FAILED: &str = r#"{"category":"SignInLogs","operationName":"Sign-in activity","resultType":"50126","callerIpAddress":"192.0.2.1","location":"DE","properties":{"userPrincipalName":"u#","ipAddress":"192.0.2.1"}}"#;
const AZURE_OK: &str = r#"{"Category":"SignInLogs","Type":"SigninLogs","ResultType":"0","IPAddress":"192.0.2.1","UserPrincipalName":"ann","Location":"C#"}"#;
const PUSH_REFUSED: &str =
    r#"{"eventType":"user.mfa.okta_verify.deny_push","actor":{"alternateId":"ann"}}"#;
const PUSH_OK: &str = r#"{"eventType":"user.authentication.auth_via_mfa","outcome":{"result":"SUCCESS"},"actor":{"alternateId":"ann"}}"#;
const MISSING: &str = r#"{"cs-method":"GET","sc-status":404,"c-ip":"192.0.2.1","cs-host":"w"}"#;
const ERROR: &str = r#"{"cs-method":"GET","sc-status":500,"c-ip":"192.0.2.1","cs-host":"w"}"#;
const ATTACK: &str =
    r#"{"cs-method":"GET","sc-status":200,"c-ip":"192.0.2.1","cs-uri-query":"f=../../etc/passwd"}"#;
const POST: &str =
    r#"{"cs-method":"POST","sc-status":200,"c-ip":"192.0.2.1","cs-uri-stem":"/login"}"#;
const TOUCHED: &str = r#"{"logtype":4002,"node_id":"n#","src_host":"192.0.2.1","dst_port":22}"#;
const TOUCHED_PORTS: &str = r#"{"logtype":4002,"node_id":"n","src_host":"192.0.2.1","dst_port":#}"#;

const CASES: &[Case] = &[
    ("brute_force_one_account", &[(20, FAILED)]),
    ("password_spraying", &[(15, FAILED_MANY)]),
    (
        "brute_force_distributed",
        &[(
            10,
            r#"{"Channel":"Security","EventID":4625,"TargetUserName":"ann","IpAddress":"192.0.2.#"}"#,
        )],
    ),
    ("brute_force_then_logon", &[(20, FAILED), (1, LOGON)]),
    ("spraying_then_logon", &[(15, FAILED_MANY), (1, LOGON)]),
    ("lockout_wave", &[(10, r#"{"Channel":"Security","EventID":4740,"TargetUserName":"u#"}"#)]),
    (
        "kerberos_spraying",
        &[(
            15,
            r#"{"Channel":"Security","EventID":4771,"Status":"0x18","TargetUserName":"u#","IpAddress":"192.0.2.1"}"#,
        )],
    ),
    (
        "kerberoasting_wave",
        &[(
            8,
            r#"{"Channel":"Security","EventID":4769,"TicketEncryptionType":"0x17","ServiceName":"s#","TargetUserName":"eve"}"#,
        )],
    ),
    ("lateral_fan_out", &[(12, LOGON)]),
    (
        "explicit_credentials_fan_out",
        &[(
            10,
            r#"{"Channel":"Security","EventID":4648,"SubjectUserName":"eve","TargetServerName":"s#"}"#,
        )],
    ),
    ("privilege_then_service", &[(1, RAISED), (1, SERVICE)]),
    ("privilege_then_task", &[(1, RAISED), (1, TASK)]),
    (
        "account_come_and_go",
        &[(1, CREATED), (1, r#"{"Channel":"Security","EventID":4726,"TargetUserName":"new"}"#)],
    ),
    ("account_created_and_raised", &[(1, CREATED), (1, RAISED)]),
    ("service_wave", &[(5, SERVICE_MANY)]),
    ("logs_cleared_wave", &[(2, r#"{"Channel":"Security","EventID":1102,"Computer":"pc#"}"#)]),
    ("persistence_then_cleared", &[(1, TASK), (1, CLEARED)]),
    (
        "password_reset_wave",
        &[(
            8,
            r#"{"Channel":"Security","EventID":4724,"SubjectUserName":"eve","TargetUserName":"u#"}"#,
        )],
    ),
    ("ssh_brute_force", &[(30, SSH_FAILED)]),
    ("ssh_brute_force_then_ok", &[(30, SSH_FAILED), (1, SSH_OK)]),
    ("ssh_brute_force", &[(30, JOURNAL_FAILED)]),
    ("ssh_brute_force_then_ok", &[(15, JOURNAL_FAILED), (15, SSH_FAILED), (1, JOURNAL_OK)]),
    (
        "ssh_wave",
        &[(10, r#"{"host":"h#","program":"sshd","message":"Invalid user x from 192.0.2.1"}"#)],
    ),
    (
        "sudo_guessing",
        &[(
            6,
            r#"{"host":"h","program":"sudo","message":"eve : user NOT in sudoers ; COMMAND=/bin/sh"}"#,
        )],
    ),
    (
        "ssh_then_user",
        &[
            (1, SSH_OK),
            (1, r#"{"host":"h","program":"useradd","message":"new user: name=x, UID=1001"}"#),
        ],
    ),
    (
        "ssh_then_cron",
        &[(1, SSH_OK), (1, r#"{"host":"h","program":"cron","message":"(root) REPLACE (root)"}"#)],
    ),
    ("aws_console_guessing", &[(10, AWS_FAILED)]),
    ("aws_console_guessing_ok", &[(10, AWS_FAILED), (1, AWS_OK)]),
    (
        "aws_probing",
        &[(
            12,
            r#"{"eventSource":"iam.amazonaws.com","eventName":"e#","errorCode":"AccessDenied","userIdentity":{"arn":"a"}}"#,
        )],
    ),
    (
        "aws_key_then_blind",
        &[
            (
                1,
                r#"{"eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging","userIdentity":{"arn":"a"}}"#,
            ),
            (
                1,
                r#"{"eventSource":"iam.amazonaws.com","eventName":"CreateAccessKey","userIdentity":{"arn":"a"}}"#,
            ),
        ],
    ),
    (
        "aws_mass_export",
        &[(
            1000,
            r#"{"eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"arn":"a"}}"#,
        )],
    ),
    ("azure_spraying", &[(15, AZURE_FAILED)]),
    ("azure_spraying_ok", &[(15, AZURE_FAILED), (1, AZURE_OK)]),
    ("impossible_travel", &[(2, AZURE_OK)]),
    ("many_countries", &[(3, AZURE_OK)]),
    ("push_fatigue", &[(5, PUSH_REFUSED)]),
    ("push_fatigue_ok", &[(5, PUSH_REFUSED), (1, PUSH_OK)]),
    ("web_scan", &[(100, MISSING)]),
    ("web_scan_then_attack", &[(100, MISSING), (1, ATTACK)]),
    ("web_attack_then_error", &[(1, ATTACK), (1, ERROR)]),
    ("web_login_guessing", &[(60, POST)]),
    ("web_error_burst", &[(200, ERROR)]),
    ("honeypot_sweep", &[(3, TOUCHED)]),
    ("honeypot_ports", &[(5, TOUCHED_PORTS)]),
    ("honeypot_guessing", &[(20, TOUCHED_PORTS)]),
    ("honeypot_then_production", &[(1, TOUCHED), (1, ATTACK)]),
    ("new_kind_burst", &[(10, r#"{"event":"kind.new","source":"s","kind":"k#"}"#)]),
    (
        "mail_loop",
        &[(10, r#"{"event":"mail.received","auto_submitted":"auto-replied","sender":"s"}"#)],
    ),
    ("mail_flood", &[(100, r#"{"event":"mail.received","sender":"s"}"#)]),
    ("mass_reveal", &[(30, r#"{"act":"person.reveal","actor":"a","person":"p#"}"#)]),
    ("mass_export", &[(5, r#"{"act":"case.export","actor":"a"}"#)]),
    ("denied_probing", &[(8, r#"{"event":"act.denied","actor":"a","act":"x#"}"#)]),
    (
        "glass_then_export",
        &[(1, r#"{"act":"glass.break","actor":"a"}"#), (1, r#"{"act":"case.export","actor":"a"}"#)],
    ),
];

/// Those that tell of silence: one event, then nothing.
const SILENCES: [(&str, &str); 3] = [
    ("cron_silence", r#"{"host":"h","program":"cron","message":"(root) RELOAD (crontabs/root)"}"#),
    ("honeypot_silent", r#"{"logtype":1001,"node_id":"n"}"#),
    ("mail_silence", r#"{"event":"mail.received","sender":"s"}"#),
];

struct House {
    rules: RuleSet,
    engine: Engine,
}

fn house() -> House {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/sigma");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yml") {
            files.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let rules = RuleSet::read(files, &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let engine = Engine::new(&rules, &Maps::own());
    House { rules, engine }
}

impl House {
    /// Plays events at their times, then lets time pass; returns the names of the correlations that came true.
    fn play(&self, events: &[(i64, String)], until_ms: i64) -> Vec<String> {
        let config =
            CorrelateConfig { lateness_ms: 0, groups_max: 1000, ..CorrelateConfig::default() };
        let mut correlator = Correlator::new(&self.rules, config);
        let mut scratch = self.engine.scratch();
        let logsource = Logsource { product: Some("chancery".to_owned()), ..Logsource::default() };
        let mut findings = Vec::new();
        for (number, (time_ms, event)) in events.iter().enumerate() {
            let is_own = event.contains("\"act\"") || event.contains("\"event\"");
            let hint = Hint { logsource: is_own.then(|| logsource.clone()), is_everything: false };
            let matches = self.engine.scan(&mut scratch, event.as_bytes(), &hint).unwrap().to_vec();
            for rule in matches {
                let fields = correlator.fields().map(str::to_owned).collect::<Vec<_>>();
                let values: BTreeMap<String, String> = fields
                    .into_iter()
                    .filter_map(|field| {
                        Some((field.clone(), self.engine.value(&scratch, &field)?.to_owned()))
                    })
                    .collect();
                let hit = Hit { rule, time_ms: *time_ms, source: 0, event: number as u64, values };
                findings.extend(correlator.observe(hit, i64::MAX));
            }
        }
        findings.extend(correlator.finish());
        findings.extend(correlator.advance(until_ms));
        let name =
            |correlation: usize| self.rules.correlations[correlation].header.name.clone().unwrap();
        findings.iter().map(|finding| name(finding.correlation)).collect()
    }

    fn timespan_ms(&self, name: &str) -> i64 {
        let found = self.rules.correlations.iter().find(|c| c.header.name.as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("no correlation {name}")).timespan_ms
    }
}

/// Makes the events of a case, so close together that all steps fit into the shortest window of the chain.
fn events(steps: &[(usize, &str)], gap_ms: i64) -> Vec<(i64, String)> {
    let texts =
        steps.iter().flat_map(|(n, text)| (0..*n).map(|n| text.replace('#', &n.to_string())));
    texts
        .enumerate()
        .map(|(n, text)| (1_000_000 + i64::try_from(n).unwrap() * gap_ms, text))
        .collect()
}

#[test]
fn each_comes_true_and_not_with_one_event_less() {
    let house = house();
    for (name, steps) in CASES {
        let events = events(steps, 100);
        let found = |events: &[(i64, String)]| house.play(events, 0).contains(&(*name).to_owned());
        assert!(found(&events), "{name} does not come true");
        let (_, but_one) = events.split_last().unwrap();
        assert!(!found(but_one), "{name} comes true too early");
    }
}

#[test]
fn none_comes_true_when_its_events_are_too_far_apart() {
    let house = house();
    for (name, steps) in CASES {
        let events = events(steps, house.timespan_ms(name) + 1_000);
        assert!(!house.play(&events, 0).contains(&(*name).to_owned()), "{name}");
    }
}

#[test]
fn silence_is_noticed() {
    let house = house();
    for (name, event) in SILENCES {
        let timespan = house.timespan_ms(name);
        let once = [(1_000_000, event.to_owned())];
        let found =
            |events: &[(i64, String)], until| house.play(events, until).contains(&name.to_owned());
        assert!(found(&once, 1_000_000 + 2 * timespan), "{name}");
        let often: Vec<(i64, String)> =
            (0..5).map(|n| (1_000_000 + n * timespan / 2, event.to_owned())).collect();
        assert!(!found(&often, 1_000_000 + 2 * timespan), "{name}");
    }
}

#[test]
fn every_correlation_has_a_case() {
    let house = house();
    let mut missing = Vec::new();
    for correlation in &house.rules.correlations {
        let name = correlation.header.name.clone().unwrap();
        let is_there = CASES.iter().any(|(known, _)| *known == name)
            || SILENCES.iter().any(|(known, _)| *known == name);
        if !is_there {
            missing.push(name);
        }
    }
    assert_eq!(missing, [] as [String; 0]);
    assert!(house.rules.correlations.len() >= 40);
}
