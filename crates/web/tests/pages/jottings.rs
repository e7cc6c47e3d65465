//! What is typed in a form is kept by a button or by the page itself, stands there again, and goes when it is sent.

use axum::http::StatusCode;
use model::{Address, CaseNumber, Role};
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

struct World {
    house: TestHouse,
    number: CaseNumber,
    browser: Browser,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Passphrase", "It is lost.");
    let number = house.number(house.mail(mail).await).await;
    let person = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let browser = Browser::signed_in(&house, &site(&house), person.unwrap()).await;
    World { house, number, browser }
}

/// Which version the form of a page follows.
fn version(page: &Page) -> String {
    let rest = page.html.split("name=\"jotting\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

impl World {
    async fn keep_by_page(&self, path: &str, text: &str, version: &str) -> Page {
        let token = self.browser.token();
        let form = [("csrf", token.as_str()), ("text", text), ("jotting", version)];
        self.browser.post_raw(path, &form, &[("accept", "application/json")]).await
    }
}

#[tokio::test]
async fn a_new_request_stands_there_again_until_it_is_sent() {
    let world = world().await;
    let new = "/me/requests/new";
    let page = world.browser.get(new).await;
    page.shows(&[
        "data-jotting=\"/jottings/request\"",
        "formaction=\"/jottings/request\"",
        "typed-words.js",
    ]);
    assert_eq!(version(&page), "0");
    let form = [("subject", "My <phone>"), ("text", "It is\nlost."), ("jotting", "0")];
    let kept = world.browser.post("/jottings/request", &form).await;
    assert_eq!(kept.to(), "/me/requests/new?done=drafted");
    let page = world.browser.get(kept.to()).await;
    page.shows(&["The draft is kept", "value=\"My &#60;phone&#62;\"", "It is\nlost.</textarea>"]);
    let version = version(&page);
    // Nobody else finds it in theirs.
    let egon = world.house.member("egon", &[Role::SupportEngineer]).await;
    let other = Browser::of_member(&world.house, &site(&world.house), &egon).await;
    other.get(new).await.is(StatusCode::OK).hides(&["It is\nlost."]);
    // What comes back with a fault follows it, too.
    let odd = [("subject", ""), ("text", "It is gone."), ("jotting", version.as_str())];
    let odd = world.browser.post("/me/requests", &odd).await;
    odd.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[&format!("value=\"{version}\"")]);
    // Its address is that of what was sent, and it says where it stands.
    odd.shows(&["data-page=\"/me/requests/new\""]);
    let sent = [("subject", "My phone"), ("text", "It is gone."), ("jotting", version.as_str())];
    world.browser.post("/me/requests", &sent).await.to();
    world.browser.get(new).await.hides(&["It is gone.", "My phone"]);
}

#[tokio::test]
async fn an_answer_is_kept_by_the_page_and_an_older_window_overwrites_nothing() {
    let world = world().await;
    let request = format!("/me/requests/{}", world.number);
    let path = format!("/jottings/answer/{}", world.number);
    world.browser.get(&request).await.shows(&[&format!("data-jotting=\"{path}\"")]);
    let kept = world.keep_by_page(&path, "I found", "0").await;
    kept.is(StatusCode::OK).shows(&["\"at\":\"12:00\""]).hides(&["found"]);
    let page = world.browser.get(&request).await;
    page.shows(&["I found</textarea>", "kept <time"]);
    let first = version(&page);
    world.keep_by_page(&path, "I found it", &first).await.is(StatusCode::OK);
    world.keep_by_page(&path, "Other", &first).await.is(StatusCode::CONFLICT).hides(&["found"]);
    let two = world.browser.post(&path, &[("text", "Other"), ("jotting", &first)]).await;
    two.is(StatusCode::CONFLICT).shows(&["Two texts", "I found it", "Other</textarea>"]);
    let now = version(&two);
    world.browser.post(&path, &[("text", "Other"), ("jotting", &now)]).await.to();
    let page = world.browser.get(&request).await;
    page.shows(&["Other</textarea>"]);
    let sent = [("text", "Other, and more"), ("jotting", &version(&page))];
    world.browser.post(&format!("{request}/messages"), &sent).await.to();
    let page = world.browser.get(&request).await;
    page.shows(&["Other, and more"]).hides(&["Other</textarea>"]);
    assert_eq!(version(&page), "0");
    // Emptied is discarded; what is no form is not there.
    world.browser.post(&path, &[("text", "x")]).await.to();
    let page = world.browser.get(&request).await;
    let emptied = world.browser.post(&path, &[("text", " "), ("jotting", &version(&page))]).await;
    assert_eq!(emptied.to(), format!("{request}?done=undrafted"));
    for path in ["/jottings/nothing", "/jottings/answer", "/jottings/answer/s20261121.999"] {
        world.browser.post(path, &[("text", "x")]).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_template_that_was_begun_stands_in_its_form() {
    let world = world().await;
    let lena = world.house.member("lena", &[Role::TeamLeader]).await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &lena).await;
    browser.get("/templates/new").await.shows(&["data-jotting=\"/jottings/template\""]);
    let form = [
        ("name", "hello"),
        ("language", "ces"),
        ("title", "Dobrý den"),
        ("queues", "support"),
        ("queues", "triage"),
        ("text", "Dobrý den,"),
        ("note", ""),
    ];
    browser.post("/jottings/template", &form).await.to();
    let page = browser.get("/templates/new").await;
    page.shows(&["value=\"hello\"", "value=\"Dobrý den\"", "Dobrý den,</textarea>"]);
    page.shows(&[
        "value=\"support\" checked",
        "value=\"triage\" checked",
        "value=\"ces\" selected",
    ]);
    browser.get("/guides/new").await.hides(&["Dobrý den"]);
    // Who writes none keeps none.
    let egon = world.house.member("audun", &[Role::Auditor]).await;
    let other = Browser::of_member(&world.house, &site(&world.house), &egon).await;
    other.get("/me").await;
    other.post("/jottings/template", &form).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_template_whose_edition_is_overtaken_stays_writable_and_can_be_discarded() {
    let world = world().await;
    let lena = world.house.member("lena", &[Role::TeamLeader]).await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &lena).await;
    let typed = |number: &'static str, text: &'static str| {
        [
            ("number", number),
            ("name", "hello"),
            ("language", "eng"),
            ("title", "Hello"),
            ("queues", "support"),
            ("is_offered", "on"),
            ("text", text),
            ("note", "To try it."),
        ]
    };
    browser.get("/templates/new").await.is(StatusCode::OK);
    let made = browser.post("/templates", &typed("0", "First")).await;
    let path = made.to().trim_end_matches("?done=written").to_owned();
    let kept = path.replace("/templates/", "/jottings/template/");
    let edit = format!("{path}/edit");
    browser.post(&kept, &typed("1", "Hers, begun")).await.to();
    // Meanwhile another edition comes, here from another window of hers.
    browser.post(&path, &typed("1", "Second")).await.to();
    let page = browser.get(&edit).await;
    page.shows(&[
        "Hers, begun</textarea>",
        "name=\"number\" value=\"2\"",
        "somebody wrote another edition",
        "name=\"discard\"",
    ]);
    // Who sends the older one is told once, and may send it again.
    let late = browser.post(&path, &typed("1", "Hers, begun")).await;
    late.is(StatusCode::UNPROCESSABLE_ENTITY);
    late.shows(&["somebody wrote another edition", "name=\"number\" value=\"2\""]);
    // Two texts that differ in what was chosen beside the words show that.
    let mut beside = typed("2", "Hers, begun").to_vec();
    beside[4].1 = "triage";
    let two = browser.post(&kept, &beside).await;
    two.is(StatusCode::CONFLICT).shows(&["<dd>support</dd>", "<dd>triage</dd>"]);
    // Discarded is gone, whatever stands in the form; an older window discards nothing.
    let discard = |version: &str| {
        let mut form: Vec<(String, String)> =
            typed("2", "Hers, begun").map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        form.push(("jotting".to_owned(), version.to_owned()));
        form.push(("discard".to_owned(), "on".to_owned()));
        form
    };
    let older = discard("1");
    let older: Vec<_> = older.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    browser.post(&kept, &older).await.is(StatusCode::CONFLICT);
    let newest = discard(&version(&page));
    let newest: Vec<_> = newest.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(browser.post(&kept, &newest).await.to(), format!("{edit}?done=discarded"));
    let page = browser.get(&edit).await;
    page.shows(&["Second</textarea>"]).hides(&["Hers, begun", "name=\"discard\""]);
}
