//! Problems: one shape for every fault, and nothing told to who may not know.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::json;

use crate::world::{Answer, Caller, World, pass_days, token};

#[tokio::test]
async fn whoever_is_not_known_gets_one_answer() {
    let world = World::open().await;
    let Caller::Token(good) = &world.token else { unreachable!() };
    let short = token(&world.house, &world.egon, 1).await;
    pass_days(&world.house, 2);
    let Caller::Token(expired) = &short else { unreachable!() };
    let nobody = Caller::Nobody;
    let first = world.send(&nobody, Method::GET, "/cases", None).await;
    assert_eq!(first.header("www-authenticate"), "Bearer realm=\"chancery\"");
    let unknown = format!("chancery_{}", "A".repeat(43));
    let shown = [
        format!("Bearer {expired}"),
        format!("Bearer {unknown}"),
        format!("Bearer {good}x"),
        format!("Basic {good}"),
        "Bearer".to_owned(),
        String::new(),
    ];
    let expect = first.problem(401, "unauthenticated");
    for value in &shown {
        let headers = [("authorization", value.as_str())];
        let answer = world.send_with(&nobody, Method::GET, "/cases", None, &headers).await;
        assert_eq!(answer.problem(401, "unauthenticated"), expect, "{value}");
    }
    world.get("/cases").await.expect(200);
    // Cases that are there and cases that are not look alike to who is not known.
    for path in [world.case(""), "/cases/s20200101.1".to_owned(), "/cases/nonsense".to_owned()] {
        let answer = world.send(&nobody, Method::GET, &path, None).await;
        assert_eq!(answer.problem(401, "unauthenticated"), expect, "{path}");
    }
}

#[tokio::test]
async fn a_requester_learns_nothing_of_cases() {
    let world = World::open().await;
    let mut bodies = Vec::new();
    for path in [world.case(""), "/cases/s20200101.1".to_owned(), "/cases/nonsense".to_owned()] {
        let answer = world.send(&world.requester, Method::GET, &path, None).await;
        bodies.push(answer.problem(404, "not-found"));
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
}

#[tokio::test]
async fn fields_that_nobody_knows_are_named() {
    let world = World::open().await;
    let notes = world.case("/notes");
    let problem = world.post(&notes, json!({"text": "a", "colour": "red"})).await;
    assert_eq!(problem.problem(422, "invalid")["field"], "colour");
    let problem = world.post(&notes, json!({})).await;
    assert_eq!(problem.problem(422, "invalid")["field"], "text");
    let problem = world.post(&notes, json!({"text": " "})).await;
    assert_eq!(problem.problem(422, "invalid")["field"], "text");
    world.post(&notes, json!({"text": 7})).await.problem(422, "invalid");
    let problem = world.get("/cases?colour=red").await;
    assert_eq!(problem.problem(422, "invalid")["field"], "colour");
    let problem = world.get("/cases?state=sleeping").await;
    assert_eq!(problem.problem(422, "invalid")["field"], "state");
    let problem = world.get("/cases?after=nonsense").await;
    assert_eq!(problem.problem(422, "invalid")["field"], "after");
    world.get("/cases?mine=perhaps").await.problem(422, "invalid");
}

async fn raw(world: &World, media_type: &str, body: Vec<u8>) -> Answer {
    let Caller::Token(token) = &world.token else { unreachable!() };
    let request = Request::post(format!("/api/v1{}", world.case("/notes")))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, media_type)
        .body(Body::from(body))
        .unwrap();
    world.raw(request).await
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let world = World::open().await;
    raw(&world, "application/json", b"{\"text\":".to_vec()).await.problem(400, "unreadable");
    raw(&world, "application/json", b"\xff\xfe".to_vec()).await.problem(400, "unreadable");
    let deep = [b"{\"text\":".to_vec(), b"[".repeat(100_000)].concat();
    raw(&world, "application/json", deep).await.expect_problem();
    raw(&world, "text/plain", b"{\"text\":\"a\"}".to_vec()).await.problem(415, "media-type");
    raw(&world, "application/json; charset=utf-8", b"{\"text\":\"a\"}".to_vec()).await.expect(201);
}

#[tokio::test]
async fn too_much_is_refused_with_the_limit() {
    let world = World::open().await;
    let huge = format!("{{\"text\":\"{}\"}}", "a".repeat(1024 * 1024));
    let problem = raw(&world, "application/json", huge.clone().into_bytes()).await;
    let problem = problem.problem(413, "too-large");
    assert!(problem["detail"].as_str().unwrap().contains("1048576"), "{problem}");
    // The same on the way through the key.
    let Caller::Token(token) = &world.token else { unreachable!() };
    let request = Request::post(format!("/api/v1{}", world.case("/notes")))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", "k")
        .body(Body::from(huge))
        .unwrap();
    world.raw(request).await.problem(413, "too-large");
}

#[tokio::test]
async fn roads_that_lead_nowhere_are_problems_too() {
    let world = World::open().await;
    for path in ["/nowhere", "/cases/s20261121.1/nowhere", ""] {
        world.get(path).await.problem(404, "not-found");
    }
    let answer = world.send(&world.token, Method::PUT, "/cases", None).await;
    assert_eq!(answer.header("allow"), "GET,HEAD");
    answer.problem(405, "method");
}

#[tokio::test]
async fn a_cookie_alone_changes_nothing() {
    let world = World::open().await;
    let Caller::Session { cookie, form_token } = &world.requester else { unreachable!() };
    let cookie = format!("chancery={cookie}");
    let body = || Some(json!({"subject": "Help", "text": "Please."}));
    let nobody = Caller::Nobody;
    let send = async |headers: &[(&str, &str)]| {
        world.send_with(&nobody, Method::POST, "/me/requests", body(), headers).await
    };
    send(&[("cookie", &cookie)]).await.problem(403, "foreign");
    send(&[("cookie", &cookie), ("x-form-token", "wrong")]).await.problem(403, "foreign");
    let foreign = ("sec-fetch-site", "cross-site");
    send(&[("cookie", &cookie), ("x-form-token", form_token), foreign])
        .await
        .problem(403, "foreign");
    send(&[("cookie", &cookie), ("x-form-token", form_token)]).await.expect(201);
    let reading =
        world.send_with(&nobody, Method::GET, "/me/requests", None, &[("cookie", &cookie)]).await;
    reading.expect(200);
}

#[tokio::test]
async fn nothing_is_kept_by_anybody_on_the_way() {
    let world = World::open().await;
    let answer = world.get(&world.case("")).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(!answer.header("x-request-id").is_empty());
}
