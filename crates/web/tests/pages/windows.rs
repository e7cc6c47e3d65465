//! Long cases: the pages show a window of their messages, and links lead through all of them; all without JavaScript.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use desk::{NoteDraft, WINDOW_MAX};
use model::{CaseNumber, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

/// Messages behind the first.
const N_SAID: usize = 229;

struct World {
    house: TestHouse,
    tessa: Member,
    jana: model::PersonId,
    number: CaseNumber,
}

async fn world() -> World {
    let world = small_world().await;
    let hers = world.house.requester(world.jana);
    for n in 0..N_SAID {
        world.house.wait_secs(1);
        let text = Personal::new(format!("Word {n}."));
        world.house.desk.own_add(&hers, world.number, text, Vec::new()).await.unwrap();
    }
    world
}

/// A case of one message.
async fn small_world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "A long matter", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    let jana = house.desk.case(&tessa.actor, number).await.unwrap().case.requester_id;
    World { house, tessa, jana, number }
}

/// The messages of a page, by what stands behind this in the tag of each.
fn messages(page: &Page, before: &str) -> Vec<String> {
    let ids = page.html.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).collect()
}

fn link(page: &Page, rel: &str) -> Option<String> {
    let rest = page.html.split(&format!("rel=\"{rel}\" href=\"")).nth(1)?;
    rest.split('"').next().map(str::to_owned)
}

/// Walks from the newest to the first, and back again, and returns all messages in their order.
async fn walked(browser: &Browser, path: &str, before: &str) -> Vec<String> {
    let mut page = browser.get(path).await;
    page.is(StatusCode::OK).shows(&["130 messages before these", "From the beginning"]);
    page.hides(&["To the newest"]);
    let mut back = messages(&page, before);
    while let Some(href) = link(&page, "prev") {
        page = browser.get(&href).await;
        page.is(StatusCode::OK).shows(&["To the newest", "messages after these", "<textarea"]);
        back.splice(0..0, messages(&page, before));
    }
    let mut page = browser.get(&format!("{path}?from=start")).await;
    page.is(StatusCode::OK).shows(&["130 messages after these"]).hides(&["From the beginning"]);
    let mut forth = messages(&page, before);
    while let Some(href) = link(&page, "next") {
        page = browser.get(&href).await;
        forth.extend(messages(&page, before));
    }
    assert_eq!(forth, back);
    let each: BTreeSet<&String> = back.iter().collect();
    assert_eq!((each.len(), back.len()), (N_SAID + 1, N_SAID + 1));
    back
}

#[tokio::test]
async fn the_staff_walk_through_a_long_case() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let path = format!("/cases/{}", world.number);
    let all = walked(&browser, &path, "data-message=\"").await;

    // A message's own address leads to the window that holds it, and so does what comes back for it.
    let (first, newest) = (&all[0], format!("id=\"m{}\"", N_SAID + 1));
    let page = browser.get(&format!("{path}?at={first}")).await;
    page.shows(&["id=\"m1\"", &format!("href=\"{path}?at={first}#m1\"")]).hides(&[&newest]);
    page.shows(&[&format!("data-href=\"{path}?at={first}\"")]);
    let unsealing = format!("{path}/messages/{first}/unsealing");
    let refused = browser.post(&unsealing, &[("reason", " ")]).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).hides(&[&newest]);
    refused.shows(&["id=\"m1\"", "reason-1-error"]);
    let lifted = browser.post(&unsealing, &[("reason", "to see how it began")]).await;
    lifted.is(StatusCode::OK).shows(&["id=\"m1\"", "Seal lifted"]).hides(&[&newest]);

    // What is no message of the case, or nothing at all, leads to the newest.
    for query in ["?at=0199d0c2-0000-7000-8000-000000000001", "?before=x", "?from=middle"] {
        browser.get(&format!("{path}{query}")).await.is(StatusCode::OK).shows(&[&newest]);
    }
    let query = format!("?before={first}");
    browser.get(&format!("{path}{query}")).await.is(StatusCode::OK).shows(&[&newest]);
}

