//! Drafts by plain forms, and as the page keeps them by itself: nothing that was typed is lost.

use axum::http::{Method, StatusCode};
use model::{CaseNumber, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

struct World {
    house: TestHouse,
    number: CaseNumber,
    tessa: Member,
    egon: Member,
    browser: Browser,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.desk.assign(&tessa.actor, number, egon.staff.id, None).await.unwrap();
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    World { house, number, tessa, egon, browser }
}

impl World {
    fn path(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }

    async fn case(&self) -> Page {
        let page = self.browser.get(&self.path("")).await;
        page.is(StatusCode::OK);
        page
    }

    async fn keep(&self, kind: &str, text: &str, draft: &str) -> Page {
        let form = [("kind", kind), ("text", text), ("n_seen", "1"), ("draft", draft)];
        self.browser.post(&self.path("/drafts"), &form).await
    }

    /// As the page does it by itself.
    async fn keep_by_page(&self, text: &str, draft: &str) -> Page {
        let (token, accept) = (self.browser.token(), ("accept", "application/json"));
        let form = [
            ("csrf", token.as_str()),
            ("kind", "reply"),
            ("text", text),
            ("n_seen", "1"),
            ("draft", draft),
        ];
        self.browser.post_raw(&self.path("/drafts"), &form, &[accept]).await
    }
}

/// Which version a form of the page follows, by its text area.
fn version(page: &Page, field: &str) -> String {
    let before = page.html.split(&format!("id=\"{field}\"")).next().unwrap();
    let version = before.rsplit("name=\"draft\" value=\"").next().unwrap();
    version.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_is_kept_by_a_button_and_stands_in_its_form() {
    let world = world().await;
    let page = world.case().await;
    assert_eq!(version(&page, "reply-text"), "0");
    let kept = world.keep("reply", "Dear Jana,\nplease", "0").await;
    assert_eq!(kept.to(), world.path("?done=drafted#reply"));
    world.keep("note", "She <b>called</b>.", "0").await.to();
    let page = world.case().await;
    page.shows(&["Dear Jana,\nplease</textarea>", "She &#60;b&#62;called&#60;/b&#62;.</textarea>"])
        .shows(&["kept <time", ">drafts</span> <b>2<span"]);
    // And it is what is sent, with which it goes.
    let draft = version(&page, "reply-text");
    let form = [("text", "Dear Jana, done."), ("n_seen", "1"), ("draft", draft.as_str())];
    world.browser.post(&world.path("/replies"), &form).await.to();
    let page = world.case().await;
    assert_eq!(version(&page, "reply-text"), "0");
    page.hides(&["please</textarea>"]).shows(&[">drafts</span> <b>1<span"]);
    // Taken back, it is in its form again.
    let undone = world.browser.post(&page.action("/retraction"), &[]).await;
    let page = world.browser.get(undone.to().split('#').next().unwrap()).await;
    page.shows(&["Dear Jana, done.</textarea>", "Its text is your draft again"]);
}

#[tokio::test]
async fn an_older_window_overwrites_nothing() {
    let world = world().await;
    world.keep("reply", "The long one", "0").await.to();
    let first = version(&world.case().await, "reply-text");
    world.keep("reply", "The longer one \u{202e}x", &first).await.to();
    let page = world.keep("reply", "The other one", &first).await;
    page.is(StatusCode::CONFLICT).shows(&[
        "Nothing was overwritten",
        "The longer one <span class=\"sign\"",
        "The other one</textarea>",
    ]);
    let now = version(&page, "draft-text");
    world.keep("reply", "The other one", &now).await.to();
    world.case().await.shows(&["The other one</textarea>"]);
    // Sent from another window meanwhile.
    let now = version(&world.case().await, "reply-text");
    let form = [("text", "The other one"), ("n_seen", "1"), ("draft", now.as_str())];
    world.browser.post(&world.path("/replies"), &form).await.to();
    let page = world.keep("reply", "The other one, and more", &now).await;
    page.is(StatusCode::CONFLICT).shows(&["it was sent or discarded", "and more</textarea>"]);
    let form = [("text", "x"), ("n_seen", "1"), ("draft", "no number")];
    let odd = world.browser.post(&world.path("/drafts"), &form).await;
    odd.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn drafts_are_listed_discarded_and_brought_back() {
    let world = world().await;
    world.browser.get("/drafts").await.is(StatusCode::OK).shows(&["You have none"]);
    world.keep("note", "Call <her>. \u{202e}x", "0").await.to();
    let page = world.browser.get("/drafts").await;
    page.is(StatusCode::OK).shows(&["Passphrase", &world.number.to_string(), "a note, kept"]);
    page.hides(&["Call"]);
    let draft = version(&page, "\u{0}");
    let path = page.action("/removal");
    let shown = world.browser.post(&path, &[("draft", &draft)]).await;
    shown.is(StatusCode::OK).shows(&["Call &#60;her&#62;. <span class=\"sign\"", "Bring it back"]);
    world.browser.get("/drafts").await.shows(&["You have none"]);
    world.browser.post(&path, &[("draft", &draft)]).await.is(StatusCode::NOT_FOUND);
    let form = [("kind", "note"), ("text", "Call <her>."), ("n_seen", "1")];
    world.browser.post(&shown.action("/drafts"), &form).await.to();
    world.case().await.shows(&["Call &#60;her&#62;.</textarea>"]);
}

#[tokio::test]
async fn a_draft_outlives_the_right_to_send_it() {
    let world = world().await;
    world.keep("reply", "Dear Jana, half", "0").await.to();
    let desk = &world.house.desk;
    desk.assign(&world.tessa.actor, world.number, world.tessa.staff.id, None).await.unwrap();
    let page = world.case().await;
    page.shows(&["Dear Jana, half</p>", "It waits until you may answer"]);
    let systems = model::QueueName::parse("systems").unwrap();
    desk.move_case(&world.tessa.actor, world.number, &systems, None).await.unwrap();
    let page = world.browser.get("/drafts").await;
    page.shows(&["not yours to see any more"]).hides(&["Passphrase"]);
    let draft = version(&page, "\u{0}");
    let shown = world.browser.post(&page.action("/removal"), &[("draft", &draft)]).await;
    shown.is(StatusCode::OK).shows(&["Dear Jana, half"]);
}

#[tokio::test]
async fn sending_with_newer_messages_asks_first() {
    let world = world().await;
    world.keep("reply", "Dear Jana, half", "0").await.to();
    let address = model::Address::parse("jana@mail.example").unwrap();
    let jana = world.house.vault.find_person(&address).unwrap().unwrap();
    let more = Personal::new("I found it!".to_owned());
    let desk = &world.house.desk;
    desk.own_add(&world.house.requester(jana), world.number, more, Vec::new()).await.unwrap();
    let page = world.case().await;
    page.shows(&["<a href=\"#m2\">One message came since you began</a>"]);
    page.shows(&["name=\"n_seen\" value=\"1\""]);
    let draft = version(&page, "reply-text");
    let form = [("text", "Dear Jana, whole"), ("n_seen", "1"), ("draft", draft.as_str())];
    let asked = world.browser.post(&world.path("/replies"), &form).await;
    asked.is(StatusCode::CONFLICT).shows(&["I found it!", "Dear Jana, whole</textarea>"]);
    assert_eq!(version(&asked, "reply-text"), draft);
    let form = [("text", "Dear Jana, whole"), ("n_seen", "2"), ("draft", draft.as_str())];
    world.browser.post(&world.path("/replies"), &form).await.to();
    world.browser.get("/drafts").await.shows(&["You have none"]);
    // Seen from a case, a draft that came back keeps what its writer has not seen.
    let form = [("text", "Dear Jana, more"), ("n_seen", "1"), ("draft", "0")];
    let back = world.browser.post(&world.path("/replies/edit"), &form).await;
    back.is(StatusCode::OK).shows(&["One message came since you began", "data-behind"]);
}

#[tokio::test]
async fn the_page_keeps_by_itself_and_is_told_in_numbers() {
    let world = world().await;
    world.case().await;
    let kept = world.keep_by_page("Dear", "0").await;
    kept.is(StatusCode::OK).shows(&["\"at\":\"12:00\""]).hides(&["Dear"]);
    let version = kept.html.split("\"version\":").nth(1).unwrap();
    let version = version.split(',').next().unwrap().to_owned();
    world.keep_by_page("Dear Jana", &version).await.is(StatusCode::OK);
    world.keep_by_page("Dear Jim", &version).await.is(StatusCode::CONFLICT).hides(&["Jana"]);
    let long = "x".repeat(100_001);
    world.keep_by_page(&long, &version).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    // Signed out: the answer is no JSON, and what was kept before is still there.
    let out = Browser::new(&site(&world.house));
    out.get("/sign-in").await;
    let form = [("csrf", "x"), ("kind", "reply"), ("text", "x"), ("n_seen", "1"), ("draft", "0")];
    let accept = ("accept", "application/json");
    let refused = out.post_raw(&world.path("/drafts"), &form, &[accept]).await;
    refused.is(StatusCode::FORBIDDEN);
    assert_ne!(refused.headers["content-type"], "application/json");
    world.case().await.shows(&["Dear Jana</textarea>"]);
}

#[tokio::test]
async fn who_is_there_is_said_to_colleagues() {
    let world = world().await;
    let tessa = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    tessa.get(&world.path("")).await.hides(&["has this case open", "is writing"]);
    world.case().await.shows(&["Triage 1 has this case open"]).hides(&["Support engineer 2 has"]);
    tessa.get(&world.path("")).await.shows(&["Support engineer 2 has this case open"]);
    world.keep("reply", "Dear", "0").await.to();
    let page = tessa.get(&world.path("")).await;
    page.shows(&["Support engineer 2 is writing a reply"]).hides(&["Staffname"]);
    world.house.wait_secs(31);
    tessa.get(&world.path("")).await.hides(&["is writing", "has this case open"]);
    // A draft is no page of anybody else's.
    let other = tessa.send(Method::GET, "/drafts", &[], String::new()).await;
    other.is(StatusCode::OK).shows(&["You have none"]);
    assert_eq!(world.egon.staff.roles.len(), 1);
}
