//! `/people/search`: by exact address, on record, never in a URL.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_person_is_found_with_the_cases_one_may_see() {
    let world = World::open().await;
    let found =
        world.post("/people/search", json!({"address": "Jana.Novakova@mail.example"})).await;
    let found = found.expect(200).json();
    assert_eq!(found["person"]["id"], world.requester_id.to_string());
    assert_eq!(found["person"]["cases"][0]["number"], world.number.to_string());
    assert!(!found.to_string().contains("novakova"), "redacted: {found}");
}

#[tokio::test]
async fn nobody_and_somebody_without_cases_look_the_same() {
    let world = World::open().await;
    let mut found = Vec::new();
    // Ada is on the staff, and has asked for nothing.
    for address in ["nobody@mail.example", "ada@desk.example"] {
        found.push(
            world.post("/people/search", json!({"address": address})).await.expect(200).bytes,
        );
    }
    assert_eq!(found[0], found[1]);
    let problem = world.post("/people/search", json!({"address": "jana"})).await;
    assert_eq!(problem.problem(422, "invalid")["field"], "address");
}
