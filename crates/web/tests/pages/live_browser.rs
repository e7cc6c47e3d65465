//! Drafts and live pages in a real browser: what was typed is there after the browser died, and what others say appears.

use std::sync::Arc;

use model::{Address, Personal, Role};
use testkit::{
    Chromium, Screen,
    house::{Member, TestHouse, mail_from},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

const REPLY: &str = "Your reply to the requester";

async fn signed_in(house: &TestHouse, chromium: &Chromium, member: &Member) {
    let secret = house.sign_in.issue_link(member.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_outlives_the_browser_and_what_comes_appears() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.desk.assign(&tessa.actor, number, egon.staff.id, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let case = format!("/cases/{number}");

    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    signed_in(&house, &chromium, &egon).await;
    chromium.go(&case).await;
    chromium.fill(REPLY, "Dear Jana, to recover").await;
    chromium.sees(&["kept 12:00"]).await;
    // Killed, not closed.
    drop(chromium);

    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    signed_in(&house, &chromium, &egon).await;
    chromium.go("/drafts").await;
    chromium.follow("Passphrase").await;
    chromium.is_at(&case).await;
    assert_eq!(chromium.value(REPLY).await, "Dear Jana, to recover");

    // The requester writes, and a colleague notes something, while he types on.
    chromium.fill(REPLY, "Dear Jana, to recover your account").await;
    let jana = Address::parse("jana@mail.example").unwrap();
    let jana = house.requester(house.vault.find_person(&jana).unwrap().unwrap());
    let more = Personal::new("I found the paper!".to_owned());
    house.desk.own_add(&jana, number, more, Vec::new()).await.unwrap();
    house.desk.present(&house.desk.enter(&tessa.actor, number).await.unwrap()).await.unwrap();
    house.desk.sequence().await.unwrap();
    chromium
        .sees(&["I found the paper!", "One message came since you began", "has this case open"])
        .await;
    assert_eq!(chromium.value(REPLY).await, "Dear Jana, to recover your account");

    // His session ends: nothing is lost, and the page says so.
    house.by_hand("update sessions set ended_at = 1").await;
    chromium.fill(REPLY, "Dear Jana, well done").await;
    chromium.sees(&["not kept: you are signed out", "the text stays here"]).await;
    assert_eq!(chromium.value(REPLY).await, "Dear Jana, well done");
    drop(chromium);

    // On the board, arrivals wait behind a line.
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    signed_in(&house, &chromium, &tessa).await;
    chromium.go("/cases").await;
    let mail = mail_from("Bo", "bo@mail.example", "Another matter", "It is urgent.");
    house.mail(mail).await;
    house.desk.sequence().await.unwrap();
    chromium.sees(&["1 new case"]).await;
    chromium.misses(&["Another matter"]).await;
    chromium.press("1 new case").await;
    chromium.sees(&["Another matter"]).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_with_a_part_leaves_no_gap() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mut numbers = Vec::new();
    for subject in ["One", "Two twice"] {
        let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
        let number = house.number(house.mail(mail).await).await;
        house.give(number, &tessa, &tessa).await;
        house.wait_secs(60);
        numbers.push(number);
    }
    let (first, second) = (numbers[0], numbers[1]);
    let case = house.desk.case(&tessa.actor, first).await.unwrap().case;
    let jana = house.requester(case.requester_id);
    // By turns in the one and the other, so that the newest hundred of both begin with one of the second.
    for n in 0..121 {
        house.wait_secs(1);
        let number = if n % 2 == 0 { first } else { second };
        let text = Personal::new(format!("Word {n}."));
        house.desk.own_add(&jana, number, text, Vec::new()).await.unwrap();
    }
    house.desk.sequence().await.unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));

    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    signed_in(&house, &chromium, &tessa).await;
    chromium.go(&format!("/cases/{first}")).await;
    chromium.sees(&["Word 0.", "Word 120."]).await;
    house.desk.merge(&tessa.actor, second, first).await.unwrap();
    while house.desk.sequence().await.unwrap() > 0 {}
    chromium.sees(&["23 messages before these", "Word 119."]).await;
    chromium.misses(&["Word 0."]).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
