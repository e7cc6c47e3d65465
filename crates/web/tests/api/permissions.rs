//! Who may ask for what: every route, four callers.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use crate::world::{Caller, World};

/// What must have happened before.
#[derive(Clone, Copy, PartialEq)]
enum Given {
    /// Nothing; the row leaves the case as others need it.
    Nothing,
    /// A case of the row's own.
    Own,
    /// A case that is closed.
    Closed,
    /// A case with a reply on hold.
    Replied,
}

/// A route, and the statuses for nobody, the requester of the case, an administrator without a reading role,
/// and a token of the engineer who works on it.
struct Row {
    method: &'static str,
    path: &'static str,
    body: fn() -> Value,
    given: Given,
    expect: [u16; 4],
}

const fn row(
    method: &'static str,
    path: &'static str,
    body: fn() -> Value,
    expect: [u16; 4],
) -> Row {
    Row { method, path, body, given: Given::Nothing, expect }
}

impl Row {
    const fn given(self, given: Given) -> Self {
        Self { given, ..self }
    }
}

fn none() -> Value {
    Value::Null
}

fn empty() -> Value {
    json!({})
}

// To a destination that is not there.
fn handover() -> Value {
    json!({"destination": "0199d0c2-0000-7000-8000-00000000ffff", "note": "why"})
}

// The row before took the case.
fn reason() -> Value {
    json!({"reason": "to answer"})
}

