//! `/cases/{number}/drafts/{kind}`: kept in versions, and a stale one changes nothing.

use axum::http::Method;
use serde_json::{Value, json};

use crate::world::{Answer, World};

async fn put(world: &World, text: &str, if_match: Option<&str>) -> Answer {
    let body = Some(json!({"text": text, "n_seen": 1}));
    let headers: Vec<_> = if_match.map(|tag| ("if-match", tag)).into_iter().collect();
    let path = world.case("/drafts/reply");
    world.send_with(&world.token, Method::PUT, &path, body, &headers).await
}

async fn shown(world: &World) -> Value {
    world.get(&world.case("/drafts/reply")).await.expect(200).json()
}

#[tokio::test]
async fn a_draft_goes_from_version_to_version() {
    let world = World::open().await;
    world.get(&world.case("/drafts/reply")).await.problem(404, "not-found");
    let first = put(&world, "Dear", None).await.expect(200);
    let tag = first.header("etag").to_owned();
    assert_eq!(format!("\"{}\"", first.json()["version"]), tag);
    let draft = shown(&world).await;
    assert_eq!(
        (&draft["text"], &draft["kind"], &draft["n_seen"]),
        (&json!("Dear"), &json!("reply"), &json!(1))
    );
    put(&world, "Dear Jana", Some(&tag)).await.expect(200);
    put(&world, "Dear Jim", Some(&tag)).await.problem(409, "changed");
    put(&world, "Dear Joe", None).await.problem(409, "changed");
    assert_eq!(shown(&world).await["text"], "Dear Jana");
    put(&world, "Dear all", Some("*")).await.expect(200);
    let path = world.case("/drafts/reply");
    let stale = [("if-match", tag.as_str())];
    let gone = world.send_with(&world.token, Method::DELETE, &path, None, &stale).await;
    gone.problem(409, "changed");
    // What is sent takes the draft that it is along.
    let version = shown(&world).await["version"].clone();
    let reply = json!({"text": "Dear all.", "draft": version});
    world.post(&world.case("/replies"), reply).await.expect(201);
    world.get(&path).await.problem(404, "not-found");
    put(&world, "Dear one", None).await.expect(200);
    put(&world, "", Some("*")).await.expect(204);
    world.get(&path).await.problem(404, "not-found");
    world.get(&world.case("/drafts/poem")).await.problem(404, "not-found");
}
