//! One's own profile: the signing key, single keys.

use axum::http::{Method, StatusCode};
use model::Role;
use testkit::house::TestHouse;

use crate::browser::{Browser, Page, site};

async fn upload(browser: &Browser, token: &str, passphrase: &str) -> Page {
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.p12\"\r\n\
                Content-Type: application/x-pkcs12\r\n\r\nkey bytes\r\n";
    let body =
        [&part("csrf", token), file, &part("passphrase", passphrase), "--edge--\r\n"].concat();
    let headers =
        [("content-type", "multipart/form-data; boundary=edge"), ("sec-fetch-site", "same-origin")];
    browser.send(Method::POST, "/profile/key", &headers, body).await
}

#[tokio::test]
async fn a_key_is_kept_only_when_it_opens_and_the_form_is_ours() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser.get("/profile").await.shows(&[
        "egon@desk.example",
        "egon Staffname",
        "17 September 2027",
    ]);
    let token = browser.token();
    upload(&browser, &token, "wrong")
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["does not open"]);
    upload(&browser, "x", "open sesame").await.is(StatusCode::FORBIDDEN);
    let kept = upload(&browser, &token, "open sesame").await;
    assert_eq!(kept.to(), "/profile?done=key");
    browser.get(kept.to()).await.shows(&["10 January 2027", "The key is kept"]);
}

#[tokio::test]
async fn keys_are_chosen_and_none_means_two_things() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser.get("/profile").await.shows(&["data-key=\"j\" data-does=\"walk\" data-at=\"1\""]);
    let clash = browser.post("/profile/bindings", &[("search", "j")]).await;
    clash.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[
        "j is taken twice",
        "name=\"search\" maxlength=\"1\"",
        "value=\"j\" aria-invalid",
    ]);
    let kept = browser.post("/profile/bindings", &[("next", "n"), ("note", "w")]).await;
    browser.get(kept.to()).await.shows(&[
        "Your keys are kept",
        "data-key=\"n\" data-does=\"walk\" data-at=\"1\"",
        "<kbd>w</kbd> </dt><dd>Write a note",
    ]);
    // They are one's own.
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    let other = Browser::of_member(&house, &site(&house), &eva).await;
    other.get("/help").await.shows(&["data-key=\"j\" data-does=\"walk\""]);
    browser.post("/profile/bindings", &[("reset", "on"), ("next", "n")]).await.to();
    browser.get("/help").await.shows(&["data-key=\"j\" data-does=\"walk\""]);
}

#[tokio::test]
async fn single_keys_are_switched_off_and_on() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser.get("/profile").await.shows(&["<body class=\"desk\" data-keys "]);
    browser.post("/profile/keys", &[("single_keys", "off")]).await.to();
    browser
        .get("/profile")
        .await
        .shows(&["<body class=\"desk\" data-busy=", "Switch single keys on"]);
    browser.post("/profile/keys", &[("single_keys", "on")]).await.to();
    browser.get("/profile").await.shows(&["<body class=\"desk\" data-keys "]);
}
