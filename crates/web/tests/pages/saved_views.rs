//! Saved views: kept, counted, renamed, dropped and brought back; one's own, and sealed.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

/// Returns the first id behind a text in a page.
fn id_behind(page: &Page, text: &str) -> String {
    let rest = page.html.split(text).nth(1).unwrap();
    rest.split(['"', '&', '/']).next().unwrap().to_owned()
}

#[tokio::test]
async fn a_view_is_kept_by_name_counted_and_shown() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please help.")).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser.get("/cases?q=queue:triage+state:pending").await.shows(&["action=\"/views\""]);
    let form = [("name", " My  pending "), ("q", "queue:triage state:pending")];
    let kept = browser.post("/views", &form).await;
    let page = browser.get(kept.to()).await;
    page.is(StatusCode::OK).shows(&[
        "The view is kept",
        "<h1>My pending</h1>",
        "aria-current=\"page\"><span>My pending</span>",
        "value=\"queue:triage state:pending\"",
        "Please help",
    ]);
    // The title says nothing that somebody typed.
    page.shows(&["<title>filtered · Chancery</title>"]).hides(&["Keep this view"]);
    browser.get("/profile").await.shows(&["<span>My pending</span> <b>1<span class=\"unseen\">"]);
    // Words are not counted: that would be a search on each page.
    browser.post("/views", &[("name", "Phones"), ("q", "phone")]).await.to();
    browser.get("/profile").await.shows(&["<span>Phones</span></a>"]);
    let sealed = house.db.read().await.unwrap().saved_views(tessa.staff.id).await.unwrap();
    assert!(
        sealed.iter().all(|row| !String::from_utf8_lossy(&row.filter_sealed).contains("phone"))
    );
}

#[tokio::test]
async fn a_view_is_renamed_dropped_and_brought_back() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser.get("/views").await.shows(&["You keep none"]);
    let kept = browser.post("/views", &[("name", "Late"), ("q", "is:late")]).await;
    let id = id_behind(&browser.get(kept.to()).await, "/cases?view=");
    let renamed = browser.post(&format!("/views/{id}"), &[("name", "Too late")]).await;
    browser.get(renamed.to()).await.shows(&["Too late", "has its new name"]);
    let dropped = browser.post(&format!("/views/{id}/ending"), &[]).await;
    let page = browser.get(dropped.to()).await;
    page.shows(&["Bring it back", "Too late", "You keep none"]);
    browser.get(&format!("/cases?view={id}")).await.is(StatusCode::NOT_FOUND);
    // Nobody else reaches it.
    let eva = house.member("eva", &[Role::Triage]).await;
    let other = Browser::of_member(&house, &site(&house), &eva).await;
    for path in [format!("/views/{id}/return"), format!("/views/{id}/ending")] {
        other.post(&path, &[]).await.is(StatusCode::NOT_FOUND);
    }
    other.post(&format!("/views/{id}"), &[("name", "Mine")]).await.is(StatusCode::NOT_FOUND);
    other.get(&format!("/cases?view={id}")).await.is(StatusCode::NOT_FOUND);
    let back = browser.post(&format!("/views/{id}/return"), &[]).await;
    browser.get(back.to()).await.shows(&["The view is back"]).hides(&["Bring it back"]);
    // A day later what is dropped is gone.
    browser.post(&format!("/views/{id}/ending"), &[]).await.to();
    house.wait_secs(24 * 3_600 + 1);
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser.post("/views", &[("name", "Other"), ("q", "")]).await.to();
    browser.get("/views").await.hides(&["Bring it back"]);
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let check = async |name: &str, q: &str, expect: &str| {
        let page = browser.post("/views", &[("name", name), ("q", q)]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[expect]);
    };
    check("  ", "is:late", "A name of 1 to 40 characters").await;
    check(&"x".repeat(41), "is:late", "A name of 1 to 40 characters").await;
    check("Late", "is:latte", "is:<mark>latte</mark>").await;
    for n in 0..12 {
        browser.post("/views", &[("name", &format!("View {n}")), ("q", "is:late")]).await.to();
    }
    check("One more", "is:late", "12 views are kept; drop one first").await;
}
