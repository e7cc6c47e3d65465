//! A requester's own pages.

use axum::http::StatusCode;
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
