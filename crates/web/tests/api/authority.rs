//! Authority over the API: consent asked, a field opened under it, taken back; emergencies; consoles.

use aws_lc_rs::hmac;
use axum::http::Method;
use data_encoding::BASE32_NOPAD;
use desk::ConsentChoice;
use jiff::{SignedDuration, Timestamp};
use model::{Actor, Clock, Identity, PersonActor, Personal, Role, Via};
use serde_json::{Value, json};
use testkit::house::{TestHouse, mail_from};

use crate::world::{CONSOLE_SECRET, Caller, World, session, token};

/// Asks Jana as Egon, over the API; returns the request's id.
async fn ask(world: &World, acts: &[&str], fields: &[&str]) -> String {
    let body = json!({
        "acts": acts, "fields": fields, "words": "To compare.", "hours": 48, "n_uses_max": 3,
    });
    let asked = world.post(&world.case("/consents"), body).await.expect(201).json();
    asked["id"].as_str().unwrap().to_owned()
}

/// Jana gives all of it, with an app of hers, as her pages would.
async fn give(world: &World, id: &str) {
    let house = &world.house;
    let (jana, session) = jana(world).await;
    let account = Personal::new("jana".to_owned());
    let shown = house.sign_in.begin_totp(world.requester_id, session, &account).await.unwrap();
    let secret = BASE32_NOPAD.decode(shown.text.expose().replace(' ', "").as_bytes()).unwrap();
    let code = code(house, &secret);
    let ready = house.sign_in.finish_totp(world.requester_id, session, &code).await.unwrap();
    house.desk.add_factor(&jana, &ready, None).await.unwrap();
    let id = id.parse().unwrap();
    let view = house.desk.own_consent(&jana, id).await.unwrap();
    let now = house.clock.now();
    let choice = ConsentChoice {
        acts: view.row.acts,
        fields: view.row.fields,
        n_uses_max: view.row.n_uses_max,
        hours: view.row.hours,
        shown_at: Timestamp::from_second(now.as_second()).unwrap(),
    };
    let (_, digest) = house.desk.consent_terms(&jana, id, &choice).await.unwrap();
    house.wait_secs(30);
    let code = code_answer(house, &secret);
    house.sign_in.begin_proof(world.requester_id, session, digest).await.unwrap();
    let proof =
        house.sign_in.finish_proof(world.requester_id, session, digest, &code).await.unwrap();
    house.desk.give_consent(&jana, id, &choice, Some(&proof)).await.unwrap();
}

async fn jana(world: &World) -> (Actor, model::SessionId) {
    let Caller::Session { cookie, .. } = &world.requester else { unreachable!() };
    let actor = world.house.sign_in.actor_of_session(cookie).await.unwrap().unwrap();
    let session = actor.session_id().unwrap();
    let identity = Identity::SignedIn;
    let via = Via::Session(session);
    (Actor::Person(PersonActor { id: world.requester_id, identity, via, scopes: None }), session)
}

fn code_answer(house: &TestHouse, secret: &[u8]) -> authority::ProofAnswer {
    authority::ProofAnswer::Code(code(house, secret))
}

