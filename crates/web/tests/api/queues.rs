//! `/queues` and `/staff`.

use axum::http::Method;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn queues_are_listed_with_counts_where_one_may_see_them() {
    let world = World::open().await;
    let queues = world.get("/queues").await.expect(200).json();
    let queues = queues["queues"].as_array().unwrap();
    let queue = |name: &str| queues.iter().find(|queue| queue["name"] == name).unwrap();
    assert_eq!(queues.len(), 7);
    assert_eq!(queue("support")["n_open"], 1);
    assert!(queue("systems")["n_open"].is_null());
    assert_eq!(queue("triage")["roles"][0], "triage");
}

#[tokio::test]
async fn administrators_edit_queues() {
    let world = World::open().await;
    let admin = &world.administrator;
    let new = json!({"name": "printing", "first_response_secs": 3600, "roles": ["triage"]});
    let create = async |body| world.send(admin, Method::POST, "/queues", Some(body)).await;
    let made = create(new.clone()).await.expect(201).json();
    assert_eq!((&made["name"], &made["is_active"]), (&json!("printing"), &json!(true)));
    assert_eq!(create(new).await.problem(422, "invalid")["field"], "name");
    let odd = |name: &str, secs: i64, role: &str| json!({"name": name, "first_response_secs": secs, "roles": [role]});
    assert_eq!(create(odd("No", 3600, "triage")).await.problem(422, "invalid")["field"], "name");
    assert_eq!(create(odd("a", 3600, "king")).await.problem(422, "invalid")["field"], "roles");
    let secs = create(odd("a", 1, "triage")).await.problem(422, "invalid");
    assert_eq!(secs["field"], "first_response_secs");

    let change = Some(json!({"first_response_secs": 7200}));
    world.send(admin, Method::PATCH, "/queues/printing", change.clone()).await.expect(204);
    let queues = world.get("/queues").await.expect(200).json();
    let queues = queues["queues"].as_array().unwrap();
    let queue = queues.iter().find(|queue| queue["name"] == "printing").unwrap();
    assert_eq!(queue["first_response_secs"], 7200);
    assert_eq!(queue["roles"], json!(["triage"]), "what is left out stays");
    let none = world.send(admin, Method::PATCH, "/queues/nowhere", change).await;
    none.problem(404, "not-found");
}

#[tokio::test]
async fn the_staff_see_each_other() {
    let world = World::open().await;
    let staff = world.get("/staff").await.expect(200).json();
    let staff = staff["staff"].as_array().unwrap();
    let egon = staff.iter().find(|member| member["address"] == "egon@desk.example").unwrap();
    assert_eq!(egon["name"], "egon Staffname");
    assert_eq!(egon["roles"], json!(["triage", "support_engineer"]));
    assert!(egon["signing_not_after"].is_string());
}
