//! `/log`: browsing, proofs, the checkpoint.

use axum::http::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

async fn get(world: &World, path: &str) -> Answer {
    world.send(&world.administrator, Method::GET, path, None).await
}

#[tokio::test]
async fn the_log_is_browsed_from_its_end() {
    let world = World::open().await;
    let message = world.first_message().await;
    let path = world.case(&format!("/messages/{}/unsealing", message["id"].as_str().unwrap()));
    world.house.wait_secs(1);
    world.post(&path, json!({})).await.expect(200);
    world.house.desk.sequence().await.unwrap();
    let page = get(&world, "/log").await.expect(200).json();
    let entries = page["entries"].as_array().unwrap();
    assert_eq!(entries[0]["act"], "message.unseal");
    assert_eq!(entries[0]["outcome"], "done");
    let indices: Vec<_> = entries.iter().map(|entry| entry["index"].as_i64().unwrap()).collect();
    assert!(indices.is_sorted_by(|a, b| a > b), "{indices:?}");
    assert!(page["next"].is_null(), "the first entry was on the page");
    let canonical: Value = serde_json::from_str(entries[0]["canonical"].as_str().unwrap()).unwrap();
    assert_eq!(canonical, entries[0]["entry"]);
    let moves = get(&world, "/log?act=case.move").await.expect(200).json();
    assert_eq!(moves["entries"].as_array().unwrap().len(), 1);
    let path = format!("/log?number={}", world.number);
    let of_case = get(&world, &path).await.expect(200).json();
    let of_case = of_case["entries"].as_array().unwrap();
    assert!(!of_case.is_empty() && of_case.len() < entries.len(), "{of_case:?}");
    let none = get(&world, "/log?number=s20200101.1").await.expect(200).json();
    assert_eq!(none["entries"], json!([]));
    assert_eq!(get(&world, "/log?number=1").await.problem(422, "invalid")["field"], "number");
    let before = get(&world, "/log?before=1").await.expect(200).json();
    assert_eq!(before["entries"].as_array().unwrap().len(), 1);
    assert_eq!(get(&world, "/log?act=case.eat").await.problem(422, "invalid")["field"], "act");
    let one = get(&world, "/log/0").await.expect(200).json();
    assert_eq!(one["index"], 0);
    get(&world, "/log/99999").await.problem(404, "not-found");
    get(&world, "/log/nonsense").await.problem(404, "not-found");
}

#[tokio::test]
async fn refusals_are_in_the_log() {
    let world = World::open().await;
    get(&world, &world.case("")).await.problem(403, "denied");
    world.house.desk.sequence().await.unwrap();
    let page = get(&world, "/log?act=case.show").await.expect(200).json();
    assert_eq!(page["entries"][0]["outcome"], "refused");
}

#[tokio::test]
async fn an_entry_is_proven_to_who_keeps_an_older_checkpoint() {
    let world = World::open().await;
    world.house.desk.sequence().await.unwrap();
    let nobody = Caller::Nobody;
    let older = world.send(&nobody, Method::GET, "/log/checkpoint", None).await.expect(200);
    let older = String::from_utf8(older.bytes).unwrap();
    world.post(&world.case("/notes"), json!({"text": "Careful."})).await.expect(201);
    world.house.desk.sequence().await.unwrap();
    let answer = get(&world, "/log/2/proof").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json();
    let encoded: String = older.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let grown = get(&world, &format!("/log/2/proof?older={encoded}")).await.expect(200).json();
    assert!(grown.to_string().contains("older_size"), "{grown}");
    let wrong = get(&world, "/log/2/proof?older=nonsense").await.problem(422, "invalid");
    assert_eq!(wrong["field"], "checkpoint");
}

#[tokio::test]
async fn a_house_without_entries_has_no_checkpoint() {
    let world = World::open().await;
    let nobody = Caller::Nobody;
    let answer = world.send(&nobody, Method::GET, "/log/checkpoint", None).await;
    answer.problem(404, "not-found");
}
