//! `/me`: one's own requests, and who looked.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::house::mail_from;

use crate::world::{Answer, World, session};

async fn get(world: &World, path: &str) -> Answer {
    world.send(&world.requester, Method::GET, path, None).await
}

#[tokio::test]
async fn a_requester_sees_their_own_words() {
    let world = World::open().await;
    let own = get(&world, "/me/requests").await.expect(200).json();
    assert_eq!(own["requests"].as_array().unwrap().len(), 1);
    assert_eq!(own["requests"][0]["number"], world.number.to_string());
    assert_eq!(own["requests"][0]["subject"], "Lost passphrase of Jana Nováková");
    let one = get(&world, &format!("/me/requests/{}", world.number)).await.expect(200).json();
    assert_eq!(one["number"], world.number.to_string());
    assert_eq!(one["messages"][0]["is_own"], true);
    assert!(one["messages"][0]["text"].as_str().unwrap().contains("+420 601 123 456"));
}

#[tokio::test]
async fn a_requester_asks_and_adds() {
    let world = World::open().await;
    let post = async |path: &str, body: Value| {
        world.send(&world.requester, Method::POST, path, Some(body)).await
    };
    let new = json!({"subject": "Another", "text": "One more thing."});
    let number = post("/me/requests", new).await.expect(201).json()["number"].clone();
    let path = format!("/me/requests/{}", number.as_str().unwrap());
    post(&format!("{path}/messages"), json!({"text": "And this."})).await.expect(204);
    let one = get(&world, &path).await.expect(200).json();
    assert_eq!(one["messages"].as_array().unwrap().len(), 2);
    let board = world.get("/cases?queue=triage").await.expect(200).json();
    assert_eq!(board["cases"][0]["number"], number);
    let empty = post("/me/requests", json!({"subject": " ", "text": "x"})).await;
    assert_eq!(empty.problem(422, "invalid")["field"], "subject");
}

#[tokio::test]
async fn a_requester_sees_their_own_only() {
    let world = World::open().await;
    let other = world.house.mail(mail_from("Bo", "bo@mail.example", "Printer", "On fire.")).await;
    let record = world.house.db.read().await.unwrap().case(other).await.unwrap().unwrap().case;
    let path = format!("/me/requests/{}", record.number);
    get(&world, &path).await.problem(404, "not-found");
    let add = Some(json!({"text": "Mine too."}));
    let messages = format!("{path}/messages");
    let answer = world.send(&world.requester, Method::POST, &messages, add).await;
    answer.problem(404, "not-found");
    let bo = session(&world.house, record.requester_id).await;
    world.send(&bo, Method::GET, &path, None).await.expect(200);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let world = World::open().await;
    let list = get(&world, "/me/sessions").await.expect(200).json();
    let sessions = list["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0]["is_this"], true);
    assert_eq!(
        (&sessions[0]["way"], &sessions[0]["identity"]),
        (&json!("link"), &json!("signed_in"))
    );
    // A token is no session, and sees those of whom it acts for.
    let of_token = world.get("/me/sessions").await.expect(200).json();
    let of_token = of_token["sessions"].as_array().unwrap();
    assert!(!of_token.is_empty() && of_token.iter().all(|found| found["is_this"] == false));
    let path = format!("/me/sessions/{}", sessions[0]["id"].as_str().unwrap());
    world.send(&world.token, Method::DELETE, &path, None).await.problem(404, "not-found");
    world.send(&world.requester, Method::DELETE, &path, None).await.expect(204);
    get(&world, "/me/requests").await.problem(401, "unauthenticated");
    world
        .send(&world.token, Method::DELETE, "/me/sessions/x", None)
        .await
        .problem(404, "not-found");
}
