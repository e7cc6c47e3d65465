//! What was typed and not sent is given back: the session ended, the form is older than it, something else is in the way.

use axum::http::{Method, StatusCode};
use model::{CaseNumber, Personal, QueueName, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

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

    async fn session_ends(&self) {
        self.house.by_hand("update sessions set ended_at = 1").await;
    }

    async fn signs_in(&self) {
        let secret = self.house.sign_in.issue_link(self.egon.staff.person_id).await.unwrap();
        let path = web::link_path(secret.expose());
        self.browser.get(&path).await.is(StatusCode::OK);
        self.browser.post(&path, &[]).await.to();
    }

    async fn n_messages(&self) -> i64 {
        self.house.desk.case(&self.egon.actor, self.number).await.unwrap().case.n_messages
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        self.browser.post_raw(&self.path(path), fields, headers).await
    }
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_sent_after_all() {
    let world = world().await;
    let token = world.browser.get(&world.path("")).await.token();
    world.session_ends().await;
    let text = "She <b>called</b> & said \"no\".\r\nTwice.";
    let typed = [("csrf", token.as_str()), ("text", text), ("draft", "0")];
    let out = world.post("/notes", &typed, &[OURS]).await;
    out.is(StatusCode::FORBIDDEN).shows(&[
        "You are signed out, and nothing was sent yet",
        "<a class=\"button\" href=\"/sign-in\" target=\"_blank\" rel=\"noopener\">",
        "She &#60;b&#62;called&#60;/b&#62; &#38; said &#34;no&#34;.\r\nTwice.</textarea>",
        "<input type=\"hidden\" name=\"draft\" value=\"0\">",
        &format!("action=\"{}\"", world.path("/notes")),
    ]);
    out.hides(&[token.as_str(), "<b>called"]);
    assert_eq!(out.headers["cache-control"], "no-store");
    // Still signed out: the page comes again, with all that stood on it.
    let (token, again) = (out.token(), [("text", text), ("draft", "0")]);
    let typed = [&[("csrf", token.as_str())], &again[..]].concat();
    let out = world.post("/notes", &typed, &[OURS]).await;
    out.is(StatusCode::FORBIDDEN).shows(&["You are signed out", "Twice.</textarea>"]);
    // Signed in by another tab: nothing goes by itself, and one press sends it.
    world.signs_in().await;
    let n_before = world.n_messages().await;
    let token = out.token();
    let typed = [&[("csrf", token.as_str())], &again[..]].concat();
    let older = world.post("/notes", &typed, &[OURS]).await;
    older.is(StatusCode::FORBIDDEN).shows(&[
        "Nothing was sent yet",
        "Twice.</textarea>",
        "Send it",
    ]);
    assert_eq!(world.n_messages().await, n_before);
    let token = older.token();
    let typed = [&[("csrf", token.as_str())], &again[..]].concat();
    let sent = world.post("/notes", &typed, &[OURS]).await;
    assert_eq!(sent.to(), world.path("?done=noted"));
    assert_eq!(world.n_messages().await, n_before + 1);
    world.browser.get(&world.path("")).await.shows(&["said &#34;no&#34;."]);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_not_shown_again() {
    let world = world().await;
    let typed = [("csrf", "x"), ("text", "Planted words")];
    let from = |site: &'static str| [("sec-fetch-site", site)];
    let asked = "application/json";
    let elsewhere: [&[(&str, &str)]; 6] = [
        &from("cross-site"),
        &from("same-site"),
        &from("none"),
        &[("origin", "https://evil.example")],
        &[],
        &[OURS, ("accept", asked)],
    ];
    for is_in in [true, false] {
        for headers in elsewhere {
            let page = world.post("/notes", &typed, headers).await;
            page.is(StatusCode::FORBIDDEN).hides(&["Planted words"]);
        }
        let page = world.post("/notes", &typed, &[("origin", "https://desk.example")]).await;
        page.is(StatusCode::FORBIDDEN).shows(&["Planted words</textarea>"]);
        if is_in {
            world.session_ends().await;
        }
    }
}

#[tokio::test]
async fn no_secret_is_shown_again() {
    let world = world().await;
    let form = [("csrf", "x"), ("text", "Words"), ("password", "correct horse battery")];
    let page = world.browser.post_raw("/security/password", &form, &[OURS]).await;
    page.is(StatusCode::FORBIDDEN).hides(&["correct horse", "Words"]);
    world.session_ends().await;
    for path in ["/security/password", "/sign-in/password"] {
        let page = world.browser.post_raw(path, &form, &[OURS]).await;
        page.is(StatusCode::FORBIDDEN).hides(&["correct horse", "Words"]);
    }
}

#[tokio::test]
async fn where_nothing_was_typed_nothing_is_sent_again() {
    let world = world().await;
    world.session_ends().await;
    let form = [("csrf", "x"), ("case", "1"), ("text", " ")];
    let page = world.post("/assignment", &form, &[OURS]).await;
    page.is(StatusCode::FORBIDDEN).shows(&["You are signed out", "href=\"/sign-in\""]);
    page.hides(&[&format!("action=\"{}\"", world.path("/assignment"))]);
    // What does not exist is answered in the same way.
    let page = world.browser.post_raw("/cases/s20261121.999/notes", &form, &[OURS]).await;
    page.is(StatusCode::FORBIDDEN).shows(&["You are signed out"]);
}

#[tokio::test]
async fn a_request_with_files_keeps_its_words() {
    let world = world().await;
    world.session_ends().await;
    let part = |name: &str, text: &str| {
        format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let file = "--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\
                content-type: text/plain\r\n\r\nfile of mine\r\n";
    let body = [
        part("csrf", "x"),
        part("subject", "My <phone>"),
        part("text", "It is gone."),
        part("jotting", "5"),
        file.to_owned(),
        "--edge--\r\n".to_owned(),
    ]
    .concat();
    let headers = [("content-type", "multipart/form-data; boundary=edge"), OURS];
    let out = world.browser.send(Method::POST, "/me/requests", &headers, body.clone()).await;
    out.is(StatusCode::FORBIDDEN).shows(&[
        "You are signed out",
        "My &#60;phone&#62;</textarea>",
        "It is gone.</textarea>",
        "enctype=\"multipart/form-data\"",
        "type=\"file\"",
        // Which version of what was kept it is goes along, so that it is kept no more when it is sent.
        "name=\"jotting\" value=\"5\"",
    ]);
    out.hides(&["file of mine"]);
    world.signs_in().await;
    let older = world.browser.send(Method::POST, "/me/requests", &headers, body).await;
    older.is(StatusCode::FORBIDDEN).shows(&["Nothing was sent yet", "It is gone.</textarea>"]);
    older.shows(&["name=\"jotting\" value=\"5\""]);
    let (token, text) = (older.token(), "It is gone.");
    let form = [("csrf", token.as_str()), ("subject", "My <phone>"), ("text", text)];
    let made = world.browser.post_raw("/me/requests", &form, &[OURS]).await;
    world.browser.get(made.to()).await.shows(&["My &#60;phone&#62;", "It is gone."]);
}

#[tokio::test]
async fn of_whoever_is_signed_out_no_more_is_held_than_a_form_may_say() {
    let world = world().await;
    world.session_ends().await;
    let form = |text: &'static str| [("csrf", "x"), ("subject", "Phone"), ("text", text)];
    let short = world.browser.post_raw("/me/requests", &form("It is gone."), &[OURS]).await;
    short.is(StatusCode::FORBIDDEN).shows(&["It is gone.</textarea>"]);
    let long = "a".repeat(1_200_000);
    let form = [("csrf", "x"), ("subject", "Phone"), ("text", long.as_str())];
    let long = world.browser.post_raw("/me/requests", &form, &[OURS]).await;
    assert_eq!(long.status, StatusCode::FORBIDDEN);
    assert!(!long.html.contains("</textarea>"));
}

#[tokio::test]
async fn whatever_is_in_the_way_leaves_the_words() {
    let world = world().await;
    world.browser.get(&world.path("")).await;
    // What is not there, or not there any more, for whoever writes of it.
    let form = [("text", "Call her."), ("draft", "0")];
    let page = world.browser.post("/cases/s20261121.999/notes", &form).await;
    page.is(StatusCode::NOT_FOUND).shows(&[
        "There is nothing here for you",
        "to be copied",
        "Call her.</textarea>",
    ]);
    // A button that sends what is refused again is none.
    page.hides(&["Send it"]);
    // What the gate refuses says why on a page of its own, and gives no words back.
    let (desk, number) = (&world.house.desk, world.number);
    desk.assign(&world.tessa.actor, number, world.tessa.staff.id, None).await.unwrap();
    let systems = QueueName::parse("systems").unwrap();
    desk.move_case(&world.tessa.actor, number, &systems, None).await.unwrap();
    world.browser.post(&world.path("/notes"), &form).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_is_slower_by_a_hair_has_their_reply_before_them() {
    let world = world().await;
    world.browser.get(&world.path("")).await;
    let desk = &world.house.desk;
    let requester_id = desk.case(&world.egon.actor, world.number).await.unwrap().case.requester_id;
    let jana = world.house.requester(requester_id);
    for n in 0..8 {
        let n_seen = world.n_messages().await.to_string();
        let text = format!("Reply number {n}.");
        let form = [("text", text.as_str()), ("n_seen", n_seen.as_str())];
        let path = world.path("/replies");
        let hers = Personal::new(format!("Word {n}."));
        let (page, said) = tokio::join!(
            world.browser.post(&path, &form),
            desk.own_add(&jana, world.number, hers, Vec::new()),
        );
        said.unwrap();
        if page.status == StatusCode::SEE_OTHER {
            continue;
        }
        page.is(StatusCode::CONFLICT)
            .shows(&[&format!("{text}</textarea>"), &format!("Word {n}.")]);
        page.shows(&["One message came since you began"]);
    }
    // Whoever won those: here she is first for sure.
    let n_seen = world.n_messages().await.to_string();
    let hers = Personal::new("The last word.".to_owned());
    desk.own_add(&jana, world.number, hers, Vec::new()).await.unwrap();
    let form = [("text", "My last reply."), ("n_seen", n_seen.as_str())];
    let page = world.browser.post(&world.path("/replies"), &form).await;
    page.is(StatusCode::CONFLICT).shows(&["My last reply.</textarea>", "The last word."]);
}
