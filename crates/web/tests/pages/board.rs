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
            "first response, triage: 4 h from 12:00",
            "requester waits under 1 min",
            "nobody",
        ])
        .shows(&["<span class=\"placeholder\">[person 1]</span>"])
        .hides(&["Jana", "Nováková", "601 123"]);
    let filtered = "/cases?q=queue:triage+state:pending";
    browser.get(filtered).await.shows(&[
        &number.to_string(),
        "value=\"queue:triage state:pending\"",
        "Keep this view",
    ]);
    browser.get("/cases?q=queue:triage+state:closed").await.shows(&["Nothing waits here"]);
    browser.get("/cases?q=assigned:me").await.shows(&["Nothing waits here"]);
    // The addresses of before lead to the same.
    assert_eq!(browser.get("/cases?queue=triage&state=pending").await.to(), filtered);
    assert_eq!(browser.get("/cases?assigned=me").await.to(), "/cases?q=assigned:me");
    for odd in ["/cases?queue=Ö", "/cases?state=gone", "/cases?after=1", "/cases?after=x-y"] {
        browser.get(odd).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_says_where_and_what_would_be_right() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please help.")).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let check = async |query: &str, expect: &[&str]| {
        let page = browser.get(&format!("/cases?q={query}")).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(expect).hides(&["Please help"]);
    };
    check("quene:triage", &["<mark>quene</mark>:triage", "Column 1", "did you mean queue:?"]).await;
    check("state:open+waiting%3E2", &["waiting&#62;<mark>2</mark>", "Column 20"]).await;
    check("queue:triagee", &["did you mean triage?"]).await;
    check("%22open", &["has no partner"]).await;
    check(&"x".repeat(401), &["At most 400 characters"]).await;
    // Who may see no board is told so, right or wrong.
    let jana = house.vault.find_person(&model::Address::parse("jana@mail.example").unwrap());
    let browser = Browser::signed_in(&house, &site(&house), jana.unwrap().unwrap()).await;
    browser.get("/me").await.is(StatusCode::OK);
    browser.get("/cases?q=quene:triage").await.is(StatusCode::FORBIDDEN);
    browser.get("/cases?q=queue:triage").await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_filter_is_completed_where_the_caret_is() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let page = browser.get("/filters/completions?q=queue:tr&at=8").await;
    page.is(StatusCode::OK).shows(&["\"from\":6", "\"text\":\"triage\""]).hides(&["support"]);
    // A queue that she does not staff is not proposed to her.
    browser.get("/filters/completions?q=queue:&at=6").await.shows(&["triage"]).hides(&["systems"]);
    browser.get("/filters/completions").await.shows(&["queue:", "waiting>", "due<"]);
    browser.get("/filters/completions?q=%22is:l&at=5").await.shows(&["\"proposals\":[]"]);
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
    let first = browser.get("/cases?q=queue:triage").await;
    assert_eq!(first.html.matches("<td role=\"cell\" class=\"matter\">").count(), 50);
    first.shows(&["Matter 52", "Matter 3<"]).hides(&["Matter 2<"]);
    let next = first.html.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = browser.get(&next.replace("&#38;", "&")).await;
    assert_eq!(second.html.matches("<td role=\"cell\" class=\"matter\">").count(), 3);
    second.shows(&["Matter 2<", "Matter 0<", "First page"]).hides(&["Matter 3<", "rel=\"next\""]);
}

#[tokio::test]
async fn the_box_searches_words_and_narrows_the_board_together() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail =
        mail_from("Jana", "jana@mail.example", "Certificate", "The renewal shows error seventeen.");
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser
        .get("/cases?q=renewal+seventeen")
        .await
        .is(StatusCode::OK)
        .shows(&[&number.to_string()]);
    browser.get("/cases?q=renewal+queue:triage+state:pending").await.shows(&[&number.to_string()]);
    browser.get("/cases?q=renewal+-seventeen").await.shows(&["Nothing waits here"]);
    browser.get("/cases?q=renewal+-elephant").await.shows(&[&number.to_string()]);
    browser.get(&format!("/cases?q={number}")).await.shows(&["The renewal shows"]);
    browser.get("/cases?q=elephant").await.shows(&["Nothing waits here"]);
    let old = browser.get("/searches?q=%22renewal+shows%22+queue:triage").await;
    assert_eq!(old.to(), "/cases?q=%22renewal+shows%22+queue:triage");
    browser.get(old.to()).await.shows(&[&number.to_string()]);
    let page = browser.get("/cases?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
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
