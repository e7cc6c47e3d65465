//! A requester's own pages.

use std::io::{Cursor, Read};

use axum::http::{Method, StatusCode, header};
use model::{Address, Role};
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

async fn jana(house: &TestHouse) -> (String, Browser) {
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Passphrase of Jana", "It is lost.");
    let number = house.number(house.mail(mail).await).await.to_string();
    let person = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let browser = Browser::signed_in(house, &site(house), person.unwrap()).await;
    (number, browser)
}

#[tokio::test]
async fn one_reads_ones_own_words_and_adds_to_them() {
    let house = TestHouse::sqlite().await;
    let (number, browser) = jana(&house).await;
    assert_eq!(browser.get("/").await.to(), "/me");
    browser.get("/me").await.is(StatusCode::OK).shows(&[
        &number,
        "Passphrase of Jana",
        "nobody has taken it yet",
    ]);
    let path = format!("/me/requests/{number}");
    browser.get(&path).await.shows(&["It is lost.", "You"]);
    let added = browser.post(&format!("{path}/messages"), &[("text", "I found it!")]).await;
    browser.get(added.to()).await.shows(&["We have your message", "I found it!"]);
    let empty = browser.post(&format!("{path}/messages"), &[("text", " ")]).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["text-error"]);
    browser.get("/me/looks").await.shows(&["Nobody has opened anything of yours"]);
}

#[tokio::test]
async fn one_opens_a_new_request() {
    let house = TestHouse::sqlite().await;
    let (_, browser) = jana(&house).await;
    browser.get("/me/requests/new").await.is(StatusCode::OK);
    let page = browser.post("/me/requests", &[("subject", ""), ("text", "Where is it?")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["subject-error", "Where is it?"]);
    let page = browser.post("/me/requests", &[("subject", "Certificate"), ("text", "")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["text-error", "value=\"Certificate\""]);
    let made =
        browser.post("/me/requests", &[("subject", "Certificate"), ("text", "Where?")]).await;
    browser.get(made.to()).await.shows(&["Certificate", "Where?"]);
}

#[tokio::test]
async fn anothers_request_is_not_there() {
    let house = TestHouse::sqlite().await;
    let (_, browser) = jana(&house).await;
    let other = mail_from("Petr", "petr@mail.example", "Mine", "Only mine.");
    let number = house.number(house.mail(other).await).await;
    let theirs = browser.get(&format!("/me/requests/{number}")).await;
    theirs.is(StatusCode::NOT_FOUND).hides(&["Only mine"]);
    let nothing = browser.get("/me/requests/s20261121.999").await;
    nothing.is(StatusCode::NOT_FOUND);
    let stable = |html: &str| html.split("name <span").next().unwrap().to_owned();
    assert_eq!(stable(&theirs.html), stable(&nothing.html));
    browser.get("/me").await.is(StatusCode::OK);
    let path = format!("/me/requests/{number}/messages");
    browser.post(&path, &[("text", "planted")]).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn notes_are_never_shown_and_replies_only_when_they_left() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let (number, browser) = jana(&house).await;
    house.give(number.parse().unwrap(), &tessa, &egon).await;
    let engineer = Browser::of_member(&house, &site(&house), &egon).await;
    let path = format!("/cases/{number}");
    engineer.post(&format!("{path}/notes"), &[("text", "Looks suspicious.")]).await.to();
    let fields = [("text", "Here is how."), ("n_seen", "2")];
    engineer.post(&format!("{path}/replies"), &fields).await.to();
    let own = format!("/me/requests/{number}");
    browser.get(&own).await.hides(&["Looks suspicious", "Here is how"]);
    house.wait_secs(20);
    house.leave().await;
    browser.get(&own).await.hides(&["Looks suspicious"]).shows(&["Here is how."]);
}

#[tokio::test]
async fn all_that_is_held_comes_as_one_archive() {
    let house = TestHouse::sqlite().await;
    let (number, browser) = jana(&house).await;
    let other = mail_from("Petr", "petr@mail.example", "Mine", "Only mine.");
    house.mail(other).await;
    browser.get("/me/fields").await.shows(&["What is kept until when", "Download all of it"]);
    browser.get(&format!("/me/requests/{number}")).await.shows(&["until you <a", "Personal"]);
    let token = browser.token();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let fields = format!("csrf={token}");
    let headers = [form, ("sec-fetch-site", "same-origin")];
    let (status, headers, bytes) =
        browser.send_for_bytes(Method::POST, "/me/export", &headers, fields).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "application/zip");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let saved = headers[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert_eq!(saved, "attachment; filename=\"my-data.zip\"");

    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let names: Vec<String> = names.collect();
    let messages = format!("requests/{number}/messages.json");
    let mail = format!("requests/{number}/files/0001-mail.eml");
    assert_eq!(names, ["holdings.json", messages.as_str(), mail.as_str(), "index.txt"]);
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let told: serde_json::Value = serde_json::from_str(&read(&messages)).unwrap();
    assert_eq!(told["request"]["subject"], "Passphrase of Jana");
    assert_eq!(told["messages"][0]["text"], "It is lost.");
    assert_eq!(told["messages"][0]["files"][0]["path"], mail);
    let held: serde_json::Value = serde_json::from_str(&read("holdings.json")).unwrap();
    assert_eq!(held["name"], "Jana Nováková");
    assert_eq!(held["addresses"], serde_json::json!(["jana@mail.example"]));
    let index = read("index.txt");
    for words in ["What is held about you", "What is not here", "Passphrase of Jana", &number] {
        assert!(index.contains(words), "{words:?} is not in {index}");
    }
    for name in names {
        assert!(!read(&name).contains("Only mine."), "{name}");
    }
}