const ROWS: &[Row] = &[
    row("GET", "/openapi.json", none, [200, 200, 200, 200]),
    row("GET", "/log/checkpoint", none, [200, 200, 200, 200]),
    row("GET", "/cases", none, [401, 403, 200, 200]),
    row("GET", "/cases/{number}", none, [401, 404, 403, 200]),
    row("PATCH", "/cases/{number}", || json!({"queue": "help"}), [401, 404, 403, 200]),
    row("GET", "/cases/{number}/rights", none, [401, 404, 403, 200]),
    row("POST", "/cases/{number}/assignment", || json!({"staff": "me"}), [401, 404, 403, 200]),
    row("POST", "/cases/{number}/closure", empty, [401, 404, 403, 200]).given(Given::Own),
    row("DELETE", "/cases/{number}/closure", none, [401, 404, 403, 200]).given(Given::Closed),
    row("POST", "/cases/{number}/reopening", empty, [401, 404, 403, 200]).given(Given::Closed),
    row("POST", "/cases/{number}/notes", || json!({"text": "Careful."}), [401, 404, 403, 201]),
    row("POST", "/cases/{number}/replies", || json!({"text": "Done."}), [401, 404, 403, 201]),
    row("DELETE", "/cases/{number}/replies/{id}", none, [401, 404, 403, 204]).given(Given::Replied),
    row("POST", "/cases/{number}/messages/{id}/retraction", empty, [401, 404, 403, 204])
        .given(Given::Replied),
    row("PUT", "/cases/{number}/drafts/{kind}", draft, [401, 404, 403, 200]),
    row("GET", "/cases/{number}/drafts/{kind}", none, [401, 404, 403, 200]),
    row("DELETE", "/cases/{number}/drafts/{kind}", none, [401, 404, 403, 204]),
    row("GET", "/cases/{number}/messages", none, [401, 404, 403, 200]),
    row("POST", "/cases/{number}/messages/{id}/unsealing", reason, [401, 404, 403, 200]),
    row("POST", "/cases/{number}/messages/{id}/html/unsealing", reason, [401, 404, 403, 200]),
    row("POST", "/cases/{number}/messages/{id}/mail/unsealing", reason, [401, 404, 403, 200]),
    row(
        "POST",
        "/cases/{number}/messages/{id}/attachments/{file}/unsealing",
        reason,
        [401, 404, 403, 200],
    ),
    row("POST", "/cases/{number}/messages/{id}/confirmation", empty, [401, 404, 403, 204]),
    row("GET", "/queues", none, [401, 403, 200, 200]),
    row("POST", "/queues", new_queue, [401, 403, 201, 403]),
    row("PATCH", "/queues/{name}", || json!({"first_response_secs": 60}), [401, 403, 204, 403]),
    row("GET", "/staff", none, [401, 403, 200, 200]),
    row("POST", "/people/search", || json!({"address": "a@b.example"}), [401, 403, 403, 200]),
    row("GET", "/log", none, [401, 403, 200, 403]),
    row("GET", "/log/{index}", none, [401, 403, 200, 403]),
    row("GET", "/log/{index}/proof", none, [401, 403, 200, 403]),
    row("GET", "/changes", none, [401, 403, 200, 200]),
    row("GET", "/me/requests", none, [401, 200, 200, 200]),
    row(
        "POST",
        "/me/requests",
        || json!({"subject": "Help", "text": "Please."}),
        [401, 201, 201, 201],
    ),
    row("GET", "/me/requests/{number}", none, [401, 200, 404, 404]),
    // Nothing was answered there yet.
    row(
        "POST",
        "/me/requests/{number}/outcome",
        || json!({"is_helped": true}),
        [401, 409, 404, 404],
    ),
    row("POST", "/me/exports", none, [401, 200, 200, 200]),
    row("POST", "/me/requests/{number}/messages", || json!({"text": "And?"}), [401, 204, 404, 404]),
    row("GET", "/me/looks", none, [401, 200, 200, 200]),
    row("GET", "/me/sessions", none, [401, 200, 200, 200]),
    // The id is none of a session, and so nobody's.
    row("DELETE", "/me/sessions/{id}", none, [401, 404, 404, 404]),
    row("GET", "/rulings", none, [200, 200, 200, 200]),
    row("GET", "/rulings/{number}/{index}", none, [404, 404, 404, 404]),
    row("GET", "/issuer-keys", none, [200, 200, 200, 200]),
    row("GET", "/issuer-keys/{id}", none, [404, 404, 404, 404]),
    row("GET", "/disputes", none, [401, 404, 200, 200]),
    row("GET", "/disputes/{number}", none, [401, 404, 404, 404]),
    row("POST", "/disputes/{number}/seats", new_seat, [401, 422, 404, 404]),
    row("POST", "/disputes/{number}/departure", || json!({"reason": "x"}), [401, 404, 404, 404]),
    row("POST", "/disputes/{number}/refusal", || json!({"reason": "x"}), [401, 404, 404, 404]),
    row("POST", "/disputes/{number}/statements", new_statement, [401, 404, 404, 404]),
    row("GET", "/disputes/{number}/rulings/{index}", none, [401, 404, 404, 404]),
    row("POST", "/disputes/{number}/rulings/{index}/release", empty, [401, 404, 404, 404]),
    row("GET", "/me/disputes", none, [401, 200, 200, 200]),
    row("POST", "/me/disputes", new_dispute, [401, 201, 201, 201]),
    row("GET", "/me/disputes/{number}", none, [401, 404, 404, 404]),
    row("POST", "/me/disputes/{number}/statements", || json!({"text": "x"}), [401, 404, 404, 404]),
    row(
        "POST",
        "/me/disputes/{number}/rulings/{index}/appeal",
        || json!({"complaint": "x", "relief": "x"}),
        [401, 404, 404, 404],
    ),
    row("POST", "/cases/{number}/dispute", new_dispute, [401, 404, 403, 201]),
    row("POST", "/cases/{number}/legal", empty, [401, 404, 403, 201]).given(Given::Own),
    row("GET", "/me/fields", none, [401, 200, 200, 200]),
    row("GET", "/me/consents", none, [401, 200, 200, 200]),
    row("GET", "/me/authorities", none, [401, 200, 200, 200]),
    row("GET", "/cases/{number}/fields", none, [401, 404, 403, 200]),
    row(
        "PATCH",
        "/cases/{number}/fields/{key}",
        || json!({"value": "x", "version": 0}),
        [401, 404, 403, 403],
    ),
    // Nobody gave it; with an authority, see `a_field_is_opened_under_consent`.
    row("POST", "/cases/{number}/fields/{key}/showing", empty, [401, 404, 403, 403]),
    row(
        "POST",
        "/cases/{number}/fields/{key}/proposal",
        || json!({"value": "x", "version": 0}),
        [401, 404, 403, 403],
    ),
    row(
        "POST",
        "/cases/{number}/fields/{key}/disclosure",
        || json!({"relation": "member", "address": "ada@desk.example"}),
        [401, 404, 403, 200],
    ),
    row("GET", "/cases/{number}/consents", none, [401, 404, 403, 200]),
    row("POST", "/cases/{number}/consents", asked, [401, 404, 403, 201]),
    // Nobody was asked by that id; with one, see `consent_is_given_through_the_api`.
    row("POST", "/me/consents/{unknown_id}/grant_previews", chosen, [401, 404, 404, 404]),
    row("POST", "/me/consents/{unknown_id}/grant", granted, [401, 404, 404, 404]),
    row("POST", "/me/consents/{unknown_id}/decline", empty, [401, 404, 404, 404]),
    row("GET", "/authorities", none, [401, 404, 200, 200]),
    row("DELETE", "/authorities/{unknown_id}", none, [401, 404, 404, 404]),
    // For members of the board, whether it stands or not.
    row("GET", "/motions", none, [401, 403, 403, 403]),
    row("GET", "/me/assurances", none, [401, 200, 200, 200]),
    // Once more is no harm.
    row("DELETE", "/me/assurances", none, [401, 204, 204, 204]),
    row("GET", "/emergencies", none, [401, 404, 200, 200]),
    // It takes somebody who is signed in, and no token.
    row(
        "POST",
        "/cases/{number}/emergency_previews",
        || json!({"why": "x", "hours": 2}),
        [401, 404, 403, 403],
    ),
    row("POST", "/cases/{number}/emergencies", broken, [401, 404, 403, 403]),
    row(
        "POST",
        "/emergencies/{unknown_id}/review",
        || json!({"finding": "x", "is_justified": true}),
        [401, 404, 404, 404],
    ),
    // For consoles, by their own secret.
    row("POST", "/redemptions", redemption, [401, 401, 401, 401]),
    row("GET", "/token-key", none, [200, 200, 200, 200]),
    row("GET", "/approvals", none, [401, 403, 200, 200]),
    // No proposal has the id of a message.
    row("GET", "/approvals/{id}", none, [401, 403, 404, 404]),
    row("POST", "/approvals/{id}/approval", || json!({"digest": "00"}), [401, 404, 404, 404]),
    row("POST", "/approvals/{id}/decline", || json!({"reason": "No."}), [401, 404, 404, 404]),
    row("POST", "/approvals/{id}/completion", empty, [401, 404, 404, 404]),
    row("POST", "/approvals/{id}/motion", empty, [401, 404, 404, 404]),
    row("POST", "/people/reset", || json!({"address": "a@b.example"}), [401, 403, 201, 403]),
    // Without a board an administrator gives places alone, and a token never does.
    row("POST", "/staff/motions", new_place, [401, 403, 409, 403]),
    row("POST", "/people/destruction", || json!({"address": "a@b.example"}), [401, 403, 201, 403]),
    row("GET", "/policies", none, [401, 403, 200, 200]),
    row("GET", "/policies/editions", none, [401, 403, 200, 200]),
    row("POST", "/policies/analysis", policy_file, [401, 403, 200, 403]),
    row("POST", "/policies/proposal", policy_file, [401, 403, 201, 403]),
    // No edition has the number of a case.
    row(
        "POST",
        "/policies/editions/{number}/reversion",
        || json!({"note": "Back."}),
        [401, 404, 404, 404],
    ),
    row("GET", "/templates", none, [401, 403, 200, 200]),
    row("POST", "/templates", new_template, [401, 403, 403, 201]),
    // No template or guide has the id of a message.
    row("GET", "/templates/{id}", none, [401, 403, 404, 404]),
    row("POST", "/templates/{id}/editions", new_edition, [401, 404, 404, 404]),
    row(
        "POST",
        "/templates/preview",
        || json!({"text": "x", "language": "eng"}),
        [401, 403, 200, 200],
    ),
    // Whatever is sent: nothing is filled for whoever may not see templates.
    row(
        "POST",
        "/templates/preview",
        || json!({"text": "{{ x", "language": "eng"}),
        [401, 403, 200, 200],
    ),
    row(
        "POST",
        "/templates/preview",
        || json!({"text": "{{ x", "language": "eng", "case": "s20200101.1"}),
        [401, 403, 404, 404],
    ),
    row("GET", "/destinations", none, [401, 403, 200, 200]),
    row("GET", "/handovers", none, [401, 404, 200, 200]),
    row("POST", "/cases/{number}/handovers", handover, [401, 404, 403, 422]),
    row("POST", "/cases/{number}/handover_previews", handover, [401, 404, 403, 422]),
    row("POST", "/handovers/{unknown_id}/acceptance", empty, [401, 404, 404, 404]),
    row(
        "POST",
        "/handovers/{unknown_id}/decline",
        || json!({"reason": "no"}),
        [401, 404, 404, 404],
    ),
    row("DELETE", "/handovers/{unknown_id}", none, [401, 404, 404, 404]),
    row("GET", "/cases/{number}/affairs", none, [401, 404, 403, 200]),
    row(
        "POST",
        "/cases/{number}/links",
        || json!({"kind": "related", "number": "s20200101.1"}),
        [401, 404, 403, 422],
    ),
    row("DELETE", "/cases/{number}/links/{id}", none, [401, 404, 403, 404]),
    row("POST", "/cases/{number}/merge", || json!({"into": "s20200101.1"}), [401, 404, 403, 422]),
    row("DELETE", "/cases/{number}/merges/{id}", none, [401, 404, 403, 409]),
    row("POST", "/cases/{number}/splits", || json!({"messages": []}), [401, 404, 403, 409]),
    row("GET", "/cases/{number}/guides", none, [401, 404, 403, 200]),
    row(
        "POST",
        "/cases/{number}/guides",
        || json!({"guide": "0199d0c2-0000-7000-8000-0000000000a1"}),
        [401, 404, 403, 404],
    ),
    row("POST", "/cases/{number}/guides/{id}/ticks", || json!({"step": 1}), [401, 404, 403, 404]),
    row("DELETE", "/cases/{number}/guides/{id}/ticks/{step}", none, [401, 404, 403, 404]),
    // The requester of one case is a stranger to the next; see `a_requester_sees_their_own_only`.
    row("GET", "/cases/{unknown}", none, [401, 404, 404, 404]),
];

