//! A requester's day: a first mail, the way in, an answer, a file, thanks, who looked, all data, and a correction asked for.

use std::{fs, io::Read, path::Path, time::Duration};

use serde_json::json;
use testkit::Chromium;
use zip::ZipArchive;

use crate::{
    api::text,
    ground::{Ground, Scripts},
    house::House,
    stories, until,
};

const MARTA: (&str, &str) = ("Marta Bergmann", "marta.bergmann@customer.example");
const SUBJECT: &str = "Certificate runs out";
const WORDS: &str = "Mine runs out on Friday. Please call me on +420 601 123 456.";
const REASON: &str = "to see which certificate she means";
const CORRECTION: &str = "My surname is Bergman, with one n at its end.";

/// Time until the browser has kept a file.
const SAVED_TIME: Duration = Duration::from_secs(20);

stories!(
    a_requester_sees_it_through_and_sees_who_looked,
    a_requester_without_scripts_sees_it_through_and_sees_who_looked,
);

async fn a_requester_sees_it_through_and_sees_who_looked(house: House) {
    tell(house, Scripts::On).await;
}

async fn a_requester_without_scripts_sees_it_through_and_sees_who_looked(house: House) {
    tell(house, Scripts::Off).await;
}

async fn tell(house: House, scripts: Scripts) {
    let ground = Ground::lay(house).await;
    // Eight in the morning: she writes a mail. Egon gets it, opens what she wrote, says why, and asks back.
    let number = ground.request(MARTA, SUBJECT, WORDS).await;
    let message = text(&ground.egon.api.messages(&number).await[0], "id").to_owned();
    let original = format!("/cases/{number}/messages/{message}/unsealing");
    ground.egon.api.make(&original, json!({ "reason": REASON })).await;
    ground.egon.api.reply(&number, "Please send us the certificate that you mean.").await;
    ground.mail_to(MARTA.1, "the certificate that you mean").await;

    // Ten: the answer is there. She asks for a link, which comes by mail, and is in.
    let pages = ground.portal_of(MARTA.1, scripts).await;
    pages.sees(&[SUBJECT, &number, "We answered and wait for you"]).await;
    pages.follow(SUBJECT).await;
    pages.sees(&[WORDS, "the certificate that you mean"]).await;
    answers_with_a_file(&pages, ground.house.desk()).await;
    let messages = ground.egon.api.wait_for_messages(&number, 3).await;
    assert_eq!(text(&messages[2], "direction"), "in");
    assert_eq!(messages[2]["attachments"].as_array().map(Vec::len), Some(1), "{messages:?}");

    // Noon: it is done, and she says so.
    ground.egon.api.reply(&number, "It is renewed, for a year.").await;
    ground.mail_to(MARTA.1, "for a year").await;
    pages.go(&format!("/me/requests/{number}")).await;
    pages.sees(&["for a year", "Did our answer help?"]).await;
    pages.press("Yes, it helped").await;
    pages.sees(&["The request is resolved", "You said that it helped"]).await;
    let case = ground.egon.api.read(&format!("/cases/{number}")).await;
    assert_eq!(text(&case, "state"), "resolved");

    sees_what_is_kept(&pages).await;
    sees_who_looked(&pages, &number).await;
    takes_her_data(&pages, &ground.house.desk().join("downloads")).await;
    asks_for_a_correction(&pages).await;
    let cases = ground.tessa.api.wait_for_cases("triage", 1).await;
    assert_eq!(text(&cases[0], "subject"), "Something that you hold about me is wrong");

    // Evening: she leaves, and whoever sits down there after her finds nothing.
    pages.press("Sign out").await;
    pages.is_at("/sign-in").await;
    pages.go("/me/looks").await;
    pages.is_at("/sign-in").await;
    drop(pages);
    ground.ends_sound();
}

async fn answers_with_a_file(pages: &Chromium, folder: &Path) {
    let file = folder.join("my certificate.pem");
    fs::write(&file, "-----BEGIN CERTIFICATE-----\n").unwrap();
    pages.fill("Add a message", "Here it is.").await;
    pages.attach("Files", &file).await;
    pages.press("Send to us").await;
    pages.sees(&["We have your message", "Here it is.", "my certificate.pem"]).await;
}

/// What of it is kept, as what, and until when: here of the request, there of each kind.
async fn sees_what_is_kept(pages: &Chromium) {
    pages.sees(&["What is kept until when", "Personal", "until you ask us to forget you"]).await;
    pages.sees(&["we say to nobody beforehand"]).await;
}

/// Who, what, when, as what, and why, in plain words.
async fn sees_who_looked(pages: &Chromium, number: &str) {
    pages.follow("Who looked at my data").await;
    pages.is_at("/me/looks").await;
    pages.sees(&["Egon Engineer", "opened message 1", number, "support engineer", REASON]).await;
}

/// All that is held about her, as one archive that says what is in it; and what of it is kept until when.
async fn takes_her_data(pages: &Chromium, folder: &Path) {
    fs::create_dir(folder).unwrap();
    pages.keeps_downloads_in(folder).await;
    pages.follow("What is held about me").await;
    pages.is_at("/me/fields").await;
    pages.sees(&["Date of birth", "nothing is held", "What is kept until when"]).await;
    pages.sees(&["until you send or empty it", "a link holds for 15 minutes"]).await;
    pages.press("Download all of it").await;
    let mut data = until("her data is saved", SAVED_TIME, async || {
        // The browser gives a file its name when all of it is there.
        ZipArchive::new(fs::File::open(folder.join("my-data.zip")).ok()?).ok()
    })
    .await;
    let mut all = String::new();
    for n in 0..data.len() {
        let mut file = data.by_index(n).unwrap();
        all.push_str(&format!("{}\n", file.name().unwrap()));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    let file = ["my certificate.pem", "BEGIN CERTIFICATE", "-mail.eml"];
    for words in
        [SUBJECT, WORDS, "Here it is.", "for a year", REASON, "index.txt"].iter().chain(&file)
    {
        assert!(all.contains(words), "{words:?} is not in {all}");
    }
}

async fn asks_for_a_correction(pages: &Chromium) {
    pages.follow("Ask us to correct it").await;
    pages.is_at("/me/requests/new").await;
    let subject = pages.value("What is it about?").await;
    assert_eq!(subject, "Something that you hold about me is wrong");
    pages.fill("What happened, and what do you need?", CORRECTION).await;
    pages.press("Send to us").await;
    pages.sees(&[CORRECTION, "nobody has taken it yet"]).await;
}
