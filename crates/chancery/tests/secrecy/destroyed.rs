//! After a person is destroyed, an older copy of everything but the keys opens nothing of theirs.

use std::{fs, path::Path};

use desk::{DeskError, NoteDraft, ReplyDraft, Window};
use model::{Actor, Address, CaseNumber, Personal, Role};
use tempfile::TempDir;
use testkit::{
    house::{Member, TestHouse},
    postgres::TestDatabase,
};

use crate::mails;

testkit::house_tests!(an_older_copy_opens_nothing_of_the_destroyed);

/// Who is destroyed.
const ALICE: &str = "alice.wunder@wunder.example";

/// Her own mail, with everything a mail can hold.
const ALICES: &str = "From: Alice Wunderlich <alice.wunder@wunder.example>\r\n\
    To: support@desk.example\r\nSubject: Alice Wunderlich lost her yubikey\r\n\
    Message-ID: <a1@wunder.example>\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
    --c\r\nContent-Type: text/plain\r\n\r\nMy phone is +420 601 123 456, the marmalade is mine.\r\n\
    Alice Wunderlich\r\n\
    --c\r\nContent-Type: text/html\r\n\r\n<p>My phone is <b>+420 601 123 456</b>.</p>\r\n--c--\r\n\
    --b\r\nContent-Type: text/plain; name=wunderlich.txt\r\nContent-Disposition: attachment; \
    filename=wunderlich.txt\r\n\r\nA list of Alice Wunderlich.\r\n--b--\r\n";

/// Bob writes, with Alice in copy and in the text.
const BOBS: &str = "From: Bob Steinmetz <bob@steinmetz.example>\r\n\
    To: support@desk.example\r\nCc: Alice Wunderlich <alice.wunder@wunder.example>\r\n\
    Subject: Invoice of Bob Steinmetz\r\nMessage-ID: <b1@steinmetz.example>\r\n\r\n\
    Call me at +420 601 987 654 or ask Alice Wunderlich about the rhubarb.\r\nBob Steinmetz\r\n";

/// Carol mentions Alice; nothing says who that is.
const CAROLS: &str = "From: Carol Oldenburg <carol@oldenburg.example>\r\n\
    To: support@desk.example\r\nSubject: Question\r\nMessage-ID: <c1@oldenburg.example>\r\n\r\n\
    Dear Sir, Alice Wunderlich told me to write. My number is +420 601 555 111.\r\nCarol Oldenburg\r\n";

/// The cases of the three.
struct Cases {
    alices: CaseNumber,
    bobs: CaseNumber,
    carols: CaseNumber,
}

async fn an_older_copy_opens_nothing_of_the_destroyed(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let cases = Cases {
        alices: mails::take_in(&house, ALICES.as_bytes()).await,
        bobs: mails::take_in(&house, BOBS.as_bytes()).await,
        carols: mails::take_in(&house, CAROLS.as_bytes()).await,
    };
    for number in [cases.alices, cases.bobs, cases.carols] {
        house.give(number, &tessa, &egon).await;
    }
    let note = Personal::new("Rang Alice Wunderlich on +420 601 123 456.".to_owned());
    house.desk.note(&egon.actor, cases.alices, NoteDraft { text: note.clone() }).await.unwrap();
    let reply = ReplyDraft { text: note, n_seen: None };
    house.desk.reply(&egon.actor, cases.alices, reply).await.unwrap();
    house.wait_secs(16);
    assert_eq!(house.leave().await.len(), 2);
    sequence(&house).await;
    opens_before(&house, &egon, &cases).await;
    let alice = house.vault.find_person(&Address::parse(ALICE).unwrap()).unwrap().unwrap();

    let copy = Copy::of(&house);
    house.desk.destroy_person(&Actor::Founder, &Address::parse(ALICE).unwrap()).await.unwrap();
    sequence(&house).await;

    nothing_of_alice(&house, &egon, &cases, alice).await;
    others_stand(&house, &egon, &cases).await;
    assert!(house.desk.rehash_words().await.unwrap() > 0);
    assert_eq!(house.desk.rehash_words().await.unwrap(), 0, "once is enough");
    others_stand(&house, &egon, &cases).await;
    let restored = copy.restore(&house).await;
    the_index_is_mute(&restored).await;
    assert!(restored.desk.rehash_words().await.unwrap() > 0, "as every start does");
    nothing_of_alice(&restored, &egon, &cases, alice).await;
    others_stand(&restored, &egon, &cases).await;
    for house in [&house, &restored] {
        sequence(house).await;
        let found = house.desk.verify_log(None).await.unwrap();
        assert!(found.report.is_sound(), "{:?}", found.report);
    }
}

