//! The log: browsed by those who may, proven, its checkpoint public.

use axum::http::{StatusCode, header};
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

#[tokio::test]
async fn the_log_is_browsed_and_proven() {
    let house = TestHouse::sqlite().await;
    let ada = house.member("ada", &[Role::Auditor]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Passphrase", "It is lost.");
    let number = house.number(house.mail(mail).await).await;
    house.desk.sequence().await.unwrap();
    let browser = Browser::of_member(&house, &site(&house), &ada).await;
    let page = browser.get("/log").await;
    page.is(StatusCode::OK)
        .shows(&["staff.invite", "case.open", "under one signed checkpoint"])
        .hides(&["Jana", "jana@mail.example"]);
    browser
        .get("/log?act=case.open")
        .await
        .shows(&["<option selected>case.open"])
        .hides(&["<td role=\"cell\" class=\"act\">staff.invite"]);
    browser
        .get(&format!("/log?act=&number={number}"))
        .await
        .shows(&["class=\"act\">case.open", &format!("value=\"{number}\"")])
        .hides(&["class=\"act\">staff.invite"]);
    browser.get("/log?number=s20200101.1").await.is(StatusCode::OK).shows(&["No entry fits"]);
    for query in ["act=nonsense", "number=nonsense"] {
        browser.get(&format!("/log?{query}")).await.is(StatusCode::NOT_FOUND);
    }
    let page = browser.get("/log/0").await;
    page.is(StatusCode::OK).shows(&["&#34;v&#34;:1", "Leaf hash", "/log/0/proof", "Policies"]);
    for path in ["/log/999", "/log/-1", "/log/x", "/log/99999999999999999999"] {
        browser.get(path).await.is(StatusCode::NOT_FOUND);
    }
    let proof = browser.get("/log/0/proof").await;
    proof.is(StatusCode::OK).shows(&["desk.example/chancery"]);
    assert_eq!(proof.headers[header::CONTENT_TYPE], "application/json");
}

#[tokio::test]
async fn the_checkpoint_is_for_anybody() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    browser.get("/audit/checkpoint").await.is(StatusCode::NOT_FOUND);
    house.member("ada", &[Role::Auditor]).await;
    house.desk.sequence().await.unwrap();
    let note = browser.get("/audit/checkpoint").await;
    note.is(StatusCode::OK);
    assert!(house.desk.log_verifier().verify(&note.html).is_ok());
}

#[tokio::test]
async fn the_whole_log_is_verified() {
    let house = TestHouse::sqlite().await;
    let ada = house.member("ada", &[Role::Auditor]).await;
    house.desk.sequence().await.unwrap();
    let browser = Browser::of_member(&house, &site(&house), &ada).await;
    browser.get("/log").await.shows(&["Verify the whole log"]);
    let page = browser.post("/log/verification", &[]).await;
    page.is(StatusCode::OK).shows(&["The log is whole", "1 signed and fitting"]);
}

#[tokio::test]
async fn probes_carry_the_headers_of_every_answer() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    for path in ["/healthz", "/readyz", "/metrics"] {
        let answer = browser.get(path).await;
        answer.is(StatusCode::OK);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn a_form_that_leads_nowhere_claims_no_record() {
    let house = TestHouse::sqlite().await;
    let ada = house.member("ada", &[Role::Auditor]).await;
    let browser = Browser::of_member(&house, &site(&house), &ada).await;
    let foreseen = browser.get("/people").await;
    foreseen.is(StatusCode::FORBIDDEN).shows(&["Nothing was tried"]).hides(&["on record"]);
    let tried = browser.post("/people", &[("address", "jana@mail.example")]).await;
    tried.is(StatusCode::FORBIDDEN).shows(&["The refusal is on record"]);
    house.desk.sequence().await.unwrap();
    let log = browser.get("/log?act=person.find").await;
    assert_eq!(log.html.matches("</svg>refused").count(), 1, "{}", log.html);
}
