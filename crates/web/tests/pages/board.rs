//! The board and the search.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

#[tokio::test]
async fn the_board_shows_redacted_rows_with_their_clock() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail = mail_from(
        "Jana Nováková",
        "jana.novakova@mail.example",
        "Passphrase of Jana",
        "Call +420 601 123 456, says Jana.",
    );
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let page = browser.get("/cases").await;
    page.is(StatusCode::OK)
        .shows(&[
            &number.to_string(),
            "Passphrase of",
            "pending",
            "in 4 h",
            "4 h from 12:00",
            "nobody",
        ])
        .shows(&["<span class=\"placeholder\">[person 1]</span>"])
        .hides(&["Jana", "Nováková", "601 123"]);
    browser
        .get("/cases?queue=triage&state=pending")
        .await
        .shows(&[&number.to_string(), "value=\"queue:triage state:pending\""]);
    browser.get("/cases?queue=triage&state=closed").await.shows(&["Nothing waits here"]);
    browser.get("/cases?assigned=me").await.shows(&["Nothing waits here"]);
    for odd in [
        "/cases?queue=Ö",
        "/cases?state=gone",
        "/cases?after=1",
        "/cases?after=x-y",
        "/cases?queue=nowhere",
    ] {
        browser.get(odd).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_board_goes_on_page_by_page() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    for index in 0..53 {
        let text = "x".repeat(index + 1);
        house.mail(mail_from("Jana", "jana@mail.example", &format!("Matter {index}"), &text)).await;
        house.wait_secs(1);
    }
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let first = browser.get("/cases?queue=triage").await;
    assert_eq!(first.html.matches("<td role=\"cell\" class=\"matter\">").count(), 50);
    first.shows(&["Matter 52", "Matter 3<"]).hides(&["Matter 2<"]);
    let next = first.html.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = browser.get(&next.replace("&#38;", "&")).await;
    assert_eq!(second.html.matches("<td role=\"cell\" class=\"matter\">").count(), 3);
    second.shows(&["Matter 2<", "Matter 0<", "First page"]).hides(&["Matter 3<", "rel=\"next\""]);
}

#[tokio::test]
async fn the_box_searches_words_and_narrows_the_board() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail =
        mail_from("Jana", "jana@mail.example", "Certificate", "The renewal shows error seventeen.");
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser
        .get("/searches?q=renewal+seventeen")
        .await
        .is(StatusCode::OK)
        .shows(&[&number.to_string()]);
    browser.get("/searches?q=elephant").await.shows(&["Nothing in your queues"]);
    assert_eq!(
        browser.get("/searches?q=queue:triage+state:open").await.to(),
        "/cases?queue=triage&state=open"
    );
    let page = browser.get("/searches?q=queue:triage+renewal").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["one or the other"]);
    let page = browser.get("/searches?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    page.hides(&["<script>alert"]);
}

#[tokio::test]
async fn a_person_is_found_by_post_alone() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser.get("/people").await.is(StatusCode::OK);
    let found = browser.post("/people", &[("address", "JANA@mail.example")]).await;
    found.is(StatusCode::OK).shows(&[&number.to_string()]).hides(&["jana@mail.example"]);
    browser
        .post("/people", &[("address", "nobody@mail.example")])
        .await
        .shows(&["None in your queues"]);
    browser.post("/people", &[("address", "nobody")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}
