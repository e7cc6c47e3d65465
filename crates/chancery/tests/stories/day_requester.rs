//! A requester's day: a first mail, the way in, an answer, a file, thanks, who looked, all data, and a correction asked for.

use std::{fs, path::Path, time::Duration};

use serde_json::{Value, json};
use testkit::Chromium;

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

    // Ten: the answer is on her telephone. She asks for a link, which comes by mail, and is in.
    let phone = ground.telephone_with(MARTA.1, scripts).await;
    phone.sees(&[SUBJECT, &number, "We answered and wait for you"]).await;
    phone.follow(SUBJECT).await;
    phone.sees(&[WORDS, "the certificate that you mean"]).await;
    answers_with_a_file(&phone, ground.house.desk()).await;
    let messages = ground.egon.api.wait_for_messages(&number, 3).await;
    assert_eq!(text(&messages[2], "direction"), "in");
    assert_eq!(messages[2]["attachments"].as_array().map(Vec::len), Some(1), "{messages:?}");

    // Noon: it is done, and she says so.
    ground.egon.api.reply(&number, "It is renewed, for a year.").await;
    ground.mail_to(MARTA.1, "for a year").await;
    phone.go(&format!("/me/requests/{number}")).await;
    phone.sees(&["for a year", "Did our answer help?"]).await;
    phone.press("Yes, it helped").await;
    phone.sees(&["The request is resolved", "You said that it helped"]).await;
    let case = ground.egon.api.read(&format!("/cases/{number}")).await;
    assert_eq!(text(&case, "state"), "resolved");

    sees_who_looked(&phone, &number).await;
    takes_her_data(&phone, &ground.house.desk().join("downloads")).await;
    asks_for_a_correction(&phone).await;
    let cases = ground.tessa.api.wait_for_cases("triage", 1).await;
    assert_eq!(text(&cases[0], "subject"), "Something that you hold about me is wrong");

    // Evening: she leaves, and whoever finds the telephone finds nothing.
    phone.press("Sign out").await;
    phone.is_at("/sign-in").await;
    phone.go("/me/looks").await;
    phone.is_at("/sign-in").await;
    drop(phone);
    ground.ends_sound();
}

async fn answers_with_a_file(phone: &Chromium, folder: &Path) {
    let file = folder.join("my certificate.pem");
    fs::write(&file, "-----BEGIN CERTIFICATE-----\n").unwrap();
    phone.fill("Add a message", "Here it is.").await;
    phone.attach("Files", &file).await;
    phone.press("Send to us").await;
    phone.sees(&["We have your message", "Here it is.", "my certificate.pem"]).await;
}

/// Who, what, when, as what, and why, in plain words.
async fn sees_who_looked(phone: &Chromium, number: &str) {
    phone.follow("Who looked at my data").await;
    phone.is_at("/me/looks").await;
    phone.sees(&["Egon Engineer", "opened message 1", number, "support engineer", REASON]).await;
}

/// All that is held about her, as one file that programs read, too.
async fn takes_her_data(phone: &Chromium, folder: &Path) {
    fs::create_dir(folder).unwrap();
    phone.keeps_downloads_in(folder).await;
    phone.follow("What is held about me").await;
    phone.is_at("/me/fields").await;
    phone.sees(&["Date of birth", "nothing is held"]).await;
    phone.press("Download all of it").await;
    let data: Value = until("her data is saved", SAVED_TIME, async || {
        // The browser gives a file its name when all of it is there.
        let bytes = fs::read(folder.join("my-data.json")).ok()?;
        serde_json::from_slice(&bytes).ok()
    })
    .await;
    let data = data.to_string();
    for words in [SUBJECT, WORDS, "Here it is.", "for a year", REASON] {
        assert!(data.contains(words), "{words:?} is not in {data}");
    }
}

async fn asks_for_a_correction(phone: &Chromium) {
    phone.follow("Ask us to correct it").await;
    phone.is_at("/me/requests/new").await;
    let subject = phone.value("What is it about?").await;
    assert_eq!(subject, "Something that you hold about me is wrong");
    phone.fill("What happened, and what do you need?", CORRECTION).await;
    phone.press("Send to us").await;
    phone.sees(&[CORRECTION, "nobody has taken it yet"]).await;
}
