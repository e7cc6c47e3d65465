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
    house.mail(mail).await;
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
    browser.get("/log?act=nonsense").await.is(StatusCode::NOT_FOUND);
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
