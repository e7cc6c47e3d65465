//! Events as their exporters write them are found by public rules: routes, field maps and readers together.
//!
//! The rules are those of SigmaHQ (Detection Rule License 1.1), by the authors that are named, cut to what is asked of the event.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

use std::ops::ControlFlow;

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, event::Value, read, reference};

/// Reads a line as a file of its kind is read, and asks both evaluators.
fn is_found(author: &str, logsource: &str, detection: &str, line: &str) -> bool {
    let text =
        format!("title: t\nauthor: '{author}'\nlogsource: {logsource}\ndetection: {detection}");
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let maps = Maps::own();
    let engine = Engine::new(&rules, &maps);
    let mut scratch = engine.scratch();
    let mut found = Vec::new();
    read::events(line.as_bytes().to_vec(), |event| {
        let event = event.unwrap();
        let is_match = !engine.scan(&mut scratch, event, &Hint::default()).unwrap().is_empty();
        let value: Value = serde_json::from_slice(event).unwrap();
        let hint = Hint::default();
        let view = reference::View::new(&value, &maps, &hint);
        assert_eq!(reference::matches(&rules.rules[0], &view), is_match, "{line}");
        found.push(is_match);
        ControlFlow::Continue(())
    });
    assert_eq!(found.len(), 1, "{line}");
    found[0]
}

/// The event is found, and is not when what the rule asks for is not in it.
fn check(author: &str, logsource: &str, detection: &str, line: &str, but: (&str, &str)) {
    assert!(is_found(author, logsource, detection, line), "{detection}\n{line}");
    assert!(line.contains(but.0), "{line}");
    let other = line.replace(but.0, but.1);
    assert!(!is_found(author, logsource, detection, &other), "{detection}\n{other}");
}

#[test]
fn records_of_the_audit_daemon() {
    let auditd = "{product: linux, service: auditd}";
    check(
        "Pawel Mazur, Milad Cheraghi",
        auditd,
        "{e: {type: EXECVE, a0: arecord, a1: '-vv', a2: '-fdat'}, s: {type: SYSCALL, exe|endswith: /ecasound, SYSCALL: memfd_create}, condition: e or s}",
        r#"type=EXECVE msg=audit(1636112345.876:301): argc=3 a0="arecord" a1="-vv" a2="-fdat""#,
        ("-vv", "-q"),
    );
    check(
        "Pawel Mazur, Milad Cheraghi",
        auditd,
        "{s: {type: SYSCALL, exe|endswith: /ecasound, SYSCALL: memfd_create}, condition: s}",
        r#"type=SYSCALL msg=audit(1636112345.876:302): arch=c000003e syscall=319 success=yes exit=3 a0=7f a1=1 items=0 ppid=1 pid=2 auid=1000 uid=1000 gid=1000 euid=1000 tty=pts0 ses=3 comm="ecasound" exe="/usr/bin/ecasound" key=(null)"#,
        ("syscall=319", "syscall=318"),
    );
    check(
        "Ilyas Ochkov, Beyu Denis, oscd.community",
        auditd,
        "{s: {type: SYSCALL, SYSCALL: [execve, execveat], euid: 33}, condition: s}",
        "type=SYSCALL msg=audit(1636112345.876:303): arch=c000003e syscall=59 success=yes euid=33 comm=\"sh\" exe=\"/bin/dash\" key=\"detect_execve_www\"\u{1d}ARCH=x86_64 SYSCALL=execve EUID=\"www-data\"",
        ("euid=33", "euid=0"),
    );
    check(
        "E.M. Anhaus, Tony Lambert, oscd.community",
        auditd,
        "{s: {type: PATH, name: /etc/ld.so.preload}, condition: s}",
        r#"Nov  5 12:39:05 web audispd: node=web type=PATH msg=audit(1636112345.876:304): item=1 name="/etc/ld.so.preload" inode=99 dev=08:01 mode=0100644 ouid=0 ogid=0 nametype=CREATE"#,
        ("ld.so.preload", "motd"),
    );
    check(
        "Pawel Mazur",
        auditd,
        "{s: {type: SERVICE_STOP, unit: [firewalld, iptables, ufw]}, condition: s}",
        r#"type=SERVICE_STOP msg=audit(1636112345.876:305): pid=1 uid=0 auid=4294967295 ses=4294967295 msg='unit=firewalld comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success'"#,
        ("unit=firewalld", "unit=cups"),
    );
    check(
        "Rafal Piasecki",
        auditd,
        "{cmd: {type: EXECVE, a0|endswith: iptables, a1: '-t', a2: nat}, keywords: ['--to-ports 42', '--to-ports 43'], condition: cmd and keywords}",
        r#"type=EXECVE msg=audit(1636112345.876:306): argc=9 a0="/sbin/iptables" a1="-t" a2="nat" a3="-A" a4="PREROUTING" a5="-j" a6="REDIRECT" a7="--to-ports" a8="42391""#,
        ("42391", "8080"),
    );
    check(
        "Nasreddine Bencherchali (Nextron Systems)",
        "{product: linux, category: file_event}",
        "{s: {TargetFilename|startswith: /etc/sudoers.d/}, condition: s}",
        r#"type=PATH msg=audit(1636112345.876:307): item=1 name="/etc/sudoers.d/eve" nametype=CREATE"#,
        ("CREATE", "NORMAL"),
    );
}

