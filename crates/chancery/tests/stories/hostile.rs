//! Wrong, huge, nested, empty and mis-encoded mails: each is a case that staff can see, and the house stands.

use std::{fs, path::Path};

use crate::{
    api::{Api, text},
    house::House,
    smtp::Session,
    stories, until,
};

/// Odd mails that were written by hand.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../mail/fixtures");

/// Levels of parts in parts.
const DEPTH: usize = 10_000;

/// Octets of a header that never ends.
const HEADER_BYTES: usize = 4 * 1024 * 1024;

/// Time for all of them to be read; one that is read badly shows here first.
const READ_TIME: std::time::Duration = std::time::Duration::from_secs(60);

stories!(every_mail_is_a_case_that_staff_can_see);

async fn every_mail_is_a_case_that_staff_can_see(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let mails = mails();
    let n_mails = mails.len();
    let mut session = Session::open(house.smtp).unwrap();
    for (n, (name, mail)) in mails.into_iter().enumerate() {
        let reply = session.send(&format!("hostile{n}@customer.example"), &mail);
        assert_eq!(reply.unwrap_or_else(|e| panic!("{name}: {e}")).code, 250, "{name}");
        assert_eq!(house.readiness().await.0, 200, "{name}");
    }
    let cases = until("each mail is a case", READ_TIME, async || {
        let cases = tessa.cases("triage").await;
        let n_found: i64 = cases.iter().filter_map(|case| case["n_messages"].as_i64()).sum();
        (n_found >= i64::try_from(n_mails).unwrap()).then_some(cases)
    })
    .await;
    assert_eq!(cases.len(), n_mails, "none joined another");
    let mut n_faults = 0;
    for case in &cases {
        n_faults += n_faults_of(&tessa, case).await;
    }
    assert!(n_faults >= 5, "what could not be understood is said: {n_faults}");

    // An ordinary one after all of them.
    let last = b"From: b@customer.example\r\nSubject: ordinary\r\n\r\nWords.\r\n";
    assert_eq!(session.send("b@customer.example", last).unwrap().code, 250);
    let cases = tessa.wait_for_cases("triage", n_mails + 1).await;
    assert!(cases.iter().any(|case| text(case, "subject") == "ordinary"));
    assert_eq!(house.readiness().await.0, 200);
    assert!(!house.log().contains("panicked"), "{}", house.log());
}

/// Opens a case as staff do and counts the messages that say what is wrong with them.
async fn n_faults_of(tessa: &Api, case: &serde_json::Value) -> usize {
    let messages = tessa.messages(text(case, "number")).await;
    assert_eq!(messages.len(), 1, "{case}");
    messages.iter().filter(|message| message["fault"].is_string()).count()
}

fn mails() -> Vec<(String, Vec<u8>)> {
    let mut mails: Vec<(String, Vec<u8>)> = fs::read_dir(Path::new(FIXTURES))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .map(|(name, path)| (name, wire_lines(&fs::read(path).unwrap())))
        .collect();
    mails.sort();
    let mut made = |name: &str, mail: Vec<u8>| mails.push((name.to_owned(), mail));
    made("nested", nested());
    let mut endless = b"From: c@customer.example\r\nSubject: ".to_vec();
    endless.extend(
        std::iter::repeat_n(b"long long long\r\n ".as_slice(), HEADER_BYTES / 17).flatten(),
    );
    endless.extend_from_slice(b"end\r\n\r\nWords.\r\n");
    made("endless header", endless);
    let fields = "X-Field: value\r\n".repeat(HEADER_BYTES / 16);
    made("many fields", format!("From: d@customer.example\r\n{fields}\r\nWords.\r\n").into_bytes());
    let mut long = b"From: e@customer.example\r\n\r\n".to_vec();
    long.resize(long.len() + HEADER_BYTES, b'x');
    long.extend_from_slice(b"\r\n");
    made("one long line", long);
    let every_byte = (0..=255_u8).filter(|byte| !b"\r\n".contains(byte));
    made("noise", every_byte.cycle().take(100_000).chain(*b"\r\n").collect());
    mails
}

fn nested() -> Vec<u8> {
    let mut mail =
        "From: n@customer.example\r\nSubject: nested\r\nMIME-Version: 1.0\r\n".to_owned();
    for level in 0..DEPTH {
        mail += &format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n");
    }
    mail += "Content-Type: text/plain\r\n\r\nDeep.\r\n";
    for level in (0..DEPTH).rev() {
        mail += &format!("--b{level}--\r\n");
    }
    mail.into_bytes()
}

/// Ends lines as SMTP does. A bare LF is refused at the door (it is how mails are smuggled into others), so
/// no mail with one comes this way.
fn wire_lines(mail: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(mail.len());
    for &byte in mail {
        if byte == b'\n' && lines.last() != Some(&b'\r') {
            lines.push(b'\r');
        }
        lines.push(byte);
    }
    lines
}
