//! Who may use which route: every route, as nobody, a requester, an administrator, an auditor, triage, an
//! arbitrator, a member of the board that stands, and the engineer who has the case. The matrix is a snapshot; the list of untested routes is empty.
//!
//! Long because every route has a line.

use std::{collections::BTreeSet, fmt::Write};

use axum::http::Method;
use desk::DisputeDraft;
use model::{Address, Attachment, FieldKey, Personal, Role, Seat};
use testkit::house::mail_from;

use crate::{
    authority::house,
    browser::{Browser, site},
};

/// Route, method, and a form that would be right.
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const ROUTES: &[Asked] = &[
    ("/", "GET", &[]),
    ("/sign-in", "GET", &[]),
    ("/sign-in", "POST", &[("address", "somebody@mail.example")]),
    ("/sign-in/sent", "GET", &[]),
    ("/sign-in/passkey/challenge", "POST", &[]),
    ("/sign-in/passkey", "POST", &[("credential", "{}")]),
    (
        "/sign-in/password",
        "POST",
        &[
            ("address", "somebody@mail.example"),
            ("password", "a guess of many"),
            ("code", "000000"),
        ],
    ),
    ("/language", "POST", &[("language", "cs"), ("back", "/cases")]),
    ("/time-zone", "GET", &[]),
    ("/time-zone", "POST", &[("zone", "Europe/Prague"), ("back", "/cases")]),
    ("/links/{secret}", "GET", &[]),
    ("/links/{secret}", "POST", &[]),
    ("/demo", "GET", &[]),
    ("/demo/seats", "POST", &[("seat", "engineer")]),
    ("/gallery", "GET", &[]),
    ("/gallery/{name}", "GET", &[]),
    ("/audit/checkpoint", "GET", &[]),
    ("/cases", "GET", &[]),
    ("/searches", "GET", &[]),
    ("/cases/placements", "GET", &[]),
    ("/cases/placements", "POST", &[("queue", "help"), ("case", "{number}/1")]),
    ("/cases/assignments", "GET", &[]),
    ("/cases/assignments", "POST", &[("case", "{number}/1")]),
    ("/filters/completions", "GET", &[]),
    ("/views", "GET", &[]),
    ("/views", "POST", &[("name", "Late"), ("q", "is:late")]),
    ("/views/{id}", "POST", &[("name", "Late")]),
    ("/views/{id}/ending", "POST", &[]),
    ("/views/{id}/return", "POST", &[]),
    ("/commands", "GET", &[]),
    ("/cases/{number}", "GET", &[]),
    ("/cases/{number}/notes", "POST", &[("text", "note")]),
    ("/cases/{number}/replies/preview", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/replies/edit", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/drafts", "GET", &[]),
    ("/cases/{number}/drafts", "POST", &[("kind", "note"), ("text", "Dear"), ("n_seen", "1")]),
    ("/cases/{number}/drafts/{kind}/removal", "POST", &[("draft", "1")]),
    ("/jottings/{place}", "POST", &[("subject", "Hello"), ("text", "Dear")]),
    ("/jottings/{place}/{about}", "POST", &[("text", "Dear")]),
    // Of a queue that is none, or it would listen; who may is tested beside the listening.
    ("/live?at=0&queue=nowhere", "GET", &[]),
    ("/cases/{number}/replies", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/messages/{id}/unsealing", "POST", &[("reason", "because")]),
    ("/cases/{number}/messages/{id}/html/unsealing", "POST", &[("reason", "because")]),
    ("/cases/{number}/messages/{id}/mail/unsealing", "POST", &[("reason", "because")]),
    (
        "/cases/{number}/messages/{id}/attachments/{file}/unsealing",
        "POST",
        &[("reason", "because")],
    ),
    ("/cases/{number}/messages/{id}/attachments/{file}/preview", "POST", &[("reason", "because")]),
    ("/cases/{number}/messages/{id}/confirmation", "POST", &[]),
    ("/cases/{number}/messages/{id}/retraction", "POST", &[]),
    ("/cases/{number}/assignment", "POST", &[("staff", "me")]),
    ("/cases/{number}/placement", "POST", &[("queue", "help")]),
    ("/cases/{number}/joining", "POST", &[]),
    ("/cases/{number}/links", "POST", &[("kind", "related"), ("number", "s20200101.1")]),
    ("/cases/{number}/links/{id}/removal", "POST", &[]),
    ("/cases/{number}/merge", "POST", &[("into", "s20200101.1")]),
    ("/cases/{number}/merges/{id}/undoing", "POST", &[]),
    ("/cases/{number}/splits", "POST", &[]),
    ("/cases/{number}/splits/new", "GET", &[]),
    ("/destinations", "GET", &[]),
    ("/destinations", "POST", DESTINATION),
    ("/destinations/new", "GET", &[]),
    ("/destinations/{id}", "POST", DESTINATION),
    ("/destinations/{id}/edit", "GET", &[]),
    ("/destinations/{id}/retirement", "POST", &[("version", "1")]),
    ("/destinations/{id}/return", "POST", &[("version", "1")]),
    ("/cases/{number}/handovers", "POST", &[("destination", "{id}"), ("note", "why")]),
    ("/cases/{number}/handovers/new", "GET", &[]),
    ("/handovers", "GET", &[]),
    ("/handovers/{id}/acceptance", "POST", &[]),
    ("/handovers/{id}/decline", "POST", &[("reason", "no")]),
    ("/handovers/{id}/withdrawal", "POST", &[]),
    ("/cases/{number}/closure", "POST", &[]),
    ("/cases/{number}/reopening", "POST", &[]),
    ("/people", "GET", &[]),
    ("/people", "POST", &[("address", "jana@mail.example")]),
    ("/log", "GET", &[]),
    ("/log/verification", "POST", &[]),
    ("/log/{index}", "GET", &[]),
    ("/log/{index}/proof", "GET", &[]),
    ("/profile", "GET", &[]),
    ("/profile/key", "POST", &[]),
    ("/profile/keys", "POST", &[("single_keys", "on")]),
    ("/profile/bindings", "POST", &[("search", "f")]),
    ("/profile/notices", "GET", &[]),
    ("/profile/notices", "POST", &[("daily_hour", "7")]),
    ("/help", "GET", &[]),
    ("/approvals", "GET", &[]),
    ("/approvals/{id}", "GET", &[]),
    ("/approvals/{id}/approval", "POST", &[("digest", "00")]),
    ("/approvals/{id}/decline", "POST", &[("reason", "no")]),
    ("/approvals/{id}/completion", "POST", &[]),
    ("/approvals/{id}/motion", "POST", &[]),
    ("/people/reset", "GET", &[]),
    ("/people/reset", "POST", &[("address", "a@mail.example")]),
    ("/tokens", "GET", &[]),
    ("/tokens", "POST", &[("days", "9"), ("limits", "case.list")]),
    ("/tokens/{id}/ending", "POST", &[]),
    ("/staff", "GET", &[]),
    ("/motions", "GET", &[]),
    ("/motions/new", "GET", &[]),
    ("/motions", "POST", MOTION),
    ("/motions/{id}/withdrawal", "POST", &[]),
    ("/approvals/{id}/grant", "GET", &[]),
    ("/approvals/{id}/grant", "POST", &[("code", "000000")]),
    ("/staff/seats", "POST", &[]),
    ("/staff/places/new", "GET", &[]),
    ("/staff/places", "POST", PLACE),
    ("/staff/{id}/ending", "POST", &[]),
    ("/staff/{id}/agreements", "POST", &[]),
    ("/profile/deputy", "POST", &[("deputy", "")]),
    ("/agreement", "GET", &[]),
    ("/agreement", "POST", &[("digest", "00")]),
    ("/people/destruction", "GET", &[]),
    ("/people/destruction", "POST", &[("address", "a@mail.example")]),
    ("/policies", "GET", &[]),
    ("/policies/edit?file=queue.cedar", "GET", &[]),
    ("/policies/analysis", "POST", POLICY),
    ("/policies/proposal", "POST", POLICY),
    ("/policies/editions", "GET", &[]),
    ("/policies/editions/{number}", "GET", &[]),
    ("/policies/editions/{number}/reversion", "POST", &[("note", "back")]),
    ("/templates", "GET", &[]),
    ("/templates", "POST", SHEET),
    ("/templates/new", "GET", &[]),
    ("/templates/preview", "POST", SHEET),
    ("/templates/adoption", "POST", &[]),
    // No template or guide has the id of a message.
    ("/templates/{id}", "GET", &[]),
    ("/templates/{id}", "POST", SHEET),
    ("/templates/{id}/edit", "GET", &[]),
    ("/templates/{id}/editions/{number}", "GET", &[]),
    ("/templates/{id}/editions/{number}/reversion", "POST", &[("note", "back")]),
    ("/guides", "GET", &[]),
    ("/guides", "POST", SHEET),
    ("/guides/new", "GET", &[]),
    ("/guides/preview", "POST", SHEET),
    ("/guides/adoption", "POST", &[]),
    ("/guides/{id}", "GET", &[]),
    ("/guides/{id}", "POST", SHEET),
    ("/guides/{id}/edit", "GET", &[]),
    ("/guides/{id}/editions/{number}", "GET", &[]),
    ("/guides/{id}/editions/{number}/reversion", "POST", &[("note", "back")]),
    ("/cases/{number}/replies/template", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/guides", "POST", &[("guide", "0199d0c2-0000-7000-8000-0000000000a1")]),
    ("/cases/{number}/guides/{id}/ticks", "POST", &[("step", "1")]),
    ("/cases/{number}/guides/{id}/ticks/undoing", "POST", &[("step", "1")]),
    ("/cases/{number}/guides/{id}/ending", "POST", &[]),
    ("/me", "GET", &[]),
    ("/me/requests", "POST", &[("subject", "More"), ("text", "more")]),
    ("/me/requests/new", "GET", &[]),
    ("/me/requests/{number}", "GET", &[]),
    ("/me/requests/{number}/messages", "POST", &[("text", "more")]),
    ("/me/requests/{number}/messages/{id}/files/{file}", "POST", &[]),
    ("/me/requests/{number}/outcome", "POST", &[("helped", "yes")]),
    ("/me/export", "POST", &[]),
    ("/me/looks", "GET", &[]),
    ("/security", "GET", &[]),
    ("/security/factors/{id}", "GET", &[]),
    ("/security/factors/{id}/removal", "POST", &[]),
    ("/security/passkeys/new", "GET", &[]),
    ("/security/passkeys", "POST", &[("name", "key"), ("credential", "{}")]),
    ("/security/app/new", "GET", &[]),
    ("/security/app", "POST", &[("code", "000000")]),
    ("/security/password/edit", "GET", &[]),
    (
        "/security/password",
        "POST",
        &[("password", "four plain words"), ("again", "four plain words")],
    ),
    ("/security/recovery/new", "GET", &[]),
    ("/security/recovery", "POST", &[]),
    ("/security/signature-keys", "POST", &[("key", "KEY 01"), ("code", "000000")]),
    ("/security/signature-keys/new", "GET", &[]),
    ("/security/signature-keys/preview", "POST", &[("key", "KEY 01")]),
    ("/security/signature-keys/{id}", "GET", &[]),
    ("/security/signature-keys/{id}/removal", "POST", &[]),
    ("/security/proofs/new", "GET", &[]),
    ("/security/proofs", "POST", &[("purpose", "session"), ("code", "000000")]),
    ("/security/sessions/endings", "POST", &[]),
    ("/security/sessions/{id}/ending", "POST", &[]),
    ("/rulings", "GET", &[]),
    ("/rulings/feed.atom", "GET", &[]),
    ("/rulings/{number}/{index}", "GET", &[]),
    ("/disputes", "GET", &[]),
    ("/disputes/{number}", "GET", &[]),
    ("/disputes/{number}/seats", "POST", &[("seat", "arbitrator"), ("staff", "me")]),
    ("/disputes/{number}/refusal", "POST", &[("reason", "because")]),
    ("/disputes/{number}/ending", "POST", &[("reason", "because")]),
    ("/disputes/{number}/parts", "POST", &[("part", "relief"), ("text", "words")]),
    ("/disputes/{number}/statements", "POST", &[("text", "words"), ("visibility", "claimant")]),
    ("/disputes/{number}/statements/{id}/sharing", "POST", &[]),
    ("/disputes/{number}/rulings/new", "GET", &[]),
    ("/disputes/{number}/rulings/new", "POST", &[("change", "add")]),
    (
        "/disputes/{number}/rulings",
        "POST",
        &[("facts", "f"), ("considerations", "c"), ("decision", "d"), ("interim", "on")],
    ),
    (
        "/disputes/{number}/rulings/preview",
        "POST",
        &[("facts", "x"), ("considerations", "x"), ("decision", "x")],
    ),
    ("/disputes/{number}/rulings/{index}", "GET", &[]),
    ("/disputes/{number}/rulings/{index}/signature", "POST", &[("digest", "00")]),
    ("/disputes/{number}/rulings/{index}/release", "POST", &[("strikes", "")]),
    ("/disputes/{number}/departure", "POST", &[("reason", "because")]),
    ("/me/disputes", "GET", &[]),
    ("/me/disputes", "POST", &[("complaint", "c"), ("respondent", "r"), ("relief", "r")]),
    ("/me/disputes/new", "GET", &[]),
    ("/me/disputes/{number}", "GET", &[]),
    ("/me/disputes/{number}/statements", "POST", &[("text", "more")]),
    ("/me/disputes/{number}/parts", "POST", &[("part", "relief"), ("text", "words")]),
    (
        "/me/disputes/{number}/rulings/{index}/appeal",
        "POST",
        &[("complaint", "c"), ("relief", "r")],
    ),
    ("/cases/{number}/dispute", "GET", &[]),
    (
        "/cases/{number}/dispute",
        "POST",
        &[("complaint", "c"), ("respondent", "r"), ("relief", "r"), ("claimant", "me")],
    ),
    ("/cases/{number}/legal", "POST", &[("named", "karel@other.example")]),
    ("/cases/{number}/holds/{id}/end", "POST", &[]),
    ("/me/fields", "GET", &[]),
    ("/me/authorities", "GET", &[]),
    ("/me/authorities/{authority}/withdrawal", "POST", &[]),
    ("/consents", "GET", &[]),
    ("/consents/{consent}", "GET", &[]),
    ("/consents/{consent}/grant/preview", "POST", CHOICE),
    ("/consents/{consent}/grant", "POST", CHOICE),
    ("/consents/{consent}/refusal", "POST", &[]),
    ("/cases/{number}/consents", "POST", ASKED),
    ("/cases/{number}/consents/new", "GET", &[]),
    ("/cases/{number}/fields/{key}", "POST", &[("value", "x"), ("version", "0")]),
    ("/cases/{number}/fields/{key}/proposal", "POST", &[("value", "x"), ("version", "0")]),
    ("/cases/{number}/fields/{key}/edit", "GET", &[]),
    ("/cases/{number}/fields/{key}/showing", "POST", &[]),
    ("/cases/{number}/fields/{key}/disclosures", "POST", TOLD),
    ("/cases/{number}/fields/{key}/disclosures/new", "GET", &[]),
    ("/cases/{number}/assurances/new", "GET", &[]),
    ("/cases/{number}/assurances", "POST", MEETING),
    ("/cases/{number}/assurances/ending", "POST", &[]),
    ("/me/assurances", "GET", &[]),
    ("/me/assurances/ending", "POST", &[]),
    ("/cases/{number}/emergencies", "POST", &[("why", "harm"), ("hours", "1"), ("shown_at", "0")]),
    ("/cases/{number}/emergencies/new", "GET", &[]),
    ("/cases/{number}/emergencies/preview", "POST", &[("why", "harm"), ("hours", "1")]),
    ("/authorities", "GET", &[]),
    ("/authorities/{authority}/presentations", "POST", &[("audience", "accounts")]),
    ("/authorities/{authority}/withdrawal", "POST", &[]),
    ("/emergencies", "GET", &[]),
    ("/emergencies/{authority}/ending", "POST", &[]),
    ("/emergencies/{authority}/review", "POST", &[("finding", "x"), ("verdict", "justified")]),
    ("/health", "GET", &[]),
    ("/channels", "GET", &[]),
    ("/channels/retry", "POST", &[]),
    ("/queues", "GET", &[]),
    ("/queues", "POST", QUEUE),
    ("/queues/new", "GET", &[]),
    ("/queues/{name}", "POST", OTHER_QUEUE),
    ("/queues/{name}/edit", "GET", &[]),
    ("/queues/{name}/retirement", "GET", &[]),
    ("/queues/{name}/retirement", "POST", &[]),
    ("/queues/{name}/return", "POST", &[]),
    ("/settings", "GET", &[]),
    ("/settings/{key}", "POST", &[("set_to", "30"), ("note", ""), ("n_read", "0")]),
    ("/settings/changes/{number}/undoing", "POST", &[]),
];

/// One that is there, as it may become.
const OTHER_QUEUE: &[(&str, &str)] =
    &[("name", "education"), ("amount", "4"), ("unit", "hours"), ("roles", "triage")];

/// A queue as it may be.
const QUEUE: &[(&str, &str)] =
    &[("name", "printing"), ("amount", "4"), ("unit", "hours"), ("roles", "triage")];

/// What somebody agrees to; no proof goes with it.
const CHOICE: &[(&str, &str)] = &[
    ("acts", "field.show"),
    ("fields", "status"),
    ("hours", "1"),
    ("n_uses", "1"),
    ("shown_at", "0"),
];

/// What somebody is asked.
const ASKED: &[(&str, &str)] = &[
    ("acts", "field.show"),
    ("fields", "status"),
    ("words", "why"),
    ("hours", "1"),
    ("n_uses", "1"),
];

/// Who wants to know a status level.
const TOLD: &[(&str, &str)] = &[("relation", "member"), ("address", "ada@desk.example")];

/// A destination that could be made.
const DESTINATION: &[(&str, &str)] = &[
    ("name", "Machines"),
    ("purpose", "What the machines have to do with."),
    ("target", "queue:systems"),
    ("audience", "personal"),
    ("amount", "4"),
    ("unit", "hours"),
    ("version", "1"),
];

/// Who is given a place.
const PLACE: &[(&str, &str)] = &[
    ("address", "nora@desk.example"),
    ("name", "Nora"),
    ("roles", "triage"),
    ("checked_on", ""),
    ("reference", ""),
];

/// What the board is to give.
const MOTION: &[(&str, &str)] = &[
    ("holder", "role:support_engineer"),
    ("acts", "message.unseal"),
    ("kind", "request"),
    ("queue", ""),
    ("case", ""),
    ("from", ""),
    ("until", "2026-12-01"),
    ("uses", "3"),
];

/// How somebody was met.
const MEETING: &[(&str, &str)] =
    &[("met_on", "2026-11-21"), ("words", "In our office."), ("documents", "passport")];

/// What a template or a guide is to say.
const SHEET: &[(&str, &str)] = &[
    ("name", "hello"),
    ("language", "eng"),
    ("title", "Hello"),
    ("queues", "support"),
    ("is_offered", "on"),
    ("text", "1. Hello."),
    ("note", "to try it"),
];

const POLICY: &[(&str, &str)] =
    &[("file", "ours.cedar"), ("text", "// Nothing yet.\n"), ("note", "to try it")];

/// What the test itself needs to stay signed in.
const TESTED_ELSEWHERE: [&str; 1] = ["/sign-out"];

fn interim() -> desk::RulingDraft {
    let words = |words: &str| Personal::new(words.to_owned());
    desk::RulingDraft {
        facts: words("f"),
        considerations: words("c"),
        decision: words("d"),
        is_interim: true,
        is_sealed: false,
        directions: Vec::new(),
    }
}

async fn answers(who: &str) -> Vec<String> {
    let house = house().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let ada = house.member("ada", &[Role::Auditor]).await;
    let mut mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    mail.html = Some(Personal::new("<p>Please <b>help</b>.</p>".to_owned()));
    mail.attachments = vec![Attachment {
        name: Personal::new("error.txt".to_owned()),
        media_type: "text/plain".to_owned(),
        bytes: Personal::new(b"error 17".to_vec()),
    }];
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let shown = house.desk.show(&egon.actor, number).await.unwrap();
    let message = shown.messages[0].message.id;
    let file = shown.messages[0].attachments[0].id;
    let draft = desk::ConsentDraft {
        acts: [model::Act::FieldShow].into(),
        fields: [FieldKey::parse("status").unwrap()].into(),
        words: Personal::new("why".to_owned()),
        n_uses_max: 2,
        hours: 2,
    };
    let consent = house.desk.ask_consent(&egon.actor, number, draft).await.unwrap();
    house.desk.sequence().await.unwrap();
    let jana =
        house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap().unwrap();
    let draft = DisputeDraft {
        complaint: Personal::new("It was locked.".to_owned()),
        respondent: Personal::new("Support".to_owned()),
        relief: Personal::new("Unlock it.".to_owned()),
        ..DisputeDraft::default()
    };
    let me = house.requester(jana);
    let ruled = house.desk.own_file(&me, Some(number), draft.clone()).await.unwrap();
    let filed = house.desk.own_file(&me, Some(number), draft).await.unwrap();
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    let seat = Seat::CaseManager;
    for dispute in [filed, ruled] {
        house.desk.take_seat(&cleo.actor, dispute, seat, cleo.staff.id).await.unwrap();
    }
    // No form of the matrix proves anything, so one dispute has a ruling beforehand.
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    house.desk.take_seat(&nora.actor, ruled, Seat::Arbitrator, nora.staff.id).await.unwrap();
    house.rule(&nora, ruled, interim()).await.unwrap();
    // The others ask in a house without a board, where the command line still gives places.
    let mut on_board = Vec::new();
    if who == "board member" {
        for local in ["bela", "bora"] {
            let member = house.member(local, &[Role::BoardMember]).await;
            on_board.push(member);
        }
        for member in &on_board {
            house.desk.join_board(&member.actor).await.unwrap();
        }
    }
    let site = site(&house);
    let browser = match who {
        "nobody" => {
            let browser = Browser::new(&site);
            browser.get("/sign-in").await;
            browser
        }
        "requester" => {
            let browser = Browser::signed_in(&house, &site, jana).await;
            browser.get("/me").await;
            browser
        }
        "administrator" => Browser::of_member(&house, &site, &adam).await,
        "auditor" => Browser::of_member(&house, &site, &ada).await,
        "triage" => Browser::of_member(&house, &site, &tessa).await,
        "arbitrator" => Browser::of_member(&house, &site, &arno).await,
        "board member" => Browser::of_member(&house, &site, &on_board[0]).await,
        _ => Browser::of_member(&house, &site, &egon).await,
    };
    let mut answers = Vec::new();
    for (route, method, form) in ROUTES {
        let of_dispute = route.contains("disputes/") || route.starts_with("/rulings");
        let case = match route.contains("/rulings/{index}") {
            true => ruled,
            false if of_dispute => filed,
            false => number,
        };
        let index = if of_dispute { "r1" } else { "0" };
        let path = route
            .replace("/editions/{number}", "/editions/1")
            .replace("/settings/changes/{number}", "/settings/changes/1")
            .replace("/settings/{key}", "/settings/desk.undo_secs")
            .replace("/queues/{name}", "/queues/education")
            .replace("/{place}/{about}", &format!("/answer/{case}"))
            .replace("/jottings/{place}", "/jottings/request")
            .replace("{number}", &case.to_string())
            .replace("{id}", &message.to_string())
            .replace("{file}", &file.to_string())
            .replace("{consent}", &consent.to_string())
            // None was given: what authorities there are, the pages' own stories find out.
            .replace("{authority}", &consent.to_string())
            .replace("{key}", "status")
            .replace("{kind}", "note")
            .replace("{index}", index)
            .replace("{secret}", &"a".repeat(43))
            .replace("/searches", "/searches?q=help");
        let page = match *method {
            "GET" => browser.send(Method::GET, &path, &[], String::new()).await,
            _ => {
                // Of several cases the number stands in the form.
                let own: Vec<_> = form
                    .iter()
                    .map(|(name, value)| (*name, value.replace("{number}", &number.to_string())))
                    .collect();
                let own: Vec<_> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
                browser.post(&path, &own).await
            }
        };
        let to = page.headers.get("location").map(|to| to.to_str().unwrap());
        let to = to
            .map(|to| to.replace(&number.to_string(), "N").replace(&message.to_string(), "M"))
            .unwrap_or_default();
        let to = if to.starts_with("/me/requests/s") { "/me/requests/…".to_owned() } else { to };
        let to = if to.starts_with("/cases?view=") { "/cases?view=…".to_owned() } else { to };
        let to = if to.starts_with("/approvals/") { "/approvals/…".to_owned() } else { to };
        let to = if to.starts_with("/templates/") { "/templates/…".to_owned() } else { to };
        let to = if to.starts_with("/guides/") { "/guides/…".to_owned() } else { to };
        answers.push(format!("{} {to}", page.status.as_u16()).trim_end().to_owned());
    }
    answers
}

#[tokio::test]
async fn the_matrix_of_routes() {
    let callers = [
        "nobody",
        "requester",
        "administrator",
        "auditor",
        "triage",
        "arbitrator",
        "board member",
        "engineer",
    ];
    let mut columns = Vec::new();
    for who in callers {
        columns.push(Box::pin(answers(who)).await);
    }
    let mut matrix = String::new();
    for (index, (route, method, _)) in ROUTES.iter().enumerate() {
        writeln!(matrix, "{method} {route}").unwrap();
        for (who, column) in callers.iter().zip(&columns) {
            writeln!(matrix, "  {who:14}{}", column[index]).unwrap();
        }
    }
    insta::assert_snapshot!(matrix);
}

#[test]
fn no_route_is_without_a_permission_test() {
    let source = include_str!("../../src/pages.rs");
    let routes = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let tested: BTreeSet<String> = ROUTES
        .iter()
        .filter_map(|(route, _, _)| route.split('?').next())
        .chain(TESTED_ELSEWHERE)
        .map(|route| route.replace("{consent}", "{id}").replace("{authority}", "{id}"))
        .collect();
    let untested: Vec<&str> = routes.filter(|route| !tested.contains(*route)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}