fn draft() -> Value {
    json!({"text": "Dear", "n_seen": 1})
}

fn new_template() -> Value {
    let words =
        json!({"title": "Hello", "queues": ["support"], "text": "Hello", "note": "To try it."});
    json!({"name": "hello", "language": "eng", "edition": words})
}

fn new_edition() -> Value {
    json!({"number": 1, "edition": {"title": "Hello", "text": "Hello", "note": "To try it."}})
}

fn asked() -> Value {
    json!({
        "acts": ["field.show"], "fields": ["status"], "words": "To compare.", "hours": 2,
        "n_uses_max": 2,
    })
}

fn chosen() -> Value {
    json!({"acts": ["field.show"], "fields": ["status"], "hours": 2, "n_uses_max": 2})
}

fn granted() -> Value {
    json!({"choice": chosen(), "shown_at": "2026-11-21T12:00:00Z", "proof": {"code": "000000"}})
}

fn broken() -> Value {
    let draft = json!({"why": "x", "hours": 2});
    json!({"draft": draft, "shown_at": "2026-11-21T12:00:00Z", "proof": {"code": "000000"}})
}

fn redemption() -> Value {
    json!({
        "token": "AAAA", "act": "field.edit", "field": "passphrase",
        "person": "0199d0c2-0000-7000-8000-000000000001", "case": "s20261121.1",
    })
}

