//! Several cases at once: each by its own act, told one by one, and moved back.

use axum::http::StatusCode;
use model::{CaseNumber, QueueName, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, site};

async fn three(house: &TestHouse) -> (Member, [CaseNumber; 3]) {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mut numbers = Vec::new();
    for subject in ["One", "Two twice", "Three times"] {
        let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
        numbers.push(house.number(house.mail(mail).await).await);
    }
    (tessa, numbers.try_into().unwrap())
}

async fn queue_of(house: &TestHouse, number: CaseNumber) -> String {
    let mut reader = house.db.read().await.unwrap();
    let case = reader.case_of_number(number).await.unwrap().unwrap().case;
    reader.queue(case.queue_id).await.unwrap().unwrap().name.to_string()
}

#[tokio::test]
async fn several_are_moved_and_moved_back_and_what_stays_is_told() {
    let house = TestHouse::sqlite().await;
    let (tessa, [one, two, three]) = three(&house).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let board = browser.get("/cases?q=queue:triage").await;
    let picks = [one, two, three].map(|number| format!("{number}/1"));
    for pick in &picks {
        board.shows(&[&format!("name=\"case\" value=\"{pick}\" form=\"bulk\"")]);
    }
    // Somebody else is faster with one of them.
    let abuse = QueueName::parse("abuse").unwrap();
    house.desk.move_case(&tessa.actor, three, &abuse, None).await.unwrap();
    let mut form = vec![("queue", "support"), ("q", "queue:triage")];
    form.extend(picks.iter().map(|pick| ("case", pick.as_str())));
    let moved = browser.post("/cases/placements", &form).await;
    let why = format!(">{three}</a> stays: it changed since you saw it");
    moved.is(StatusCode::OK).shows(&[
        &format!("2 cases were moved to support: {one}, {two}."),
        &why,
        &format!("value=\"{one}/2/triage\""),
        "Move back",
        // The board they were picked on, by which the page reads itself anew, too.
        "value=\"queue:triage\"",
        "data-href=\"/cases?q=queue:triage\"",
    ]);
    assert_eq!(queue_of(&house, one).await, "support");
    assert_eq!(queue_of(&house, three).await, "abuse");
    // Sent again, it moves nothing twice.
    let again = browser.post("/cases/placements", &form).await;
    again.is(StatusCode::OK).shows(&["None was moved."]).hides(&["Move back"]);
    let [first, second] = [one, two].map(|number| format!("{number}/2/triage"));
    let back = [("case", first.as_str()), ("case", second.as_str()), ("q", "")];
    browser.post("/cases/placements", &back).await.shows(&["2 cases were moved back"]);
    assert_eq!(queue_of(&house, one).await, "triage");
    // Each was an act of its own, with its own entry.
    house.desk.sequence().await.unwrap();
    let told =
        house.desk.history(&house.desk.enter(&tessa.actor, one).await.unwrap()).await.unwrap();
    assert_eq!(told.len(), 2);
}

#[tokio::test]
async fn what_the_gate_refuses_stays_and_says_why() {
    let house = TestHouse::sqlite().await;
    let (_, [one, ..]) = three(&house).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let browser = Browser::of_member(&house, &site(&house), &adam).await;
    let form = [("queue", "abuse"), ("case", &*format!("{one}/1"))];
    let refused = browser.post("/cases/placements", &form).await;
    refused.is(StatusCode::OK).shows(&["None was moved.", &one.to_string(), "stays:"]);
    assert_eq!(queue_of(&house, one).await, "triage");
    // Odd forms are not ours.
    browser.post("/cases/placements", &[("case", "x")]).await.is(StatusCode::NOT_FOUND);
    browser
        .post("/cases/placements", &[("case", &format!("{one}/1"))])
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
    let many: Vec<_> = (0..51).map(|n| format!("s20261121.{}/1", n + 1)).collect();
    let mut form = vec![("queue", "abuse")];
    form.extend(many.iter().map(|pick| ("case", pick.as_str())));
    let page = browser.post("/cases/placements", &form).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["At most 50 cases"]);
    browser.post("/cases/placements", &[("queue", "abuse")]).await.shows(&["No case was chosen"]);
    assert_eq!(browser.get("/cases/placements").await.to(), "/cases");
}

#[tokio::test]
async fn what_is_moved_out_of_sight_cannot_be_moved_back_by_whoever_moved_it() {
    let house = TestHouse::sqlite().await;
    let (_, [one, ..]) = three(&house).await;
    let tom = house.member("tom", &[Role::Triage]).await;
    let browser = Browser::of_member(&house, &site(&house), &tom).await;
    let form = [("queue", "support"), ("case", &*format!("{one}/1"))];
    let moved = browser.post("/cases/placements", &form).await;
    moved
        .shows(&["1 case was moved to support", "1 of them lies where you do not see cases"])
        .hides(&["Move back"]);
}

#[tokio::test]
async fn several_are_taken() {
    let house = TestHouse::sqlite().await;
    let (tessa, [one, two, _]) = three(&house).await;
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    let picks = [one, two].map(|number| format!("{number}/1"));
    let mut form = vec![("q", "assigned:me")];
    form.extend(picks.iter().map(|pick| ("case", pick.as_str())));
    let taken = browser.post("/cases/assignments", &form).await;
    taken
        .is(StatusCode::OK)
        .shows(&["2 cases were taken", &one.to_string(), "assigned to you"])
        .hides(&["Move back"]);
}
