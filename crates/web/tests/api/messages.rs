//! `/cases/{number}/messages`, `/replies`, `/notes`: what is said, opened, sent and taken back.

use axum::http::Method;
use model::Personal;
use serde_json::json;
use testkit::house::mail_from;

use crate::world::{Caller, World};

#[tokio::test]
async fn messages_are_redacted_until_they_are_opened() {
    let world = World::open().await;
    let message = world.first_message().await;
    assert_eq!(message["kind"], "public");
    assert_eq!(message["direction"], "in");
    assert_eq!(message["is_confirmed"], true);
    for field in ["text", "subject", "from"] {
        let text = message[field].as_str().unwrap();
        assert!(!text.contains("Jana") && !text.contains("601"), "{field}: {text}");
    }
    let file = &message["attachments"][0];
    assert_eq!(file["media_type"], "text/html");
    assert_eq!(file["n_bytes"], 25);
    assert!(!file["name"].as_str().unwrap().contains("Jana"), "{file}");
    let path = world.case(&format!("/messages/{}/unsealing", message["id"].as_str().unwrap()));
    let original = world.post(&path, json!({})).await.expect(200).json();
    assert_eq!(original["text"], "Hello, my phone is +420 601 123 456. Please call Jana Nováková.");
    assert_eq!(original["subject"], "Lost passphrase of Jana Nováková");
    assert!(original["from"].as_str().unwrap().contains("jana.novakova@mail.example"));
    assert_eq!(original["attachments"], json!(["Jana Nováková.html"]));
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    let looks = looks.json();
    assert_eq!(looks["looks"].as_array().unwrap().len(), 1);
    assert_eq!(looks["looks"][0]["number"], world.number.to_string());
    assert_eq!(looks["looks"][0]["position_index"], 1);
    assert!(looks["looks"][0]["clause"].as_str().unwrap().contains("SP 8.1"), "{looks}");
}

#[tokio::test]
async fn whoever_took_the_case_says_why() {
    let world = World::open().await;
    let message = world.first_message().await;
    let path = world.case(&format!("/messages/{}/unsealing", message["id"].as_str().unwrap()));
    world.post(&world.case("/assignment"), json!({})).await.expect(200);
    let problem = world.post(&path, json!({})).await.problem(422, "invalid");
    assert_eq!(problem["field"], "reason");
    world.post(&path, json!({"reason": "to find the account"})).await.expect(200);
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    assert_eq!(looks.json()["looks"][0]["reason"], "to find the account");
}

#[tokio::test]
async fn a_file_comes_to_be_saved_never_to_be_run() {
    let world = World::open().await;
    let message = world.first_message().await;
    let (id, file) = (&message["id"], &message["attachments"][0]["id"]);
    let (id, file) = (id.as_str().unwrap(), file.as_str().unwrap());
    let path = world.case(&format!("/messages/{id}/attachments/{file}/unsealing"));
    let answer = world.post(&path, json!({})).await.expect(200);
    assert_eq!(answer.bytes, b"<script>alert(1)</script>");
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename*=UTF-8''Jana%20Nov%C3%A1kov%C3%A1.html"
    );
    let none = world.case(&format!("/messages/{id}/attachments/{id}/unsealing"));
    world.post(&none, json!({})).await.problem(404, "not-found");
    let nonsense = world.case("/messages/nonsense/unsealing");
    world.post(&nonsense, json!({})).await.problem(404, "not-found");
}

#[tokio::test]
async fn a_mail_is_opened_in_full() {
    let world = World::open().await;
    let message = world.first_message().await;
    assert_eq!((&message["has_mail"], &message["has_html"]), (&json!(true), &json!(true)));
    let path = world.case(&format!("/messages/{}", message["id"].as_str().unwrap()));
    let html = world.post(&format!("{path}/html/unsealing"), json!({})).await.expect(200).json();
    assert_eq!(html["html"], "<p>Please call <b>Jana Nováková</b>.</p>");
    assert!(html["from"].as_str().unwrap().contains("jana.novakova@mail.example"));
    let mail = world.post(&format!("{path}/mail/unsealing"), json!({})).await.expect(200);
    assert_eq!(
        String::from_utf8_lossy(&mail.bytes),
        "Hello, my phone is +420 601 123 456. Please call Jana Nováková.",
        "without our own line about the envelope"
    );
    assert_eq!(mail.header("content-type"), "application/octet-stream");
    assert_eq!(mail.header("x-content-type-options"), "nosniff");
    assert_eq!(mail.header("cache-control"), "no-store");
    let name = format!("attachment; filename*=UTF-8''{}-1.eml", world.number);
    assert_eq!(mail.header("content-disposition"), name);
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    assert_eq!(looks.json()["looks"].as_array().unwrap().len(), 2, "each opening is on record");
}

#[tokio::test]
async fn what_did_not_come_by_mail_has_no_mail() {
    let world = World::open().await;
    let new = Some(json!({"subject": "Help", "text": "Please."}));
    let made = world.send(&world.requester, Method::POST, "/me/requests", new).await.expect(201);
    let number = made.json()["number"].as_str().unwrap().to_owned();
    world.post(&format!("/cases/{number}/assignment"), json!({})).await.expect(200);
    let listed = world.get(&format!("/cases/{number}/messages")).await.expect(200).json();
    let message = &listed["messages"][0];
    assert_eq!((&message["has_mail"], &message["has_html"]), (&json!(false), &json!(false)));
    let path = format!("/cases/{number}/messages/{}", message["id"].as_str().unwrap());
    for noun in ["html", "mail"] {
        let path = format!("{path}/{noun}/unsealing");
        world.post(&path, json!({"reason": "to see it"})).await.problem(404, "not-found");
    }
    let looks = world.send(&world.requester, Method::GET, "/me/looks", None).await.expect(200);
    assert_eq!(looks.json()["looks"], json!([]), "nobody looked at what is not there");
}