#[tokio::test]
async fn what_came_since_is_told_in_every_window() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let path = format!("/cases/{}", world.number);
    browser.get(&path).await;
    let form = [("kind", "reply"), ("text", "Dear Jana,"), ("n_seen", "20"), ("draft", "0")];
    browser.post(&format!("{path}/drafts"), &form).await.to();
    let told = "210 messages came since you began";
    // The first of them is not among the newest, but is among the first.
    browser.get(&path).await.shows(&[told, "#m21\">210"]).hides(&["<a href=\"#m21\">210"]);
    browser.get(&format!("{path}?from=start")).await.shows(&[told, "<a href=\"#m21\">210"]);
}

#[tokio::test]
async fn what_came_before_many_notes_is_shown_before_a_reply_leaves() {
    let world = world().await;
    let desk = &world.house.desk;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let path = format!("/cases/{}", world.number);
    browser.get(&path).await;
    world.house.wait_secs(1);
    let hers = Personal::new("I found the paper.".to_owned());
    desk.own_add(&world.house.requester(world.jana), world.number, hers, Vec::new()).await.unwrap();
    for n in 0..WINDOW_MAX {
        world.house.wait_secs(1);
        let text = Personal::new(format!("Noted {n}."));
        desk.note(&world.tessa.actor, world.number, NoteDraft { text }).await.unwrap();
    }
    let replies = format!("{path}/replies");
    let reply = |n_seen| [("text", "Dear Jana,"), ("n_seen", n_seen)];
    let stopped = browser.post(&replies, &reply("230")).await;
    let seen_now = format!("name=\"n_seen\" value=\"{}\"", N_SAID + 2 + WINDOW_MAX);
    stopped.is(StatusCode::CONFLICT).hides(&["Noted 0.", "All that came"]);
    stopped.shows(&["One message came since you began", "I found the paper.", &seen_now]);
    // Of more than a window the first ones are shown, and a link leads to all.
    let stopped = browser.post(&replies, &reply("20")).await;
    stopped.is(StatusCode::CONFLICT).hides(&["I found the paper."]);
    stopped.shows(&["211 messages came since you began", "id=\"m21\"", "#m21\">All that came"]);
}

#[tokio::test]
async fn a_requester_walks_through_a_long_request() {
    let world = world().await;
    let browser = Browser::signed_in(&world.house, &site(&world.house), world.jana).await;
    let path = format!("/me/requests/{}", world.number);
    walked(&browser, &path, "<h2 id=\"m-").await;
    let nowhere = format!("{path}?at=0199d0c2-0000-7000-8000-000000000001");
    browser.get(&nowhere).await.is(StatusCode::OK).shows(&["130 messages before these"]);
}

#[tokio::test]
async fn messages_of_any_window_are_chosen_for_a_split() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let path = format!("/cases/{}/splits", world.number);
    let (stays, apart) = ("stays, it says what this case is about", "can be chosen together");
    let newest = browser.get(&format!("{path}/new")).await;
    newest.shows(&[apart, "130 messages before these"]).hides(&[stays]);
    let start = browser.get(&format!("{path}/new?from=start")).await;
    start.shows(&[apart, stays]);
    assert_eq!(messages(&start, "id=\"choose-").len(), 99);
    let action = start.action("/splits?from=start");
    let again = browser.post(&action, &[("subject", "Another")]).await;
    again.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[stays, "value=\"Another\""]);
    let id = &messages(&start, "id=\"choose-")[50];
    let done = browser.post(&action, &[("message", id), ("subject", "Another")]).await;
    browser.get(done.to()).await.is(StatusCode::OK).shows(&["Word 50."]);
}

#[tokio::test]
async fn what_stays_is_known_below_the_many_messages_of_a_part() {
    let world = world().await;
    let (house, tessa) = (&world.house, &world.tessa);
    house.wait_secs(60);
    let mail = mail_from("Jana", "jana@mail.example", "Another matter", "It is this.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, tessa, tessa).await;
    house.desk.merge(&tessa.actor, world.number, number).await.unwrap();
    let browser = Browser::of_member(house, &site(house), tessa).await;
    let newest = browser.get(&format!("/cases/{number}/splits/new")).await;
    newest.shows(&["131 messages before these", "stays, it says what this case is about"]);
    newest.hides(&["id=\"choose-"]);
}
