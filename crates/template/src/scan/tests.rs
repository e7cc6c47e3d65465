//! Tokens as they stand in logs, and what becomes of them.

use crate::{canonical::typed, seen, slot::Slot, tokens::Tokens};

#[track_caller]
fn check(line: &str, expect: &str) {
    let mut tokens = Tokens::new(1);
    tokens.read(line.as_bytes());
    let slots: Vec<Slot> =
        seen::seen(&tokens).iter().map(|seen| Slot::exact(seen.hash, seen.shape)).collect();
    assert_eq!(typed(&slots), expect, "{line}");
}

#[test]
fn numbers() {
    check(
        "took 12 ms, -3 of 1,234,567 (0.5%)",
        "took <number> ms, <number> of <number> (<number>)",
    );
    check("16K, 10000ms; 1.16ac 80x25", "<number>, <number>; <number> <id>");
    check("audit(1364481363.243:24287): x", "audit(<number>): x");
    check("a-1 x=-1 <1 >5", "a-<number> x=<number> <number> <number>");
    check("0xc0ffee deadbeef12 e820 ffff3000 face", "<hex> <hex> e820 <hex> face");
    check("v1.12 1.4.1 2.6.5-1.358", "<version> <version> <id>");
}

#[test]
fn names_that_hold_digits_stay() {
    for line in
        ["ssh2", "tty2", "jk2_init()", "mod_jk", "imps2:", "HttpServer2$Filter", "md5", "L1"]
    {
        check(line, line);
    }
}

#[test]
fn addresses() {
    check(
        "10.0.0.1 10.0.0.1:80, /10.0.0.1:80 10.0.0.0/8",
        "<address> <address>, <address> <address>",
    );
    check("[10.0.0.1] fe80::1, ::1; 2001:db8::7:1", "[<address>] <address>, <address>; <address>");
    check("00:11:43:e3:ba:c3 0000:00:1f.0", "<address> <address>");
    check("db-01/10.0.0.1:9000, db-01:9000; localhost:80", "<address>, <address>; <address>");
    check("ns.example.com, 5.36.59.76.dsl.example.net; 1-2.a.co.uk", "<host>, <host>; <host>");
    check("com.example.Main java.net mapred.job.id", "com.example.Main java.net mapred.job.id");
    check("alice@example.org Main@7317849d", "<mail> Main@<hex>");
}

#[test]
fn times() {
    check("2015-07-29T17:41:44,747Z; 17:41:44, 06:47", "<time>; <time>, <time>");
    check("at 2015-07-29 10/Oct/2000:13:55:36", "at <time> <time>");
    check("Fri Jun 17 07:07:00 2005", "<time> <time> <number> <time> <number>");
    check("May I? The Sun shines", "May I? The Sun shines");
    check("1:2:3; 99:99 16:9", "<address>; <number> <number>");
}

#[test]
fn paths_and_urls() {
    check("/var/log/a.log. C:\\Users\\a.txt, ~/x", "<path> <path>, <path>");
    check("to /etc/passwd.", "to <path>.");
    check("(/srv/a/b) failed", "(<path>) failed");
    check("conf/a/b.xml text/html and/or n/a PS/2", "<path> text/html and/or n/a PS/<number>");
    check("hdfs://a:9000/x:1+2 (https://example.org/?q=1).", "<url> (<url>).");
}

#[test]
fn identifiers() {
    check("blk_-1608999687919862906 job_1445_0020.", "<id> <id>.");
    check("16b2f2a0-7c5e-4b5a-9c50-6f1f1b7e5f3a", "<uuid>");
    check("BP-1347369012-10.190.173.170-1444972147527", "BP-<id>");
    check("Package_for_KB1~31bf3856ad364e35~amd64~~6.1", "<id>");
    check("QWxhZGRpbjpvcGVuIHNlc2FtZTEyMzQ1Njc4OTA=", "<base64>");
}

#[test]
fn words_that_are_values() {
    check("isEmpty=true null, ROOT (admin)", "isEmpty=<flag> <flag>, <account> (<account>)");
}

#[test]
fn lists_and_quotes() {
    check("delete blk_1_2 blk_3_4 blk_5_6 blk_7_8", "delete <id> <id>");
    check("(stack @0x1a @0x2b @0x3c @0x4d)", "(stack @<hex> @<hex> @<hex>)");
    check("tag=\"View Lock\", x=1", "tag=\"View Lock\", x=<number>");
    check("tag=\"View Lock", "tag=\"View Lock");
    check("tag=\"a\u{13}b\" x", "tag=\"a b\" x");
}

#[test]
fn lines_past_the_limits_end_in_one_value() {
    let mut tokens = Tokens::new(1);
    tokens.read("word ".repeat(crate::LINE_TOKENS_MAX + 1).as_bytes());
    assert_eq!(tokens.all().len(), crate::LINE_TOKENS_MAX + 1);
    tokens.read("x".repeat(crate::LINE_BYTES_MAX + 1).as_bytes());
    assert_eq!(tokens.all().len(), 1);
}
