//! Notices: chosen on a page, told to a browser in numbers alone.

use axum::http::{Method, StatusCode};
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::{
    browser::{Browser, site},
    live::{Ear, cookie},
};

#[tokio::test]
async fn notices_are_chosen() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser.get("/profile").await.shows(&["href=\"/profile/notices\""]);
    let page = browser.get("/profile/notices").await;
    page.shows(&[
        "it is 12:00 UTC now",
        "<desk-notices ",
        "<option value=\"7\" selected>07:00</option>",
    ]);
    // Nothing chosen in a browser: nothing is listened for, and nothing comes back.
    let none = browser.send(Method::GET, "/live?at=0&notices=1", &[], String::new()).await;
    none.is(StatusCode::NO_CONTENT);
    let chosen = [
        ("mail-answered", "daily"),
        ("browser-answered", "on"),
        ("mail-named", "at_once"),
        ("daily_hour", "9"),
        ("quiet_from", "20"),
        ("quiet_until", "6"),
    ];
    let kept = browser.post("/profile/notices", &chosen).await;
    assert_eq!(kept.to(), "/profile/notices?done=notices");
    browser.get(kept.to()).await.shows(&[
        "Your notices are kept",
        "<option value=\"9\" selected>09:00</option>",
        "<option value=\"20\" selected>20:00</option>",
        "<option value=\"6\" selected>06:00</option>",
        "name=\"browser-answered\" type=\"checkbox\" checked",
        "<option value=\"daily\" selected>",
    ]);
    let same = [("daily_hour", "9"), ("quiet_from", "8"), ("quiet_until", "8")];
    let again = browser.post("/profile/notices", &same).await;
    again.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["quiet-error", "two different hours"]);
    // A clock that there is not is not another one in silence.
    let nowhere = [("daily_hour", "9"), ("zone", "Europe/Atlantis")];
    let nowhere = browser.post("/profile/notices", &nowhere).await;
    nowhere.is(StatusCode::UNPROCESSABLE_ENTITY);
    nowhere.shows(&["zone-error", "No time zone is called that"]).hides(&["quiet-error"]);
    let half = [("daily_hour", "9"), ("quiet_from", "8"), ("quiet_until", "")];
    browser.post("/profile/notices", &half).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_browser_is_told_in_numbers_alone() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &tessa).await;
    let chosen = [("browser-arrived", "on"), ("daily_hour", "7")];
    browser.get("/profile/notices").await;
    browser.post("/profile/notices", &chosen).await.to();
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(false).await.unwrap();
    let cookie = cookie(&house, &tessa).await;
    let mut ear = Ear::open(&site, &cookie, "/live?at=0&notices=1", &[]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Secret matter", "My phone is 601 123 456.");
    let number = house.number(house.mail(mail).await).await;
    house.desk.sequence().await.unwrap();
    house.desk.raise_notices(false).await.unwrap();
    let heard = ear.hears(&format!("data: /cases/{number}\n")).await;
    assert!(heard.contains("event: notice\n") && heard.contains("is new, in triage"), "{heard}");
    for word in ["Secret", "Jana", "601", "person"] {
        assert!(!heard.contains(word), "{word} in {heard}");
    }
}