#[test]
fn the_journal_is_what_its_text_is() {
    let journal = |program: &str, message: &str| {
        format!(
            r#"{{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1767434400000000","PRIORITY":"6","SYSLOG_IDENTIFIER":"{program}","_PID":"100","_COMM":"x","_HOSTNAME":"web1","_TRANSPORT":"syslog","MESSAGE":"{message}"}}"#
        )
    };
    let text = |program: &str, message: &str| {
        format!("2026-01-03T10:00:00+00:00 web1 {program}[100]: {message}")
    };
    type Written<'a> = &'a dyn Fn(&str, &str) -> String;
    for line in [&journal as Written<'_>, &text] {
        check(
            "Florian Roth (Nextron Systems)",
            "{product: linux, service: sshd}",
            "{k: ['*unexpected internal error*', '*error in libcrypto*'], condition: k}",
            &line("sshd", "ssh_dispatch_run_fatal: error in libcrypto"),
            ("libcrypto", "nothing"),
        );
        check(
            "Chancery",
            "{product: linux, service: sudo}",
            "{s: {program: sudo, host: web1, pid: 100, message|contains: 'USER=#-1'}, condition: s}",
            &line("sudo", "eve : TTY=pts/0 ; USER=#-1 ; COMMAND=/bin/sh"),
            ("USER=#-1", "USER=root"),
        );
        check(
            "Chancery",
            "{product: linux, service: auth}",
            "{s: {program: useradd, host: web1, pid: 100, message|startswith: 'new user'}, condition: s}",
            &line("useradd", "new user: name=eve"),
            ("web1", "web2"),
        );
        check(
            "Chancery",
            "{product: linux, service: syslog}",
            "{s: {program: anything}, condition: s}",
            &line("anything", "hello"),
            ("anything", "nothing"),
        );
    }
}

