//! Each fixture becomes a mail; some must say particular things.

use std::{fs, path::Path};

use model::{AutomaticReason, ReportOutcome};
use proptest::prelude::*;

use super::*;

fn fixture(name: &str) -> IncomingMail {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(format!("{name}.eml"));
    read(&fs::read(path).unwrap())
}

/// Reads a mail as if a person had sent it.
fn read(raw: &[u8]) -> IncomingMail {
    let from = Address::parse("jana@x.example").ok();
    parse(raw, &Envelope { from, recipients: vec![Address::parse("support@us.example").unwrap()] })
}

fn check_fault(mail: &IncomingMail, words: &str) {
    assert!(mail.faults.iter().any(|fault| fault.contains(words)), "{words}: {:?}", mail.faults);
}

fn check_text(name: &str, expect: &str, faults: &[&str]) {
    let mail = fixture(name);
    assert_eq!(mail.text.expose(), expect, "{name}");
    for words in faults {
        check_fault(&mail, words);
    }
    assert_eq!(mail.faults.len(), faults.len(), "{name}: {:?}", mail.faults);
}

#[test]
fn every_fixture_becomes_a_mail() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut n = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "eml") {
            let mail = read(&fs::read(&path).unwrap());
            assert!(!mail.subject.expose().contains(['\r', '\n']), "{}", path.display());
            n += 1;
        }
    }
    assert!(n >= 28, "{n} fixtures");
}

#[test]
fn broken_mails_say_so() {
    check_text("empty", "", &["is empty", "no readable From", "no readable Message-ID"]);
    check_text(
        "no-header",
        "Just a text that somebody piped into a mail program.",
        &["no header", "no readable From", "no readable Message-ID"],
    );
    check_text("only-header", "", &["no readable Message-ID"]);
    check_text("bare-lf", "One\nTwo", &[]);
    check_text("two-from", "Text", &["more than one From"]);
    check_text("no-from", "Text", &["no readable From", "no readable Message-ID"]);
    check_text("latin1-unnamed", "Grüße aus Köln", &["character set"]);
    check_text("wrong-charset", "Hello", &["unknown character set"]);
    check_text("broken-base64", "hello world", &["damaged base64"]);
    check_text("utf16", "Hello", &[]);
    check_text("truncated", "The first part", &["ends in the middle"]);
    check_text("winmail", "Text", &[]);
    check_text("no-boundary", "--a\n\nText\n--a--", &["not where they begin"]);
    check_text("wrong-boundary", "--a\n\nText\n--a--", &["has none"]);
    check_text("clear-signed", "Signed words", &[]);
    check_text("opaque-smime", "", &["S/MIME"]);
    check_text("pgp-encrypted", "", &["OpenPGP"]);
}

#[test]
fn an_ordinary_mail_is_read_whole() {
    let mail = fixture("alternative");
    let from = mail.from.unwrap();
    assert_eq!(from.name.unwrap().expose(), "Jana Nováková");
    assert_eq!(from.address.expose(), "jana@x.example");
    assert_eq!(mail.others.len(), 1);
    assert_eq!(mail.subject.expose(), "Re: Přístup");
    assert_eq!(mail.text.expose(), "Dobrý den\n\n> quoted words");
    assert_eq!(mail.signature.unwrap().expose(), "Jana");
    assert_eq!(mail.html.unwrap().expose().trim(), "<p>Dobrý <b>den</b></p>");
    assert_eq!(mail.message_id.as_deref(), Some("alt@x.example"));
    assert_eq!(mail.references, ["m3@us.example", "m2@us.example", "m1@us.example"]);
    let [pdf] = mail.attachments.as_slice() else { panic!("one attachment") };
    assert_eq!(pdf.name.expose(), "smlouva č.pdf");
    assert_eq!(pdf.media_type, "application/pdf");
    assert_eq!(pdf.bytes.expose(), b"%PDF-");
    assert!(mail.faults.is_empty(), "{:?}", mail.faults);
    assert_eq!(mail.automatic, None);
}

#[test]
fn html_alone_gives_text_and_loads_nothing() {
    let mail = fixture("tracking-html");
    assert!(mail.text.expose().starts_with("Visible text"), "{}", mail.text.expose());
    let html = mail.html.unwrap().into_exposed();
    assert!(!html.contains("t.example") && !html.contains("script"), "{html}");
    assert!(html.contains("alt=\"Logo\"") && html.contains("https://ok.example/"), "{html}");
}

