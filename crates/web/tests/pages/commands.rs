//! The command bar as a page: what the gate allows on a case, and every place one has.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

#[tokio::test]
async fn commands_are_what_one_may_do_from_here() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser
        .get(&format!("/cases/{number}"))
        .await
        .shows(&[&format!("data-from=\"/commands?case={number}\"")]);
    let page = browser.get(&format!("/commands?case={number}")).await;
    page.is(StatusCode::OK).shows(&[
        &format!("href=\"/cases/{number}#reply\""),
        &format!("action=\"/cases/{number}/closure\""),
        "Move to triage",
        "My cases",
        "Passphrase",
        "Queue support",
        "href=\"/profile\"",
    ]);
    // What is not theirs is not there: the log is the auditor's.
    page.hides(&["href=\"/log\"><span>"]);
    // Typed words leave only what holds them.
    let page = browser.get(&format!("/commands?case={number}&q=MOVE+abuse")).await;
    page.shows(&["Move to abuse"]).hides(&["Move to triage", "Close the case"]);
    browser.get("/commands?q=elephant").await.shows(&["Nothing that you may do"]);
    // A command posts what the page of the case would.
    let fields = [("version", "3"), ("queue", "abuse")];
    browser.post(&format!("/cases/{number}/placement"), &fields).await.to();
    browser.get("/commands?case=nothing").await.is(StatusCode::NOT_FOUND);
    browser.get("/commands?case=s20200101.1").await.is(StatusCode::NOT_FOUND);
}
