//! By whose clock the pages tell times: chosen in this browser, and come along to the next.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{Member, TestHouse, mail_from};

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
    // It is kept with them, and in the browser for as long as that is open.
    assert!(!chosen.headers["set-cookie"].to_str().unwrap().contains("Max-Age="));
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
async fn no_clock_stays_in_a_browser_for_who_comes_next() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let site = site(&house);
    let shared = Browser::of_member(&house, &site, &egon).await;
    let kept = shared.post("/time-zone", &[("zone", "Asia/Tokyo")]).await;
    assert_eq!(kept.to(), "/time-zone?done=time_zone");
    shared
        .get(kept.to())
        .await
        .shows(&["Times are told by your time zone now", "Times: Asia/Tokyo"]);
    shared.post("/sign-out", &[]).await.to();
    shared.get("/sign-in").await.shows(&["Times: UTC"]);
    // Who chose in a browser and signs in there fills what they never chose, and nothing else.
    let left = shared.post("/time-zone", &[("zone", "America/New_York")]).await;
    assert!(left.headers["set-cookie"].to_str().unwrap().contains("Max-Age="));
    sign_in(&house, &shared, &egon).await;
    shared.get("/help").await.shows(&["Times: Asia/Tokyo"]);
    shared.post("/sign-out", &[]).await.to();
    shared.get("/sign-in").await.shows(&["Times: UTC"]);
    sign_in(&house, &shared, &tessa).await;
    shared.get("/help").await.shows(&["Times: UTC"]);
}

#[tokio::test]
async fn an_old_browser_undoes_no_choice() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let site = site(&house);
    let old = Browser::of_member(&house, &site, &egon).await;
    old.post("/time-zone", &[("zone", "America/New_York")]).await.to();
    let here = Browser::of_member(&house, &site, &egon).await;
    here.post("/time-zone", &[("zone", "UTC")]).await.to();
    // The old one still has its clock, and chooses a language.
    old.get("/help").await.shows(&["Times: America/New York"]);
    old.post("/language", &[("language", "de"), ("back", "/help")]).await.to();
    // Universal time is a choice that comes along, too.
    let next = Browser::new(&site);
    next.get("/time-zone").await;
    next.post("/time-zone", &[("zone", "America/New_York")]).await.to();
    next.get("/sign-in").await.shows(&["Times: America/New York"]);
    sign_in(&house, &next, &egon).await;
    next.get("/help").await.shows(&["Times: UTC"]);
}

/// Signs somebody in by a link, in a browser that knows something already.
async fn sign_in(house: &TestHouse, browser: &Browser, member: &Member) {
    let secret = house.sign_in.issue_link(member.staff.person_id).await.unwrap();
    let path = web::link_path(secret.expose());
    browser.get(&path).await;
    assert_eq!(browser.post(&path, &[]).await.to(), "/");
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