#[tokio::test]
async fn a_reply_is_held_then_taken_back() {
    let world = World::open().await;
    let reply = json!({"text": "We sent you a new one."});
    let reply = world.post(&world.case("/replies"), reply).await.expect(201).json();
    assert_eq!(reply["leaves_at"], "2026-11-21T12:00:15Z");
    let id = reply["id"].as_str().unwrap();
    let listed = world.get(&world.case("/messages")).await.expect(200).json();
    let deliveries = &listed["messages"][1]["deliveries"];
    assert_eq!(deliveries.as_array().unwrap().len(), 2);
    assert_eq!(deliveries[0]["state"], "held");
    assert_eq!(deliveries[0]["is_undoable"], true);
    let path = world.case(&format!("/replies/{id}"));
    world.send(&world.token, Method::DELETE, &path, None).await.expect(204);
    let again = world.case(&format!("/messages/{id}/retraction"));
    world.post(&again, json!({})).await.problem(409, "too-late");
}

#[tokio::test]
async fn a_reply_that_left_cannot_be_taken_back() {
    let world = World::open().await;
    let reply = json!({"text": "We sent you a new one."});
    let reply = world.post(&world.case("/replies"), reply).await.expect(201).json();
    world.house.wait_secs(16);
    assert_eq!(world.house.leave().await.len(), 2);
    let path = world.case(&format!("/replies/{}", reply["id"].as_str().unwrap()));
    world.send(&world.token, Method::DELETE, &path, None).await.problem(409, "too-late");
}

#[tokio::test]
async fn a_reply_stops_when_messages_came() {
    let world = World::open().await;
    let n_seen = world.get(&world.case("")).await.expect(200).json()["n_messages"].clone();
    let add = Some(json!({"text": "It works again."}));
    let path = format!("/me/requests/{}/messages", world.number);
    world.send(&world.requester, Method::POST, &path, add).await.expect(204);
    let reply = json!({"text": "Try this.", "n_seen": n_seen});
    let problem = world.post(&world.case("/replies"), reply).await.problem(409, "new-messages");
    assert_eq!(problem["n"], 1);
    let reply = json!({"text": "Try this.", "n_seen": 2});
    world.post(&world.case("/replies"), reply).await.expect(201);
}

#[tokio::test]
async fn a_message_belongs_to_one_case() {
    let world = World::open().await;
    let other = world.house.mail(mail_from("Bo", "bo@mail.example", "Printer", "On fire.")).await;
    let other = world.house.number(other).await;
    let message = world.first_message().await;
    let id = message["id"].as_str().unwrap();
    for rest in ["unsealing", "html/unsealing", "mail/unsealing", "retraction", "confirmation"] {
        let path = format!("/cases/{other}/messages/{id}/{rest}");
        world.post(&path, json!({})).await.problem(404, "not-found");
    }
}

#[tokio::test]
async fn a_note_stays_inside() {
    let world = World::open().await;
    let note = json!({"text": "Careful with this one."});
    let note = world.post(&world.case("/notes"), note).await.expect(201).json();
    let listed = world.get(&world.case("/messages")).await.expect(200).json();
    let found = &listed["messages"][1];
    assert_eq!((&found["id"], &found["kind"]), (&note["id"], &json!("internal")));
    let path = format!("/me/requests/{}", world.number);
    let own = world.send(&world.requester, Method::GET, &path, None).await.expect(200).json();
    assert_eq!(own["messages"].as_array().unwrap().len(), 1, "{own}");
}

#[tokio::test]
async fn a_long_case_is_listed_page_by_page() {
    let world = World::open().await;
    for n in 0..120 {
        let text = Personal::new(format!("Word {n}."));
        let jana = world.house.requester(world.requester_id);
        world.house.desk.own_add(&jana, world.number, text, Vec::new()).await.unwrap();
    }
    let list = async |caller: &Caller, path: String| {
        world.send(caller, Method::GET, &path, None).await.expect(200).json()
    };
    for (caller, path) in [
        (&world.token, world.case("/messages")),
        (&world.requester, format!("/me/requests/{}", world.number)),
    ] {
        let first = list(caller, path.clone()).await;
        let next = first["next"].as_str().unwrap();
        let second = list(caller, format!("{path}?after={next}")).await;
        assert!(second["next"].is_null(), "{second}");
        let pages = [&first, &second].map(|page| page["messages"].as_array().unwrap());
        assert_eq!(pages.map(Vec::len), [100, 21]);
        assert_eq!(pages[0][99]["id"], next);
        assert!(pages[1][20]["text"].as_str().unwrap().contains("119"));
        for after in ["x", "0199d0c2-0000-7000-8000-000000000001"] {
            let path = format!("{path}?after={after}");
            let wrong = world.send(caller, Method::GET, &path, None).await.problem(422, "invalid");
            assert_eq!(wrong["field"], "after");
        }
    }
}
