//! What takes two people, through the API: a token proposes nothing that it may not do, and approves nothing.

use axum::http::Method;
use model::Role;
use serde_json::{Value, json};

use crate::world::{Caller, World, session, token};

const FILE: &str = "@id(\"ours\")\n@clause(\"c\")\n@sentence(\"Auditors see the queues.\")\n\
    permit (principal is Staff, action == Action::\"case.list\", resource)\n\
    when { principal.roles.contains(\"publisher\") };\n";

fn ours() -> Value {
    json!({"file": "ours.cedar", "text": FILE, "note": "To try it."})
}

async fn counsel(world: &World) -> (Caller, Caller) {
    let cora = world.house.member("cora", &[Role::Counsel]).await;
    (session(&world.house, cora.staff.person_id).await, token(&world.house, &cora, 1).await)
}

#[tokio::test]
async fn the_policies_are_changed_by_two() {
    let world = World::open().await;
    let (cora, her_token) = counsel(&world).await;
    let ada = &world.administrator;
    let post = async |who: &Caller, path: &str, body: Value| {
        world.send(who, Method::POST, path, Some(body)).await
    };
    let analysis = post(ada, "/policies/analysis", ours()).await.expect(200).json();
    let shifts = analysis["shifts"].as_array().unwrap();
    let wider = shifts.iter().find(|shift| shift["asker"] == "publisher").unwrap();
    assert_eq!(wider["act"], "case.list");
    assert_eq!((&wider["before"], &wider["after"]), (&json!("refused"), &json!("allowed")));
    assert_eq!(wider["widens"], true);

    let id = post(ada, "/policies/proposal", ours()).await.expect(201).json()["id"].clone();
    let id = id.as_str().unwrap();
    let shown = world.send(&cora, Method::GET, &format!("/approvals/{id}"), None).await;
    let shown = shown.expect(200).json();
    assert_eq!(shown["input"]["policies"]["files"][0]["text"], FILE);
    assert_eq!(shown["may_approve"], true);
    let digest = json!({"digest": shown["digest"]});
    let path = format!("/approvals/{id}/approval");
    post(&her_token, &path, digest.clone()).await.problem(403, "denied");
    post(ada, &path, digest.clone()).await.problem(403, "denied");
    let wrong = json!({"digest": "00"});
    post(&cora, &path, wrong).await.problem(409, "void");
    let done = post(&cora, &path, digest).await.expect(200).json();
    assert_eq!(done["outcome"], "done");

    let policies = world.get("/policies").await.expect(200).json();
    assert_eq!(policies["edition"]["number"], 2);
    let ours = policies["policies"].as_array().unwrap().iter().find(|one| one["id"] == "ours");
    assert_eq!(ours.unwrap()["file"], "ours.cedar");
    let editions = world.get("/policies/editions").await.expect(200).json();
    assert_eq!(editions["editions"].as_array().unwrap().len(), 2);
    let back = json!({"note": "It was a trial."});
    post(&cora, "/policies/editions/1/reversion", back).await.expect(201);
}

#[tokio::test]
async fn a_bad_file_is_named_with_its_line() {
    let world = World::open().await;
    let file = json!({"file": "ours.cedar", "text": "permit (principal", "note": "x"});
    let path = "/policies/analysis";
    let answer = world.send(&world.administrator, Method::POST, path, Some(file)).await;
    let problem = answer.problem(422, "invalid");
    assert!(problem.to_string().contains("ours.cedar:1:"), "{problem}");
}

#[tokio::test]
async fn a_destruction_is_proposed_and_declined() {
    let world = World::open().await;
    let (cora, her_token) = counsel(&world).await;
    let body = json!({"address": "jana.novakova@mail.example"});
    let path = "/people/destruction";
    // Destroying needs a person who is signed in; so does proposing it.
    let refused = world.send(&her_token, Method::POST, path, Some(body.clone())).await;
    refused.problem(403, "denied");
    let id =
        world.send(&cora, Method::POST, path, Some(body)).await.expect(201).json()["id"].clone();
    let id = id.as_str().unwrap();
    let seen = world.send(&world.administrator, Method::GET, "/approvals", None).await.json();
    assert_eq!(seen["approvals"][0]["input"]["address"], "jana.novakova@mail.example");
    let path = format!("/approvals/{id}/decline");
    let body = Some(json!({"reason": "Not asked for."}));
    world.send(&world.administrator, Method::POST, &path, body).await.expect(204);
    let shown = world.send(&cora, Method::GET, &format!("/approvals/{id}"), None).await.json();
    assert_eq!((&shown["state"], &shown["reason"]), (&json!("declined"), &json!("Not asked for.")));
    let body = Some(json!({}));
    let path = format!("/approvals/{id}/completion");
    world.send(&cora, Method::POST, &path, body).await.problem(403, "denied");
}