#[test]
fn azure_in_its_three_exports() {
    let signin = "{product: azure, service: signinlogs}";
    let disabled = "{s: {ResultType: 50057, ResultDescription: 'User account is disabled. The account has been disabled by an administrator.'}, condition: s}";
    for line in [
        r#"{"time":"2025-01-01T00:00:00Z","resourceId":"/tenants/t/providers/Microsoft.aadiam","operationName":"Sign-in activity","category":"SignInLogs","resultType":"50057","resultDescription":"User account is disabled. The account has been disabled by an administrator.","callerIpAddress":"192.0.2.1","properties":{"userPrincipalName":"ann@example.com","status":{"errorCode":50057}}}"#,
        r#"{"TimeGenerated":"2025-01-01T00:00:00Z","Type":"SigninLogs","Category":"SignInLogs","OperationName":"Sign-in activity","ResultType":"50057","ResultDescription":"User account is disabled. The account has been disabled by an administrator.","IPAddress":"192.0.2.1","UserPrincipalName":"ann@example.com"}"#,
        r#"{"createdDateTime":"2025-01-01T00:00:00Z","userPrincipalName":"ann@example.com","ipAddress":"192.0.2.1","conditionalAccessStatus":"notApplied","status":{"errorCode":50057,"failureReason":"User account is disabled. The account has been disabled by an administrator."}}"#,
    ] {
        check("AlertIQ", signin, disabled, line, ("50057", "0"));
    }
    let method = "{s: {LoggedByService: Authentication Methods, Category: UserManagement, OperationName: User registered security info}, condition: s}";
    for line in [
        r#"{"time":"2025-01-01T00:00:00Z","operationName":"User registered security info","category":"AuditLogs","properties":{"category":"UserManagement","result":"success","activityDisplayName":"User registered security info","loggedByService":"Authentication Methods"}}"#,
        r#"{"TimeGenerated":"2025-01-01T00:00:00Z","Type":"AuditLogs","OperationName":"User registered security info","Category":"UserManagement","Result":"success","ActivityDisplayName":"User registered security info","LoggedByService":"Authentication Methods"}"#,
        r#"{"activityDateTime":"2025-01-01T00:00:00Z","category":"UserManagement","result":"success","activityDisplayName":"User registered security info","loggedByService":"Authentication Methods"}"#,
    ] {
        let source = "{product: azure, service: auditlogs}";
        check("AlertIQ", source, method, line, ("Authentication Methods", "Core Directory"));
    }
    let activity = "{product: azure, service: activitylogs}";
    let network = "{s: {operationName: [MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WRITE, MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/DELETE]}, condition: s}";
    for line in [
        r#"{"time":"2025-01-01T00:00:00Z","resourceId":"/SUBSCRIPTIONS/S","operationName":"MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/DELETE","category":"Administrative","resultType":"Success"}"#,
        r#"{"TimeGenerated":"2025-01-01T00:00:00Z","Type":"AzureActivity","OperationNameValue":"MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/DELETE","CategoryValue":"Administrative","ActivityStatusValue":"Success"}"#,
    ] {
        check("Austin Songer @austinsonger", activity, network, line, ("DELETE", "READ"));
    }
    let leaked = "{s: {riskEventType: leakedCredentials}, condition: s}";
    for line in [
        r#"{"time":"2025-01-01T00:00:00Z","category":"UserRiskEvents","properties":{"riskEventType":"leakedCredentials"}}"#,
        r#"{"TimeGenerated":"2025-01-01T00:00:00Z","Type":"AADUserRiskEvents","RiskEventType":"leakedCredentials"}"#,
        r#"{"createdDateTime":"2025-01-01T00:00:00Z","riskEventType":"leakedCredentials"}"#,
    ] {
        let source = "{product: azure, service: riskdetection}";
        check("Mark Morowczynski, Gloria Lee", source, leaked, line, ("leaked", "other"));
    }
}

