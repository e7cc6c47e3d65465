//! A board in a real browser, by keyboard alone: filter, walk, pick, move, undo, command bar.

use std::sync::Arc;

use model::Role;
use serde_json::json;
use testkit::{
    Chromium, Screen, Theme,
    house::{TestHouse, mail_from},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::{
    axe::axe,
    browser::{Browser, site, site_at},
};

const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const ESCAPE: &str = "\u{e00c}";
const CONTROL_K: &str = "\u{e009}k\u{e009}";

/// What scripts build stands in no sample: it is looked over where it is open, in both themes.
async fn keeps_nobody_out(chromium: &Chromium, what: &str) {
    for theme in [Theme::Light, Theme::Dark] {
        chromium.likes(theme).await;
        let faults = chromium.violations(&axe()).await;
        assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
    }
    chromium.likes(Theme::Light).await;
}

#[tokio::test]
async fn a_board_is_worked_by_keyboard_alone() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    for subject in ["Alpha", "Beta beta", "Gamma gamma gamma"] {
        house.mail(mail_from("Jana", "jana@mail.example", subject, "Please help.")).await;
        house.wait_secs(1);
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    let secret = house.sign_in.issue_link(tessa.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;

    // The filter is completed: a key, then its value, by arrow and Enter; Enter again asks.
    chromium.keys("/").await;
    chromium.keys("sta").await;
    chromium.sees(&["where it stands"]).await;
    chromium.keys(&format!("{DOWN}{ENTER}")).await;
    chromium.keys("pen").await;
    chromium.sees_all("[role=option]", 1).await;
    keeps_nobody_out(&chromium, "the completion").await;
    chromium.keys(&format!("{DOWN}{ENTER}")).await;
    chromium.keys(ENTER).await;
    chromium.sees(&["filtered", "Gamma"]).await;
    assert!(chromium.query().await.starts_with("q=state%3Apending"));

    // Two lines are picked and moved; Enter in the list of queues sends the form.
    chromium.keys("jxjx").await;
    chromium.sees(&["picked cases: 2"]).await;
    chromium.keys("m").await;
    chromium.keys("support").await;
    chromium.keys(&format!("\t{ENTER}")).await;
    chromium.sees(&["2 cases were moved to support"]).await;

    // The command bar narrows, and goes.
    chromium.keys(CONTROL_K).await;
    chromium.sees(&["queue support"]).await;
    keeps_nobody_out(&chromium, "the command bar").await;
    chromium.keys("profile").await;
    chromium.keys(ENTER).await;
    chromium.is_at("/profile").await;
    chromium.keys("gb").await;
    chromium.is_at("/cases").await;
    chromium.sees(&["all your queues"]).await;
    chromium.keys("?").await;
    chromium.sees(&["next case"]).await;
    keeps_nobody_out(&chromium, "the sheet of keys").await;
    chromium.keys(ESCAPE).await;
    chromium.keys("jo").await;
    chromium.sees(&["authority"]).await;
    assert!(chromium.path().await.starts_with("/cases/s"));
    // On the case: triage is a list of queues in focus, the note unfolds.
    chromium.keys("t").await;
    assert_eq!(chromium.focus().await, "move-queue");
    // A command whose place is on this page leads there, and the bar does not stay before it.
    chromium.keys(CONTROL_K).await;
    chromium.sees(&["show the case"]).await;
    chromium.keys("link").await;
    chromium.keys(ENTER).await;
    chromium.comes_to("return document.activeElement.id", json!("link-number")).await;
    chromium.sees_all("dialog[open]", 0).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}

#[tokio::test]
async fn keys_are_what_their_owner_chose_and_silent_when_off() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    for subject in ["Alpha", "Beta beta", "Gamma gamma gamma"] {
        house.mail(mail_from("Jana", "jana@mail.example", subject, "Please help.")).await;
        house.wait_secs(1);
    }
    // The key of the next line is another one from now on.
    let browser = Browser::of_member(&house, &site(&house), &tessa).await;
    browser.get("/profile").await;
    browser.post("/profile/bindings", &[("next", "w")]).await.to();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    let secret = house.sign_in.issue_link(tessa.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;
    chromium.sees(&["Gamma"]).await;
    let n_picked = "return document.querySelectorAll('.pick:checked').length";
    // The old one does nothing: there is no line yet that could be picked.
    chromium.keys("jx").await;
    assert_eq!(chromium.script(n_picked).await, 0);
    chromium.keys("wx").await;
    chromium.sees(&["picked cases: 1"]).await;

    // With the mouse, a range: from the first to the last that is pressed with Shift.
    chromium.go("/cases").await;
    chromium.sees(&["Gamma"]).await;
    let range = "const picks = [...document.querySelectorAll('.pick')];
        for (const pick of picks) pick.checked = false;
        const press = (pick, shiftKey) => pick.dispatchEvent(
            new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));
        press(picks[0], false);
        press(picks[2], true);
        return picks.filter((pick) => pick.checked).length;";
    assert_eq!(chromium.script(range).await, 3);
    chromium.sees(&["picked cases: 3"]).await;

    // Switched off, no key does anything.
    chromium.go("/profile").await;
    chromium.press("Switch single keys off").await;
    chromium.go("/cases").await;
    chromium.sees(&["Gamma"]).await;
    chromium.keys("wxgd").await;
    assert_eq!(chromium.script(n_picked).await, 0);
    chromium.is_at("/cases").await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
