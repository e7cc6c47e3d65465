//! `Idempotency-Key`: once is once.

use axum::http::Method;
use desk::KeyedRequest;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, World, pass_days};

async fn post(world: &World, caller: &Caller, key: &str, path: &str, body: Value) -> Answer {
    let headers = [("idempotency-key", key)];
    world.send_with(caller, Method::POST, path, Some(body), &headers).await
}

async fn n_messages(world: &World) -> usize {
    let listed = world.get(&world.case("/messages")).await.expect(200).json();
    listed["messages"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_same_request_is_done_once() {
    let world = World::open().await;
    let (path, body) = (world.case("/notes"), json!({"text": "Careful."}));
    let first = post(&world, &world.token, "k1", &path, body.clone()).await.expect(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = post(&world, &world.token, "k1", &path, body.clone()).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.header("content-type"), "application/json");
    assert_eq!(first.json(), again.json());
    assert_eq!(n_messages(&world).await, 2);
    let other = post(&world, &world.token, "k2", &path, body).await.expect(201);
    assert_ne!(first.json(), other.json());
    assert_eq!(n_messages(&world).await, 3);
}

#[tokio::test]
async fn an_answer_comes_back_with_its_etag() {
    let world = World::open().await;
    let path = world.case("/closure");
    let first = post(&world, &world.token, "k", &path, json!({})).await.expect(200);
    let again = post(&world, &world.token, "k", &path, json!({})).await.expect(200);
    assert!(!first.header("etag").is_empty());
    assert_eq!(first.header("etag"), again.header("etag"));
}

#[tokio::test]
async fn a_key_is_for_one_request_of_one_caller() {
    let world = World::open().await;
    let path = world.case("/notes");
    post(&world, &world.token, "k", &path, json!({"text": "One."})).await.expect(201);
    let taken = post(&world, &world.token, "k", &path, json!({"text": "Two."})).await;
    taken.problem(422, "key-taken");
    let taken = post(&world, &world.token, "k", &world.case("/closure"), json!({})).await;
    taken.problem(422, "key-taken");
    let mine = json!({"subject": "Help", "text": "Please."});
    post(&world, &world.requester, "k", "/me/requests", mine).await.expect(201);
}

#[tokio::test]
async fn what_still_runs_is_not_done_again() {
    let world = World::open().await;
    let (path, body) = (world.case("/notes"), json!({"text": "Careful."}));
    let text = body.to_string();
    let keyed = KeyedRequest { key: "k", parts: &[path.as_bytes(), text.as_bytes()] };
    world.house.desk.claim_key(&world.egon.actor, keyed).await.unwrap();
    post(&world, &world.token, "k", &path, body).await.problem(409, "still-running");
    assert_eq!(n_messages(&world).await, 1);
}

#[tokio::test]
async fn a_refusal_leaves_its_key_free() {
    let world = World::open().await;
    let path = world.case("/replies");
    post(&world, &world.token, "k", &path, json!({"text": ""})).await.problem(422, "invalid");
    post(&world, &world.token, "k", &path, json!({"text": "Now."})).await.expect(201);
}

#[tokio::test]
async fn keys_end_after_a_day() {
    let world = World::open().await;
    let (path, body) = (world.case("/notes"), json!({"text": "Careful."}));
    let first = post(&world, &world.token, "k", &path, body.clone()).await.expect(201);
    pass_days(&world.house, 2);
    let later = post(&world, &world.token, "k", &path, body).await.expect(201);
    assert_ne!(first.json(), later.json());
}

#[tokio::test]
async fn many_at_once_do_it_once() {
    let world = World::open().await;
    let (path, body) = (world.case("/notes"), json!({"text": "Careful."}));
    let send = || post(&world, &world.token, "k", &path, body.clone());
    let answers = tokio::join!(send(), send(), send(), send());
    let statuses =
        [answers.0, answers.1, answers.2, answers.3].map(|answer| answer.status.as_u16());
    assert!(statuses.contains(&201), "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
    assert_eq!(n_messages(&world).await, 2);
}

#[tokio::test]
async fn an_original_is_never_kept() {
    let world = World::open().await;
    let message = world.first_message().await;
    let path = world.case(&format!("/messages/{}/unsealing", message["id"].as_str().unwrap()));
    let first = post(&world, &world.token, "k", &path, json!({})).await.expect(200);
    let again = post(&world, &world.token, "k", &path, json!({})).await.expect(200);
    assert_eq!(again.header("idempotency-replayed"), "");
    assert_eq!(first.json(), again.json());
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    assert_eq!(looks.json()["looks"].as_array().unwrap().len(), 2, "each opening is on record");
    let other = post(&world, &world.token, "k", &world.case("/closure"), json!({})).await;
    other.expect(200);
}

#[tokio::test]
async fn odd_keys_are_refused() {
    let world = World::open().await;
    let path = world.case("/notes");
    for key in ["", &"k".repeat(201)] {
        let answer = post(&world, &world.token, key, &path, json!({"text": "a"})).await;
        assert_eq!(answer.problem(422, "invalid")["field"], "Idempotency-Key");
    }
}
