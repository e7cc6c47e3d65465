//! The command bar as a page: what the gate allows on a case, and every place one has.

use axum::http::StatusCode;
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::{
    authority::World,
    browser::{Browser, site},
};

#[tokio::test]
async fn commands_are_what_one_may_do_from_here() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    browser
        .get(&format!("/cases/{number}"))
        .await
        .shows(&[&format!("data-from=\"/commands?case={number}\"")]);
    let page = browser.get(&format!("/commands?case={number}")).await;
    page.is(StatusCode::OK).shows(&[
        &format!("href=\"/cases/{number}#reply\""),
        &format!("action=\"/cases/{number}/closure\""),
        "Move to triage",
        "My cases",
        "Passphrase",
        "Queue support",
        "href=\"/profile\"",
    ]);
    // What is not theirs is not there: the log is the auditor's.
    page.hides(&["href=\"/log\"><span>"]);
    // Typed words leave only what holds them.
    let page = browser.get(&format!("/commands?case={number}&q=MOVE+abuse")).await;
    page.shows(&["Move to abuse"]).hides(&["Move to triage", "Close the case"]);
    browser.get("/commands?q=elephant").await.shows(&["Nothing that you may do"]);
    // A command posts what the page of the case would.
    let fields = [("version", "3"), ("queue", "abuse")];
    browser.post(&format!("/cases/{number}/placement"), &fields).await.to();
    browser.get("/commands?case=nothing").await.is(StatusCode::NOT_FOUND);
    browser.get("/commands?case=s20200101.1").await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_page_of_a_case_offers_is_a_command_for_whoever_may() {
    let world = World::open().await;
    world.agree(&["field.show"], &["date_of_birth"]).await;
    let (number, list) = (world.number, format!("/commands?case={}", world.number));
    let egon = world.browser(&world.egon).await;
    let link = |rest: &str| format!("href=\"/cases/{number}{rest}\"");
    let page = egon.get(&list).await;
    page.is(StatusCode::OK).shows(&[
        &link("#m1-ways"),
        "Open the latest message",
        &link("#field-date_of_birth"),
        "See Date of birth",
        &link("/consents/new"),
        &link("/emergencies/new"),
        &link("/dispute"),
        &link("#reply-template"),
        &format!("action=\"/cases/{number}/guides\""),
        "Begin the guide",
    ]);
    page.hides(&["See Status level", "/retraction", "#joining", "/undoing"]);
    // A command does what it says: a guide stands beside the case, and is gone on with.
    let guide = page.html.split("name=\"guide\" value=\"").nth(1).unwrap();
    let guide = guide.split('"').next().unwrap();
    egon.post(&world.path("/guides"), &[("guide", guide)]).await.to();
    egon.get(&list).await.shows(&["Go on with the guide", link("#guide-").trim_end_matches('"')]);
    // A reply can be taken back as long as it is held, by its author alone.
    egon.post(&world.path("/replies"), &[("text", "Hello."), ("n_seen", "1")]).await.to();
    let tessa = world.browser(&world.tessa).await;
    // Who has no right to it is offered nothing that would only be refused.
    tessa.get(&list).await.hides(&[
        "/retraction",
        "#m1-ways",
        "/consents/new",
        "/emergencies/new",
        "#field-",
        &link("#reply-template"),
    ]);
    let page = egon.get(&list).await;
    page.shows(&["Take my reply back"]);
    egon.post(&page.action("/retraction"), &[]).await.to();
    egon.get(&list).await.hides(&["/retraction"]);
    // In Czech, the English words find it, too.
    egon.post("/language", &[("language", "cs"), ("back", "/cases")]).await.to();
    let page = egon.get(&format!("{list}&q=open+the+latest")).await;
    page.shows(&["Otevřít poslední zprávu", &link("#m1-ways")]);
    egon.get(&format!("{list}&q=move+to+abuse")).await.shows(&["/placement"]);
    egon.get(&format!("{list}&q=answer+this+case")).await.shows(&[&link("#reply")]);
    egon.get("/commands?q=saved+views").await.shows(&["\"/views\""]);
}

#[tokio::test]
async fn what_waits_at_messages_and_beside_them_is_a_command() {
    let world = World::open().await;
    let egon = world.browser(&world.egon).await;
    egon.post(&world.path("/replies"), &[("text", "Hello."), ("n_seen", "1")]).await.to();
    world.house.wait_secs(20);
    let sent = world.house.leave().await;
    let mut answer = mail_from("Petr", "petr@other.example", "Re: x", "I am a friend of hers.");
    answer.recipients = vec![sent.iter().find_map(|mail| mail.reply_to.clone()).unwrap()];
    world.house.mail(answer).await;
    let list = |number| format!("/commands?case={number}");
    let page = egon.get(&list(world.number)).await;
    page.shows(&["Look at a new sender", &format!("href=\"/cases/{}#m3\"", world.number)]);

    // A suspected follow-up.
    let subject = format!("Re: [{}] Passphrase", world.number);
    let mail = mail_from("Jana", "jana@elsewhere.example", &subject, "I found it by now.");
    let other = world.house.number(world.house.mail(mail).await).await;
    // Of the case that it may follow, whoever may not see it learns nothing.
    let tessa = world.browser(&world.tessa).await;
    tessa.get(&list(other)).await.hides(&["#joining", &world.number.to_string()]);
    let bo = world.house.member("bo", &[Role::Triage, Role::SupportEngineer]).await;
    let bo = world.browser(&bo).await;
    bo.get(&list(other)).await.shows(&[
        &format!("Join it to {}", world.number),
        &format!("href=\"/cases/{other}#joining\""),
    ]);
    bo.get(&format!("/cases/{other}")).await.shows(&["id=\"joining\""]);
}

#[tokio::test]
async fn a_merge_is_undone_from_the_bar() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mut numbers = Vec::new();
    for subject in ["One", "Two twice"] {
        let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
        let number = house.number(house.mail(mail).await).await;
        house.give(number, &tessa, &tessa).await;
        house.wait_secs(60);
        numbers.push(number.to_string());
    }
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let (first, second) = (&numbers[0], &numbers[1]);
    let merge = format!("/cases/{second}/merge");
    browser.post(&merge, &[("into", first)]).await.to();
    let page = browser.get(&format!("/commands?case={first}")).await;
    page.shows(&[&format!("Take {second} apart from it")]);
    let apart = browser.post(&page.action("/undoing"), &[]).await;
    assert_eq!(apart.to(), format!("/cases/{first}?done=separated"));
    browser.get(&format!("/commands?case={first}")).await.hides(&["/undoing"]);
}

#[tokio::test]
async fn a_form_is_a_place_for_whoever_may_use_it() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let ada = house.member("ada", &[Role::Administrator]).await;
    let site = site(&house);
    let egon = Browser::of_member(&house, &site, &egon).await;
    let page = egon.get("/commands").await;
    page.shows(&["\"/me/requests/new\"", "\"/rulings\"", "\"/profile/notices\"", "\"/time-zone\""]);
    page.hides(&["\"/motions/new\"", "\"/queues/new\"", "\"/people/destruction\""]);
    let ada = Browser::of_member(&house, &site, &ada).await;
    let page = ada.get("/commands").await;
    page.shows(&["\"/queues/new\""]).hides(&["\"/motions\"", "\"/motions/new\""]);
}