/// What opens while she is there, so that what follows cannot hold by accident.
async fn opens_before(house: &TestHouse, egon: &Member, cases: &Cases) {
    let alices = mails::read(ALICES.as_bytes());
    let page = house.desk.show(&egon.actor, cases.alices).await.unwrap();
    let message = &page.messages[0];
    let id = message.message.id;
    let original = house.desk.unseal(&egon.actor, cases.alices, id, None).await.unwrap();
    assert_eq!(original.text, alices.text);
    assert_eq!(original.subject, alices.subject);
    let file = message.attachments[0].id;
    let file = house.desk.unseal_file(&egon.actor, cases.alices, id, file, None).await.unwrap();
    assert_eq!(file.bytes, alices.attachments[0].bytes);
    assert_eq!(blobs(house, id).await, [("raw", true), ("html", true), ("attachment", true)]);
    assert_eq!(found(house, egon, "marmalade").await, [cases.alices]);
    let page = house.desk.show(&egon.actor, cases.bobs).await.unwrap();
    let id = page.messages[0].message.id;
    let original = house.desk.unseal(&egon.actor, cases.bobs, id, None).await.unwrap();
    assert_eq!(original.text, mails::read(BOBS.as_bytes()).text);
    assert_eq!(blobs(house, id).await, [("raw", true)]);
}

/// Nothing of her opens: neither twin nor original, files, name, address, nor what was written to her.
async fn nothing_of_alice(house: &TestHouse, egon: &Member, cases: &Cases, alice: model::PersonId) {
    let desk = &house.desk;
    let page = desk.show(&egon.actor, cases.alices).await.unwrap();
    assert!(page.view.subject.is_none() && page.view.excerpt.is_none());
    assert_eq!(page.messages.len(), 3);
    for message in &page.messages {
        assert!(message.subject.is_none() && message.text.is_none());
        assert!(message.message.author_staff_id.is_some() || message.from.is_none());
        assert!(message.attachments.iter().all(|file| file.name.is_none()));
        let id = message.message.id;
        let opened = desk.unseal(&egon.actor, cases.alices, id, None).await;
        assert!(matches!(opened, Err(DeskError::Destroyed)), "{opened:?}");
        for file in &message.attachments {
            let opened = desk.unseal_file(&egon.actor, cases.alices, id, file.id, None).await;
            assert!(matches!(opened, Err(DeskError::Destroyed)), "{opened:?}");
        }
        assert!(blobs(house, id).await.iter().all(|(_, opens)| !opens));
    }
    let address = Address::parse(ALICE).unwrap();
    assert!(house.vault.find_person(&address).unwrap().is_none());
    assert!(desk.find_person(&egon.actor, &address).await.unwrap().is_none());
    for words in ["marmalade", "yubikey", "\"my phone\" marmalade"] {
        assert!(found(house, egon, words).await.is_empty(), "{words} finds her case");
    }
    let own = desk.own_request(&house.requester(alice), cases.alices, Window::Newest).await;
    assert!(matches!(own, Err(DeskError::Destroyed | DeskError::NotFound)), "{own:?}");
}

