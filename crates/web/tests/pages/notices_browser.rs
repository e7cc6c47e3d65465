//! Notices in a real browser: only after they were allowed there, and not while a page is in view.

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

/// A browser without a screen forbids notices; so it is given some that it keeps, and asks for leave as a real one would.
const PRETEND: &str = "
    window.rung = [];
    window.Notification = class extends EventTarget {
        static permission = 'default';
        static async requestPermission() { return (this.permission = 'granted'); }
        constructor(title, options) { super(); window.rung.push(`${title}: ${options.body}`); window.last = this; }
        close() {}
    };
    window.open = (href) => (window.opened = href);
    const place = document.querySelector('desk-notices');
    // With its words, which are attributes, and begun anew.
    place.replaceWith(place.cloneNode());";

/// Goes out of view, or comes back.
fn turned(state: &str) -> String {
    format!(
        "Object.defineProperty(document, 'visibilityState', {{ value: '{state}', configurable: true }});
         document.dispatchEvent(new Event('visibilitychange'));"
    )
}

/// Says whether any window holds the lock of those in view.
const IN_VIEW: &str = "return navigator.locks.query().then(({ held }) =>
    held.some((lock) => lock.name === 'chancery-in-view'))";

async fn arrival(house: &TestHouse, words: &str) -> String {
    let mut mail = mail_from("Jana", "jana@mail.example", "Secret matter", words);
    mail.message_id = Some(format!("{words}@sender.example"));
    let number = house.number(house.mail(mail).await).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(false).await.unwrap();
    number.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_rings_once_it_may_and_while_nobody_looks() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(false).await.unwrap();
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
    chromium.go("/profile/notices").await;
    chromium.tick("in the browser: A case came into a queue of yours", true).await;
    chromium.press("Keep these notices").await;
    chromium.sees(&["Your notices are kept"]).await;

    // Nothing was allowed: nothing is listened for.
    arrival(&house, "one").await;
    chromium.script(PRETEND).await;
    chromium.press("Allow in this browser").await;
    chromium.sees(&["This browser tells you."]).await;
    chromium.sees_all("body[data-heard=\"0\"]", 1).await;
    // In view, nobody is rung.
    chromium.comes_to(IN_VIEW, true.into()).await;
    arrival(&house, "two").await;
    chromium.sees_all("body[data-heard=\"1\"]", 1).await;
    chromium.script(&turned("hidden")).await;
    chromium.comes_to(IN_VIEW, false.into()).await;
    let number = arrival(&house, "three").await;
    chromium.sees_all("body[data-heard=\"2\"]", 1).await;
    let rung = chromium.script("return window.rung").await;
    assert_eq!(rung, serde_json::json!([format!("{number}: is new, in triage")]));
    // What is typed on this page stays.
    let pressed = "window.last.dispatchEvent(new Event('click'));
        return [window.opened, location.pathname]";
    let opened = chromium.script(pressed).await;
    assert_eq!(opened, serde_json::json!([format!("/cases/{number}"), "/profile/notices"]));
    chromium.comes_to("return /^\\(\\d+\\) Notices/.test(document.title)", true.into()).await;
    chromium.script(&turned("visible")).await;
    chromium.comes_to("return document.title.startsWith('(')", false.into()).await;
    chromium.comes_to(IN_VIEW, true.into()).await;
    arrival(&house, "in view").await;
    chromium.sees_all("body[data-heard=\"3\"]", 1).await;
    chromium.script(&turned("hidden")).await;
    chromium.comes_to(IN_VIEW, false.into()).await;
    arrival(&house, "last").await;
    chromium.sees_all("body[data-heard=\"4\"]", 1).await;
    chromium.comes_to("return window.rung.length", 2.into()).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
