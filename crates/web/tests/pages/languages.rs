//! The language of the pages: what the browser asks for, or what was chosen in it.

use axum::http::{Method, StatusCode};
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

async fn asking(browser: &Browser, path: &str, language: &str) -> Page {
    browser.send(Method::GET, path, &[("accept-language", language)], String::new()).await
}

#[tokio::test]
async fn a_browser_is_answered_in_the_language_that_it_asks_for() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    let czech = asking(&browser, "/sign-in", "cs-CZ,cs;q=0.9,en;q=0.8").await;
    czech.shows(&["<html lang=\"cs\" dir=\"ltr\">", "Přihlášení"]);
    assert_eq!(czech.headers["content-language"], "cs");
    let german = asking(&browser, "/sign-in", "de").await;
    german.shows(&["<html lang=\"de\"", "Anmelden"]);
    asking(&browser, "/sign-in", "ja").await.shows(&["<html lang=\"en\"", "Sign in"]);
}

#[tokio::test]
async fn what_was_chosen_is_kept_and_leads_back() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser
        .get("/cases?q=state:open")
        .await
        .shows(&["name=\"back\" value=\"/cases?q=state:open\""]);
    let choice = [("language", "de"), ("back", "/cases?q=state:open")];
    let chosen = browser.post("/language", &choice).await;
    assert_eq!(chosen.to(), "/cases?q=state:open");
    assert!(chosen.headers["set-cookie"].to_str().unwrap().contains("Max-Age="));
    // The choice wins over what the browser asks for.
    asking(&browser, "/cases", "cs").await.shows(&["<html lang=\"de\"", "Warteschlangen"]);
    // Errors are pages, too.
    let lost = browser.get("/nowhere").await;
    lost.is(StatusCode::NOT_FOUND).shows(&["<html lang=\"de\""]);
}

#[tokio::test]
async fn no_choice_leads_out_of_the_house_or_to_what_is_no_language() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    browser.get("/sign-in").await;
    let elsewhere = [("language", "cs"), ("back", "//elsewhere.example")];
    assert_eq!(browser.post("/language", &elsewhere).await.to(), "/");
    browser.post("/language", &[("language", "tlh")]).await.is(StatusCode::NOT_FOUND);
    let choice = [("language", "cs"), ("back", "/"), ("csrf", "x")];
    browser.post_raw("/language", &choice, &[]).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_the_gate_says_is_said_in_the_language_of_its_reader() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Help", "Please help me.");
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let case = asking(&browser, &format!("/cases/{number}"), "de").await;
    case.shows(&["Diesen Fall beantworten", "Übernehmen Sie den Fall."]);
    case.hides(&["Answer this case", "Nothing here gives you the right", "Take the case."]);
    let refused = asking(&browser, "/people/destruction", "de").await;
    refused
        .is(StatusCode::FORBIDDEN)
        .shows(&["Das dürfen Sie nicht: die Schlüssel dieser Person vernichten"]);
    asking(&browser, "/policies", "cs").await.shows(&["O pomoc smí požádat každý."]);
}

#[tokio::test]
async fn what_was_typed_wrongly_is_said_in_the_language_of_its_reader() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help me.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let path = format!("/cases/{number}");
    browser.get(&path).await;
    browser.post("/language", &[("language", "de"), ("back", &path)]).await.to();
    let itself = number.to_string();
    let link = [("kind", "related"), ("number", itself.as_str())];
    let linked = browser.post(&format!("{path}/links"), &link).await;
    let merged = browser.post(&format!("{path}/merge"), &[("into", &itself)]).await;
    for page in [linked, merged] {
        page.is(StatusCode::UNPROCESSABLE_ENTITY)
            .shows(&["</svg>Das ist genau dieser Fall; nennen Sie einen anderen.</p>"]);
    }
    let shown = house.desk.show(&tessa.actor, number).await.unwrap();
    let unsealing = format!("{path}/messages/{}/unsealing", shown.messages[0].message.id);
    let refused = browser.post(&unsealing, &[("reason", " ")]).await;
    refused
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["</svg>Sie haben diesen Fall selbst übernommen"])
        .hides(&["you took this case yourself"]);
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    let mut same = 0;
    let samples = web::samples();
    for sample in &samples {
        let path = format!("/gallery/{}", sample.name);
        let english = asking(&browser, &path, "en").await;
        // The layout of a mail in its frame is its writer's.
        if !english.html.contains("<html lang=\"en\"") {
            continue;
        }
        for language in ["cs", "de"] {
            let page = asking(&browser, &path, language).await;
            page.is(english.status).shows(&[&format!("<html lang=\"{language}\"")]);
            // Without what the frame says in each language anyway.
            let main = |page: &Page| page.html.split("<main").nth(1).map(str::to_owned);
            assert!(page.html.len() > 500);
            same += usize::from(main(&page) == main(&english));
        }
    }
    // The gallery itself speaks English, and its list is one of the pages.
    assert!(same <= 2, "{same} pages say the same in two languages");
}
