//! Lines as programs write them, and where their messages start.

use super::Header;

#[track_caller]
fn check(line: &str, program: &str, level: &str, message: &str) {
    let header = Header::of(line.as_bytes());
    let text = |part: Option<&[u8]>| String::from_utf8_lossy(part.unwrap_or_default()).into_owned();
    let found = (text(header.program), text(header.level), text(Some(header.message)));
    assert_eq!(found, (program.into(), level.into(), message.into()), "{line}");
}

#[test]
fn syslog() {
    check(
        "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: check pass; user unknown",
        "sshd(pam_unix)",
        "",
        "check pass; user unknown",
    );
    check("<34>Oct 11 22:14:15 mymachine su: 'su root' failed", "su", "", "'su root' failed");
    check(
        "Jul  7 08:06:15 combo  -- root[2421]: ROOT LOGIN ON tty2",
        "-- root",
        "",
        "ROOT LOGIN ON tty2",
    );
    check(
        "Jun 14 15:16:01 combo last message repeated 2 times",
        "",
        "",
        "last message repeated 2 times",
    );
    check(
        "2024-01-01T10:00:00.123456+00:00 db1 sshd[12]: Failed password",
        "sshd",
        "",
        "Failed password",
    );
    check(
        "<165>1 2003-10-11T22:14:15.003Z host.example.com evntslog 12 ID47 [ex@32473 a=\"x]\"][b c=\"1\"] An event",
        "evntslog",
        "",
        "An event",
    );
    check("<34>1 - - - - - - hello", "", "", "hello");
}

#[test]
fn a_structured_line_tells_time_and_host() {
    let header = Header::of(b"<34>1 2003-10-11T22:14:15.003Z db1 su - ID47 - \xEF\xBB\xBFhello");
    assert_eq!(header.host, Some(&b"db1"[..]));
    assert_eq!(header.time, Some(&b"2003-10-11T22:14:15.003Z"[..]));
    assert_eq!(header.message, b"hello");
}

#[test]
fn web_servers() {
    check(
        "[Sun Dec 04 04:47:44 2005] [error] mod_jk child init 1 -2",
        "",
        "error",
        "mod_jk child init 1 -2",
    );
    check("[Sun Dec 04 04:47:44.123 2005] [core:error] [pid 7] AH01", "", "error", "[pid 7] AH01");
    check(
        "2024/01/01 10:00:00 [error] 123#0: *1 open() failed",
        "",
        "error",
        "123#0: *1 open() failed",
    );
    let access = "10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326";
    check(access, "", "", access);
}

#[test]
fn loggers() {
    check(
        "2015-10-18 18:01:47,978 INFO [main] org.apache.Main: Created it",
        "org.apache.Main",
        "INFO",
        "Created it",
    );
    check(
        "17/06/09 20:10:40 INFO storage.MemoryStore: started",
        "storage.MemoryStore",
        "INFO",
        "started",
    );
    check(
        "081109 203615 148 INFO dfs.DataNode$Responder: done 1",
        "dfs.DataNode$Responder",
        "INFO",
        "done 1",
    );
    check(
        "2015-07-29 17:41:44,747 - INFO  [Q[myid=1]/0:0:2181:F@774] - Time: 3200",
        "",
        "INFO",
        "Time: 3200",
    );
    check(
        "2024-01-01 10:00:00,123 - my.logger - WARNING - hello there",
        "",
        "WARNING",
        "hello there",
    );
    check(
        "10:00:00.123 [main] INFO com.foo.Bar - hello there",
        "com.foo.Bar",
        "INFO",
        "hello there",
    );
    check(
        "2017-05-16 00:00:00.008 25746 INFO nova.wsgi [req-1] 10.0.0.1",
        "nova.wsgi",
        "INFO",
        "[req-1] 10.0.0.1",
    );
    check(
        "03-17 16:13:38.811  1702  2395 D WindowManager: opening app",
        "WindowManager",
        "D",
        "opening app",
    );
    check("2016-09-28 04:30:30, Info                  CBS    Loaded", "", "Info", "CBS    Loaded");
    check("[10.30 16:49:06] chrome.exe - open through", "", "", "chrome.exe - open through");
    check("ERROR: disk is full", "", "ERROR", "disk is full");
}

#[test]
fn what_is_no_header_stays() {
    for line in [
        "hello world",
        "Error while reading",
        "12 monkeys",
        "1 INFO",
        "",
        "   ",
        "May the force",
        "<b>bold</b>",
    ] {
        check(line, "", "", line.trim_start());
    }
}
