//! Templates and guides in a real browser: what is wrong is said while one writes, and a button beside a guide fills the
//! reply elsewhere on the page.

use std::sync::Arc;

use model::Role;
use testkit::{
    Chromium, Screen,
    house::{TestHouse, mail_from},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

#[tokio::test]
async fn a_template_is_checked_as_it_is_written_and_put_in_by_a_guide() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "It is lost.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &egon, &egon).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Telephone).await;
    let secret = house.sign_in.issue_link(egon.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;

    // Nobody presses anything.
    chromium.go("/templates/new").await;
    chromium.fill("Text", "Hello {{ case.nmber }}").await;
    chromium.sees(&["Line 1, character 10", "it looks like"]).await;
    chromium.fill("Text", "Your number: {{ case.number }}").await;
    chromium.sees(&["Your number: s2026"]).await;

    let case = format!("/cases/{number}");
    chromium.go(&case).await;
    // What is folded opens for a key that leads to it, and for a link to its heading.
    chromium.sees_all("#link-number", 0).await;
    chromium.keys("l").await;
    chromium.sees_all("#link-number", 1).await;
    assert_eq!(chromium.focus().await, "link-number");
    chromium.go("/help").await;
    chromium.go(&format!("{case}#affairs")).await;
    chromium.sees_all("#link-number", 1).await;
    chromium.go("/help").await;
    chromium.go(&case).await;
    // On a telephone what stands beside the case is folded in, until a guide was begun.
    chromium.unfold("Guides").await;
    let guide = "Password recovery with split words and two witnesses";
    chromium.choose("A guide to begin", guide).await;
    chromium.press("Begin").await;
    chromium.sees(&["0 of 11"]).await;
    chromium.fill("Your reply to the requester", "Dear you,").await;
    chromium.press("Put “Getting back in: how it begins” into the reply").await;
    chromium.sees(&["below what you had written"]).await;
    let reply = chromium.value("Your reply to the requester").await;
    assert!(reply.starts_with("Dear you,") && reply.contains("A-word"), "{reply}");
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
