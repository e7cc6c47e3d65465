//! Templates and guides on their pages, in the composer and beside a case; all without JavaScript.

use axum::http::StatusCode;
use desk::SheetFilter;
use model::{CaseNumber, Role, SheetId, SheetKind};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, site};

struct World {
    house: TestHouse,
    number: CaseNumber,
    egon: Member,
    emma: Member,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let emma = house.member("emma", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Passphrase", "It is lost.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    World { house, number, egon, emma }
}

impl World {
    async fn browser(&self, member: &Member) -> Browser {
        Browser::of_member(&self.house, &site(&self.house), member).await
    }

    async fn sheet(&self, kind: SheetKind, name: &str) -> SheetId {
        let filter = SheetFilter { language: Some("eng".to_owned()), ..SheetFilter::default() };
        let found = self.house.desk.sheets(&self.egon.actor, kind, &filter).await.unwrap();
        found.iter().find(|view| view.sheet.name.as_str() == name).unwrap().sheet.id
    }

    fn path(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }
}

#[tokio::test]
async fn a_template_is_written_looked_at_and_led_back() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    browser.get("/templates").await.is(StatusCode::OK).shows(&[
        "Czech",
        "German",
        "We have your message",
        "Write a template",
    ]);
    browser.get("/templates?q=unicorn").await.shows(&["None has these words"]);
    browser.get("/templates/new").await.is(StatusCode::OK).shows(&["What a template may use"]);
    let typed = |text: &'static str| {
        [
            ("name", "hello"),
            ("language", "eng"),
            ("title", "Hello <b>"),
            ("queues", "support"),
            ("is_offered", "on"),
            ("text", text),
            ("note", "To try it."),
        ]
    };
    let looked = browser.post("/templates/preview", &typed("Hello\n{{ case.nmber }}")).await;
    looked.is(StatusCode::OK).shows(&["Line 2, character 4", "it looks like `case.number`"]);
    browser
        .post("/templates/preview", &typed("No {{ case.number }}"))
        .await
        .shows(&["No s20261121.17"]);
    let refused = browser.post("/templates", &typed("{{ case.nmber }}")).await;
    refused
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["aria-invalid=\"true\"", "Hello &#60;b&#62;"]);
    let kept = browser.post("/templates", &typed("No {{ case.number }}")).await;
    let path = kept.to().trim_end_matches("?done=written").to_owned();
    browser.get(kept.to()).await.shows(&["The edition is kept", "No s20261121.17", "in use"]);
    let seen = browser.get(&format!("{path}?case={}", world.number)).await;
    seen.shows(&[&format!("No {}", world.number)]);
    browser.get(&format!("{path}?case=nonsense")).await.is(StatusCode::OK).shows(&["field-error"]);

    browser.get(&format!("{path}/edit")).await.is(StatusCode::OK).shows(&["Another edition"]);
    let mut second = typed("Number {{ case.number }}").to_vec();
    second.push(("number", "1"));
    assert_eq!(browser.post(&path, &second).await.to(), format!("{path}?done=written"));
    let late = browser.post(&path, &second).await;
    late.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["somebody wrote another edition"]);
    let edition = browser.get(&format!("{path}/editions/2")).await;
    edition
        .shows(&["What it changed", "line-goes", "line-comes"])
        .hides(&["Use these words again"]);
    let first = browser.get(&format!("{path}/editions/1")).await;
    let reverted = browser.post(&first.action("/reversion"), &[("note", "It was better.")]).await;
    browser.get(reverted.to()).await.shows(&["back to edition 1", "No s20261121.17"]);
}

