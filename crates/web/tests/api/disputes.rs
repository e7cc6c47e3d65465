//! A dispute through the API: filed by its claimant, taken, heard, ruled, published, appealed.

use std::collections::BTreeSet;

use authority::TokenVerifier;
use axum::http::Method;
use data_encoding::BASE64URL_NOPAD;
use desk::{DirectionDraft, HolderDraft, RulingDraft};
use model::{Act, Personal, Role};
use serde_json::json;

use crate::world::{Caller, World, session};

#[tokio::test]
async fn a_dispute_from_filing_to_appeal() {
    let world = World::open().await;
    let arno = world.house.member("arno", &[Role::Arbitrator]).await;
    let cleo = world.house.member("cleo", &[Role::CaseManager]).await;
    let petra = world.house.member("petra", &[Role::Publisher]).await;
    let as_arno = session(&world.house, arno.staff.person_id).await;
    let as_petra = session(&world.house, petra.staff.person_id).await;
    let filing = json!({
        "complaint": "I am Jana Nováková and locked out.",
        "relief": "Unlock it.",
        "respondent_role": "support_engineer",
        "origin": world.number.to_string(),
    });
    let send = |caller, path: String, body| {
        let world = &world;
        async move { world.send(caller, Method::POST, &path, Some(body)).await }
    };
    let me: &Caller = &world.requester;
    let filed = send(me, "/me/disputes".to_owned(), filing).await.expect(201).json();
    let number = filed["number"].as_str().unwrap().to_owned();
    assert_eq!(number, "d20261121.1");
    let at = |rest: &str| format!("/disputes/{number}{rest}");
    let board = world.send(&as_arno, Method::GET, "/disputes", None).await.expect(200).json();
    assert_eq!(board["waiting"][0]["may_take"], json!(["arbitrator"]));

    let seat = |seat: &str, staff: &str| json!({"seat": seat, "staff": staff});
    let unknown = send(&as_arno, at("/seats"), seat("judge", "me")).await;
    unknown.expect(422);
    send(&as_arno, at("/seats"), seat("arbitrator", "me")).await.expect(204);
    let manager = cleo.staff.id.to_string();
    send(&as_arno, at("/seats"), seat("case_manager", &manager)).await.expect(204);
    let said = json!({"text": "Who told you?", "visibility": "claimant"});
    send(&as_arno, at("/statements"), said).await.expect(201);
    let own = format!("/me/disputes/{number}");
    send(me, format!("{own}/statements"), json!({"text": "Egon."})).await.expect(204);
    let page = world.send(&as_arno, Method::GET, &at(""), None).await.expect(200).json();
    assert_eq!(page["stage"], "hearing");
    assert!(!page.to_string().contains("Nováková"), "{page}");

    // A ruling is signed by whoever has just shown that it is them, which only the pages take.
    let ruling = json!({"facts": "x", "considerations": "x", "decision": "x"});
    for caller in [&world.token, &as_arno] {
        send(caller, at("/rulings"), ruling.clone()).await.expect(404);
        send(caller, at("/rulings/r1/signature"), json!({"digest": "00"})).await.expect(404);
    }
    let direction = DirectionDraft {
        holder: HolderDraft::Role(Role::SupportEngineer),
        acts: [Act::MessageUnseal].into(),
        fields: BTreeSet::new(),
        case: None,
        persons: BTreeSet::new(),
        not_before: None,
        expires_at: "2026-12-01T00:00:00Z".parse().unwrap(),
        n_uses_max: 1,
        precedent: None,
    };
    let words = |words: &str| Personal::new(words.to_owned());
    let draft = RulingDraft {
        facts: words("Jana Nováková was locked out."),
        considerations: words("No rule allowed it."),
        decision: words("It is undone."),
        is_interim: false,
        is_sealed: false,
        directions: vec![direction],
    };
    let made = world.house.rule(&arno, number.parse().unwrap(), draft).await.unwrap();
    assert_eq!(made.to_string(), "d20261121.1/r1");
    let shown =
        world.send(&as_arno, Method::GET, &at("/rulings/r1"), None).await.expect(200).json();
    assert_eq!((&shown["state"], &shown["n_signed"]), (&json!("in_force"), &json!(1)));
    assert_eq!(shown["directions"][0]["case"], world.number.to_string());
    let seen = world.send(me, Method::GET, &own, None).await.expect(200).json();
    assert_eq!(seen["rulings"][0]["may_appeal"], true);

    let public = "/rulings/d20261121.1/r1";
    world.send(&Caller::Nobody, Method::GET, public, None).await.problem(404, "not-found");
    send(&as_petra, at("/rulings/r1/release"), json!({"strikes": []})).await.expect(204);
    let text = world.send(&Caller::Nobody, Method::GET, public, None).await.expect(200).json();
    assert!(text["text"].as_str().is_some_and(|text| text.contains("[person 1]")), "{text}");
    let [signature] = &text["signatures"].as_array().unwrap()[..] else { panic!("{text}") };
    let signer = arno.staff.person_id.to_string();
    let keys =
        world.send(&Caller::Nobody, Method::GET, "/issuer-keys", None).await.expect(200).json();
    let key = &keys["keys"][0];
    assert_eq!((&key["issuer"], &key["roles"]), (&json!(signer), &json!(["arbitrator"])));
    assert_eq!(key["key"], signature["key"]);
    let one = format!("/issuer-keys/{signer}");
    let one = world.send(&Caller::Nobody, Method::GET, &one, None).await.expect(200).json();
    assert_eq!(&one, key);
    let verifier = TokenVerifier::parse(key["key"].as_str().unwrap()).unwrap();
    let statement = signature["statement"].as_str().unwrap();
    let octets =
        BASE64URL_NOPAD.decode(signature["signature"].as_str().unwrap().as_bytes()).unwrap();
    assert!(verifier.is_signed(statement.as_bytes(), &octets));
    assert!(text["paragraphs"].as_array().unwrap().iter().all(|one| one["salt"].is_string()));
    let appeal = json!({"complaint": "It is wrong.", "relief": "Rule again."});
    let review = send(me, format!("{own}/rulings/r1/appeal"), appeal).await.expect(201).json();
    assert_eq!(review["number"], "d20261121.2");
}
