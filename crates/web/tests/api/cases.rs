//! `/cases`: the board, one case, its changes.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::house::mail_from;

use crate::world::World;

#[tokio::test]
async fn the_board_shows_cases_redacted() {
    let world = World::open().await;
    let board = world.get("/cases?queue=support").await.expect(200).json();
    let case = &board["cases"][0];
    assert_eq!(case["number"], world.number.to_string());
    assert_eq!(case["kind"], "request");
    assert_eq!(case["queue"], "support");
    assert_eq!(case["state"], "open");
    assert_eq!(case["assignee"]["address"], "egon@desk.example");
    assert_eq!(case["n_messages"], 1);
    assert_eq!(case["due"]["target_secs"], 24 * 3600);
    assert_eq!(case["due"]["is_late"], false);
    assert!(board["next"].is_null());
    for field in ["subject", "excerpt"] {
        let text = case[field].as_str().unwrap();
        assert!(!text.contains("Jana") && !text.contains("601"), "{text}");
    }
    let empty = world.get("/cases?queue=triage").await.expect(200).json();
    assert_eq!(empty["cases"], json!([]));
}

#[tokio::test]
async fn the_board_is_filtered() {
    let world = World::open().await;
    world.house.mail(mail_from("Bo", "bo@mail.example", "Printer", "It is on fire.")).await;
    let count = async |query: &str| {
        let board = world.get(&format!("/cases?{query}")).await.expect(200).json();
        board["cases"].as_array().unwrap().len()
    };
    assert_eq!(count("").await, 2);
    assert_eq!(count("state=pending").await, 1);
    assert_eq!(count("state=pending,open").await, 2);
    assert_eq!(count("mine=true").await, 1);
    assert_eq!(count("state=closed").await, 0);
    assert_eq!(count("q=fire").await, 1);
    assert_eq!(count("q=%22on+fire%22").await, 1);
    assert_eq!(count("q=fire+water").await, 0);
    let mixed = world.get("/cases?q=fire&queue=triage").await.problem(422, "invalid");
    assert_eq!(mixed["field"], "q");
    world.get("/cases?queue=nowhere").await.problem(404, "not-found");
    // What staff may not see is refused with the clause.
    world.get("/cases?queue=systems").await.problem(403, "denied");
}

#[tokio::test]
async fn the_board_is_filtered_in_the_language_of_the_pages() {
    let world = World::open().await;
    world.house.mail(mail_from("Bo", "bo@mail.example", "Printer", "It is on fire.")).await;
    let count = async |query: &str| {
        let board = world.get(&format!("/cases?filter={query}")).await.expect(200).json();
        board["cases"].as_array().unwrap().len()
    };
    assert_eq!(count("").await, 2);
    assert_eq!(count("state:pending+fire").await, 1);
    assert_eq!(count("-fire").await, 1);
    assert_eq!(count("assigned:me+-is:late").await, 1);
    assert_eq!(count("waiting%3E1w").await, 0);
    assert_eq!(count(&world.number.to_string()).await, 1);
    let problem = world.get("/cases?filter=fire+stat:open").await.problem(422, "invalid");
    assert_eq!(problem["field"], "filter");
    assert_eq!(problem["position"], json!({"column": 6, "length": 4}));
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("did you mean state:?"), "{detail}");
    let mixed = world.get("/cases?filter=fire&queue=triage").await.problem(422, "invalid");
    assert_eq!(mixed["field"], "filter");
    world.get("/cases?filter=queue:systems").await.problem(403, "denied");
    world.get("/cases?filter=queue:nowhere").await.problem(422, "invalid");
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let world = World::open().await;
    let n_cases = 53;
    for n in 1..n_cases {
        let address = format!("p{n}@mail.example");
        world.house.mail(mail_from("P", &address, &"x".repeat(n), &"y ".repeat(n))).await;
    }
    let mut seen = Vec::new();
    let mut path = "/cases".to_owned();
    let mut n_pages = 0;
    loop {
        let page = world.get(&path).await.expect(200).json();
        n_pages += 1;
        let cases = page["cases"].as_array().unwrap();
        seen.extend(cases.iter().map(|case| case["number"].as_str().unwrap().to_owned()));
        let Value::String(next) = &page["next"] else { break };
        path = format!("/cases?after={next}");
    }
    let n_seen = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((n_pages, n_seen, seen.len()), (2, n_cases, n_cases));
}