#[test]
fn the_other_clouds() {
    let gcp = "{product: gcp, service: gcp.audit}";
    let buckets = "{s: {gcp.audit.method_name: [storage.buckets.list, storage.buckets.listChannels]}, condition: s}";
    for line in [
        r#"{"logName":"projects/p/logs/cloudaudit.googleapis.com%2Fdata_access","timestamp":"2025-01-01T00:00:00Z","resource":{"type":"gcs_bucket"},"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","serviceName":"storage.googleapis.com","methodName":"storage.buckets.list"}}"#,
        r#"{"insertId":"1","data":{"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","methodName":"storage.buckets.list"}}}"#,
        r#"{"event":{"dataset":"gcp.audit"},"gcp":{"audit":{"method_name":"storage.buckets.list"}}}"#,
    ] {
        check("Austin Songer @austinsonger", gcp, buckets, line, ("buckets.list", "buckets.get"));
    }
    check(
        "Bryan Lim",
        gcp,
        "{s: {data.protoPayload.authorizationInfo.permission: accesscontextmanager.accessPolicies.delete, data.protoPayload.authorizationInfo.granted: 'true', data.protoPayload.serviceName: accesscontextmanager.googleapis.com}, condition: s}",
        r#"{"logName":"organizations/1/logs/cloudaudit.googleapis.com%2Factivity","protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","serviceName":"accesscontextmanager.googleapis.com","authorizationInfo":[{"permission":"accesscontextmanager.accessPolicies.delete","granted":true}]}}"#,
        ("true", "false"),
    );
    check(
        "Austin Songer",
        "{product: gcp, service: google_workspace.admin}",
        "{s: {eventService: admin.googleapis.com, eventName: [REMOVE_APPLICATION, REMOVE_APPLICATION_FROM_WHITELIST]}, condition: s}",
        r#"{"logName":"organizations/1/logs/cloudaudit.googleapis.com%2Factivity","protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","serviceName":"admin.googleapis.com","metadata":{"event":[{"eventName":"REMOVE_APPLICATION","parameter":[{"name":"APPLICATION_NAME","value":"x"}]}]}}}"#,
        ("REMOVE", "ADD"),
    );
    check(
        "Ivan Saakov, Nasreddine Bencherchali",
        "{product: aws, service: cloudtrail}",
        "{n: {eventName: DeleteBucket}, ok: {errorCode: Success}, none: {errorCode: null}, condition: n and (ok or none)}",
        r#"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/a"},"eventTime":"2025-01-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"DeleteBucket","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","requestParameters":{"bucketName":"b"},"responseElements":null,"eventType":"AwsApiCall"}"#,
        ("DeleteBucket", "CreateBucket"),
    );
    check(
        "Josh Nickels, Marius Rothenbücher",
        "{product: m365, service: audit}",
        "{s: {Operation: UserLoggedIn, ApplicationId: 9ba1a5c7-f17a-4de9-a1f1-6178c8d51223, ResultStatus: Success}, f: {ObjectId: 0000000a-0000-0000-c000-000000000000}, condition: s and not f}",
        r#"{"CreationTime":"2025-01-01T00:00:00","Id":"1","Operation":"UserLoggedIn","RecordType":15,"ResultStatus":"Success","Workload":"AzureActiveDirectory","UserId":"ann@example.com","ApplicationId":"9ba1a5c7-f17a-4de9-a1f1-6178c8d51223","ObjectId":"x"}"#,
        ("UserLoggedIn", "UserLoginFailed"),
    );
    check(
        "Austin Songer @austinsonger",
        "{product: m365, service: threat_management}",
        "{s: {eventSource: SecurityComplianceCenter, eventName: Activity performed by terminated user, status: success}, condition: s}",
        r#"{"CreationTime":"2025-01-01T00:00:00","Operation":"AlertTriggered","RecordType":40,"ResultStatus":"success","Workload":"SecurityComplianceCenter","Name":"Activity performed by terminated user"}"#,
        ("terminated", "other"),
    );
    check(
        "Leo Tsaousis (@laripping)",
        "{product: kubernetes, category: application, service: audit}",
        "{s: {verb: create, objectRef.resource: pods, hostPath: '*'}, condition: s}",
        r#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","verb":"create","objectRef":{"resource":"pods","namespace":"d","apiVersion":"v1"},"requestObject":{"spec":{"volumes":[{"name":"h","hostPath":{"path":"/etc"}}]}}}"#,
        ("hostPath", "emptyDir"),
    );
    check(
        "Muhammad Faisal @faisalusuf",
        "{product: okta, service: okta}",
        "{s: {debugContext.debugData.requestUri|contains: admin, securityContext.isProxy: 'true'}, condition: s}",
        r#"{"uuid":"1","published":"2025-01-01T00:00:00Z","eventType":"user.session.access_admin_app","actor":{"alternateId":"ann@example.com"},"securityContext":{"isProxy":true},"debugContext":{"debugData":{"requestUri":"/admin/sso"}}}"#,
        ("true", "false"),
    );
}

