//! By whose clock the pages tell times: chosen in this browser, and come along to the next.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

#[tokio::test]
async fn a_zone_is_chosen_without_an_account_and_every_time_is_by_its_clock() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help me.");
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let path = format!("/cases/{number}");
    // The house stands at noon of universal time, and says so.
    let before = browser.get(&path).await;
    before.shows(&["12:00:00 UTC", "Times: UTC", "<time-zone data-zone=\"UTC\""]);
    let choice = browser.get("/time-zone").await;
    choice.shows(&["<option value=\"Europe/Prague\">Prague, UTC+1</option>", "12:00 UTC"]);
    let chosen = browser.post("/time-zone", &[("zone", "Europe/Prague"), ("back", &path)]).await;
    assert_eq!(chosen.to(), path);
    assert!(chosen.headers["set-cookie"].to_str().unwrap().contains("Max-Age="));
    let after = browser.get(&path).await;
    after.shows(&["13:00:00 CET", "datetime=\"2026-11-21T12:00:00Z\"", "Times: Europe/Prague"]);
    after.hides(&["<time-zone "]);
    browser.get("/time-zone").await.shows(&["<option value=\"Europe/Prague\" selected>"]);
    // Hours of notices begin with it.
    browser.get("/profile/notices").await.shows(&[
        "<option value=\"Europe/Prague\" selected>Europe/Prague</option>",
        "it is 13:00 CET now",
    ]);
    // Another browser of theirs begins with what was chosen in this one.
    let other = Browser::of_member(&house, &site(&house), &egon).await;
    other.get(&path).await.shows(&["13:00:00 CET"]);
}

#[tokio::test]
async fn no_choice_leads_out_of_the_house_or_to_what_is_no_zone() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    browser.get("/time-zone").await.shows(&["src=\"/assets/", "time-zone.js"]);
    let elsewhere = [("zone", "Europe/Prague"), ("back", "//elsewhere.example")];
    assert_eq!(browser.post("/time-zone", &elsewhere).await.to(), "/");
    for zone in ["", "Europe/Atlantis", "Etc/GMT+5", "../../etc/passwd"] {
        let refused = browser.post("/time-zone", &[("zone", zone)]).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["No time zone is called that"]);
    }
    let choice = [("zone", "UTC"), ("back", "/"), ("csrf", "x")];
    browser.post_raw("/time-zone", &choice, &[]).await.is(StatusCode::FORBIDDEN);
}