#[tokio::test]
async fn a_template_is_put_into_a_reply_and_overwrites_nothing() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    let id = world.sheet(SheetKind::Template, "acknowledge").await.to_string();
    let page = browser.get(&world.path("")).await;
    page.shows(&["Use a template", "<optgroup label=\"English\">", "We have your message"]);
    let fill = world.path("/replies/template");
    let n_seen = ("n_seen", "1");
    let filled = browser.post(&fill, &[("text", ""), n_seen, ("template", &id)]).await;
    let number = world.number.to_string();
    filled.is(StatusCode::OK).shows(&["stands in your reply", &format!("its number is {number}")]);
    let from = format!("name=\"written_from\" value=\"{id}:1\"");
    filled.shows(&[&from]);
    let below = browser.post(&fill, &[("text", "Dear you,"), n_seen, ("template", &id)]).await;
    below.shows(&["below what you had written", "Dear you,\n\nHello,"]);
    let none = browser.post(&fill, &[("text", "Dear you,"), n_seen, ("template", "")]).await;
    none.shows(&["choose a template first", "Dear you,"]);
    // The button of a step names one beside the list, which stands at its empty line.
    let both = [("text", ""), n_seen, ("template", &id), ("template", "")];
    browser.post(&fill, &both).await.shows(&["stands in your reply"]);

    let written = format!("{id}:1");
    let typed = [("text", "Hello, done."), n_seen, ("written_from", written.as_str())];
    browser.post(&world.path("/replies/preview"), &typed).await.shows(&[&from]);
    browser.post(&world.path("/replies/edit"), &typed).await.shows(&[&from]);
    browser.post(&world.path("/replies"), &typed).await.to();
    let page = world.house.desk.show(&world.egon.actor, world.number).await.unwrap();
    let message = page.messages.last().unwrap().message.id;
    let kept = world.house.db.read().await.unwrap().message_sheet(message).await.unwrap();
    assert_eq!(kept, Some((id.parse().unwrap(), 1)));
    // A colleague who does not have the case has no reply to put it into.
    let other = world.browser(&world.emma).await;
    other.get(&world.path("")).await.hides(&["Use a template"]);
    other.post(&fill, &[("text", ""), n_seen, ("template", &id)]).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_guide_is_worked_along_beside_its_case() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    let guide = world.sheet(SheetKind::Guide, "password-recovery").await.to_string();
    browser.get(&world.path("")).await.shows(&["begin a guide…", "For this queue"]);
    let begun = browser.post(&world.path("/guides"), &[("guide", &guide)]).await;
    let page = browser.get(begun.to().split('#').next().unwrap()).await;
    page.shows(&["0 of 11", "aria-current=\"step\"", "Tell the member how it goes."]);
    page.shows(&["Put “Getting back in: how it begins” into the reply"]);
    let ticks = page.action("/ticks");
    browser.post(&ticks, &[("step", "1")]).await.to();
    let noteless = browser.post(&ticks, &[("step", "2"), ("note", " ")]).await;
    noteless.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["this step asks for a note"]);
    browser.post(&ticks, &[("step", "2"), ("note", "met Jana Nováková in Prague")]).await.to();
    let page = browser.get(&world.path("")).await;
    page.shows(&["2 of 11", "met", "two people are needed"]).hides(&["Nováková"]);
    let same = browser.post(&ticks, &[("step", "3"), ("note", "the signature")]).await;
    same.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["two people are needed", "the signature"]);

    let emma = world.browser(&world.emma).await;
    emma.get(&world.path("")).await.is(StatusCode::OK);
    emma.post(&ticks, &[("step", "3"), ("note", "the signature")]).await.to();
    emma.post(&format!("{ticks}/undoing"), &[("step", "1")]).await.to();
    world.house.desk.sequence().await.unwrap();
    browser.get(&world.path("")).await.shows(&["taken back by", "took a tick of a guide back"]);

    // Closing asks once; setting the guide aside, or saying so, is the answer.
    let asked = browser.post(&world.path("/closure"), &[]).await;
    asked.is(StatusCode::CONFLICT).shows(&["A guide is not through.", "2 of 11"]);
    let closed = browser.post(&world.path("/closure"), &[("anyway", "on")]).await;
    assert_eq!(closed.to(), world.path("?done=closed"));
    let page = browser.get(&world.path("")).await;
    page.shows(&["2 of 11"]).hides(&["begin a guide…", "Set it aside"]);
}

#[tokio::test]
async fn what_is_typed_into_a_template_is_shown_and_nothing_else() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    browser
        .get("/guides")
        .await
        .is(StatusCode::OK)
        .shows(&["Password recovery", "needs a support engineer"]);
    browser.get("/guides/new").await.is(StatusCode::OK).shows(&["@other-than 2"]);
    let id = world.sheet(SheetKind::Guide, "password-recovery").await;
    browser.get(&format!("/guides/{id}")).await.shows(&[
        "11 steps",
        "by somebody else than step 2",
        "in no case yet",
    ]);
    // One is no address of the other.
    browser.get(&format!("/templates/{id}")).await.is(StatusCode::NOT_FOUND);
    let text = "1. Begin.\n@rol triage";
    let form = [("text", text), ("language", "eng"), ("title", "<script>")];
    let looked = browser.post("/guides/preview", &form).await;
    looked.shows(&["Line 2, character 1", "there is no `@rol`"]).hides(&["<script>\""]);
    // A template never opens what is sealed, whatever it names.
    let form = [("text", "{{ requester.name }}"), ("language", "eng")];
    browser.post("/templates/preview", &form).await.shows(&["there is no `requester.name`"]);
}
