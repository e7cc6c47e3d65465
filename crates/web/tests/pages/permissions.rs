//! Who may use which route: every route, as nobody, a requester, an administrator, an auditor, triage and the
//! engineer who has the case. The matrix is a snapshot; the list of untested routes is empty.

use std::{collections::BTreeSet, fmt::Write};

use axum::http::Method;
use model::{Address, Attachment, Personal, Role};
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site};

/// Route, method, and a form that would be right.
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const ROUTES: [Asked; 55] = [
    ("/", "GET", &[]),
    ("/sign-in", "GET", &[]),
    ("/sign-in", "POST", &[("address", "somebody@mail.example")]),
    ("/sign-in/sent", "GET", &[]),
    ("/links/{secret}", "GET", &[]),
    ("/links/{secret}", "POST", &[]),
    ("/audit/checkpoint", "GET", &[]),
    ("/cases", "GET", &[]),
    ("/searches", "GET", &[]),
    ("/cases/{number}", "GET", &[]),
    ("/cases/{number}/notes", "POST", &[("text", "note")]),
    ("/cases/{number}/replies/preview", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/replies/edit", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/replies", "POST", &[("text", "reply"), ("n_seen", "9")]),
    ("/cases/{number}/messages/{id}/unsealing", "POST", &[("reason", "because")]),
    ("/cases/{number}/messages/{id}/html/unsealing", "POST", &[("reason", "because")]),
    ("/cases/{number}/messages/{id}/mail/unsealing", "POST", &[("reason", "because")]),
    (
        "/cases/{number}/messages/{id}/attachments/{file}/unsealing",
        "POST",
        &[("reason", "because")],
    ),
    ("/cases/{number}/messages/{id}/confirmation", "POST", &[]),
    ("/cases/{number}/messages/{id}/retraction", "POST", &[]),
    ("/cases/{number}/assignment", "POST", &[("staff", "me")]),
    ("/cases/{number}/placement", "POST", &[("queue", "help")]),
    ("/cases/{number}/joining", "POST", &[]),
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
    ("/help", "GET", &[]),
    ("/approvals", "GET", &[]),
    ("/approvals/{id}", "GET", &[]),
    ("/approvals/{id}/approval", "POST", &[("digest", "00")]),
    ("/approvals/{id}/decline", "POST", &[("reason", "no")]),
    ("/approvals/{id}/completion", "POST", &[]),
    ("/people/destruction", "GET", &[]),
    ("/people/destruction", "POST", &[("address", "a@mail.example")]),
    ("/policies", "GET", &[]),
    ("/policies/edit", "GET", &[]),
    ("/policies/analysis", "POST", POLICY),
    ("/policies/proposal", "POST", POLICY),
    ("/policies/editions", "GET", &[]),
    ("/policies/editions/{number}", "GET", &[]),
    ("/policies/editions/{number}/reversion", "POST", &[("note", "back")]),
    ("/me", "GET", &[]),
    ("/me/requests", "POST", &[("subject", "More"), ("text", "more")]),
    ("/me/requests/new", "GET", &[]),
    ("/me/requests/{number}", "GET", &[]),
    ("/me/requests/{number}/messages", "POST", &[("text", "more")]),
    ("/me/looks", "GET", &[]),
];

const POLICY: &[(&str, &str)] =
    &[("file", "ours.cedar"), ("text", "// Nothing yet.\n"), ("note", "to try it")];

/// What the test itself needs to stay signed in.
const TESTED_ELSEWHERE: [&str; 1] = ["/sign-out"];

async fn answers(who: &str) -> Vec<String> {
    let house = TestHouse::sqlite().await;
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
    house.desk.sequence().await.unwrap();
    let jana =
        house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap().unwrap();
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
        _ => Browser::of_member(&house, &site, &egon).await,
    };
    let mut answers = Vec::new();
    for (route, method, form) in ROUTES {
        let path = route
            .replace("/editions/{number}", "/editions/1")
            .replace("/policies/edit", "/policies/edit?file=queue.cedar")
            .replace("?file=queue.cedarions", "ions")
            .replace("{number}", &number.to_string())
            .replace("{id}", &message.to_string())
            .replace("{file}", &file.to_string())
            .replace("{index}", "0")
            .replace("{secret}", &"a".repeat(43))
            .replace("/searches", "/searches?q=help");
        let page = match method {
            "GET" => browser.send(Method::GET, &path, &[], String::new()).await,
            _ => browser.post(&path, form).await,
        };
        let to = page.headers.get("location").map(|to| to.to_str().unwrap());
        let to = to.map(|to| to.replace(&number.to_string(), "N")).unwrap_or_default();
        let to = if to.starts_with("/me/requests/s") { "/me/requests/…".to_owned() } else { to };
        let to = if to.starts_with("/approvals/") { "/approvals/…".to_owned() } else { to };
        answers.push(format!("{} {to}", page.status.as_u16()).trim_end().to_owned());
    }
    answers
}

#[tokio::test]
async fn the_matrix_of_routes() {
    let callers = ["nobody", "requester", "administrator", "auditor", "triage", "engineer"];
    let mut columns = Vec::new();
    for who in callers {
        columns.push(answers(who).await);
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
    let tested: BTreeSet<&str> =
        ROUTES.iter().map(|(route, _, _)| *route).chain(TESTED_ELSEWHERE).collect();
    let untested: Vec<&str> = routes.filter(|route| !tested.contains(route)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}