#[test]
fn web_servers_proxies_and_names() {
    let web = "{category: webserver}";
    let traversal =
        "{s: {cs-uri-query|contains: ['../../../etc/', '../../../../windows/']}, condition: s}";
    for line in [
        r#"192.0.2.1 - - [10/Oct/2024:13:55:36 +0200] "GET /x?f=../../../etc/passwd HTTP/1.1" 200 12 "-" "curl/8""#,
        r#"Oct 10 13:55:36 web nginx: 192.0.2.1 - - [10/Oct/2024:13:55:36 +0200] "GET /../../../etc/passwd HTTP/1.1" 400 0 "-" "-""#,
        r#"{"time":"2024-10-10T13:55:36Z","remote_addr":"192.0.2.1","request_method":"GET","request_uri":"/x?f=../../../etc/passwd","status":200}"#,
        r#"{"event":{"dataset":"apache.access"},"http":{"request":{"method":"GET"},"response":{"status_code":200}},"url":{"original":"/x?f=../../../etc/passwd"},"source":{"ip":"192.0.2.1"}}"#,
        r#"{"date":"2024-10-10","cs-method":"GET","cs-uri-stem":"/x","cs-uri-query":"f=../../../etc/passwd","sc-status":200}"#,
    ] {
        let author = "Subhash Popuri (@pbssubhash), Florian Roth (Nextron Systems), Thurein Oo, Nasreddine Bencherchali (Nextron Systems)";
        check(author, web, traversal, line, ("../../../etc/", "a/"));
    }
    let sql = "{s: {cs-method: GET}, keywords: ['UNION%20SELECT', 'information_schema.tables'], f: {sc-status: 404}, condition: s and keywords and not f}";
    check(
        "Saw Win Naung, Nasreddine Bencherchali (Nextron Systems), Thurein Oo (Yoma Bank)",
        web,
        sql,
        r#"192.0.2.1 - - [10/Oct/2024:13:55:36 +0200] "GET /?id=1%20UNION%20SELECT%201 HTTP/1.1" 200 12 "-" "x""#,
        (" 200 ", " 404 "),
    );
    let empty = "{s: {c-useragent: ''}, condition: s}";
    for line in [
        r#"{"c-uri":"http://x/","cs-method":"GET","c-useragent":""}"#,
        r#"{"_path":"http","ts":1,"id.orig_h":"192.0.2.1","method":"GET","host":"x","uri":"/","user_agent":""}"#,
        r#"{"event":{"category":["web"]},"url":{"original":"http://x/"},"user_agent":{"original":""}}"#,
    ] {
        let but = match line.contains("c-useragent") {
            true => (r#"agent":"""#, r#"agent":"a""#),
            false if line.contains("_path") => (r#"agent":"""#, r#"agent":"a""#),
            false => (r#"{"original":""}"#, r#"{"original":"a"}"#),
        };
        check("Florian Roth (Nextron Systems)", "{category: proxy}", empty, line, but);
    }
    check(
        "Florian Roth (Nextron Systems)",
        "{category: dns}",
        "{a: {query|startswith: [aaa.stage., post.1]}, b: {query|contains: .stage.123456.}, condition: a or b}",
        r#"{"_path":"dns","ts":1,"id.orig_h":"192.0.2.1","query":"aaa.stage.14.example.com","qtype_name":"TXT"}"#,
        ("aaa.stage", "www"),
    );
}
