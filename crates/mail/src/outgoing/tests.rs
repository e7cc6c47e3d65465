//! What is built is read back, by our own parser and by the openssl command line.

use std::{fs, process::Command};

use model::{Chance, Clock, Mailbox, Personal};
use proptest::prelude::*;
use testkit::{FixedClock, SeededChance};

use super::*;
use crate::{Envelope, issue, make_ca, parse};

fn house() -> House {
    House { domain: "us.example".to_owned(), installation_id: "0196-7a".to_owned() }
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

fn mail(subject: &str, text: &str) -> OutgoingMail {
    OutgoingMail {
        from: Mailbox {
            name: Some(Personal::new("Eva Ö".to_owned())),
            address: address("eva@us.example"),
        },
        to: address("jana@x.example"),
        reply_to: Some(address("case+token@us.example")),
        envelope_from: Some(address("bounce+token@us.example")),
        message_id: "m.1@us.example".to_owned(),
        references: vec!["m3@x.example".to_owned(), "m2@us.example".to_owned()],
        subject: Personal::new(subject.to_owned()),
        text: Personal::new(text.to_owned()),
        at: FixedClock::noon().now(),
        signing_key: None,
        is_automatic: false,
        choices_url: None,
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn read_back(bytes: &[u8]) -> model::IncomingMail {
    parse(bytes, &Envelope { from: Some(address("eva@us.example")), recipients: vec![] })
}

/// Seven bits, short lines, CRLF everywhere.
fn check_safe(bytes: &[u8]) {
    let text = text_of(bytes);
    assert!(text.is_ascii());
    assert!(text.ends_with("\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 78, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line}");
        assert!(!line.starts_with("From "), "{line}");
    }
}

#[test]
fn what_is_built_is_read_back() {
    let subject =
        "Re: Přístup k účtu — a rather long subject that has to be folded somewhere, maybe twice";
    let text = "Dobrý den,\n\n.leading dot\nFrom the start\ntrailing space \nlong ".to_owned()
        + &"x".repeat(300);
    let bytes = build(&mail(subject, &text), &house()).unwrap();
    check_safe(&bytes);
    let back = read_back(&bytes);
    assert_eq!(back.subject.expose(), subject);
    assert_eq!(back.text.expose(), &text);
    assert_eq!(back.from.unwrap().name.unwrap().expose(), "Eva Ö");
    assert_eq!(back.reply_to.unwrap().address.expose(), "case+token@us.example");
    assert_eq!(back.message_id.as_deref(), Some("m.1@us.example"));
    assert_eq!(back.references, ["m3@x.example", "m2@us.example"]);
    let head = text_of(&bytes);
    assert!(head.contains("\r\nX-Chancery-Loop: 0196-7a\r\n"));
    assert!(head.contains("\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\n"), "{head}");
    assert!(!head.contains("Auto-Submitted"));
}

#[test]
fn other_scripts_go_as_base64_and_automatic_mail_says_so() {
    let text = "こんにちは、世界。".repeat(20);
    let mut mail = mail("日本語", &text);
    mail.is_automatic = true;
    let bytes = build(&mail, &house()).unwrap();
    check_safe(&bytes);
    assert!(text_of(&bytes).contains("Content-Transfer-Encoding: base64"));
    assert!(text_of(&bytes).contains("\r\nAuto-Submitted: auto-generated\r\n"));
    assert_eq!(read_back(&bytes).text.expose(), &text);
    assert_eq!(read_back(&bytes).subject.expose(), "日本語");
}

#[test]
fn a_notice_says_that_nobody_and_nothing_is_to_answer() {
    let mut mail = mail("3 notices", "i20261121.4 in support was answered");
    (mail.is_automatic, mail.reply_to, mail.envelope_from) = (true, None, None);
    mail.choices_url = Some("https://us.example/profile/notices".to_owned());
    let bytes = build(&mail, &house()).unwrap();
    check_safe(&bytes);
    let head = text_of(&bytes);
    for line in [
        "Auto-Submitted: auto-generated",
        "List-Id: <notices.us.example>",
        "List-Unsubscribe: <https://us.example/profile/notices>",
        "X-Auto-Response-Suppress: All",
    ] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{line} in {head}");
    }
    // Were it to come back to us, it would be known for a machine's.
    assert!(read_back(&bytes).automatic.is_some());
    // A link that would end its header is not written.
    mail.choices_url = Some("https://us.example/\r\nBcc: jana@x.example".to_owned());
    assert!(build(&mail, &house()).is_err());
}

#[test]
fn long_conversations_keep_their_ends() {
    let mut mail = mail("x", "y");
    mail.references = (0..50).rev().map(|n| format!("m{n}@x.example")).collect();
    let bytes = build(&mail, &house()).unwrap();
    check_safe(&bytes);
    let back = read_back(&bytes).references;
    let expect: Vec<String> =
        [49, 48, 47, 46, 45, 44, 3, 2, 1, 0].iter().map(|n| format!("m{n}@x.example")).collect();
    assert_eq!(back, expect);
}

#[test]
fn nothing_injects_a_header() {
    let check = |change: &dyn Fn(&mut OutgoingMail), field: &str| {
        let mut mail = mail("x", "y");
        change(&mut mail);
        let error = build(&mail, &house()).unwrap_err().to_string();
        assert!(error.contains(field), "{error}");
    };
    check(&|m| m.subject = Personal::new("a\r\nBcc: v@y.example".to_owned()), "Subject");
    check(&|m| m.subject = Personal::new("a\nb".to_owned()), "Subject");
    check(&|m| m.subject = Personal::new("a".repeat(2_000)), "Subject");
    check(&|m| m.from.name = Some(Personal::new("a\rb".to_owned())), "From");
    check(&|m| m.message_id = "a\r\nb@x".to_owned(), "Message-ID");
    check(&|m| m.message_id = String::new(), "Message-ID");
    check(&|m| m.references = vec!["ok@x".to_owned(), "a>\r\nBcc: <v@y".to_owned()], "References");
    check(&|m| m.reply_to = Some(address("case@y.example")), "Reply-To");
    check(&|m| m.envelope_from = Some(address("bounce@y.example")), "envelope sender");
    check(&|m| m.text = Personal::new("a".repeat(TEXT_OCTETS_MAX + 1)), "text");
    check(&|m| m.signing_key = Some(Personal::new(b"no key".to_vec())), "signed");
    let mut house = house();
    house.installation_id = "a\r\nb".to_owned();
    assert!(build(&mail("x", "y"), &house).is_err());
}

/// Builds a signed mail; returns it with the authority's certificate.
pub(crate) fn signed(text: &str) -> (Vec<u8>, String) {
    let chance = SeededChance::new(1);
    let chance: &dyn Chance = &chance;
    // The openssl command line checks against the real time.
    let now = crate::keys::tests::real_now();
    let ca = make_ca("Trial CA", now, chance).unwrap();
    let key = issue(&ca, "Eva Ö", &address("eva@us.example"), now, chance).unwrap();
    let mut mail = mail("Podepsáno", text);
    mail.signing_key = Some(key);
    (build(&mail, &house()).unwrap(), ca.cert_pem)
}

/// Asks the openssl command line; returns what it read out of a good signature.
pub(crate) fn verified(bytes: &[u8], ca_pem: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("mail.eml"), bytes).unwrap();
    fs::write(at("ca.pem"), ca_pem).unwrap();
    let done = Command::new("openssl")
        .args(["cms", "-verify", "-purpose", "smimesign", "-in"])
        .arg(at("mail.eml"))
        .arg("-CAfile")
        .arg(at("ca.pem"))
        .arg("-out")
        .arg(at("out"))
        .output()
        .unwrap();
    done.status.success().then(|| fs::read(at("out")).unwrap())
}

#[test]
fn openssl_accepts_the_signature() {
    for text in
        ["Dobrý den\n\nEva\n", "x", "", "ends in spaces  \n\n\n", "日本語\n".repeat(50).as_str()]
    {
        let (bytes, ca_pem) = signed(text);
        check_safe(&bytes);
        let content = verified(&bytes, &ca_pem).expect("a good signature");
        assert!(content.starts_with(b"Content-Type: text/plain; charset=utf-8\r\n"));
        assert_eq!(read_back(&bytes).text.expose(), text.trim_end());
    }
}

#[test]
fn openssl_refuses_a_changed_mail_and_another_authority() {
    let (bytes, ca_pem) = signed("Pay 100\n");
    let changed = text_of(&bytes).replace("Pay 100", "Pay 900");
    assert_ne!(changed.as_bytes(), bytes);
    assert!(verified(changed.as_bytes(), &ca_pem).is_none());
    let chance = SeededChance::new(2);
    let other = make_ca("Other CA", crate::keys::tests::real_now(), &chance).unwrap();
    assert!(verified(&bytes, &other.cert_pem).is_none());
}

proptest! {
    #[test]
    fn any_subject_and_text_survive(subject in "\\PC{0,60}", text in "([ -~]{0,90}|\\PC{0,40}|\n|\\.|From )*") {
        let clean = model::one_line(&subject);
        match build(&mail(&subject, &text), &house()) {
            Ok(bytes) => {
                check_safe(&bytes);
                let back = read_back(&bytes);
                prop_assert_eq!(back.subject.expose(), &clean);
                if !text.contains("-- ") {
                    prop_assert_eq!(back.text.expose().as_str(), text.trim_end());
                }
            }
            Err(error) => prop_assert!(matches!(error, BuildError::Control("Subject"))),
        }
    }
}
