//! `/openapi.json`: made of the code, so it says what the code does.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::world::World;

async fn document() -> Value {
    Box::pin(World::open()).await.get("/openapi.json").await.expect(200).json()
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

#[tokio::test]
async fn it_is_openapi_3_1_and_every_operation_has_its_name() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "/api/v1");
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name.to_owned()), "twice {name}");
        assert!(operation["summary"].is_string(), "{method} {path} says nothing");
        let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
        assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{method} {path}");
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = document().await;
    let text = document.to_string();
    for piece in text.split("\"#/components/schemas/").skip(1) {
        let name = piece.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "no schema {name}");
    }
}

#[tokio::test]
async fn it_says_which_routes_take_a_token_and_a_key() {
    let document = document().await;
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let takes_key = |operation: &Value| {
        let parameters = operation["parameters"].as_array();
        parameters.is_some_and(|list| list.iter().any(|one| one["name"] == "Idempotency-Key"))
    };
    for (path, method, operation) in operations(&document) {
        let is_public = ["/openapi.json", "/log/checkpoint", "/token-key"].contains(&path)
            || path.starts_with("/rulings")
            || path.starts_with("/issuer-keys");
        assert_eq!(operation["security"].is_array(), !is_public, "{method} {path}");
        // No token shows anew who it is: what takes a proof is said to take a session.
        let proved =
            ["/grant_previews", "/grant", "/emergency_previews", "/cases/{number}/emergencies"];
        let takes_session = operation["security"][0]["session"].is_array()
            && operation["security"][0]["form_token"].is_array()
            && operation["security"][0]["token"].is_null();
        let is_proved = method == "post" && proved.iter().any(|end| path.ends_with(end));
        assert_eq!(takes_session, is_proved, "{method} {path}");
        // Two proposals of one value are harmless, and a key would keep what was answered.
        let once = [
            "/unsealing",
            "/showing",
            "/disclosure",
            "/people/search",
            "/redemptions",
            "/{key}/proposal",
            // What takes a proof, which is good once.
            "/grant_previews",
            "/grant",
            "/emergency_previews",
            "/emergencies",
        ];
        let is_once = once.iter().any(|end| path.ends_with(end));
        assert_eq!(takes_key(operation), method == "post" && !is_once, "{method} {path}");
    }
}

#[tokio::test]
async fn the_document_is_looked_over() {
    insta::assert_json_snapshot!(document().await);
}