#[test]
fn hostile_names_are_only_labels() {
    let mail = fixture("path-name");
    assert_eq!(mail.attachments[0].name.expose(), "../../etc/passwdtxt.exe");
    let mail = fixture("header-injection");
    assert_eq!(mail.subject.expose(), "Hello Bcc: victim@y.example");
    assert!(!mail.from.unwrap().name.unwrap().expose().contains('\n'));
}

#[test]
fn a_bounce_is_understood_and_a_forged_one_is_not() {
    let mail = fixture("bounce");
    let report = mail.report.unwrap();
    assert_eq!(report.outcome, ReportOutcome::Failed);
    assert_eq!(report.status, "5.1.1");
    assert_eq!(report.message_id.as_deref(), Some("ours.1@us.example"));
    assert_eq!(mail.automatic, Some(AutomaticReason::Report));
    let mail = fixture("forged-report");
    assert_eq!(mail.report, None);
    assert_eq!(mail.automatic, None);
    assert_eq!(mail.attachments.len(), 1);
}

#[test]
fn deep_nesting_ends() {
    let mut raw = String::from("From: jana@x.example\r\n");
    for level in 0..2_000 {
        raw.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
        ));
    }
    check_fault(&read(raw.as_bytes()), "nested deeper");

    let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(200_000);
    let mail = read(messages.as_bytes());
    assert_eq!(mail.attachments.len(), 1);
}

#[test]
fn many_parts_end() {
    let mut raw =
        String::from("From: jana@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    raw.push_str(&"--b\r\nContent-Type: image/png\r\n\r\nx\r\n".repeat(2_000));
    let mail = read(raw.as_bytes());
    check_fault(&mail, "more than 500 parts");
    check_fault(&mail, "more than 100 attachments");
    assert_eq!(mail.attachments.len(), 100);
}

#[test]
fn huge_headers_end() {
    let raw = format!("From: jana@x.example\r\nSubject: {}\r\n\r\nText", "x".repeat(1 << 20));
    let mail = read(raw.as_bytes());
    check_fault(&mail, "larger than 256 KiB");
    assert_eq!(mail.subject.expose().len(), SUBJECT_CHARS_MAX);
    assert_eq!(mail.text.expose(), "Text");
    let raw = format!("From: jana@x.example\r\n{}\r\nText", "X: y\r\n".repeat(5_000));
    check_fault(&read(raw.as_bytes()), "more than 1000 fields");
}

#[test]
fn huge_texts_are_cut_between_letters() {
    let raw = format!("From: jana@x.example\r\n\r\n{}", "ž".repeat(1 << 20));
    let mail = read(raw.as_bytes());
    check_fault(&mail, "longer than 1 MiB");
    assert!(mail.text.expose().chars().all(|c| c == 'ž'));
    let raw = format!(
        "From: jana@x.example\r\nContent-Type: text/html\r\n\r\n{}",
        "<div>".repeat(1 << 20)
    );
    let mail = read(raw.as_bytes());
    check_fault(&mail, "longer than 512 KiB");
    check_fault(&mail, "more than 8,000 tags");
    assert!(mail.html.is_none());
}

#[test]
fn faults_do_not_repeat_the_mail() {
    let mail = fixture("garbage");
    assert!(mail.faults.iter().all(|fault| fault.is_ascii()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_become_a_mail(raw in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&raw);
    }

    #[test]
    fn any_mail_like_text_becomes_a_mail(raw in "((From|To|Subject|Message-ID|References|Content-Type|Content-Disposition|Content-Transfer-Encoding): ([<>a-z@.]{0,9}|multipart/(mixed|alternative|report|digest); boundary=b|text/(plain|html); charset=[a-z0-9-]{0,9}|base64|quoted-printable|=\\?utf-8\\?[bq]\\?[A-Za-z=0-9]{0,9}\\?=|attachment; filename\\*?=\"?[a-z'%\\\\]{0,9}\"?)(\r?\n|\r\n ))*\r?\n((--b(--)?)?[ -~]{0,20}\r?\n){0,20}") {
        let mail = read(raw.as_bytes());
        prop_assert!(!mail.subject.expose().contains(['\r', '\n']));
        prop_assert!(mail.references.iter().chain(&mail.message_id).all(|id| crate::message_id::is_message_id(id)));
    }
}
