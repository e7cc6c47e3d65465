//! The mails of `fixtures/mails`, as a door would bring them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use desk::{NewIntake, Received};
use mail::Envelope;
use model::{Address, CaseNumber, IncomingMail};
use testkit::house::{DOMAIN, TestHouse};

/// The languages, as folders.
pub const LANGUAGES: [&str; 8] = ["cs", "de", "en", "es", "fr", "ja", "pl", "ru"];

/// A mail of the fixtures.
pub struct TestMail {
    /// Its folder.
    pub language: &'static str,
    /// Its place: `cs/03`.
    pub name: String,
    /// The mail as sent.
    pub raw: Vec<u8>,
    /// What its writer listed as personal.
    pub personal: Vec<String>,
}

impl TestMail {
    /// Reads it as the mail room does.
    pub fn read(&self) -> IncomingMail {
        read(&self.raw)
    }
}

/// Reads all mails.
pub fn all() -> Vec<TestMail> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/mails");
    let mut mails = Vec::new();
    for language in LANGUAGES {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(root.join(language)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "eml")) {
            let personal = fs::read_to_string(path.with_extension("personal")).unwrap();
            mails.push(TestMail {
                language,
                name: format!("{language}/{}", path.file_stem().unwrap().display()),
                raw: fs::read(path).unwrap(),
                personal: personal.lines().map(str::to_owned).collect(),
            });
        }
    }
    assert_eq!(mails.len(), 200);
    mails
}

/// Reads raw bytes under the envelope that their header suggests.
pub fn read(raw: &[u8]) -> IncomingMail {
    let head = mail::parse(raw, &Envelope::default());
    let mut recipients: Vec<Address> = head
        .others
        .iter()
        .map(|mailbox| mailbox.address.clone())
        .filter(|address| address.domain() == DOMAIN)
        .collect();
    if recipients.is_empty() {
        recipients.push(Address::parse(&format!("support@{DOMAIN}")).unwrap());
    }
    let from = head.from.map(|mailbox| mailbox.address);
    mail::parse(raw, &Envelope { from, recipients })
}

/// Takes raw bytes in as the listener and the intake job do; returns the number of the case.
pub async fn take_in(house: &TestHouse, raw: &[u8]) -> CaseNumber {
    let mail = read(raw);
    let intake = NewIntake {
        envelope_from: mail.envelope_from.clone(),
        recipients: mail.recipients.clone(),
        peer: Some([192, 0, 2, 1].into()),
        helo: "mx.sender.example".to_owned(),
        bytes: raw.to_vec(),
    };
    let id = house.desk.accept(intake).await.unwrap();
    match house.desk.receive(id, mail).await.unwrap() {
        Received::Opened(case_id) | Received::Added(case_id) | Received::Reported(case_id) => {
            house.number(case_id).await
        }
        Received::Again => panic!("every mail is another"),
    }
}
