//! `/changes`: the log's number is the cursor, so nothing is missed and nothing comes twice.

use serde_json::json;
use testkit::house::{DOMAIN, mail_from};

use crate::world::World;

#[tokio::test]
async fn changes_follow_a_cursor() {
    let world = World::open().await;
    world.house.desk.sequence().await.unwrap();
    let first = world.get("/changes").await.expect(200).json();
    let changes = first["changes"].as_array().unwrap();
    let mut acts: Vec<_> = changes.iter().map(|change| change["act"].as_str().unwrap()).collect();
    // What happened in one moment of the fixed clock has no order but that of its ids.
    acts.sort_unstable();
    assert_eq!(acts, ["case.assign", "case.move", "case.open"]);
    assert_eq!(first["changes"][0]["number"], world.number.to_string());
    let next = first["next"].as_i64().unwrap();
    let none = world.get(&format!("/changes?since={next}")).await.expect(200).json();
    assert_eq!((&none["changes"], &none["next"]), (&json!([]), &json!(next)));
    world.post(&world.case("/notes"), json!({"text": "Careful."})).await.expect(201);
    world.house.desk.sequence().await.unwrap();
    let more = world.get(&format!("/changes?since={next}")).await.expect(200).json();
    assert_eq!(more["changes"].as_array().unwrap().len(), 1);
    assert_eq!(more["changes"][0]["act"], "case.note");
    world.get("/changes?since=now").await.problem(422, "invalid");
}

#[tokio::test]
async fn changes_of_other_queues_are_not_told() {
    let world = World::open().await;
    let mut mail = mail_from("Bo", "bo@mail.example", "Disk", "Full.");
    mail.recipients = vec![model::Address::parse(&format!("systems@{DOMAIN}")).unwrap()];
    let hidden = world.house.mail(mail).await;
    let hidden = world.house.number(hidden).await.to_string();
    world.house.desk.sequence().await.unwrap();
    let seen = world.get("/changes").await.expect(200).json();
    assert!(!seen.to_string().contains(&hidden), "{seen}");
}