#[tokio::test]
async fn a_case_carries_its_version() {
    let world = World::open().await;
    let answer = world.get(&world.case("")).await.expect(200);
    let version = answer.json()["version"].as_i64().unwrap();
    assert_eq!(answer.header("etag"), format!("\"{version}\""));
    assert_eq!(answer.json()["number"], world.number.to_string());
}

#[tokio::test]
async fn a_case_moves_only_from_the_version_that_was_read() {
    let world = World::open().await;
    let path = world.case("");
    let etag = world.get(&path).await.expect(200).header("etag").to_owned();
    let patch = async |headers: &[(&str, &str)], queue: &str| {
        let body = Some(json!({"queue": queue}));
        world.send_with(&world.token, Method::PATCH, &path, body, headers).await
    };
    patch(&[], "help").await.problem(428, "precondition-required");
    patch(&[("if-match", "\"9999\"")], "help").await.problem(412, "precondition-failed");
    patch(&[("if-match", "W/\"1\"")], "help").await.problem(412, "precondition-failed");
    patch(&[("if-match", "nonsense")], "help").await.problem(400, "unreadable");
    let problem = patch(&[("if-match", &etag)], "nowhere").await.problem(422, "invalid");
    assert_eq!(problem["field"], "queue");
    let moved = patch(&[("if-match", &etag)], "help").await.expect(200);
    let tag = moved.header("etag").to_owned();
    assert_ne!(tag, etag);
    assert_eq!(moved.json()["version"].as_i64().map(|v| format!("\"{v}\"")), Some(tag.clone()));
    let case = world.get(&path).await.expect(200);
    assert_eq!(case.json()["queue"], "help");
    assert_eq!(case.header("etag"), tag);
    patch(&[("if-match", &etag)], "support").await.problem(412, "precondition-failed");
    patch(&[("if-match", "*")], "help").await.problem(409, "case-state");
}

#[tokio::test]
async fn a_case_is_given_and_taken() {
    let world = World::open().await;
    let path = world.case("/assignment");
    world.post(&path, json!({"staff": "tessa@desk.example"})).await.expect(200);
    let case = world.get(&world.case("")).await.expect(200).json();
    assert_eq!(case["assignee"]["address"], "tessa@desk.example");
    assert_eq!(case["is_self_assigned"], false);
    // Nothing at all is oneself.
    world.send(&world.token, Method::POST, &path, None).await.expect(200);
    let case = world.get(&world.case("")).await.expect(200).json();
    assert_eq!(case["assignee"]["address"], "egon@desk.example");
    assert_eq!(case["is_self_assigned"], true);
    for staff in ["nobody@desk.example", "no address", "ada@desk.example"] {
        let problem = world.post(&path, json!({"staff": staff})).await.problem(422, "invalid");
        assert_eq!(problem["field"], "staff", "{staff}");
    }
    let stale = [("if-match", "\"1\"")];
    let body = Some(json!({}));
    let answer = world.send_with(&world.token, Method::POST, &path, body, &stale).await;
    answer.problem(412, "precondition-failed");
}

#[tokio::test]
async fn a_case_ends_and_opens_again() {
    let world = World::open().await;
    let closed = world.post(&world.case("/closure"), json!({})).await.expect(200).json();
    assert_eq!(closed["state"], "closed");
    world.post(&world.case("/closure"), json!({})).await.problem(409, "case-state");
    let path = world.case("/closure");
    let open = world.send(&world.token, Method::DELETE, &path, None).await.expect(200).json();
    assert_eq!(open["state"], "pending");
    world.post(&world.case("/reopening"), json!({})).await.problem(409, "case-state");
    let case = world.get(&world.case("")).await.expect(200).json();
    assert!(case["assignee"].is_null());
}

#[tokio::test]
async fn rights_say_what_may_be_done_and_why() {
    let world = World::open().await;
    let rights = world.get(&world.case("/rights")).await.expect(200).json();
    let rights = rights["rights"].as_array().unwrap();
    let right = |act: &str| rights.iter().find(|right| right["act"] == act).unwrap();
    assert_eq!(right("case.reply")["is_allowed"], true);
    assert_eq!(right("case.reply")["clause"], "000 Communications");
    assert_eq!(right("message.unseal")["is_allowed"], true);
    world.post(&world.case("/closure"), json!({})).await.expect(200);
    let rights = world.get(&world.case("/rights")).await.expect(200).json();
    let rights = rights["rights"].as_array().unwrap();
    let reply = rights.iter().find(|right| right["act"] == "case.reply").unwrap();
    assert_eq!(reply["is_allowed"], false);
    assert!(!reply["remedies"].as_array().unwrap().is_empty());
}