/// The others' texts stand, without her values where she was known.
async fn others_stand(house: &TestHouse, egon: &Member, cases: &Cases) {
    let desk = &house.desk;
    let page = desk.show(&egon.actor, cases.bobs).await.unwrap();
    let message = &page.messages[0];
    assert!(message.text.as_ref().unwrap().expose().contains("rhubarb"));
    let id = message.message.id;
    let original = desk.unseal(&egon.actor, cases.bobs, id, None).await.unwrap();
    let text = original.text.expose();
    assert!(text.contains("+420 601 987 654") && text.contains("Bob Steinmetz"), "{text}");
    assert!(!text.contains("Alice") && !text.contains("Wunderlich"), "{text}");
    assert!(original.subject.expose().contains("Bob Steinmetz"));
    // The bytes as sent die with the first of those who stand in them.
    assert_eq!(blobs(house, id).await, [("raw", false)]);
    assert_eq!(found(house, egon, "rhubarb").await, [cases.bobs]);

    // Whom a mail only mentions is not recognised: the name is the writer's to keep, as on paper.
    let page = desk.show(&egon.actor, cases.carols).await.unwrap();
    let id = page.messages[0].message.id;
    let original = desk.unseal(&egon.actor, cases.carols, id, None).await.unwrap();
    assert_eq!(original.text, mails::read(CAROLS.as_bytes()).text);
    assert_eq!(blobs(house, id).await, [("raw", true)]);
}

/// The words of the copy are hashed under a key that is gone: whoever tries words one by one finds none.
async fn the_index_is_mute(house: &TestHouse) {
    assert!(house.vault.word_keys().unwrap().before.is_none());
    let mut reader = house.db.read().await.unwrap();
    let queues: Vec<_> = reader.queues().await.unwrap().iter().map(|queue| queue.id).collect();
    for word in ["marmalade", "rhubarb", "question"] {
        let hashes = house.desk.words_of("", word).unwrap().hashes;
        assert!(reader.search(&[vec![hashes]], &queues).await.unwrap().is_empty(), "{word}");
    }
}

/// The kinds of a message's blobs, and whether each opens.
async fn blobs(house: &TestHouse, id: model::MessageId) -> Vec<(&'static str, bool)> {
    let rows = house.db.read().await.unwrap().blobs(id).await.unwrap();
    let mut opened = Vec::new();
    for row in rows {
        let wrap = vault::BlobWrap::from_bytes(row.wrap);
        let bytes = house.vault.open_blob(row.id, &wrap).await.unwrap();
        opened.push((row.kind.as_str(), bytes.is_some()));
    }
    opened
}

async fn found(house: &TestHouse, member: &Member, query: &str) -> Vec<CaseNumber> {
    let page = house.desk.search(&member.actor, query).await.unwrap();
    page.cases.iter().map(|view| view.case.number).collect()
}

async fn sequence(house: &TestHouse) {
    while house.desk.sequence().await.unwrap() > 0 {}
}

/// A copy of the data folder, as an operator keeps it: database and blobs, without the keys.
struct Copy {
    dir: TempDir,
    database: Option<TestDatabase>,
}

impl Copy {
    fn of(house: &TestHouse) -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy_folder(house.dir.path(), dir.path());
        fs::remove_dir_all(dir.path().join("keys")).unwrap();
        Self { dir, database: house.database.as_ref().map(|found| found.copy().unwrap()) }
    }

    /// Opens the copy beside the keys that the house has now.
    async fn restore(self, house: &TestHouse) -> TestHouse {
        copy_folder(&house.dir.path().join("keys"), &self.dir.path().join("keys"));
        let url = match &self.database {
            Some(database) => database.url.clone(),
            None => format!("sqlite:{}", self.dir.path().join("chancery.sqlite").display()),
        };
        let config = house.desk.settings().clone();
        let restored = TestHouse::open(self.dir, url, self.database, config, 8).await;
        // The clock of the house has moved; sessions must not begin in the future.
        restored.wait_secs(16);
        restored
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