/// The code that an app shows now (RFC 6238).
fn code(house: &TestHouse, secret: &[u8]) -> Personal<String> {
    let step = u64::try_from(house.clock.now().as_second()).unwrap() / 30;
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let mac = mac.as_ref();
    let at = usize::from(mac[19] & 15);
    let four: [u8; 4] = mac[at..at + 4].try_into().unwrap();
    Personal::new(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

#[tokio::test]
async fn a_field_is_opened_under_consent() {
    let world = World::open().await;
    let fields = world.get(&world.case("/fields")).await.expect(200).json();
    assert_eq!(fields["fields"][0]["key"], "status");
    assert_eq!(fields["fields"][0]["rights"][0]["is_allowed"], false);
    let showing = world.case("/fields/status/showing");
    let problem = world.post(&showing, json!({})).await.problem(403, "denied");
    let remedies = problem["remedies"].to_string();
    assert!(remedies.contains("ask the person concerned"), "{remedies}");

    let id = ask(&world, &["field.show", "field.edit"], &["status"]).await;
    let own = world.send(&world.requester, Method::GET, "/me/consents", None).await.expect(200);
    assert_eq!(own.json()["consents"][0]["state"], "asked");
    give(&world, &id).await;
    let asked = world.get(&world.case("/consents")).await.expect(200).json();
    assert_eq!(asked["consents"][0]["state"], "given");
    let held = world.get("/authorities").await.expect(200).json();
    assert_eq!(
        (held["authorities"][0]["id"].as_str(), &held["authorities"][0]["is_live"]),
        (Some(id.as_str()), &json!(true))
    );

    let patch = |version: i64| Some(json!({"value": "assured", "version": version}));
    let path = world.case("/fields/status");
    world.send(&world.token, Method::PATCH, &path, patch(0)).await.expect(204);
    world.send(&world.token, Method::PATCH, &path, patch(0)).await.problem(409, "changed");
    let shown = world.post(&showing, json!({})).await.expect(200).json();
    assert_eq!((&shown["value"], &shown["version"]), (&json!("assured"), &json!(1)));
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    let looks = looks.json();
    assert_eq!(looks["fields"].as_array().unwrap().len(), 2, "{looks}");
    let own = world.send(&world.requester, Method::GET, "/me/fields", None).await.expect(200);
    assert_eq!(own.json()["fields"][0]["value"], "assured");

    let path = format!("/authorities/{id}");
    world.send(&world.requester, Method::DELETE, &path, None).await.expect(204);
    world.post(&showing, json!({})).await.problem(403, "denied");
    let own = world.send(&world.requester, Method::GET, "/me/authorities", None).await.expect(200);
    assert!(own.json()["authorities"][0]["withdrawn_at"].is_string());
}

/// Sets up an app for whoever calls by a session; returns its secret.
async fn app(house: &TestHouse, caller: &Caller) -> Vec<u8> {
    let Caller::Session { cookie, .. } = caller else { unreachable!() };
    let actor = house.sign_in.actor_of_session(cookie).await.unwrap().unwrap();
    let (person, session) = (actor.person_id().unwrap(), actor.session_id().unwrap());
    let label = Personal::new("somebody".to_owned());
    let shown = house.sign_in.begin_totp(person, session, &label).await.unwrap();
    let secret = BASE32_NOPAD.decode(shown.text.expose().replace(' ', "").as_bytes()).unwrap();
    let ready = house.sign_in.finish_totp(person, session, &code(house, &secret)).await.unwrap();
    house.desk.add_factor(&actor, &ready, None).await.unwrap();
    house.wait_secs(30);
    secret
}

#[tokio::test]
async fn consent_is_given_through_the_api() {
    let world = World::open().await;
    let jana = &world.requester;
    let send = async |who: &Caller, path: &str, body: Value| {
        world.send(who, Method::POST, path, Some(body)).await
    };
    let id = ask(&world, &["field.show", "field.edit"], &["status"]).await;
    let at = |what: &str| format!("/me/consents/{id}/{what}");
    let chosen =
        json!({"acts": ["field.show"], "fields": ["status"], "hours": 24, "n_uses_max": 1});
    // Nobody else learns what was asked.
    send(&world.token, &at("grant_previews"), chosen.clone()).await.expect(404);
    let offer = send(jana, &at("grant_previews"), chosen.clone()).await.expect(200).json();
    assert_eq!((&offer["passkey"], &offer["takes_code"]), (&Value::Null, &json!(false)));
    let secret = app(&world.house, jana).await;
    let offer = send(jana, &at("grant_previews"), chosen.clone()).await.expect(200).json();
    assert_eq!(offer["takes_code"], true, "{offer}");
    let grant = offer["grant"].as_str().unwrap();
    assert!(grant.contains("\nact field.show\nfield status\n"), "{grant}");
    assert!(grant.ends_with("\nuses 1\n") && !grant.contains("field.edit"), "{grant}");

    let given = |chosen: &Value, code: &str| json!({"choice": chosen, "shown_at": offer["shown_at"], "proof": {"code": code}});
    let wrong = send(jana, &at("grant"), given(&chosen, "000000")).await;
    assert_eq!(wrong.problem(422, "invalid")["field"], "proof");
    let mut wider = chosen.clone();
    wider["n_uses_max"] = json!(99);
    let code = code(&world.house, &secret).into_exposed();
    assert_eq!(
        send(jana, &at("grant"), given(&wider, &code)).await.problem(422, "invalid")["field"],
        "n_uses_max"
    );
    send(&world.token, &at("grant"), given(&chosen, &code)).await.expect(404);
    let done = send(jana, &at("grant"), given(&chosen, &code)).await.expect(201).json();
    assert_eq!(done["id"], id);
    // What was answered is over, and no proof is asked or taken for it.
    for what in ["grant", "grant_previews", "decline"] {
        let body = match what {
            "grant" => given(&chosen, &code),
            "grant_previews" => chosen.clone(),
            _ => json!({}),
        };
        send(jana, &at(what), body).await.problem(409, "changed");
    }
    let showing = world.case("/fields/status/showing");
    world.post(&showing, json!({})).await.expect(200);
    world.post(&showing, json!({})).await.problem(403, "denied");
    let own = world.send(jana, Method::GET, "/me/authorities", None).await.expect(200).json();
    assert_eq!(own["authorities"][0]["acts"], json!(["field.show"]), "{own}");

    let id = ask(&world, &["field.show"], &["status"]).await;
    let decline = format!("/me/consents/{id}/decline");
    send(&world.token, &decline, json!({})).await.expect(404);
    send(jana, &decline, json!({})).await.expect(204);
    let own = world.send(jana, Method::GET, "/me/consents", None).await.expect(200).json();
    assert_eq!(own["consents"][0]["state"], "declined", "{own}");
}

/// One code, good for one thing that was shown in one session: everything else leaves it unused.
#[tokio::test]
async fn a_code_gives_what_was_shown_and_nothing_else() {
    let world = World::open().await;
    let house = &world.house;
    let jana = world.requester.clone();
    let id = ask(&world, &["field.show", "field.edit"], &["status"]).await;
    let at = |what: &str| format!("/me/consents/{id}/{what}");
    let secret = app(house, &jana).await;
    let elsewhere = session(house, world.requester_id).await;
    let with_form = |form_token: &str| {
        let Caller::Session { cookie, .. } = &jana else { unreachable!() };
        Caller::Session { cookie: cookie.clone(), form_token: form_token.to_owned() }
    };
    let Caller::Session { form_token: of_another, .. } = &elsewhere else { unreachable!() };
    let (without, with_another) = (with_form(""), with_form(of_another));
    let send = async |who: &Caller, what: &str, body: Value| {
        world.send(who, Method::POST, &at(what), Some(body)).await
    };
    let choice = |acts: Value, hours: u32, n_uses: u32| json!({"acts": acts, "fields": ["status"], "hours": hours, "n_uses_max": n_uses});
    let shown = choice(json!(["field.show"]), 24, 1);
    let two = json!(["field.show", "field.edit"]);
    for who in [&without, &with_another] {
        send(who, "grant_previews", shown.clone()).await.problem(403, "foreign");
    }
    let code = code(house, &secret).into_exposed();
    let given = |choice: &Value, shown_at: &str, proof: Value| json!({"choice": choice, "shown_at": shown_at, "proof": proof});
    let now = house.clock.now();
    let now = Timestamp::from_second(now.as_second()).unwrap();
    let (at_once, before) = (now.to_string(), (now - SignedDuration::from_secs(1)).to_string());
    let by_code = json!({"code": code});
    // Nothing was shown: a code alone gives nothing, whatever moment somebody makes up.
    let early = send(&jana, "grant", given(&shown, &at_once, by_code.clone())).await;
    assert_eq!(early.problem(422, "invalid")["field"], "proof");
    let offer = send(&jana, "grant_previews", shown.clone()).await.expect(200).json();
    assert_eq!(offer["shown_at"], at_once.as_str());
    assert!(offer["remedy"].is_null(), "{offer}");
    let (both, none) = (json!({"passkey": {}, "code": code}), json!({}));
    for (who, choice, moment, proof, status, kind) in [
        (&without, &shown, &at_once, &by_code, 403, "foreign"),
        (&with_another, &shown, &at_once, &by_code, 403, "foreign"),
        (&jana, &choice(json!(["field.show"]), 24, 2), &at_once, &by_code, 422, "invalid"),
        (&jana, &choice(json!(["field.show"]), 25, 1), &at_once, &by_code, 422, "invalid"),
        (&jana, &choice(two, 24, 1), &at_once, &by_code, 422, "invalid"),
        (&jana, &shown, &before, &by_code, 422, "invalid"),
        (&elsewhere, &shown, &at_once, &by_code, 422, "invalid"),
        (&jana, &shown, &at_once, &both, 422, "invalid"),
        (&jana, &shown, &at_once, &none, 422, "invalid"),
        (&jana, &shown, &at_once, &json!({"code": "abcd-efgh-ijkl"}), 422, "invalid"),
    ] {
        let answer = send(who, "grant", given(choice, moment, proof.clone())).await;
        let problem = answer.problem(status, kind);
        assert!(status == 403 || problem["field"] == "proof", "{choice} {moment}: {problem}");
    }
    send(&jana, "grant", given(&shown, &at_once, by_code)).await.expect(201);
}

/// A token of a member of the staff is not them, also where they are whom it is about.
#[tokio::test]
async fn a_token_gives_no_consent_of_its_owner() {
    let world = World::open().await;
    let house = &world.house;
    let nora = house.member("nora", &[Role::Publisher]).await;
    let mail = mail_from("Nora", nora.address.expose(), "My own matter", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &world.egon, &world.egon).await;
    let asked = json!({"acts": ["field.show"], "fields": ["status"], "words": "To compare.", "hours": 48, "n_uses_max": 3});
    let asked = world.post(&format!("/cases/{number}/consents"), asked).await.expect(201).json();
    let at = |what: &str| format!("/me/consents/{}/{what}", asked["id"].as_str().unwrap());
    let program = token(house, &nora, 1).await;
    let desk = session(house, nora.staff.person_id).await;
    let send = async |who: &Caller, what: &str, body: Value| {
        world.send(who, Method::POST, &at(what), Some(body)).await
    };
    let choice =
        json!({"acts": ["field.show"], "fields": ["status"], "hours": 24, "n_uses_max": 1});
    send(&program, "grant_previews", choice.clone()).await.problem(404, "not-found");
    let secret = app(house, &desk).await;
    let offer = send(&desk, "grant_previews", choice.clone()).await.expect(200).json();
    let code = code(house, &secret).into_exposed();
    let given = json!({"choice": choice, "shown_at": offer["shown_at"], "proof": {"code": code}});
    send(&program, "grant", given.clone()).await.problem(404, "not-found");
    send(&desk, "grant", given).await.expect(201);
}

#[tokio::test]
async fn glass_is_broken_through_the_api() {
    let world = World::open().await;
    let house = &world.house;
    let nora = house.member("nora", &[Role::SecurityAnalyst]).await;
    let desk = session(house, nora.staff.person_id).await;
    let program = token(house, &nora, 1).await;
    let secret = app(house, &desk).await;
    let send = async |who: &Caller, path: &str, body: Value| {
        world.send(who, Method::POST, path, Some(body)).await
    };
    let draft = json!({"why": "It cannot wait.", "hours": 2});
    let preview = world.case("/emergency_previews");
    send(&program, &preview, draft.clone()).await.problem(403, "denied");
    let endless = json!({"why": "x", "hours": 99});
    assert_eq!(send(&desk, &preview, endless).await.problem(422, "invalid")["field"], "hours");
    let offer = send(&desk, &preview, draft.clone()).await.expect(200).json();
    assert!(offer["grant"].as_str().unwrap().contains("\nkind emergency\n"), "{offer}");
    let code = code(house, &secret).into_exposed();
    let body = |draft: &Value| json!({"draft": draft, "shown_at": offer["shown_at"], "proof": {"code": code}});
    let path = world.case("/emergencies");
    send(&program, &path, body(&draft)).await.problem(403, "denied");
    let done = send(&desk, &path, body(&draft)).await.expect(201).json();
    let listed = world.send(&desk, Method::GET, "/emergencies", None).await.expect(200).json();
    assert_eq!(listed["emergencies"][0]["id"], done["id"], "{listed}");
    assert_eq!(listed["emergencies"][0]["why"], "It cannot wait.");
    // Until somebody has judged it there is no other.
    send(&desk, &preview, draft).await.problem(403, "denied");
}

#[tokio::test]
async fn what_is_asked_must_be_whole() {
    let world = World::open().await;
    let body = |acts: Value, fields: Value| json!({"acts": acts, "fields": fields, "words": "x", "hours": 2, "n_uses_max": 2});
    for (acts, fields, wrong) in [
        (json!([]), json!([]), "acts"),
        (json!(["field.fly"]), json!(["status"]), "acts"),
        (json!(["case.close"]), json!(["status"]), "acts"),
        (json!(["field.show"]), json!([]), "fields"),
        (json!(["field.show"]), json!(["Status"]), "fields"),
        (json!(["field.show"]), json!(["shoe_size"]), "fields"),
    ] {
        let answer = world.post(&world.case("/consents"), body(acts, fields)).await;
        assert_eq!(answer.problem(422, "invalid")["field"], wrong);
    }
}

#[tokio::test]
async fn a_token_in_the_header_is_looked_at_before_any_other() {
    let world = World::open().await;
    let path = world.case("/fields/status/showing");
    let send = async |value: &str| {
        let headers = [("authority", value)];
        let body = Some(json!({}));
        world.send_with(&world.token, Method::POST, &path, body, &headers).await
    };
    let problem = send("not base64!").await.problem(422, "invalid");
    assert_eq!(problem["field"], "Authority");
    let long = "A".repeat(16 * 1024 + 4);
    send(&long).await.problem(422, "invalid");
    send("AAAA").await.problem(403, "denied");
    let id = ask(&world, &["field.show"], &["status"]).await;
    give(&world, &id).await;
    // One that is shown counts, and no other is looked for in its place.
    send("AAAA").await.problem(403, "denied");
    world.post(&path, json!({})).await.expect(200);
}

#[tokio::test]
async fn a_console_is_known_by_its_secret_alone() {
    let world = World::open().await;
    let body = |act: &str| {
        Some(json!({
            "token": "AAAA", "act": act, "field": "passphrase",
            "person": world.requester_id.to_string(), "case": world.number.to_string(),
        }))
    };
    let send = async |authorization: &str, act: &str| {
        let headers = [("authorization", authorization)];
        let nobody = Caller::Nobody;
        world.send_with(&nobody, Method::POST, "/redemptions", body(act), &headers).await
    };
    let right = format!("Bearer {CONSOLE_SECRET}");
    for wrong in
        ["", "Bearer", "Bearer x", &format!("Basic {CONSOLE_SECRET}"), &format!("{right}x")]
    {
        send(wrong, "field.edit").await.problem(401, "unauthenticated");
    }
    let problem = send(&right, "field.edit").await.problem(403, "denied");
    assert!(problem["detail"].as_str().is_some_and(|words| words.ends_with('.')), "{problem}");
    assert_eq!(send(&right, "field.fly").await.problem(422, "invalid")["field"], "act");
    let key = world.send(&Caller::Nobody, Method::GET, "/token-key", None).await.expect(200);
    assert!(key.json()["key"].as_str().unwrap().starts_with("ed25519/"));
}
