//! Cases that belong together, on their pages; all without JavaScript.

use axum::http::StatusCode;
use model::{CaseNumber, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, site};

struct World {
    house: TestHouse,
    tessa: Member,
    first: CaseNumber,
    second: CaseNumber,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mut numbers = Vec::new();
    for subject in ["One", "Two twice"] {
        let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
        let number = house.number(house.mail(mail).await).await;
        house.give(number, &tessa, &tessa).await;
        house.wait_secs(60);
        numbers.push(number);
    }
    World { tessa, first: numbers[0], second: numbers[1], house }
}

#[tokio::test]
async fn two_cases_are_merged_and_taken_apart_by_one_button() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let (first, second) = (world.first, world.second);
    let page = browser.get(&format!("/cases/{second}")).await;
    page.shows(&["This case goes into", "Make messages a case of their own"]);
    let wrong = browser.post(&format!("/cases/{second}/merge"), &[("into", "that one")]).await;
    wrong
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["A case has a number such as s20261121.17.", "value=\"that one\""]);
    let into = first.to_string();
    let done = browser.post(&format!("/cases/{second}/merge"), &[("into", &into)]).await;
    assert_eq!(done.to(), format!("/cases/{first}?done=merged"));
    let merged = browser.get(&format!("/cases/{first}?done=merged")).await;
    merged.shows(&[
        "The cases are one",
        "Undo",
        "Take apart",
        &format!("came with <a class=\"number\" href=\"#affairs\">{second}</a>"),
        &format!("id=\"m{second}-1\""),
    ]);
    // The number of the part leads there; so does whatever is sent to it.
    let moved = browser.get(&format!("/cases/{second}")).await;
    assert_eq!(moved.to(), format!("/cases/{first}?done=moved_on"));
    let moved = browser.post(&format!("/cases/{second}/closure"), &[("version", "3")]).await;
    assert_eq!(moved.to(), format!("/cases/{first}?done=moved_on"));
    let id = world
        .house
        .desk
        .parts(&world.house.desk.enter(&world.tessa.actor, first).await.unwrap())
        .await
        .unwrap()[0]
        .merge_id;
    let undone = browser.post(&format!("/cases/{first}/merges/{id}/undoing"), &[]).await;
    assert_eq!(undone.to(), format!("/cases/{first}?done=separated"));
    while world.house.desk.sequence().await.unwrap() > 0 {}
    browser
        .get(&format!("/cases/{first}?done=separated"))
        .await
        .shows(&["The cases are two again", "merged another case into this one"])
        .hides(&["Take apart"]);
    browser.get(&format!("/cases/{second}")).await.is(StatusCode::OK);
}

#[tokio::test]
async fn messages_are_chosen_and_come_home() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let number = world.first;
    let jana = world.house.desk.case(&world.tessa.actor, number).await.unwrap().case.requester_id;
    let jana = world.house.requester(jana);
    let words = model::Personal::new("Another matter.".to_owned());
    world.house.desk.own_add(&jana, number, words, Vec::new()).await.unwrap();
    let path = format!("/cases/{number}/splits");
    let page = browser.get(&format!("{path}/new")).await;
    page.shows(&["Make a case of these", "stays, it says what this case is about"]);
    let nothing = browser.post(&path, &[("subject", "Another")]).await;
    nothing
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["Choose the messages that are to be a case of their own.", "value=\"Another\""]);
    let shown = world.house.desk.show(&world.tessa.actor, number).await.unwrap();
    let id = shown.messages[1].message.id.to_string();
    let done = browser.post(&path, &[("message", &id), ("subject", "Another")]).await;
    let links = world
        .house
        .desk
        .links(&world.house.desk.enter(&world.tessa.actor, number).await.unwrap())
        .await
        .unwrap();
    let new = links[0].other.as_ref().unwrap().number;
    assert_eq!(done.to(), format!("/cases/{new}?done=split"));
    let page = browser.get(&format!("/cases/{new}?done=split")).await;
    page.shows(&["Another", "split from", "Undo", "name=\"home\""]);
    browser.get(&format!("/cases/{number}")).await.shows(&["split into", &new.to_string()]);
    // The command bar leads to where it is given back, and does it by no single press.
    let back = format!("Give it back to {number}");
    let list = format!("/commands?case={new}");
    let field = format!("href=\"/cases/{new}#merge-number\"");
    browser.get(&list).await.shows(&[&back, &field]).hides(&["name=\"home\""]);
    let into = number.to_string();
    let home = [("into", into.as_str()), ("home", "true")];
    let done = browser.post(&format!("/cases/{new}/merge"), &home).await;
    assert_eq!(done.to(), format!("/cases/{number}?done=came_home"));
    browser.get(&format!("/cases/{number}")).await.shows(&["Another matter.", "Take apart"]);
}

#[tokio::test]
async fn cases_are_linked_and_nothing_is_told_of_what_is_hidden() {
    let world = world().await;
    let browser = Browser::of_member(&world.house, &site(&world.house), &world.tessa).await;
    let (first, second) = (world.first.to_string(), world.second.to_string());
    let path = format!("/cases/{first}/links");
    let linked = browser.post(&path, &[("kind", "caused_by"), ("number", &second)]).await;
    assert_eq!(linked.to(), format!("/cases/{first}?done=linked#affairs"));
    browser.get(&format!("/cases/{first}")).await.shows(&["caused by", &second, "Unlink"]);
    browser.get(&format!("/cases/{second}")).await.shows(&["cause of", &first]);
    let unknown = browser.post(&path, &[("kind", "related"), ("number", "s20200101.1")]).await;
    unknown
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["There is no case s20200101.1 that you may see."]);
    let id = world
        .house
        .desk
        .links(&world.house.desk.enter(&world.tessa.actor, world.first).await.unwrap())
        .await
        .unwrap()[0]
        .id;
    browser.post(&format!("{path}/{id}/removal"), &[]).await;
    browser.get(&format!("/cases/{second}")).await.hides(&["cause of"]);
}