fn new_place() -> Value {
    json!({"address": "nora@desk.example", "name": "Nora", "roles": ["triage"]})
}

fn policy_file() -> Value {
    json!({"file": "ours.cedar", "text": "// Nothing yet.\n", "note": "To try it."})
}

fn new_queue() -> Value {
    json!({"name": "printing", "first_response_secs": 3600, "roles": ["support_engineer"]})
}

// A case of a request is no dispute; what happens in one is played through in `disputes`.
fn new_seat() -> Value {
    json!({"seat": "arbitrator", "staff": "me"})
}

fn new_statement() -> Value {
    json!({"text": "x", "visibility": "claimant"})
}

fn new_dispute() -> Value {
    json!({"complaint": "x", "relief": "x", "respondent": "x"})
}

#[tokio::test]
async fn each_caller_gets_what_they_may() {
    let mut faults = Vec::new();
    let shared = World::open().await;
    for row in ROWS {
        let own = if row.given == Given::Nothing { None } else { Some(World::open().await) };
        let world = own.as_ref().unwrap_or(&shared);
        let path = prepare(world, row).await;
        let nobody = Caller::Nobody;
        let callers = [
            ("nobody", &nobody),
            ("requester", &world.requester),
            ("administrator", &world.administrator),
            ("token", &world.token),
        ];
        for ((name, caller), expect) in callers.into_iter().zip(row.expect) {
            let body = Some((row.body)()).filter(|body| !body.is_null());
            let method = Method::from_bytes(row.method.as_bytes()).unwrap();
            let answer = world.send_with(caller, method, &path, body, &[("if-match", "*")]).await;
            let status = answer.status.as_u16();
            if status != expect {
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                let (method, path) = (row.method, row.path);
                faults.push(format!("{method} {path} as {name}: {status}, not {expect}: {text}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Brings about what a row takes as given, and fills the names into its path.
async fn prepare(world: &World, row: &Row) -> String {
    world.house.desk.sequence().await.unwrap();
    let message = world.first_message().await;
    let mut id = message["id"].as_str().unwrap().to_owned();
    match row.given {
        Given::Nothing | Given::Own => {}
        Given::Closed => {
            world.post(&world.case("/closure"), json!({})).await.expect(200);
        }
        Given::Replied => {
            let reply = json!({"text": "Done."});
            let reply = world.post(&world.case("/replies"), reply).await.expect(201).json();
            id = reply["id"].as_str().unwrap().to_owned();
        }
    }
    row.path
        .replace("{number}", &world.number.to_string())
        .replace("{unknown}", "s20200101.1")
        .replace("{unknown_id}", "0199d0c2-0000-7000-8000-0000000000ff")
        .replace("{key}", "status")
        .replace("{kind}", "reply")
        .replace("{id}", &id)
        .replace("{file}", message["attachments"][0]["id"].as_str().unwrap())
        .replace("{name}", "help")
        .replace("{index}", "0")
        .replace("{step}", "1")
}

#[tokio::test]
async fn every_route_stands_in_the_table() {
    let world = World::open().await;
    let document = world.get("/openapi.json").await.expect(200).json();
    let mut routes = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let tested =
        ROWS.iter().map(|row| format!("{} {}", row.method, row.path.replace("unknown_id", "id")));
    let tested: BTreeSet<_> = tested.collect();
    let untested: Vec<_> = routes.difference(&tested).cloned().collect();
    // The file stays empty: whoever accepts a line into it fails the line below.
    insta::assert_snapshot!("routes_without_a_permission_test", untested.join("\n"));
    assert!(untested.is_empty(), "{untested:?}");
    let gone: Vec<_> =
        tested.difference(&routes).filter(|row| !row.contains("{unknown}")).collect();
    assert!(gone.is_empty(), "no longer routes: {gone:?}");
}

#[tokio::test]
async fn a_denial_names_the_clause_and_what_would_help() {
    let world = World::open().await;
    let answer = world.send(&world.administrator, Method::GET, &world.case(""), None).await;
    let problem = answer.problem(403, "denied");
    assert_eq!(problem["act"], "case.show");
    assert!(problem["clause"].as_str().is_some_and(|clause| clause.starts_with("00")), "{problem}");
    assert!(problem["policies"].is_array());
    let remedies = problem["remedies"].as_array().unwrap();
    assert!(!remedies.is_empty(), "{problem}");
    for remedy in remedies {
        assert!(remedy["sentence"].as_str().is_some_and(|text| text.ends_with('.')), "{remedy}");
        assert!(!remedy["steps"].as_array().unwrap().is_empty(), "{remedy}");
    }
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_no_more() {
    let world = World::open().await;
    let scopes = BTreeSet::from([model::Act::CaseList, model::Act::CaseShow]);
    let drawn = world.house.sign_in.draw_token(world.egon.staff.id, Some(scopes), 1).unwrap();
    world.house.desk.create_token(&world.egon.actor, drawn.new).await.unwrap();
    let narrow = Caller::Token(drawn.bearer.into_exposed());
    world.send(&narrow, Method::GET, &world.case(""), None).await.expect(200);
    let note = Some(json!({"text": "Careful."}));
    world.send(&narrow, Method::POST, &world.case("/notes"), note).await.problem(403, "denied");
}
